"""Whether the fields of the records are still filled as they were: a site that was redesigned shows here first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.verdict import Verdict
from devzone_crawler.items import Article
from devzone_crawler.runs import column_of

FIELDS = ("categories", "source", "author", "editor", "publish_date", "published_at", "view_count", "body_text")
_EARLIER = 400
"""Records before this run that it is held against, the last ones."""
_FEWEST = 20
"""Records of a run, and of those before it, that say anything."""
_FEWEST_OF_A_COLUMN = 5
_FALLEN = 0.5
"""A field has fallen when it is filled in less than half of the records that one would expect, and ..."""
_LEAST_EXPECTED = 10.0
"""... there should have been so many of them."""
_EXAMPLES = 3


@dataclass(slots=True)
class Filled:
    """How often each field is filled in some records."""

    records: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, record: Mapping[str, Any]) -> None:
        """Count a record."""
        self.records += 1
        self.fields.update(name for name in FIELDS if record[name] not in (None, "", []))

    def share(self, name: str) -> float:
        """Of the records, those in which the field is filled."""
        return self.fields[name] / self.records if self.records else 0.0


class Coverage:
    """Compares the records of a run with the last ones before it.

    Columns differ: notices name no source, and a run may take one column alone. So each record is held against those of
    its own column, where there are any; the columns of a redesigned site may be new, and then all count alike.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._all = Filled()
        self._of_column: defaultdict[str, Filled] = defaultdict(Filled)
        self._now = Filled()
        self._expected = dict.fromkeys(FIELDS, 0.0)
        self._lacking: defaultdict[str, list[str]] = defaultdict(list)
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._on_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._on_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: VIEW_COUNTERS. Must stand before Manifest, which writes down what is found here."""
        if not crawler.settings["ITEM_PIPELINES"]:
            raise NotConfigured  # a dry run writes nothing
        return cls(crawler)

    def _on_opened(self, spider: Spider) -> None:
        for record in Memory.of(self._crawler).output.articles.last(_EARLIER):
            self._all.add(record)
            self._of_column[column_of(record["categories"], record["url"])].add(record)

    def _on_scraped(self, item: Any, spider: Spider) -> None:
        if not isinstance(item, Article):
            return
        record = {name: getattr(item, name) for name in (*FIELDS, "url")}
        self._now.add(record)
        column = self._of_column.get(column_of(item.categories, item.url))
        before = column if column is not None and column.records >= _FEWEST_OF_A_COLUMN else self._all
        for name in FIELDS:
            share = before.share(name)
            self._expected[name] += share
            if share > _FALLEN and record[name] in (None, "", []) and len(self._lacking[name]) < _EXAMPLES:
                self._lacking[name].append(item.url)

    def _on_closed(self, spider: Spider) -> None:
        if self._all.records < _FEWEST or self._now.records < _FEWEST:
            return
        for name in FIELDS:
            expected, found = self._expected[name], self._now.fields[name]
            if name == "view_count" and str(self._crawler.settings["VIEW_COUNTERS"]) == "off":
                continue
            if expected >= _LEAST_EXPECTED and found < _FALLEN * expected:
                Verdict.of(self._crawler).note(
                    "quality",
                    f"{name} is known of {found} of this run's {self._now.records} articles; {expected:.0f} were to be "
                    f"expected from those before. Has the site changed? See {' '.join(self._lacking[name])} with "
                    "devzone explain.",
                )
