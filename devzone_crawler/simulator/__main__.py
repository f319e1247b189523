"""`python -m devzone_crawler.simulator`: serve a simulated site. `--help` lists the choices."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path

from devzone_crawler.simulator.families import FAMILIES, make_site
from devzone_crawler.simulator.server import run
from devzone_crawler.simulator.site import Options

_DEFAULT = Options()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m devzone_crawler.simulator", description=run.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--family", choices=sorted(FAMILIES), default="thinkphp", help="CMS of the site")
    parser.add_argument("--articles", type=int, default=_DEFAULT.articles, help="how many articles it has")
    parser.add_argument("--seed", type=int, default=_DEFAULT.seed, help="another number, another site")
    parser.add_argument(
        "--waf", choices=("passive", "strict"), default=_DEFAULT.waf, help="strict: without its cookie, no article"
    )
    parser.add_argument("--burst", type=int, help="requests per second above which it refuses (default: never)")
    parser.add_argument("--broken", type=int, help="number of an article of which a page is missing (family split)")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--log", type=Path, help="append one line of JSON per request to this file")
    parser.add_argument("--max-seconds", type=float, help="stop after so long")
    return parser


def main() -> int:
    """Exit code 0 after a normal stop, 2 for arguments that cannot be right or a port that is taken."""
    parser = _parser()
    chosen = parser.parse_args()
    with ExitStack() as files:
        try:
            site = make_site(
                chosen.family,
                articles=chosen.articles,
                seed=chosen.seed,
                waf=chosen.waf,
                burst=chosen.burst,
                broken=chosen.broken,
            )
            log = files.enter_context(chosen.log.open("a", encoding="utf-8")) if chosen.log else None
            asyncio.run(run(site, port=chosen.port, log=log, max_seconds=chosen.max_seconds))
        except (ValueError, OSError) as error:
            parser.error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
