"""Which answers are no pages but a way to say: not you, not now."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.http import Response

from devzone_crawler.extraction.challenge import is_challenge
from devzone_crawler.manifest import RefusalKind
from devzone_crawler.middlewares.retry_after import read_date, read_retry_after

_KINDS: dict[int, RefusalKind] = {
    429: "overload",  # RFC 6585, 4
    503: "overload",  # RFC 9110, 15.6.4
    412: "challenge",  # 瑞数: a page whose script computes a cookie; nobody sends the conditions that 412 is made for
    521: "challenge",  # 加速乐: the same, twice
    403: "forbidden",  # one page, or everything: Huawei's firewall after a burst, for a quarter to half an hour
    405: "forbidden",  # 阿里云's firewall
    454: "forbidden",  # 创宇 and others, for what they take for a machine
    458: "forbidden",
}
"""What a status says by itself."""
_HUAWEI = b"CW"
"""The Server header of Huawei's firewall where it refuses."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that refuses."""

    kind: RefusalKind
    """overload: later. challenge: not to a machine. forbidden: not this page, or not you; only another page tells."""
    status: int
    wait: float | None = None
    """Seconds that the server itself asks for; None if it does not."""

    @property
    def said(self) -> str:
        """What was answered, as the rest of a sentence."""
        return f"answered with a challenge ({self.status})" if self.kind == "challenge" else f"answered {self.status}"


def refusal_by_head(response: Response) -> Refusal | None:
    """The refusal that status and headers say. None if they say none."""
    kind = _KINDS.get(response.status)
    if kind is None:
        return None
    if response.status == 403 and response.headers.get("Server") == _HUAWEI:
        kind = "challenge"
    return Refusal(kind, response.status, _wait(response))


def refusal_of(response: Response) -> Refusal | None:
    """The refusal that a response is, by its head or by what it shows. None for a page, and for any other failure."""
    by_head = refusal_by_head(response)
    if by_head is not None and by_head.kind == "challenge":
        return by_head
    kind = _header(response, "Content-Type")
    if is_challenge(response.body, response.url, kind or None):
        return Refusal("challenge", response.status, _wait(response))
    return by_head


def _wait(response: Response) -> float | None:
    asked = _header(response, "Retry-After")
    return read_retry_after(asked, read_date(_header(response, "Date"))) if asked else None


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
