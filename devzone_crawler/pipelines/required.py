"""What is no article is not written; what was promised as one and is none is kept, with the reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from scrapy.crawler import Crawler

from devzone_crawler.extensions.outcomes import NoArticle
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.items import Extraction, Reject
from devzone_crawler.pipelines.same_pages import SamePages
from devzone_crawler.pipelines.step import Step
from devzone_crawler.storage.jsonl import JsonLinesFile
from devzone_crawler.storage.names import REJECTS, output_dir
from devzone_crawler.verdicts import Verdict

_FEWEST = 10
_SHARE = 0.2
"""Of the promised pages, so many without a record are no chance: on sites that are read well it is one in thirty."""


class RequiredFields(Step):
    """Extraction → Article, or a line in rejects.jsonl."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._path = output_dir(crawler.settings, crawler.spider) / REJECTS
        self._rejects: JsonLinesFile | None = None
        self._same = SamePages()
        self._listed = 0
        """Pages that a listing promised as articles, with a date."""
        self._unread: Counter[str] = Counter()
        """Those that gave no record, by reason."""

    def process_item(self, item: Any) -> Any:
        """A record, bare. Raises NoArticle for what is none, and NotWritten when the output fails."""
        if not isinstance(item, Extraction):
            return item
        stats = self.crawler.stats
        stats.inc_value(f"pages/{item.page_kind}")
        reason = item.why_no_record or self._same.meet(item)
        self._listed += item.listed
        if reason is None:
            return item.article()
        if item.promised:
            stats.inc_value("rejects")
            if item.listed and item.page_kind != "listing":  # dates stand beside the links to columns too
                self._unread[reason] += 1
            self._keep(item, reason)
        raise NoArticle(item.page_kind, reason)

    def close_spider(self) -> None:
        """Close rejects.jsonl if there were any; say so if they are too many for chance."""
        unread = self._unread.total()
        if unread >= _FEWEST and unread > _SHARE * self._listed:
            reasons = ", ".join(f"{reason} ({count})" for reason, count in self._unread.most_common(3))
            RunVerdict.of(self.crawler).note(
                Verdict.QUALITY,
                f"{unread} of {self._listed} pages that listings promise as articles gave no record: {reasons}. "
                f"{self._path.name} names them; `devzone explain PAGE` shows what was seen.",
            )
        if self._rejects is not None:
            self._rejects.close()

    def _keep(self, item: Extraction, reason: str) -> None:
        with self.using_output():
            if self._rejects is None:
                self._rejects = JsonLinesFile(self._path, b'{"url":', self.output.check)
            self._rejects.append(Reject.of(item, reason).to_record())
