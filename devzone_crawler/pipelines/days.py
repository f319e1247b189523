"""Articles of other days than those that are wanted are read and not written."""

from __future__ import annotations

from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from devzone_crawler.choice import Choice
from devzone_crawler.extensions.outcomes import NotAskedFor
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.items import Extraction
from devzone_crawler.pipelines.step import Step


class ChosenDays(Step):
    """Drop articles whose own date is none of the days that were chosen, before anything more is asked about them."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._choice: Choice = getattr(crawler.spider, "choice", Choice())
        crawler.signals.connect(self._tell, signal=signals.spider_closed)

    def process_item(self, item: Any) -> Any:
        """What is no article, or one of those days. Raises NotAskedFor for the rest."""
        if not isinstance(item, Extraction) or item.page_kind != "article" or self._choice.takes(item.publish_date):
            return item
        self.crawler.stats.inc_value("other_days/undated" if item.publish_date is None else "other_days/dated")
        raise NotAskedFor(f"its date is {item.publish_date}, which was not asked for")

    def _tell(self) -> None:
        """Say how many there were: whoever chose the days should know what the listings did not."""
        told = []
        if dated := self.crawler.stats.get_value("other_days/dated", 0):
            told.append(f"{dated} of another day")
        if undated := self.crawler.stats.get_value("other_days/undated", 0):
            told.append(f"{undated} without a date")
        if told:
            RunVerdict.of(self.crawler).remark(
                f"Not written, since only articles {self._choice.days} were asked for: {' and '.join(told)}."
            )
