"""The columns of a site, and what stands in their listings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from devzone_crawler.simulator.rotation import Listing, Rotation


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a site's editors set it up."""

    key: str
    """What the CMS calls it in addresses and requests."""
    name: str
    slug: str
    """Its folder or file."""
    turn: str = ""
    """Its letter in the site's rotation of articles. Empty for a column that only holds others."""
    under: str = ""
    """Key of the column that it belongs to."""
    pinned: bool = False
    """True if its oldest article stands first."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A row of a listing that is no article of the site: on another host, in WeChat, or a file."""

    href: str
    title: str


class Items(Sequence[int | Foreign]):
    """The rows of a listing, newest first: numbers of articles, and among the first of them one that is foreign."""

    def __init__(self, articles: Listing, foreign: Foreign | None, position: int = 2) -> None:
        self._articles = articles
        self._foreign = foreign
        self._position = min(position, len(articles))

    def __len__(self) -> int:
        return len(self._articles) + (self._foreign is not None)

    @overload
    def __getitem__(self, index: int) -> int | Foreign: ...
    @overload
    def __getitem__(self, index: slice) -> list[int | Foreign]: ...
    def __getitem__(self, index: int | slice) -> int | Foreign | list[int | Foreign]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if self._foreign is None or index < self._position:
            return self._articles[index]
        return self._foreign if index == self._position else self._articles[index - 1]


@dataclass(frozen=True, slots=True)
class Channel:
    """A column of a site with its articles."""

    column: Column
    steps: tuple[Column, ...]
    """Its breadcrumb without 首页, itself included."""
    articles: Listing
    items: Items
    parts: tuple[Column, ...]
    """The columns below it."""


def channels_of(
    columns: Sequence[Column], rotation: Rotation, size: int, foreign: Sequence[Foreign]
) -> dict[str, Channel]:
    """The channels of a site of `size` articles, by key. A column that holds others has the articles of them all."""
    by_key = {column.key: column for column in columns}
    leaves = [column for column in columns if column.turn]

    def channel(column: Column) -> Channel:
        parts = tuple(part for part in columns if part.under == column.key)
        turns = [part.turn for part in (column, *parts) if part.turn]
        articles = rotation.listing(turns, size, pinned=column.pinned)
        extra = foreign[leaves.index(column) % len(foreign)] if column.turn and foreign else None
        steps = (by_key[column.under], column) if column.under else (column,)
        return Channel(column, steps, articles, Items(articles, extra), parts)

    return {column.key: channel(column) for column in columns}
