"""From an ArticlePage to a line of articles.jsonl: one class, one job, one file."""
