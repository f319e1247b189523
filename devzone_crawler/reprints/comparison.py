"""Whether two texts are one article: what they share, and what kind of difference is left.

Editors leave out and put in: a sentence, the tail, a byline, an editor's line. Forms are filled in: where two notices
of one form differ, *both* say something, a name or a figure, at the same place. So the clauses of the two are aligned;
a gap in which only one has something was cut, one in which both have something was filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from devzone_crawler.reprints.figures import Figures, figures

JUDGED_FROM = 20
"""Letters. `详见附件` says nothing of what it belongs to."""
_SHORT = 100
"""Letters. Below, the headline must be the same too."""
_FORM = 300
"""Letters. What is shorter may be a form that has its names and figures in the headline only."""
_COVERED = 0.8
"""Part of the shorter text that stands in the longer one."""
_EXCERPT = 0.5
"""Part of the longer text that stands in the shorter one; less is a quotation or a summary."""
_ALIKE = 0.5
"""Part of two passages that they share, from which on they are the same one in two forms."""
_PART = 0.9
"""Part of the shorter passage that stands in the longer one, from which on the longer one has only more."""
_SAME_FORM = 0.4
"""The same for headlines, whose form may be half a line: `…空气质量日报`."""
_FILLED_IN = 0.03
"""Of the clauses, those that may say something else in the other text: corrected, reworded."""
_NAME = 2
"""Letters of the shortest name. Where a single letter is another, it is a misprint."""
_LONGEST_PASSAGE = 4_000
"""Letters that are compared one by one: the work grows with the square."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is compared."""

    title: str
    """Its letters."""
    clauses: list[str]
    body: str = field(init=False)
    """The letters of all clauses."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", "".join(self.clauses))


class _Gap(NamedTuple):
    """What stands between two clauses that both texts have."""

    left: str
    right: str
    clauses: int
    """Of the text that has fewer there."""
    shared: int
    """Letters that both have in the same order, if there are many."""
    is_alike: bool
    """True if it is one passage in two forms."""
    is_end: bool
    """True before the first clause that both have and behind the last one: the place of bylines and editors' lines."""


def is_judged(text: Reading) -> bool:
    """False if the text is too short, or only repeats the headline, as the name of a file does."""
    return len(text.body) >= JUDGED_FROM and text.body not in text.title


def is_reprint(left: Reading, right: Reading) -> bool:
    """True if both, which are long enough to be judged, are the same article. Which was first makes no difference."""
    shorter, longer = sorted((len(left.body), len(right.body)))
    if shorter < _EXCERPT * longer:
        return False
    if shorter < _SHORT and not _same_headline(left.title, right.title):
        return False
    is_form = shorter < _FORM
    if left.body == right.body:
        return not is_form or not _headlines_tell_apart(left, right, is_form=is_form)
    shared, gaps = _aligned(left, right)
    if shared < max(_COVERED * shorter, _EXCERPT * longer):
        return False
    other_figures = sum(_other_figures(figures(gap.left), figures(gap.right)) for gap in gaps)
    if is_form:
        is_filled_in = other_figures > 0 or sum(map(_letters_apart, gaps)) >= _NAME
        return not is_filled_in and not _headlines_tell_apart(left, right, is_form=True)
    other_words = sum(map(_places_apart, gaps))
    if max(other_figures, other_words) > max(1, _FILLED_IN * min(len(left.clauses), len(right.clauses))):
        return False
    return not _headlines_tell_apart(left, right, is_form=False, is_suspect=other_figures + other_words > 0)


def _same_headline(one: str, other: str) -> bool:
    """True also if one has only more: 【转载】, a kicker, the name of the paper."""
    return bool(one and other) and (one in other or other in one)


def _aligned(left: Reading, right: Reading) -> tuple[int, list[_Gap]]:
    """The letters that both have at the same place, and the gaps in which each says something else."""
    shared = 0
    gaps = []
    for part in _parts(left.clauses, right.clauses):
        if isinstance(part, int):
            shared += part
            continue
        shared += part.shared
        if part.left and part.right and part.left != part.right:
            gaps.append(part)
    return shared, gaps


