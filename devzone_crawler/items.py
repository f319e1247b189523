"""The two things that travel through a crawl: a page that was fetched, and the record it became.

Standard library only, so that every other room may import it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

SCHEMA_VERSION = 1

PageKind = Literal["article", "listing", "blocked", "missing", "other"]
"""What a page is: an article; a list of links to articles; a refusal or challenge of the server;
a page that says its article does not exist; anything else (home page, profile, form, ...)."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the crawl already knows of a page before reading it. Decides ties, fills what the page leaves out."""

    title: str | None = None
    """Text of the link that led here."""
    date: str | None = None
    """ISO date printed beside that link."""
    found_on: str | None = None
    """URL of the listing that holds the link."""
    category: str | None = None
    """Name of that listing."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A fetched page that may be an article: what a spider yields."""

    url: str
    body: bytes = field(repr=False)
    """The decompressed response body. Scrapy writes items into its log: up to 32 MiB of one are not for people."""
    content_type: str | None = None
    """The HTTP header, verbatim."""
    http_status: int | None = 200
    """None when it was not fetched."""
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    site: str | None = None
    hints: Hints = Hints()
    certain: bool = False
    """True when the page was promised as an article; if it is none, that is a reject and not an ordinary other page."""
    parts: tuple[bytes, ...] = field(default=(), repr=False)
    """Bodies of the further pages of a split article, in order."""
    archive: str | None = None
    """Where the archive holds the response, as `file:offset`; None without an archive."""
    archived_parts: tuple[str, ...] = ()
    """The same for the further pages."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article."""

    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the article offers for download."""

    url: str
    name: str | None = None


def _about(description: str, example: Any, *, null: str | None = None, **more: Any) -> Any:
    """A field of the record with what the data format document says of it; `null`: when it is null, if not unknown."""
    return field(metadata={"description": description, "example": example, "null": null}, **more)


@dataclass(kw_only=True, slots=True)
class Article:
    """One line of articles.jsonl. Every key is on every line, in this order; None (JSON null) means unknown."""

    schema_version: int = _about("Changes only when a reader of the file must change.", 1, default=SCHEMA_VERSION)
    id: str = _about(
        "20 hex digits: the start of the SHA-256 of the canonical URL. Stable over re-crawls.", "0a4d55a8d778e5022fab"
    )
    revision: int = _about("1, then 2, 3, ... each time title, date, source or body changed.", 1, default=1)
    url: str = _about("Final URL of the page, after redirects.", "https://zone.example/index.php/News/show/id/17.html")
    site: str = _about("Name of the spider that crawled it, or the host name.", "cadz")
    found_on: str | None = _about(
        "The listing that the page was found on.",
        "https://zone.example/index.php/News/index/p/2.html",
        null="when it was read without a crawl",
        default=None,
    )
    categories: list[str] | None = _about(
        "The breadcrumb as printed, without 首页 and 正文, outermost first.",
        ["资讯中心", "省级开发区动态"],
        null="when the page shows none",
        default=None,
    )
    title: str | None = _about("The headline as the page shows it.", "临江开发区开通跨境班列", default=None)
    source: str | None = _about(
        "来源 as printed.",
        "临江日报",
        null="when unknown, also when a placeholder stands there (未知, 佚名, 不详)",
        default=None,
    )
    author: str | None = _about("作者 or 记者 as printed.", "王一川", default=None)
    editor: str | None = _about("责任编辑 or 编辑 as printed.", "李明远", default=None)
    publish_date: str | None = _about("Day of publication, ISO 8601 (YYYY-MM-DD).", "2018-07-09", default=None)
    published_at: str | None = _about(
        "Moment of publication, ISO 8601 with offset (+08:00 unless the page says otherwise).",
        "2018-07-09T11:18:00+08:00",
        null="when the page shows no time of day",
        default=None,
    )
    publish_date_raw: str | None = _about("The text the date was read from.", "2018年07月09日 11:18", default=None)
    view_count: int | None = _about(
        "Number of views at `fetched_at`.", 806, null="when unknown; 0 is a number", default=None
    )
    body_text: str = _about(
        "The article's own paragraphs, subheads and captions, of all pages if it is split over several, one a line, "
        "in reading order; indents removed; "
        "a table row is one line, its cells separated by tabs. Empty for pages of pictures or files only.",
        "临江开发区首趟跨境班列今天发车。\n班列全程运行十二天。",
        default="",
    )
    images: list[Image] = _about(
        "Pictures of the body: absolute `url`, `caption` or null.",
        [{"url": "https://zone.example/upload/1.jpg", "caption": None}],
        default_factory=list,
    )
    attachments: list[Attachment] = _about(
        "Files offered for download: absolute `url`, `name` or null.",
        [{"url": "https://zone.example/upload/plan.pdf", "name": "产业规划.pdf"}],
        default_factory=list,
    )
    content_hash: str = _about(
        "20 hex digits: the start of the SHA-256 of title, date, source and body.", "6a3cdef0a7bc0ff02f2e", default=""
    )
    fetched_at: str = _about("When the page was fetched, ISO 8601 in UTC, whole seconds.", "2026-11-24T08:30:00+00:00")
    http_status: int | None = _about(
        "HTTP status of the response.", 200, null="when the page was read from a file", default=None
    )
    encoding: str | None = _about("Character encoding the bytes were decoded with.", "utf-8", default=None)
    extractor_version: str = _about("Version of devzone_crawler that read the page.", "0.1.0")
    archive: str | None = _about(
        "WARC file and byte offset of the response, `file:offset`.",
        "warc/cadz-20261125T083000Z-5f3a91-00001.warc.gz:10245",
        null="when it was not archived",
        default=None,
    )

    def to_record(self) -> dict[str, Any]:
        """The record as a plain dict, keys in the order of the data format."""
        return {name: _plain(getattr(self, name)) for name in RECORD_KEYS}

    def hash_of_content(self) -> str:
        """What `content_hash` must be: equal exactly when title, date, source and body are equal."""
        return content_hash(self.title, self.published_at or self.publish_date, self.source, self.body_text)


@dataclass(kw_only=True, slots=True)
class ViewCount:
    """One line of views.jsonl: the views of an article that is unchanged otherwise."""

    schema_version: int = _about("As in articles.jsonl.", 1, default=SCHEMA_VERSION)
    id: str = _about("That of the article.", "0a4d55a8d778e5022fab")
    url: str = _about("As in the article's record.", "https://zone.example/index.php/News/show/id/17.html")
    view_count: int = _about("Number of views at `fetched_at`.", 912)
    fetched_at: str = _about("As in articles.jsonl.", "2026-11-25T08:30:00+00:00")

    @classmethod
    def of(cls, article: Article) -> ViewCount:
        """The count of an article whose views are known."""
        assert article.view_count is not None
        return cls(id=article.id, url=article.url, view_count=article.view_count, fetched_at=article.fetched_at)

    def to_record(self) -> dict[str, Any]:
        """The line as a plain dict."""
        return dataclasses.asdict(self)


@dataclass(kw_only=True, slots=True)
class Reject:
    """One line of rejects.jsonl: what was promised as an article and is none."""

    url: str = _about("Final URL of the page.", "https://zone.example/index.php/News/show/id/18.html")
    reason: str = _about("Why it is no article, as a short sentence.", "no title was found")
    page_kind: str | None = _about(
        "`article` (without a headline or content), `listing`, `blocked`, `missing` or `other`.",
        "missing",
        null="when it was not read",
        default=None,
    )
    title: str | None = _about("The headline.", "园区概况", default=None)
    fetched_at: str = _about("As in articles.jsonl.", "2026-11-24T08:30:00+00:00")
    found_on: str | None = _about(
        "The listing it was found on.", "https://zone.example/index.php/News/index/p/2.html", default=None
    )
    http_status: int | None = _about("HTTP status of the response.", 200, default=None)

    @classmethod
    def of(cls, item: Article | Extraction, reason: str) -> Reject:
        """A page that gives no record, and why."""
        return cls(
            url=item.url,
            reason=reason,
            page_kind=getattr(item, "page_kind", None),
            title=item.title,
            fetched_at=item.fetched_at,
            found_on=item.found_on,
            http_status=item.http_status,
        )

    def to_record(self) -> dict[str, Any]:
        """The line as a plain dict."""
        return dataclasses.asdict(self)


RECORD_KEYS: tuple[str, ...] = tuple(f.name for f in dataclasses.fields(Article))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field has its value: the rung of the ladder that gave it, and the text that rung read."""

    rung: str
    raw: str


