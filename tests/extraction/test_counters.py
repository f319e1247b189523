"""Which counter a page leaves its view count to: this article's, or none."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devzone_crawler import extract_article
from devzone_crawler.extraction.counter_families import CALLED, PRINTED
from devzone_crawler.extraction.counters import find_counter, registered_domain
from devzone_crawler.items import ViewCounter

HOST = "http://www.zone.example"
NUMBERED = HOST + "/news/532601.html"
NAMED = HOST + "/news/kaiyeyishi.html"
"""An address that does not hold the article's id."""


def script(address: str) -> str:
    return f'<script type="text/javascript" src="{address}"></script>'


def page(counter: str = "", *, behind_byline: str = "") -> str:
    return (
        "<html><head><title>园区开工</title></head><body><h1>园区开工</h1>"
        f"<div>来源：临江日报 发布时间：2018-07-09 点击：{counter}次</div>"
        f"<div><p>园区今天开工。</p></div>{behind_byline}</body></html>"
    )


VIEW_CLICK = "/e/public/ViewClick/?classid=38&id={}"
OWN = script(VIEW_CLICK.format(532601))
OTHER = script(VIEW_CLICK.format(532588))
RELATED = f'<ul><li><a href="/news/532588.html">港口吞吐量</a> 阅读：{OTHER}</li></ul>'

FAMILIES: list[tuple[str, str, str, str, bool]] = [
    # family, address of the page, what stands in it, what is asked, whether asking counts
    (
        "dedecms",
        HOST + "/a/2018/0609/1992.html",
        script("/plus/count.php?view=yes&aid=1992&mid=1"),
        "/plus/count.php?view=yes&aid=1992&mid=1",
        True,
    ),
    (
        "phpcms",
        HOST + "/index.php?m=content&c=index&a=show&catid=9&id=12",
        script(HOST + "/api.php?op=count&id=12&modelid=1"),
        "/api.php?op=count&id=12&modelid=1",
        True,
    ),
    (
        "empirecms",
        NUMBERED,
        script("/e/public/ViewClick/?classid=38&amp;id=532601&amp;addclick=1"),
        "/e/public/ViewClick/?classid=38&id=532601",
        False,
    ),
    (
        "webplus",
        HOST + "/2026/0514/c2464a290690/page.htm",
        '<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=180&type=3&articleId=290690"></span>',
        "/_visitcountdisplay?siteId=180&type=3&articleId=290690",
        False,
    ),
    (
        "jeecms",
        HOST + "/gfxwj/10873.jhtml",
        "<script>$.getJSON('/content_view.jspx?contentId=10873', show);</script>",
        "/content_view.jspx?contentId=10873",
        True,
    ),
    (
        "jeecms",
        HOST + "/gfxwj/10873.jhtml",
        '<script>$(function(){\n  Cms.viewCount("", "10873");\n});</script>',
        "/content_view.jspx?contentId=10873",
        True,
    ),
    (
        "jcms_artcount",
        HOST + "/art/2021/8/3/art_14_5693.html",
        script("/vc/vc/interface/artcount/artcount.html?i_columnid=14&i_articleid=5693"),
        "/vc/vc/interface/artcount/artcount.html?i_columnid=14&i_articleid=5693",
        True,
    ),
    (
        "jcms_articlehits",
        HOST + "/art/2021/8/3/art_14_5693.html",
        script("/module/visitcount/articlehits.jsp?colid=14&artid=5693"),
        "/module/visitcount/articlehits.jsp?colid=14&artid=5693",
        True,
    ),
    (
        "finecms",
        HOST + "/show-12.html",
        script("/index.php?c=api&a=hits&id=12"),
        "/index.php?c=api&a=hits&id=12",
        True,
    ),
    (
        "huaqi",
        HOST + "/index.php/news/12.html",
        f'<span id="cntrHits">{script("/index.php/api/hits/id/12.html")}</span>',
        "/index.php/api/hits/id/12.html",
        True,
    ),
    (
        "kesion",
        HOST + "/item/5.html",
        "<script src='/item/GetHits.asp?Action=Count&GetFlag=0&m=119&ID=5'></script>",
        "/item/GetHits.asp?GetFlag=0&m=119&ID=5",
        False,
    ),
    (
        "powereasy",
        HOST + "/Item/11667.aspx",
        script("/Common/GetHits.aspx?id=11667"),
        "/Common/GetHits.aspx?id=11667",
        True,
    ),
    (
        "clicknum",
        HOST + "/news/12.html",
        script("/include/clicknum.jsp?t=news&n=news_id&v=12"),
        "/include/clicknum.jsp?t=news&n=news_id&v=12",
        True,
    ),
    ("pro_view", HOST + "/p-5.html", script("/check/pro_view.aspx?proid=5"), "/check/pro_view.aspx?proid=5", True),
    ("model_count", HOST + "/Info.aspx?ModelId=1&Id=7", script("/ModelCount/?id=7"), "/ModelCount/?id=7", True),
    ("article_click", HOST + "/a/5.html", script("/article/click?did=5"), "/article/click?did=5", True),
    (
        "vsb",
        HOST + "/info/1034/15717.htm",
        '<script>_showDynClicks("wbnews", 1412614994, 15717)</script>',
        "/system/resource/code/news/click/dynclicks.jsp?clickid=15717&owner=1412614994&clicktype=wbnews",
        False,
    ),
    (
        "visit_quarter",
        HOST + "/a/77.html",
        '<script>var articleId = \'77\';\n$.post("/oa/article_visitQuarter.do?", "id="+articleId, show);</script>',
        "/oa/article_visitQuarter.do",
        True,
    ),
]


