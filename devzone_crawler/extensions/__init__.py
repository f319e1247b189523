"""What watches a crawl: its verdict and its progress."""
