"""devzone reextract from and to an object store: the same bytes as from and to a directory, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devzone_crawler.objects.opening import open_bucket
from tests.conftest import Finished, run
from tests.object_store import MOTO, SECRET, behind, has, keys, object_store, send, send_all
from tests.sites.changing import ChangingSite, changing
from tests.test_reextract import archived

pytest.importorskip("obstore")
needs_server = pytest.mark.skipif(not MOTO.exists(), reason="moto is not installed (make test does it)")
FILES = ("articles.jsonl", "rejects.jsonl", "views.jsonl")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two archived crawls in DIR/crawl, of which the second refers to pages in the first one's file, and DIR/here."""
    site = ChangingSite()
    site.publish("news", 6)
    young, other = site.publish("notice", 2, age=1)
    folder = tmp_path_factory.mktemp("crawled")
    with changing(site) as url:
        archived(url, folder / "crawl")
        young.text += "\n园区管委会随后作了更正，企业数为二十三家。"
        other.views = 250
        archived(url, folder / "crawl")
    done = run("reextract", folder / "crawl", "--output", folder / "here")
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="module")
def store(crawled: Path) -> Iterator[str]:
    """A server whose bucket `crawls` holds the output of the crawls below `zone/2026 年`, and which has others."""
    with object_store() as address:
        for bucket in ("crawls", "out", "empty"):
            send(address, bucket)
        send_all(address, "crawls/zone/2026 年", crawled / "crawl")
        yield address


def again(*arguments: str | Path, at: dict[str, str]) -> Finished:
    return run("reextract", *arguments, stdin=None, **at)


def content(place: Path | str, name: str, store: str = "") -> bytes | None:
    if isinstance(place, str):
        return has(store, f"{place}/{name}")
    return (place / name).read_bytes() if (place / name).exists() else None


def assert_same(crawled: Path, store: str, prefix: str) -> None:
    for name in FILES:
        assert content(prefix, name, store) == content(crawled / "here", name), name
    assert content(prefix, "articles.jsonl", store)


@needs_server
def test_what_is_read_in_a_store_and_written_there_is_what_a_directory_gives(
    crawled: Path, store: str, tmp_path: Path
) -> None:
    done = again("s3://crawls/zone/2026 年/", "--output", "s3://out/a/b", at=keys(store, tmp_path))
    assert done.code == 0, done.err
    assert_same(crawled, store, "out/a/b")
    said = content("out/a/b", "reextraction.json", store)
    assert said is not None
    found, here = json.loads(said), json.loads((crawled / "here" / "reextraction.json").read_bytes())
    assert found.pop("sources") == ["s3://crawls/zone/2026 年"]
    del here["sources"]
    assert found == here
    assert SECRET not in said.decode() + done.err + done.out
    assert not list((tmp_path / "cache" / "devzone_crawler").iterdir())


@needs_server
def test_a_file_alone_may_be_named_and_what_it_refers_to_is_fetched_too(
    crawled: Path, store: str, tmp_path: Path
) -> None:
    last = sorted((crawled / "crawl" / "warc").iterdir())[-1]
    done = run("reextract", last, "--output", tmp_path / "here")
    assert done.code == 0, done.err
    address = f"s3://crawls/zone/2026 年/warc/{last.name}"
    done = again(address, "--output", f"file://{tmp_path / 'there'}", at=keys(store, tmp_path))
    assert done.code == 0, done.err
    for name in FILES:
        assert content(tmp_path / "there", name) == content(tmp_path / "here", name)
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == sorted(
        path.name for path in (tmp_path / "here").iterdir()
    )


@needs_server
def test_keys_and_the_server_may_stand_in_a_profile(crawled: Path, store: str, tmp_path: Path) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(f"[profile zones]\nregion = us-east-1\nendpoint_url = {store}\n")
    (tmp_path / ".aws" / "credentials").write_text(
        f"[zones]\naws_access_key_id = a\naws_secret_access_key = {SECRET}\n"
    )
    given = dict.fromkeys(keys(store, tmp_path), "") | {"HOME": str(tmp_path), "AWS_PROFILE": "zones"}
    given["PATH"] = os.environ["PATH"]
    done = again("s3://crawls/zone/2026 年", "--output", tmp_path / "out", at=given)
    assert done.code == 0, done.err
    assert content(tmp_path / "out", "articles.jsonl") == content(crawled / "here", "articles.jsonl")


