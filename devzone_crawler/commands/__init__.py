"""Commands of `devzone` with a room of their own, one file each. They load what they need when they run."""
