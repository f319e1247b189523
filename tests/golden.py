"""Golden files: what a page must give, field by field, written by people and kept beside the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FIXTURES


@dataclass(frozen=True)
class Page:
    """A saved page and the golden file beside it."""

    path: Path

    @property
    def golden_path(self) -> Path:
        return self.path.with_suffix(".json")

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @property
    def golden(self) -> dict[str, Any]:
        """The golden file; of a page that has none yet, what is needed to make one."""
        if self.golden_path.exists():
            found: dict[str, Any] = json.loads(self.golden_path.read_text("utf-8"))
            return found
        return {
            "url": "https://www.zone.example/",
            "content_type": "text/html",
            "captured_at": "2026-11-20T08:00:00+00:00",
            "about": "",
            "expected": {},
        }

    @property
    def captured_at(self) -> datetime:
        return datetime.fromisoformat(self.golden["captured_at"])

    def write(self, expected: dict[str, Any]) -> None:
        text = json.dumps({**self.golden, "expected": expected}, ensure_ascii=False, indent=1)
        self.golden_path.write_text(text + "\n", "utf-8")


def pages(folder: str) -> list[Page]:
    """Every saved page below fixtures/`folder`."""
    return [Page(path) for path in sorted((FIXTURES / folder).rglob("*.html"))]


def name_of(page: Page) -> str:
    return f"{page.path.parent.name}/{page.path.stem}"


def settle(page: Page, read: dict[str, Any], update: bool) -> None:
    """Write the golden file if it is missing or shall be updated. A new one fails the run until someone has looked."""
    if page.golden_path.exists() and not update:
        return
    new = not page.golden_path.exists()
    golden = page.golden
    page.write(read | {field: golden["expected"][field] for field in golden.get("open", {})})
    if new:
        pytest.fail(f"{page.golden_path} was missing and has been written: read it, correct it, commit it.")


def check_fields(page: Page, fields: tuple[str, ...], read: dict[str, Any]) -> None:
    """The fields are what the golden file says; or, where that says `open`, known to be wrong and still so."""
    expected = page.golden["expected"]
    for field in fields:
        if field in page.golden.get("open", {}):
            assert read.get(field) != expected[field], f"{field} is read right now: take it out of `open`"
        elif field in expected:
            assert read.get(field) == expected[field]


def parametrize(metafunc: pytest.Metafunc, folder: str, fields: tuple[str, ...]) -> None:
    """Make one case a page and field; with --whole-pages one a page, which is quicker and says less."""
    whole = metafunc.config.getoption("--whole-pages")
    metafunc.parametrize(("page", "fields"), cases(folder, fields, whole))


def cases(folder: str, fields: tuple[str, ...], whole: bool) -> list[Any]:
    """Pages, each with those of the fields that its golden file knows: with all of them, or one after the other."""
    found = []
    for page in pages(folder):
        known = page.golden["expected"] if page.golden_path.exists() else fields
        told = tuple(field for field in fields if field in known)
        if whole:
            found.append(pytest.param(page, told, id=name_of(page)))
        else:
            found += [pytest.param(page, (field,), id=f"{name_of(page)}-{field}") for field in told]
    return found
