"""The texts of both languages fit each other, and figures stand in them as people write figures."""

from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from devzone_crawler.manifest import End, FindingCode
from devzone_crawler.report.methods import number, percent
from devzone_crawler.report.shown import LONGEST, link, shown
from devzone_crawler.report.sites import WORST_FIRST
from devzone_crawler.report.texts import Text, both, say, texts
from devzone_crawler.verdicts import Verdict


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", texts())
def test_both_languages_tell_the_same_figures(key: str) -> None:
    english, chinese = texts()[key]
    assert english and chinese
    assert names_in(english) == names_in(chinese)


def test_every_verdict_and_every_end_of_a_listing_has_its_words() -> None:
    assert set(Verdict) - {Verdict.USAGE} <= set(WORST_FIRST)  # a run that was called wrongly writes no manifest
    wanted = {f"{kind}_{verdict}" for kind in "vmt" for verdict in WORST_FIRST} | {f"e_{end}" for end in get_args(End)}
    wanted |= {f"n_{code}" for code in get_args(FindingCode)}
    assert wanted <= set(texts())


def test_a_figure_has_the_word_that_fits_it() -> None:
    assert say("several", "en", n=1) == "1 site"
    assert say("several", "en", n=1234) == "1,234 sites"
    assert say("several", "zh", n=1234) == "1,234 个网站"


def test_values_are_escaped_and_markup_is_not() -> None:
    made = both("manifest_flaw", why="<b>")
    assert "&lt;b&gt;" in made and "<b>" not in made
    assert "<code>x</code>" in both("manifest_flaw", why=Markup("<code>x</code>"))
    assert both("todo") == Markup(
        '<span class="en" lang="en">What to do</span><span class="zh" lang="zh-CN">该做什么</span>'
    )
    assert both("manifest_flaw", why=Text("two", "二")).count("二") == 1


@given(part=st.integers(0, 10**9), more=st.integers(0, 10**9))
def test_a_share_is_all_or_none_only_if_it_is(part: int, more: int) -> None:
    told = percent(part, part + more)
    assert (told == "100 %") == (part > 0 and more == 0)
    assert (told == "0 %") == (part == 0)


@given(st.floats(0, 1e9))
def test_a_number_is_short_and_near(value: float) -> None:
    told = number(value)
    assert float(told.replace(",", "")) == pytest.approx(value, abs=0.06)
    assert not told.endswith((".", ".0"))


@given(st.text(max_size=400))
def test_what_is_shown_is_one_short_line_without_anything_that_acts(text: str) -> None:
    line = shown(text)
    assert len(line) <= LONGEST + 1
    assert "\n" not in line
    assert not set(line) & set("\x00\x07\x1b\x9b\u202e\u2066\ud800")
    line.encode()


@given(st.text(max_size=100))
def test_only_addresses_of_the_web_are_linked(text: str) -> None:
    for address in (text, f"javascript:{text}", f"http://{text}"):
        to = link(address)
        assert to is None or (to == address and to.lower().startswith(("http://", "https://")))
