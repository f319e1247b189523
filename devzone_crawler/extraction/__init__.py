"""From the bytes of a page to its record. Pure functions: no Scrapy, no network, no files."""
