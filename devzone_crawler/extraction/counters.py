"""Which counter to ask for the views of an article whose page leaves the number to a script.

Works on the HTML as text: counters stand in scripts and attributes, which the flattened page does not hold. Pages carry
counters of other articles as well (related boxes), of downloads, comments and whole sites. So a counter is this
article's when its id stands in the page's own address, else when the page calls it its own, else when it stands right
behind a views label as the only one. In doubt there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

from devzone_crawler.extraction.counter_families import CALLED, PRINTED, Called, Printed
from devzone_crawler.extraction.labels import VIEW_LABELS
from devzone_crawler.extraction.references import unescape
from devzone_crawler.items import ViewCounter

_SCRIPT_OR_COMMENT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_LONGEST_ADDRESS = 300
_MOST_NAMED = 100
"""Counters of one family on a page: with more of them it is a list, and bounded work on hostile pages."""
_END_OF_ADDRESS = re.compile(r"[\s\"'`<>]")
_ID = re.compile(r"[0-9]{1,12}")
_ID_ATTRIBUTE = re.compile(r"\bid\s*=\s*[\"']?\Z", re.I)
_BASE = re.compile(r"<base\b[^<>]{0,200}?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_LINE_COMMENT = re.compile(r"(?<![:\"'=\\])//")
_TAG = re.compile(r"<[^<>]*>")
_CUT_TAG = re.compile(r"\A[^<>]*>")
_BEHIND_LABEL = re.compile(rf"(?:{VIEW_LABELS})[\s：:（(\[【]*\Z")
_LABEL_REACH = 240
"""Characters between a label and its counter, tags included."""
_ROW_REACH = 400
"""Characters of a row of a list around its counter."""

_OWN_ID = re.compile(
    r"(?<![?&;/\w.-])[\"']?(?:article_?id|content_?id|news_?id|info_?id|aid)"
    r"[\"']?(?:\s*[:=]\s*|\s+[^<>]{0,60}?\bvalue\s*=\s*)[\"']?(\d{1,12})(?![\w.])",
    re.I,
)
"""`var contentid = 12`, `<input type="hidden" id="ArticleID" value="12">`; not `?aid=12`, which may be another's."""

_SECOND_LEVEL = frozenset(
    """ac com edu gov mil net org bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh
    nx xj tw hk mo""".split()
)
"""Under a country's domain: what one registers names below, as in `lanjiang.gov.cn` (kinds of owner, and provinces)."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A counter that the page names, for some article."""

    counter: ViewCounter
    article: str
    at: int
    """Where in the page the number would appear."""
    behind_label: bool


def find_counter(source: str, url: str, scripts: str | None = None) -> ViewCounter | None:
    """The counter of the article at `url`, whose HTML is `source`. None if the page names none that is surely its own.

    `scripts`: attributes and texts of the page's scripts, if they are known apart from the rest. Nearly all counters
    are named there, and looking there takes a tenth of the time. Never raises on the content of a page.
    """
    where = source if scripts is None else scripts
    printed = [row for row in PRINTED if row.mark in (source if row.in_attribute else where)]
    called = [row for row in CALLED if row.mark in where]
    if not printed and not called:
        return None
    text = _SCRIPT_OR_COMMENT.sub(_unless_comment, source)
    page = _split(url)
    if page is None:
        return None
    base = _base(text, url)
    candidates = [*_printed_addresses(text, base, page, printed), *_calls(text, base, page, called)]
    return _of_this_article(candidates, text, page)


def _unless_comment(match: re.Match[str]) -> str:
    return " " if match[0].startswith("<!--") else match[0]


# --- what the page names ----------------------------------------------------------------------------------------------


def _printed_addresses(text: str, base: str, page: SplitResult, rows: list[Printed]) -> Iterator[_Candidate]:
    taken: set[int] = set()
    for row in rows:
        for match in islice(re.finditer(re.escape(row.mark), text), _MOST_NAMED):
            start, address = _address_around(text, match.start())
            read = _read_address(row, address, base) if start not in taken else None
            if read is None or not _is_own(page, read[0]):
                continue
            if not _is_in_markup(text, start) or _is_commented_out(text, start):
                continue
            taken.add(start)
            asked, article = read
            counter = ViewCounter(row.name, urlunsplit(_as_secure_as(page, asked)), row.counts)
            yield _placed(text, counter, article, start, row.target)


