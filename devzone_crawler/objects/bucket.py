"""A bucket, or what lies below a prefix of it."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from obstore.exceptions import (
    BaseError,
    GenericError,
    InvalidPathError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from devzone_crawler.objects.failure import BucketError
from devzone_crawler.objects.profile import ProfileError, stored_settings

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta

_ADDRESS = re.compile(r"s3://([^/?#\s]+)/?([^?#]*)")
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
"""What a server names its refusal by. Of its answer nothing else is shown: it may repeat keys and signatures."""
_SENTENCES = {
    "NoSuchBucket": "there is no such bucket",
    "InvalidAccessKeyId": "the server does not know the access key",
    "SignatureDoesNotMatch": "the secret access key is not that of the access key",
    "ExpiredToken": "the session token has expired",
    "AccessDenied": "the keys do not allow it",
}
_CHUNK = 8 << 20
"""Bytes that are fetched, and sent, together."""
_MOST_PARTS = 9_000
"""Parts of an upload; S3 takes 10,000."""
_TRIES = 3
"""How often bytes are fetched whose transfer breaks off; requests that are refused are tried again by the library."""


class Object(NamedTuple):
    """Something that lies in a bucket."""

    name: str
    """Below the address of the bucket."""
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""


class Bucket:
    """What lies below an address `s3://bucket/prefix`. Raises BucketError for what is no such address.

    Keys come from the environment (`AWS_ACCESS_KEY_ID` ...), from ~/.aws, or from the machine, if it is one of a cloud.
    """

    def __init__(self, address: str) -> None:
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise BucketError(f"{address} is no address of an object store: s3://BUCKET/PREFIX.")
        self.address = address.rstrip("/")
        try:
            settings = stored_settings()
            allow_http = settings.get("endpoint", "").startswith("http://")
            self._store = S3Store(
                found[1],
                prefix=found[2].strip("/") or None,
                client_options={"allow_http": allow_http, "connect_timeout": "10s", "timeout": "120s"},
                retry_config={"max_retries": 5, "retry_timeout": timedelta(seconds=60)},
                **settings,  # type: ignore[arg-type]  # a dictionary of what it takes
            )
        except (ProfileError, BaseError, ValueError) as error:
            why = error if isinstance(error, ProfileError) else "the settings of the store mean nothing to it."
            raise BucketError(f"{self.address} cannot be reached: {why}") from None

    def objects(self) -> list[Object]:
        """All that is there, by name. Raises BucketError."""
        with self._told(self.address, "listed"):
            found = [entry for page in self._store.list() for entry in page]
        return sorted(Object(e["path"], e["size"], int(e["last_modified"].timestamp() * 1e9)) for e in found)

    def holds(self, name: str) -> bool:
        """True if an object of this name is there. Raises BucketError."""
        try:
            with self._told(f"{self.address}/{name}", "asked for"):
                self._store.head(name)
        except FileNotFoundError:
            return False
        return True

    async def fetch(self, name: str, path: Path) -> None:
        """Write an object into a file, which appears when it is whole. Raises BucketError, FileNotFoundError."""
        address = f"{self.address}/{name}"
        draft = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._told(address, "read"), open(draft, "wb") as file:
                entry = await self._store.head_async(name)
                for start in range(0, entry["size"], _CHUNK):
                    file.write(await self._chunk(entry, start))
            os.replace(draft, path)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise BucketError(f"{address} cannot be fetched to {path.parent} ({error.strerror}).") from error
        finally:
            draft.unlink(missing_ok=True)

    async def _chunk(self, entry: ObjectMeta, start: int) -> memoryview:
        """Some bytes of an object, which must be the one that it was when its reading began."""
        options: GetOptions = {"range": (start, min(start + _CHUNK, entry["size"]))}
        if entry["e_tag"] is not None:
            options["if_match"] = entry["e_tag"]
        for left in reversed(range(_TRIES)):
            try:
                answer = await self._store.get_async(entry["path"], options=options)
                return memoryview(await answer.bytes_async())
            except GenericError:
                if not left:
                    raise
        raise AssertionError

    async def put(self, path: Path, name: str) -> None:
        """Send a file. The object appears when it is whole, and replaces another. Raises BucketError, OSError."""
        chunk = max(_CHUNK, path.stat().st_size // _MOST_PARTS + 1)
        with self._told(f"{self.address}/{name}", "written"):
            await self._store.put_async(name, path, chunk_size=chunk, max_concurrency=4)

    @contextlib.contextmanager
    def _told(self, address: str, what: str) -> Iterator[None]:
        """The failures of the library as sentences; an object that is not there is a FileNotFoundError."""
        try:
            yield
        except FileNotFoundError as error:
            if _CODE.search(str(error)) and "NoSuchBucket" in str(error):
                raise BucketError(f"{address} cannot be {what}: {_SENTENCES['NoSuchBucket']}.") from None
            raise FileNotFoundError(2, "not there", address) from None
        except BaseError as error:
            raise BucketError(f"{address} cannot be {what}: {_why(error)}.") from None


def _why(error: BaseError) -> str:
    code = _CODE.search(str(error))
    if code is not None:
        return _SENTENCES.get(code[1], f"the server says {code[1]}")
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return _SENTENCES["AccessDenied"]
    if isinstance(error, PreconditionError):
        return "it was replaced while it was read"
    if isinstance(error, InvalidPathError):
        return "a name in it has parts such as `..`, which are none of a file"
    if "169.254." in str(error):
        return "there are no keys. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
    return "the server does not answer, or not as S3 does. Is AWS_ENDPOINT_URL right"
