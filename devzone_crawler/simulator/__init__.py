"""Web sites that behave like the real ones, with known articles. The demo, the tests and the benchmarks crawl them.

Served in a process of its own, and compared with what it truly holds:

    site = make_site("thinkphp", articles=40, seed=1)
    with serve(site) as server:
        records = crawl(server.url)
        expected = list(site.articles(server.url))

The rooms, from the inside out:

- `words`, `sentences`, `text`: Chinese text from a seed
- `truth`: what an article truly is
- `rotation`: which channel it is in, what a listing holds
- `site`: the shape of a site, a pure function from request to response
- `thinkphp` and its pages and texts: the family of the first site; `cms`: nine more, a file each, and what they share
- `split` and its pages: a site whose articles have several pages; `counters` and `counter_kinds`: articles whose view
  counts are not in their pages
- `traps` and its rooms: sites that are bad input; `hostile`, its bodies and its wires: servers that mean harm
- `reprints`, with `editing` and `forms`: articles that many sites print, and what only resembles them
- `unruly` and its rooms: sites that refuse, with their robots.txt, for a while or for good
- `families`: the list of them all
- `server`: aiohttp on a port; `process`: that in a process of its own
"""

from __future__ import annotations

from devzone_crawler.simulator.families import FAMILIES, make_site
from devzone_crawler.simulator.process import LoggedRequest, Server, serve
from devzone_crawler.simulator.site import Options, Request, Response, Site
from devzone_crawler.simulator.truth import Block, SimulatedArticle

__all__ = [
    "FAMILIES",
    "Block",
    "LoggedRequest",
    "Options",
    "Request",
    "Response",
    "Server",
    "SimulatedArticle",
    "Site",
    "make_site",
    "serve",
]
