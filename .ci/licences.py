"""Write docs/licences.md: what is installed with devzone_crawler, and under which licences.

Usage: licences.py LICENCES.json DOCUMENT. The first is what `pip-licenses --format json` says of the environment.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEAD = """# Licences of what is installed

Written by `make sbom`, which also makes `dist/sbom.json`, the same in the form of CycloneDX, with versions and hashes.
Versions are in `requirements.lock`. None of these packages is part of the wheel.
"""
UNSTATED = {"axe-playwright-python": "MIT, its axe-core MPL-2.0"}
"""What a package says in its LICENSE file and not in its metadata."""
TITLES = {"": "For everybody", "dev": "For the tests and the style"}


def needed(extra: str) -> set[str]:
    """Names of all packages that devzone_crawler needs, with one of its extras."""
    found: set[str] = set()
    waiting = [("devzone_crawler", extra)]
    while waiting:
        name, chosen = waiting.pop()
        try:
            stated = requires(name) or []
        except PackageNotFoundError:
            continue  # for another platform
        for requirement in map(Requirement, stated):
            if requirement.marker is not None and not requirement.marker.evaluate({"extra": chosen}):
                continue
            below = canonicalize_name(requirement.name)
            if below not in found:
                found.add(below)
                waiting += [(below, inner) for inner in (requirement.extras or {""})]
    return found


def document(licences: dict[str, str]) -> str:
    """The whole document."""
    text, listed = HEAD, set[str]()
    extras = metadata("devzone_crawler").get_all("Provides-Extra") or []
    for extra in ("", *sorted(set(extras) - {"dev"}), "dev"):
        names = sorted((needed(extra) & licences.keys()) - listed)
        listed |= set(names)
        text += f"\n## {TITLES.get(extra, f'With the extra `{extra}`')}\n\n| package | licence |\n|---|---|\n"
        text += "".join(f"| {name} | {licences[name]} |\n" for name in names)
    return text


def main() -> None:
    """Read the licences, write the document."""
    source, target = map(Path, sys.argv[1:])
    said = json.loads(source.read_text("utf-8"))
    licences = {canonicalize_name(row["Name"]): " ".join(row["License"].split()) for row in said}
    target.write_text(document(licences | UNSTATED), "utf-8")


if __name__ == "__main__":
    main()
