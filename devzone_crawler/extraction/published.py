"""When the article was published, with the text that says so."""

from __future__ import annotations

import re

from devzone_crawler.extraction.dates import (
    Moment,
    date_in_url,
    first_moment,
    moments,
    numeral_moment,
    parsed_moment,
    short_moment,
    split_moment,
)
from devzone_crawler.extraction.labels import Labelled, LabelName, of_field
from devzone_crawler.extraction.ladder import Answer, Found, Ladder, answers
from devzone_crawler.extraction.page import Page

_DATE_METAS = (
    "pubdate",  # 国办发〔2017〕47号
    "publishdate",
    "article:published_time",
    "firstpublishedtime",
    "datepublished",
    "og:release_date",
    "weibo: article:create_at",
)
"""Metas that state publication. Never Maketime or 页面生成时间: those are when the file was written."""

_SCRIPT_DATE = re.compile(
    r"(?:pub(?:lish)?_?(?:date|data|time)|\"pubDate\"|\"datePublished\")[\"']?\s*[:=]\s*[\"']([^\"']{8,40})[\"']", re.I
)
_FIXED_CLOCK = "T17:00:00"
"""What templates write behind each date in Baidu's JSON-LD (cambrian.jsonld), whatever the time was."""
_E_PAPER = re.compile("数字报|电子报|数字版|电子版")
_TOP_OF_PAGE = 6
"""Blocks."""


def labelled_near_title(page: Page) -> Found[Moment] | None:
    """A date behind 发布时间 or its kin between headline and first paragraph; behind 时间 only in the date line.

    `时间：2020年12月2日` as a line of its own is when a meeting is held.
    """
    line = page.layout.date_line
    near = [label for label in page.header_labels if line is None or abs(label.block - line) <= 1]
    return _labelled(page, page.header_labels, "published") or _labelled(page, near, "dated")


def unlabelled_in_byline(page: Page) -> Found[Moment] | None:
    """A date without a label between headline and first paragraph; the one with a time of day before the others."""
    excluded = {value.rest.strip() for value in of_field(page.header_labels, "other_date")}
    bare: Moment | None = None
    for block in page.byline_blocks:
        for moment in moments(block.raw, page.reference):
            if any(moment.raw in rest for rest in excluded):
                continue
            if moment.clock is not None:
                return Found(moment, moment.raw)
            bare = bare or moment
    return Found(bare, bare.raw) if bare else None


def stated_date(page: Page) -> Found[Moment] | None:
    """A publication date in a <meta>."""
    for name in _DATE_METAS:
        text = page.document.metas.get(name)
        moment = first_moment(text, page.reference) if text else None
        if moment is not None:
            return Found(moment, moment.raw)
    return None


def labelled_above_headline(page: Page) -> Found[Moment] | None:
    """发布日期, else 发文日期, in the table of document facts above the headline."""
    return _labelled(page, page.table_labels, "published", "other_date")


def other_label(page: Page) -> Found[Moment] | None:
    """A date behind a label that says less than 发布时间: 更新时间, 成文日期."""
    return _labelled(page, page.header_labels, "other_date")


def short_year_in_byline(page: Page) -> Found[Moment] | None:
    """A date with a year of two digits in the byline, or one in Chinese numerals."""
    for block in page.header_blocks:
        if block.length < 60 and (
            moment := short_moment(block.raw, page.reference) or numeral_moment(block.raw, page.reference)
        ):
            return Found(moment, moment.raw)
    return None


def split_in_byline(page: Page) -> Found[Moment] | None:
    """`13` beside `2022.04` in the date line."""
    line = page.layout.date_line
    moment = split_moment(page.document.blocks[line].raw, page.reference) if line is not None else None
    return Found(moment, moment.raw) if moment else None


def labelled_below_body(page: Page) -> Found[Moment] | None:
    """A labelled date just below the body."""
    return _labelled(page, page.tail_labels, "published", "dated")


def script_variable(page: Page) -> Found[Moment] | None:
    """`var publishdate = '2019-09-26 12:11:01'`, read as text, never run; JSON-LD included."""
    for script in page.document.small_scripts:
        for match in _SCRIPT_DATE.finditer(script.text):
            stated = match.group(1)
            moment = first_moment(stated.removesuffix(_FIXED_CLOCK), page.reference)
            if moment is not None:
                return Found(moment, match.group())
    return None


def worded_in_byline(page: Page) -> Found[Moment] | None:
    """3天前, 昨天 10:20 or Nov 3, 2019 behind a date label."""
    for value in of_field(page.header_labels, "published", "dated"):
        moment = parsed_moment(value.value, page.reference)
        if moment is not None:
            return Found(moment, value.value)
    return None


def unlabelled_below_body(page: Page) -> Found[Moment] | None:
    """A line below the body that is a date and nothing more."""
    for block in page.tail_blocks[:6]:
        moment = first_moment(block.raw, page.reference)
        if moment is not None and block.length <= len("".join(moment.raw.split())) + 4:
            return Found(moment, moment.raw)
    return None


def day_of_issue(page: Page) -> Found[Moment] | None:
    """The date at the top of an e-paper (数字报): that of the whole issue."""
    if _E_PAPER.search(page.document.title) is None:
        return None
    for block in page.document.blocks[:_TOP_OF_PAGE]:
        moment = first_moment(block.raw, page.reference)
        if moment is not None:
            return Found(moment, moment.raw)
    return None


def url_path(page: Page) -> Found[Moment] | None:
    """The day in the page's address."""
    moment = date_in_url(page.document.url, page.reference)
    return Found(moment, moment.raw) if moment else None


def beside_the_link(page: Page) -> Found[Moment] | None:
    """The date that the listing prints beside the link."""
    moment = first_moment(page.hints.date or "", page.reference)
    return Found(moment, moment.raw) if moment else None


PUBLISHED: Ladder[Moment] = (
    labelled_near_title,
    unlabelled_in_byline,
    stated_date,
    labelled_above_headline,
    short_year_in_byline,
    split_in_byline,
    labelled_below_body,
    script_variable,
    worded_in_byline,
    other_label,
    unlabelled_below_body,
    day_of_issue,
    beside_the_link,
    url_path,
)


LEFT_TO_SCRIPTS = frozenset(rung.__name__ for rung in (stated_date, script_variable, worded_in_byline))
"""Rungs that know a date whose label stands in the byline, with nothing or no full date behind it."""

_KNOW_CLOCK: Ladder[Moment] = (unlabelled_in_byline, stated_date, script_variable)


def with_clock(answer: Answer[Moment], page: Page) -> Answer[Moment]:
    """The publish date; the same day with its time of day, if another rung knows that."""
    if answer.value.clock is not None:
        return answer
    others = answers(_KNOW_CLOCK, page)
    clocked = (other for other in others if other.value.day == answer.value.day and other.value.clock is not None)
    return next(clocked, answer)


def _labelled(page: Page, values: list[Labelled], *fields: LabelName) -> Found[Moment] | None:
    """The first date behind such a label; labels are asked in the order of `fields`."""
    for name in fields:
        for value in of_field(values, name):
            moment = first_moment(value.rest[:80], page.reference)
            if moment is not None:
                return Found(moment, moment.raw)
    return None
