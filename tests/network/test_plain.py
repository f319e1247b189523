"""One page without a crawl: by the rules of a crawl, from servers that do not keep to theirs."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.client import HTTPException
from urllib.error import URLError

import pytest

from devzone_crawler.network.plain import Rules, fetch
from devzone_crawler.network.refusal import AddressRefusedError, BodyRefusedError, RefusedError
from devzone_crawler.simulator import Options, Server, serve
from devzone_crawler.simulator.hostile import BEHAVIOURS, HostileSite

SECONDS = 1.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(HostileSite(Options(articles=len(BEHAVIOURS) + 1, seed=3))) as server:
        yield server


def rules(*, allow: bool = True, seconds: float = SECONDS) -> Rules:
    return Rules(user_agent="test", download_timeout=seconds, download_maxsize=4 << 20, allow_private_addresses=allow)


def test_a_page_is_fetched(server: Server) -> None:
    found = fetch(server.url, rules(seconds=30))
    assert (found.status, found.url, found.content_type) == (200, server.url, "text/html; charset=utf-8")
    assert "要闻".encode() in found.body


def test_ones_own_machine_is_refused_by_address_and_by_name(server: Server) -> None:
    for host in ("127.0.0.1", "2130706433", "localhost"):
        with pytest.raises(AddressRefusedError, match="loopback"):
            fetch(server.url.replace("127.0.0.1", host), rules(allow=False))


def test_a_name_of_this_machine_is_refused_by_what_it_resolves_to() -> None:
    name = socket.gethostname()
    try:
        socket.getaddrinfo(name, 80)
    except OSError:
        pytest.skip(f"{name} does not resolve here")
    with pytest.raises(AddressRefusedError, match=name):
        fetch(f"http://{name}/", rules(allow=False))


@pytest.mark.parametrize("name", ["redirect-to-metadata", "redirect-to-number", "redirect-to-mapped"])
def test_a_redirect_to_metadata_is_refused(server: Server, name: str) -> None:
    with pytest.raises(AddressRefusedError, match=r"169\.254\.169\.254"):
        fetch(server.address(f"/hostile/{name}.html"), rules())


@pytest.mark.parametrize("name", ["redirect-to-file", "redirect-to-data", "redirect-to-script", "redirect-loop"])
def test_a_redirect_out_of_the_web_or_in_a_circle_is_not_followed(server: Server, name: str) -> None:
    with pytest.raises(URLError):
        fetch(server.address(f"/hostile/{name}.html"), rules())


@pytest.mark.parametrize("name", ["dripping-body", "dripping-headers", "silence", "endless-continue"])
def test_a_page_that_never_ends_is_given_up_in_its_time(server: Server, name: str) -> None:
    began = time.monotonic()
    with pytest.raises((OSError, HTTPException, RefusedError)):
        fetch(server.address(f"/hostile/{name}.html"), rules())
    assert time.monotonic() - began < SECONDS * 5


def test_a_page_that_is_too_large_is_refused(server: Server) -> None:
    with pytest.raises(BodyRefusedError, match="is larger than 4 MiB"):
        fetch(server.address("/hostile/endless-body.html"), rules(seconds=30))


@pytest.mark.parametrize("name", ["too-little", "reset"])
def test_half_a_page_is_none(server: Server, name: str) -> None:
    with pytest.raises((OSError, HTTPException)):
        fetch(server.address(f"/hostile/{name}.html"), rules(seconds=30))
