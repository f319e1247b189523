"""`devzone report` as people run it: its figures are those of the data, and bad input gets one sentence."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from devzone_crawler.report.reading import open_directory
from devzone_crawler.report.texts import texts
from devzone_crawler.storage.jsonl import encode_line
from tests.conftest import Finished, records, run
from tests.made import article, views, write
from tests.report.hostile import ADDRESSES, HARM, hostile_directory

Element = Any
"""lxml says little of its types."""


def page(path: Path) -> Element:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def report(directory: Path, *options: str | Path) -> Element:
    done = run("report", directory, *options)
    assert (done.code, done.out) == (0, ""), done.err
    return page(directory / "report.html")


def table(under: Element, labelled: str) -> list[list[str]]:
    """The cells of the first table with this label, in English; a row for each row of its body."""
    (found,) = under.xpath(f".//div[@aria-labelledby='{labelled}'][1]")
    return [[said(cell) for cell in row] for row in found.xpath(".//tbody/tr")]


def said(element: Element) -> str:
    """The text of an element in English."""
    parts = element.xpath(".//text()[not(ancestor::*[@class='zh'])]")
    return " ".join("".join(parts).split())


def latest(directory: Path) -> list[dict[str, Any]]:
    return list({record["id"]: record for record in records(directory)}.values())


def last_counts(directory: Path) -> dict[str, int]:
    lines = [*records(directory), *map(json.loads, (directory / "views.jsonl").read_text("utf-8").splitlines())]
    ordered = sorted(lines, key=lambda line: line["fetched_at"])
    return {line["id"]: line["view_count"] for line in ordered if line["view_count"] is not None}


# --- the figures of a real crawl ------------------------------------------------------------------------------------


def test_the_first_screen_says_how_it_went_how_many_and_of_when(crawled: Path, page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    articles = latest(crawled)
    days = [record["publish_date"] for record in articles]
    keys = [said(one) for one in shown.xpath("//dl[@class='keys']/div/dd")]
    assert said(shown.xpath("//h2[@id='h-verdict']")[0]) == "Incomplete"
    assert keys[:4] == [str(len(articles)), f"{min(days)[:4]}–{max(days)[:4]}", "2", "1"]
    (reason,) = shown.xpath("//section[@id='verdict']//ul/li")
    assert "answered 500; run the crawl again to fetch it." in said(reason)


def test_articles_over_time_categories_and_sources_are_those_of_the_records(
    crawled: Path, page_of_crawled: Path
) -> None:
    shown = page(page_of_crawled)
    articles = latest(crawled)
    months = Counter(record["publish_date"][:7] for record in articles)
    over_time = {name: int(count) for name, count in table(shown, "time-data")}
    assert {name: count for name, count in over_time.items() if count} == months
    assert list(over_time) == sorted(over_time)
    for label, key in (("h-categories", "categories"), ("h-sources", "source")):
        found = {row[0]: (int(row[1]), row[-1]) for row in table(shown, label)}
        groups: dict[str, list[str]] = {}
        for record in articles:
            name = " / ".join(record[key]) if isinstance(record[key], list) else record[key] or "none printed"
            groups.setdefault(name, []).append(record["publish_date"])
        assert found == {name: (len(days), max(days)) for name, days in groups.items()}


def test_view_counts_are_the_last_that_were_read_and_their_growth_is_the_difference(
    crawled: Path, page_of_crawled: Path
) -> None:
    shown = page(page_of_crawled)
    counts = last_counts(crawled)
    first = {record["id"]: record["view_count"] for record in records(crawled) if record["revision"] == 1}
    assert sum(int(count) for _, count in table(shown, "views-data")) == len(counts)
    assert [int(row[1]) for row in table(shown, "t-viewed")] == sorted(counts.values(), reverse=True)[:10]
    grown = sorted((counts[one] - first[one] for one in counts if counts[one] != first[one]), reverse=True)
    assert [int(row[1]) for row in table(shown, "t-grown")] == grown[:10]
    sentence = said(shown.xpath("//h3[@id='t-growth']/following-sibling::p[1]")[0])
    assert f"{sum(grown):,} views were gained" in sentence


def test_lengths_and_coverage_are_those_of_the_records(crawled: Path, page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    articles = latest(crawled)
    lengths = [len(record["body_text"]) for record in articles]
    assert sum(int(count) for _, count in table(shown, "lengths-data")) == len(articles)
    sentence = said(shown.xpath("//section[@id='lengths']/p")[0])
    assert f"{round(statistics.median(lengths)):,} characters" in sentence
    assert f"the longest has {max(lengths):,}" in sentence
    for name, known, lacking, share, _ in table(shown, "h-coverage"):
        filled = sum(record[name] not in (None, "", []) for record in articles)
        assert (int(known), int(lacking)) == (filled, len(articles) - filled)
        assert float(share.removesuffix(" %")) == pytest.approx(100 * filled / len(articles), abs=0.05)


def test_pages_that_lack_a_field_are_named_with_the_reason(crawled: Path, page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    found = {said(one.xpath("summary")[0]): one for one in shown.xpath("//section[@id='coverage']//details")}
    (without_time,) = (record for record in latest(crawled) if record["published_at"] is None)
    named = found["published_at 1 The page shows a day, and no time of day."]
    assert named.xpath(".//a/@href") == [without_time["url"]]
    assert said(named.xpath(".//li/code")[0]) == without_time["id"]
    assert "source 1 The page names no source (来源), or a placeholder such as 未知." in found


def test_the_runs_are_held_against_each_other(crawled: Path, page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    runs = [json.loads(line) for line in (crawled / "runs.jsonl").read_text("utf-8").splitlines()]
    told = table(shown, "runs-1")
    keys = ("run", "new", "revised", "unchanged", "rejected", "failures", "requests")
    assert [[int(row[at]) for at in (0, 3, 4, 5, 6, 7, 8)] for row in told] == [
        [one[key] for key in keys] for one in reversed(runs)
    ]
    two = {row[0]: row[1:] for row in table(shown, "two-1")}
    new, before = runs[-1]["new"], runs[-2]["new"]
    assert two["New articles"] == [str(new), str(before), f"{new - before:+}"]
    assert [int(row[1]) for row in table(shown, "runs-1-data")] == [one["new"] for one in runs]


def test_samples_lead_to_their_page_and_their_archive(crawled: Path, page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    articles = {record["id"]: record for record in latest(crawled)}
    samples = shown.xpath("//ol[@class='samples']/li")
    assert len(samples) == 12
    for sample, id_ in zip(samples, sorted(articles), strict=False):
        to_page, to_archive = sample.xpath(".//a/@href")
        assert to_page == articles[id_]["url"]
        assert (page_of_crawled.parent / unquote(to_archive)).is_file()
        assert articles[id_]["archive"].startswith(to_archive)
        assert articles[id_]["title"] in said(sample)


def test_the_methods_paragraph_has_the_figures_of_the_run_in_both_languages(
    crawled: Path, page_of_crawled: Path
) -> None:
    shown = page(page_of_crawled)
    told = json.loads((crawled / "manifest.json").read_text("utf-8"))
    runs = [json.loads(line) for line in (crawled / "runs.jsonl").read_text("utf-8").splitlines()]
    figures = [
        told["versions"]["devzone_crawler"],
        told["versions"]["scrapy"],
        told["settings"]["USER_AGENT"],
        told["arguments"]["url"],
        told["started_at"][:10],
        *map(str, (len(latest(crawled)), len(told["categories"]), told["counts"]["requests"])),
        str(sum(one["requests"] for one in runs)),
        str(sum(one["entries"] for one in told["categories"])),
        str(told["exit_code"]),
    ]
    for language, robots in (("en", "robots.txt was obeyed"), ("zh", "遵守 robots.txt")):
        (paragraph,) = shown.xpath(f"//blockquote[@id='method-1-{language}']/text()")
        assert [figure for figure in [*figures, robots] if figure not in paragraph] == []


# --- several directories --------------------------------------------------------------------------------------------


def test_several_directories_give_one_report_with_their_sum(crawled: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other" / "articles.jsonl", *(article(number) for number in range(5))).parent
    path = tmp_path / "all.html"
    assert run("report", crawled, other, crawled, "--output", path).code == 0
    shown = page(path)
    rows = table(shown, "t-sites")
    assert [row[2] for row in rows] == [str(len(latest(crawled))), "5"]
    assert [row[1] for row in rows] == ["Incomplete", "No verdict"]
    assert said(shown.xpath("//tfoot/tr/td")[1]) == str(len(latest(crawled)) + 5)
    assert sum(int(row[1]) for row in table(shown, "lengths-data")) == len(latest(crawled)) + 5
    assert len(shown.xpath("//blockquote")) == 4
    assert len(shown.xpath("//@id")) == len(set(shown.xpath("//@id")))


def test_several_directories_need_a_place_for_their_report(crawled: Path, tmp_path: Path) -> None:
    done = run("report", crawled, tmp_path)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "--output" in done.err


# --- what is broken -------------------------------------------------------------------------------------------------


def refused(code: int, *arguments: str | Path) -> str:
    """The one sentence of a report that was not made."""
    done: Finished = run("report", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done.err
    return done.err


def test_a_directory_that_is_not_ours_is_told(tmp_path: Path) -> None:
    assert "holds no articles.jsonl" in refused(2, tmp_path)
    assert "does not exist" in refused(2, tmp_path / "nowhere")
    (tmp_path / "file").touch()
    assert "is no directory" in refused(2, tmp_path / "file")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_line_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", article(1), article(2, view_count="many"))
    assert f"{path}:2 is no line of devzone" in refused(6, tmp_path)
    path.write_bytes(b"\xff\xfe\n")
    assert f"{path}:1 is no line of devzone" in refused(6, tmp_path)


def test_a_line_that_is_too_long_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with path.open("wb") as file:
        file.write(encode_line(article(1)))
        file.write(b'{"id":"')
        file.truncate(33 << 20)
        file.seek(0, os.SEEK_END)
        file.write(b'"}\n')
    assert f"{path}:2 is no line of devzone" in refused(6, tmp_path)


def test_a_directory_whose_name_is_no_text_is_reported_on(tmp_path: Path) -> None:
    directory = Path(os.fsdecode(os.fsencode(tmp_path / "zone") + b"\xff<b>"))
    write(directory / "articles.jsonl", article(1))
    shown = report(directory)
    assert not shown.xpath("//h1//b")
    assert said(shown.xpath("//h1")[0]).endswith("<b>")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl", article(1))
    assert "cannot be written" in refused(3, tmp_path, "--output", tmp_path / "no" / "report.html")


def test_a_killed_crawl_is_reported_as_not_finished(crawled: Path, tmp_path: Path) -> None:
    for name in ("articles.jsonl", "views.jsonl", "manifest.json"):
        (tmp_path / name).write_bytes((crawled / name).read_bytes())
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    running = {"state": "running", "ended_at": None, "verdict": None, "exit_code": None, "politeness": None}
    (tmp_path / "manifest.json").write_text(json.dumps(told | running), "utf-8")
    with (tmp_path / "articles.jsonl").open("ab") as file:
        file.write(encode_line(article(1))[:99])
    shown = report(tmp_path)
    assert said(shown.xpath("//h2[@id='h-verdict']")[0]) == "Not finished"
    keys = [said(one) for one in shown.xpath("//dl[@class='keys']/div/dt")]
    assert keys == ["articles", "published", "have a view count"]
    assert said(shown.xpath("//dl[@class='keys']//dd")[0]) == str(len(latest(crawled)))
    assert not shown.xpath("//section[@id='refused']")


def test_settings_that_come_as_text_are_told_as_they_were_meant(crawled: Path, tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_bytes((crawled / "articles.jsonl").read_bytes())
    told = json.loads((crawled / "manifest.json").read_text("utf-8"))
    told["settings"] |= {"ROBOTSTXT_OBEY": "False", "DOWNLOAD_DELAY": "2.5", "CONTACT": "you@university.example"}
    told["arguments"] |= {"since": "2026-01-01"}
    (tmp_path / "manifest.json").write_text(json.dumps(told), "utf-8")
    shown = said(report(tmp_path))
    assert "robots.txt was not obeyed" in shown and "robots.txt was not taken into account" in shown
    assert "was set to 2.5 s" in shown and "you@university.example" in shown
    assert "It took a part of the site: since 2026-01-01." in shown
    assert "AutoThrottle" not in shown and "It was lengthened" not in shown


def test_findings_are_named_once_with_their_examples(crawled: Path, tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_bytes((crawled / "articles.jsonl").read_bytes())
    told = json.loads((crawled / "manifest.json").read_text("utf-8"))
    why = "通知公告 has given nothing for 90 days."
    finding = {"code": "silent_category", "why": why, "chance": 0.00001, "examples": ["http://zone.example/notice/"]}
    told["findings"] = [finding]
    told["reasons"].append({"verdict": "quality", "why": why})
    (tmp_path / "manifest.json").write_text(json.dumps(told), "utf-8")
    shown = report(tmp_path)
    (named,) = shown.xpath("//ul[@class='findings']/li")
    assert said(named).startswith(f"A category has fallen silent: {why}")
    assert named.xpath("./a/@href") == ["http://zone.example/notice/"]
    assert said(shown.xpath("//section[@id='verdict']")[0]).count(why) == 1


@pytest.mark.parametrize("manifest", [None, "{}", "no JSON", '{"schema_version": 9}'])
def test_records_without_a_manifest_have_no_verdict(manifest: str | None, tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl", article(1), article(2))
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    shown = report(tmp_path)
    assert said(shown.xpath("//h2[@id='h-verdict']")[0]) == "No verdict"
    assert ("could not be read" in said(shown.xpath("//section[@id='verdict']")[0])) == (manifest is not None)


def test_an_empty_output_has_no_empty_boxes(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").touch()
    shown = report(tmp_path)
    assert [one.get("id") for one in shown.xpath("//section")] == ["verdict", "method"]
    assert "The directory holds no article yet." in said(shown)


def test_an_article_counts_once_with_its_last_revision_and_its_last_count(tmp_path: Path) -> None:
    first = article(1, title="旧", view_count=5)
    second = article(1, title="新", revision=2, view_count=9, fetched_at="2026-11-26T08:30:00+00:00")
    write(tmp_path / "articles.jsonl", first, article(2), second)
    later = [views(1, 30, fetched_at="2026-11-28T08:30:00+00:00"), views(2, 800)]
    write(tmp_path / "views.jsonl", *later)
    shown = report(tmp_path)
    assert [said(one) for one in shown.xpath("//ol[@class='samples']/li/p[@class='headline']")].count("新") == 1
    assert "旧" not in html.tostring(shown, encoding="unicode")
    assert [row[1:4] for row in table(shown, "t-grown")] == [["+25", "5", "30"]]
    sentence = said(shown.xpath("//h3[@id='t-growth']/following-sibling::p[1]")[0])
    assert "The counts of 2 articles were read more than once: 25 views were gained." in sentence
    assert "1 count is lower than before" in sentence


def test_what_a_crawl_writes_meanwhile_is_left_to_the_next_report(tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", article(1, view_count=5), article(2))
    directory = open_directory(tmp_path)
    list(directory.revisions())
    with path.open("ab") as file:
        file.write(encode_line(article(1, revision=2, view_count=9)) + encode_line(article(3)))
    assert [(record.url, record.revision) for record in directory.records()] == [
        ("http://zone.example/news/1.html", 1),
        ("http://zone.example/news/2.html", 1),
    ]


# --- what means harm ------------------------------------------------------------------------------------------------


def test_hostile_texts_stand_there_as_text(tmp_path: Path) -> None:
    directory = hostile_directory(tmp_path)
    shown = report(directory)
    source = (directory / "report.html").read_text("utf-8")
    assert len(source) < 1_000_000
    assert [one for one in shown.xpath("//script/text()") if "owned" in one] == []
    assert not shown.xpath("//img | //iframe | //@onload | //@onerror | //@onmouseover")
    hrefs = [to for to in shown.xpath("//main//a/@href") if not to.startswith("#")]
    assert hrefs
    assert [to for to in hrefs if not to.startswith("http://zone.example/")] == []
    assert "=HYPERLINK" in said(shown)
    assert "{{ 7 * 7 }}" in said(shown)
    assert not set(source) & {"\x1b", "\x07", "\u202e", "\u2066"}
    assert len(HARM) + len(ADDRESSES) == int(said(shown.xpath("//dl[@class='keys']//dd")[0]))


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_file_asks_for_nothing_else(page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    assert (
        shown.xpath("//*[@src] | //link[@href][not(starts-with(@href, 'data:'))] | //style[contains(., 'url(')]") == []
    )
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_every_text_is_shown_in_both_languages(page_of_crawled: Path) -> None:
    shown = page(page_of_crawled)
    english, chinese = (shown.xpath(f"//span[@class='{language}']") for language in ("en", "zh"))
    assert len(english) == len(chinese) > 100
    assert [one for one in [*english, *chinese] if not one.text_content().strip()] == []


def test_the_same_directory_gives_the_same_report(crawled: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a.html", "b.html"):
        assert run("report", crawled, "--output", tmp_path / name, PYTHONHASHSEED="random").code == 0
        shown = page(tmp_path / name)
        (footer,) = shown.xpath("//footer")
        footer.getparent().remove(footer)
        made.append(html.tostring(shown))
    assert made[0] == made[1]


def test_without_its_packages_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "jinja2.py").write_text("raise ModuleNotFoundError(name='jinja2')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "devzone_crawler", "report", str(tmp_path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "devzone report needs Jinja2 and vl-convert: pip install 'devzone_crawler[report]'\n",
    )


def test_no_text_is_without_use() -> None:
    package = Path(__file__).parent.parent.parent / "devzone_crawler" / "report"
    sources = [path for path in package.rglob("*") if path.suffix in (".py", ".html")]
    used = "".join(path.read_text("utf-8") for path in sources)
    made_up = tuple(f"{kind}_" for kind in "vmtferln")  # from a verdict, a figure, an end, a role, a reason, a finding
    ways = ("'{}'", '"{}"', "texts.{}[")
    unused = [key for key in texts() if not any(way.format(key) in used for way in ways)]
    assert [key for key in unused if not key.startswith(made_up)] == []
