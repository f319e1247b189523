"""Whether a skeleton is read as its page is: the same kind, the same rungs, texts of the same length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devzone_crawler.extraction.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is read otherwise."""

    what: str
    page: str
    skeleton: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.what}: {self.page} in the page, {self.skeleton} in the skeleton"


def rungs(explanation: Explanation) -> dict[str, str]:
    """By field, the rung that won; of what is no ladder, how much there is of it."""
    record = explanation.record
    won = {field: answers[0].rung if answers else "nothing" for field, answers in explanation.answers.items()}
    lines = (record.body_text or "").split("\n")
    return {
        "kind": record.page_kind,
        **won,
        "day": record.publish_date or "none",
        "body": f"{len(lines)} lines, {sum(map(len, lines))} characters",
        "pictures and files": f"{len(record.images or ())} and {len(record.attachments or ())}",
        "categories": str(len(record.categories or ())),
        "counter": "one" if record.counter else "none",
    }


def differences(page: Explanation, skeleton: Explanation) -> Iterator[Difference]:
    """What is read otherwise."""
    others = rungs(skeleton)
    for what, said in rungs(page).items():
        if said != others[what]:
            yield Difference(what, said, others[what])
