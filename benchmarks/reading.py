"""CPU per page of reading articles, beside the parse alone and whatever peers are installed."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

from devzone_crawler import extract_article
from devzone_crawler.simulator import Request, make_site

ROUNDS = 7
SIMULATED_PAGES = 60
FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"

Page = tuple[bytes, str]
Runner = Callable[[bytes, str], object]


def pages() -> list[Page]:
    """The saved pages and some of the simulator's."""
    site = make_site("thinkphp", articles=SIMULATED_PAGES, seed=11)
    made = [(site.respond(Request(a.path)).body, a.url) for a in site.articles("http://zone.example/")]
    return [(path.read_bytes(), "http://zone.example/") for path in sorted(FIXTURES.rglob("*.html"))] + made


def runners() -> dict[str, Runner]:
    """Ours first; peers only where they are installed."""
    parser = html.HTMLParser(encoding="utf-8")
    found: dict[str, Runner] = {
        "devzone_crawler": extract_article,
        "lxml parse alone": lambda body, url: html.document_fromstring(body, parser=parser),
    }
    try:
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura"] = lambda body, url: trafilatura.bare_extraction(body, url=url, with_metadata=True)
    except ImportError:
        pass
    try:
        reader = importlib.import_module("gne").GeneralNewsExtractor()
        found["gne"] = lambda body, url: reader.extract(body.decode("utf-8", "ignore"))
    except ImportError:
        pass
    return found


def main() -> None:
    """Measure in turns and print milliseconds a page and the ratio to ours."""
    corpus = pages()
    spent: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):
        for name, run in runners().items():
            started = time.process_time()
            for body, url in corpus:
                run(body, url)
            if number:
                spent.setdefault(name, []).append(time.process_time() - started)
    ours = spent["devzone_crawler"]
    size = statistics.mean(len(body) for body, _ in corpus) / 1024
    print(f"reading {len(corpus)} pages of {size:.0f} KiB on average, {ROUNDS} rounds in turns")
    for name, seconds in spent.items():
        ratio = statistics.median(theirs / own for theirs, own in zip(seconds, ours, strict=True))
        print(
            f"  {name:18s} {statistics.median(seconds) / len(corpus) * 1000:7.2f} ms CPU a page   {ratio:6.2f} x ours"
        )


if __name__ == "__main__":
    main()
