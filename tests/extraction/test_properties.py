"""What holds for every page, whatever is in it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from devzone_crawler import extract_article
from devzone_crawler.extraction.dates import first_moment
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.document import document_of
from devzone_crawler.extraction.text import one_line, squash
from devzone_crawler.extraction.urls import canonical_url, without_edition
from devzone_crawler.listing import parse_listing, read_feed
from devzone_crawler.schema import json_schema
from devzone_crawler.storage.jsonl import encode_line
from tests.golden import pages

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DATA_FORMAT = Draft202012Validator(json_schema(), format_checker=FormatChecker())
SAVED = [page.body for page in pages("articles")]
FRAGMENTS = st.sampled_from(
    """<div>|</div>|<p>|</li>|<table><tr><td>|<a href='/a/1.html'>|</a>|<h1>|</h1>|<br>|<!--|-->|<script>|</script>|，
    |]]>|来源：|发布时间：2026-01-02 03:04|点击量：|当前位置：首页 > |&#12288;|&#0;|\x00|园区开工。
    |</body>|</html>|<style>|&#xD800;|<font>|<|>|\ud7ff|💡|2026-13-45""".split("|")
)


def check(body: bytes, url: str = "http://zone.example/a/1.html", content_type: str | None = None) -> None:
    record = extract_article(body, url, content_type=content_type, fetched_at=NOW)
    line = encode_line(record.to_record())
    assert json.loads(line) == record.to_record()
    assert [f"{error.json_path}: {error.message}" for error in DATA_FORMAT.iter_errors(record.to_record())] == []
    assert line.count(b"\n") == 1
    assert not any((ord(c) < 0x20 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in record.body_text)
    parse_listing(body, url, content_type=content_type, fetched_at=NOW)
    read_feed(body, url, NOW)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    check(body)


@given(st.lists(FRAGMENTS, max_size=60).map("".join))
@settings(max_examples=3 * settings().max_examples)
def test_no_soup_of_tags_makes_it_raise(soup: str) -> None:
    check(soup.encode("utf-8", "surrogatepass"))
    check(soup.encode("gb18030", "replace"), content_type="text/html; charset=gb2312")


@pytest.mark.large
@pytest.mark.parametrize("cut", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_page_that_broke_off_is_read_as_far_as_it_goes(cut: float) -> None:
    for body in SAVED:
        check(body[: int(len(body) * cut)])


@st.composite
def spliced_pages(draw: st.DrawFn) -> bytes:
    """Parts of two or three saved pages, perhaps of different encodings, with fragments where they meet."""
    parts = []
    for page in draw(st.lists(st.sampled_from(SAVED), min_size=2, max_size=3)):
        start, end = sorted(draw(st.tuples(st.integers(0, len(page)), st.integers(0, len(page)))))
        seam = "".join(draw(st.lists(FRAGMENTS, max_size=4)))
        parts += [page[start:end], seam.encode(draw(st.sampled_from(["utf-8", "gb18030"])), "replace")]
    return b"".join(parts)


@given(spliced_pages())
@settings(max_examples=3 * settings().max_examples)
def test_pages_joined_from_parts_of_others_give_valid_records(body: bytes) -> None:
    check(body)


@pytest.mark.parametrize("charset", ["utf-7", "base64", "rot13", "idna", "nonsense", "utf-16", "cp037", "", "x" * 80])
def test_no_declared_charset_makes_it_raise(charset: str) -> None:
    check("<meta charset=utf-8><h1>园区开工</h1>".encode(), content_type=f"text/html; charset={charset}")
    check(f"<meta charset={charset}><h1>园区开工</h1>".encode())


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：二〇一八年十十月九日",
        "发布时间：二〇一八年十月十二三日",
        "发布时间：2018-07-09 中午1:30",
        "发布时间：2018-07-09 晚上12:00",
        "2018-07-09" + "<b> </b>" * 3000 + "x",
        "2018-07-09 806" + "&nbsp;" * 3000,
        "2018-07-09 点击：552" + "<a>" * 3000 + "字体：<a>大</a>",
        "2018-07-09" + "来源：" * 20_000,
        "2018-07-09" + "<i style='display:none'>" * 5000,
        "2018-07-09<img width='1" + " " * 5000 + "x'>",
        "2018-07-09" + "<!--StartFragment-->" * 5000,
        "2018-07-09" + "</script " * 5000,
    ],
)
def test_no_byline_makes_it_raise_or_stall(line: str) -> None:
    check(f"<h1>园区开工</h1><div>{line}</div><p>今天，园区开工了。</p>".encode(), url="http://[bad")


@pytest.mark.large
def test_huge_flat_and_deep_pages_are_read_in_bounded_time() -> None:
    check(b"<p>" + "一行没有尽头的文字，".encode() * 170_000)
    check(b"<div>" * 100_000 + "深处的文字。".encode())
    check(b"<font>" * 3_000 + "<p>正文在这里。</p>".encode() * 50)


