"""Which tags end elements that were left open (WHATWG HTML, 13.1.2.4 and 13.2.6)."""

from __future__ import annotations

ENDED_BY_START: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li", "p")), frozenset(("ul", "ol", "menu", "dir", "table", "td", "th"))),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd", "p")), frozenset(("dl", "table", "td", "th")))),
    **dict.fromkeys(("td", "th"), (frozenset(("td", "th")), frozenset(("tr", "table")))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table",))),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (frozenset(("tbody", "thead", "tfoot", "tr")), frozenset(("table",)))),
}
"""Start tag → the open elements that it ends, and those beyond which it ends none."""
ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header main menu nav ol p pre section table ul".split()
)
"""Start tags that end an open paragraph."""
WALLS = frozenset(("td", "th", "table", "caption"))
"""An end tag inside of these ends nothing outside of them, but for end tags of a table's own parts."""
PARTS_OF_TABLE = frozenset("table tbody thead tfoot tr td th caption".split())
"""Elements whose end tags only a nested table stops."""
ONLY_TABLE = frozenset(("table",))
