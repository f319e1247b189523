"""A reader in a process of its own, so that memory is its own and what it does to itself stays there.

`python -m benchmarks.process NAME` is the inside: pickled questions on standard input, pickled answers on standard
output. `ReaderProcess` is the outside. The inside imports the standard library and the reader, nothing else.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import resource
import subprocess
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from benchmarks.peers import READERS, Read, Reader, Record

ROOT = Path(__file__).parent.parent
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"

RawPage = tuple[bytes, str, str]
"""Bytes, text, address."""


class LeftOut(Exception):  # noqa: N818 -- not an error: the others run
    """A reader that cannot be measured; the message says why."""


class ReaderProcess:
    """One reader, started and given its pages. LeftOut if it does not start.

    `version` is that of its distribution. Use it as a context manager: it ends with the block.
    """

    def __init__(self, reader: Reader, pages: list[RawPage]) -> None:
        self.reader = reader
        python = sys.executable if reader.ours else str(PEERS_PYTHON)
        command = [python, "-m", "benchmarks.process", reader.name]
        try:
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except FileNotFoundError:
            raise LeftOut(f"{reader.name}: not installed; `make bench` puts the peers into .venv-bench") from None
        self.version: str = self._ask(pages)

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the process."""
        self._process.communicate()

    def records(self) -> list[dict[str, Any] | None]:
        """What it finds on each page, by the keys of the data format. None: it raised."""
        found: list[dict[str, Any] | None] = self._ask("records")
        return found

    def seconds(self) -> float:
        """CPU seconds of reading all pages once."""
        found: float = self._ask("seconds")
        return found

    def memory(self) -> tuple[int, int]:
        """Bytes resident before the first page, and at the peak since."""
        before, peak = self._ask("memory")
        return before, peak

    def _ask(self, question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(question, self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)
        except (EOFError, BrokenPipeError):
            code = self._process.wait()
            raise LeftOut(f"{self.reader.name}: its process ended with code {code}") from None
        if isinstance(answer, LeftOut):
            self.end()
            raise answer
        return answer


def peak_memory(pid: int | None = None) -> int:
    """Bytes that were resident at most in this process, or in another one: 0 where the system does not say.

    Linux hands the ru_maxrss of the starting process on to the one it starts, so the kernel's own mark is read there.
    """
    status = Path(f"/proc/{pid or 'self'}/status")
    if status.exists():
        return _kibibytes(status.read_text("ascii", "replace"), "VmHWM") * 1024
    if pid is not None:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def resident_memory() -> int:
    """Bytes that are resident now; where the system does not say, that were resident at most."""
    status = Path("/proc/self/status")
    return _kibibytes(status.read_text("ascii", "replace"), "VmRSS") * 1024 if status.exists() else peak_memory()


def _kibibytes(status: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.M)
    return int(found[1]) if found else 0


def _answer(questions: BinaryIO, answers: BinaryIO, reader: Reader) -> None:
    """The inside: the pages first, then questions until the input ends."""
    pages: list[RawPage] = pickle.load(questions)
    try:
        read, record = reader.load()
    except Exception as error:  # whatever its import may raise
        _say(answers, LeftOut(f"{reader.name}: does not load ({error})"))
        return
    _say(answers, version(reader.distribution))
    before = resident_memory()
    while True:
        try:
            question = pickle.load(questions)
        except EOFError:
            return
        if question == "records":
            _say(answers, [_record(read, record, page) for page in pages])
        elif question == "seconds":
            _say(answers, _seconds(read, pages))
        else:
            _say(answers, (before, peak_memory()))


def _say(answers: BinaryIO, answer: object) -> None:
    pickle.dump(answer, answers)
    answers.flush()


def _record(read: Read, record: Record, page: RawPage) -> dict[str, Any] | None:
    try:
        found = record(read(*page))
    except Exception:  # a reader may raise whatever it likes: the page counts as wrong
        return None
    return {key: value if isinstance(value, int) else str(value or "") or None for key, value in found.items()}


def _seconds(read: Read, pages: list[RawPage]) -> float:
    started = time.process_time()
    for page in pages:
        try:
            read(*page)
        except Exception:  # what it did until then was work too
            continue
    return time.process_time() - started


def main() -> None:
    """Be the reader that is named on the command line."""
    (reader,) = (reader for reader in READERS if reader.name == sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a reader that prints must not print into the answers
    logging.disable()
    warnings.simplefilter("ignore")
    _answer(sys.stdin.buffer, answers, reader)


if __name__ == "__main__":
    # Pickled classes must carry the name by which the outside knows them.
    from benchmarks.process import main as run

    run()
