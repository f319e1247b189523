"""One durable line in articles.jsonl."""

from __future__ import annotations

from typing import Any

from devzone_crawler.items import Article
from devzone_crawler.pipelines.step import Step


class JsonLinesWriter(Step):
    """Append each record to articles.jsonl. A file that cannot be written ends the crawl."""

    def process_item(self, item: Any) -> Any:
        """Write the record and pass it on. Raises NotWritten when the output fails."""
        if isinstance(item, Article):
            with self.using_output():
                self.output.append(item.to_record())
            self.crawler.stats.inc_value("records")
        return item
