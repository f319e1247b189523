"""Records as the files that data teams work with, by DuckDB (the extra `export`)."""

from devzone_crawler.exporting.export import Choices, Exported, ExportError, UnfitError, export
from devzone_crawler.exporting.formats import Format

__all__ = ["Choices", "ExportError", "Exported", "Format", "UnfitError", "export"]
