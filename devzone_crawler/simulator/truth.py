"""What an article of a simulated site truly is, whatever its site's pages make of it.

Article `number` is computed from the seed and the number alone. It does not depend on how many articles the site has,
so a site with more articles is the same site some time later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

from devzone_crawler.items import Attachment, Image
from devzone_crawler.simulator.sentences import CAPTIONS, CLOSINGS, FILES, SHORTS, Tone
from devzone_crawler.simulator.text import Draw, Section, drawing, headline, lead, patterns, pick
from devzone_crawler.simulator.words import PAPERS, PLACES

CHINA = timezone(timedelta(hours=8))

BlockKind = Literal["paragraph", "subhead", "picture", "caption", "attachment"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body."""

    kind: BlockKind
    text: str
    """What a reader sees, without indent. Empty for pictures."""
    lead: str = ""
    """The start of `text` that stands apart: a bold run-in head, or the words before a download link."""
    file: str = ""
    """Picture or download, relative to the site's upload folder."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of an article before its body is written: enough for a row in a listing."""

    title: str
    subject: Mapping[str, str]
    source: str | None
    published: datetime
    view_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedArticle:
    """What a crawler must find out about an article. None: its page does not say."""

    number: int
    path: str
    """URL path of the page."""
    url: str
    title: str
    source: str | None
    publish_date: str
    """ISO date."""
    published_at: str | None
    """ISO 8601 with +08:00."""
    view_count: int | None
    categories: list[str]
    """The breadcrumb without 首页, outermost first."""
    blocks: tuple[Block, ...]
    images: list[Image]
    """Absolute URLs, as in `attachments`, when the article was asked for with a base URL."""
    attachments: list[Attachment]

    @property
    def paragraphs(self) -> list[str]:
        """The lines of the body in reading order: paragraphs, subheads, captions, download lines."""
        return [block.text for block in self.blocks if block.text]

    @property
    def body_text(self) -> str:
        """What `body_text` of the record must be."""
        return "\n".join(self.paragraphs)


# Which articles are unusual: every `period`-th, beginning with `first`. All periods are below 20,
# so that the smallest site that is worth crawling, 20 articles or more, has one of each.
@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `period`-th article number, beginning with `first`."""

    period: int
    first: int

    def __contains__(self, number: int) -> bool:
        return number % self.period == self.first


WITHOUT_SOURCE = Rhythm(11, 4)
NEVER_VIEWED = Rhythm(13, 6)
VIEWED_BY_MILLIONS = Rhythm(19, 11)
ONE_SHORT_PARAGRAPH = Rhythm(17, 3)
THIRTY_PARAGRAPHS = Rhythm(19, 5)
WITH_PICTURE = Rhythm(7, 2)
WITH_ATTACHMENT = Rhythm(9, 7)

_FACTS, _BODY = 0, 1  # streams of random numbers

_CLOSINGS, _SHORTS, _CAPTIONS, _FILES = map(patterns, (CLOSINGS, SHORTS, CAPTIONS, FILES))

_OPENED = datetime(2008, 3, 3, 8, 0, tzinfo=CHINA)
_LIFETIME = timedelta(days=15 * 365)
_HALF_WAY = 2000


def facts(seed: int, number: int, tone: Tone) -> Facts:
    """Title, source, time and views of article `number` (1 is the oldest)."""
    draw = drawing(seed, number, _FACTS)
    title = headline(seed, number, tone)
    source = f"{pick(draw, PLACES)}{pick(draw, PAPERS)}"
    views = int(10 ** (1.0 + 4.0 * draw()))
    if number in NEVER_VIEWED:
        views = 0
    elif number in VIEWED_BY_MILLIONS:
        views = 1_000_000 + int(8_999_999 * draw())
    return Facts(title.text, title.subject, None if number in WITHOUT_SOURCE else source, published(number), views)


def published(number: int) -> datetime:
    """When article `number` came out: later for each number, always within fifteen years from 2008.

    The site starts slowly, an article every other day or third day, and ends busy: half of its time has passed at
    article 2,000. So 40 articles span months and 100,000 still lie in the past.
    """
    since = _LIFETIME * (number / (number + _HALF_WAY))
    # Editors work from eight to six: a day's 24 hours are laid onto those ten, which keeps the order.
    at = since.total_seconds() % 86_400 * 10 / 24
    return _OPENED + timedelta(days=since.days, minutes=int(at // 60))


def body(seed: int, number: int, tone: Tone) -> tuple[Block, ...]:
    """The body of article `number`, block by block."""
    draw = drawing(seed, number, _BODY)
    subject = headline(seed, number, tone).subject
    if number in ONE_SHORT_PARAGRAPH:
        return (Block("paragraph", pick(draw, _SHORTS).fill(draw, subject)),)
    paragraphs = 30 if number in THIRTY_PARAGRAPHS else 12 + int(draw() * 8)
    blocks = [Block("paragraph", lead(draw, subject, tone)), *_sections(draw, subject, paragraphs - 2)]
    blocks.append(Block("paragraph", pick(draw, _CLOSINGS).fill(draw, subject)))
    if number in WITH_PICTURE:
        blocks[1:1] = _picture(draw, subject, number)
    if number in WITH_ATTACHMENT:
        blocks.append(_attachment(draw, subject, number))
    return tuple(blocks)


_ORDINALS = ("一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、")


def _sections(draw: Draw, subject: Mapping[str, str], count: int) -> list[Block]:
    """So many blocks, in sections of two to four paragraphs, each below its subhead."""
    blocks: list[Block] = []
    topic = int(draw() * 60)
    ordinals = iter(_ORDINALS if draw() < 0.3 else ())
    while len(blocks) < count:
        section = Section(draw, subject, topic)
        # A subhead needs a paragraph below it.
        if count - len(blocks) > 1:
            blocks.append(Block("subhead", next(ordinals, "") + section.subhead()))
        for _ in range(min(2 + int(draw() * 3), count - len(blocks))):
            head = section.run_in_head() if draw() < 0.4 else ""
            blocks.append(Block("paragraph", head + section.sentences(3 + int(draw() * 5)), lead=head))
        topic += 1
    return blocks


def _picture(draw: Draw, subject: Mapping[str, str], number: int) -> list[Block]:
    caption = pick(draw, _CAPTIONS).fill(draw, subject)
    return [Block("picture", "", file=f"{_folder(number)}/{number}.png"), Block("caption", caption)]


def _attachment(draw: Draw, subject: Mapping[str, str], number: int) -> Block:
    name = pick(draw, _FILES).fill(draw, subject)
    extension = name.rpartition(".")[2]
    return Block("attachment", f"附件：{name}", lead="附件：", file=f"{_folder(number)}/{number}.{extension}")


def _folder(number: int) -> str:
    return f"{published(number):%Y-%m-%d}"
