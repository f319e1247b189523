"""Labelled values: `来源：新华日报 发布时间：2018年07月09日 11:18 点击量：806`, in all the ways templates print them.

The table is the knowledge; the scanner knows only where a value may end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from devzone_crawler.extraction.alternation import one_of
from devzone_crawler.extraction.blocks import EDGE, Block
from devzone_crawler.extraction.text import one_line

LabelName = Literal["source", "published", "dated", "other_date", "author", "editor", "views", "other"]

LABELS: dict[LabelName, list[str]] = {
    # Frequencies from 517 crawler templates of 2018-19 and 125 of Zhejiang government sites.
    "source": """
        信息来源 文章来源 新闻来源 稿件来源 消息来源 内容来源 资料来源 来源于 来源 稿源 出处 出自 来自 转自
        发布机构 发布单位 供稿单位 发文单位 责任部门 制发机关 制发机构 信息提供 Source Publisher
    """.split(),
    "published": """
        发布时间 发布日期 发表时间 发表日期 信息发布时间 发布于 发表于 公开日期 公开时间
        录入时间 添加时间 提交时间 创建时间 上传时间 信息时间 发稿时间 公布时间 公布日期 Date Published Time
    """.split(),
    "dated": "时间 日期 发布 发表".split(),
    "other_date": """
        更新时间 更新日期 生成日期 成文日期 发文日期 上载日期 截止时间 截止日期 有效期 页面生成时间 修改时间
        开始时间 结束时间 活动时间 报名时间 会议时间
    """.split(),
    "author": "作者 记者 撰稿人 撰稿 撰写 原作者 通讯员 文/图 图/文 文图 图文 Author".split(),
    "editor": "责任编辑 责编 编辑 网络编辑 网编 小编 本文编辑 Editor".split(),
    "views": """
        浏览次数 浏览量 浏览数 浏览人数 点击次数 点击量 点击数 点击率 访问次数 访问量
        阅读次数 阅读量 阅读数 阅读人数 查看次数 被访问 关注度 浏览 点击 阅读 人气 热度 查看 访问 围观
        播放次数 播放量 播放 Hits Views Clicks 点阅次数 点阅数 点阅 浏览人次 点阅人次
    """.split(),
    # They end the value before them.
    "other": """
        发布者 发布人 发稿人 录入人 录入 信息录入人 审核 审核人 校对 选稿 初审 复审 终审 签发 供稿 摄影 投稿 监制
        字体大小 字体 字号 大小 正文字号 选择字号 阅读字体 视力保护色 页面功能 分享到 分享 打印 收藏 关闭 点赞 赞
        索引号 信息索引 文号 发文字号 主题词 关键词 标签 分类 栏目 所属栏目 类别 信息类别 主题分类 体裁分类 组配分类
        信息类型 信息编号 编号 文章编号 有效性 名称 责任主体 副标题 文章导航 评论 评论数 点评 下载 下载次数
        访问统计 联系电话 联系人 电话
    """.split(),
}
VIEW_LABELS = "|".join(LABELS["views"])
"""A pattern for any label of a count of views."""

TRADITIONAL = str.maketrans(
    "资讯来发布时间开闭编辑责网页浏览点击阅读问订热关门记员单构机录类别签题词体号闻稿转处热审复终摄影赞评论数载统计联系电话导",
    "資訊來發佈時間開閉編輯責網頁瀏覽點擊閱讀問訂熱關門記員單構機錄類別簽題詞體號聞稿轉處熱審複終攝影贊評論數載統計聯繫電話導",
)
_SIMPLIFIED = {label: field for field, row in LABELS.items() for label in row}
_FIELD_OF = {
    form: field
    for label, field in _SIMPLIFIED.items()
    for form in (label.translate(TRADITIONAL), label.translate(TRADITIONAL).replace("佈", "布"), label)
}
"""Traditional spellings beside the simplified ones; both 發佈 and 發布 are written."""

_SPACED = rf"[\s{EDGE}…]{{0,6}}"
_BETWEEN = re.compile(rf"[\s{EDGE}…]")
_ANY_LABEL = one_of(_FIELD_OF, between=_SPACED)
_COLON = rf"[\s{EDGE}]*(?:[A-Z][A-Za-z ]{{0,14}})?[：:]+"
"""Also behind the label's English, as sites in two languages print it: `来源Source：`."""
_BEFORE = rf"(?:(?<![\u3400-\u9fff])|(?<=[\d\s{EDGE}][次日分]))"
"""A label stands at the beginning of a word: after all but characters, or after `55次`, `9日`; not in 今日访问."""
_LABEL = re.compile(
    rf"{_BEFORE}(?P<label>{_ANY_LABEL})(?:{_COLON}|(?=[\s]*{EDGE}[\s{EDGE}]*[^\s{EDGE}])|(?=[\s]*(?:19|20)\d\d[-/.年])"
    rf"|(?:(?<=记者)|(?<=作者)|(?<=通讯员)|(?<=责编))(?=[ \xa0\u3000]+[\u3400-\u9fff·]{{2,4}}(?:[\s{EDGE}]|\Z))"
    rf"|(?<=来自)(?=[ \xa0\u3000]+[\u3400-\u9fff·]{{3,16}}(?:[\s{EDGE}]|\Z))"
    rf"|(?P<bare>(?=[ \xa0\u3000{EDGE}]*(?:\n|\Z))))"
)
_MAY_HOLD_LABEL = re.compile(one_of({label[-2:] for label in _FIELD_OF}))
"""The last two characters of any label: a quick look before the slow one."""

