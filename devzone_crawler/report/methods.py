"""The paragraph *How this data was collected*, with the real figures of a directory, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from devzone_crawler.report.shown import shown
from devzone_crawler.report.sites import Site
from devzone_crawler.report.texts import LANGUAGES, Language, Text, say, texts
from devzone_crawler.version import __version__

_PARTS = ("category", "since", "until", "max_articles")
"""Arguments of a spider that make a run take a part of the site."""
_MOST_REASONS = 3
_UNITS = {"in_hours": 3_600, "in_minutes": 60, "in_seconds": 1}
_COMMA = {"en": ", ", "zh": "、"}
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


def duration(seconds: float) -> Text:
    """A time in the unit that fits it."""
    for least, key in ((7_200, "in_hours"), (120, "in_minutes"), (0, "in_seconds")):
        if seconds >= least:
            figure = number(round(seconds / _UNITS[key], 1))
            return Text(*(say(key, language, n=figure) for language in LANGUAGES))
    raise ValueError(f"{seconds} s is no time")


def number(value: float) -> str:
    """A number of seconds or the like, no longer than need be."""
    return f"{value:,.3f}".rstrip("0").rstrip(".") if value < 10 else f"{value:,.1f}".removesuffix(".0")


def _crawl(site: Site) -> Iterator[Sentence]:
    run, fetched = site.manifest, site.tally.fetched
    if run is None:
        if fetched is not None:
            yield Sentence("p_who_bare", {"site": site.name, "version": __version__, "when": _when(*fetched)})
        return
    when = _when(*(fetched or (run.started_at, run.ended_at or run.started_at)))
    versions = {name: run.versions.get(key, "?") for name, key in _VERSIONS.items()}
    home = shown(run.arguments.get("url") or run.spider)
    yield Sentence("p_who", {"site": site.name, "home": home, "n": max(len(site.runs), 1), "when": when, **versions})
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
        forbidden = run.politeness.robots
        yield Sentence("p_robots", {"n": forbidden}) if forbidden else Sentence("p_robots_nothing", {})
    yield Sentence("p_delay", {"delay": number(site.delay), "at_once": site.at_once})
    if site.slows_down:
        yield Sentence("p_slower", {})
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
    if (what := left_out(site)) is not None:
        yield Sentence("p_elsewhere", {"what": what})


def left_out(site: Site) -> Text | None:
    """What listings name as entries and was not crawled, counted by why; None if there is nothing of the kind."""
    hosts = site.manifest.left_out if site.manifest is not None else {}
    counts = {f"l_{why}": sum(host.count for host in found) for why, found in hosts.items() if found}
    if not counts:
        return None
    said = ((say(key, language, n=count) for key, count in counts.items()) for language in LANGUAGES)
    return Text(*(_COMMA[language].join(parts) for language, parts in zip(LANGUAGES, said, strict=True)))


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


def _when(first: str, last: str) -> Text:
    """The days of two moments; one if they are the same."""
    days = {"first": first[:10], "last": last[:10]}
    key = "w_day" if first[:10] == last[:10] else "w_days"
    return Text(*(say(key, language, **days) for language in LANGUAGES))
