"""Settings that mean something only within bounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

_Meant = TypeVar("_Meant")


class SettingError(ValueError):
    """A setting that cannot be right, with a sentence that says what it may be."""

    def __init__(self, settings: Mapping[str, Any], name: str, wanted: str) -> None:
        super().__init__(f"{name}={settings[name]} means nothing: {wanted}.")


def number(settings: Mapping[str, Any], name: str, wanted: str, fits: Callable[[float], bool]) -> float:
    """A number that fits. Raises SettingError, which says what is wanted instead of another."""
    try:
        found = float(settings[name])
    except (TypeError, ValueError):
        found = math.nan
    if not fits(found):
        raise SettingError(settings, name, wanted)
    return found


def seconds(settings: Mapping[str, Any], name: str) -> float:
    """Seconds, 0 for none. Raises SettingError."""
    return number(settings, name, "a number of seconds, 0 for none", lambda found: 0 <= found < math.inf)


def whole_number(settings: Mapping[str, Any], name: str, wanted: str, least: int) -> int:
    """A whole number, not less than the least. Raises SettingError."""
    return int(number(settings, name, wanted, lambda found: found >= least and found.is_integer()))


def day(settings: Mapping[str, Any], name: str) -> str:
    """A day as an ISO date; empty where none is given. Raises SettingError."""
    given = str(settings[name] or "")
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        raise SettingError(settings, name, "a day, such as 2026-01-31") from None


def one_of(settings: Mapping[str, Any], name: str, meanings: Mapping[str, _Meant]) -> _Meant:
    """What one of a few words means. Raises SettingError."""
    chosen = str(settings[name])
    if chosen not in meanings:
        raise SettingError(settings, name, f"choose one of {', '.join(meanings)}")
    return meanings[chosen]


def refresh_days(settings: Mapping[str, Any]) -> int:
    """REFRESH_DAYS. Raises SettingError."""
    return whole_number(settings, "REFRESH_DAYS", "a number of days, 0 for none", least=0)
