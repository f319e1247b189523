"""`devzone check`: what is wrong with an output directory, said to people and to programs."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from devzone_crawler.commands.console import end, say, show

if TYPE_CHECKING:
    from devzone_crawler.checking import Checked, Finding


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="DIR|FILE", help="Output directories, or files of them.")],
    most: Annotated[int, typer.Option("--most", metavar="N", help="Findings of a kind that are shown.", min=0)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object on one line.")] = False,
) -> None:
    """Check files against the data format: every line, and what no schema can say. Changes nothing.

    Keys, types and forms; ids, revisions, content hashes, dates, control characters, duplicates; the SHA-256 in the
    manifest. Exit codes: 0 all is well, 1 a file cannot be read, 2 nothing is there, 6 something was found.
    """
    from devzone_crawler.checking import Checked, CheckError
    from devzone_crawler.checking import check as check_path
    from devzone_crawler.storage.index import output_directories

    summary = _Summary(most)
    try:
        every = [below for path in paths for below in output_directories(path)]
        if not every:
            raise CheckError(f"{paths[0]} holds no records yet: index.json says what became of its sites.")
        for path in every:
            for event in check_path(path):
                if isinstance(event, Checked):
                    summary.files.append(event)
                elif summary.takes(event) and not as_json:
                    show(str(event))
    except CheckError as error:
        raise end(str(error), 2) from None
    except OSError as error:
        raise end(f"{error.filename} cannot be read ({error.strerror}).", 1) from None
    if as_json:
        from devzone_crawler.storage.jsonl import encode_line

        sys.stdout.buffer.write(encode_line(summary.to_dict()))
    else:
        for sentence in summary.sentences():
            say(sentence)
    raise typer.Exit(6 if summary.counts else 0)


@dataclass
class _Summary:
    """All that was found, as numbers, and as many findings of each kind as shall be shown."""

    most: int
    files: list[Checked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def takes(self, finding: Finding) -> bool:
        """Count a finding; true if it shall be shown."""
        self.counts[finding.kind] += 1
        if self.counts[finding.kind] > self.most:
            return False
        self.findings.append(finding)
        return True

    def sentences(self) -> list[str]:
        """The files, and what was found."""
        sentences = []
        for file, lines, is_being_written in self.files:
            more = ", and one that a crawl is writing or was killed over" if is_being_written else ""
            sentences.append(f"{file}: {_counted(lines, 'line')}{more}")
        if not self.counts:
            return [*sentences, "nothing found"]
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in self.counts.most_common())
        shown = f"; the first {self.most} of each kind are shown" if max(self.counts.values()) > self.most else ""
        return [*sentences, f"{_counted(self.counts.total(), 'finding')} ({kinds}){shown}"]

    def to_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "files": [
                {"file": str(file), "lines": lines, "is_being_written": torn} for file, lines, torn in self.files
            ],
            "counts": dict(self.counts.most_common()),
            "findings": [finding._asdict() | {"file": str(finding.file)} for finding in self.findings],
        }


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
