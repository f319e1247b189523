"""Pages read in other processes."""
