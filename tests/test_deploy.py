"""The files under docs/deploy, held against linters and against the programs that they start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, run

DEPLOY = ROOT / "docs" / "deploy"
BIN = Path(sys.executable).parent
MANIFESTS = DEPLOY / "kubernetes.yaml"
SCRIPT = DEPLOY / "slurm.sh"


def linted(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_manifests_are_what_kubernetes_takes() -> None:
    code, said = linted(BIN / "kubernetes-validate", "--strict", MANIFESTS)
    assert code == 0, said
    assert said.count("passed") == len(list(yaml.safe_load_all(MANIFESTS.read_text("utf-8")))), said


def test_a_manifest_with_a_misspelt_key_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(MANIFESTS.read_text("utf-8").replace("replicas: 3", "replica: 3"))
    assert linted(BIN / "kubernetes-validate", "--strict", tmp_path / "wrong.yaml")[0] != 0


def test_the_yaml_is_well_formed() -> None:
    rules = "{extends: default, rules: {line-length: {max: 120}, braces: {max-spaces-inside: 0}}}"
    code, said = linted(BIN / "yamllint", "--strict", "-d", rules, MANIFESTS)
    assert code == 0, said


def test_the_script_is_a_sound_shell_script() -> None:
    code, said = linted(BIN / "shellcheck", "--shell=sh", "--enable=all", "--exclude=SC2250,SC2312", SCRIPT)
    assert code == 0, said


@pytest.mark.parametrize("path", [MANIFESTS, SCRIPT], ids=lambda path: path.name)
def test_every_option_that_is_used_exists(path: Path) -> None:
    text = re.sub(r"^\s*#.*$", "", path.read_text("utf-8"), flags=re.M)
    known = run("crawl", "--help").out
    for part in ("scheduler", "worker"):
        known += linted(sys.executable, "-m", "dask", part, "--help")[1]
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - {"--overlap"}
    assert used, "a script without options would say nothing"
    for option in used:
        assert re.search(rf"{option}\b", known) or f"--{option.removeprefix('--no-')} / {option}" in known, option


def test_sites_that_are_blocked_or_incomplete_do_not_start_the_job_again() -> None:
    (job,) = (one for one in yaml.safe_load_all(MANIFESTS.read_text("utf-8")) if one["kind"] == "Job")
    (rule,) = job["spec"]["podFailurePolicy"]["rules"]
    assert (rule["action"], rule["onExitCodes"]["values"]) == ("FailJob", [2, 3, 4, 5, 6])
