"""devzone reextract from and to an object store: a server that speaks S3, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError

import pytest

from tests.conftest import ROOT, Finished, records, run
from tests.sites.changing import ChangingSite, changing
from tests.test_reextract import SERVED, archived, large  # noqa: F401 -- a fixture

obstore = pytest.importorskip("obstore")
