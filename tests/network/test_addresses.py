"""Which addresses are refused, in which spelling."""

from __future__ import annotations

import pytest

from devzone_crawler.network.addresses import why_refused

LOOPBACK = (
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "127.0.0.1.",
    "localhost",
    "LocalHost.",
)
INSIDE = ("::1", "[::1]", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")
PRIVATE = ("10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "198.18.0.7", "fd00::1", "fec0::1", "::ffff:10.0.0.1")
NEVER = (
    *("169.254.169.254", "2852039166", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1", "fe80::1%eth0"),
    *("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "0.0.0.0", "0", "::", "224.0.0.1"),
    *("255.255.255.255", "240.0.0.1", "ff02::1", "2001::1", "1::1", "192.88.99.1"),
)
PUBLIC = (
    "1.1.1.1",
    "223.5.5.5",
    "16843009",
    "172.32.0.1",
    "100.128.0.1",
    "2400:3200::1",
    "64:ff9b::101:101",
    "::ffff:1.1.1.1",
)
NAMES = ("www.zone.example", "127.0.0.1.zone.example", "localhost.zone.example", "1.2.3.4.5", "", "\x00", "\ud800")


@pytest.mark.parametrize("host", [*LOOPBACK, *INSIDE, *PRIVATE])
def test_ones_own_machine_and_network_are_refused_unless_they_are_allowed(host: str) -> None:
    why = why_refused(host)
    assert why is not None
    assert why.startswith(host)
    assert "-s ALLOW_PRIVATE_ADDRESSES=True" in why
    assert why_refused(host, allow_private=True) is None


@pytest.mark.parametrize("host", NEVER)
def test_metadata_services_and_what_is_no_server_are_always_refused(host: str) -> None:
    assert why_refused(host) is not None
    assert "no crawl goes there" in str(why_refused(host, allow_private=True))


@pytest.mark.parametrize("host", PUBLIC)
def test_the_internet_is_not_refused(host: str) -> None:
    assert why_refused(host) is None


@pytest.mark.parametrize("host", NAMES)
def test_a_name_is_judged_by_what_it_resolves_to(host: str) -> None:
    assert why_refused(host) is None


def test_the_reason_names_the_address_that_another_spelling_means() -> None:
    assert str(why_refused("0x7f000001")).startswith("0x7f000001 means 127.0.0.1, which is a loopback address")
