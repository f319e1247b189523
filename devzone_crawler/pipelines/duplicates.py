"""Each article once; an article that changed, as a new revision."""

from __future__ import annotations

from typing import Any

from devzone_crawler.extensions.outcomes import Unchanged
from devzone_crawler.items import Article
from devzone_crawler.pipelines.step import Step
from devzone_crawler.storage.output import Output


class Duplicates(Step):
    """Drop what the output already holds, also when it holds it under another address.

    The same content under the same number of the CMS is the same article: `/plus/view.php?aid=17` and
    `/2026/0709/17.html`, or its pages in two columns. Under another number it is another article, a reprint perhaps.
    """

    def process_item(self, item: Any) -> Any:
        """The record with its revision. Raises Unchanged, and NotWritten when the output fails."""
        if isinstance(item, Article):
            with self.using_output():
                item.revision = revision_of(item, self.output)
        return item


def revision_of(article: Article, output: Output) -> int:
    """Which revision of the article this is. Raises Unchanged when its content is already there."""
    held = output.holding(article.id, article.content_hash, article.url)
    if held is not None:
        raise Unchanged(article.id, held)
    return output.next_revision(article.id)
