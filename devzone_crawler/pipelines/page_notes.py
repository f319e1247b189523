"""What the crawl knew of a page goes to the archive beside it: without that, nobody could read the page again alike."""

from __future__ import annotations

from typing import Any

import msgspec

from devzone_crawler.items import Extraction
from devzone_crawler.pipelines.step import Step
from devzone_crawler.storage.archived import PageNote


class PageNotes(Step):
    """Archive a note of each page that was read, before its record is written.

    The notes stand in the order of the records, so that what is read again is written in the same order.
    """

    def process_item(self, item: Any) -> Any:
        """The item, as it came. Raises NotWritten when the note could not be written."""
        archive = self.output.archive
        if archive is None or not isinstance(item, Extraction) or item.page is None or item.archive is None:
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
        with self.using_output():
            archive.note(item.archive, msgspec.json.encode(note))
        return item
