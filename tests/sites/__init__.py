"""Small whole web sites of many makes, each with all that is true of its articles.

A module is a site: `build()` gives its pages and its articles. No two share a template, and none is of a family that the
simulator has: they stand for the sites that a crawl from a home page has never seen. `drafts` writes the texts,
`web_site` is the shape of a site, `serving` answers for it.
"""
