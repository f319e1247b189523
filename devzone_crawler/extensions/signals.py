"""What spiders say of a run, for all who listen to it: signals beside Scrapy's own."""

from __future__ import annotations

from typing import Final

listing_read: Final = object()
"""A page was read as a listing. Arguments: response, listing, following (Request | None), stop (Stop | None)."""
request_failed: Final = object()
"""A request came to nothing. Arguments: request, why."""
