"""Under which settings, with which versions a run was made, without what must stay secret."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from scrapy.settings import BaseSettings, Settings

from devzone_crawler.version import __version__

_SECRET_NAME = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL|COOKIE|AUTH(?!OR)|KEY(?!WORD)", re.I)
_USER_OF_ADDRESS = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_HIDDEN = "…"
_PACKAGES = ("scrapy", "twisted", "lxml", "parsel", "w3lib", "dateparser", "msgspec", "warcio")
"""What reads, fetches or writes; a difference between two runs may come from any of them."""


def versions() -> dict[str, str]:
    """Versions of the project, of Python and the system, and of the packages that take part."""
    found = {"devzone_crawler": __version__, "python": platform.python_version(), "platform": platform.platform()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def settings_that_differ(settings: BaseSettings) -> dict[str, Any]:
    """Settings whose value is not Scrapy's default, sorted by name, as JSON can hold them."""
    defaults = Settings()
    chosen = {}
    for name in sorted(str(name) for name in settings):
        if not settings.getpriority(name):  # nobody set it; asking for the value of an old name would be a warning
            continue
        value = shown(settings.get(name), name)
        if name.isupper() and (name not in defaults or value != shown(defaults.get(name), name)):
            chosen[name] = value
    return chosen


def shown(value: Any, name: str = "") -> Any:
    """A value as JSON can hold it; what is a secret by its name, and the user and password of an address, is hidden."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {shown(str(key)): shown(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shown(inner, name) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((shown(inner, name) for inner in value), key=str)
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    text = str(value)
    return _HIDDEN if text and _SECRET_NAME.search(name) else _USER_OF_ADDRESS.sub(_HIDDEN, text)
