"""Files that are replaced whole: whoever reads one sees the old content or the new, never a part."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from devzone_crawler.storage.jsonl import OutputError

_CHUNK = 1 << 20


class Digest(NamedTuple):
    """What proves that a file is the one that was written."""

    size: int
    """Bytes."""
    lines: int
    sha256: str


def replace_file(path: Path, content: bytes) -> None:
    """Write a file under another name and rename it. Raises OutputError, with the old file left as it was."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(draft, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise OutputError(
            f"{path} cannot be written ({error.strerror}). Choose another directory with --output."
        ) from error


def digest_of(path: Path) -> Digest:
    """Size, lines and SHA-256 of a file. Raises OSError if it cannot be read."""
    hashed = hashlib.sha256()
    size = lines = 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
    return Digest(size, lines, hashed.hexdigest())
