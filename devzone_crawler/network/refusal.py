"""What is not taken from a server, whatever it sends."""

from __future__ import annotations

from typing import ClassVar


class RefusedError(Exception):
    """A page that this crawler will not have. Its text goes on from the address: "redirects to ftp:"."""

    may_pass: ClassVar[bool] = False
    """True for what is wrong around the page and not with it."""


class AddressRefusedError(RefusedError):
    """A host that is not connected to."""

    may_pass = True

    def __init__(self, why: str) -> None:
        super().__init__(f"is not asked for: {why}")


class CertificateError(RefusedError):
    """A server that could not show that it is the one that was asked for."""

    may_pass = True

    def __init__(self, why: str) -> None:
        super().__init__(f"has no valid certificate ({why}); DOWNLOAD_VERIFY_CERTIFICATES=False takes it nevertheless")


class HeadersTooLargeError(RefusedError):
    """A response that does not come to its body."""


class BodyRefusedError(RefusedError):
    """A body that is too large, or not what it says."""


class RedirectRefusedError(RefusedError):
    """A redirect that is not followed."""
