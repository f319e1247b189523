"""The report of one or more output directories: one HTML file for people."""

from devzone_crawler.report.page import Asked, render
from devzone_crawler.report.reading import ReportError, UnfitError
from devzone_crawler.report.sites import Report, read

__all__ = ["Asked", "Report", "ReportError", "UnfitError", "read", "render"]