def _address_around(text: str, at: int) -> tuple[int, str]:
    """Where the string that holds a position begins, and the string: an address if it is an attribute or a literal."""
    low = max(0, at - _LONGEST_ADDRESS)
    ends = [match.end() for match in _END_OF_ADDRESS.finditer(text, low, at)]
    start = ends[-1] if ends else low
    stop = _END_OF_ADDRESS.search(text, at, at + _LONGEST_ADDRESS)
    address = text[start : stop.start()] if stop else ""
    if "href=" in (text[max(0, start - 6) : start] + address[:5]).lower():
        return start, ""  # it leads somewhere
    address = re.sub(r"\A(?:src|url)=", "", address, flags=re.I)
    return start, unescape(address.replace("\\/", "/").rstrip("\\"))


def _read_address(row: Printed, address: str, base: str) -> tuple[SplitResult, str] | None:
    """What to ask, and the id of the article it is about; None if the address is not of this family."""
    if not address:
        return None
    asked = _split(address, base)
    if asked is None:
        return None
    path = row.path.search(asked.path)
    if path is None:
        return None
    values = {name.lower(): value.strip() for name, value in parse_qsl(asked.query, keep_blank_values=True)}
    if not all(re.fullmatch(value, values.get(name, "")) for name, value in row.needs):
        return None
    if any(values.get(name, value) != value for name, value in row.only):
        return None
    article = path.groupdict().get("id") or next((values[name] for name in row.ids if values.get(name)), "")
    if not _ID.fullmatch(article):
        return None
    pairs = asked.query.split("&")
    query = "&".join(pair for pair in pairs if pair.partition("=")[0].lower() not in row.left_out)
    return asked._replace(query=query, fragment=""), article


def _calls(text: str, base: str, page: SplitResult, rows: list[Called]) -> Iterator[_Candidate]:
    for row in rows:
        for call in islice(row.call.finditer(text), _MOST_NAMED):
            if _is_commented_out(text, call.start()):
                continue
            groups = call.groupdict()
            asked = _split(row.address.format_map(groups), base)
            if asked is None or not _is_own(page, asked):
                continue
            form = row.form.format_map(groups) if row.form is not None else None
            counter = ViewCounter(row.name, urlunsplit(_as_secure_as(page, asked)), row.counts, form)
            yield _placed(text, counter, groups["id"], call.start(), row.target)


def _placed(text: str, counter: ViewCounter, article: str, start: int, target: str | None) -> _Candidate:
    """The candidate, with where its number goes: into its target if the page has it, else where its script stands."""
    at = text.rfind("<", 0, start)
    script = _script_around(text, start)
    if script is not None:
        at = script
    if target is not None:
        at = next(_elements(text, target), at)
    at = max(at, 0)
    return _Candidate(counter, article, at, _is_behind_label(text, at))


def _elements(text: str, name: str) -> Iterator[int]:
    """Where elements with an id begin."""
    for match in re.finditer(rf"{name}(?=[\"'\s>])", text):
        if _ID_ATTRIBUTE.search(text[max(0, match.start() - 8) : match.start()]):
            yield text.rfind("<", 0, match.start())


def _script_around(text: str, at: int) -> int | None:
    """Where the <script> that holds a position begins, in whose strings others may stand; None outside of scripts."""
    before = max(text.rfind("</script", 0, at), text.rfind("</SCRIPT", 0, at), 0)
    starts = [start for start in (text.find("<script", before, at), text.find("<SCRIPT", before, at)) if start >= 0]
    return min(starts, default=None)


def _is_in_markup(text: str, at: int) -> bool:
    """True in a script or a tag, False in what readers see: an article may well quote an address."""
    return _script_around(text, at) is not None or text.rfind("<", 0, at) > text.rfind(">", 0, at)


