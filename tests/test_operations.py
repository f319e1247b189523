"""What docs/operations.md shows is tried: cron, systemd, Prometheus; and the figures of METRICS_FILE are true."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from devzone_crawler.manifest import FindingCode
from devzone_crawler.simulator import Server, make_site, serve
from devzone_crawler.verdicts import Verdict
from tests.conftest import ROOT, UNHURRIED, crawl, records
from tests.sites.changing import ChangingSite, changing
from tests.test_docs import code_blocks

OPERATIONS = ROOT / "docs" / "operations.md"
DEVZONE = Path(sys.executable).parent / "devzone"
SECONDS = 60

Figures = dict[tuple[str, ...], float]
"""Values by name and the labels beside site, sorted by their names."""


def figures(path: Path) -> Figures:
    """What a metrics file says; it must be whole, and nothing beside it may be left."""
    found: Figures = {}
    for family in text_string_to_metric_families(path.read_text("utf-8")):
        for sample in family.samples:
            labels = [value for name, value in sorted(sample.labels.items()) if name != "site"]
            assert sample.labels["site"]
            found[(sample.name, *labels)] = sample.value
    return found


def needs(program: str) -> str:
    """The path of a program; without it the test is skipped."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


@pytest.fixture(scope="module")
def small_site() -> Iterator[Server]:
    with serve(make_site("thinkphp", articles=30, seed=4)) as server:
        yield server


# --- METRICS_FILE -----------------------------------------------------------------------------------------------------


def test_figures_are_those_of_the_manifest_and_records_count_on_over_runs(tmp_path: Path) -> None:
    site, output, path = ChangingSite(), tmp_path / "out", tmp_path / "site.prom"
    site.publish("news", 12)
    with changing(site) as url:
        for new in (12, 3):
            assert crawl(url, output, settings=(f"METRICS_FILE={path}",)).code == 0
            told, found = json.loads((output / "manifest.json").read_text("utf-8")), figures(path)
            assert found["devzone_run_articles", "new"] == told["counts"]["new"] == new
            assert found["devzone_records_total",] == len(records(output))
            assert found["devzone_run_requests",] == told["counts"]["requests"]
            assert {status: found["devzone_run_responses", status] for status in told["counts"]["responses"]} == {
                status: float(count) for status, count in told["counts"]["responses"].items()
            }
            assert found["devzone_run_field_coverage_ratio", "source"] == told["coverage"]["source"]
            assert found["devzone_run_active",] == 0
            assert {name: found["devzone_last_run_verdict", name] for name in ("complete", "blocked")} == {
                **{"complete": 1, "blocked": 0},
            }
            site.publish("news", 3)
    assert sorted(tmp_path.iterdir()) == [output, path], "no draft is left"


def test_the_last_success_outlives_runs_that_fail(tmp_path: Path) -> None:
    site, path = ChangingSite(), tmp_path / "site.prom"
    site.publish("news", 3)
    with changing(site) as url:
        crawl(url, tmp_path / "out", settings=(f"METRICS_FILE={path}",))
        success = figures(path)["devzone_last_success_timestamp_seconds",]
        site.broken = {"/news/": 404}
        assert crawl(url, tmp_path / "out", "--full", settings=(f"METRICS_FILE={path}",)).code == 5
    found = figures(path)
    assert found["devzone_last_success_timestamp_seconds",] == int(success), "to the second, as runs.jsonl has it"
    assert (found["devzone_last_run_verdict", "incomplete"], found["devzone_last_run_exit_code",]) == (1, 5)
    assert found["devzone_run_failures", "page"] >= 1 or found["devzone_run_failures", "listing"] >= 1


def test_a_crawl_that_was_killed_leaves_a_file_that_says_it_is_at_work(small_site: Server, tmp_path: Path) -> None:
    path = tmp_path / "site.prom"
    slowly = (*UNHURRIED, "DOWNLOAD_DELAY=0.5", f"METRICS_FILE={path}", "METRICS_SECONDS=0.1")
    chosen = [part for setting in slowly for part in ("-s", setting)]
    command = [sys.executable, "-m", "devzone_crawler", "crawl", small_site.url, "--output", str(tmp_path / "out")]
    with subprocess.Popen([*command, *chosen], stderr=subprocess.DEVNULL) as process:
        while not (path.exists() and figures(path)["devzone_run_requests",] > 2):
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05)
        process.send_signal(signal.SIGKILL)
    assert figures(path)["devzone_run_active",] == 1
    assert ("devzone_last_run_exit_code",) not in figures(path), "no run has ended here"


