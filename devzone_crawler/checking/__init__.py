"""Is a file what the data format says? Every line against its schema, and what no schema can say."""

from devzone_crawler.checking.directory import Checked, CheckError, check
from devzone_crawler.checking.finding import Finding, Kind

__all__ = ["CheckError", "Checked", "Finding", "Kind", "check"]
