"""Pages are read in other processes, and no page takes the others down with it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler.items import ArticlePage
from devzone_crawler.readers.pool import Readers, UnreadError
from devzone_crawler.readers.worker import DeadWorkerError, Worker
from devzone_crawler.simulator import Request, make_site
from tests.conftest import ROOT

SITE = make_site("thinkphp", articles=30, seed=4)
TICKS_OF_READING = 5
"""Hundredths of a second of CPU within two tenths."""
LONG = (
    "<h1>临江开发区开通班列</h1><p>来源：临江日报　2018-07-09</p>"
    + "<p>第一批货物今天从园区发车，经铁路口岸出境。</p>" * 60_000
).encode()
ENDLESS = b"<html><body>" + "<p>来源：一行没有尽头的文字，2018-07-09。</p>".encode() * 600_000


def page(number: int) -> ArticlePage:
    article = SITE.article(number, "http://zone.example/")
    return ArticlePage(url=article.url, body=SITE.respond(Request(article.path)).body)


@pytest.fixture
def readers() -> Iterator[Readers]:
    pool = Readers(count=2, seconds=30, megabytes=4096)
    yield pool
    pool.close()


def workers_of(parent: int) -> list[int]:
    """The processes that read pages: the children of the fork servers of `parent`, which has a resource tracker too."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    servers = (child for child in children.get(parent, []) if _is_fork_server(child))
    return [worker for server in servers for worker in children.get(server, [])]


def _is_fork_server(pid: int) -> bool:
    try:
        return b"multiprocessing.forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_pages_are_read_as_they_are_in_this_process(readers: Readers) -> None:
    async def read_all() -> list[str | None]:
        return [record.title for record in await asyncio.gather(*(readers.read(page(n)) for n in range(1, 31)))]

    assert asyncio.run(read_all()) == [SITE.article(n, "").title for n in range(1, 31)]


def test_a_page_whose_reader_is_killed_is_read_by_another(readers: Readers) -> None:
    async def read_and_kill() -> list[str | None]:
        victim = asyncio.ensure_future(readers.read(ArticlePage(url="http://zone.example/big", body=LONG)))
        os.kill(await busy_worker(victim), signal.SIGKILL)
        return [(await victim).title, *[(await readers.read(page(n))).title for n in range(1, 4)]]

    assert asyncio.run(read_and_kill()) == ["临江开发区开通班列", *(SITE.article(n, "").title for n in range(1, 4))]


def test_a_page_that_kills_its_reader_each_time_is_given_up_and_no_other(readers: Readers) -> None:
    async def read_and_kill() -> list[str | None]:
        await readers.read(page(1))
        victim = asyncio.ensure_future(readers.read(ArticlePage(url="http://zone.example/big", body=ENDLESS)))
        others = [asyncio.ensure_future(readers.read(page(n))) for n in range(2, 12)]
        done = await asyncio.gather(*others)
        for _ in range(3):
            os.kill(await busy_worker(victim), signal.SIGKILL)
        lost = await victim
        after = await asyncio.gather(*(readers.read(page(n)) for n in range(12, 31)))
        assert lost.page_kind == "other"
        assert lost.url == "http://zone.example/big"
        return [lost.reason, *(record.title for record in (*done, *after))]

    reason, *titles = asyncio.run(read_and_kill())
    assert reason == "reading the page killed the process that read it, 3 times"
    assert titles == [SITE.article(n, "").title for n in range(2, 31)]


def test_workers_killed_while_idle_cost_no_page(readers: Readers) -> None:
    async def read_twice() -> list[str | None]:
        first = await readers.read(page(1))
        for worker in workers_of(os.getpid()):
            os.kill(worker, signal.SIGKILL)
        rest = await asyncio.gather(*(readers.read(page(n)) for n in range(2, 6)))
        return [record.title for record in (first, *rest)]

    assert asyncio.run(read_twice()) == [SITE.article(n, "").title for n in range(1, 6)]


async def busy_worker(reading: asyncio.Future[Any]) -> int:
    """The worker that has its page and is reading it: it takes much more CPU than one that waits."""
    while not reading.done():
        before = {pid: _cpu_time(pid) for pid in workers_of(os.getpid())}
        await asyncio.sleep(0.2)
        for pid, ticks in before.items():
            if _cpu_time(pid) - ticks >= TICKS_OF_READING:
                return pid
    raise AssertionError("the page was read before its reader could be found")


