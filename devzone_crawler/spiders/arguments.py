"""Spider arguments are checked before the first request, and told about in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from devzone_crawler.choice import Choice
from devzone_crawler.extraction.dates import CHINA

CHOICE = ("since", "until", "max_articles")
"""Arguments that every spider knows."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class ArgumentError(ValueError):
    """An argument that cannot be right, with a sentence that says which and what it should be."""


def check_url(value: str, argument: str = "url") -> str:
    """An absolute http(s) address. Raises ArgumentError for anything else."""
    try:
        parts = urlsplit(value.strip())
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in value.strip()
        _ = parts.port
    except ValueError:
        good = False
    if not good:
        raise ArgumentError(
            f"{argument} must be an address that begins with http:// or https://, such as https://www.cadz.org.cn/; "
            f"{value!r} is none."
        )
    return value.strip() if parts.path else value.strip() + "/"


def check_choice(since: str | None, until: str | None, max_articles: str | int | None) -> Choice:
    """Days and number of the articles that are wanted. Raises ArgumentError for what no article can meet.

    A last day in the future is taken: scripts name the end of the year. A first one is not.
    """
    choice = Choice(check_day(since, "since"), check_day(until, "until"), check_number(max_articles, "max_articles"))
    today = datetime.now(CHINA).date().isoformat()
    if choice.since is not None and choice.since > today:
        raise ArgumentError(f"since={choice.since} lies in the future: in China it is {today}. Choose an earlier day.")
    if choice.since is not None and choice.until is not None and choice.since > choice.until:
        raise ArgumentError(
            f"since={choice.since} is later than until={choice.until}: no day is between them. Exchange the two."
        )
    return choice


def check_names(value: str | Iterable[str] | None, argument: str) -> tuple[str, ...]:
    """Names, one a value or separated by commas in one text; none if None. Raises ArgumentError for an empty one."""
    if value is None:
        return ()
    names = re.split("[,，;；]", value) if isinstance(value, str) else list(value)
    if not names or not all(name.strip(" \t\r\n/>＞") for name in names):
        raise ArgumentError(f"{argument} must be a name that the site's navigation prints, such as 资讯中心/政策法规.")
    return tuple(name.strip() for name in names)


def check_day(value: str | None, argument: str) -> str | None:
    """A day as an ISO date. Raises ArgumentError for anything else."""
    if value is None:
        return None
    try:
        if _DAY.fullmatch(value.strip()):
            return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        pass
    raise ArgumentError(f"{argument} must be a day such as 2026-01-31 (year-month-day); {value!r} is none.")


def check_number(value: str | int | None, argument: str) -> int | None:
    """A whole number of 1 or more. Raises ArgumentError for anything else."""
    if value is None:
        return None
    text = str(value).strip()
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise ArgumentError(
            f"{argument} must be a whole number of 1 or more; {value!r} is none. "
            "To see what a crawl would take without one, use devzone crawl --dry-run."
        )
    return int(text)


def reject_unknown(spider: str, arguments: dict[str, object], known: tuple[str, ...]) -> None:
    """Raises ArgumentError for arguments that a spider does not know: a misspelt one would be ignored in silence.

    Those that begin with an underscore are not the user's: scrapyd hands every spider `_job`.
    """
    unknown = sorted(name for name in arguments if name not in known and not name.startswith("_"))
    if unknown:
        knows = ", ".join(known) or "none"
        raise ArgumentError(f"The spider {spider} has no argument {', '.join(unknown)}. It knows: {knows}.")
