"""The version of this project, as it was installed."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("devzone_crawler")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