_STOP = re.compile(
    rf"\n|[|｜【】\[\]［］]|[ \xa0\u3000\t]{{2,}}|\s+{EDGE}(?=\s*\S)|{EDGE}\s+(?=\S)|\s[-–—·•/](?=\s)|(?=(?:19|20)\d\d\s*[-/年.]\s*\d)|(?=https?://)"
)
"""Where an unquoted value ends: line, bar, bracket, wide gap, an inline edge beside a space, a date, an address."""

_BRACKETED = re.compile(r"[\[【［]([^\[\]【】［］\n]{2,40})[\]】］]")

_MOST_LABELS = 200
"""No byline has more; a text that does is none, or made to be slow."""
_LONGEST_INDENT = 80
_NO_VALUE = re.compile(r"^[\s:：,，;；.。|｜/\\\-–—_·•()（）\[\]【】<>《》“”\"'　]*$")
_TRIM = " \t\r\n\xa0\u3000|｜,，;；、：:·•-–—_/\\>"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label with what follows it."""

    field: LabelName
    label: str
    value: str
    """One line; empty when the page prints nothing after the label."""
    rest: str
    """Everything between this label and the next one, unshortened, for readers that know better where to stop."""
    raw: str
    """Label and value as printed."""
    block: int
    """Index of the block that holds the label."""


def labelled_values(blocks: Sequence[Block]) -> list[Labelled]:
    """Every label in a run of blocks, in order, with its value: inline, in the next tag, or in the next block."""
    text, starts = _join(blocks)
    labels = islice(_LABEL.finditer(text), _MOST_LABELS)
    matches = [match for match in labels if match["bare"] is None or _stands_alone(text, match)]
    found = []
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        until = following.start() if following else len(text)
        rest = text[match.end() : until]
        alone = _stands_alone(text, match)
        if not alone:
            rest = rest.partition("\n")[0]
        value, empty_first_block = _value(rest, alone)
        label = _name(match)
        found.append(
            Labelled(
                field=_FIELD_OF[label],
                label=label,
                value=value,
                rest=rest,
                raw=one_line(text[match.start() : match.end()] + (" " if empty_first_block else "") + value),
                block=_block_at(match.start(), starts, blocks),
            )
        )
    return found


def label_fields(block: Block) -> list[LabelName]:
    """The fields whose labels a block holds."""
    if block.link_length == len(block.key) or _MAY_HOLD_LABEL.search(block.key) is None:
        return []
    return [
        _FIELD_OF[_name(match)]
        for match in _LABEL.finditer(block.raw)
        if match["bare"] is None or _stands_alone(block.raw, match)
    ]


def without_labels(text: str) -> str:
    """The text with every label and its colon blanked out."""
    return _LABEL.sub("  ", text)


def is_label(text: str) -> bool:
    """True for the name of a label: what an empty value is followed by."""
    return text in _FIELD_OF


def _name(label: re.Match[str]) -> str:
    """The label without what stands between its characters."""
    return _BETWEEN.sub("", label["label"])


def _stands_alone(text: str, label: re.Match[str]) -> bool:
    """True if nothing but the label stands in its block, as in a table that has the value in the next cell."""
    before = text[text.rfind("\n", 0, label.start()) + 1 : label.start()]
    if len(before) > _LONGEST_INDENT:
        return False
    return _NO_VALUE.match(before.replace(EDGE, "")) is not None


def _value(rest: str, label_stands_alone: bool) -> tuple[str, bool]:
    """What a label's value is within the text up to the next label, and whether it stood in a later block."""
    lines = rest.split("\n")
    first = lines[0]
    if _NO_VALUE.match(first.replace(EDGE, "")):
        if not label_stands_alone:
            return "", False
        later = next((line for line in lines[1:2] if not _NO_VALUE.match(line.replace(EDGE, ""))), "")
        return _cut(later), True
    return _cut(first), False


def _cut(text: str) -> str:
    text = text.lstrip(_TRIM + EDGE)
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return one_line(bracketed.group(1)).strip(_TRIM)
    stop = _STOP.search(text)
    value = text[: stop.start()] if stop else text
    return one_line(value).strip(_TRIM)


def _join(blocks: Sequence[Block]) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    position = 0
    for block in blocks:
        raw = block.raw.strip().replace("\n", " ")
        starts.append(position)
        parts.append(raw)
        position += len(raw) + 1
    return "\n".join(parts), starts


def _block_at(position: int, starts: Sequence[int], blocks: Sequence[Block]) -> int:
    index = 0
    for number, start in enumerate(starts):
        if start > position:
            break
        index = number
    return blocks[index].index


def of_field(values: Sequence[Labelled], *fields: LabelName) -> Iterator[Labelled]:
    """The labelled values of some fields, in page order."""
    return (value for value in values if value.field in fields)
