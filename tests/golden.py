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


def check_field(page: Page, field: str, read: dict[str, Any]) -> None:
    """The field is what its golden file says; or, where that says `open`, it is known to be wrong and still is."""
    expected = page.golden["expected"]
    if field in page.golden.get("open", {}):
        assert read.get(field) != expected[field], f"{field} is read right now: take it out of `open`"
    elif field in expected:
        assert read.get(field) == expected[field]


def cases(folder: str, fields: tuple[str, ...]) -> list[Any]:
    """One case a page and field."""
    return [
        pytest.param(page, field, id=f"{name_of(page)}-{field}")
        for page in pages(folder)
        for field in fields
        if not page.golden_path.exists() or field in page.golden["expected"]
    ]
