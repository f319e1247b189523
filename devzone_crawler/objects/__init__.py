"""Object stores: what lies below an address such as s3://bucket/prefix, fetched, and put there whole."""