@pytest.mark.parametrize(("family", "url", "html", "asked", "counts"), FAMILIES, ids=[row[0] for row in FAMILIES])
def test_each_family_is_recognised_and_asked_in_its_own_way(
    family: str, url: str, html: str, asked: str, counts: bool
) -> None:
    form = "id=77&visitPageNum=" if family == "visit_quarter" else None
    assert find_counter(page(html), url) == ViewCounter(family, HOST + asked, counts, form)
    # Some templates ask at the page's end, far from the label; the id in the address is enough.
    assert find_counter(page(behind_byline=html), url) == ViewCounter(family, HOST + asked, counts, form)


def test_every_row_of_the_tables_has_an_example_here_and_a_reason() -> None:
    rows = [*((row.name, row.reason) for row in PRINTED), *((row.name, row.reason) for row in CALLED)]
    assert {name for name, _ in rows} == {family for family, *_ in FAMILIES}
    assert all(len(reason) > 40 for _, reason in rows)


@pytest.mark.parametrize(
    "html",
    [
        script("/plus/count.php?aid=532601&mid=1"),  # without view=yes it counts and says nothing
        script(VIEW_CLICK.format(532601) + "&down=1"),
        script(VIEW_CLICK.format(532601) + "&down=5"),
        script("/e/public/ViewClick/?classid=38&id="),
        script("/item/GetHits.asp?Action=Count&GetFlag=1&m=119&ID=532601"),
        script("/include/clicknum.jsp?t=buy&n=buy_id&v=532601"),
        script("/api/stl/actions/add_content_hits/18101/18198/532601"),
        '<script>_showDynClicks("wburl", 1412614994, 532601)</script>',
        '<script>_addDynClicks("wbnews", 1412614994, 532601)</script>',
        '<script>_showDynClickBatch(["a"],[532601],"wbnews",1412614994)</script>',
        "<script>function viewCount(base, contentId) {}</script>",
        '<script>$.get("/api.php?op=count&id=" + id + "&modelid=1")</script>',
        '<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=180&type=1"></span>',
        "<a href='/article/click?did=532601'>全文</a>",
        "<a href=/article/click?did=532601>全文</a>",
        "<script>ajax_article_click_get('532601', '0');</script>",
        "<pre>/plus/count.php?view=yes&aid=532601&mid=1</pre>",
        '&lt;script src="/plus/count.php?view=yes&aid=532601&mid=1"&gt;',
        "count.php op=count ViewClick _visitcountdisplay viewCount( a=hits GetHits.asp",
        "",
    ],
)
def test_what_shows_other_numbers_is_no_counter_of_views(html: str) -> None:
    assert find_counter(page(html), NUMBERED) is None


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- {OWN} -->",
        f"<!--\n点击：{OWN}\n",
        '<script>// _showDynClicks("wbnews", 1, 532601)\n</script>',
        '<script>/* old:\n _showDynClicks("wbnews", 1, 532601) */</script>',
        '<script>// document.write("<script src=/plus/count.php?view=yes&aid=532601>")\n</script>',
    ],
)
def test_what_is_commented_out_does_not_count(html: str) -> None:
    assert find_counter(page(html), NUMBERED) is None


