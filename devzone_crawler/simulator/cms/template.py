"""Text with `{{fields}}`: braces and dollar signs of scripts stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{\{(\w+)\}\}")


def fill(template: str, fields: Mapping[str, str]) -> str:
    """The template with each field's HTML in its place. KeyError for a field that is not given."""
    return _FIELD.sub(lambda match: fields[match[1]], template)
