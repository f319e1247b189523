"""The view count of an article that is unchanged otherwise: one line in views.jsonl."""

from __future__ import annotations

from typing import Any

from devzone_crawler.items import Article, ViewCount
from devzone_crawler.pipelines.step import Step


class ChangedViews(Step):
    """Write down a count that is not the one written last. An article that changed gives a whole record instead."""

    def process_item(self, item: Any) -> Any:
        """The item, as it came. Raises NotWritten when the output fails."""
        if not isinstance(item, Article) or item.view_count is None:
            return item
        with self.using_output():
            written = self.output.ledger.written(item.id)
            if written is None or written.content_hash != item.content_hash or written.view_count == item.view_count:
                return item
            self.output.append_views(ViewCount.of(item).to_record())
        self.crawler.stats.inc_value("views")
        return item
