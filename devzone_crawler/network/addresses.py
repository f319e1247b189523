"""Which internet addresses a crawl may connect to. A page can name any; those of one's own network are not its to name.

The rule is that of the IANA registries of special-purpose addresses (RFC 6890), as a table: what Python's `ipaddress`
calls global has changed between its releases.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Special:
    """A block of addresses that are no places on the internet."""

    network: IPv4Network | IPv6Network
    what: str
    private: bool = False
    """True for one's own machine and network, where a crawl may go when ALLOW_PRIVATE_ADDRESSES says so."""


def _special(block: str, what: str, private: bool = False) -> Special:
    return Special(ip_network(block), what, private)


_SPECIAL = (
    # Metadata services hand out the credentials of a machine to whoever asks from it. They come first: some of them
    # stand in blocks that are merely private.
    _special("169.254.0.0/16", "a link-local address, as the metadata of cloud machines has"),
    _special("100.100.100.200/32", "the metadata service of a cloud"),  # Alibaba
    _special("168.63.129.16/32", "the metadata service of a cloud"),  # Azure
    _special("192.0.0.192/32", "the metadata service of a cloud"),  # Oracle
    _special("fd00:ec2::/32", "the metadata service of a cloud"),  # Amazon
    _special("fd20:ce::254/128", "the metadata service of a cloud"),  # Google
    _special("fe80::/10", "a link-local address"),
    _special("127.0.0.0/8", "a loopback address", private=True),
    _special("::1/128", "a loopback address", private=True),
    _special("10.0.0.0/8", "a private address", private=True),
    _special("172.16.0.0/12", "a private address", private=True),
    _special("192.168.0.0/16", "a private address", private=True),
    _special("fc00::/7", "a private address", private=True),
    _special("fec0::/10", "a private address", private=True),
    _special("100.64.0.0/10", "an address of a provider's own network", private=True),  # RFC 6598
    # Proxies that answer DNS questions with made-up addresses ("fake-ip") take them from here.
    _special("198.18.0.0/15", "an address for measurements, as some proxies make up", private=True),
    _special("192.0.2.0/24", "an address for documents", private=True),
    _special("198.51.100.0/24", "an address for documents", private=True),
    _special("203.0.113.0/24", "an address for documents", private=True),
    _special("0.0.0.0/8", "no address of a server"),  # 0.0.0.0 reaches the machine itself
    _special("192.0.0.0/24", "an address of a protocol"),
    _special("192.88.99.0/24", "an address of a protocol"),
    _special("224.0.0.0/4", "a multicast address"),
    _special("240.0.0.0/4", "a reserved address"),
    _special("2001::/23", "an address of a protocol"),  # Teredo and others, which carry IPv4 inside
    _special("2001:db8::/32", "an address for documents", private=True),
    _special("3fff::/20", "an address for documents", private=True),
)
_INTERNET_6 = IPv6Network("2000::/3")
"""All of IPv6 that is given to anybody."""
_IPV4_INSIDE = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (IPv6Network("::/96"), 0),  # compatible
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("64:ff9b:1::/48"), 0),  # NAT64 of one's own network, RFC 8215
    (IPv6Network("2002::/16"), 80),  # 6to4
)
"""IPv6 that leads to an IPv4 address, which stands so many bits from its end."""


def literal(host: str) -> Address | None:
    """The address that a host is, in any spelling that the system's resolver takes; None for a name.

    `2130706433`, `0x7f000001`, `0177.0.0.1` and `127.1` are all 127.0.0.1 (inet_aton).
    """
    host = host.strip("[]").rstrip(".")
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host and " " not in host else None
    except (OSError, UnicodeError, ValueError):
        return None


def why_refused(host: str, *, allow_private: bool = False) -> str | None:
    """Why a host is not connected to, as a sentence without its full stop; None if it may be.

    A name is only known by its resolved address, but for localhost, which is this machine wherever it is asked for
    (RFC 6761). `allow_private` opens one's own machine and network; link-local addresses and metadata services stay
    closed.
    """
    found = IPv4Address("127.0.0.1") if _is_localhost(host) else literal(host)
    if found is None:
        return None
    for address in _all_of(found):
        special = _what_it_is(address)
        if special is not None and not (special.private and allow_private):
            way = "-s ALLOW_PRIVATE_ADDRESSES=True lets a crawl go there" if special.private else "no crawl goes there"
            meant = "" if host == str(address) else f"means {address}, which "
            return f"{host} {meant}is {special.what}; {way}"
    return None


def _is_localhost(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def _all_of(address: Address) -> Iterator[Address]:
    """The address, and before it the one that it carries inside: which is where the packets go."""
    if isinstance(address, IPv6Address) and int(address) != 1:
        address = IPv6Address(int(address))  # without its zone
        for network, bits in _IPV4_INSIDE:
            if address in network:
                yield IPv4Address(int(address) >> bits & 0xFFFF_FFFF)
                return
    yield address


def _what_it_is(address: Address) -> Special | None:
    """The block that an address is in; None for the internet."""
    for special in _SPECIAL:
        if address.version == special.network.version and address in special.network:
            return special
    if isinstance(address, IPv6Address) and address not in _INTERNET_6:
        return Special(IPv6Network("::/0"), "no address of the internet")
    return None