def _parts(left: list[str], right: list[str]) -> Iterator[int | _Gap]:
    """The letters of each run of clauses that both have, and the gaps between them."""
    from_left = from_right = 0
    for at_left, at_right, size in Indel.opcodes(left, right).as_matching_blocks():
        if at_left > from_left or at_right > from_right:
            is_end = (from_left == 0 and from_right == 0) or size == 0
            yield _gap(left[from_left:at_left], right[from_right:at_right], is_end=is_end)
        yield sum(map(len, left[at_left : at_left + size]))  # 0 for the last block, the end of both
        from_left, from_right = at_left + size, at_right + size


def _gap(left: list[str], right: list[str], *, is_end: bool) -> _Gap:
    one, other = "".join(left), "".join(right)
    longer = max(len(one), len(other))
    shared = LCSseq.similarity(one, other) if one and other and longer <= _LONGEST_PASSAGE else 0
    is_alike = shared >= _ALIKE * longer or shared >= _PART * min(len(one), len(other)) > 0
    return _Gap(one, other, min(len(left), len(right)), shared if is_alike else 0, is_alike=is_alike, is_end=is_end)


def _places_apart(gap: _Gap) -> int:
    """At how many places each text has a name that the other has not. 0 at the ends, where editors are named."""
    if gap.is_end:
        return 0
    if not gap.is_alike:
        return gap.clauses
    left, right = figures(gap.left).words, figures(gap.right).words
    return sum(min(removed, added) >= _NAME for removed, added in _places(left, right))


def _letters_apart(gap: _Gap) -> int:
    """How many letters of each text the other has not, likewise."""
    if gap.is_end:
        return 0
    left, right = figures(gap.left).words, figures(gap.right).words
    return min(len(left), len(right)) - (LCSseq.similarity(left, right) if gap.is_alike else 0)


def _places(left: str, right: str) -> Iterator[tuple[int, int]]:
    """How many letters each text has between what both have."""
    from_left = from_right = 0
    for at_left, at_right, size in Indel.opcodes(left, right).as_matching_blocks():
        yield at_left - from_left, at_right - from_right
        from_left, from_right = at_left + size, at_right + size


def _headlines_tell_apart(left: Reading, right: Reading, *, is_form: bool, is_suspect: bool = True) -> bool:
    """True if the headlines are one form, filled in with what tells two articles apart.

    `is_form`: the text may hold nothing of it. `is_suspect`: the texts look filled in too.
    """
    one, other = left.title, right.title
    if _same_headline(one, other) or Indel.normalized_similarity(one, other) < _SAME_FORM:
        return False
    ours, theirs = figures(one), figures(other)
    is_next = ours.words == theirs.words  # 2006年招聘启事 and 2007年招聘启事
    if (is_next or is_suspect) and Counter(ours.values) != Counter(theirs.values):
        return True
    removed, added = _longest_apart(ours.words, theirs.words)
    if min(len(removed), len(added)) < _NAME or removed in right.body or added in left.body:
        return False  # a headline in other words has them from the text, which is the same one
    return is_form or (removed in left.body and added in right.body)


def _other_figures(left: Figures, right: Figures) -> int:
    """How many figures stand where the other text has another one."""
    ours, theirs = Counter(left.values), Counter(right.values)
    return min((ours - theirs).total(), (theirs - ours).total())


def _longest_apart(left: str, right: str) -> tuple[str, str]:
    """The longest run of letters in each text that the other has not at that place."""
    removed = added = ""
    from_left = from_right = 0
    for at_left, at_right, size in Indel.opcodes(left, right).as_matching_blocks():
        removed = max(removed, left[from_left:at_left], key=len)
        added = max(added, right[from_right:at_right], key=len)
        from_left, from_right = at_left + size, at_right + size
    return removed, added
