"""What a line is worth as the headline, reason by reason: who changes a weight sees which lines it moves."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.document import document_of
from devzone_crawler.extraction.headlines import lines_of_heading, score_headlines

T = "园区二期工程正式开工"
TEXT = "云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年，建成后新增就业岗位两千个。"


def scores(page: str, breadcrumb: int | None = None, hint: str | None = None) -> dict[int, float]:
    return score_headlines(document_of(page, "http://zone.example/a/1.html", "utf-8"), breadcrumb, hint)


LOOKS = {
    f"<p>{T}</p>": 6.0,
    **{f"<h{level}>{T}</h{level}>": 6.0 + worth for level, worth in enumerate((30, 26, 20, 15, 10, 8), 1)},
    f"<div class=title>{T}</div>": 20.0,
    f"<div class=subtitle>{T}</div>": -5.0,
    f"<div class=ft>{T}</div>": -19.0,
    f"<div class=text>{T}</div>": 6.0,
    f"<h1><a href=/x>{T}</a></h1>": 16.0,
}
READS = {
    "<h1>园区</h1>": 22.0,
    "<h1>园区开工</h1>": 22.0,
    "<h1>园区开工了</h1>": 30.0,
    "<h1>园区二期已开工</h1>": 30.0,
    "<h1>园区二期工程开工</h1>": 36.0,
    f"<h1>{'园' * 60}</h1>": 36.0,
    f"<h1>{'园' * 61}</h1>": 30.0,
    f"<h1>{'园' * 120}</h1>": 30.0,
    f"<h1>{T}。</h1>": 21.0,
    f"<h1>{T}；</h1>": 21.0,
    f"<h1>{T}<br>建设周期两年。</h1>": 36.0,
    "<h1>园区2026年11月18日开工</h1>": 11.0,
}
AGREES = {
    f"<title>{T}</title><h1>{T}</h1>": 66.0,
    f"<title>{T}云泽</title><h1>{T}</h1>": 66.0,
    "<title>园区开工-云泽</title><h1>园区开工</h1>": 52.0,
    "<title>园开工-云泽</title><h1>园开工</h1>": 40.0,
    "<title>园区开工了云泽</title><h1>园区开工</h1>": 31.0,
    "<title>园区二期开工云泽</title><h1>园区二期开工</h1>": 60.0,
    "<title>园区二期工程正式...</title><h1>园区二期工程正式开工</h1>": 63.0,
    "<title>园区二期工程正...</title><h1>园区二期工程正式开工</h1>": 36.0,
    f"<title>云泽-{T}</title><h1>{T}</h1>": 57.0,
    "<title>云泽-园区二期已开工</title><h1>园区二期已开工</h1>": 30.0,
    "<title>园区2026年11月18日开工</title><h1>园区2026年11月18日开工</h1>": 66.0,
    f"<meta name=ArticleTitle content={T}><h1>{T}</h1>": 96.0,
    f"<meta property=og:title content={T}><p>{T}</p>": 66.0,
    f"<meta name=dc.title content={T}><p>{T}</p>": 66.0,
    f"<meta name=author content={T}><p>{T}</p>": 6.0,
}
STANDS = {
    f"<p>{TEXT}</p><h1>{T}</h1>": 36.0,
    f"<p>{TEXT}</p><p>{TEXT}</p><h1>{T}</h1>": -24.0,
    "<a href=/>园区动态</a><h1>园区动态</h1>": -3.0,
    "<a href=/>园区工作动态信息栏</a><h1>园区工作动态信息栏</h1>": 36.0,
    "<h1>云泽经济技术开发区</h1><p>版权所有 云泽经济技术开发区</p>": -4.0,
    "<h1>Yunze Zone 云泽区</h1><p>Copyright Yunze Zone 云泽区</p>": -4.0,
    f"<h1>云泽经济技术开发区</h1><p>版权所有 云泽经济技术开发区</p>{'<p>x</p>' * 10}": 36.0,
    f"<h1>云泽经济技术开发区</h1><p>版权所有 云泽经济技术开发区{'园' * 300}</p>": 36.0,
}


@pytest.mark.parametrize(("page", "score"), [*LOOKS.items(), *READS.items(), *AGREES.items(), *STANDS.items()])
def test_a_line_is_worth_what_speaks_for_it(page: str, score: float) -> None:
    found = scores(page)
    index = max(found) if "<h1>" in page else 0
    assert found[index] == pytest.approx(score)


@pytest.mark.parametrize(
    "page",
    [
        "<h1>园</h1>",
        f"<h1>{'园' * 121}</h1>",
        "<h1>来源：云泽日报</h1>",
        "<h1>2026-11-18</h1>",
        f"<h1 style='display:none'>{T}</h1>",
        f"<p><a href=/x>{T}</a></p>",
        "",
    ],
)
def test_some_lines_are_no_headline_whatever_speaks_for_them(page: str) -> None:
    assert scores(page) == {}


@pytest.mark.parametrize(
    ("hint", "score"),
    [
        (T, 86.0),
        (f"{T[:7]}...", 86.0),
        (f"{T[:6]}...", 36.0),
        (f"{T}（图）", 86.0),
        ("园区三期工程正式开工", 36.0),
        (None, 36.0),
    ],
)
def test_the_text_of_the_link_that_led_here_speaks_for_a_line(hint: str | None, score: float) -> None:
    assert scores(f"<h1>{T}</h1>", hint=hint) == {0: score}


def test_headlines_stand_below_the_breadcrumb() -> None:
    assert scores(f"<p>首页</p><h1>{T}</h1>", 0) == {1: 46.0}
    assert scores(f"<h1>{T}</h1><p>首页</p>", 1) == {0: 1.0}
    assert scores(f"<h1>{T}</h1>", 0) == {}
    assert scores(f"<p>{T}</p><p>首页</p>", 1) == {}
    assert scores(f"<title>{T}</title><p>{T}</p><p>首页</p>", 1) == {0: 1.0}


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (f"<h1>{T}<br>建设周期两年</h1>", range(2)),
        (f"<h1>{T}<br>建设周期两年<br>总投资三十亿<br>岗位两千</h1>", range(4)),
        (f"<h1>{T}<br>建设周期两年<br>总投资三十亿<br>岗位两千<br>明年竣工</h1>", range(1)),
        (f"<h1>{T}<br>——建设周期两年</h1>", range(1)),
        (f"<h1>{T}<br>建设周期两年。</h1>", range(1)),
        (f"<h1>{T}<br>2026-11-18</h1>", range(1)),
        (f"<h1>{T}<br>来源：云泽日报</h1>", range(1)),
        (f"<h1>{T}<br>{'园' * 60}</h1>", range(2)),
        (f"<h1>{T}<br>{'园' * 61}</h1>", range(1)),
        (f"<h1>{T}</h1><h2>建设周期两年</h2>", range(1)),
    ],
)
def test_a_headline_may_have_more_lines(page: str, lines: range) -> None:
    assert lines_of_heading(document_of(page, "http://zone.example/", "utf-8").blocks, 0) == lines
