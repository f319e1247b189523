"""Which answers refuse, and which are pages or failures of another kind."""

from __future__ import annotations

import pytest
from scrapy.http import Headers, HtmlResponse

from devzone_crawler.middlewares.refusal import refusal_of
from devzone_crawler.simulator.unruly_refusals import CHALLENGES

PAGE = "<html><body><h1>开发区召开年中工作会议</h1><p>发布时间：2026-07-09</p><p>会议指出，{}。</p></body></html>"


def response(status: int, body: str = "", **headers: str) -> HtmlResponse:
    named = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return HtmlResponse("https://zone.example/a.html", status=status, body=body.encode(), headers=named)


@pytest.mark.parametrize("name", CHALLENGES)
def test_what_firewalls_send_is_a_challenge(name: str) -> None:
    status, server, body = CHALLENGES[name]
    refusal = refusal_of(response(status, body, Server=server))
    assert refusal is not None
    assert (refusal.kind, refusal.status) == ("challenge", status)


@pytest.mark.parametrize(
    ("status", "kind"), [(429, "overload"), (503, "overload"), (403, "forbidden"), (405, "forbidden")]
)
def test_a_status_that_may_mean_the_page_or_the_crawler_is_no_challenge_yet(status: int, kind: str) -> None:
    refusal = refusal_of(response(status, "<h1>Please wait</h1>"))
    assert refusal is not None
    assert refusal.kind == kind


def test_a_busy_server_that_sends_a_challenge_is_a_firewall() -> None:
    refusal = refusal_of(response(503, CHALLENGES["412"][2]))
    assert refusal is not None
    assert refusal.kind == "challenge"


def test_how_long_to_wait_is_the_servers_word() -> None:
    dated = response(503, Retry_After="Thu, 09 Jul 2026 11:20:00 GMT", Date="Thu, 09 Jul 2026 11:18:00 GMT")
    assert [getattr(refusal_of(r), "wait", "") for r in (dated, response(429, Retry_After="7"), response(429))] == [
        120.0,
        7.0,
        None,
    ]


@pytest.mark.parametrize("status", [200, 202, 301, 304, 404, 410, 500, 502, 504])
def test_pages_and_other_failures_refuse_nobody(status: int) -> None:
    assert refusal_of(response(status, PAGE.format("项目加快建设"))) is None
    assert refusal_of(response(status)) is None


def test_an_article_that_quotes_a_challenge_is_a_page() -> None:
    quoted = PAGE.format("脚本写作 var arg1='4A8C1E'，随后写入 acw_sc__v2。" + "防火墙的作用是保护网站。" * 50)
    assert refusal_of(response(200, quoted)) is None
