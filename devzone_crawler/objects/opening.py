"""The way to a bucket: its library is an extra, and loaded only when there is one to be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devzone_crawler.objects.failure import MissingLibraryError

if TYPE_CHECKING:
    from devzone_crawler.objects.bucket import Bucket


def open_bucket(address: str) -> Bucket:
    """What lies below an address `s3://bucket/prefix`. Raises BucketError."""
    try:
        from devzone_crawler.objects.bucket import Bucket  # noqa: PLC0415 -- an extra
    except ModuleNotFoundError as error:
        if error.name != "obstore":
            raise
        raise MissingLibraryError("s3:// needs obstore: pip install 'devzone_crawler[s3]'") from None
    return Bucket(address)
