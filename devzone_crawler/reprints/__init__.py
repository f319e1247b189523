"""Which articles are reprints of which: pure functions on titles and texts, which know of no file format."""

from devzone_crawler.reprints.clusters import Text, originals

__all__ = ["Text", "originals"]
