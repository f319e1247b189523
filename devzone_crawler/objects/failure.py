"""What goes wrong with an object store."""

from __future__ import annotations


class BucketError(Exception):
    """An object store that does not do what is wanted, with a sentence that says why."""


class MissingLibraryError(BucketError):
    """The library that speaks to object stores is not installed."""
