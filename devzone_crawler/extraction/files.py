"""Which addresses and names are those of files: by their endings, or by the program that hands them out."""

from __future__ import annotations

import re

from devzone_crawler.extraction.alternation import one_of
from devzone_crawler.extraction.markup import CASES
from devzone_crawler.extraction.urls import path_of

DOCUMENTS = "pdf doc docx xls xlsx csv ppt pptx txt wps et ofd ceb zip rar 7z tar gz".split()
MEDIA = "mp3 mp4 avi flv wmv mov".split()
OF_PAGES = "jpg jpeg png gif bmp ico svg webp css js json xml rss swf woff woff2 ttf".split()
"""What pages are made of, and what programs read."""
PROGRAMS = ["exe", "apk"]

_OFFERED = sorted({case(ending) for ending in (*DOCUMENTS, *MEDIA) for case in CASES})
_NAME = re.compile(rf"\.{one_of(_OFFERED)}(?=$|[?#\"'\s(（])")
"""The end of the name of a file that an article may offer. Each link is asked: ignoring case costs twice as much."""
_NO_PAGE = re.compile(rf"\.{one_of((*DOCUMENTS, *MEDIA, *OF_PAGES, *PROGRAMS))}$", re.I)
_HANDED_OUT = re.compile(
    r"DownloadAttachUrl|/download\w*\.(?:jsp|do|aspx|php|ashx)|downfile|attach\w*\.(?:aspx|ashx|jsp|do|php)"
    r"|/_upload/article/files/|\bdownload(?==|$)",
    re.I,
)
"""Addresses of files without an extension: 博达, Epoint, SaaS builders, and the attribute of HTML itself."""


def is_file(url: str) -> bool:
    """True for the address of a file that is no page, as its name tells."""
    return _NO_PAGE.search(path_of(url)) is not None


def names_file(text: str) -> bool:
    """True for a text that is, or ends with, the name of a file that an article may offer."""
    return _NAME.search(text) is not None


def hands_out_file(address: str) -> bool:
    """True for an address without an extension that answers with a file."""
    return _HANDED_OUT.search(address) is not None


def leads_to_file(markup: str, text: str) -> bool:
    """True for a link to a file. `markup` is the link's attributes as written, `text` what it says."""
    if _NAME.search(markup) or ("." in text and names_file(text)):
        return True
    may_be = "ownload" in markup or "ttach" in markup or "ownfile" in markup or "_upload" in markup
    return may_be and _HANDED_OUT.search(markup) is not None
