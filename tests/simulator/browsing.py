"""How a browser turns the pages of a listing: by links, by a script's numbers, by what scripts and forms ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import lxml.html

from devzone_crawler.simulator import Request, Response
from devzone_crawler.simulator.cms.cms_site import CmsSite

ORIGIN = "http://site.example"
_MOST_PAGES = 100


def ask(site: CmsSite, url: str, form: dict[str, str] | None = None) -> Response:
    """The answer to a request that a page of the site makes."""
    parts = urlsplit(url)
    if form is None:
        return site.respond(Request(parts.path, query=parts.query, referer=ORIGIN))
    return site.respond(Request(parts.path, "POST", parts.query, body=urlencode(form).encode(), referer=ORIGIN))


def text_of(response: Response) -> str:
    """The HTML, decoded as browsers decode what it is labelled."""
    label = response.content_type.partition("charset=")[2].lower()
    text = response.body.decode("gb18030" if label == "gb2312" else label or "utf-8")
    return text.replace("\ue5e5", "\u3000")  # where Python's table differs from that of browsers


def tree_of(html: str) -> Any:
    """The page as lxml sees it."""
    return lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def links_of(html: str, base: str) -> list[str]:
    """Absolute addresses of all links, in page order."""
    return [urljoin(base, str(href).strip()) for href in tree_of(html).xpath("//a/@href")]


def by_link(site: CmsSite, url: str) -> Iterator[str]:
    """Pages that link to the next one."""
    for _ in range(_MOST_PAGES):
        html = text_of(ask(site, url))
        yield from links_of(html, url)
        following = tree_of(html).xpath("//a[normalize-space()='下一页' or normalize-space()='下页']/@href")
        after = urljoin(url, following[0]) if following else url
        if after == url or after.startswith("javascript:"):
            return
        url = after
    raise AssertionError("the pager never ends")


def by_script(site: CmsSite, url: str) -> Iterator[str]:
    """Pages whose script writes the links, from the numbers of its call."""
    html = text_of(ask(site, url))
    count, current, name, suffix = re.findall(r'createPageHTML\((\d+), (\d+), "(\w+)", "(\w+)"\);\n', html)[-1]
    assert current == "0"
    yield from links_of(html, url)
    for n in range(1, int(count)):
        page = urljoin(url, f"{name}_{n}.{suffix}")
        yield from links_of(text_of(ask(site, page)), page)


def by_groups(site: CmsSite, url: str) -> Iterator[str]:
    """Records in a script; then the group whose address it gives, or what the pager's own call asks for."""
    page = text = text_of(ask(site, url))
    for group in range(2, _MOST_PAGES):
        for record in re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", text, re.S):
            yield from links_of(record, url)
        following = re.search(r"<nextgroup><!\[CDATA\[<a href=\"([^\"]+)\"", text)
        if following is not None:
            text = text_of(ask(site, urljoin(url, unescape(following[1]))))
        elif "<nextgroup>" in text or (text := text_of(ask(site, *group_asked_for(page, url, group)))).count("<a") == 0:
            return
    raise AssertionError("the groups never end")


def group_asked_for(html: str, url: str, group: int) -> tuple[str, dict[str, str]]:
    """Address and form by which jpage gets a group of records, from the arguments of its call."""
    rows, pages = (int(re.findall(rf"{name}: (\d+)", html)[0]) for name in ("perPage", "groupSize"))
    first, last = (group - 1) * rows * pages + 1, group * rows * pages
    proxy = re.findall(r"proxyUrl: '([^']+)'", html)[0]
    parameters = re.findall(r"(\w+): '?([^',}]*)'?", re.findall(r"proxyParam: \{(.*?)\}", html, re.S)[0])
    return urljoin(url, f"{proxy}?startrecord={first}&endrecord={last}&perpage={rows}"), dict(parameters)


def by_unit(site: CmsSite, url: str) -> Iterator[str]:
    """HTML in JSON, as the attributes of the unit's script ask for it."""
    (unit,) = tree_of(text_of(ask(site, url))).xpath("//script[@querydata]")
    query = dict(re.findall(r"'(\w+)':'([^']*)'", unit.get("querydata")))
    for page in range(1, _MOST_PAGES):
        parameters = json.loads(unit.get("paramjson")) | {"pageNo": page}
        address = f"{unit.get('url')}?{urlencode(query | {'paramJson': json.dumps(parameters)})}"
        found = links_of(json.loads(ask(site, urljoin(url, address)).body)["data"]["html"], url)
        if not found:
            return
        yield from found


def by_postback(site: CmsSite, url: str) -> Iterator[str]:
    """Pages that come in answer to the page's own form."""
    html = text_of(ask(site, url))
    for _ in range(_MOST_PAGES):
        yield from links_of(html, url)
        following = tree_of(html).xpath("//a[text()='下一页']/@href")
        if not following:
            return
        target, argument = re.findall(r"__doPostBack\('(\w+)','(\w+)'\)", following[0])[0]
        form = {str(field.name): str(field.value) for field in tree_of(html).xpath("//form[@id='form1']//input[@name]")}
        action = urljoin(url, tree_of(html).xpath("//form[@id='form1']/@action")[0])
        html = text_of(ask(site, action, form | {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}))
    raise AssertionError("the pager never ends")


WALKS: dict[str, Callable[[CmsSite, str], Iterator[str]]] = {
    "trs": by_script,
    "jpage": by_groups,
    "vsb": by_link,
    "dedecms": by_link,
    "phpcms": by_link,
    "empirecms": by_link,
    "aspnet": by_postback,
    "jpaas": by_unit,
    "siteserver": by_link,
}
"""All links of all pages of a listing, from the address of its first page."""
