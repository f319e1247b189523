"""What the directories and files of a crawl are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

ARTICLES = "articles.jsonl"
VIEWS = "views.jsonl"
REJECTS = "rejects.jsonl"
LEDGER = "ledger.sqlite"
REEXTRACTION = "reextraction.json"
"""What another reading of archives made of them."""
UNFINISHED = "unfinished"
"""A folder: what is needed until a run over many sites or archives is at its end."""
_NO_NAME = re.compile(r"^\.+|[^\w.-]")
"""What a site's host may hold and the name of a directory may not."""


def output_dir(settings: Mapping[str, Any], spider: object) -> Path:
    """The directory that a crawl writes to."""
    return Path(str(settings["OUTPUT_DIR"]).replace("{spider}", file_name(spider)))


def file_name(spider: object) -> str:
    """What files are called by: the spider or its site, without what a name may not hold."""
    return safe_name(str(getattr(spider, "site", None) or getattr(spider, "name", None) or "site"))


def safe_name(text: str) -> str:
    """Text without what the name of a file or directory may not hold."""
    return _NO_NAME.sub("_", text)


def run_id_of(started: datetime) -> str:
    """The id of the run that began at a moment (UTC): its second, and the fraction of it in 24 bits.

    Ids sort as the runs began, and so do the files of the archive that are called by them, also of runs that follow
    within a second.
    """
    return f"{started:%Y%m%dT%H%M%SZ}-{(started.microsecond << 24) // 1_000_000:06x}"
