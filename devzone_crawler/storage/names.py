"""What the directories and files of a crawl are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
