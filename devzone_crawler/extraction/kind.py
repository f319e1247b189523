"""What kind of page it is: article, listing, blocked, missing, other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from devzone_crawler.extraction.blocks import EDGE, Block
from devzone_crawler.extraction.challenge import REFUSED, is_challenge_document
from devzone_crawler.extraction.dates import first_moment, short_moment
from devzone_crawler.extraction.labels import of_field
from devzone_crawler.extraction.media import attachments, has_player, images
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.phrases import is_prose
from devzone_crawler.extraction.published import LEFT_TO_SCRIPTS, day_of_issue
from devzone_crawler.extraction.text import squash
from devzone_crawler.extraction.urls import is_address, path_of
from devzone_crawler.items import PageKind

_MISSING = re.compile(
    r"(?:您|你)?(?:所|要)?(?:访问|查找|浏览|请求|查看)的(?:页面|网页|内容|文章|信息|资源|文件)(?:已?(?:不存在|被删除|被移除|失效|找不到)|可能已?(?:不存在|被删除|删除|移除))"
    r"|(?:页面|文章|信息|内容)(?:不存在|已被?删除|已下线|未找到|没有找到)|找不到(?:该|您|你|此)?.{0,8}(?:页面|网页|文件)"
    r"|(?:信息|内容|文章|页面|稿件).{0,12}(?:撤销|撤回|下架|审核中).{0,12}(?:无法查看|不能查看|暂不|不可见)"
    r"|404\s*(?:Not\s?Found|错误|页面)|页面自动\s*跳转|Page\s?Not\s?Found|无法找到(?:该|此)?(?:页|资源)",
    re.I,
)
_LONGEST_MISSING = 600
_LONGEST_NOTICE = 120
_SURVEY = re.compile("问卷|调查|投票|测评|评议|报名|征集")
_CHOICES = ('type="radio"', 'type="checkbox"', "type='radio'", "type='checkbox'", "type=radio", "type=checkbox")
_FEWEST_CHOICES = 6
_OF_LETTER = re.compile(
    rf"(?:^|[\s{EDGE}])(信件(?:编号|标题|主题|内容|类型|类别)"
    rf"|(?:来信|写信|信访|留言|咨询|提问|投诉)(?:人|者|时间|日期|标题|主题|内容|编号))[\s{EDGE}]*(?:[：:]|$)"
)
_OF_ANSWER = re.compile(
    rf"(?:^|[\s{EDGE}])(?:(?:回复|答复|回信)(?:人|者|单位|部门|机构|时间|日期|内容|意见|情况)|(?:办理|处理|受理)(?:结果|单位|部门|情况))"
    rf"[\s{EDGE}]*(?:[：:]|$)"
)
_FEWEST_OF_LETTER = 2
_HOME_PATHS = frozenset(
    ("", "/", "/index.html", "/index.htm", "/index.shtml", "/index.php", "/index.jsp", "/index.asp")
)
_FEWEST_ROWS = 3
_LIGHTEST_TEXT = 4
_SHORTEST_ROW = 6
_SHORTEST_PROSE = 15
_CONTENT_LINK = 12
"""Characters of link text that are a title and not a tool."""
_TEASER_ENDS = ("全文]", "全文", "详细]", "详细", "更多]", "更多", "[全文", "详情]", "详情", ">>")


def page_kind(page: Page, date_rung: str | None) -> tuple[PageKind, str | None]:
    """The kind, and for all but articles a sentence that says why.

    `date_rung` is the rung that knew the publish date.
    """
    blocks = page.document.blocks
    source = page.document.source
    visible = sum(block.length for block in blocks if not block.hidden)
    if is_challenge_document(page.document):
        return "blocked", REFUSED
    if not blocks:
        return "other", "the page has no text"
    article = is_article(page, date_rung)
    if (visible < _LONGEST_MISSING or not article) and any(_says_missing(block) for block in blocks):
        return "missing", "the page says that what was asked for does not exist"
    if article and _SURVEY.search(page.headline_text or "") and sum(map(source.count, _CHOICES)) >= _FEWEST_CHOICES:
        return "other", "the page is a form to fill in"
    if article and _is_letter(page):
        return "other", "the page is a letter with its answer"
    if article:
        return "article", None
    if is_list(page):
        if path_of(page.document.url) in _HOME_PATHS:
            return "other", "the page is a home page"
        return "listing", "the page is a list of links with dates and has no article of its own"
    return "other", _what_lacks(page)


def _says_missing(block: Block) -> bool:
    return block.length < _LONGEST_NOTICE and not block.is_mostly_links and _MISSING.search(block.key) is not None


def is_article(page: Page, date_rung: str | None) -> bool:
    """A headline of its own, a date line, and something published under it."""
    layout = page.layout
    dated_elsewhere = _is_row_elsewhere(page) and not _begins_with_row(page)
    if layout.headline is None or not (_has_date_line(page, date_rung) or dated_elsewhere):
        return False
    if _is_row_of_list(page, layout.headline):
        return False
    has_text = layout.body is not None and layout.body.weight >= _LIGHTEST_TEXT
    return has_text or bool(images(page)) or bool(attachments(page)) or has_player(page) or _is_one_link(page)


def _is_letter(page: Page) -> bool:
    """True for a letter of a mailbox (领导信箱, 网上咨询): labels of who asked what and when, and of the answer.

    Some offices publish letters as they publish news, with a byline of their own: those are articles.
    """
    if any(of_field(page.header_labels, "published", "dated")) or "pubdate" in page.document.metas:
        return False
    texts = [block.raw for block in page.document.blocks if not block.hidden]
    if not any(_OF_ANSWER.search(text) for text in texts):
        return False
    return len({label for text in texts for label in _OF_LETTER.findall(text)}) >= _FEWEST_OF_LETTER


def _has_date_line(page: Page, date_rung: str | None) -> bool:
    """A full date near the headline, in a table of facts above it, or its label with the date left to a script."""
    if page.layout.date_line is not None or any(of_field(page.table_labels, "published", "other_date")):
        return True
    if date_rung == day_of_issue.__name__:
        return True
    if {"articletitle", "pubdate"} <= page.document.metas.keys():
        return True  # 国办发〔2017〕47号: a page with both says that it is an article
    left_to_script = any(of_field(page.header_labels, "published", "dated"))
    return left_to_script and date_rung in LEFT_TO_SCRIPTS


def _is_row_elsewhere(page: Page) -> bool:
    """True if a listing printed a date beside the headline: sites that date their articles nowhere else."""
    told, headline = squash(page.hints.title or "").rstrip(".…"), squash(page.headline_text or "")
    if page.hints.date is None or is_list(page):
        return False  # boxes print the day of the newest entry beside the name of a column
    return len(told) >= _SHORTEST_ROW and headline.startswith(told)


def _is_one_link(page: Page) -> bool:
    """True if what stands under a labelled byline is a link, or one that says what the headline says: a file."""
    layout = page.layout
    blocks = page.document.blocks
    if layout.byline is None or layout.byline + 1 >= len(blocks):
        return False
    below = blocks[layout.byline + 1]
    if not below.is_mostly_links or below.tag == "li":
        return False
    return (layout.date is not None and layout.date.labelled) or squash(below.key) == squash(page.headline_text or "")


def _is_row_of_list(page: Page, headline: range) -> bool:
    """True if headline and date line are a row of a list: many rows alike, a linked title, a link in between."""
    blocks = page.document.blocks
    if any(blocks[i].link_length and blocks[i].key.endswith(_TEASER_ENDS) for i in headline):
        return True
    layout = page.layout
    if layout.date is None:
        return False
    line = layout.date.index
    if layout.date.repeats >= _FEWEST_ROWS and (layout.date.labelled or blocks[line - 1].is_mostly_links):
        return True
    if blocks[line].link_length and not layout.date.labelled and _link_stands_before_date(page, line):
        return True
    is_column = _is_name_of_column(page, headline)
    if is_column and not layout.date_line_is_below and _is_title_of_row(blocks[line + 1 : line + 2]):
        return True
    between = [] if layout.date_line_is_below else blocks[headline.stop : line]
    shortest = _SHORTEST_ROW if is_column else _CONTENT_LINK
    return any(block.is_mostly_links and block.link_length >= shortest for block in between)


def _is_title_of_row(below: Sequence[Block]) -> bool:
    """True for a linked title below the date of a row: `05 2021-11` `[a linked title]`."""
    return any(block.is_mostly_links and block.link_length >= _SHORTEST_ROW for block in below)


def _is_name_of_column(page: Page, headline: range) -> bool:
    """True if the headline is the last step of the breadcrumb, linked there like the others."""
    breadcrumb = page.layout.breadcrumb
    if breadcrumb is None:
        return False
    key = page.document.blocks[headline.start].key
    steps = [link.text for link in page.document.links if breadcrumb in link.blocks]
    return steps[-1:] == [key] and page.document.blocks[breadcrumb].key.endswith(key)


def _link_stands_before_date(page: Page, line: int) -> bool:
    """True for `[a linked title] 2026-07-01`. In a byline a link stands behind the date, or behind 来源."""
    raw = page.document.blocks[line].raw
    moment = first_moment(raw, page.reference) or short_moment(raw, page.reference)
    if moment is None:
        return False
    links = (link.text for link in page.document.links if link.first_block == line and not is_address(link.text))
    return any(len(text) >= _SHORTEST_ROW and -1 < raw.find(text) < moment.start for text in links)


def is_list(page: Page) -> bool:
    """True if what a page has below its breadcrumb begins with a dated link, or if it has three of them.

    Columns of small sites often hold a single row; lists of other articles stand beside anything.
    """
    return _begins_with_row(page) or sum(_is_dated_row(block, page) for block in _below(page)) >= _FEWEST_ROWS


def _begins_with_row(page: Page) -> bool:
    """True if a dated link comes before any text below the breadcrumb."""
    if page.layout.breadcrumb is None:
        return False
    rows = ((_is_dated_row(b, page), b.length >= _SHORTEST_PROSE and is_prose(b)) for b in _below(page))
    return next((is_row for is_row, is_text in rows if is_row or is_text), False)


def _below(page: Page) -> list[Block]:
    """What a page has below its breadcrumb."""
    breadcrumb = page.layout.breadcrumb
    return page.document.blocks[breadcrumb + 1 if breadcrumb is not None else 0 :]


def _is_dated_row(block: Block, page: Page) -> bool:
    """True for a link with a date in its block or right below it."""
    if block.link_length < _SHORTEST_ROW or block.length > 120 or block.hidden:
        return False
    below = page.document.blocks[block.index + 1 : block.index + 3]
    dated = [other for other in below if other.link_length == 0 and other.length < 60]
    return any(_holds_day(line.raw, page) for line in (block, *dated))


def _holds_day(text: str, page: Page) -> bool:
    return first_moment(text, page.reference) is not None or short_moment(text, page.reference) is not None


def _what_lacks(page: Page) -> str:
    layout = page.layout
    if layout.headline is None:
        return "no headline was found"
    if layout.date_line is None:
        return "no date line was found near the headline"
    return "neither text nor pictures nor files were found below the headline"
