"""The archive's files: records that others can read, references to what is there already, torn ends cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from devzone_crawler.storage.archive import Archive, Exchange
from devzone_crawler.storage.archived import Archives
from devzone_crawler.storage.ledger import Ledger
from devzone_crawler.storage.warc import Warc

NAME = "zone.example-20261125T083000Z-5f3a91"
LARGE = 1_000_000_000
PAGE = "<h1>园区开工</h1>".encode() * 100


@contextmanager
def archive_in(directory: Path, most_bytes: int = LARGE, name: str = NAME) -> Iterator[Archive]:
    ledger = Ledger(directory / "ledger.sqlite")
    archive = Archive(directory, most_bytes, ledger)
    archive.begin(name, {"software": "devzone_crawler", "operator": ""})
    try:
        yield archive
        ledger.commit(ledger.extent)
    finally:
        archive.close()
        ledger.close()


def exchange(url: str = "http://zone.example/1.html", body: bytes = PAGE, **more: object) -> Exchange:
    chosen: dict[str, object] = {
        **{"url": url, "method": "GET", "target": "/1.html", "asked": [(b"Host", b"zone.example")], "form": b""},
        **{"status": "200 OK", "answered": [(b"Content-Type", b"text/html")], "body": body},
        **more,
    }
    return Exchange(**chosen)  # type: ignore[arg-type]


def files(directory: Path) -> list[Path]:
    return sorted((directory / "warc").iterdir())


def kinds(path: Path) -> list[str]:
    with open(path, "rb") as file:
        return [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]


def test_an_answer_is_found_where_it_is_said_to_be(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        places = [archive.keep(exchange(body=b"%d" % number * 2_000)) for number in range(3)]
    assert kinds(files(tmp_path)[0]) == ["warcinfo", *["response", "request"] * 3]
    archives = Archives(tmp_path)
    assert [archives.stored(place).answer.body for place in places] == [b"%d" % number * 2_000 for number in range(3)]
    archives.close()


def test_a_request_names_the_answer_that_it_led_to(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        archive.keep(exchange(method="POST", form=b"page=2", address="192.0.2.1"))
    with open(files(tmp_path)[0], "rb") as file:
        records = [(record, record.content_stream().read()) for record in ArchiveIterator(file)]
    (info, text), (answer, _), (request, form) = records
    assert text == b"software: devzone_crawler\r\n"
    assert form == b"page=2"
    told = request.rec_headers.get_header
    assert told("WARC-Concurrent-To") == answer.rec_headers.get_header("WARC-Record-ID")
    assert told("WARC-Warcinfo-ID") == info.rec_headers.get_header("WARC-Record-ID")
    assert told("WARC-IP-Address") == "192.0.2.1"


def test_headers_are_kept_byte_by_byte(tmp_path: Path) -> None:
    name = 'attachment; filename="规划.pdf"'.encode("gb18030")
    with archive_in(tmp_path) as archive:
        archive.keep(
            exchange(answered=[(b"Content-Disposition", name), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b")])
        )
    with Warc(files(tmp_path)[0]) as warc:
        (answer,) = (head for head in warc.heads() if head.kind == "response")
        head = b"HTTP/1.1 200 OK\r\nContent-Disposition: " + name + b"\r\nSet-Cookie: a=1\r\nSet-Cookie: b\r\n\r\n"
        assert warc.block(answer) == head + PAGE


def test_what_was_answered_before_is_referred_to_also_by_a_later_run(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        first = archive.keep(exchange())
        same = archive.keep(exchange("http://zone.example/copy.html"))
    with archive_in(tmp_path, name="zone.example-20261126T083000Z-5f3a92") as archive:
        later = archive.keep(exchange(answered=[(b"Content-Type", b"text/html"), (b"Age", b"9")]))
        small = [archive.keep(exchange(body=b"document.write('806')")) for _ in range(2)]
    assert [kinds(path) for path in files(tmp_path)] == [
        ["warcinfo", "response", "request", "revisit", "request"],
        ["warcinfo", "revisit", "request", *["response", "request"] * 2],
    ]
    archives = Archives(tmp_path)
    assert {archives.stored(place).answer.body for place in (first, same, later)} == {PAGE}
    assert archives.stored(later).answer.header("age") == "9"
    assert archives.stored(small[1]).answer.body == b"document.write('806')"
    archives.close()


def test_the_next_file_begins_when_one_is_full(tmp_path: Path) -> None:
    with archive_in(tmp_path, most_bytes=2_000) as archive:
        places = [archive.keep(exchange(body=str(number).encode() * 1_000)) for number in range(8)]
    names = [path.name for path in files(tmp_path)]
    assert names == [f"{NAME}-{serial:05}.warc.gz" for serial in range(1, len(names) + 1)]
    assert len(names) > 1
    assert all(kinds(path)[0] == "warcinfo" for path in files(tmp_path))
    assert len({place.partition(":")[0] for place in places}) == len(names)


def test_a_file_that_is_torn_anywhere_loses_its_last_record_and_no_other(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        for number in range(4):
            archive.keep(exchange(body=str(number).encode() * 3_000))
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    with Warc(path) as warc:
        ends = [head.offset for head in warc.heads()] + [len(whole)]
    for size in [*range(ends[-3] - 2, ends[-3] + 30), *range(ends[-2] - 20, ends[-2] + 40, 7), len(whole) - 1]:
        path.write_bytes(whole[:size])
        with archive_in(tmp_path):
            pass
        assert path.stat().st_size == max(end for end in ends if end <= size), size
        kinds(path)


def test_a_power_cut_that_leaves_zeros_costs_what_they_replaced(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        archive.keep(exchange())
    (path,) = files(tmp_path)
    whole = path.stat().st_size
    path.write_bytes(path.read_bytes() + bytes(4_096))
    with archive_in(tmp_path):
        pass
    assert path.stat().st_size == whole
    path.write_bytes(bytes(whole))
    with archive_in(tmp_path):
        pass
    assert not path.exists(), "nothing of it was whole"


@pytest.mark.parametrize("lost", ["its end", "all of it"])
def test_nothing_is_referred_to_that_is_not_there_any_more(tmp_path: Path, lost: str) -> None:
    with archive_in(tmp_path) as archive:
        archive.keep(exchange(body=b"first" * 1_000))
        archive.keep(exchange())
    (path,) = files(tmp_path)
    with Warc(path) as warc:
        cut = [head.offset for head in warc.heads()][3]
    path.write_bytes(path.read_bytes()[: cut + 10])
    if lost == "all of it":
        path.unlink()
    with archive_in(tmp_path, name="zone.example-20261126T083000Z-5f3a92") as archive:
        archive.keep(exchange())
        archive.keep(exchange(body=b"first" * 1_000))
    assert kinds(files(tmp_path)[-1])[1] == "response"
    assert kinds(files(tmp_path)[-1])[3] == ("revisit" if lost == "its end" else "response")


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    other = tmp_path / "warc" / "other.warc.gz"
    other.write_bytes(b"\x1f\x8b\x08 torn")
    with archive_in(tmp_path):
        pass
    assert other.read_bytes() == b"\x1f\x8b\x08 torn"
