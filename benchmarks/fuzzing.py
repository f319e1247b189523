"""Spoilt pages by the ten thousands: what raises, what takes long, what does not come back, what keeps memory.

Page `number` of `seed` is always the same page, so that what is found can be looked at again.
"""

from __future__ import annotations

import asyncio
import math
import multiprocessing
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.mutations import MUTATIONS
from benchmarks.pages import saved_pages, simulated_pages
from benchmarks.process import resident_memory
from benchmarks.report import Table
from devzone_crawler import extract_article
from devzone_crawler.readers.pool import Readers, UnreadError
from devzone_crawler.storage.jsonl import encode_line

PAGES = 20_000
SEED = 1
PROCESSES = 2
COLUMNS = ("pages", "seed", "raised", "slow", "never came back", "MiB kept a process")

MOST_BYTES = 2_000_000
SECONDS_PER_STEP, STEP = 0.1, 100 * 1024
"""CPU that a page may take per 100 KiB begun."""
SECONDS_BEYOND_DOUBT = 2
"""A page that takes this long is not read again to be sure."""
SECONDS_UNTIL_LOST = 60
MEBIBYTES_KEPT = 48
"""How much larger a process may be at the end than after its warm-up. One large page leaves more behind than
ten thousand small ones; a leak of 5 KB a page passes this within the default run."""
FEWEST_PAGES = 400
"""A process that read fewer says nothing of memory."""
BATCH = 500

_URL = "http://zone.example/news/1.html"
_CONTENT_TYPES = (None, "text/html", *(f"text/html; charset={name}" for name in ("utf-8", "gb2312", "utf-16")), "x;;=")


@dataclass(frozen=True)
class Outcome:
    """How the reading of one page ended."""

    number: int
    size: int = 0
    """Bytes."""
    seconds: float = 0.0
    """CPU."""
    problem: str | None = None
    """What it raised or how it ended; None: it was read."""
    process: int = 0
    resident: int = 0
    """Bytes that its process held afterwards."""

    @property
    def slow(self) -> bool:
        """True if the page took more than its size excuses."""
        return self.seconds > SECONDS_PER_STEP * max(1, math.ceil(self.size / STEP))


def spoilt_page(seed: int, number: int) -> tuple[bytes, str | None]:
    """Page `number` of `seed`: its bytes, and the Content-Type it comes with."""
    chance = Random(f"{seed}/{number}")
    page = _beginning(chance)
    for mutation in chance.choices(MUTATIONS, k=chance.choice((0, 1, 1, 2, 3, 6))):
        if page:
            page = mutation(chance, page)[:MOST_BYTES]
    return page, chance.choice(_CONTENT_TYPES)


def _beginning(chance: Random) -> bytes:
    """A page as it was, two pages cut and joined, or no page at all."""
    whole = [page.body for page in (*saved_pages(), *simulated_pages())]
    first, second = chance.choices(whole, k=2)
    kind = chance.random()
    if kind < 0.6:
        return first
    if kind < 0.9:
        return first[: chance.randrange(len(first))] + second[chance.randrange(len(second)) :]
    if kind < 0.95:
        return chance.randbytes(chance.choice((1, 50, 4_000)))
    words = first.split(b">")
    return b">".join(chance.choices(words, k=len(words)))


def read_spoilt_page(seed: int, number: int) -> Outcome:
    """Read one page in this process. A page that seems slow is read up to thrice: the least counts."""
    body, content_type = spoilt_page(seed, number)
    outcome = Outcome(number)
    for _ in range(3):
        started = time.process_time()
        problem = None
        try:
            encode_line(extract_article(body, _URL, content_type=content_type).to_record())
        except Exception as error:  # that is what is looked for
            problem = _told(error)
        seconds = time.process_time() - started
        seconds = min(seconds, outcome.seconds or seconds)
        outcome = Outcome(
            number, len(body), seconds, problem, multiprocessing.current_process().pid or 0, resident_memory()
        )
        if not outcome.slow or seconds > SECONDS_BEYOND_DOUBT:
            break
    return outcome


def _told(error: Exception) -> str:
    """An exception on one line, with the place that raised it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno} in {place.name}: {error}"


def outcomes(seed: int, numbers: Iterator[int]) -> Iterator[Outcome]:
    """Read pages in processes like those of a crawl, as many at once as there are; in the order of the numbers."""
    readers = Readers(PROCESSES, SECONDS_UNTIL_LOST, megabytes=0)
    with asyncio.Runner() as runner, closing(readers):
        while batch := list(islice(numbers, BATCH)):
            yield from runner.run(_read_all(readers, seed, batch))


async def _read_all(readers: Readers, seed: int, numbers: list[int]) -> list[Outcome]:
    return await asyncio.gather(*(_read(readers, seed, number) for number in numbers))


async def _read(readers: Readers, seed: int, number: int) -> Outcome:
    try:
        return await readers.call(partial(read_spoilt_page, seed), number, attempts=1)
    except UnreadError as error:
        return Outcome(number, size=len(spoilt_page(seed, number)[0]), problem=f"lost: {error}")


def memory_kept(read: list[Outcome]) -> float:
    """MiB that a process grew by between warm-up (its first quarter) and end; the process that grew most.

    Compared is the least that was resident in the second and in the last quarter: large pages come and go.
    """
    grown = [0.0]
    for process in {outcome.process for outcome in read if outcome.process}:
        resident = [outcome.resident for outcome in read if outcome.process == process]
        quarter = len(resident) // 4
        if len(resident) >= FEWEST_PAGES:
            grown.append((min(resident[-quarter:]) - min(resident[quarter : 2 * quarter])) / 2**20)
    return max(grown)


def run(pages: int = PAGES, seed: int = SEED, save: Path | None = None) -> Iterator[Table]:
    """Read so many pages; print each finding as it comes. The table is an alarm if there is one.

    `save`: a folder for the pages that something was found on.
    """
    read = []
    for outcome in outcomes(seed, iter(range(pages))):
        read.append(outcome)
        if outcome.problem or outcome.slow:
            _tell(outcome, seed, save)
    raised = [outcome for outcome in read if outcome.problem and outcome.process]
    lost = [outcome for outcome in read if outcome.problem and not outcome.process]
    slow = [outcome for outcome in read if outcome.slow]
    kept = memory_kept(read)
    row = (f"{pages:,}", str(seed), str(len(raised)), str(len(slow)), str(len(lost)), f"{kept:.0f}")
    yield Table("fuzzing", COLUMNS, [row], alarm=bool(raised or lost or slow or kept > MEBIBYTES_KEPT))


def _tell(outcome: Outcome, seed: int, save: Path | None) -> None:
    what = outcome.problem or f"slow: {outcome.seconds * 1000:.0f} ms CPU"
    print(f"page {outcome.number} of seed {seed}, {outcome.size:,} bytes: {what}", file=sys.stderr, flush=True)
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        (save / f"{seed}-{outcome.number}.html").write_bytes(spoilt_page(seed, outcome.number)[0])
