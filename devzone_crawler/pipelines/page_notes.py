"""What the crawl knew of a page goes to the archive beside it: without that, nobody could read the page again alike."""

from __future__ import annotations

from typing import Any, Self

import msgspec
from scrapy.crawler import Crawler

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.outcomes import NotWritten
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.items import Extraction
from devzone_crawler.storage.archived import PageNote
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.verdicts import Verdict


class PageNotes:
    """Archive a note of each page that was read, before its record is written.

    The notes stand in the order of the records, so that what is read again is written in the same order.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._archive = Memory.of(crawler).output.archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings: the memory knows whether there is an archive."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """The item, as it came. Raises NotWritten when the note could not be written."""
        if self._archive is None or not isinstance(item, Extraction) or item.page is None or item.archive is None:
            return item
        note = PageNote(
            page=item.archive,
            url=item.url,
            fetched_at=item.page.fetched_at,
            site=item.page.site,
            promised=item.promised,
            hints=item.page.hints,
            parts=list(item.page.archived_parts),
            counter=item.archived_counter,
        )
        try:
            self._archive.note(item.archive, msgspec.json.encode(note))
        except OutputError as error:
            RunVerdict.of(self._crawler).stop(Verdict.OUTPUT, str(error))
            raise NotWritten(str(error)) from error
        return item
