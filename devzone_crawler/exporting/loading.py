"""Lines of JSON into a table of DuckDB, as they are at one moment: a crawl may go on writing meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from devzone_crawler.exporting.columns import Column
from devzone_crawler.storage.jsonl import end_of_lines

LONGEST = 32 << 20
"""Bytes of a line. A crawl takes no page that is larger."""
_PIECE = 4 * LONGEST
"""Bytes that go through one pipe: DuckDB keeps in memory what comes from where it cannot seek."""
_CHUNK = 1 << 20


def load(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], path: Path, place: Path) -> None:
    """Append the whole lines of a file to a table. `place`: a directory for the pipe that DuckDB reads.

    Raises duckdb.Error for lines that do not fit, OSError if the file cannot be read.
    """
    types = ", ".join(f"{column.name}: '{column.read_as}'" for column in columns)
    with open(path, "rb") as source:
        for start, end in _pieces(source.fileno()):
            with _piped(source.fileno(), start, end, place / "lines") as pipe:
                connection.execute(
                    f"INSERT INTO {table} SELECT * FROM read_json($pipe, format = 'newline_delimited', "
                    f"columns = {{{types}}}, maximum_object_size = {LONGEST})",
                    {"pipe": str(pipe)},
                )


def _pieces(source: int) -> Iterator[tuple[int, int]]:
    """Where to cut a file: the lines that are whole now. DuckDB itself would read on into those to come."""
    start, whole = 0, end_of_lines(source)
    while start < whole:
        most = min(start + _PIECE, whole)
        end = end_of_lines(source, most)
        if end <= start:  # in a line that is too long, as DuckDB will say
            end = most
        yield start, end
        start = end


@contextmanager
def _piped(source: int, start: int, end: int, pipe: Path) -> Iterator[Path]:
    """A named pipe from which these bytes of a file can be read once."""
    failures: list[OSError] = []
    os.mkfifo(pipe)
    writer = threading.Thread(target=_pour, args=(source, start, end, pipe, failures), name="lines")
    writer.start()
    try:
        yield pipe
    finally:
        # A writer that has not been read to its end waits for a reader: this one, which leaves at once.
        os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
        writer.join()
        pipe.unlink()
    if failures:
        raise failures[0]


def _pour(source: int, start: int, end: int, pipe: Path, failures: list[OSError]) -> None:
    try:
        with open(pipe, "wb") as sink:
            for at in range(start, end, _CHUNK):
                sink.write(os.pread(source, min(_CHUNK, end - at), at))
    except BrokenPipeError:
        pass  # DuckDB has said why it reads no further
    except OSError as error:
        failures.append(error)
