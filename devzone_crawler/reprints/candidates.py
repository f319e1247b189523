"""Which texts may be the same: those that share their rarest shingles.

Stock phrases and forms stand in thousands of texts, and to compare all that share them would take forever. The shingles
that an article shares with its reprints and with little else are its rarest ones that are not in it alone, so these are
looked up, as prefix filters of set similarity joins do (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from devzone_crawler.reprints.sketches import Sketch

_LOOKED_UP = 32
"""Shingles of a text that are looked up. With twice as many a thousandth more is found, for half more time."""
_MOST_OWNERS = 128
"""Texts that are looked at for one shingle, from the first on: the original of a thousand reprints is there."""
_MOST_FOUND = 16
"""Texts whose sketches are compared."""
_SHARED = 0.6
"""Part of the smaller text's shingles. A letter that is changed costs eight of them."""
_EXCERPT = 1 / 3
"""Part of the larger text that the smaller one has at least: somewhat below what the comparison takes for a reprint."""


class Candidates:
    """An index of sketches. Texts are known by their place in the sequence."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        sizes = np.fromiter(map(len, sketches), np.int64, len(sketches))
        self._offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        hashes = np.concatenate([*sketches, np.empty(0, np.uint32)])
        order = np.argsort(hashes, kind="stable")
        hashes = hashes[order]
        self._begins = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] + 1))  # where another shingle begins
        self._counts = np.diff(self._begins, append=len(hashes)).astype(np.int32)
        self._shingles = np.empty(len(hashes), np.int32)
        self._shingles[order] = np.repeat(np.arange(len(self._begins), dtype=np.int32), self._counts)
        self._owners = np.repeat(np.arange(len(sketches), dtype=np.int32), sizes)[order]
        # Written to and cleared again for each text.
        self._is_own = np.zeros(len(self._begins), np.bool_)
        self._last = np.zeros(len(sketches), np.int32)
        self._shared = np.zeros(len(sketches))

    def before(self, text: int) -> list[int]:
        """Earlier texts that may be the same, those that share most first."""
        own = self._sketch(text)
        counts = self._counts[own]
        known, counts = own[counts > 1], counts[counts > 1]
        if len(known) > _LOOKED_UP:
            rarest = np.argpartition(counts, _LOOKED_UP)[:_LOOKED_UP]
            known, counts = known[rarest], counts[rarest]
        begins, ends = self._begins[known], np.minimum(counts, _MOST_OWNERS)
        lists = [self._owners[at : at + size] for at, size in zip(begins.tolist(), ends.tolist(), strict=True)]
        if not lists:
            return []
        owners = np.concatenate(lists)
        is_earlier = owners < text
        owners, rarities = owners[is_earlier], np.repeat(1 / counts, ends)[is_earlier]
        most = self._most(owners, rarities)
        if not len(most):
            return []
        found: list[int] = self._alike(own, most).tolist()
        return found

    def _most(self, owners: npt.NDArray[np.int32], rarities: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
        """Those with the largest sums of rarities, the largest first. Without a sort, since there may be thousands."""
        numbers = np.arange(len(owners), dtype=np.int32)
        self._last[owners] = numbers
        once = owners[self._last[owners] == numbers]
        np.add.at(self._shared, owners, rarities)
        shared = self._shared[once]
        self._shared[once] = 0
        if len(once) > _MOST_FOUND:
            most = np.argpartition(-shared, _MOST_FOUND)[:_MOST_FOUND]
            once, shared = once[most], shared[most]
        found: npt.NDArray[np.int32] = once[np.lexsort((once, -shared))]
        return found

    def _sketch(self, text: int) -> npt.NDArray[np.int32]:
        return self._shingles[self._offsets[text] : self._offsets[text + 1]]

    def _alike(self, own: npt.NDArray[np.int32], others: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Those of which enough stands in this text, or of this text in them, most first.

        Below the smaller of their largest hashes two sketches are fair samples of both texts.
        """
        sketches = [self._sketch(other) for other in others.tolist()]
        sizes = np.fromiter(map(len, sketches), np.int64, len(sketches))
        ends = np.cumsum(sizes)
        shingles = np.concatenate(sketches)
        limits = np.minimum(shingles[ends - 1], own[-1])
        begins = ends - sizes
        theirs = np.add.reduceat(shingles <= np.repeat(limits, sizes), begins, dtype=np.int64)
        ours = np.searchsorted(own, limits, side="right")
        self._is_own[own] = True
        is_shared = self._is_own[shingles]
        self._is_own[own] = False
        shared = np.add.reduceat(is_shared, begins, dtype=np.int64) / np.maximum(np.minimum(ours, theirs), 1)
        shared[np.minimum(ours, theirs) < _EXCERPT * np.maximum(ours, theirs)] = 0
        order = np.argsort(-shared, kind="stable")
        found: npt.NDArray[np.int32] = others[order[shared[order] >= _SHARED]]
        return found
