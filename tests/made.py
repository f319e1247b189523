"""Records that are true to the data format, and files of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devzone_crawler.extraction.urls import address_id
from devzone_crawler.items import content_hash
from devzone_crawler.storage.jsonl import encode_line

_FIRST: dict[str, Any] = {
    "schema_version": 1,
    "id": "",
    "revision": 1,
    "url": "",
    "site": "zone",
    "found_on": "http://zone.example/news/",
    "categories": ["新闻中心", "园区动态"],
    "title": "临江开发区开通跨境班列",
    "source": "临江日报",
    "author": None,
    "editor": None,
    "publish_date": "2018-07-09",
    "published_at": "2018-07-09T11:18:00+08:00",
    "publish_date_raw": "2018年07月09日 11:18",
    "view_count": 806,
    "body_text": "临江开发区首趟跨境班列今天发车。\n班列全程运行十二天。",
    "images": [{"url": "http://zone.example/upload/1.jpg", "caption": None}],
    "attachments": [{"url": "http://zone.example/upload/plan.pdf", "name": "产业规划.pdf"}],
    "content_hash": "",
    "fetched_at": "2026-11-24T08:30:00+00:00",
    "http_status": 200,
    "encoding": "utf-8",
    "extractor_version": "0.1.0",
    "archive": None,
}


def article(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A record of articles.jsonl, with the id of its url and the hash of its content unless `changes` has others."""
    record = _FIRST | {"url": f"http://zone.example/news/{number}.html"} | changes
    moment = record["published_at"] or record["publish_date"]
    hashed = content_hash(record["title"], moment, record["source"], record["body_text"])
    return record | {"id": address_id(record["url"]), "content_hash": hashed} | changes


def views(number: int, view_count: int, **changes: Any) -> dict[str, Any]:
    """A line of views.jsonl."""
    url = f"http://zone.example/news/{number}.html"
    later = {"view_count": view_count, "fetched_at": "2026-11-25T08:30:00+00:00"}
    return {"schema_version": 1, "id": address_id(url), "url": url} | later | changes


def write(path: Path, *records: dict[str, Any]) -> Path:
    """A JSON Lines file as crawls write it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(encode_line, records)))
    return path
