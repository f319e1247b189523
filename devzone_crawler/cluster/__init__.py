"""Many sites and many archives, on this machine or on several."""
