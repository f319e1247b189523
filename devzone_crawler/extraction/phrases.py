"""What lines say that are no part of an article's text: tails, tools, boxes of other articles, footers.

| asked | said yes to |
| --- | --- |
| `begins_the_tail` | 相关阅读 |
| `ends_the_article` | 上一篇：… |
| `heads_another_box` | `<h3>通知公告</h3>` |
| `is_footer` | 版权所有 … 浙ICP备… |
| `may_be_footer` | 地址：… 电话：… |
| `ends_the_byline_below` | 热门文章 |
| `is_part_of_text` | all lines but 责任编辑：… and 【打印本页】 |

The tables are the knowledge. Every phrase counts at the beginning of a block only, and a block that goes on as a
sentence is text whatever it begins with (下一步，园区将建设交易平台).
"""

from __future__ import annotations

import re

from devzone_crawler.extraction.blocks import Block

_PROSE = re.compile("[，。；！？、：”,;]")

_TAIL_PHRASES = """
[你您]可能(?:也|还|還|会|會|对)*(?:想看|想读|感兴趣|感興趣|喜欢|喜歡|关注|關注)
上一[篇条页则个] 下一[篇条页则个] 上[篇条] 下[篇条] 上一(?=[:：]|$) 下一(?=[:：]|$)
相关(?:新闻|阅读|文章|链接|信息|稿件|内容|推荐|报道|专题|热词|附件) 延伸阅读 猜你喜欢
推荐(?:阅读|新闻|文章|内容) (?:重点|精彩|热点|热门|编辑|今日|为你|为您|相关)推荐
热门(?:新闻|文章|资讯) 往期推荐 关注该公众号 最新(?:新闻|文章) 更多(?:精彩|新闻|资讯|内容) 点击排行 热点排行 阅读排行
分享(?:到|至|按钮) 扫一扫 打印(?:本页|本文) 关闭(?:窗口|本页) 返回(?:列表|顶部|首页|上一页)
发表评论 网友评论 我要评论 最新评论 我要纠错 纠错 顶一下 踩一下 评论(?:区|列表|】|$) 写信须知 打赏
本文(?:地址|链接|网址) 同(?:栏目|类)(?:文章|新闻) 看过本 猜你想看 文章标签 标签[：:] TAGS?[：:] 返回页首
版权声明 免责声明 特别声明 郑重声明 版权所有 友情链接 网站标识码 技术支持 Copyright ©
-{4,}分隔线 浏览次数 点击次数 点击数
""".split()
_DISCLAIMER = re.compile(r"^[\s【\[（(]*(?:(?:版权|免责|特别|郑重|重要)?声明|本文(?:地址|链接|网址))[】\]）)]*[：:]")
_DISCLAIMER_BEGINS = frozenset("【[（(版免特郑重声本")
_TAIL = re.compile(rf"^[\s【\[（(]*(?:{'|'.join(_TAIL_PHRASES)})", re.I)
"""What begins the end of an article, when it begins a block that is no sentence."""

_TAIL_BEGINS = frozenset(
    "【[（( cC-" + "".join(phrase.lstrip("(?:[")[0] for phrase in _TAIL_PHRASES) + "重精热编今为您"
)
"""A quick look before the slow one."""

_MAY_GO_ON = re.compile(
    r"[\s【\[（(]*(?:本文|版权声明|相关|推荐|延伸|分享|扫一扫|打印|关闭|浏览|点击|[重精热编今为您].{1,3}推荐)"
)
"""Tails that also stand in the middle of texts, as cards and bars."""

_DROPPED_PHRASES = r"""
(?:文章|信息)?录入(?:者|人)?[：:]
责任编辑(?![部室]) 责编 编\s?辑[：:] 审核[：:] 校对[：:] 初审 复审 终审 本文共\d+页 原标题 扫描二维码 微信扫一扫
来源[：:] 信息来源 文章来源 稿件来源 相关(?:阅读|链接|新闻|报道)
[^。，]{0,10}(?:点击数|点击量|点击次数|浏览次数|浏览量|浏览数|阅读次数|阅读量|阅读数|访问次数|访问量)(?:[：:]|\d*$)
""".split()
_DROPPED = re.compile(rf"^[\s【\[（(]*(?:{'|'.join(_DROPPED_PHRASES)})")
"""Lines that are no part of the text, wherever they stand in it, unless they are sentences."""
_TOOLS = re.compile(
    r"[\d\W_]*(?:(?:打印|关闭|收藏|分享到?|点?赞|评论|举报|转发|复制链接|字[体号]|大\W?中\W?小|默认|窗口|本页|返回|顶部|打赏|微信|微博|朋友圈|QQ|A[+-]|放大|缩小|听(?:新闻|文章)|朗读|播放|暂停|全屏|[上下]一(?:张|图集|图)|浏览完毕|重新|下载|阅读原文|收录于话题.*|我要(?:投标|提问|报名)|项目|纠错|余下全文|下载客户端|给好友)[\d\W_]*)+"
)
"""A line of nothing but buttons."""
_PLACE = re.compile(r"\d{1,3}/\d{1,3}|[-—=_*~.]{5,}")
"""Which picture of a gallery is shown; a rule made of characters."""
_SENTENCE_END = frozenset("。！？；")
_LONGEST_DROPPED = 45
"""Characters. A longer block that begins with such a phrase is a sentence."""

