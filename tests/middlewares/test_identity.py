"""Who asks, and whether a site could write to them."""

from __future__ import annotations

import pytest

from devzone_crawler.middlewares.identity import is_public, with_contact
from devzone_crawler.settings import USER_AGENT
from devzone_crawler.version import __version__


@pytest.mark.parametrize(
    ("contact", "user_agent"),
    [
        ("", USER_AGENT),
        (
            "you@university.example",
            f"devzone_crawler/{__version__} (you@university.example; research crawler; obeys robots.txt)",
        ),
        (
            "https://zone.example/bot",
            f"devzone_crawler/{__version__} (+https://zone.example/bot; research crawler; obeys robots.txt)",
        ),
    ],
)
def test_the_contact_opens_the_comment_of_the_user_agent(contact: str, user_agent: str) -> None:
    assert with_contact(USER_AGENT, contact) == user_agent


def test_a_user_agent_without_a_comment_gets_one() -> None:
    assert with_contact("ZoneBot/2.0", "you@university.example") == "ZoneBot/2.0 (you@university.example)"


@pytest.mark.parametrize("host", ["www.zone.example", "203.0.114.7", "2600::1"])
def test_hosts_of_others_are_public(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "a.localhost", "10.1.2.3", "192.168.0.9", "::1", "nas.local", "nas", ""]
)
def test_ones_own_machine_and_network_are_not(host: str) -> None:
    assert not is_public(host)