def _is_commented_out(text: str, at: int) -> bool:
    """True behind `//` on its line, or within `/* */`, of a script."""
    script = _script_around(text, at)
    if script is None:
        return False
    line = max(script, text.rfind("\n", script, at))
    if _LINE_COMMENT.search(text, line, at):
        return True
    return text.rfind("/*", script, at) > text.rfind("*/", script, at)


def _is_behind_label(text: str, at: int) -> bool:
    """True if 点击 or its kin is the last thing that a reader sees before a position."""
    before = _CUT_TAG.sub("", text[max(0, at - _LABEL_REACH) : at])
    return _BEHIND_LABEL.search(unescape(_TAG.sub("", before))) is not None


# --- whose it is ------------------------------------------------------------------------------------------------------


def _of_this_article(candidates: list[_Candidate], text: str, page: SplitResult) -> ViewCounter | None:
    if not candidates:
        return None
    own = _ids_in_address(page)
    bound = [candidate for candidate in candidates if candidate.article in own]
    if not bound:
        own = _own_id(text)
        bound = [candidate for candidate in candidates if candidate.article in own]
    if not bound:
        bound = [c for c in candidates if c.behind_label and not _stands_beside_its_link(text, c)]
    if len({candidate.article for candidate in bound}) > 1:
        bound = [candidate for candidate in bound if candidate.behind_label]
    if len({candidate.article for candidate in bound}) != 1:
        return None
    return min(bound, key=lambda c: (not c.behind_label, c.counter.counts)).counter


def _ids_in_address(page: SplitResult) -> set[str]:
    """The numbers in the last part of the path that has any, and in the parameters. Months and days are no ids."""
    parts = [part for part in page.path.split("/") if _ID.search(part)]
    values = [value for _, value in parse_qsl(page.query)]
    numbers = (number for part in (*parts[-1:], *values) for number in re.findall(r"[0-9]+", part))
    return {number for number in numbers if not number.startswith("0")}


def _own_id(text: str) -> set[str]:
    """The id that the page calls its own; none when it names several."""
    ids = set(_OWN_ID.findall(text))
    return ids if len(ids) == 1 else set()


def _stands_beside_its_link(text: str, candidate: _Candidate) -> bool:
    """True in a row of a list, where the counter stands beside the link to its own article: another article."""
    row = text[max(0, candidate.at - _ROW_REACH) : candidate.at + _ROW_REACH]
    return re.search(rf"\bhref\s*=\s*[\"']?[^\"'<>\s]*(?<!\d){candidate.article}(?!\d)", row, re.I) is not None


# --- addresses --------------------------------------------------------------------------------------------------------


def _base(text: str, url: str) -> str:
    found = _BASE.search(text) if "<base" in text or "<BASE" in text else None
    try:
        return urljoin(url, unescape(found[1])) if found else url
    except ValueError:
        return url


def _split(address: str, base: str = "") -> SplitResult | None:
    """The parts of a web address; None if it is none."""
    try:
        parts = urlsplit(urljoin(base, address))
        parts.port  # noqa: B018  raises ValueError for ports that cannot be
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None


def _is_own(page: SplitResult, asked: SplitResult) -> bool:
    """True for the page's own host and its siblings below one registered domain, on the same port."""
    if _uncommon_port(page) != _uncommon_port(asked):
        return False
    own, other = page.hostname or "", asked.hostname or ""
    domain = registered_domain(own)
    return own == other or (domain is not None and domain == registered_domain(other))


def _uncommon_port(address: SplitResult) -> int | None:
    return None if address.port in (80, 443) else address.port


def registered_domain(host: str) -> str | None:
    """`lanjiang.gov.cn` of `www.lanjiang.gov.cn`. None for addresses in figures and for bare names."""
    labels = host.lower().split(".")
    if len(labels) < 2 or labels[-1].isdigit() or ":" in host:
        return None
    wanted = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-wanted:]) if len(labels) >= wanted else None


def _as_secure_as(page: SplitResult, asked: SplitResult) -> SplitResult:
    """The address with https if the page came by https: sites that moved left http:// in their templates."""
    secure = page.scheme == "https" and asked.port in (None, 80)
    return asked._replace(scheme="https", netloc=asked.hostname or "") if secure else asked
