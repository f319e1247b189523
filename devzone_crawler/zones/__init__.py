"""Which development zones a text is about: names found, resolved to a canonical name, level and province."""

from devzone_crawler.zones.about import zones_of
from devzone_crawler.zones.zone import Zone

__all__ = ["Zone", "zones_of"]
