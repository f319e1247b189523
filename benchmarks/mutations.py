"""How a page is spoilt: each function takes a source of chance and a page, and returns the page with one fault in it.

A page here is bytes, since half of what is wrong with real pages is wrong below the level of characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes], bytes]

_TAG = re.compile(rb"<[^<>]{1,400}>")
_END_TAG = re.compile(rb"</[a-zA-Z0-9]+\s*>")
_DIGITS = re.compile(rb"[0-9]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?[\w-]+", re.I)

_CHARSETS = b"utf-8 gb2312 gbk gb18030 big5 utf-16 utf-7 iso-8859-1 windows-1252 shift_jis hz base64 nonsense".split()
_CODECS = "utf-8 gb18030 big5 utf-16 utf-16-be shift_jis latin-1 hz".split()
_NOT_CHARACTERS = (b"\0", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\x0b", b"\xc2\x85")
_ENTITIES = b"""
    &#0; &#xD800; &#xDFFF; &#x110000; &#99999999999999999999; &#x80; &nbsp &lt &amp;amp; &#; &#x; & &notit; &copy
    &#128169; &#x202E; &#65279; &#x85; &#12; &;
""".split()
_LABELS = """
    来源： 发布时间： 点击： 来源:未知 作者： 责任编辑： 浏览次数： 阅读（ 次） 日期： 当前位置： 首页&gt;
    上一篇： 下一篇： 分享到： 相关阅读 附件： 点击数:1,204万 来源：　　发布时间： 【字体：大 版权所有 打印
    关闭 稿源 编辑 记者
""".split()
_DATES = """
    2018-07-09 2018年07月09日 2018/7/9&nbsp;11:18 [2026-13-45] 20180709 2018-07-0911:18:00 07-09 昨天 3天前 12:61
    二〇一八年七月九日 9999-99-99 1970-01-01T00:00:00Z 2018-07-09T11:18:00+99:99 Mon,&nbsp;09&nbsp;Jul&nbsp;2018
    2018.7.9 2018年2月30日 0000-00-00 ２０１８－０７－０９ ٢٠١٨-٠٧-٠٩
