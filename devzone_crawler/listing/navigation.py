"""The categories that a page leads to, by the names that its navigation prints, nested as it nests them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from devzone_crawler.extraction.blocks import Element, Link
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.pager_words import Kind, read_word
from devzone_crawler.extraction.text import one_line, squash

_MORE = re.compile(r"^[\W_]*(?:更多|查看更多|more|全部)?[\W_]*$", re.I)
_NO_CATEGORY = re.compile(
    r"^(?:网站|本站|返回)?[首主][页頁]$|^(?:home|english|en|rss|wap)$|^(?:[设設][为為]首[页頁]|加入收藏|收藏(?:本站)?|登[录陆錄]|注册|"
    r"网站地图|站点地图|站内搜索|搜索|联系我们|返回顶部|无障碍(?:浏览)?|手机版|简体|繁[体體]|上一篇|下一篇|打印|关闭|分享)$",
    re.I,
)
"""What every site's navigation offers beside its categories."""
_LONGEST_NAME = 14
"""Characters. Headlines are longer."""
_LONGEST_MEAN = 10.0
"""Characters. Addresses of one shape whose links say more than that on average are articles."""
_MOST_IN_BRANCH = 60
"""Links. An item that holds more is no branch of a menu but a list that was never closed."""
_BRANCHES = frozenset({"li", "dl"})
_PARTS_OF_LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
_MOST_WRAPPERS = 1
"""Elements that are no part of a list, between an item of a menu and the links nested in it."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Category:
    """A link of a page that has a name."""

    path: tuple[str, ...]
    """Its name, below the names that the page's menu puts it under, outermost first."""
    url: str
    """Absolute, without fragment."""
    is_likely: bool
    """True if name and address look like those of a category: only these are looked into, or told to people."""


def read_navigation(document: Document) -> list[Category]:
    """The named links of a page, each address once for each name, in page order."""
    named = [(link, name) for link in document.links if (name := _name_of(link, document))]
    branches = _branches(named)
    articles = _shapes_of_articles(named, document)
    found: dict[tuple[tuple[str, ...], str], Category] = {}
    for link, name in named:
        address = document.absolute(link.href)
        if address is None or link.href.startswith("#"):
            continue
        path = (*_above(link, name, branches), name)
        likely = _may_be_category(name) and _shape(address) not in articles and address != document.own
        found.setdefault((path, address), Category(path, address, likely))
    return list(found.values())


def _name_of(link: Link, document: Document) -> str:
    """What a link says; of 更多 the heading that it stands beside."""
    name = one_line(link.text) or one_line(link.title)
    if not _MORE.match(name):
        return name
    stated = one_line(link.title)
    if stated and not _MORE.match(stated):
        return stated
    blocks = document.blocks
    for index in (link.first_block, link.first_block - 1):
        if 0 <= index < len(blocks):
            beside = one_line(blocks[index].text.replace(link.text, "")).strip(" |·>»+")
            if 1 < len(beside) <= _LONGEST_NAME and not _DIGITS.search(beside):
                return beside
    return ""


def _branches(named: list[tuple[Link, str]]) -> dict[Element, tuple[str, int]]:
    """The items of menus with the name that each begins with and the number of its links."""
    first: dict[Element, str] = {}
    count: dict[Element, int] = defaultdict(int)
    for link, name in named:
        for element in _items_around(link):
            first.setdefault(element, name)
            count[element] += 1
    return {element: (name, count[element]) for element, name in first.items()}


def _items_around(link: Link) -> Iterator[Element]:
    """The items of menus that a link stands in, innermost first; a list that was never closed is none."""
    wrappers = -1  # the anchor itself
    for element in link.element.lineage():
        if element.tag in _BRANCHES:
            yield element
        if element.tag not in _PARTS_OF_LISTS:
            wrappers += 1
        if wrappers > _MOST_WRAPPERS:
            return


def _above(link: Link, name: str, branches: dict[Element, tuple[str, int]]) -> list[str]:
    """The names of the menu's items that a link is nested in, outermost first."""
    names: list[str] = []
    for element in _items_around(link):
        head, count = branches[element]
        if count > _MOST_IN_BRANCH:
            break
        if head != name and head not in names and _may_be_category(head):
            names.append(head)
    return names[::-1]


def _shapes_of_articles(named: list[tuple[Link, str]], document: Document) -> set[str]:
    """The shapes of address behind which headlines stand."""
    lengths: dict[str, list[int]] = defaultdict(list)
    for link, name in named:
        address = document.absolute(link.href)
        if address is not None:
            lengths[_shape(address)].append(len(name))
    return {shape for shape, found in lengths.items() if sum(found) / len(found) > _LONGEST_MEAN}


def _shape(address: str) -> str:
    """The address with its numbers blotted out."""
    return _DIGITS.sub("0", address)


def _may_be_category(name: str) -> bool:
    squashed = squash(name)
    return (
        1 < len(squashed) <= _LONGEST_NAME
        and not _NO_CATEGORY.match(squashed)
        and not squashed.isdecimal()
        and read_word(name).kind is Kind.OTHER
    )
