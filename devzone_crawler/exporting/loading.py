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

_CHUNK = 1 << 20
_LONGEST = 32 << 20
"""Bytes of a line. A crawl takes no page that is larger."""


def load(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], path: Path, place: Path) -> None:
    """Append the whole lines of a file to a table. `place`: a directory for the pipe that DuckDB reads.

    Raises duckdb.Error for lines that do not fit, OSError if the file cannot be read.
    """
    types = ", ".join(f"{column.name}: '{column.read_as}'" for column in columns)
    with _whole_lines(path, place / "lines") as pipe:
        connection.execute(
            f"INSERT INTO {table} SELECT * FROM read_json($pipe, format = 'newline_delimited', "
            f"columns = {{{types}}}, maximum_object_size = {_LONGEST})",
            {"pipe": str(pipe)},
        )


@contextmanager
def _whole_lines(path: Path, pipe: Path) -> Iterator[Path]:
    """A named pipe with the lines of a file that are whole now. DuckDB itself would read on into those to come."""
    failures: list[OSError] = []
    with open(path, "rb") as source:
        end = end_of_lines(source.fileno())
        os.mkfifo(pipe)
        writer = threading.Thread(target=_pour, args=(source.fileno(), end, pipe, failures), name="lines")
        writer.start()
        try:
            yield pipe
        finally:
            # Whoever has not been read to the end waits for a reader: this one, which leaves at once.
            os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
            writer.join()
            pipe.unlink()
    if failures:
        raise failures[0]


def _pour(source: int, end: int, pipe: Path, failures: list[OSError]) -> None:
    try:
        with open(pipe, "wb", buffering=0) as sink:
            for start in range(0, end, _CHUNK):
                sink.write(os.pread(source, min(_CHUNK, end - start), start))
    except BrokenPipeError:
        pass  # DuckDB has said why it reads no further
    except OSError as error:
        failures.append(error)
