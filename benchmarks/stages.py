"""Where the time of one page goes, stage by stage, beside what lxml takes to parse it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import html

from benchmarks.pages import Page, saved_pages
from benchmarks.report import Table
from devzone_crawler import extract_article
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.document import read_document
from devzone_crawler.extraction.markup import tokens

ROUNDS = 9
COLUMNS = ("up to and with", "ms a page", "CPU, × the parse")

_PARSE = "lxml: parse"


def run(folder: Path | None = None, rounds: int = ROUNDS) -> Iterator[Table]:
    """Measure on the pages of a folder; on the project's own if there is none."""
    pages = saved_pages(folder) if folder else saved_pages()
    if not pages:
        raise SystemExit(f"{folder}: no .html or .htm file in there or below")
    stages = _stages()
    spent: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(rounds):
        for name, stage in stages.items():
            started = time.process_time()
            for page in pages:
                stage(page)
            spent[name].append((time.process_time() - started) / len(pages) * 1000)
    rows = [(name, f"{statistics.median(own):.2f}", f"{_ratio(own, spent[_PARSE]):.2f}") for name, own in spent.items()]
    size = statistics.mean(len(page.body) for page in pages) / 1024
    yield Table(
        "stages", COLUMNS, rows, (f"{len(pages)} pages of {size:.0f} KiB on average, {rounds} rounds in turns.",)
    )


def _ratio(own: list[float], parse: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(own, parse, strict=True))


def _stages() -> dict[str, Callable[[Page], object]]:
    parser = html.HTMLParser(encoding="utf-8")

    def parse(page: Page) -> html.HtmlElement:
        return html.document_fromstring(page.body or b" ", parser=parser)

    def walk(page: Page) -> int:
        return sum(len(element.text or "") + len(element.tail or "") for element in parse(page).iter())

    def tags(page: Page) -> int:
        return sum(1 for _ in tokens(decode(page.body)[0]))

    return {
        _PARSE: parse,
        "lxml: the texts of all elements looked at once": walk,
        "ours: bytes decoded": lambda page: decode(page.body),
        "ours: tags and texts": tags,
        "ours: blocks, elements, links": lambda page: read_document(page.body, page.url),
        "ours: the record": lambda page: extract_article(page.body, page.url),
    }
