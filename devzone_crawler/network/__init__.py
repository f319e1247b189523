"""Where requests may go, and what may come back."""
