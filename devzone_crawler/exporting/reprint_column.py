"""The column of reprints. What fills it needs more packages than it."""

from __future__ import annotations

from devzone_crawler.exporting.columns import Column

REPRINT_CLUSTER = Column(
    "reprint_cluster",
    "VARCHAR",
    "VARCHAR",
    nullable=True,
    description=(
        "`id` of the earliest article with the same text, the article's own if there is no earlier one; "
        "null when the text is too short to tell or only repeats the headline."
    ),
)
IS_REPRINT = "reprint_cluster IS NOT NULL AND reprint_cluster <> id"
