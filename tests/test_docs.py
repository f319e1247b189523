"""What the documents say is true: their Python runs, their links lead somewhere, both READMEs agree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import FIXTURES, ROOT, run

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
GUIDES = [ROOT / "docs" / "usage.md", ROOT / "docs" / "usage.zh-CN.md"]
DOCUMENTS = [*READMES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def code_blocks(document: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", document.read_text("utf-8"), re.S)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize(("document", "count"), [(READMES[0], 1), (GUIDES[0], 2)], ids=["README", "usage"])
def test_the_python_of_the_documents_runs(document: Path, count: int, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes((FIXTURES / "articles/trs/policy_notice.html").read_bytes())
    blocks = code_blocks(document, "python")
    assert len(blocks) == count
    for block in blocks:
        subprocess.run([sys.executable, "-W", "error", "-c", block], cwd=tmp_path, check=True, capture_output=True)


@pytest.mark.parametrize("pair", [READMES, GUIDES], ids=["README", "usage"])
def test_both_languages_show_the_same_python_and_the_same_record(pair: list[Path]) -> None:
    english, chinese = pair
    for language in ("python", "json"):
        assert code_blocks(english, language) == code_blocks(chinese, language)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_guide_names_all_commands_and_no_others(guide: Path) -> None:
    listed = set(re.findall(r"^  (\w+) ", run("--help").out.partition("Commands")[2], re.M))
    assert set(re.findall(r"^devzone (\w+)", guide.read_text("utf-8"), re.M)) == listed


def test_the_architecture_names_only_files_that_exist() -> None:
    package = ROOT / "devzone_crawler"
    names = {path.name for path in package.rglob("*.py")} | {path.name for path in (ROOT / "tests").glob("*.py")}
    for name in re.findall(r"\b(\w+\.py)\b", (ROOT / "docs" / "architecture.md").read_text("utf-8")):
        assert name in names
