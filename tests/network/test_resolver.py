"""What stands between a name's resolution and the connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address

from devzone_crawler.network.resolver import CheckedResolver

NAME = "www.zone.example"


class Answers:
    """A resolver that has an answer for each time that it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> Any:  # noqa: N802
        receiver.resolutionBegan(None)
        for host in self._answers.pop(0):
            receiver.addressResolved((IPv6Address if ":" in host else IPv4Address)("TCP", host, port))
        receiver.resolutionComplete()
        return self


class Receiver:
    """Where a connection would be made to."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        assert not self.is_complete

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def asked(resolver: CheckedResolver, name: str = NAME) -> list[str]:
    receiver = Receiver()
    resolver.resolveHostName(receiver, name, 80)
    assert receiver.is_complete
    return receiver.hosts


def test_of_several_answers_only_those_of_the_internet_are_connected_to() -> None:
    resolver = CheckedResolver(Answers(["10.0.0.1", "1.1.1.1", "::1", "2400:3200::1"]), False, frozenset())
    assert asked(resolver) == ["1.1.1.1", "2400:3200::1"]


def test_a_name_that_changes_its_answer_is_judged_by_each() -> None:
    resolver = CheckedResolver(Answers(["1.1.1.1"], ["127.0.0.1"]), False, frozenset())
    assert asked(resolver) == ["1.1.1.1"]
    assert resolver.why(NAME) is None
    assert asked(resolver) == []
    assert str(resolver.why(NAME)).startswith(f"{NAME} resolves to 127.0.0.1, and 127.0.0.1 is a loopback address")


def test_a_name_that_the_user_has_set_up_is_passed() -> None:
    resolver = CheckedResolver(Answers(["10.0.0.1"], ["10.0.0.1"]), False, frozenset({"proxy.example"}))
    assert asked(resolver, "proxy.example") == ["10.0.0.1"]
    assert asked(resolver) == []
