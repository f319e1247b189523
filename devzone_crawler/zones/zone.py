"""A development zone, as an article is about it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["国家级", "省级"]


class Zone(NamedTuple):
    """A zone by its canonical name. What is not known is None."""

    name: str
    """As the list of national zones has it; elsewhere the place with the full word for the kind: 如东经济开发区."""
    kind: str
    """The class of zone: 经济技术开发区, 高新技术产业开发区, 综合保税区 …"""
    level: Level | None
    province: str | None
    """Its full name: 江苏省."""
    in_title: bool
    """True if the headline names it."""
    mentions: int
    """How often headline and text name it."""
