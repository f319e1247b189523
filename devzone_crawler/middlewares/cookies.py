"""Scrapy's cookies without its side trip: a crawl speaks to the site that was named, and to nobody else."""

from __future__ import annotations

from scrapy.downloadermiddlewares import cookies
from tldextract import TLDExtract

# Scrapy asks tldextract which cookie domains are public suffixes, and tldextract downloads the list from the internet
# at its first use. The copy that comes with it serves as well, on machines without a way out too.
cookies._split_domain = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)


class CookiesMiddleware(cookies.CookiesMiddleware):
    """Keep the site's cookies, as Scrapy does; judge their domains by the bundled suffix list."""
