"""What createPageHTML is told, in the ways in which templates write the call."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.create_page import PagerCall, pager_calls


@pytest.mark.parametrize(
    ("script", "call", "following"),
    [
        ('createPageHTML(25, 0, "index", "html");', PagerCall(25, 1, 1, "index", "html"), "index_1.html"),
        ("createPageHTML(25,24,'index','html')", PagerCall(25, 25, 1, "index", "html"), None),
        ('createpagehtml ("25","3","t2018_1","shtml")', PagerCall(25, 4, 1, "t2018_1", "shtml"), "t2018_1_4.shtml"),
        (
            "createPageHTML('page_div', 10, 1, 'list', 'shtml', 149);",
            PagerCall(10, 1, 0, "list", "shtml"),
            "list_2.shtml",
        ),
        ("createPageHTML(3,3,3,'9012','html',1)", PagerCall(3, 3, 0, "9012", "html"), None),
        (
            r"document.write('createPageHTML(3, 0, \"index\", \"html\")')",
            PagerCall(3, 1, 1, "index", "html"),
            "index_1.html",
        ),
        ('createPageHTML(25, current, "index", "html")', PagerCall(25, None, 1, "index", "html"), None),
    ],
)
def test_a_call_says_how_many_pages_there_are_and_which_follows(
    script: str, call: PagerCall, following: str | None
) -> None:
    assert [(found, found.next_file()) for found in pager_calls(script)] == [(call, following)]


@pytest.mark.parametrize(
    "script",
    [
        "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ }",
        'createPageHTML(count, 0, "index", "html")',
        "createPageHTML(25, 0, name, 'html')",
        'createPageHTML(25, 0, "index")',
        "createPageHTML(",
        "createPageHTML(" + " " * 200_000,
        "createPageHTML(" * 20_000,
        "createPageHTML(1," + " " * 200_000,
    ],
)
def test_what_tells_neither_pages_nor_a_name_is_no_call(script: str) -> None:
    assert list(pager_calls(script)) == []
