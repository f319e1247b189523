"""Character references, such as `&nbsp;` and `&#22253;`, as the characters they mean (WHATWG HTML, 13.2.5.72)."""

from __future__ import annotations

import html
import re

_NO_CHARACTER = re.compile(r"&#(?:0*[1-9]\d{7,}|0{50,}\d*|[xX]0*[1-9a-fA-F][0-9a-fA-F]{6,}|[xX]0{50,}[0-9a-fA-F]*);?")
"""The number of no character. Python refuses to read numbers of more than 4,300 digits."""


def unescape(text: str) -> str:
    """Text with its character references resolved. Never raises."""
    if "&" not in text:
        return text
    return html.unescape(_NO_CHARACTER.sub("\ufffd", text) if "&#" in text else text)
