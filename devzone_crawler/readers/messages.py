"""What the crawl and the processes that it started say to each other: pickled, as in all of multiprocessing.

Both ends are this program, and nobody else holds them. What a server sent is bytes in a message, never a message.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from typing import Any

Task = tuple[Callable[[Any], Any], Any]
"""A function, and what it is given."""
Done = tuple[Any, Exception | None]
"""What came of a task: what its function made, or the exception that it raised."""
LENGTH = struct.Struct("!Q")
"""What stands before each message: its length in bytes."""


def packed(message: Task | Done) -> bytes:
    """A message as bytes, without its length. Raises what pickle raises for what cannot be packed."""
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def unpacked(message: bytes | memoryview) -> Any:
    """The task or answer in a message."""
    return pickle.loads(message)


def framed(message: bytes) -> bytes:
    """A message as it is sent. An empty one says that a process has begun."""
    return LENGTH.pack(len(message)) + message


def unframed(received: bytearray) -> memoryview | None:
    """The message that was sent, None before all of it is there."""
    if len(received) < LENGTH.size or len(received) < LENGTH.size + LENGTH.unpack_from(received)[0]:
        return None
    return memoryview(received)[LENGTH.size :]