@given(st.text(max_size=200))
def test_text_survives_encoding_and_decoding(text: str) -> None:
    plain = "".join(c for c in text if c.isprintable() and not 0xE000 <= ord(c) < 0xF900 and c != "\ufeff")
    for encoding in ("utf-8", "gb18030"):
        body = plain.encode(encoding)
        if encoding == "utf-8" or not is_utf8(body):  # 时 in GBK is ʱ in UTF-8; no page is that short
            assert decode(body, f"text/html; charset={encoding}")[0] == plain


def is_utf8(body: bytes) -> bool:
    """True for bytes that are UTF-8, by intent or by chance, and not only ASCII."""
    try:
        return not body.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    ("body", "content_type", "text", "encoding"),
    [
        ("园区　开工".encode("gb18030"), "text/html; charset=gb2312", "园区　开工", "gb18030"),
        (b"\xa3\xa0\xa3\xa0" + "园区".encode("gbk"), "text/html; charset=gbk", "　　园区", "gb18030"),
        ("五百万".encode("gbk") + b"\x80" + b" ok", "text/html; charset=gbk", "五百万€ ok", "gb18030"),
        ("园区".encode(), "text/html; charset=gb2312", "园区", "utf-8"),
        ("園區".encode("big5"), "text/html; charset=big5", "園區", "big5"),
        ("\ufeff园区".encode(), None, "园区", "utf-8"),
        ("园区".encode("utf-16"), None, "园区", "utf-16-le"),
        (b'<meta httpequiv="ContentType" content="charset=gbk">' + "开发".encode("gbk"), None, "开发", "gb18030"),
    ],
)
def test_headers_and_metas_may_lie(body: bytes, content_type: str | None, text: str, encoding: str) -> None:
    decoded, used = decode(body, content_type)
    assert decoded.endswith(text)
    assert used == encoding


@given(st.dates(date(1990, 1, 1), date(2026, 11, 20)), st.times(), st.sampled_from(["-", "/", ".", "年"]))
def test_a_printed_date_comes_back_whole(day: date, clock: object, separator: str) -> None:
    first, second, last = ("年", "月", "日") if separator == "年" else (separator, separator, "")
    printed = f"{day.year}{first}{day.month:02d}{second}{day.day:02d}{last} {clock:%H:%M}"
    moment = first_moment(f"发布时间：{printed} 来源：", NOW)
    assert moment is not None
    assert moment.published_at == f"{day.isoformat()}T{clock:%H:%M}:00+08:00"


@pytest.mark.parametrize("text", ["1989-12-31", "2026-11-23", "2018-02-30", "0512-2018-0709", "2018-7", "12018-07-09"])
def test_what_is_no_plausible_date_is_none(text: str) -> None:
    assert first_moment(text, NOW) is None


@given(st.text(max_size=80))
def test_normal_forms_are_stable(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert squash(f" {text} ") == squash(text)
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "twin",
    [
        "http://www.zone.example/a/1.html",
        "https://zone.example/a/1.html#top",
        "http://zone.example:80/a/1.html",
        "https://www.zone.example/a/1.html;jsessionid=0A1B",
        "http://zone.example/a/1.html?PHPSESSID=x",
    ],
)
def test_spellings_of_one_address_are_one_article(twin: str) -> None:
    assert canonical_url(twin) in {canonical_url("http://zone.example/a/1.html"), "http://zone.example/a/1.html"}


def test_different_addresses_stay_apart() -> None:
    addresses = ["http://zone.example/a?id=1", "http://zone.example/a?id=2", "http://b.zone.example/a?id=1"]
    assert len({canonical_url(address) for address in addresses}) == 3


@pytest.mark.parametrize(
    ("edition", "plain"),
    [
        ("http://zone.example/m/news/1.html", "http://zone.example/news/1.html"),
        (
            "http://zone.example/_t960/2026/0514/c2464a197188/page.htm",
            "http://zone.example/2026/0514/c2464a197188/page.htm",
        ),
        ("http://zone.example/news/1.html?print=1", "http://zone.example/news/1.html"),
        ("http://zone.example/show?id=7&view=mobile", "http://zone.example/show?id=7"),
        ("http://zone.example/gate/big5/news/1.html", "http://zone.example/news/1.html"),
        ("http://zone.example/media/1.html", None),
        ("http://zone.example/show?id=7&view=list", None),
    ],
)
def test_an_edition_repeats_a_plain_page(edition: str, plain: str | None) -> None:
    assert without_edition(canonical_url(edition)) == plain


PARTS = "/ // a .. . ? # = & b-1 c.html http:// https:// zone.example :8080 %20 园 @ [".split()
hrefs = st.lists(st.sampled_from(PARTS), max_size=7).map("".join)


bases = st.sampled_from(["http://www.zone.example/a/b.html", "https://zone.example:81", "http://h.example?x"])


@given(href=hrefs, page=bases)
def test_an_address_is_joined_as_the_standard_library_joins_it(href: str, page: str) -> None:
    found = document_of("", page, "utf-8").absolute(href)
    try:
        joined = urljoin(page, href).partition("#")[0]
        parts = urlsplit(joined)
    except ValueError:
        joined = ""
    expected = joined if href and joined and parts.scheme in ("http", "https") and parts.netloc else None
    assert found == expected
