"""How long a server asks to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def read_retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3): a number of seconds, or a date.

    `now` is the server's own time where it is known, since its date is by the same clock. None for what is neither, 0
    for a date that is past.
    """
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    moment = _moment(text)
    return max(0.0, (moment - now).total_seconds()) if moment is not None else None


def read_date(value: str) -> datetime:
    """The Date header, in UTC (RFC 9110, 6.6.1); the moment on this machine when there is none."""
    return _moment(value) or datetime.now(UTC)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the second for numbers beyond all days and offsets
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
