"""WARC files as all kinds of programs write them, whole, torn and damaged."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from devzone_crawler.storage.archive import PAGE_NOTE, record_id
from devzone_crawler.storage.archived import Archives
from devzone_crawler.storage.warc import Head, Warc, WarcError

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
NOISE = random.Random(4).randbytes(300_000)


def record(block: bytes = HTTP + b"<p>1</p>", kind: str = "response", length: int | None = None, **more: str) -> bytes:
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"Content-Length: {len(block) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def written(tmp_path: Path, content: bytes, name: str = "a.warc") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"", b"plain text", b"\x1f\x8b"])
def test_what_is_no_warc_file_is_told(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(WarcError, match="is no WARC file" if content else "is empty"):
        Warc(written(tmp_path, content))


def test_a_plain_file_is_read_record_by_record(tmp_path: Path) -> None:
    with Warc(written(tmp_path, record() + record(kind="request") + record(b"x" * 3_000))) as warc:
        heads = list(warc.heads())
        assert [head.kind for head in heads] == ["response", "request", "response"]
        assert [head.offset for head in warc.heads(kind="request")] == [heads[1].offset]
        assert warc.block(heads[2]) == b"x" * 3_000
        assert warc.ranges(1_000) == [(0, warc.size)]
        assert warc.ranges(100)[-1] == (heads[2].offset, warc.size)


def test_a_plain_file_that_goes_on_with_something_else_is_told(tmp_path: Path) -> None:
    with Warc(written(tmp_path, record() + b"something else")) as warc, pytest.raises(WarcError, match="no record"):
        list(warc.heads())


@pytest.mark.parametrize(
    "content",
    [
        record().replace(b"Content-Length: ", b"Content-Length: x"),
        record(Long="x" * 70_000),
        b"WARC/1.0\r\nWARC-Type: response\r\n",
    ],
)
def test_a_record_without_a_length_or_without_end_is_none(content: bytes, tmp_path: Path) -> None:
    for name, packed in (("a.warc", content), ("a.warc.gz", gzip.compress(content))):
        with Warc(written(tmp_path, packed, name)) as warc:
            assert warc.head(0) is None


def test_a_header_may_be_long_and_folded(tmp_path: Path) -> None:
    content = record(Long="x" * 5_000, WARC_Target_URI="<http://zone.example/\r\n 1.html>")
    for name, packed in (("a.warc", content), ("a.warc.gz", gzip.compress(content))):
        with Warc(written(tmp_path, packed, name)) as warc:
            head = warc.head(0)
            assert head is not None
            assert (head.url, len(head.headers["long"])) == ("http://zone.example/ 1.html", 5_000)


def test_bytes_that_only_look_like_a_member_are_passed_over(tmp_path: Path) -> None:
    stored = gzip.compress(record(HTTP + b"\x1f\x8b\x08" + b"x" * 100), compresslevel=0)
    other = gzip.compress(b"\x1f\x8b\x08 no record")
    with Warc(written(tmp_path, stored + other + gzip.compress(record()), "a.warc.gz")) as warc:
        assert [head.offset for head in warc.heads()] == [0, len(stored) + len(other)]
        assert warc.whole_size() == warc.size


def test_a_large_record_comes_out_whole(tmp_path: Path) -> None:
    with Warc(written(tmp_path, gzip.compress(record(NOISE)), "a.warc.gz")) as warc:
        head = warc.head(0)
        assert head is not None
        assert warc.block(head) == NOISE
        assert warc.whole_size() == warc.size


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_that_breaks_off_is_told(packed: bool, tmp_path: Path) -> None:
    content = gzip.compress(record(NOISE))[:200_000] if packed else record(NOISE)[:200_000]
    with Warc(written(tmp_path, content)) as warc:
        head = warc.head(0)
        assert head is not None
        with pytest.raises(WarcError, match="breaks off in the record at byte 0"):
            warc.block(head)
        if packed:
            assert warc.whole_size() == 0


def test_a_record_that_is_damaged_is_told(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(record(b"\n".join(b"%d" % number for number in range(60_000)))))
    content[30_000:30_400] = b"\xff" * 400
    with Warc(written(tmp_path, bytes(content))) as warc:
        head = warc.head(0)
        assert head is not None
        with pytest.raises(WarcError, match="is damaged in the record at byte 0"):
            warc.block(head)
        assert warc.whole_size() == 0


def test_a_record_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    content = gzip.compress(record(length=300 << 20))
    with Warc(written(tmp_path, content)) as warc:
        head = warc.head(0)
        assert head is not None
        with pytest.raises(WarcError, match="300 MiB"):
            warc.block(head)
        assert warc.ranges(1_000_000) == [(0, warc.size)]


def test_a_file_that_is_compressed_as_one_piece_is_told(tmp_path: Path) -> None:
    with (
        Warc(written(tmp_path, gzip.compress(record() + record()))) as warc,
        pytest.raises(WarcError, match="warcio recompress"),
    ):
        warc.ranges(1_000)
    with Warc(written(tmp_path, gzip.compress(b"something"))) as warc, pytest.raises(WarcError, match="no WARC file"):
        warc.ranges(1_000)


# --- places in archives -----------------------------------------------------------------------------------------------


@pytest.fixture
def archives(tmp_path: Path) -> Archives:
    digest = "sha1:" + "A" * 32
    first = gzip.compress(record(WARC_Payload_Digest=digest, WARC_Date="2026-06-30T01:02:03Z"))
    parts = [
        first,
        gzip.compress(record(HTTP, "revisit", WARC_Date="2026-06-30T01:02:04Z")),
        gzip.compress(record(HTTP, "revisit", WARC_Refers_To_Filename="a.warc.gz", WARC_Refers_To_File_Offset="7")),
        gzip.compress(record(WARC_Date="yesterday")),
        gzip.compress(record(b"{", "metadata", Content_Type=PAGE_NOTE, WARC_Refers_To=record_id("a.warc.gz:9"))),
    ]
    written(tmp_path, b"".join(parts), "a.warc.gz")
    return Archives(tmp_path)


def heads_of(archives: Archives) -> list[Head]:
    return list(archives.warc("a.warc.gz").heads())


@pytest.mark.parametrize(
    ("record_number", "why"),
    [(1, "does not say where that is"), (2, "does not hold at byte 7"), (3, "does not say when it was made")],
)
def test_a_record_that_refers_to_nothing_is_told(record_number: int, why: str, archives: Archives) -> None:
    place = f"a.warc.gz:{heads_of(archives)[record_number].offset}"
    with pytest.raises(WarcError, match=why):
        archives.stored(place)
    archives.close()


@pytest.mark.parametrize(
    ("place", "why"), [("a.warc.gz", "no place"), (":7", "no place"), ("a.warc.gz:7", "no record")]
)
def test_a_place_that_is_none_is_told(place: str, why: str, archives: Archives) -> None:
    with pytest.raises(WarcError, match=why):
        archives.stored(place)
    archives.close()


def test_a_page_without_a_note_is_read_from_its_answer(archives: Archives) -> None:
    page = archives.page_at("a.warc.gz:0")
    assert (page.body, page.archive) == (b"<p>1</p>", "a.warc.gz:0")
    with pytest.raises(WarcError, match="a note that cannot be read"):
        archives.page_at("a.warc.gz:9")
    archives.close()
