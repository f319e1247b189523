"""Files that outlive the crawl."""
