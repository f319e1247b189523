"""Which line of a page is its breadcrumb, and which steps it has."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.breadcrumb import find_breadcrumb, read_breadcrumb
from devzone_crawler.extraction.document import document_of

HOME = "<a href='/'>首页</a>"
NEWS = "<a href='/zx/'>园区动态</a>"


def trail(page: str, headline: str | None = None) -> list[str] | None:
    document = document_of(page, "http://zone.example/a/1.html", "utf-8")
    index = find_breadcrumb(document)
    return read_breadcrumb(document, index, headline) if index is not None else None


@pytest.mark.parametrize(
    ("page", "steps"),
    [
        (f"<div>当前位置：{HOME} &gt; {NEWS}</div>", ["园区动态"]),
        (f"<div>您现在的位置是：{HOME}&gt;&gt;{NEWS}&gt;&gt;正文</div>", ["园区动态"]),
        (f"<div>Your current position: <a href='/'>Home</a> &gt; {NEWS}</div>", ["园区动态"]),
        (f"<div>当前位置</div><p>{NEWS}</p>", ["园区动态"]),
        ("<div>位置：首页 > 园区动态 > 园区动态</div>", ["园区动态"]),
        (f"<div>{HOME} &gt; {NEWS}</div>", ["园区动态"]),
        (f"<div>{NEWS} &gt; <a href='/z/'>要闻</a> &gt; 正文</div>", ["园区动态", "要闻"]),
        (f"<div>{NEWS} &gt; <a href='/z/'>要闻</a></div>", ["园区动态", "要闻"]),
        (f"<div>{NEWS} &gt; <a href='/z/'>云泽经济技术开发区园区建设要闻</a></div>", None),
        ("<div>园区动态 &gt; 要闻</div>", None),
        (f"<div>{HOME} {NEWS}</div>", ["园区动态"]),
        (f"<div>{HOME} {NEWS} <a href='/z/'>要闻</a></div>", ["园区动态", "要闻"]),
        (f"<div>{HOME} {NEWS} <a href='/z/'>要闻</a> <a href='/g/'>公告</a></div>", None),
        (f"<div>{HOME} | {NEWS}</div>", None),
        (f"<div class=breadcrumb>{NEWS}</div>", ["园区动态"]),
        (f"<ul id=crumbs><li>{NEWS}</li></ul>", ["园区动态"]),
        (f"<div class=news>{NEWS}</div>", None),
        (f"<ol class=breadcrumb><li>{HOME}</li><li>{NEWS}</li><li>园区二期</li></ol>", ["园区动态", "园区二期"]),
        (f"<div><b>图说园区</b> {HOME} &gt; {NEWS}</div>", ["园区动态"]),
        (f"<div style='display:none'>当前位置：{HOME} &gt; {NEWS}</div>", None),
        (f"<div>当前位置：{HOME} &gt; {NEWS}{'园' * 160}</div>", None),
        ("<p>龙门大桥位置图</p>", None),
        ("<p>园区所处位置优越。当前位置：首页</p>", None),
        (f"<div class=path>{NEWS}</div><div>当前位置：{HOME} &gt; <a href='/z/'>要闻</a></div>", ["要闻"]),
        (f"<div class=path>{NEWS}</div><div>{HOME} &gt; <a href='/z/'>要闻</a></div>", ["要闻"]),
        (f"<div>{HOME} {NEWS}</div><div class=path><a href='/z/'>要闻</a></div>", ["要闻"]),
        (f"<div>{HOME} &gt; {NEWS}</div><div>{HOME} &gt; <a href='/z/'>要闻</a></div>", ["园区动态"]),
        (f"<div>{HOME}-&gt;{NEWS} :: 详情</div>", ["园区动态"]),
        ("", None),
    ],
)
def test_the_steps_of_a_breadcrumb_are_read(page: str, steps: list[str] | None) -> None:
    assert trail(page) == steps


def test_the_headline_is_no_step() -> None:
    page = f"<div>当前位置：{HOME} &gt; {NEWS} &gt; 园区二期工程昨日正式开工建设...</div>"
    assert trail(page, "园区二期工程昨日正式开工建设投资三十亿") == ["园区动态"]
    assert trail(page, "园区三期") == ["园区动态", "园区二期工程昨日正式开工建设..."]
    assert trail(f"<div>当前位置：{HOME} &gt; {NEWS}</div>", "园区 动态") == []
    assert trail(f"<div>当前位置：{HOME} &gt; {NEWS}</div>", "园区动态新闻") == ["园区动态"]