@dataclass(frozen=True, slots=True)
class ViewCounter:
    """Where a site keeps the number of views of one article that its page does not print."""

    family: str
    """The CMS, by the name of its row in `extraction/counter_families.py`."""
    url: str
    """Absolute; without the parameter that makes the question count as a visit, where it can be left out."""
    counts: bool
    """True if asking is counted as a visit."""
    form: str | None = None
    """What is posted, form-encoded. None: the counter is asked with GET."""


@dataclass(kw_only=True, slots=True)
class Extraction(Article):
    """An Article as read from one page, with what the record itself does not hold."""

    page_kind: PageKind = "other"
    reason: str | None = None
    """Why the page is no article, as a short sentence. None for articles."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Per filled field, where its value comes from."""
    counter: ViewCounter | None = None
    """Whom to ask for the views of an article whose page leaves the number to a script. None: the page does not say."""
    promised: bool = False
    """True when a listing promised an article here: if there is none, that is worth keeping."""
    listed: bool = False
    """True when a listing printed a date beside the link to it: what else than an article would have one."""
    page: ArticlePage | None = field(default=None, repr=False)
    """What was read, while it is at hand."""
    archived_counter: str | None = None
    """Where the archive holds the counter's answer."""

    @property
    def why_no_record(self) -> str | None:
        """The reason why the page gives no record; None if it gives one."""
        if self.page_kind != "article":
            return self.reason or f"the page is of kind {self.page_kind}"
        return "no title was found" if self.title is None else None

    def article(self) -> Article:
        """The bare record."""
        return Article(**{name: getattr(self, name) for name in RECORD_KEYS})


def article_id(canonical_url: str) -> str:
    """20 hex digits that stand for an article wherever and whenever it is crawled."""
    return _short_hash(canonical_url)


def content_hash(title: str | None, date: str | None, source: str | None, body_text: str) -> str:
    """20 hex digits that stand for a content: `date` is `published_at`, or `publish_date` where that is unknown."""
    return _short_hash("\x1f".join(part or "" for part in (title, date, source, body_text)))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _plain(value: Any) -> Any:
    if isinstance(value, (Image, Attachment)):
        return dataclasses.asdict(value)
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
