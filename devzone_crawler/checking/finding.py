"""What is wrong, and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, NamedTuple

Kind = Literal["line", "keys", "value", "control", "id", "revision", "duplicate", "hash", "date", "manifest"]
"""What is wrong with a line or file.

line        it is no line of UTF-8 JSON
keys        a key is missing, unknown, repeated, or not where it belongs
value       a value is not of its type, or not of its form
control     a control character, or what is no character, stands in a text
id          the id is not that of the address, or no article has it
revision    the revisions of an id do not count 1, 2, 3, ...
duplicate   a line repeats the content of the revision before
hash        content_hash is not that of the content
date        a date is no day, or not plausible
manifest    the manifest does not fit its format or the files
"""

_LONGEST = 60
"""Characters of a value that are shown."""


class Flaw(NamedTuple):
    """What is wrong with a line, for whoever knows which line it is."""

    kind: Kind
    key: str | None
    """None: the line as a whole."""
    why: str
    """A sentence, without the key."""


class Finding(NamedTuple):
    """A flaw in its place."""

    file: Path
    line: int | None
    """From 1. None: the file as a whole."""
    kind: Kind
    key: str | None
    why: str

    def __str__(self) -> str:
        """As compilers print what they find: `file:line: key: sentence`."""
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.why}" if self.key is None else f"{place}: {self.key}: {self.why}"


def shown(value: Any) -> str:
    """A value as it stands in the file, or its beginning."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
