"""From the bytes of a listing page to its entries and its next page. Pure functions, like `extraction`."""

from devzone_crawler.listing.entry import Entry
from devzone_crawler.listing.feeds import Feed, read_feed
from devzone_crawler.listing.links import harvest_links
from devzone_crawler.listing.page_request import PageRequest
from devzone_crawler.listing.parse import Listing, PageLink, parse_listing

__all__ = ["Entry", "Feed", "Listing", "PageLink", "PageRequest", "harvest_links", "parse_listing", "read_feed"]
