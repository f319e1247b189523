"""Pictures, downloads, styles and scripts of a simulated site: the smallest valid file of each kind."""

from __future__ import annotations

import base64
from collections.abc import Collection

from devzone_crawler.simulator.site import Response

_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)  # a .docx is a zip archive

_FILES: dict[str, Response] = {
    "png": Response(_PNG, content_type="image/png"),
    "pdf": Response(_PDF, content_type="application/pdf"),
    "docx": Response(
        _EMPTY_ZIP, content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "css": Response(b"body{margin:0}\n", content_type="text/css"),
    "js": Response(b";\n", content_type="application/javascript"),
}


def static_file(path: str, folders: Collection[str]) -> Response | None:
    """The file at a path below one of the folders. None elsewhere, and for kinds of files that no site has."""
    if not path.startswith(tuple(folders)):
        return None
    return _FILES.get(path.rpartition(".")[2])
