"""Which links of a page are the rows of its listing, and what each row says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.listing import Entry, parse_listing

URL = "http://www.zone.example/zx/index.html"
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TITLES = (
    "园区二期工程正式开工建设",
    "园区出台稳外贸十二条措施",
    "园区与三所高校签订合作协议",
    "园区新增专精特新企业九家",
)


def entries(page: str, url: str = URL) -> tuple[Entry, ...]:
    return parse_listing(page.encode(), url, content_type="text/html; charset=utf-8", fetched_at=NOW).entries


def titles(page: str) -> list[str]:
    return [entry.title for entry in entries(page)]


def listed(row: str) -> str:
    """A list whose rows are made from `row`: {n} is its number, {t} its title."""
    return "<ul>" + "".join(row.format(n=n, t=t) for n, t in enumerate(TITLES, 11)) + "</ul>"


def test_a_row_gives_address_title_day_and_nothing_else() -> None:
    assert entries(listed("<li><a href='/zx/{n}.html#a'>{t}</a><span>2026-11-{n}</span></li>")) == tuple(
        Entry(f"http://www.zone.example/zx/{n}.html", t, f"2026-11-{n}") for n, t in enumerate(TITLES, 11)
    )


@pytest.mark.parametrize(
    ("row", "first"),
    [
        ("<li>[<a href='/zc/'>政策</a>] <a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</li>", ("2026-11-11", "政策", True)),
        ("<li><a href='/zc/'>·政策·</a><a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</li>", None),
        ("<li><a href='/zx/{n}.html'>{t}</a> <a href='/zc/'>政策</a> 2026-11-{n}</li>", ("2026-11-11", None, True)),
        ("<li><a href='/zx/{n}.html'>{t}</a><span>11-{n}</span></li>", ("2026-11-11", None, False)),
        ("<li><a href='/zx/{n}.html'>{t}</a></li>", (None, None, True)),
        ("<li data-time='2026-11-{n} 10:20:00'><a href='/zx/{n}.html'>{t}</a></li>", ("2026-11-11", None, True)),
        ("<li><a href='/2026/11{n}/c1.html'>{t}</a></li>", ("2026-11-11", None, True)),
    ],
)
def test_a_row_may_name_its_column_and_lack_its_year(
    row: str, first: tuple[str | None, str | None, bool] | None
) -> None:
    found = entries(listed(row))
    assert [entry.title for entry in found] == list(TITLES)
    if first is not None:
        assert (found[0].date, found[0].category, found[0].has_year) == first


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='/zx/{n}.html'>· {t}</a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html' title='{t}'>园区...</a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html' title='{t}'></a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html' title='标题：{t}&#10;点击数：3'>园区…</a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html' title='作者：李明'>{t}</a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html'>{t} 2026-11-{n}</a></li>",
        "<li><a href='/zx/{n}.html' title='作者：李明，园区二期工程正式开工建设发布'>{t}</a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html'><span>2026-11-{n}</span><h3>{t}</h3><p>云泽开发区近日召开会议。</p></a></li>",
        "<li><a href='/zx/{n}.html'><p>2026-11-{n}</p><p>{t}</p><p>云泽开发区近日召开会议。</p></a></li>",
        "<li><p>{t}</p><a href='/zx/{n}.html'>查看详情</a> 2026-11-{n}</li>",
        "<li><a href='/zx/{n}.html'>{t}</a><p>云泽召开会议。</p><a href='/zx/{n}.html'>更多</a> 2026-11-{n}</li>",
        "<li onclick=\"location.href='/zx/{n}.html'\">{t}</li>",
        "<p><a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</p>",
        "<div><a href='/zx/{n}.html'>{t}</a></div><div>2026-11-{n}</div>",
        "<table><tr><td><a href='/zx/{n}.html'>{t}</a></td><td>2026-11-{n}</td></tr></table>",
        "<a href='/zx/{n}.html'>{t}</a> 2026-11-{n}<br>",
    ],
)
def test_the_title_is_told_in_full_whatever_else_the_row_holds(row: str) -> None:
    found = entries(listed(row))
    assert [(entry.title, entry.url.rpartition("/")[2]) for entry in found] == [
        (t, f"{n}.html") for n, t in enumerate(TITLES, 11)
    ]


@pytest.mark.parametrize("mark", ["<b>[置顶]</b>", "【顶】", "<i class='x'>置顶</i>"])
def test_a_row_that_is_kept_at_the_top_says_so(mark: str) -> None:
    page = listed("<li>{n}<a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</li>").replace("<li>12", f"<li>{mark}")
    assert [entry.pinned for entry in entries(page)] == [False, True, False, False]


def test_a_class_or_a_title_may_keep_a_row_at_the_top() -> None:
    page = listed("<li class='r{n}'><a href='/zx/{n}.html' title='t{n}'>{t}</a> 2026-11-{n}</li>")
    assert [entry.pinned for entry in entries(page.replace("r11", "置顶"))] == [True, False, False, False]
    assert [entry.pinned for entry in entries(page.replace("t13", "置顶"))] == [False, False, True, False]


@pytest.mark.parametrize("name", ["热门文章", "本周排行", "相关新闻", "最新文章", "精彩推荐", "24小时热点"])
def test_what_every_page_of_a_site_shows_is_not_its_listing(name: str) -> None:
    beside = listed("<li><a href='/r/{n}.html'>{t}</a><span>2026-11-{n}</span></li>")
    assert entries(f"<h3>{name}</h3>{beside}") == ()
    assert entries(f"<h3>{name}</h3><a href='/r/'>更多</a>{beside}") == ()
    assert len(entries(f"<title>{name}-云泽开发区</title><h3>{name}</h3>{beside}")) == len(TITLES)
    assert len(entries(f"<p><a href='/r/'>{name}</a></p><h3>{name}</h3>{beside}")) == len(TITLES)


def test_the_longer_list_with_dates_is_the_listing() -> None:
    menu = "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(30))
    undated = "".join(f"<li><a href='/u/{n}.html'>园区企业第{n}期风采展示</a></li>" for n in range(5))
    dated = listed("<li><a href='/zx/{n}.html'>{t}</a><span>2026-11-{n}</span></li>")
    assert titles(f"<ul class=menu>{menu}</ul><ul class=firms>{undated}</ul>{dated}") == list(TITLES)
    assert entries(f"<ul>{menu}</ul>") == ()


@pytest.mark.parametrize(("rows", "count"), [(2, 0), (3, 3)])
def test_an_undated_list_has_three_rows_at_least(rows: int, count: int) -> None:
    page = "".join(f"<li><a href='/u/{n}.html'>{TITLES[n]}</a></li>" for n in range(rows))
    assert len(entries(f"<ul>{page}</ul>")) == count


def test_a_list_that_is_cut_into_boxes_is_one() -> None:
    row = "<li><a href='/zx/{n}.html'>园区第{n}批重点项目集中开工</a> 2026-11-{n}</li>"
    boxes = "".join("<ul>" + "".join(row.format(n=n) for n in range(at, at + 3)) + "</ul>" for at in (11, 14, 17))
    assert len(entries(f"<div>{boxes}</div>")) == 9


def test_of_two_rows_with_one_address_the_longer_title_counts() -> None:
    page = listed("<li><a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</li>").replace("/zx/12", "/zx/11")
    assert titles(page) == [TITLES[0], *TITLES[2:]]
    longer = page.replace(TITLES[1], TITLES[1] + "及实施细则")
    assert titles(longer) == [TITLES[1] + "及实施细则", *TITLES[2:]]


def test_the_head_of_a_table_says_which_date_counts() -> None:
    head = "<tr><th>标题</th><th>截止日期</th><th>发布日期</th></tr>"
    rows = "".join(
        f"<tr><td><a href='/zx/{n}.html'>{t}</a></td><td>2026-11-15</td><td>2026-10-{n}</td></tr>"
        for n, t in enumerate(TITLES, 11)
    )
    assert [entry.date for entry in entries(f"<table>{head}{rows}</table>")] == [f"2026-10-{n}" for n in range(11, 15)]
    assert {entry.date for entry in entries(f"<table>{rows}</table>")} == {"2026-11-15"}


def test_cells_side_by_side_are_rows_when_each_has_its_own_day() -> None:
    cells = [f"<td><a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</td>" for n, t in enumerate(TITLES, 11)]
    page = f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}{cells[3]}</tr></table>"
    assert [(entry.title, entry.date) for entry in entries(page)] == [
        (t, f"2026-11-{n}") for n, t in enumerate(TITLES, 11)
    ]
    two = f"<table><tr>{cells[0]}{cells[1].replace('</td>', '<a href=/zx/9.html>图解</a></td>')}</tr></table>"
    assert len(entries(two)) < 3
    odd = f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}</tr></table>"
    assert titles(odd) == list(TITLES[:3])


def test_hidden_rows_pagers_and_the_way_home_are_no_rows() -> None:
    page = listed("<li><a href='/zx/{n}.html'>{t}</a> 2026-11-{n}</li>")
    extra = (
        "<li style='display:none'><a href='/zx/1.html'>园区旧闻一则重新刊发</a> 2026-11-01</li>"
        "<li><a href='/zx/2.html'>下一页</a> 2026-11-02</li><li><a href='http://www.zone.example/'>云泽开发区门户</a></li>"
        "<li><a href='/zx/3.html'>更多</a></li>"
    )
    assert titles(page.replace("</ul>", f"{extra}</ul>")) == list(TITLES)
