"""What an address says: which are one page, which are files, and by which number a CMS knows an article."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.files import hands_out_file, leads_to_file
from devzone_crawler.extraction.urls import (
    address_id,
    canonical_url,
    host_name,
    is_address,
    may_repeat,
    own_number,
    path_of,
    without_edition,
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.zone.example/a/1.html#top", "http://zone.example/a/1.html"),
        ("http://WWW.Zone.example:80", "http://zone.example/"),
        ("https://zone.example:443/a", "http://zone.example/a"),
        ("http://zone.example:8080/a", "http://zone.example:8080/a"),
        ("http://zone.example/a.jsp;JSESSIONID=0A1B?id=3", "http://zone.example/a.jsp?id=3"),
        ("http://zone.example/a?b=2&a=1", "http://zone.example/a?a=1&b=2"),
        ("http://zone.example/a?id=3&from=timeline&SPM=a.b", "http://zone.example/a?id=3"),
        ("http://zone.example/show.asp?sid=12", "http://zone.example/show.asp?sid=12"),
        ("http://zone.example/a/?replytocom=88", "http://zone.example/a/"),
        ("http://[", "http://["),
        ("http://zone.example:port/a", "http://zone.example:port/a"),
    ],
)
def test_the_addresses_of_a_page_have_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert address_id(url) == address_id(canonical)
    assert len(address_id(url)) == 20


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("http://zone.example/2026/11/20/art_18_4711.html", "4711"),
        ("http://zone.example/show-9-12.html?id=5", "12"),
        ("http://zone.example/show.asp?ID=12", "12"),
        ("http://zone.example/show.asp?columnid=7&newsid=12", "12"),
        ("http://zone.example/show.asp?id=x&docid=12", "12"),
        ("http://zone.example/show.asp?page=2&columnid=7", "7"),
        ("http://zone.example/show.asp?page=2", None),
        ("http://zone.example/about.html", None),
        ("http://[", None),
    ],
)
def test_an_article_is_known_by_the_number_in_its_address(url: str, number: str | None) -> None:
    assert own_number(url) == number


@pytest.mark.parametrize(
    ("url", "original"),
    [
        ("http://zone.example/m/a/1.html", "http://zone.example/a/1.html"),
        ("http://zone.example/wap/m/1.html", "http://zone.example/m/1.html"),
        ("http://zone.example/_t960/2026/1.html", "http://zone.example/2026/1.html"),
        ("http://zone.example/gate/big5/a/1.html", "http://zone.example/a/1.html"),
        ("http://zone.example/show.php?id=3&print=1&cid=2", "http://zone.example/show.php?id=3&cid=2"),
        ("http://zone.example/show.php?&id=3&lang=big5", "http://zone.example/show.php?id=3"),
        ("http://zone.example/show.php?id=3&print=no", None),
        ("http://zone.example/a/m/", "http://zone.example/a/"),
        ("http://zone.example/a/1.html?id=3", None),
    ],
)
def test_an_edition_leads_to_the_page_that_it_repeats(url: str, original: str | None) -> None:
    assert without_edition(url) == original


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("http://Zone.example:80/a/1.html?b=/c", "zone.example", "/a/1.html"),
        ("/a/1.html", "", "/a/1.html"),
        ("http://[::1", "", ""),
    ],
)
def test_an_address_has_a_host_and_a_path_or_neither(url: str, host: str, path: str) -> None:
    assert (host_name(url), path_of(url)) == (host, path)


@pytest.mark.parametrize(
    ("markup", "text", "is_file"),
    [
        ('href="/files/1.PDF"', "附件", True),
        ('href="/files/1.docx?v=2"', "附件", True),
        ('href="/down/17"', "申报表.xls", True),
        ('href="/down/17"', "申报表", False),
        ('href="/pdf/17.html"', "申报表", False),
        ('href="/DownloadAttachUrl/17"', "申报表", True),
        ('href="/system/download.jsp?id=17"', "申报表", True),
        ('href="/e/attach.ashx?id=17"', "申报表", True),
        ('href="/downfile?id=17"', "申报表", True),
        ('href="/_upload/article/files/17"', "申报表", True),
        ('href="/17" download="x"', "申报表", True),
        ('href="/download/list.html"', "下载中心", False),
    ],
)
def test_a_link_to_a_file_is_told_by_its_address_or_its_text(markup: str, text: str, is_file: bool) -> None:
    assert leads_to_file(markup, text) is is_file


def test_programs_are_told_by_their_addresses() -> None:
    assert hands_out_file("http://zone.example/system/download.jsp?id=1")
    assert not hands_out_file("http://zone.example/system/show.jsp?id=1")
    assert may_repeat("http://zone.example/plus/view.php?aid=3")
    assert may_repeat("http://zone.example/e/doprint.php?id=3")
    assert not may_repeat("http://zone.example/view.php?aid=3")
    assert [is_address(text) for text in ("https://a.cn", "http://a.cn", "www.a.cn", "a www.a.cn", "")] == [
        *(True, True, True, False, False)
    ]
