"""Who published and who wrote: source, author, editor."""

from __future__ import annotations

import re

from devzone_crawler.extraction.blocks import EDGE, Block
from devzone_crawler.extraction.dates import moments
from devzone_crawler.extraction.labels import Labelled, LabelName, is_label, of_field
from devzone_crawler.extraction.ladder import Found, Ladder
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.text import has_cjk, one_line, squash

PLACEHOLDERS = frozenset(
    {"未知", "佚名", "不详", "无", "暂无", "未填写", "其他", "admin", "管理员", "系统管理员", "null", "none"}
)
_LONGEST_SOURCE = 60
_LONGEST_NAME = 40

_TOOL = re.compile(
    r"字体|字号|分享|打印|收藏|关闭|浏览|^阅读|阅读$|点击|次$|下载|纠错|复制|返回|扫一扫|微信(?!公众号)|微博|QQ|空间|人人|登录|注册|搜索|更多|订阅|举报|朗读|播放|操作"
    r"|大中小|(?:^|发表|查看|网友|参与|[条\d])评论|^发布|^[大中小默认特]+$|视力|保护色|手机版|二维码|推荐|编辑|作者|记者|责任|关注|点赞|参与|我要|转发|发表|时间|日期|正文|首页"
    r"|原创$|查看|人气|热度|加入|标签"
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟"
    "熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred most frequent family names, four fifths of the population."""
_SCRIPT_SOURCE = re.compile(
    r"(?:copy_?from|(?:content|news|article)_?source|laiyuan)[\"']?\s*[:=]\s*[\"'](?P<name>[^\"'<>]{2,40})[\"']", re.I
)
_SCRIPT_WORDS = ("opy", "ource", "laiyuan", "COPY", "SOURCE")
"""Without one of these there is nothing to find: a quick look before the slow one."""
_CLOSING_BRACKET = re.compile(r"[。！？”]\s*[（(](?P<name>[^（）()。，；：\s]{3,24})[）)]\s*$")
_LINES_BESIDE = 3
_ACCOUNTS = (
    "发布",
    "在线",
    "日报",
    "晚报",
    "新闻网",
    "网",
    "报社",
    "电视台",
    "融媒",
    "融媒体中心",
    "管委会",
    "协会",
    "商会",
)
_OFFICES = tuple("网报社局厅委部院办处会校司")
_OUTLETS = tuple("网报社台刊局厅委部院办站所会校司")

_NOT_A_NAME = re.compile(r"^\d+$|\d{3}|[@#%&=+?？!！。；;]|https?:|www\.")
_PIECES = re.compile(rf"[|｜【】\[\]［］\n]|\s{{2,}}|[\xa0\u3000]+|{EDGE}|\s[-–—·•/](?=\s)|\s")
_OF_A_WRITER = re.compile(rf"(?:^|(?<=[\s{EDGE}]))(?:由|[Bb]y)[\s{EDGE}]+[^\s{EDGE}]+")
"""Whom a weblog names as the writer of a post: `发布于 2021年3月1日 由 秘书处`. A writer is no source."""
_LAST_LINE_SOURCE = re.compile(
    r"^[\s（(【\[]*(?:信息来源|文章来源|新闻来源|稿件来源|消息来源|资料来源|来源|稿源|转自)\s*[：:]\s*(?P<name>[^。；\n]{2,40}?)[\s）)】\]]*$"
)
_EDITOR_LINE = re.compile(
    r"^[\s（(【\[]*(?:责\s*任\s*编\s*辑|责\s*编|编\s*辑|网\s*编)\s*[：:]\s*(?P<name>[^。；|）)】\]\n]{2,30}?)(?:[\s）)】\]]+.*)?$"
)
_NEXT_LABEL = re.compile(r"(?:^|[\s\xa0\u3000])[\u3400-\u9fff]{2,6}[：:]")


def labelled_source(page: Page) -> Found[str] | None:
    """The value of 来源 or its kin between headline and first paragraph."""
    return _labelled(page.header_labels, "source", longest=_LONGEST_SOURCE)


def stated_source(page: Page) -> Found[str] | None:
    """ContentSource, the source meta of the State Council's standard (国办发〔2017〕47号)."""
    text = page.document.metas.get("contentsource") or page.document.metas.get("source")
    if not text:
        return None
    value = re.sub(r"^\s*来\s*源\s*[：:]\s*", "", text)
    return _name(value, text, _LONGEST_SOURCE)


def labelled_source_above_headline(page: Page) -> Found[str] | None:
    """发布机构 in the table of document facts above the headline."""
    return _labelled(page.table_labels, "source", longest=_LONGEST_SOURCE)


def labelled_source_below_body(page: Page) -> Found[str] | None:
    """A 来源 line that ends the body or stands just below it."""
    body = page.layout.body
    if body is None:
        return None
    blocks = page.document.blocks
    last = [blocks[i] for i in range(max(body.start, body.stop - 3), body.stop)]
    for block in (*reversed(last), *page.tail_blocks):
        match = _LAST_LINE_SOURCE.match(block.text) if block.length < 60 else None
        if (
            match
            and not _NEXT_LABEL.search(match["name"])
            and (found := _name(match["name"], block.text, _LONGEST_SOURCE))
        ):
            return found
    return _labelled(page.tail_labels[:4], "source", longest=_LONGEST_SOURCE)


def beside_the_date(page: Page) -> Found[str] | None:
    """A name without a label in the line of the date: a tenth of the pages that have a source print it so."""
    if any(of_field(page.header_labels, "source")):
        return None
    for block in page.byline_blocks:
        if block.length > 80:
            continue
        taken = {value.value for value in page.header_labels if value.block == block.index}
        for moment in moments(block.raw, page.reference):
            for piece in _pieces_beside(block, moment.start, moment.end):
                if piece not in taken and _is_unlabelled_name(piece, page):
                    return Found(piece, one_line(block.raw))
            return None
    return None


def script_variable(page: Page) -> Found[str] | None:
    """`var copyfrom = '园区产业导报'`, read as text, never run."""
    for script in page.document.small_scripts:
        if not any(word in script.text for word in _SCRIPT_WORDS):
            continue
        match = _SCRIPT_SOURCE.search(script.text)
        if match is not None and has_cjk(match["name"]):
            return _name(match["name"], match.group(), _LONGEST_SOURCE)
    return None


def in_the_line_beside_the_date(page: Page) -> Found[str] | None:
    """The name of an outlet in a line of its own between headline and date, as on account pages (公众号)."""
    layout = page.layout
    if layout.headline is None or layout.date_line is None or any(of_field(page.header_labels, "source")):
        return None
    for block in page.document.blocks[layout.headline.stop : layout.date_line][:_LINES_BESIDE]:
        for piece in [] if block.hidden else _PIECES.split(block.raw):
            name = one_line(piece)
            if name.endswith(_ACCOUNTS) and _is_unlabelled_name(name, page):
                return Found(name, one_line(block.raw))
    return None


def in_brackets_behind_the_text(page: Page) -> Found[str] | None:
    """`…提供有力支撑。（德清县发改局）`: an office, as the last words of the text."""
    body = page.layout.body
    if body is None:
        return None
    last = page.document.blocks[body.stop - 1]
    match = _CLOSING_BRACKET.search(last.text)
    if match is None or not match["name"].endswith(_OFFICES) or _TOOL.search(match["name"]):
        return None
    return _name(match["name"], match.group(), _LONGEST_SOURCE)


SOURCE: Ladder[str] = (
    labelled_source,
    stated_source,
    script_variable,
    labelled_source_above_headline,
    labelled_source_below_body,
    beside_the_date,
    in_the_line_beside_the_date,
    in_brackets_behind_the_text,
)


def labelled_author(page: Page) -> Found[str] | None:
    """作者 or 记者 between headline and first paragraph."""
    return _labelled(page.header_labels, "author", longest=_LONGEST_NAME)


def author_below_body(page: Page) -> Found[str] | None:
    """作者 or 记者 just below the body."""
    return _labelled(page.tail_labels[:5], "author", longest=_LONGEST_NAME)


def stated_author(page: Page) -> Found[str] | None:
    """The author meta, unless it holds a number instead of a name."""
    text = page.document.metas.get("author")
    return _name(text, text, _LONGEST_NAME) if text and has_cjk(text) and len(text) < 12 else None


AUTHOR: Ladder[str] = (labelled_author, author_below_body, stated_author)


def labelled_editor(page: Page) -> Found[str] | None:
    """责任编辑 or 编辑 between headline and first paragraph."""
    return _labelled(page.header_labels, "editor", longest=_LONGEST_NAME)


def editor_below_body(page: Page) -> Found[str] | None:
    """责任编辑 or 编辑 in the last lines of the body or just below it."""
    body = page.layout.body
    if body is None:
        return None
    blocks = page.document.blocks
    for block in (*blocks[max(body.start, body.stop - 2) : body.stop], *page.tail_blocks):
        match = _EDITOR_LINE.search(block.text) if block.length < 60 else None
        if match and (found := _name(match["name"], block.text, _LONGEST_NAME)):
            return found
    return _labelled(page.tail_labels[:6], "editor", longest=_LONGEST_NAME)


EDITOR: Ladder[str] = (labelled_editor, editor_below_body)


def _labelled(values: list[Labelled], field: LabelName, longest: int) -> Found[str] | None:
    for value in of_field(values, field):
        found = _name(value.value, value.raw, longest)
        if found is not None:
            return found
    return None


def _name(text: str, raw: str, longest: int) -> Found[str] | None:
    name = _balanced(one_line(text).strip(" 　：:;；,，|┊·"))
    if not name or len(name) > longest or name.lower() in PLACEHOLDERS or "。" in name or is_label(name):
        return None
    if _TOOL.fullmatch(name) or not re.search(r"[^\W\d_]", name) or name.startswith(("http:", "https:", "javascript")):
        return None
    return Found(name, raw)


def _balanced(name: str) -> str:
    """Without a bracket at the end that the line opened before its label."""
    for opening, closing in ("()", "（）", "【】", "[]"):
        if name.endswith(closing) and opening not in name:
            name = name[:-1].rstrip()
        if name.startswith(opening) and closing not in name:
            name = name[1:].lstrip()
    return name


def _pieces_beside(block: Block, start: int, end: int) -> list[str]:
    """The pieces of a line behind its date, then those before it, nearest first."""
    after = _PIECES.split(_OF_A_WRITER.sub("\n", block.raw[end:]))
    before = _PIECES.split(_OF_A_WRITER.sub("\n", block.raw[:start]))
    return [one_line(piece).strip(" :：,，") for piece in (*after, *reversed(before))]


def _is_unlabelled_name(piece: str, page: Page) -> bool:
    if not 2 <= len(piece) <= 24 or not has_cjk(piece) or _NOT_A_NAME.search(piece) or _TOOL.search(piece):
        return False
    if piece.startswith(("第", "共", "周", "週", "星期", "由", "（", "(")) or piece in PLACEHOLDERS:
        return False
    if is_label(piece):
        return False
    return not _is_person(piece) and squash(piece) not in squash(page.headline_text or "")


def _is_person(piece: str) -> bool:
    """True for what looks like a Chinese personal name: two or three characters that begin with a family name."""
    return len(piece) in (2, 3) and piece[0] in SURNAMES and not piece.endswith(_OUTLETS)
