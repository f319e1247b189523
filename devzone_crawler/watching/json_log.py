"""The log for programs that collect logs: one JSON object a line, on standard error."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

_NAMES = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "error"}
"""What Python calls it, and what collectors do."""
_OF_SCRAPY = ("spider", "crawler")
"""Objects that Scrapy gives its records; as text they are an address in memory."""


def log_as_json(level: str) -> None:
    """Write all records of a level (`INFO`) and above as JSON lines. ASCII: whatever pages say steers no terminal."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Formatter(
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            rename_fields=_NAMES,
            rename_fields_keep_missing=False,
            reserved_attrs=[*RESERVED_ATTRS, *_OF_SCRAPY],
        )
    )
    handler.setLevel(level)
    logging.root.addHandler(handler)


class _Formatter(JsonFormatter):
    """Times as ISO 8601 in UTC, with milliseconds."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 -- logging's name
        """When it was made."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
