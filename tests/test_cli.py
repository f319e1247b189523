"""extract and explain: saved pages, standard input, addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.simulator import Server, make_site
from devzone_crawler.version import __version__
from tests.conftest import AT_HOME, FIXTURES, run
from tests.golden import Page, settle

ARTICLE = FIXTURES / "articles" / "jcms" / "labels_in_spans.html"
LISTING = FIXTURES / "listings" / "thinkphp" / "pager.html"
MISSING = FIXTURES / "articles" / "errors" / "soft_404.html"


def test_extract_prints_one_record_a_page(tmp_path: Path) -> None:
    done = run("extract", ARTICLE, LISTING, "--url", "http://www.zone.example/a/1.html")
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert (done.code, tuple(first)) == (0, RECORD_KEYS)
    assert first["title"] == Page(ARTICLE).golden["expected"]["title"]
    assert first["url"] == "http://www.zone.example/a/1.html"
    assert second["http_status"] is None
    assert "listing" in done.err


def test_extract_reads_the_pages_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "saved" / "sub").mkdir(parents=True)
    (tmp_path / "saved" / "sub" / "show.php?id=3").write_bytes(ARTICLE.read_bytes())
    (tmp_path / "saved" / "a.html").write_bytes(LISTING.read_bytes())
    (tmp_path / "saved" / "a.js").write_text("var a = 1;")
    (tmp_path / "empty").mkdir()
    done = run("extract", tmp_path / "saved", tmp_path / "empty")
    assert done.code == 1
    assert "empty holds no saved pages." in done.err
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert second["title"] == Page(ARTICLE).golden["expected"]["title"]
    assert first["title"] != second["title"]


def test_extract_reads_standard_input() -> None:
    done = run("extract", "-", stdin=ARTICLE.read_bytes())
    assert json.loads(done.out)["source"] == Page(ARTICLE).golden["expected"]["source"]


def test_extract_fetches_an_address(served_site: Server) -> None:
    article = make_site("thinkphp", articles=60, seed=7).article(5, served_site.url)
    record = json.loads(run("extract", *AT_HOME, article.url).out)
    assert (record["title"], record["http_status"]) == (article.title, 200)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("nosuchfile.html", "nosuchfile.html cannot be read: No such file or directory."),
        ("http://127.0.0.1:1/", "could not be fetched"),
        ("http://169.254.169.254/latest/meta-data/", "is not asked for: 169.254.169.254 is a link-local address"),
        ("ftp://zone.example/", "must be an address that begins with http:// or https://"),
    ],
)
def test_a_page_that_cannot_be_had_is_told_and_the_others_are_read(page: str, sentence: str) -> None:
    done = run("extract", *AT_HOME, page, ARTICLE)
    assert done.code == 1
    assert sentence in done.err
    assert len(done.out.splitlines()) == 1


def test_explain_names_the_counter_that_a_page_leaves_its_view_count_to() -> None:
    done = run("explain", ARTICLE, "--url", "http://www.zone.example/art/2026/4/22/art_1599551_41077.html")
    assert "http://www.zone.example/module/visitcount/articlehits.jsp?colid=1599551&artid=41077" in done.out


def test_explain_names_the_rule_and_the_text_of_every_field() -> None:
    done = run("explain", ARTICLE)
    assert done.code == 0
    assert done.out.startswith("article")
    assert "labelled_source" in done.out
    assert "信息来源：省发展改革委环资处" in done.out
    assert "labelled_near_title" in done.out


def test_explain_shows_what_the_next_rules_would_have_said_and_where_the_parts_are() -> None:
    done = run("explain", ARTICLE, "--url", "http://www.zone.example/art/2026/4/22/art_1599551_41077.html")
    assert "else 省发展改革委环资处" in done.out
    assert "stated_source" in done.out
    assert "url_path" in done.out
    assert "made by: 大汉 jcms" in done.out
    assert "below the body" in done.out


def test_explain_tells_programs_in_json() -> None:
    told = json.loads(run("explain", "--json", ARTICLE).out)
    assert told["page_kind"] == "article"
    assert [answer["rung"] for answer in told["answers"]["source"]] == ["labelled_source", "stated_source"]
    assert told["record"]["title"] == told["answers"]["title"][0]["value"]
    listing = json.loads(run("explain", "--json", LISTING, "--url", Page(LISTING).golden["url"]).out)
    assert len(listing["entries"]) == len(Page(LISTING).golden["expected"]["entries"])


def test_explain_shows_what_a_listing_offers() -> None:
    golden = Page(LISTING).golden
    expected = golden["expected"]
    done = run("explain", LISTING, "--url", golden["url"])
    assert done.out.startswith("listing")
    assert f"{len(expected['entries'])} entries, next page: {expected['next_page']}" in done.out
    assert all(entry["title"] in done.out for entry in expected["entries"])
    assert "(pinned)" in done.out
    assert "in the whole listing: entries 163, pages 15" in done.out


def test_explain_names_the_categories_of_a_home_page(served_site: Server) -> None:
    shown = run("explain", *AT_HOME, served_site.url).out
    assert "categories that the page names, for --category" in shown
    assert "  省级开发区动态\n" in shown
    assert "商务部" not in shown.split("part", 1)[0], "other sites are none of its categories"
    told = json.loads(run("explain", *AT_HOME, "--json", served_site.url).out)
    assert ["资讯中心"] in [category["path"] for category in told["navigation"]]


def test_explain_says_why_a_page_is_no_article() -> None:
    assert run("explain", MISSING).out.startswith("missing: the page says that what was asked for does not exist")


def test_escape_codes_of_a_page_never_reach_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes("<h1>园区\x1b[31m开工仪式</h1><div>发布时间：2026-01-02</div><p>\x9b2J今天，开工。</p>".encode())
    for command in ("extract", "explain"):
        done = run(command, page)
        assert "\x1b" not in done.out + done.err
        assert "\x9b" not in done.out + done.err


def test_help_is_there_for_every_command() -> None:
    listed = run("--help").out
    for command in ("demo", "crawl", "extract", "explain", "reextract"):
        assert command in listed
        assert run(command, "--help").code == 0


def test_the_version_is_that_of_the_package() -> None:
    done = run("--version")
    assert (done.code, done.out) == (0, f"devzone_crawler {__version__}\n")


def test_what_is_refused_before_a_crawl_begins_is_said_on_one_line(tmp_path: Path) -> None:
    done = run("crawl", "http://127.0.0.1:1/", "--output", tmp_path / "out")
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert line.startswith("usage: http://127.0.0.1:1/ is not asked for")


def test_a_page_without_a_golden_file_gets_one_and_fails_the_run(tmp_path: Path) -> None:
    page = Page(tmp_path / "new.html")
    page.path.write_text("<h1>园区开工</h1>", "utf-8")
    with pytest.raises(pytest.fail.Exception, match="was missing and has been written"):
        settle(page, {"title": "园区开工"}, update=False)
    assert page.golden["expected"] == {"title": "园区开工"}
    settle(page, {"title": "园区停工"}, update=False)
    assert page.golden["expected"] == {"title": "园区开工"}
    settle(page, {"title": "园区停工"}, update=True)
    assert page.golden["expected"] == {"title": "园区停工"}
