"""What spiders say of a run, for all who listen to it: signals beside Scrapy's own."""

from __future__ import annotations

from typing import Final

listing_read: Final = object()
"""A page was read as a listing. Arguments: response, listing, following (Request | None: the page after
it is not asked for from here), stop (Stop | None: why the run does not want that page)."""
entry_left_out: Final = object()
"""An entry of a listing, or a promised article, that is not crawled. Arguments: url, why (WhyLeftOut)."""
request_failed: Final = object()
"""A request came to nothing. Arguments: request, why (which goes on from the address: "answered 404")."""
