"""How reading grows with the page: CPU per KiB of ours, on articles and listings that grow and on pages that nest."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from benchmarks.report import Table
from devzone_crawler import extract_article
from devzone_crawler.listing import parse_listing

SIZES = {"50 KB": 50_000, "500 KB": 500_000, "5 MB": 5_000_000, "20 MB": 20_000_000}
LISTING_SIZES = {name: size for name, size in SIZES.items() if size <= 5_000_000}
DEPTHS = (20, 200, 2_000, 20_000, 100_000)
SIZE_COLUMNS = ("ms CPU a KiB", *SIZES)
LISTING_COLUMNS = ("ms CPU a KiB", *LISTING_SIZES)
DEPTH_COLUMNS = ("ms CPU a KiB", *(f"{depth:,}" for depth in DEPTHS))
ROUNDS = 3

_HEAD = (
    "<html><head><title>临江开发区开通跨境班列-临江经济技术开发区</title></head><body><div>当前位置："
    '<a href="/">首页</a> &gt; <a href="/news/">新闻中心</a></div><h1>临江开发区开通跨境班列</h1>'
    "<div>发布时间：2018-07-09 11:18　来源：临江日报　点击：806</div><div>"
)
_TAIL = "</div><div>责任编辑：李明远</div><div>版权所有 临江经济技术开发区管理委员会</div></body></html>"
_PARAGRAPH = (
    "<p>　　第{}批货物今天从园区发车，经铁路口岸出境，全程运行十二天，比海运缩短二十天，企业的仓储费用随之下降。</p>\n"
)
_FIRST_WORDS = "第0批货物今天从园区发车"
_LINK = '<li><a href="/news/{0}.html">园区第{0}批跨境班列货物完成装车</a><span>2018-07-09</span></li>\n'
_ANCHOR = '<a href="/news/{0}.html">园区第{0}批跨境班列货物完成装车</a>'
_ROW = "<tr><td>{}</td><td>临江开发区跨境班列</td><td>1,204.50</td><td>已发车</td></tr>\n"
_SHORT_ARTICLE = "".join(_PARAGRAPH.format(number) for number in range(20))


def _grown(unit: str, article: str = _SHORT_ARTICLE) -> Callable[[int], bytes]:
    """One page to which as many units are added as fill so many bytes."""

    def page(size: int) -> bytes:
        count = max(1, size // len(unit.format(100_000).encode()))
        return (_HEAD + article + "".join(map(unit.format, range(count))) + _TAIL).encode()

    return page


def _nested(*tags: str, closed: bool) -> Callable[[int], bytes]:
    """One article page whose text stands below so many elements."""
    start = "".join(f"<{tag}>" for tag in tags)
    end = "".join(f"</{tag}>" for tag in reversed(tags)) if closed else ""

    def page(depth: int) -> bytes:
        times = depth // len(tags)
        return (_HEAD + start * times + _SHORT_ARTICLE + end * times + _TAIL).encode()

    return page


GROWING = {
    "paragraphs": _grown(_PARAGRAPH),
    "links": _grown(_LINK),
    "table rows": _grown(_ROW),
    "one line without end": _grown("第{}批货物今天从园区发车，"),
}
LISTINGS = {
    "rows": _grown(_LINK, article=""),
    "rows without dates": _grown(f"<li>{_ANCHOR}</li>\n", article=""),
    "table rows": _grown(f"<tr><td>{{0}}</td><td>{_ANCHOR}</td><td>2018-07-09</td></tr>\n", article=""),
    "anchors in one line": _grown(_ANCHOR + "\n", article=""),
    "anchors and dates in one line": _grown(f"{_ANCHOR} 2018-07-09 ", article=""),
    "rows with two links": _grown(f'<li>[<a href="/c{{0}}/">政策</a>]{_ANCHOR} 2018-07-09</li>\n', article=""),
}
NESTING = {
    "div, closed": _nested("div", closed=True),
    "div, never closed": _nested("div", closed=False),
    "font, never closed": _nested("font", closed=False),
    "table in table": _nested("table", "tr", "td", closed=True),
}


def run() -> Iterator[Table]:
    """Measure all tables. A page that is read in linear time has the same figure in all columns."""
    sizes = [
        (name, *(_per_kibibyte(_is_article, page(size)) for size in SIZES.values())) for name, page in GROWING.items()
    ]
    yield Table("growth-size", SIZE_COLUMNS, sizes, ("Size of the article's page.",))
    listings = [
        (name, *(_per_kibibyte(_is_listing, page(size)) for size in LISTING_SIZES.values()))
        for name, page in LISTINGS.items()
    ]
    yield Table("growth-listing", LISTING_COLUMNS, listings, ("Size of the listing's page.",))
    depths = [(name, *(_per_kibibyte(_is_article, page(depth)) for depth in DEPTHS)) for name, page in NESTING.items()]
    yield Table("growth-depth", DEPTH_COLUMNS, depths, ("Elements that the text stands in.",))


def _is_article(body: bytes) -> bool:
    return _FIRST_WORDS in extract_article(body, "http://zone.example/news/1.html").body_text


def _is_listing(body: bytes) -> bool:
    entries = parse_listing(body, "http://zone.example/news/").entries
    return len(entries) == body.count("园区第".encode())


def _per_kibibyte(read: Callable[[bytes], bool], body: bytes) -> str:
    """Milliseconds of CPU per KiB, the median of some readings; in parentheses if what the page holds was not found."""
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        found = read(body)
        spent.append(time.process_time() - started)
    figure = f"{statistics.median(spent) * 1000 / (len(body) / 1024):.3f}"
    return figure if found else f"({figure})"
