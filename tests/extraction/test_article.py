"""The record of a page, whole: also what no golden file holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from devzone_crawler import __version__, extract_article
from devzone_crawler.items import Attachment, Evidence, Extraction, Hints, Image, ViewCounter

URL = "http://www.zone.example/zx/4711.html?from=timeline#top"
NOW = datetime(2026, 11, 20, 8, 30, 15, 999, tzinfo=UTC)
P = "云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年。"
CRUMBS = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zx/'>园区动态</a></div>"
COUNTER = "<script src='/e/public/ViewClick/?classid=3&id=4711'></script>"


def page(line: str = "", end: str = "") -> bytes:
    return (
        f"{CRUMBS}<h1>园区二期工程正式开工</h1><div>发布时间：2026-11-18 09:30 来源：云泽日报 记者：李明 {line}</div>"
        f"<div class=c><p>{P}</p><p><img src='/u/1.jpg'></p><p>{P}</p><p><a href='/u/1.pdf'>附件</a></p>{end}</div>"
        "<div>责任编辑：王芳</div>"
    ).encode()


def read(body: bytes, fetched_at: datetime | None = NOW, hints: Hints | None = None) -> Extraction:
    return extract_article(body, URL, content_type="text/html; charset=utf-8", fetched_at=fetched_at, hints=hints)


def test_every_field_of_a_page_that_says_everything() -> None:
    found = read(page("点击：806"), hints=Hints(found_on="http://www.zone.example/zx/"))
    assert found.to_record() == {
        **found.to_record(),
        "url": URL,
        "site": "www.zone.example",
        "found_on": "http://www.zone.example/zx/",
        "categories": ["园区动态"],
        "title": "园区二期工程正式开工",
        "source": "云泽日报",
        "author": "李明",
        "editor": "王芳",
        "publish_date": "2026-11-18",
        "published_at": "2026-11-18T09:30:00+08:00",
        "publish_date_raw": "2026-11-18 09:30",
        "view_count": 806,
        "body_text": f"{P}\n{P}\n附件",
        "fetched_at": "2026-11-20T08:30:15+00:00",
        "encoding": "utf-8",
        "extractor_version": __version__,
        "content_hash": found.hash_of_content(),
    }
    assert found.id == extract_article(b"", "https://zone.example/zx/4711.html").id
    assert (found.images, found.attachments) == (
        [Image("http://www.zone.example/u/1.jpg", None)],
        [Attachment("http://www.zone.example/u/1.pdf", "附件")],
    )
    assert (found.page_kind, found.reason, found.counter) == ("article", None, None)


def test_every_value_names_its_rung_and_its_text() -> None:
    assert read(page("点击：806")).evidence == {
        "title": Evidence("headline", "园区二期工程正式开工"),
        "source": Evidence("labelled_source", "来源：云泽日报"),
        "author": Evidence("labelled_author", "记者：李明"),
        "editor": Evidence("editor_below_body", "责任编辑：王芳"),
        "view_count": Evidence("labelled_views", "点击806"),
        "publish_date": Evidence("labelled_near_title", "2026-11-18 09:30"),
    }


def test_a_page_that_says_nothing_leaves_all_fields_empty() -> None:
    found = read(b"")
    assert {found.title, found.source, found.author, found.editor, found.view_count, found.categories} == {None}
    assert (found.publish_date, found.published_at, found.publish_date_raw, found.counter) == (None, None, None, None)
    assert (found.body_text, found.images, found.attachments, found.evidence) == ("", [], [], {})
    assert found.page_kind == "other"


def test_a_counter_is_named_when_the_page_prints_no_number() -> None:
    counter = ViewCounter("empirecms", "http://www.zone.example/e/public/ViewClick/?classid=3&id=4711", False)
    found = read(page(f"点击：{COUNTER}"))
    assert (found.view_count, found.counter) == (None, counter)
    zero = read(page(f"点击：0{COUNTER}"))
    assert (zero.view_count, zero.counter) == (None, counter)
    assert "view_count" not in zero.evidence
    printed = read(page(f"点击：806{COUNTER}"))
    assert (printed.view_count, printed.counter) == (806, None)
    assert read(page("点击：0")).view_count == 0
    assert read(f"{CRUMBS}{COUNTER}".encode()).counter is None
    long = COUNTER.replace("></script>", f">{'/' * 200_000}</script>")
    assert read(page(f"点击：{long}")).counter is None


def test_a_moment_without_a_zone_is_utc_and_without_a_moment_it_is_now() -> None:
    assert read(page(), NOW.replace(tzinfo=None)).fetched_at == "2026-11-20T08:30:15+00:00"
    assert read(page(), NOW.astimezone(timezone(timedelta(hours=8)))).fetched_at == "2026-11-20T08:30:15+00:00"
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= datetime.fromisoformat(read(page(), None).fetched_at) <= datetime.now(UTC)


def test_an_article_in_parts_has_the_text_of_all_in_the_encoding_that_the_header_names() -> None:
    header = "text/html; charset=gb2312"
    pages = [page(end=f"<p>{text}。</p>").decode().encode("gb18030") for text in ("园区一段", "园区二段")]
    found = extract_article(pages[0], URL, content_type=header, fetched_at=NOW, parts=pages[1:])
    assert "园区一段。" in found.body_text
    assert "园区二段。" in found.body_text
    assert found.encoding == "gb18030"
    assert found.content_hash == found.hash_of_content()
