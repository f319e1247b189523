"""`python -m devzone_crawler.reextraction.single`: one WARC file read, one part written, wherever this runs."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from pathlib import Path

from devzone_crawler.readers.pool import Readers
from devzone_crawler.reextraction.parts import Part
from devzone_crawler.reextraction.pieces import Read, pieces_of, said
from devzone_crawler.reextraction.run import Pace, read_safely
from devzone_crawler.reextraction.sources import WarcFile
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.warc import WarcError

UNREADABLE = 5
"""Exit code for a file that is no archive or not there; standard error says so."""
UNWRITABLE = 3
_AHEAD = 4


async def make_part(file: WarcFile, folder: Path, pace: Pace) -> None:
    """Read a WARC file and write its part, if that is not there yet. Raises OSError, WarcError, OutputError."""
    part = Part(folder, file)
    if part.is_whole():
        return
    count = pace.processes or 1
    readers = Readers(count, pace.seconds, pace.megabytes)
    reading: deque[asyncio.Task[Read]] = deque()
    try:
        for piece in pieces_of(file.folder, file.name):
            reading.append(asyncio.create_task(read_safely(readers, piece)))
            if len(reading) >= _AHEAD * count:
                part.add(await reading.popleft())
        while reading:
            part.add(await reading.popleft())
        part.finish()
    finally:
        for task in reading:
            task.cancel()
        readers.close()


def command(file: WarcFile, folder: Path, pace: Pace) -> list[str]:
    """The arguments that say so to a process."""
    return [*map(str, (file.folder, file.name, folder, pace.processes, pace.seconds, pace.megabytes))]


def main() -> int:
    """Exit code 0 when the part is whole."""
    warc_folder, name, folder, processes, seconds, megabytes = sys.argv[1:]
    pace = Pace(int(processes), float(seconds), int(megabytes))
    try:
        asyncio.run(make_part(WarcFile(Path(warc_folder), name), Path(folder), pace))
    except (OSError, WarcError) as error:
        sys.stderr.write(f"{said(error)}\n")
        return UNREADABLE
    except OutputError as error:
        sys.stderr.write(f"{error}\n")
        return UNWRITABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
