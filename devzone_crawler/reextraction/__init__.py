"""Archives read again: from WARC files to articles.jsonl, without the network, with all cores."""
