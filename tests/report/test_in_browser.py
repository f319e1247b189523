"""The report as its readers meet it: in a browser, in both themes and languages, by keyboard, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import run
from tests.report.hostile import hostile_directory

Theme = Literal["light", "dark"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
ARTICLES_IN_CHINESE = "篇文章"


@contextmanager
def opened(
    browser: Browser, path: Path, *, theme: Theme = "light", locale: str = "en-GB", size: dict[str, int] | None = None
) -> Iterator[Page]:
    """The report, opened from the disk. Whatever it says to the console, or asks for, is a failure."""
    with browser.new_context(color_scheme=theme, locale=locale, viewport=size or DESK) as context:  # type: ignore[arg-type]
        yield from looked_at(context, path)


def looked_at(context: BrowserContext, path: Path) -> Iterator[Page]:
    said: list[str] = []
    asked: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("light", "en"),
        ("dark", "zh"),
        *(pytest.param(*one, marks=pytest.mark.long) for one in (("light", "zh"), ("dark", "en"))),
    ],
)
def test_no_serious_fault_of_accessibility_is_found(
    browser: Browser, page_of_crawled: Path, theme: Theme, language: str
) -> None:
    for size in (DESK, PHONE):
        with opened(browser, page_of_crawled, theme=theme, locale=LOCALES[language], size=size) as page:
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert serious_faults(page) == []


def test_the_checker_finds_a_fault_that_is_there(browser: Browser, page_of_crawled: Path) -> None:
    with opened(browser, page_of_crawled) as page:
        page.evaluate("document.documentElement.style.setProperty('--quiet', '#eeeeee')")
        assert "color-contrast" in serious_faults(page)


def serious_faults(page: Page) -> list[str]:
    """What axe says; its script is put in by the test's own hand, which the page's policy does not concern."""
    found: dict[str, Any] = Axe().run(page).response
    return [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize(("locale", "lang", "word"), [("en-GB", "en", "articles"), ("zh-CN", "zh-CN", "篇文章")])
def test_it_opens_in_the_language_of_the_browser(
    browser: Browser, page_of_crawled: Path, locale: str, lang: str, word: str
) -> None:
    with opened(browser, page_of_crawled, locale=locale) as page:
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator(".keys dt").first.inner_text() == word


def test_the_language_is_switched_without_a_reload_and_remembered(browser: Browser, page_of_crawled: Path) -> None:
    with browser.new_context(locale="en-GB") as context:
        for page in looked_at(context, page_of_crawled):
            page.get_by_text("中文", exact=True).first.click()
            assert page.locator(".keys dt").first.inner_text() == ARTICLES_IN_CHINESE
            assert page.locator("html").get_attribute("lang") == "zh-CN"
            assert page.title().startswith("采集报告")
        for page in looked_at(context, page_of_crawled):
            assert page.locator(".keys dt").first.inner_text() == ARTICLES_IN_CHINESE


def test_the_language_is_switched_without_scripts_too(browser: Browser, page_of_crawled: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        for page in looked_at(context, page_of_crawled):
            assert page.locator(".keys dt").first.inner_text() == "articles"
            page.get_by_text("中文", exact=True).first.click()
            assert page.locator(".keys dt").first.inner_text() == ARTICLES_IN_CHINESE


def test_the_command_may_choose_the_language(browser: Browser, crawled: Path, tmp_path: Path) -> None:
    path = tmp_path / "zh.html"
    assert run("report", crawled, "--lang", "zh", "--output", path).code == 0
    with opened(browser, path, locale="en-GB") as page:
        assert page.locator(".keys dt").first.inner_text() == ARTICLES_IN_CHINESE


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_wider_than_a_phone(browser: Browser, page_of_crawled: Path, language: str) -> None:
    with opened(browser, page_of_crawled, locale=LOCALES[language], size=PHONE) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.locator(".chart.narrow").first.is_visible()
        assert not page.locator(".chart.wide").first.is_visible()


def test_everything_is_reached_by_keyboard_and_seen_to_be(browser: Browser, page_of_crawled: Path) -> None:
    with opened(browser, page_of_crawled) as page:
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href], summary, button, .scroll[tabindex], input:checked')]"
            ".filter(one => one.checkVisibility() && !one.closest('details:not([open]) > :not(summary)')).length"
        )
        reached = 0
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        while page.evaluate("document.activeElement !== document.body") and reached <= wanted:
            reached += 1
            seen = page.evaluate(
                "(() => { const on = document.activeElement; const shows = on.matches('input') ? on.nextElementSibling"
                " : on; return getComputedStyle(shows).outlineStyle })()"
            )
            assert seen == "solid"
            page.keyboard.press("Tab")
        assert reached == wanted


def test_the_headings_are_in_order(browser: Browser, page_of_crawled: Path) -> None:
    with opened(browser, page_of_crawled) as page:
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => +one.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_charts_are_the_tables_behind_them(browser: Browser, page_of_crawled: Path) -> None:
    with opened(browser, page_of_crawled) as page:
        charts = page.locator(".chart.wide").all()
        assert len(charts) >= 3
        for chart in charts:
            heights = chart.evaluate(
                "one => [...one.querySelectorAll('.mark-rect path')].map(bar => bar.getBBox().height)"
            )
            table = chart.locator("xpath=following-sibling::details[1]")
            figures = table.evaluate(
                "one => [...one.querySelectorAll('tbody td')].map(cell => +cell.textContent.replaceAll(',', ''))"
            )
            assert len(heights) == len(figures)
            most = max(figures)
            assert [height / max(heights) for height in heights] == pytest.approx(
                [figure / most for figure in figures], abs=0.01
            )


def test_the_paragraph_is_copied(browser: Browser, page_of_crawled: Path) -> None:
    with browser.new_context(locale="zh-CN") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        for page in looked_at(context, page_of_crawled):
            page.locator("button[data-copy$='-en']").click()
            page.wait_for_function("document.getElementById('said').textContent === '已复制'")
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied == page.locator("#method-1-en").inner_text()


def test_hostile_titles_and_addresses_do_nothing(browser: Browser, tmp_path: Path) -> None:
    directory = hostile_directory(tmp_path / "zone")
    assert run("report", directory).code == 0
    with opened(browser, directory / "report.html") as page:
        assert page.evaluate("window.owned") is None
        assert page.locator("img, iframe, object, form, main script").count() == 0
        targets = page.evaluate("[...document.querySelectorAll('main a')].map(one => one.getAttribute('href'))")
        assert targets
        assert [to for to in targets if not to.startswith(("http://", "https://", "#"))] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_paper_shows_charts_and_no_controls(browser: Browser, page_of_crawled: Path, tmp_path: Path) -> None:
    with opened(browser, page_of_crawled, theme="dark") as page:
        page.emulate_media(media="print")
        assert page.locator(".chart.wide").first.is_visible()
        assert not page.locator(".switch, nav, button").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf(path=tmp_path / "report.pdf")[:5] == b"%PDF-"
