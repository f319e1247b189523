"""Commands with a room of their own; `cli.py` puts them together."""