_BOILERPLATE_PHRASES = r"""
[Ii][Cc][Pp][备证] 公网安备 版权所有 [Cc](?:opyright|OPYRIGHT) [Aa](?:ll\s?[Rr]ights|LL\s?RIGHTS) 网站标识码
技术支持[：:] 建议使用.{0,12}浏览器
违法和不良信息 未经.{0,12}(?:授权|许可).{0,6}(?:不得|禁止)转载
""".split()
_BOILERPLATE = re.compile("|".join(_BOILERPLATE_PHRASES))
"""What only a page's footer says."""
_BOILERPLATE_HINTS = frozenset("备证权识持器良载CcAa")
"""A character of each: a quick look before the slow one."""
_LONGEST_BOILERPLATE = 300
_IMPRINT = re.compile("地址[：:]|电话[：:]|传真[：:]|邮编[：:]|邮箱[：:]|备案|主办|承办|版权|分辨率|浏览器")
"""What a footer says beside its boilerplate."""
_ANNOUNCES = re.compile(r"[下以如][列下].{0,40}[。：:]$|[：:]$")
"""A sentence that a list follows, even one of links: 现批准发布下列十二项团体标准。"""
_GOES_ON = re.compile("回复|答复|来信|留言|办理|内容|正文|解读")
_BOX = re.compile(r"相关(?!负责)|推荐|热门|热点|最新|延伸阅读|猜你喜欢|点击排行|.{2,4}排行|友情链接|今日访问|您是第")
_NEIGHBOUR = re.compile(r"[\W_]*(?:上|下|前|后)一?[篇条页则个]")
_PAGE_NUMBERS = re.compile(r"[\d\W]+")
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}")
_SHORTEST_ROW = 8
"""Characters of a link that is the title of another article."""

_IN_ROW = frozenset({"td", "th"})


def is_prose(block: Block) -> bool:
    """True for a block that reads as text: punctuation, and not a link."""
    return not block.hidden and not block.is_mostly_links and _PROSE.search(block.key) is not None


def begins_the_tail(block: Block) -> bool:
    """True for what begins the end of an article: 上一篇, 相关阅读, 分享到, 免责声明."""
    if block.length < _LONGEST_BOILERPLATE and block.key[0] in _DISCLAIMER_BEGINS and _DISCLAIMER.match(block.key):
        return True
    if block.length >= _LONGEST_DROPPED or block.key[0] not in _TAIL_BEGINS:
        return False
    return _begins_with(_TAIL, block)


def ends_the_article(block: Block) -> bool:
    """True for a tail behind which an article never goes on."""
    return begins_the_tail(block) and _MAY_GO_ON.match(block.key) is None


def heads_another_box(block: Block) -> bool:
    """True for the title of a box of something else. 来信内容 and 回复内容 are parts of one text."""
    return block.heading > 0 and _GOES_ON.search(block.key) is None


def is_footer(block: Block) -> bool:
    """True for what only a page's footer says."""
    if block.length >= _LONGEST_BOILERPLATE or _BOILERPLATE_HINTS.isdisjoint(block.key):
        return False
    return _BOILERPLATE.search(block.key) is not None


def may_be_footer(block: Block) -> bool:
    """True for what a footer says beside its boilerplate: who, where, by telephone."""
    return _IMPRINT.search(block.key) is not None


def is_part_of_text(block: Block) -> bool:
    """False for lines within a text that are none of it: editors, sources, counts, buttons."""
    if block.hidden:
        return False
    if block.length >= _LONGEST_DROPPED:
        return True
    if block.tag in _IN_ROW and block.key[0] not in "【[":
        return True  # 关闭 in the cell of a table says what became of a company
    return not (_begins_with(_DROPPED, block) or _TOOLS.fullmatch(block.key) or _PLACE.fullmatch(block.key))


def announces_list(block: Block) -> bool:
    """True for a sentence that a list follows, even one of links."""
    return _ANNOUNCES.search(block.key) is not None


def ends_the_byline_below(block: Block, lists: bool = False) -> bool:
    """True for what stands below the lines that still belong to an article: boxes of other articles, the footer.

    `lists`: links are what is looked for, and only those that a date stands beside are other articles.
    """
    if is_footer(block) or block.heading or _BOX.match(block.key):
        return True
    if block.link_length < _SHORTEST_ROW or not block.is_mostly_links:
        return False
    if lists:
        return _DATED.search(block.key) is not None
    return _NEIGHBOUR.match(block.key) is None and _PAGE_NUMBERS.fullmatch(block.key) is None


def _begins_with(phrases: re.Pattern[str], block: Block) -> bool:
    """True if a block begins with a phrase and does not go on as a sentence (下一步，园区将建设交易平台)."""
    key = block.key
    match = phrases.match(key)
    if match is None:
        return False
    return key[-1] not in _SENTENCE_END or (key[match.end() : match.end() + 1] in "：:】]" and "，" not in key)
