"""A file of records as large as one likes, each of five kilobytes and true to the data format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from devzone_crawler.extraction.urls import address_id
from devzone_crawler.items import Article
from devzone_crawler.storage.jsonl import encode_line

_BODY = "第一批货物今天从园区发车，经铁路口岸出境，全程运行十二天，比海运缩短二十天。\n" * 38
_SOURCES = ("临江日报", "和畅发布", "管委会办公室", None)


def fill(path: Path, records: int) -> None:
    """Write so many records of different articles."""
    with path.open("wb") as lines:
        lines.writelines(encode_line(article.to_record()) for article in _articles(records))


def _articles(count: int) -> Iterator[Article]:
    first = Article(
        id="",
        url="",
        site="zone",
        found_on="http://zone.example/news/",
        categories=["新闻中心", "园区动态"],
        publish_date_raw="2018-07-09",
        http_status=200,
        encoding="utf-8",
        fetched_at="2026-11-24T08:30:00+00:00",
        extractor_version="0.1.0",
    )
    for number in range(count):
        url = f"http://zone.example/news/{number}.html"
        article = replace(
            first,
            id=address_id(url),
            url=url,
            title=f"临江开发区开通第{number}班跨境班列",
            source=_SOURCES[number % len(_SOURCES)],
            publish_date=f"{2000 + number % 27}-07-09",
            view_count=number,
            body_text=f"第{number}班。{_BODY}",
        )
        article.content_hash = article.hash_of_content()
        yield article
