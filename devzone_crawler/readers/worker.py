"""A process that does one thing at a time, as the process that started it sees it."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from typing import Any

from devzone_crawler.readers.messages import Done, framed, packed, unframed, unpacked
from devzone_crawler.readers.process import work

_BEGINNING_SECONDS = 60.0
"""After which a process that has not begun counts as dead: on a busy machine it takes its time."""
_MOST_AT_ONCE = 1 << 16


class DeadWorkerError(Exception):
    """The process has ended, whoever or whatever ended it. The text says when, with the page as its subject."""


class Worker:
    """Start a process. `megabytes`: how much memory it may take (0: any amount). Raises DeadWorkerError if it cannot be
    started.
    """

    def __init__(self, context: ForkServerContext, megabytes: int) -> None:
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        self._has_begun = False
        self._process = context.Process(target=work, args=(theirs, megabytes, os.getpid()), daemon=True)
        try:
            self._process.start()
        except (OSError, EOFError) as error:
            self._socket.close()
            raise DeadWorkerError(f"no process to read the page could be started ({error})") from error
        finally:
            theirs.close()

    def is_alive(self) -> bool:
        """False once a process that had nothing to do has ended."""
        try:
            return bool(self._socket.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    async def begin(self) -> None:
        """Wait until the process is ready for its first task. Raises DeadWorkerError."""
        if self._has_begun:
            return
        try:
            async with asyncio.timeout(_BEGINNING_SECONDS):
                await self._receive()
        except (OSError, EOFError) as error:
            raise DeadWorkerError("the process that was to read the page ended before it began") from error
        self._has_begun = True

    async def do(self, function: Callable[[Any], Any], given: Any) -> Done:
        """What the function makes of what it is given, or the exception that it raises. Raises DeadWorkerError.

        A worker whose answer was not waited for is of no use any more.
        """
        task = packed((function, given))
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, framed(task))
            done: Done = unpacked(await self._receive())
        except (OSError, EOFError) as error:
            raise DeadWorkerError("reading the page killed the process that read it") from error
        return done

    def kill(self) -> None:
        """End the process, whatever it does. Who waits for it hears DeadWorkerError."""
        self._process.kill()

    def dismiss(self) -> None:
        """Tell the process that nothing more will come. It ends by itself, unless it is at work."""
        self._socket.close()

    def end(self, grace: float = 0.0) -> None:
        """See the process end, and let go of it. `grace`: seconds after which it is killed."""
        self._process.join(grace)
        self.kill()
        self._process.join()
        self._process.close()
        self._socket.close()

    async def _receive(self) -> memoryview:
        """The one message that is on its way."""
        received = bytearray()
        while (message := unframed(received)) is None:
            piece = await asyncio.get_running_loop().sock_recv(self._socket, _MOST_AT_ONCE)
            if not piece:
                raise EOFError
            received += piece
        return message
