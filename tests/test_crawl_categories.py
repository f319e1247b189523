"""Categories and days on sites whose menus, breadcrumbs and dates are not what one expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.conftest import crawl, records

ROWS = 6


@contextmanager
def site(pages: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Pages by path on 127.0.0.1: the home page's address, and what was asked for so far."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def article(title: str, day: str, trail: str = "") -> str:
    prose = f"<p>{title}。园区企业今天开工，第一批设备已经进场，预计年底前投产，可以带动三百人就业。</p>" * 4
    byline = f"<div>来源：云岭日报 发布时间：{day} 10:20</div>"
    return f"<title>{title}</title>{trail}<h1>{title}</h1>{byline}<div>{prose}</div>"


def row(path: str, title: str, day: str) -> str:
    return f"<li><a href='{path}'>{title}</a><span>{day}</span></li>"


def menu(*branches: tuple[str, str, tuple[tuple[str, str], ...]]) -> str:
    """Names with their addresses, and those below them."""
    items = ""
    for name, path, below in branches:
        inner = "".join(f"<li><a href='{under}'>{called}</a></li>" for called, under in below)
        items += f"<li><a href='{path}'>{name}</a>" + (f"<ul>{inner}</ul>" if inner else "") + "</li>"
    return f"<ul class='nav'><li><a href='/'>首页</a></li>{items}</ul>"


def trail_of(*names: str) -> str:
    return (
        "<div>当前位置：<a href='/'>首页</a> &gt; "
        + " &gt; ".join(f"<a href='#'>{name}</a>" for name in names)
        + "</div>"
    )


def with_listing(pages: dict[str, str], head: str, path: str, name: str, trail: str = "", day: str = "2026-03") -> None:
    """Add a listing with its articles."""
    rows = ""
    for number in range(1, ROWS + 1):
        title = f"{name}第{number}批项目集中签约仪式举行"
        own = f"{path}a{number}.html"
        pages[own] = head + article(title, f"{day}-{10 - number:02}", trail)
        rows += row(own, title, f"{day}-{10 - number:02}")
    pages[path] = f"{head}<title>{name}</title>{trail}<ul class='list'>{rows}</ul>"


def written(output: Path) -> set[str]:
    return {"/" + record["url"].split("/", 3)[3].rpartition("/")[0] + "/" for record in records(output)}


TWINS = menu(
    ("开发区", "/zone/", (("工作动态", "/zone/work/"), ("通知公告", "/zone/notes/"))),
    ("协会", "/club/", (("工作动态", "/club/work/"),)),
)
"""A menu in which one name stands twice."""


def twins(with_trails: bool) -> dict[str, str]:
    pages = {"/": TWINS + "<title>云岭开发区网</title>"}
    for path, names in {
        "/zone/work/": ("开发区", "工作动态"),
        "/zone/notes/": ("开发区", "通知公告"),
        "/club/work/": ("协会", "工作动态"),
    }.items():
        with_listing(pages, TWINS, path, names[-1] + names[0], trail_of(*names) if with_trails else "")
    pages["/zone/"] = TWINS + (trail_of("开发区") if with_trails else "") + "<a href='/zone/work/'>更多</a>"
    pages["/club/"] = TWINS + (trail_of("协会") if with_trails else "") + "<p>协会简介</p>"
    return pages


def test_a_name_that_stands_twice_takes_both_and_says_so(tmp_path: Path) -> None:
    with site(twins(with_trails=True)) as (home, _):
        done = crawl(home, tmp_path, "--category", "工作动态")
    assert done.code == 0, done.err
    assert written(tmp_path) == {"/zone/work/", "/club/work/"}
    assert "2 categories are named 工作动态, and all were taken: 开发区/工作动态, 协会/工作动态." in " ".join(
        done.err.split()
    )


def test_a_path_takes_one_of_two_of_the_same_name(tmp_path: Path) -> None:
    for with_trails in (True, False):
        output = tmp_path / str(with_trails)
        with site(twins(with_trails)) as (home, _):
            done = crawl(home, output, "--category", "协会/工作动态")
        assert done.code == 0, done.err
        assert written(output) == {"/club/work/"}


def test_without_breadcrumbs_a_category_takes_what_the_menu_puts_below_it_and_no_more(tmp_path: Path) -> None:
    with site(twins(with_trails=False)) as (home, _):
        done = crawl(home, tmp_path, "--category", "开发区")
    assert done.code == 0, done.err
    assert written(tmp_path) == {"/zone/work/", "/zone/notes/"}


def test_a_category_that_is_moved_to_another_address_is_followed(tmp_path: Path) -> None:
    pages = twins(with_trails=True)
    pages["/"] = pages["/"].replace("/club/work/", "/old/")
    pages["/old/"] = "<meta http-equiv='refresh' content='0;url=/club/work/'>"
    with site(pages) as (home, _):
        done = crawl(home, tmp_path, "--category", "协会/工作动态")
    assert done.code == 0, done.err
    assert written(tmp_path) == {"/club/work/"}


def test_an_article_whose_own_date_is_outside_is_counted_and_not_written(tmp_path: Path) -> None:
    pages = twins(with_trails=True)
    pages["/club/work/a1.html"] = pages["/club/work/a1.html"].replace("2026-03-09", "2019-05-05")
    pages["/club/work/a2.html"] = pages["/club/work/a2.html"].replace("2026-03-08", "2019-05-04")
    with site(pages) as (home, _):
        done = crawl(home, tmp_path, "--category", "协会/工作动态", "--since", "2026-03-05")
    assert done.code == 0, done.err
    assert {record["publish_date"] for record in records(tmp_path)} == {"2026-03-07", "2026-03-06", "2026-03-05"}
    assert "only articles since 2026-03-05 were asked for: 2 of another day." in " ".join(done.err.split())


def test_a_pinned_old_row_does_not_end_a_category(tmp_path: Path) -> None:
    pages = twins(with_trails=True)
    second = "/club/work/2.html"
    old = "".join(
        row(f"/club/work/o{n}.html", f"协会第{n}届理事会换届选举工作回顾", f"2019-01-{n:02}") for n in range(5, 0, -1)
    )
    pinned = row("/club/work/o9.html", "协会章程修订说明与入会须知", "2012-01-01")
    pages[second] = (
        TWINS + trail_of("协会", "工作动态") + f"<ul class='list'>{pinned}{old}</ul><a href='3.html'>下一页</a>"
    )
    pages["/club/work/"] = (
        pages["/club/work/"].replace("<ul class='list'>", f"<ul class='list'>{pinned}")
        + f"<a href='{second}'>下一页</a>"
    )
    with site(pages) as (home, asked):
        done = crawl(home, tmp_path, "--category", "协会/工作动态", "--since", "2026-01-01")
    assert done.code == 0, done.err
    assert len(records(tmp_path)) == ROWS
    assert second in asked
    assert "/club/work/3.html" not in asked
    assert not [path for path in asked if "/o" in path]
