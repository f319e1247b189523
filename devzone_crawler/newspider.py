"""A spider for a site, with a saved listing and what must be read from it: one command, three files."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from unicodedata import east_asian_width
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from devzone_crawler.items import ArticlePage
from devzone_crawler.listing import Listing, parse_listing
from devzone_crawler.plan import Plan, Seen
from devzone_crawler.spiders.arguments import ArgumentError
from devzone_crawler.spiders.categories import ends_with, steps_of

_PACKAGE = Path(__file__).parent
_TEMPLATE = _PACKAGE / "templates" / "spider.tmpl"
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_LONGEST_LINE = 120
_KEPT = ("url", "title", "date", "pinned")
"""What a golden file says of an entry."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a new spider go."""

    spider: Path
    fixtures: Path

    @classmethod
    def for_name(cls, name: str, taken: Iterable[str]) -> Place:
        """Where a spider of that name goes, `taken` being the names that there are. Raises ArgumentError."""
        root = _PACKAGE.parent
        if not (root / "scrapy.cfg").is_file() or not (root / "fixtures").is_dir():
            raise ArgumentError(
                f"{root} is no checkout of devzone_crawler, so there is no place for a spider with its test. "
                "Clone the repository, run make install there, and use .venv/bin/devzone."
            )
        if not _NAME.fullmatch(name) or keyword.iskeyword(name):
            raise ArgumentError(
                f"A spider's name is small letters, digits and _, and begins with a letter; {name!r} is none."
            )
        place = cls(root / "devzone_crawler" / "spiders" / f"{name}.py", root / "fixtures" / "listings" / name)
        if name in taken or place.spider.exists() or place.fixtures.exists():
            raise ArgumentError(f"There is a {name} already. Choose another name, or edit {place.spider}.")
        return place


def listings_to_save(plan: Plan, categories: tuple[str, ...]) -> list[Seen]:
    """The listings that stand for a site: that of each category, or the largest if none is named or a listing."""
    seen = [branch.seen for _, branch in plan.tree.walk() if branch.seen is not None]
    named = {
        one.url: one for name in categories for one in seen if ends_with(steps_of(name), steps_of("/".join(one.path)))
    }
    return list(named.values()) or [max(seen, key=lambda one: (one.size.least, len(one.entries)))]


def write_spider(place: Place, name: str, home: str, categories: tuple[str, ...]) -> Path:
    """Write the spider: its name, its home page, its categories. OSError if it cannot be written."""
    place.spider.write_text(
        Template(_TEMPLATE.read_text("utf-8")).substitute(
            name=name,
            classname="".join(part.capitalize() for part in name.split("_")),
            home=safe_url_string(home),
            host=urlsplit(safe_url_string(home)).hostname,
            what="the categories below" if categories else "the whole site",
            categories=_categories(categories),
        ),
        "utf-8",
    )
    return place.spider


def save_listing(place: Place, page: ArticlePage, about: str) -> tuple[Path, Listing]:
    """Save a listing page and, beside it, what is read from it now. OSError if they cannot be written."""
    place.fixtures.mkdir(exist_ok=True)
    count = len(list(place.fixtures.glob("*.html")))
    path = place.fixtures / (f"listing_{count + 1}.html" if count else "listing.html")
    captured = datetime.now(UTC).replace(microsecond=0)
    listing = parse_listing(page.body, page.url, content_type=page.content_type, fetched_at=captured)
    entries = [{key: asdict(entry)[key] for key in _KEPT} for entry in listing.entries]
    golden = {
        "url": page.url,
        "content_type": page.content_type,
        "captured_at": captured.isoformat(),
        "about": about,
        "expected": {"entries": entries, "next_page": listing.next_page},
    }
    path.write_bytes(page.body)
    path.with_suffix(".json").write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path, listing


def _categories(categories: tuple[str, ...]) -> str:
    if not categories:
        return ""
    quoted = [json.dumps(name, ensure_ascii=False) for name in categories]
    line = f"    categories = ({', '.join(quoted)}{',' if len(quoted) == 1 else ''})"
    if _columns(line) <= _LONGEST_LINE:
        return "\n" + line
    return "\n    categories = (\n" + "".join(f"        {name},\n" for name in quoted) + "    )"


def _columns(line: str) -> int:
    """The width that ruff sees: Chinese characters are two columns wide."""
    return sum(1 + (east_asian_width(character) in "WF") for character in line)
