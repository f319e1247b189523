"""The paragraph *How this data was collected*, with the real figures of a directory, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from devzone_crawler import __version__
from devzone_crawler.report.shown import shown
from devzone_crawler.report.sites import Site
from devzone_crawler.report.texts import LANGUAGES, Language, Text, say, texts

_PARTS = ("category", "since", "until", "max_articles")
"""Arguments of a spider that make a run take a part of the site."""
_MOST_REASONS = 3
_BETWEEN = {"en": " ", "zh": ""}
"""What stands between two sentences."""


class Sentence(NamedTuple):
    """A text with its values."""

    key: str
    values: dict[str, Any]


def paragraph(site: Site) -> Text:
    """The paragraph as plain text. What is not known of a directory is left out."""
    sentences = [*_crawl(site), *_manners(site), *_data(site), *_left_out(site), *_end(site)]
    return Text(*(_BETWEEN[language].join(_said(one, language) for one in sentences) for language in LANGUAGES))


def part_of(arguments: dict[str, str]) -> str:
    """What a run was limited to, as it was asked for; empty for a run over all."""
    return ", ".join(f"{name} {shown(arguments[name])}" for name in _PARTS if arguments.get(name, "None") != "None")


def percent(part: int, whole: int) -> str:
    """A share in percent, never 100 % or 0 % unless it is all or none."""
    if not whole or part in (0, whole):
        return "100 %" if part and whole else "0 %"
    return f"{min(max(100 * part / whole, 0.1), 99.9):.1f} %"


def number(value: float) -> str:
    """A number of seconds or the like, no longer than need be."""
    return f"{value:,.3f}".rstrip("0").rstrip(".") if value < 10 else f"{value:,.1f}".removesuffix(".0")


def _crawl(site: Site) -> Iterator[Sentence]:
    run, fetched = site.manifest, site.tally.fetched
    moments = {"first": _day(fetched[0]), "last": _day(fetched[1])} if fetched is not None else None
    if run is None:
        if moments is not None:
            yield Sentence("p_who_bare", {"site": site.name, "version": __version__, **moments})
        return
    moments = moments or {"first": _day(run.started_at), "last": _day(run.ended_at or run.started_at)}
    versions = {name: run.versions.get(key, "?") for name, key in _VERSIONS.items()}
    home = shown(run.arguments.get("url") or run.spider)
    yield Sentence("p_who", {"site": site.name, "home": home, "n": max(len(site.runs), 1), **versions, **moments})
    if site.listings:
        walked = {
            "pages": sum(one.pages for one in site.listings),
            "entries": sum(one.entries for one in site.listings),
        }
        counts = {"requests": run.counts.requests, "listings": len(site.listings), "ended": site.listings_ended}
        yield Sentence("p_walk", counts | walked)
    if part_of(run.arguments):
        yield Sentence("p_part", {"what": part_of(run.arguments)})
    if len(site.runs) > 1:
        yield Sentence("p_total", {"requests": sum(one.requests for one in site.runs)})


def _manners(site: Site) -> Iterator[Sentence]:
    run = site.manifest
    if run is None:
        return
    if not site.obeys_robots:
        yield Sentence("p_no_robots", {})
    elif run.politeness is not None:
        yield Sentence("p_robots", {"n": run.politeness.robots})
    yield Sentence("p_delay", {"delay": number(site.delay), "at_once": site.at_once})
    if site.least_gap is not None:
        yield Sentence("p_gap", {"gap": number(site.least_gap)})
    if site.user_agent:
        yield Sentence("p_agent", {"agent": site.user_agent})
        if site.contact:
            yield Sentence("p_contact", {"contact": site.contact})


def _data(site: Site) -> Iterator[Sentence]:
    tally = site.tally
    yield Sentence("p_records", {"n": tally.articles})
    if tally.span is not None:
        yield Sentence("p_span", {"first": tally.span[0], "last": tally.span[1]})
    if not tally.articles:
        return
    if undated := tally.articles - tally.days.total():
        yield Sentence("p_undated", {"n": undated})
    filled = tally.coverage.filled
    shares = {name: percent(filled[key], tally.articles) for name, key in _SHARES.items()}
    yield Sentence("p_coverage", shares)
    if tally.views:
        yield Sentence("p_views", {})
    if tally.archived:
        yield Sentence("p_archive", {"n": tally.archived})


def _left_out(site: Site) -> Iterator[Sentence]:
    rejects = sorted(site.tally.rejects.items(), key=lambda one: -one[1].count)
    if rejects:
        named = [f"{reason}: {found.count:,}" for reason, found in rejects[:_MOST_REASONS]]
        reasons = "; ".join([*named, *(["…"] if len(rejects) > _MOST_REASONS else [])])
        yield Sentence("p_excluded", {"rejected": sum(found.count for _, found in rejects), "reasons": reasons})
    if site.failed:
        yield Sentence("p_failed", {"n": site.failed})
    elsewhere = left_out(site)
    if any(elsewhere.values()):
        yield Sentence("p_elsewhere", dict(elsewhere))


def left_out(site: Site) -> dict[str, int]:
    """Entries of listings that were not crawled, by why."""
    hosts = site.manifest.left_out if site.manifest is not None else {}
    return {why: sum(host.count for host in hosts.get(why, ())) for why in ("external", "wechat", "file")}


def _end(site: Site) -> Iterator[Sentence]:
    run = site.manifest
    if run is None:
        yield Sentence("p_unknown", {})
    elif run.verdict is None or run.exit_code is None:
        yield Sentence("p_no_verdict", {})
    else:
        yield Sentence("p_verdict", {"verdict": texts()[f"v_{site.verdict}"], "code": run.exit_code})


_VERSIONS = {"version": "devzone_crawler", "scrapy": "scrapy", "python": "python"}
_SHARES = {"title": "title", "source": "source", "date": "publish_date", "views": "view_count", "body": "body_text"}


def _said(sentence: Sentence, language: Language) -> str:
    values = {
        name: getattr(value, language) if isinstance(value, Text) else value for name, value in sentence.values.items()
    }
    return say(sentence.key, language, **values)


def _day(moment: str) -> str:
    return moment[:10]