def test_a_file_that_cannot_be_written_costs_one_remark(small_site: Server, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "site.prom"
    done = crawl(small_site.url, tmp_path / "out", settings=(f"METRICS_FILE={nowhere}", "METRICS_SECONDS=0.1"))
    assert done.code == 0
    assert done.err.count("METRICS_FILE") == 1
    assert "(No such file or directory): no figures of this run." in done.err
    assert len(records(tmp_path / "out")) == 30


@pytest.mark.parametrize("value", ["0", "soon", "-3"])
def test_a_metrics_seconds_that_means_nothing_ends_before_the_first_request(value: str, tmp_path: Path) -> None:
    chosen = (f"METRICS_FILE={tmp_path / 'site.prom'}", f"METRICS_SECONDS={value}")
    done = crawl("http://127.0.0.1:1/", tmp_path / "out", settings=chosen)
    assert (done.code, f"METRICS_SECONDS={value} means nothing" in done.err) == (2, True)


def test_each_site_has_a_file_of_its_own_that_promtool_has_nothing_against(small_site: Server, tmp_path: Path) -> None:
    crawl(small_site.url, tmp_path / "out", settings=(f"METRICS_FILE={tmp_path}/devzone-{{spider}}.prom",))
    (path,) = tmp_path.glob("devzone-127.0.0.1_*.prom")
    command = [needs("promtool"), "check", "metrics"]
    done = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_document_names_every_figure_and_no_other(small_site: Server, tmp_path: Path) -> None:
    crawl(small_site.url, tmp_path / "out", settings=(f"METRICS_FILE={tmp_path}/site.prom",))
    text = (tmp_path / "site.prom").read_text("utf-8")
    written = set(re.findall(r"^# TYPE (\w+)", text, re.M))
    table = [line for line in OPERATIONS.read_text("utf-8").splitlines() if line.startswith("| `devzone_")]
    named = {name for line in table for name in re.findall(r"`(devzone_\w+)`", line.split("|")[1])}
    assert named == written


# --- what operations.md shows -----------------------------------------------------------------------------------------


def test_the_document_has_every_exit_code_with_its_verdict() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", OPERATIONS.read_text("utf-8"), re.M)
    assert {name: int(code) for code, name in rows} == {verdict.value: verdict.exit_code for verdict in Verdict}


def test_the_line_for_cron_is_quiet_when_all_is_well_and_says_what_is_not(small_site: Server, tmp_path: Path) -> None:
    (block,) = code_blocks(OPERATIONS, "cron")
    line = next(line for line in block.splitlines() if not line.startswith("MAILTO="))
    *fields, command = line.split(" ", 5)
    assert [re.fullmatch(r"\d{1,2}|\*", field) is not None for field in fields] == [True] * 5
    assert "%" not in command, "cron takes it for the end of the line"
    settings = shlex.join(part for setting in UNHURRIED for part in ("-s", setting))
    here = command.replace("/opt/devzone/.venv/bin/devzone", str(DEVZONE)).replace("/srv/devzone", str(tmp_path))
    well = ["env", "-i", "sh", "-c", f"{here.replace('crawl cadz', f'crawl {small_site.url}')} {settings}"]
    done = subprocess.run(well, capture_output=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len(records(tmp_path / "cadz")) == 30
    gone = ["env", "-i", "sh", "-c", f"{here.replace('crawl cadz', 'crawl http://127.0.0.1:1/')}0 {settings}"]
    done = subprocess.run(gone, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 2, "an option that is none"


def test_the_units_for_systemd_are_valid(tmp_path: Path) -> None:
    program = needs("systemd-analyze")
    for kind in ("service", "timer"):
        (block,) = code_blocks(OPERATIONS, f"systemd-{kind}")
        block = block.replace("/opt/devzone/.venv/bin/devzone", str(DEVZONE)).replace("User=devzone\n", "")
        (tmp_path / f"devzone@.{kind}").write_text(block.replace("file:/opt/devzone/docs", "file:/docs"))
    names = [str(tmp_path / f"devzone@cadz.{kind}") for kind in ("service", "timer")]
    for name in names:
        shutil.copy(tmp_path / f"devzone@.{name.rpartition('.')[2]}", name)
    environment = os.environ | {"SYSTEMD_LOG_LEVEL": "warning"}
    done = subprocess.run(
        [program, "verify", "--man=no", *names], capture_output=True, text=True, env=environment, check=False
    )
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "devzone@" in line]
    assert (done.returncode, told) == (0, []), done.stderr


def test_the_rules_for_prometheus_are_valid(tmp_path: Path) -> None:
    (block,) = code_blocks(OPERATIONS, "prometheus-rules")
    (tmp_path / "devzone.yml").write_text(block)
    done = subprocess.run(
        [needs("promtool"), "check", "rules", str(tmp_path / "devzone.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "4 rules found" in done.stdout


def test_the_document_names_every_finding_and_no_other() -> None:
    text = OPERATIONS.read_text("utf-8")
    table = text[text.index("## Findings") : text.index("## Every day by cron")]
    named = {code for row in re.findall(r"^\| (`\w+`[^|]*) \|", table, re.M) for code in re.findall(r"`(\w+)`", row)}
    assert named == set(get_args(FindingCode))
