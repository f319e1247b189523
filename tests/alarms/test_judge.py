"""Sites that are well alarm nobody, and each way to go wrong is named."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.histories import Column, Site
from devzone_crawler.alarms.judge import findings_of
from devzone_crawler.manifest import Finding
from devzone_crawler.verdicts import Verdict

RATE = 0.0001
SHARES = {
    **{"categories": 1.0, "source": 0.95, "author": 0.2, "editor": 0.6, "publish_date": 1.0},
    **{"published_at": 0.9, "view_count": 0.97, "body_text": 0.98},
}


def alarms(site: Site, runs: int, every: int = 1) -> list[list[Finding]]:
    """The findings of each of the next runs."""
    return [findings_of(past, before, this, day, RATE) for day, past, before, this in site.run_daily(runs, every)]


def busy_site(seed: int = 1) -> Site:
    columns = [Column("要闻", 3.0, dict(SHARES)), Column("公告", 1.0, dict(SHARES)), Column("招商", 0.5, dict(SHARES))]
    site = Site(Random(seed), columns)
    assert not any(alarms(site, 20))
    return site


@pytest.mark.parametrize("every", [1, 7])
@pytest.mark.parametrize("seed", range(10))
def test_fifty_runs_of_a_site_that_is_well_alarm_nobody(seed: int, every: int) -> None:
    site = Site.healthy(seed)
    assert [finding for found in alarms(site, 50, every) for finding in found] == []


def test_a_field_that_is_gone_is_named_with_numbers_and_examples() -> None:
    site = busy_site()
    site.broken = {"source"}
    found = next(found for found in alarms(site, 20) if found)
    assert [(one.code, one.field, one.found) for one in found] == [("field_fell", "source", 0)]
    assert found[0].expected is not None and found[0].expected > 0
    assert found[0].chance < RATE
    assert found[0].why.startswith("source is known of 0 of this run's")
    assert found[0].examples[0] in found[0].why


def test_several_fields_that_are_gone_are_one_redesign() -> None:
    site = busy_site()
    site.broken = {"source", "published_at", "editor"}
    found = next(found for found in alarms(site, 20) if len(found[0:]) and found[0].code == "redesign")
    assert [one.code for one in found] == ["redesign"]
    assert "source" in found[0].why and "published_at" in found[0].why


def test_a_field_that_is_gone_from_one_column_is_named_with_it() -> None:
    site = busy_site()
    site.columns[1].shares["source"] = 0.0
    found = [one for found in alarms(site, 40) for one in found]
    assert found
    assert {(one.code, one.field, one.where) for one in found} == {("field_fell", "source", "公告")}


def test_pages_that_are_no_articles_any_more_are_a_redesign() -> None:
    site = busy_site()
    site.rejects = 40.0
    site.random = Random(5)
    found: list[Finding] = []
    for day, past, before, this in site.run_daily(10):
        this.rejected, this.new = this.new, 0
        past.now.clear()
        found = findings_of(past, before, this, day, RATE)
        if found:
            break
    assert [one.code for one in found] == ["redesign"]
    assert "pages that listings promise are articles" in found[0].why


def test_a_counter_that_answers_no_more_is_named_once() -> None:
    site = busy_site()
    site.broken, site.counter_is_broken = {"view_count"}, True
    found = next(found for found in alarms(site, 10) if found)
    assert [(one.code, one.field, one.found) for one in found] == [("counter_stopped", "view_count", 0)]


def test_a_column_that_falls_silent_is_named_after_some_weeks_and_not_before() -> None:
    site = busy_site()
    site.silent = {"公告"}
    found = alarms(site, 200)
    first = next(number for number, one in enumerate(found) if one)
    assert [(one.code, one.where) for one in found[first]] == [("silent_category", "公告")]
    assert 15 < first < 120
    assert all(found[first:]), "until somebody has looked"


def test_a_site_that_falls_silent_is_one_finding() -> None:
    site = busy_site()
    site.silent = {"要闻", "公告", "招商"}
    found = [one for one in alarms(site, 200) if one]
    assert {one.code for one in found[-1]} == {"silent_site"}


def test_a_column_that_was_given_up_before_anybody_looked_is_no_alarm() -> None:
    columns = [Column("要闻", 1.0, dict(SHARES)), Column("专题", 2.0, dict(SHARES), is_alive=False)]
    assert not any(alarms(Site(Random(3), columns), 50, 7))


def test_a_listing_that_is_gone_is_named_and_half_of_them_are_a_redesign() -> None:
    site = busy_site()
    site.gone = {"招商"}
    found = alarms(site, 3)
    assert [[(one.code, one.where) for one in run] for run in found] == [[("lost_listing", "招商")]] * 3
    site.gone = {"招商", "公告"}
    (found_then,) = alarms(site, 1)
    assert [one.code for one in found_then] == ["redesign"]


def test_a_listing_that_comes_and_goes_is_no_alarm() -> None:
    site = busy_site()
    for _ in range(3):
        site.gone = {"招商"}
        alarms(site, 1)
        site.gone = set()
        alarms(site, 3)
    site.gone = {"招商"}
    assert alarms(site, 1) == [[]]


def test_a_run_that_did_not_see_all_is_not_blamed_for_what_it_lacks() -> None:
    site = busy_site()
    site.gone = {"招商"}
    ((day, past, before, this),) = site.run_daily(1)
    assert findings_of(past, before, this, None, RATE) == []
    this.verdict = Verdict.INCOMPLETE
    assert findings_of(past, before, this, day, RATE) == []
    this.verdict, this.arguments = Verdict.COMPLETE, {"category": "要闻"}
    assert findings_of(past, before, this, day, RATE) == []
