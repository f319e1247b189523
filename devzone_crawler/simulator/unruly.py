"""Sites that refuse: with their robots.txt, for a while, or for good.

Behind each stands the small healthy site of the traps. Unlike other sites they remember: what they answer depends on
how many pages were asked for, as with a firewall that counts.

The rooms: `unruly_robots` (what a robots.txt may be), `unruly_refusals` (servers and firewalls that have enough).
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from devzone_crawler.simulator.site import Options, Request, Response
from devzone_crawler.simulator.traps import TrapSite


class UnrulySite(TrapSite):
    """A healthy site that is not always willing."""

    is_whole: ClassVar[bool] = True
    """True if a crawl must find every reachable article; else none but those."""
    robots: ClassVar[str | None] = None
    """The text of robots.txt; None: there is none."""

    def __init__(self, options: Options | None = None) -> None:
        super().__init__(options)
        self.given = 0
        """Pages that were asked for, robots.txt apart."""

    def trap(self, request: Request) -> Response | None:
        """robots.txt, and what is refused."""
        if request.path == "/robots.txt":
            return self.answer_for_robots(request)
        self.given += 1
        return self.refuse(request)

    def answer_for_robots(self, request: Request) -> Response | None:
        """The answer to a question for robots.txt; None: there is none."""
        return None if self.robots is None else Response(self.robots.encode(), content_type="text/plain")

    @abstractmethod
    def refuse(self, request: Request) -> Response | None:
        """The refusal of a page; None if it is given."""

    def number_in(self, request: Request) -> int | None:
        """Number of the article that is asked for; None for any other page."""
        return next((number for number in range(1, self.size + 1) if self.path_of(number) == request.path), None)
