"""A site whose articles lie in columns: which address is which page, and the other way round.

A family says in class attributes what its columns and addresses are.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from posixpath import relpath
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address, Numbering, file_number, page_number, whole_number
from devzone_crawler.simulator.cms.columns import Channel, Column, Foreign, channels_of
from devzone_crawler.simulator.rotation import Rotation
from devzone_crawler.simulator.site import Options, Site


class ColumnSite(Site):
    """A site of columns."""

    columns: ClassVar[tuple[Column, ...]]
    turns: ClassVar[str]
    """In which column articles 1, 2, 3, ... are, over and over: `Column.turn`."""
    first_id: ClassVar[int]
    """Article 1 has the id after this one."""
    rows_per_page: ClassVar[int] = 8
    rows_per_box: ClassVar[int] = 6
    """Of the home page."""
    fronts: ClassVar[bool] = False
    """True if a column that holds others shows a box of each, False if it lists the articles of them all."""

    article_address: ClassVar[Address]
    """Fields: id, key and slug of the column, published."""
    column_address: ClassVar[Address]
    """A listing's first page. Fields: key, slug."""
    page_address: ClassVar[Address | None] = None
    """Its other pages. Fields: key, slug, n. None if they have no addresses of their own."""
    about_address: ClassVar[str] = "/about.html"
    """A page of text that is no article."""
    numbering: ClassVar[Numbering] = "from one"
    home_file: ClassVar[str] = ""
    """What pages call the home page and the first pages of folders beside their folders' own addresses."""
    relative: ClassVar[bool] = False
    """True if pages link to each other by relative addresses."""

    def __init__(self, options: Options | None = None) -> None:
        super().__init__(options)
        self._rotation = Rotation(self.turns)
        self.channels = channels_of(self.columns, self._rotation, self.size, self.foreign_rows())
        self._by_turn = {channel.column.turn: channel for channel in self.channels.values() if channel.column.turn}

    def foreign_rows(self) -> tuple[Foreign, ...]:
        """What the listings hold beside articles: the columns take them in turn."""
        return ()

    def channel_of(self, number: int) -> Channel:
        """The channel of article `number`."""
        return self._by_turn[self._rotation.channel(number)]

    def path_of(self, number: int) -> str:
        """Address of an article, with its query if it has one."""
        column = self.channel_of(number).column
        published = self.facts(number).published
        return self.article_address.write(
            id=self.first_id + number, key=column.key, slug=column.slug, published=published
        )

    def categories_of(self, number: int) -> list[str]:
        """Breadcrumb of an article, without the home page."""
        return [column.name for column in self.channel_of(number).steps]

    def address_of(self, column: Column, page: int = 1) -> str:
        """Address of a page of a column; where pages have no address, that of the first."""
        if page == 1 or self.page_address is None:
            return self.column_address.write(key=column.key, slug=column.slug)
        n = file_number(page, self.last_page(self.channels[column.key]), self.numbering)
        return self.page_address.write(key=column.key, slug=column.slug, n=n)

    def listing_addresses(self) -> Iterator[str]:
        """Addresses of all pages of all listings, as far as they have one."""
        for channel in self.channels.values():
            last = self.last_page(channel) if self.page_address else 1
            yield from (self.address_of(channel.column, page) for page in range(1, last + 1))

    def last_page(self, channel: Channel) -> int:
        """How many pages a column has."""
        if self.fronts and channel.parts:
            return 1
        return max(1, -(-len(channel.items) // self.rows_per_page))

    def article_at(self, address: str) -> int | None:
        """The number of the article at an address."""
        found = self.article_address.read(address)
        number = whole_number(found["id"]) - self.first_id if found else 0
        return number if 1 <= number <= self.size and self.path_of(number) == address else None

    def listing_at(self, address: str) -> tuple[Channel, int] | None:
        """The channel at an address, and its page."""
        for kind in filter(None, (self.column_address, self.page_address)):
            fields = kind.read(address) or {}
            for channel in self.channels.values():
                if fields.get("key", channel.column.key) != channel.column.key:
                    continue
                last = self.last_page(channel)
                page = page_number(whole_number(fields["n"]), last, self.numbering) if "n" in fields else 1
                if fields and 1 <= page <= last and self.address_of(channel.column, page) == address:
                    return channel, page
        return None

    def folder_of(self, address: str) -> str:
        """The address of a folder's own page by the address of its file; any other as it is."""
        folder = address.removesuffix(self.home_file)
        known = folder.endswith("/") and (folder == self.home or self.listing_at(folder) is not None)
        return folder if known else address

    def href(self, to: str, on: str) -> str:
        """How the page at `on` links to `to`, as HTML."""
        if self.relative and to.startswith("/"):
            folder = to.rpartition("/")[0] or "/"
            to = relpath(folder, on.rpartition("/")[0] or "/") + to[to.rindex("/") :]
            to = to if to.startswith("..") else to.removeprefix("./")
        return escape(to)