@needs_server
@pytest.mark.parametrize(
    ("source", "output", "code", "sentence"),
    [
        ("s3://nosuch/x", "out", 2, "s3://nosuch/x cannot be listed: there is no such bucket."),
        ("s3://empty", "out", 2, "s3://empty holds no WARC files."),
        ("s3://crawls/zone/none", "out", 2, "s3://crawls/zone/none holds no WARC files."),
        ("s3://crawls/zone/2026 年/warc/none.warc.gz", "out", 2, "none.warc.gz holds no WARC files."),
        ("s3://", "out", 2, "s3:// is no address of an object store: s3://BUCKET/PREFIX."),
        (
            "ftp://zone.example/a",
            "out",
            2,
            "ftp://zone.example/a is none of: a path, file:///PATH, s3://BUCKET/PREFIX.",
        ),
        ("s3://crawls/zone/2026 年", "s3://nosuch/x", 3, "s3://nosuch/x cannot be listed: there is no such bucket."),
        (
            "s3://crawls/zone/2026 年",
            "s3://crawls/zone/2026 年",
            3,
            "s3://crawls/zone/2026 年/articles.jsonl is there already.",
        ),
    ],
)
def test_what_cannot_be_read_or_written_is_told_before_any_work(
    source: str, output: str, code: int, sentence: str, store: str, tmp_path: Path
) -> None:
    goal = output if output.startswith("s3:") else str(tmp_path / output)
    done = again(source, "--output", goal, at=keys(store, tmp_path))
    assert (done.code, sentence in done.err) == (code, True), done.err
    assert not (tmp_path / "out").exists()


@needs_server
def test_keys_that_are_not_known_are_told_and_not_shown(tmp_path: Path) -> None:
    with object_store(INITIAL_NO_AUTH_ACTION_COUNT="0") as address:
        done = again("s3://crawls/a", "--output", tmp_path / "out", at=keys(address, tmp_path))
    assert done.code == 2
    assert done.err == "s3://crawls/a cannot be listed: the server does not know the access key.\n"


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    done = again("s3://a", "--output", tmp_path / "out", at=keys("http://127.0.0.1:9", tmp_path))
    assert done.code == 2
    assert "s3://a cannot be listed: the server does not answer" in done.err


def test_a_profile_that_is_not_there_is_told(tmp_path: Path) -> None:
    given = keys("http://127.0.0.1:9", tmp_path) | {"AWS_PROFILE": "nobody"}
    done = again("s3://a", "--output", tmp_path / "out", at=given)
    assert done.code == 2
    assert "AWS_PROFILE is nobody, and no such profile is" in done.err


@needs_server
def test_an_upload_that_is_refused_leaves_no_articles_and_the_next_run_goes_on(
    crawled: Path, store: str, tmp_path: Path
) -> None:
    command = ("reextract", "s3://crawls/zone/2026 年", "--output", "s3://out/refused", "--work", tmp_path / "work")
    with behind(store, lambda method, path: method in ("PUT", "POST") and "articles.jsonl" in path) as between:
        done = again(*command[1:], at=keys(between, tmp_path))
    assert done.code == 3, done.err
    assert "s3://out/refused/articles.jsonl cannot be written: the keys do not allow it." in done.err
    assert f"is kept in {tmp_path / 'work'}" in done.err
    assert has(store, "out/refused/articles.jsonl") is None
    (kept,) = (tmp_path / "work").iterdir()
    assert list(kept.glob("*.warc.gz.*.jsonl"))
    assert not (kept / "fetched").exists()
    with behind(store, lambda _, path: ".warc.gz" in path) as between:  # archives are not wanted again
        done = again(*command[1:], at=keys(between, tmp_path))
    assert done.code == 0, done.err
    assert_same(crawled, store, "out/refused")
    assert not kept.exists()


@needs_server
def test_a_run_that_is_killed_at_its_upload_leaves_no_articles_and_the_next_one_goes_on(
    crawled: Path, store: str, tmp_path: Path
) -> None:
    command = ["reextract", "s3://crawls/zone/2026 年", "--output", "s3://out/killed"]
    started: list[subprocess.Popen[bytes]] = []

    def kills(method: str, path: str) -> bool:
        if method in ("PUT", "POST") and "articles.jsonl" in path:
            started[0].send_signal(signal.SIGKILL)
            return True
        return False

    with behind(store, kills) as between:
        program = [sys.executable, "-m", "devzone_crawler", *command]
        with subprocess.Popen(program, stderr=subprocess.PIPE, env=os.environ | keys(between, tmp_path)) as process:
            started.append(process)
            said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == -signal.SIGKILL, said
    assert has(store, "out/killed/articles.jsonl") is None
    done = again(*command[1:], at=keys(store, tmp_path))
    assert done.code == 0, done.err
    assert_same(crawled, store, "out/killed")


