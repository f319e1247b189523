"""An archive is replayed by pywb, as a library or an archive on the web would show it."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import URLError

import pytest
from warcio.archiveiterator import ArchiveIterator

from devzone_crawler.storage.archived import Archives
from tests.conftest import COOKBOOK, records
from tests.sites.changing import ChangingSite, changing
from tests.test_crawl_archive import archived, warcs

PYWB = COOKBOOK / "wayback"
SERVER = '"$0" --bind 127.0.0.1 --port "$1" >log 2>&1 & read -r _; kill $!'
"""Stops when its input ends, so also when the test run is killed."""

pytestmark = pytest.mark.skipif(not PYWB.exists(), reason="pywb is not installed (make test does it)")


@contextmanager
def replayed(output: Path, place: Path) -> Iterator[str]:
    """The archive, shown at an address."""
    place.mkdir()
    for arguments in (["init", "kept"], ["add", "kept", *map(str, warcs(output))]):
        subprocess.run([COOKBOOK / "wb-manager", *arguments], cwd=place, check=True, capture_output=True, timeout=60)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(["sh", "-c", SERVER, PYWB, str(port)], cwd=place, stdin=subprocess.PIPE) as server:
        home = f"http://127.0.0.1:{port}/"
        while server.poll() is None:
            try:
                urllib.request.urlopen(home, timeout=60).close()
                break
            except URLError:
                os.sched_yield()
        yield f"{home}kept/"


def fetched(address: str) -> bytes:
    answer: HTTPResponse
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.status == 200
        body = answer.read()
        return gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body


def moment_of(date: str) -> str:
    return re.sub(r"\D", "", date)[:14]


@pytest.mark.parametrize("is_packed", [False, True])
def test_every_page_is_replayed_as_it_was_at_the_time(is_packed: bool, tmp_path: Path) -> None:
    site = ChangingSite()
    site.is_packed = is_packed
    site.publish("news", 8)
    site.publish("notice", 2, age=1)
    output = tmp_path / "out"
    with changing(site) as url:
        archived(url, output)
        time.sleep(1)  # in an index of archives a moment is a second
        site.columns["notice"][0].text += "\n园区管委会随后作了更正，企业数为二十三家。"
        archived(url, output)
    assert {record["revision"] for record in records(output)} == {1, 2}
    archives = Archives(output)
    with replayed(output, tmp_path / "replay") as place:
        for record in records(output):
            page = archives.page_at(record["archive"]).body
            assert fetched(f"{place}{moment_of(record['fetched_at'])}id_/{record['url']}") == page
        again = revisits(output)
        if not is_packed:  # the same page, packed again, is not the same bytes
            assert url + site.columns["notice"][1].path[1:] in again, "an unchanged page was asked for again"
        for address, when in again.items():
            unchanged = site.page("/" + address.removeprefix(url))
            assert fetched(f"{place}{moment_of(when)}id_/{address}").decode() == unchanged
    archives.close()


def revisits(output: Path) -> dict[str, str]:
    """When the last crawl found an address to hold what the archive held already."""
    with open(warcs(output)[-1], "rb") as file:
        return {
            record.rec_headers.get_header("WARC-Target-URI"): record.rec_headers.get_header("WARC-Date")
            for record in ArchiveIterator(file)
            if record.rec_type == "revisit"
        }