""".split()
_SCRIPTS = """
    <script>document.write('2018-07-09 11:18')</script>
    <script>document.write("<div>来源：")</script>
    <script>var hits=806;
    <script>if(a</script>b)</script>
    <script src="/count.php?id=1"></script>
    <script language=javascript>/*
    <script><!--
    --></script>
    </script>
    <style>
    <noscript>
    <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"x","headline":[[[[</script>
    <script type="application/ld+json">{"datePublished":{"a":1},"author":[null]}
    <meta property="article:published_time" content="2018-99-99">
    <meta name="PubDate" content="">
""".strip().splitlines()
_TURNS = """
    <!-- --> <![CDATA[ ]]> <textarea> <title> </title> <plaintext> <xmp> <svg> <math> <template> <select> <iframe>
    <?php <? <html> <body> <frameset> </body> </html> </div></div></div> <table> <td> </table> <li> <p/> </p> <h1> </h1>
    <br/ <base/href="http://[::1"> <base/href="javascript:x"> <a/href="http://[bad/">x</a> <a/href="//">x</a>
    <img/src="data:,"> <img/src="">
""".split()
_RUN_UNITS = (
    *"- / : ： . 。 0 1- 12: 2018- a < > &lt; &gt; &nbsp; &#12288; ( （ [ 【 | 年 月 第 来源 来源：".split(),
    *"发布时间： 点击 <br> <b> </b> <a> <!-- \" '".split(),
    *" \t\n\u3000\u200b",
)
_NESTED = "div font span b i a li ul table td p h1 form blockquote center em section table><tr><td ul><li".split()
_ATTRIBUTES = (
    *(b' class="', b" id=title class=content", b" style=display:none", b" href='", b" =", b' "', b" hidden"),
    *(b" content=2018-07-09", b" \xff\xfe=\0", b" a" * 300, b' href="' + b"a/../" * 200 + b'"', b' title="&#0;"'),
)


def flip_bytes(chance: Random, page: bytes) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(page)
    for _ in range(chance.randint(1, 40)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def truncate(chance: Random, page: bytes) -> bytes:
    """The page broke off, or began late."""
    at = chance.randrange(len(page))
    return page[:at] if chance.random() < 0.8 else page[at:]


def drop_tags(chance: Random, page: bytes) -> bytes:
    """Some tags are missing."""
    share = chance.choice((0.01, 0.05, 0.3))
    return _TAG.sub(lambda tag: b"" if chance.random() < share else tag[0], page)


def repeat_tags(chance: Random, page: bytes) -> bytes:
    """Some tags stand there more than once."""
    share, times = chance.choice((0.01, 0.05)), chance.choice((2, 3, 20))
    return _TAG.sub(lambda tag: tag[0] * times if chance.random() < share else tag[0], page)


def swap_end_tags(chance: Random, page: bytes) -> bytes:
    """End tags close what another one should."""
    names = _END_TAG.findall(page) or [b"</div>"]
    share = chance.choice((0.02, 0.2))
    return _END_TAG.sub(lambda tag: chance.choice(names) if chance.random() < share else tag[0], page)


def spoil_attributes(chance: Random, page: bytes) -> bytes:
    """Tags have attributes that nobody meant."""
    share = chance.choice((0.01, 0.1))
    return _TAG.sub(
        lambda tag: tag[0][:-1] + chance.choice(_ATTRIBUTES) + b">" if chance.random() < share else tag[0], page
    )


def lie_about_charset(chance: Random, page: bytes) -> bytes:
    """The declared encoding is not the real one."""
    lie = b"charset=" + chance.choice(_CHARSETS)
    return _CHARSET.sub(lie, page) if _CHARSET.search(page) else b"<meta " + lie + b">" + page


def recode(chance: Random, page: bytes) -> bytes:
    """The page was carried from one encoding into another, or twice into the same."""
    source, target = chance.choice(("utf-8", "gb18030", "latin-1")), chance.choice(_CODECS)
    return page.decode(source, "replace").encode(target, "replace")


def nest(chance: Random, page: bytes) -> bytes:
    """Elements are opened and not closed, many of them."""
    bomb = f"<{chance.choice(_NESTED)}>".encode() * chance.choice((50, 260, 1_000, 6_000))
    return _inserted(chance, page, bomb)


def repeat_chunk(chance: Random, page: bytes) -> bytes:
    """A part of the page stands there many times."""
    start = chance.randrange(len(page))
    chunk = page[start : start + chance.choice((10, 200, 3_000))]
    return page[:start] + chunk * chance.choice((2, 10, 60)) + page[start:]


def lengthen_digits(chance: Random, page: bytes) -> bytes:
    """Numbers have hundreds of digits."""
    share, length = chance.choice((0.02, 0.2)), chance.choice((5, 30, 400, 5_000))
    return _DIGITS.sub(
        lambda run: chance.choice(b"0159").to_bytes() * length if chance.random() < share else run[0], page
    )


def run_on(chance: Random, page: bytes) -> bytes:
    """One character or word is repeated without end: what makes patterns go back and forth."""
    unit = chance.choice(_RUN_UNITS)
    return _inserted(chance, page, _encoded(chance, unit) * chance.choice((200, 3_000, 20_000)))


def _sprinkler(name: str, about: str, units: list[bytes] | tuple[bytes, ...]) -> Mutation:
    def sprinkle(chance: Random, page: bytes) -> bytes:
        for _ in range(chance.choice((1, 3, 12, 60))):
            page = _inserted(chance, page, chance.choice(units))
        return page

    sprinkle.__name__, sprinkle.__doc__ = name, about
    return sprinkle


def _both(words: list[str]) -> list[bytes]:
    """Words in both encodings that Chinese pages have: one of them is wrong in any page."""
    return [word.encode(codec, "replace") for word in words for codec in ("utf-8", "gb18030")]


def _inserted(chance: Random, page: bytes, what: bytes) -> bytes:
    at = chance.randrange(len(page) + 1)
    if chance.random() < 0.5:  # between tags, where it does most
        at = page.find(b">", at) + 1 or at
    return page[:at] + what + page[at:]


def _encoded(chance: Random, text: str) -> bytes:
    return text.encode(chance.choice(("utf-8", "utf-8", "gb18030")))


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    truncate,
    drop_tags,
    repeat_tags,
    swap_end_tags,
    spoil_attributes,
    lie_about_charset,
    recode,
    nest,
    repeat_chunk,
    lengthen_digits,
    run_on,
    _sprinkler("sprinkle_labels", "Words that announce a value stand anywhere.", _both(_LABELS)),
    _sprinkler("sprinkle_dates", "Dates, and what looks like some, stand anywhere.", _both(_DATES)),
    _sprinkler("sprinkle_scripts", "Scripts begin and end anywhere.", _both(_SCRIPTS)),
    _sprinkler("sprinkle_turns", "What changes how a parser reads on stands anywhere.", _both(_TURNS)),
    _sprinkler("sprinkle_entities", "Entities that are none stand anywhere.", _ENTITIES),
    _sprinkler("sprinkle_not_characters", "Bytes that are no characters stand anywhere.", _NOT_CHARACTERS),
)
"""All faults, equally likely."""
