"""Which words a skeleton keeps, and which characters it is written in.

What a rule looks for must stay: 来源, 上一篇, 版权所有. The words are taken from the rules themselves, so that a new
rule needs no line here; only those that patterns spell in pieces (`上一[篇条]`) stand in a table.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from devzone_crawler.extraction.alternation import one_of
from devzone_crawler.extraction.byline import SURNAMES
from devzone_crawler.extraction.labels import TRADITIONAL

_ROOMS = ("devzone_crawler.extraction", "devzone_crawler.listing")
_LONGEST_WORD = 8
"""Characters. What is longer in a rule is a table of single characters."""
_WORD = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]{2,}")

SPELT_IN_PIECES = """
    上一篇 下一篇 上一条 下一条 上一页 下一页 上一頁 下一頁 上一则 下一则 上一个 下一个 上一张 下一张 上篇 下篇
    上条 下条 上页 下页 前一页 后一页 前一篇 后一篇 首页 首頁 主页 尾页 末页 最后一页 返回首页 返回列表 返回顶部
    网站首页 第一页 第二页 第三页 当前位置 當前位置 现在的位置 所在的位置 所在位置 你的位置 您的位置
    您现在的位置是 您所在的位置 您当前的位置 你当前位置 现在位置 您的当前位置 您现在的位置 您当前位置 您现在位置
    您在 您位于 您现在位于 可能感兴趣 可能喜欢 可能还想看 可能也喜欢 可能想看 可能还会喜欢 你可能 您可能
    重点推荐 精彩推荐 热点推荐 热门推荐 编辑推荐 今日推荐 为你推荐 为您推荐 分享到 分享至 扫一扫 点赞 评论区
    本文共 共计 合计 总计 总数 总记录 总页数 页次 共有 大中小 放大 缩小 图为 上图 下图 今天 今日 昨天 昨日 前天
    小时前 分钟前 天前 周前 星期前 个月前 最后页 星期 上午 下午 刚刚 置顶 更多 查看更多 加载更多 点击加载更多
    较早的文章 更早的文章 登录 登陆 设为首页 設為首頁 繁体 简体 标题 回复内容 来信内容 办理情况 办理结果 留言人
    来信人 咨询人 提问人 投诉人 信件编号 答复单位 答复内容 答复时间 回复单位 回复时间 处理情况 受理单位 单页阅读
    全文阅读 本文导航 听新闻 听文章 展开全文 同栏目 同类 你可能還想看 备案号 网备 公网安备 访问的页面不存在
    页面不存在 已被删除 已删除 不存在 页面自动 存在威胁 过于频繁 审核中 撤回 下架 无法查看 不得转载 未经授权
    禁止转载
""".split()
"""Words that no string of a rule holds whole."""

LATIN = """
    January February March April May June July August September October November December ICP QQ KB MB Rights
    Reserved Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday
""".split()
"""Months, and words that patterns spell letter by letter."""

ENDINGS = """
    发布 在线 日报 晚报 新闻网 网站 频道 报社 电视台 融媒 中心 管委会 委员会 协会 商会 政府 大学 学院 公司 网 报
    社 局 厅 委 部 院 办 处 会 校 司 台 刊 站 所
""".split()
"""How names of offices, papers and sites end: the last characters of a name say what it is the name of."""


@cache
def kept_words() -> frozenset[str]:
    """Chinese words that rules look for, of two characters and more, in both spellings."""
    words = {word for word in _words() if not word.isascii() and 2 <= len(word) <= _LONGEST_WORD}
    words |= set(SPELT_IN_PIECES)
    words |= {word.translate(TRADITIONAL) for word in words}
    return frozenset(words | {word.replace("佈", "布") for word in words})


@cache
def kept_latin() -> frozenset[str]:
    """Words in Latin letters that rules look for, in lower case."""
    return frozenset(word.lower() for word in [*_words(), *LATIN] if word.isascii())


@cache
def kept_pattern() -> re.Pattern[str]:
    """Finds the longest kept word that begins somewhere."""
    return re.compile(one_of(sorted(kept_words())))


@cache
def alphabet(encoding: str) -> str:
    """The characters that skeletons are written in: frequent ones that no rule knows and `encoding` can write.

    They are of level 1 of GB 2312, 3,755 characters, which are the first part of every other Chinese set.
    """
    level_1 = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    known = set("".join((*_strings(), *kept_words(), *ENDINGS)))
    return "".join(
        character
        for code in level_1
        if (character := code.decode("gb2312", "ignore")) and character not in known and _can_write(encoding, character)
    )


@cache
def family_names(encoding: str) -> str:
    """Those that `encoding` can write."""
    return "".join(name for name in sorted(SURNAMES) if _can_write(encoding, name))


def _can_write(encoding: str, character: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def _words() -> Iterator[str]:
    for text in _strings():
        yield from _WORD.findall(text)


@cache
def _strings() -> tuple[str, ...]:
    """Every string in the code of the rules; docstrings are none."""
    return tuple(text for room in _ROOMS for file in files(room).iterdir() for text in _strings_of(file))


def _strings_of(file: Traversable) -> Iterator[str]:
    if not file.name.endswith(".py"):
        return
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value