def test_a_comment_around_a_script_s_lines_hides_nothing() -> None:
    html = '<script>\n<!--\n_showDynClicks("wbnews", 1, 532601)\n//-->\n</script>'
    found = find_counter(page(html), NUMBERED)
    assert found is not None and found.family == "vsb"


@pytest.mark.parametrize(
    ("page_port", "counter_port", "is_own"),
    [("", ":443", True), (":80", "", True), (":8080", ":8080", True), (":8080", "", False), ("", ":444", False)],
)
def test_a_counter_on_another_port_is_another_s(page_port: str, counter_port: str, is_own: bool) -> None:
    html = page(script(f"http://www.zone.example{counter_port}{VIEW_CLICK.format(532601)}"))
    found = find_counter(html, f"http://www.zone.example{page_port}/news/532601.html")
    assert (found is not None) is is_own


def test_a_counter_stands_where_its_script_stands() -> None:
    html = '<script>if (a<b) {} _showDynClicks("wbnews", 1, 77)</script>'
    found = find_counter(page(html), NAMED)
    assert found is not None and found.family == "vsb"


def test_counters_of_related_articles_are_left_alone() -> None:
    expected = find_counter(page(OWN), NUMBERED)
    assert expected is not None and expected.url.endswith("id=532601")
    assert find_counter(RELATED + page(OWN) + RELATED, NUMBERED) == expected
    assert find_counter(page(OWN, behind_byline=RELATED), NAMED) == expected
    for url in (NUMBERED, NAMED):
        assert find_counter(page(behind_byline=RELATED), url) is None


def test_a_labelled_counter_is_taken_though_the_page_s_address_has_other_numbers() -> None:
    assert find_counter(page(OWN), HOST + "/2018/20180709113000.html") is not None


def test_of_two_labelled_counters_without_a_hint_none_is_asked() -> None:
    assert find_counter(page(OWN + "</div><div>浏览次数：" + OTHER), NAMED) is None


def test_a_counter_far_from_any_label_needs_its_id_in_the_page_s_address() -> None:
    assert find_counter(page(behind_byline=OWN), NUMBERED) is not None
    assert find_counter(page(behind_byline=OWN), NAMED) is None


@pytest.mark.parametrize(
    "mark",
    [
        '<input type="hidden" id="ArticleID" value="532601">',
        "<script>var contentid = '532601';</script>",
        '<script>var page = {"aid": 532601};</script>',
    ],
)
def test_the_id_that_the_page_calls_its_own_decides(mark: str) -> None:
    found = find_counter(page(OTHER, behind_byline=OWN + mark), NAMED)
    assert found is not None and found.url.endswith("id=532601")


def test_two_ids_that_a_page_calls_its_own_decide_nothing() -> None:
    marks = "<script>var aid = 532601; var newsid = 532588;</script>"
    assert find_counter(page(behind_byline=OWN + OTHER + marks), NAMED) is None


def test_the_id_in_another_counter_s_address_is_not_what_the_page_calls_its_own() -> None:
    assert find_counter(page(behind_byline=script("/plus/count.php?view=yes&aid=7&mid=1")), NAMED) is None


def test_days_in_an_address_are_no_ids() -> None:
    html = page(behind_byline=script("/plus/count.php?view=yes&aid=9&mid=1"))
    assert find_counter(html, HOST + "/2018/07/09/kaigong.html") is None


