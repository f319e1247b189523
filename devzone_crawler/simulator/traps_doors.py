"""Home pages that are hard to enter, or cannot be entered at all."""

from __future__ import annotations

from typing import ClassVar

from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.traps import TrapSite, html, redirect


class Splash(TrapSite):
    """A picture over the whole page, and behind it the site: one link without a word."""

    family: ClassVar[str] = "trap-splash"
    home_is_healthy: ClassVar[bool] = False

    def trap(self, request: Request) -> Response | None:
        """The picture."""
        if request.path != "/":
            return None
        return html(pages.bare('<body><a href="main.html"><img src="/images/enter.jpg"></a></body>\n'))


class Frames(TrapSite):
    """A frameset: the menu in one frame, the home page in the other, no link outside them."""

    family: ClassVar[str] = "trap-frames"
    home_is_healthy: ClassVar[bool] = False

    def trap(self, request: Request) -> Response | None:
        """The frameset and its menu."""
        if request.path == "/":
            frames = '<frame name="menu" src="menu.html">\n<frame name="content" src="main.html">\n'
            return html(pages.bare(f'<frameset cols="180,*" border="0">\n{frames}</frameset>\n'))
        if request.path == "/menu.html":
            return html(pages.bare('<body><a href="news/" target="content">要闻</a></body>\n'))
        return None


class Shell(TrapSite):
    """A page that a script fills: there is nothing to read for who runs none."""

    family: ClassVar[str] = "trap-shell"
    home_is_healthy: ClassVar[bool] = False
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "has no links to follow"
    most_requests: ClassVar[int] = 4

    @property
    def size(self) -> int:
        """What can be reached without a script: nothing."""
        return 0

    def trap(self, request: Request) -> Response | None:
        """The shell, whatever is asked for."""
        script = '<script type="module" src="/assets/index-4f1c.js"></script>\n'
        return html(pages.bare('<body><div id="app"></div></body>\n', script))


class Redirects(TrapSite):
    """Three doors one behind the other: a redirect, a refresh, a script that does nothing but leave."""

    family: ClassVar[str] = "trap-redirects"
    home_is_healthy: ClassVar[bool] = False

    def trap(self, request: Request) -> Response | None:
        """The doors."""
        match request.path:
            case "/":
                return redirect("/index.php")
            case "/index.php":
                return redirect("/portal/")
            case "/portal/":
                return html(
                    pages.bare("<body></body>", '<meta http-equiv="refresh" content="0;url=/portal/in.html">\n')
                )
            case "/portal/in.html":
                return html(pages.bare('<body><script>window.location.href="/main.html";</script></body>\n'))
        return None


class Loop(TrapSite):
    """A home page that sends its visitors in a circle."""

    family: ClassVar[str] = "trap-loop"
    home_is_healthy: ClassVar[bool] = False
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "redirect"
    most_requests: ClassVar[int] = 50

    @property
    def size(self) -> int:
        """Nothing can be reached."""
        return 0

    def trap(self, request: Request) -> Response | None:
        """The circle."""
        return redirect("/login" if request.path == "/" else "/")
