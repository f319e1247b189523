"""From the bytes of a listing page to its entries and its next page. Pure functions, like `extraction`."""

from devzone_crawler.listing.entry import Entry
from devzone_crawler.listing.feeds import Feed, read_feed
from devzone_crawler.listing.links import harvest_links
from devzone_crawler.listing.listing_page import ListingPage, open_listing, parse_listing
from devzone_crawler.listing.page_request import PageRequest
from devzone_crawler.listing.parse import Listing, PageLink

__all__ = [
    "Entry",
    "Feed",
    "Listing",
    "ListingPage",
    "PageLink",
    "PageRequest",
    "harvest_links",
    "open_listing",
    "parse_listing",
    "read_feed",
]
