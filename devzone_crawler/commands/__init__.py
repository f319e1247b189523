"""Commands of `devzone`, one file each. They load what they need when they run."""
