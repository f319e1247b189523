"""Which addresses are files, and which files an article hands out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler import extract_article
from devzone_crawler.extraction.files import is_file

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def attachments(link: str) -> list[str]:
    page = f"<h1>关于公布园区统计数据的通知</h1><div>2026-09-18</div><p>现将统计数据予以公布，请查收。</p><p>{link}</p>"
    found = extract_article(page.encode(), "http://www.zone.example/a/1.html", fetched_at=NOW)
    return [file.url for file in found.attachments]


@pytest.mark.parametrize(
    "name",
    "数据.csv 规划.Pdf 图册.tar 图册.tar.gz 短片.avi 短片.flv 短片.WMV 短片.mov 规划.pdf 表.XLSX".split(),
)
def test_a_file_that_is_no_page_and_is_offered_below_the_text_is_an_attachment(name: str) -> None:
    address = f"http://www.zone.example/upload/{name}"
    assert is_file(address)
    assert attachments(f'<a href="/upload/{name}">{name}</a>') == [address]


@pytest.mark.parametrize("name", ["site.css", "site.js", "font.woff2", "feed.rss", "logo.PNG", "app.apk"])
def test_what_pages_are_made_of_is_no_page_and_no_attachment(name: str) -> None:
    assert is_file(f"http://www.zone.example/{name}")
    assert attachments(f'<a href="/{name}">下载地址</a>') == []


@pytest.mark.parametrize("address", ["/a/1.html", "/show.php?file=1.pdf", "/a.pdf/1.html", "/csv", "/a/1.shtml"])
def test_a_page_is_no_file(address: str) -> None:
    assert not is_file(f"http://www.zone.example{address}")
