"""Spider arguments are checked before the first request, and told about in a sentence."""

from __future__ import annotations

from urllib.parse import urlsplit


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


def reject_unknown(spider: str, arguments: dict[str, object], known: tuple[str, ...]) -> None:
    """Raises ArgumentError for arguments that a spider does not know: a misspelt one would be ignored in silence.

    Those that begin with an underscore are not the user's: scrapyd hands every spider `_job`.
    """
    unknown = sorted(name for name in arguments if name not in known and not name.startswith("_"))
    if unknown:
        knows = ", ".join(known) or "none"
        raise ArgumentError(f"The spider {spider} has no argument {', '.join(unknown)}. It knows: {knows}.")
