"""Which pictures and files belong to an article, and which line is a picture's caption."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler import extract_article
from devzone_crawler.items import Attachment, Image

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
HOST = "http://www.zone.example"
P = "<p>云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年。</p>"


def media(inside: str, below: str = "", byline: str = "") -> tuple[list[Image], list[Attachment]]:
    page = (
        f"<div><h1>园区二期工程正式开工</h1><div>2026-11-18 09:30 {byline}</div>"
        f"<div class=c>{P}{inside}{P}</div><div>{below}</div></div>"
    )
    found = extract_article(page.encode(), f"{HOST}/a/1.html", fetched_at=NOW)
    return list(found.images), list(found.attachments)


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        ("<img src='1.jpg'>", "/a/1.jpg"),
        ("<img src='/loading.gif' data-original='/u/1.jpg'>", "/u/1.jpg"),
        ("<img src='data:image/gif;base64,R0' data-src='/u/1.jpg'>", "/u/1.jpg"),
        ("<img src='data:image/gif;base64,R0' oldsrc='/u/1.jpg'>", "/u/1.jpg"),
        ("<img src='/u/1.jpg' width=60 height='60px'>", "/u/1.jpg"),
        ("<img src='/u/1.jpg' width=59>", None),
        ("<img src='/u/1.jpg' height=' 59px '>", None),
        ("<img src='/u/1.jpg' width=5%>", "/u/1.jpg"),
        ("<img src='/u/logo.jpg'>", None),
        ("<img src='/u/ICON.png'>", None),
        ("<img src='data:image/gif;base64,R0'>", None),
        ("<img alt=x>", None),
        ("<div style='display:none'><img src='/u/1.jpg'></div>", None),
    ],
)
def test_a_picture_is_one_when_it_shows_something(markup: str, path: str | None) -> None:
    assert [image.url for image in media(f"<p>{markup}</p>")[0]] == ([HOST + path] if path is not None else [])


PICTURE = "<p><img src='/u/1.jpg'></p>"


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("<p align=CENTER>园区全景</p>", "园区全景"),
        ("<p style='text-align:center'>园区全景</p>", "园区全景"),
        ("<p class='img-txt'>园区全景</p>", "园区全景"),
        ("<center>园区全景</center>", "园区全景"),
        ("<figcaption>园区全景</figcaption>", "园区全景"),
        ("<p>图为园区全景</p>", "图为园区全景"),
        ("<p>（图1）园区全景</p>", "（图1）园区全景"),
        ("<p>上图：园区全景</p>", "上图：园区全景"),
        ("<p>园区全景</p>", None),
        (f"<p align=center>{'园' * 60}</p>", "园" * 60),
        (f"<p align=center>{'园' * 61}</p>", None),
        ("<p align=center><a href='/x'>园区全景</a></p>", None),
        ("<p align=center>责任编辑：王芳</p>", None),
    ],
)
def test_the_line_below_a_picture_may_be_its_caption(line: str, caption: str | None) -> None:
    assert media(PICTURE + line)[0] == [Image(f"{HOST}/u/1.jpg", caption)]


def test_a_picture_comes_once_and_not_from_beside_the_text() -> None:
    images, _ = media(PICTURE * 2, below="<p>上一篇：园区</p><img src='/u/2.jpg'>", byline="<img src='/u/3.jpg'>")
    assert [image.url for image in images] == [f"{HOST}/u/1.jpg"]


@pytest.mark.parametrize(
    ("inside", "below", "files"),
    [
        ("<p><a href='/u/1.pdf'>附件：申报表</a></p>", "", [("/u/1.pdf", "附件：申报表")]),
        ("<p><a href='/u/1.pdf' title='申报表'></a></p>", "", [("/u/1.pdf", "申报表")]),
        ("<p><a href='/u/1.pdf'></a><a href='/u/1.pdf'>申报表</a></p>", "", [("/u/1.pdf", "申报表")]),
        ("<p><a href='/u/1.pdf'>申报表</a><a href='/u/1.pdf'>下载</a></p>", "", [("/u/1.pdf", "申报表")]),
        ("<p><a href='/u/1.pdf'></a></p>", "", [("/u/1.pdf", None)]),
        ("", "<p><a href='2.doc'>申报表</a></p>", [("/a/2.doc", "申报表")]),
        ("", f"{'<p>园</p>' * 13}<p><a href='2.doc'>申报表</a></p>", [("/a/2.doc", "申报表")]),
        ("", f"<h3>相关下载</h3>{'<p>园</p>' * 14}<p><a href='2.doc'>申报表</a></p>", []),
        ("<p><a href='http://['>申报表.pdf</a></p>", "", []),
        ("<p><a href='/a/2.html'>申报</a></p>", "", []),
    ],
)
def test_files_are_linked_from_the_text_or_just_below(
    inside: str, below: str, files: list[tuple[str, str | None]]
) -> None:
    assert media(inside, below)[1] == [Attachment(HOST + path, name) for path, name in files]