@needs_server
def test_a_store_that_is_lost_while_archives_are_read_ends_the_run_and_the_next_one_goes_on(
    crawled: Path, store: str, tmp_path: Path
) -> None:
    last = sorted((crawled / "crawl" / "warc").iterdir())[-1].name
    command = ("reextract", "s3://crawls/zone/2026 年", "--output", tmp_path / "out")
    with behind(store, lambda _, path: last in path) as between:
        done = again(*command[1:], at=keys(between, tmp_path))
    assert (done.code, "Run it again to go on." in done.err) == (1, True), done.err
    assert not (tmp_path / "out" / "articles.jsonl").exists()
    done = again(*command[1:], at=keys(store, tmp_path))
    assert done.code == 0, done.err
    assert content(tmp_path / "out", "articles.jsonl") == content(crawled / "here", "articles.jsonl")


@needs_server
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_while_it_fetches_goes_on_and_leaves_nothing(
    number: int, crawled: Path, store: str, tmp_path: Path
) -> None:
    last = sorted((crawled / "crawl" / "warc").iterdir())[-1].name
    output = tmp_path / "out"
    command = ["reextract", "s3://crawls/zone/2026 年", "--output", str(output)]
    started: list[subprocess.Popen[bytes]] = []

    def ends(method: str, path: str) -> bool:
        if method == "GET" and last in path:
            started[0].send_signal(number)
            started[0].wait(60)
        return False

    with behind(store, ends) as between:
        program = [sys.executable, "-m", "devzone_crawler", *command]
        with subprocess.Popen(program, stderr=subprocess.PIPE, env=os.environ | keys(between, tmp_path)) as process:
            started.append(process)
            said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == (130 if number == signal.SIGINT else -number), said
    assert not (output / "articles.jsonl").exists()
    assert (output / "unfinished" / "fetched").exists() == (number == signal.SIGKILL)
    done = again(*command[1:], at=keys(store, tmp_path))
    assert done.code == 0, done.err
    assert content(output, "articles.jsonl") == content(crawled / "here", "articles.jsonl")
    assert not (output / "unfinished").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("s3://a", "--output", "s3://b", "--scheduler", "tcp://127.0.0.1:9"), "--scheduler is for archives and"),
        (("a", "--output", "b", "--work", "c"), "--work is for an output at s3://"),
    ],
)
def test_what_does_not_go_together_is_told(arguments: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    done = run("reextract", *arguments, HOME=str(tmp_path))
    assert (done.code, sentence in done.err) == (2, True), done.err


@pytest.mark.parametrize("arguments", [("s3://a", "--output", "b"), ("a", "--output", "s3://b")])
def test_without_obstore_one_line_says_what_to_install(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "obstore.py").write_text("raise ModuleNotFoundError('No module', name='obstore')\n")
    done = run("reextract", *arguments, PYTHONPATH=str(tmp_path))
    assert (done.code, done.err) == (2, "s3:// needs obstore: pip install 'devzone_crawler[s3]'\n")


@needs_server
def test_a_large_object_goes_and_comes_in_pieces(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in keys(store, tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "large").write_bytes(os.urandom(20_000_001))
    bucket = open_bucket("s3://out/large")
    asyncio.run(bucket.put(tmp_path / "large", "a b/年.bin"))
    asyncio.run(bucket.fetch("a b/年.bin", tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == (tmp_path / "large").read_bytes()
    assert [(entry.name, entry.size) for entry in bucket.objects()] == [("a b/年.bin", 20_000_001)]


@needs_server
def test_a_name_with_a_way_out_of_its_folder_is_refused(store: str, tmp_path: Path) -> None:
    send(store, "hostile")
    send(store, "hostile/x/%2e%2e/%2e%2e/out.warc.gz".replace("%2e", "."), b"x")
    done = again("s3://hostile", "--output", tmp_path / "out", at=keys(store, tmp_path))
    assert (done.code, "has parts such as `..`" in done.err) == (2, True), done.err
