"""The last word on addresses: between a name's resolution and the connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self, cast

from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from devzone_crawler.network.addresses import why_refused


@implementer(IHostnameResolver)
class CheckedResolver:
    """The reactor's resolver without the answers that are refused.

    Twisted connects to what its resolver hands out and asks no second time, literal addresses included: so what was
    checked is what is connected to, whatever a name resolves to a moment later. `passed` are names that the user
    has set up, such as that of a proxy.
    """

    def __init__(self, resolver: Any, allow_private: bool, passed: frozenset[str]) -> None:
        self._resolver = resolver
        self._allow_private = allow_private
        self._passed = passed
        self._refused: dict[str, str] = {}

    @classmethod
    def on(cls, reactor: ReactorBase, *, allow_private: bool, passed: frozenset[str] = frozenset()) -> Self:
        """The one on a reactor; put there if there is none, or none that is as strict."""
        present = reactor.nameResolver
        if isinstance(present, cls) and present._passed <= passed and (allow_private or not present._allow_private):
            return present
        checked = cls(present, allow_private, passed)
        reactor.installNameResolver(cast("IHostnameResolver", checked))
        return checked

    def why(self, host: str) -> str | None:
        """Why a host has no address to connect to; None if that is not the resolver's doing."""
        return self._refused.get(host)

    def resolveHostName(  # noqa: N802 -- Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve as before; only what may be connected to arrives at the receiver."""
        receiver: Any = resolutionReceiver
        if hostName not in self._passed:
            receiver = _Sieve(resolutionReceiver, hostName, self._allow_private, self._refused)
        resolve: Callable[..., IHostResolution] = self._resolver.resolveHostName
        return resolve(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Sieve:
    """Hands on the addresses that are not refused."""

    def __init__(self, receiver: Any, host: str, allow_private: bool, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._host = host
        self._allow_private = allow_private
        self._refused = refused

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        why = why_refused(address.host, allow_private=self._allow_private)
        if why is None:
            self._receiver.addressResolved(address)
        else:
            self._refused[self._host] = (
                why if self._host == address.host else f"{self._host} resolves to {address.host}, and {why}"
            )

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