def _cpu_time(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return -1
    return int(fields[11]) + int(fields[12])


def test_a_page_that_takes_too_long_is_given_up_with_the_reason() -> None:
    pool = Readers(count=1, seconds=0.05, megabytes=4096)
    try:
        record = asyncio.run(pool.read(ArticlePage(url="http://zone.example/big", body=ENDLESS)))
    finally:
        pool.close()
    assert record.reason == "reading the page took longer than 0.05 seconds"


def test_no_worker_outlives_the_process_that_started_it() -> None:
    program = (
        "import asyncio, signal; from tests.readers.test_pool import *\n"
        "if __name__ == '__main__':\n"
        "    readers = Readers(count=2, seconds=30, megabytes=4096)\n"
        "    asyncio.run(readers.read(page(1)))\n"
        "    print(*workers_of(os.getpid()), flush=True)\n"
        "    signal.pause()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert workers
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while any(_is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        os.sched_yield()
    assert not any(_is_alive(pid) for pid in workers)


def test_a_pool_that_ends_while_its_processes_begin_says_nothing() -> None:
    program = (
        "import asyncio; from tests.readers.test_pool import *\n"
        "if __name__ == '__main__':\n"
        "    readers = Readers(count=24, seconds=30, megabytes=4096)\n"
        "    print(asyncio.run(readers.read(page(1))).title)\n"
        "    readers.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().strip() == SITE.article(1, "").title
    assert done.stderr.decode() == ""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_waiting_for_a_reader_does_not_count_against_a_page() -> None:
    pool = Readers(count=1, seconds=2, megabytes=4096)

    async def read_all() -> list[str | None]:
        await pool.read(page(1))  # starting a process takes longer than a page
        endless = [pool.read(ArticlePage(url=f"http://zone.example/big{n}", body=ENDLESS)) for n in range(4)]
        records = await asyncio.gather(*endless, pool.read(page(2)))
        return [record.reason or record.title for record in records]

    try:
        *given_up, last = asyncio.run(read_all())
    finally:
        pool.close()
    assert given_up == ["reading the page took longer than 2 seconds"] * 4
    assert last == SITE.article(2, "").title


def refuse(what: str) -> str:
    raise ValueError(what)


def take_all_memory(_: str) -> int:
    return len(bytearray(1 << 40))


def hand_out_a_lock(_: str) -> object:
    return threading.Lock()


def test_what_a_function_raises_is_raised_here_and_costs_no_process(readers: Readers) -> None:
    async def ask() -> list[int]:
        with pytest.raises(ValueError, match="a column of its own"):
            await readers.call(refuse, "a column of its own")
        before = workers_of(os.getpid())
        with pytest.raises(UnreadError, match="too much memory"):
            await readers.call(take_all_memory, "")
        with pytest.raises(TypeError, match="pickle"):
            await readers.call(hand_out_a_lock, "")
        assert (await readers.read(page(1))).title == SITE.article(1, "").title
        assert workers_of(os.getpid()) == before
        return before

    assert len(asyncio.run(ask())) == 1


def test_processes_give_way_to_the_one_that_started_them(readers: Readers) -> None:
    asyncio.run(readers.read(page(1)))
    (worker,) = workers_of(os.getpid())
    assert os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_page_that_is_being_read_when_the_pool_closes_is_given_up(readers: Readers) -> None:
    async def read_and_close() -> None:
        reading = asyncio.ensure_future(readers.read(ArticlePage(url="http://zone.example/big", body=ENDLESS)))
        await busy_worker(reading)
        readers.close()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert workers_of(os.getpid()) == []

    asyncio.run(read_and_close())


def test_a_process_that_ends_before_it_begins_says_so() -> None:
    async def begin(worker: Worker) -> str | None:
        try:
            await worker.begin()
        except DeadWorkerError as death:
            return str(death)
        finally:
            worker.end()
        return None  # it was faster than the signal

    def start_and_kill() -> Worker:
        worker = Worker(multiprocessing.get_context("forkserver"), 0)
        worker.kill()
        return worker

    said = {asyncio.run(begin(start_and_kill())) for _ in range(10)}
    assert "the process that was to read the page ended before it began" in said
