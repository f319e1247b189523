"""What watches a crawl and keeps an account of it: verdict, memory, manifest, progress, figures."""
