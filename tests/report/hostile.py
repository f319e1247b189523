"""An output directory whose records mean harm to whoever looks at them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.made import article, write

HARM = (
    "<script>window.owned = 1</script>",
    "</script><script>window.owned = 1</script>",
    "</style></title></textarea><img src=x onerror='window.owned = 1'>",
    "\"><svg onload='window.owned = 1'>",
    "{{ 7 * 7 }}{% raw %}",
    "\x1b]0;owned\x07\x1b[31m",
    "\u202eسلام\u2066",
    '=HYPERLINK("http://evil.example")',
    "&lt;b&gt;&amp;",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "长" * 1_000_000,
    "w" * 5_000,
)
ADDRESSES = (
    "javascript:window.owned=1",
    "JAVASCRIPT:window.owned=1//http://zone.example",
    "data:text/html,<script>window.owned=1</script>",
    "file:///etc/passwd",
    "http://",
    "http://[::1",
    'http://zone.example/"onmouseover="window.owned=1',
    "http://zone.example/\u202etxt.exe",
    "http://zone.example/" + "a" * 5_000,
)


def hostile_directory(directory: Path) -> Path:
    """Each kind of harm in each text, each address once, and rejects of the same kind."""
    records: list[dict[str, Any]] = []
    for number, harm in enumerate(HARM):
        texts = dict.fromkeys(("title", "source", "author"), harm) | {"categories": [harm, harm], "body_text": harm}
        records.append(article(number, view_count=10**number, archive=f"{harm[:99]}:1", **texts))
    records += [article(url=url, title=None, view_count=None) for url in ADDRESSES]
    write(directory / "articles.jsonl", *records)
    rejects = [
        {"schema_version": 1, "url": url, "reason": harm, "title": harm}
        for url, harm in zip(ADDRESSES, HARM, strict=False)
    ]
    write(directory / "rejects.jsonl", *rejects)
    return directory