@pytest.mark.parametrize(
    ("url", "address", "asked"),
    [
        (NUMBERED, "http://zone.example{}", "http://zone.example{}"),
        (NUMBERED, "//count.zone.example{}", "http://count.zone.example{}"),
        (NUMBERED, "http://tongji.example{}", None),
        (NUMBERED, "http://zone.example.evil.example{}", None),
        (NUMBERED, "http://user@www.zone.example{}", None),
        (NUMBERED, "http://www.zone.example:8080{}", None),
        (NUMBERED, "http://127.0.0.1{}", None),
        (NUMBERED, "ftp://www.zone.example{}", None),
        (NUMBERED, "http://[::1{}", None),
        (NUMBERED, "http://www.zone.example:99999{}", None),
        ("http://www.lin.gov.cn/532601.html", "http://fgw.lin.gov.cn{}", "http://fgw.lin.gov.cn{}"),
        ("http://www.lin.gov.cn/532601.html", "http://www.qing.gov.cn{}", None),
        ("http://www.gov.cn/532601.html", "http://www.lin.gov.cn{}", None),
        ("http://10.0.0.7/532601.html", "http://10.0.0.8{}", None),
        ("http://10.0.0.7:81/532601.html", "{}", "http://10.0.0.7:81{}"),
        ("https://www.zone.example/532601.html", "http://www.zone.example{}", "https://www.zone.example{}"),
        ("https://www.zone.example/532601.html", "http://www.zone.example:80{}", "https://www.zone.example{}"),
        ("file:///tmp/532601.html", "{}", None),
        ("", "{}", None),
    ],
)
def test_only_the_site_itself_is_asked(url: str, address: str, asked: str | None) -> None:
    path = VIEW_CLICK.format(532601)
    found = find_counter(page(script(address.format(path))), url)
    assert (found and found.url) == (asked and asked.format(path))


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        ('<base href="/cms/">' + script("e/public/ViewClick/?id=532601"), "/cms/e/public/ViewClick/?id=532601"),
        (script("..\\/e\\/public\\/ViewClick\\/?id=532601"), "/e/public/ViewClick/?id=532601"),
        ("<script src=/e/public/ViewClick/?id=532601></script>", "/e/public/ViewClick/?id=532601"),
        (script("/e/public/ViewClick/?id=532601&addclick=1#top"), "/e/public/ViewClick/?id=532601"),
        ('<script>_showDynClicks( \'wbnews\',"7" , "532601" )</script>', None),
    ],
)
def test_addresses_are_read_as_a_browser_reads_them(html: str, asked: str | None) -> None:
    found = find_counter(page(html), NUMBERED)
    assert found is not None
    assert asked is None or found.url == HOST + asked


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.zone.example", "zone.example"),
        ("zone.example", "zone.example"),
        ("fgw.lin.gov.cn", "lin.gov.cn"),
        ("www.lin.cn", "lin.cn"),
        ("a.lin.bj.cn", "lin.bj.cn"),
        ("gov.cn", None),
        ("localhost", None),
        ("10.0.0.7", None),
        ("::1", None),
        ("", None),
    ],
)
def test_a_registered_domain_is_what_somebody_registered(host: str, domain: str | None) -> None:
    assert registered_domain(host) == domain


@pytest.mark.parametrize("views", ["806", "1", "1.2万"])
def test_a_page_that_prints_its_count_has_no_counter_to_ask(views: str) -> None:
    html = page(views + OWN).encode()
    record = extract_article(html, NUMBERED)
    assert record.page_kind == "article"
    assert record.view_count is not None
    assert record.counter is None


@pytest.mark.parametrize("placeholder", ["", "0", "-", "加载中..."])
def test_what_stands_there_until_the_script_has_asked_is_no_count(placeholder: str) -> None:
    html = page(f'<span id="hits">{placeholder}</span>', behind_byline=script("/api.php?op=count&id=532601&modelid=1"))
    record = extract_article(html.encode(), NUMBERED)
    assert record.counter is not None
    assert record.view_count is None
    assert "view_count" not in record.evidence


def test_a_printed_0_without_a_counter_is_a_count() -> None:
    assert extract_article(page("0").encode(), NUMBERED).view_count == 0


def test_a_page_that_is_no_article_has_no_counter_to_ask() -> None:
    record = extract_article(f"<html><body><p>关于我们</p>{OWN}</body></html>".encode(), NUMBERED)
    assert record.page_kind != "article"
    assert record.counter is None


SOUP = st.sampled_from(
    [
        *(html for _, _, html, _, _ in FAMILIES),
        *(row.mark for row in PRINTED),
        *(row.mark for row in CALLED),
        *"<script>|</script>|<!--|-->|<base href='//[|点击：|阅读|id=532601|&|?|'|\"|\\|/|//|/*|\n|<|>|http://|:9".split(
            "|"
        ),
    ]
)


@given(st.lists(SOUP, max_size=40).map("".join), st.sampled_from([NUMBERED, NAMED, "https://x.cn/12", "http://[", ""]))
@settings(max_examples=3 * settings().max_examples)
def test_no_page_makes_it_raise_or_ask_another_site(source: str, url: str) -> None:
    found = find_counter(source, url)
    if found is not None:
        assert urlsplit(found.url).scheme in ("http", "https")
        assert urlsplit(found.url).hostname == urlsplit(url).hostname


def test_a_page_full_of_marks_is_read_in_bounded_time() -> None:
    assert find_counter("".join(f"ViewClick/?id={n} " for n in range(100_000)), NAMED) is None
    assert find_counter(RELATED * 5_000, NAMED) is None
    assert find_counter("<script " * 100_000 + "<!--" * 100_000 + "ViewClick", NAMED) is None
