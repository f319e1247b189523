"""Lists of sites: what is read from them, and the sentence for what cannot be right."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devzone_crawler.cluster.site_list import Listed, SiteListError, read_list

SPIDERS = {"cadz": ("https://www.cadz.org.cn/",)}


def listed(folder: Path, text: str, name: str = "sites.txt") -> list[Listed]:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_list(path, SPIDERS)


def test_a_plain_list_names_addresses_and_spiders(tmp_path: Path) -> None:
    lines = listed(tmp_path, "﻿# 开发区\n\ncadz\r\n  https://zone.example/news \nhttp://127.0.0.1:8000/\n")
    assert [(line.line, line.site, line.hosts, line.directory) for line in lines] == [
        (3, "cadz", ("cadz.org.cn",), "cadz"),
        (4, "https://zone.example/news", ("zone.example",), "zone.example"),
        (5, "http://127.0.0.1:8000/", ("127.0.0.1:8000",), "127.0.0.1_8000"),
    ]


def test_a_table_says_what_is_taken_of_each_site(tmp_path: Path) -> None:
    table = 'site,category,since,key,size\ncadz,"资讯中心,政策法规",2026-01-01,,\nhttps://zone.example/,,,省平台,1200\n'
    cadz, zone = listed(tmp_path, table, "sites.csv")
    assert set(cadz.options) == {"--since=2026-01-01", "--category=资讯中心", "--category=政策法规"}
    assert (zone.options, zone.key, zone.size) == ((), "省平台", 1200)


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    line = {
        "site": "https://zone.example/",
        "category": ["要闻", "公告"],
        "max_articles": 5,
        "directory": "zone",
        "key": None,
    }
    (zone,) = listed(tmp_path, json.dumps(line, ensure_ascii=False), "sites.jsonl")
    assert set(zone.options) == {"--category=要闻", "--category=公告", "--max-articles=5"}
    assert (zone.directory, zone.key) == ("zone", None)


@pytest.mark.parametrize(
    "same",
    ["http://zone.example/", "https://www.zone.example/a", "https://ZONE.example.:443/", "http://zone.example:80/b"],
)
def test_addresses_of_one_host_are_known_as_such(same: str, tmp_path: Path) -> None:
    first, second = listed(tmp_path, f"https://zone.example/first\n{same}\n")
    assert first.hosts == second.hosts


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("sites.txt", "", "names no site"),
        ("sites.txt", "# nothing\n", "names no site"),
        ("sites.txt", "cadz\nnowhere\n", "line 2: there is no spider named nowhere"),
        ("sites.txt", "zone.example\n", "line 1: url must be an address"),
        ("sites.txt", "https://a.example/\n\nhttps://a.example\n", "line 3: the same as line 1"),
        ("sites.csv", "url\nhttps://a.example/\n", "the header must name the columns"),
        ("sites.csv", "site\nhttps://a.example/,2026\n", "line 2: more cells"),
        ("sites.csv", "site,sinse\nhttps://a.example/,2026-01-01\n", "nothing is known of sinse"),
        ("sites.csv", "site,since\nhttps://a.example/,January\n", "line 2: since must be a day"),
        ("sites.csv", 'site,since\n"https://a.example/\n', "no CSV"),
        ("sites.jsonl", "[]\n", "line 1: no JSON object"),
        ("sites.jsonl", '{"site": 7}\n', "site must be text"),
        ("sites.jsonl", '{"key": "a"}\n', "neither site nor spider"),
        ("sites.jsonl", '{"site": "https://a.example/", "directory": "../../etc"}\n', "directory must be a plain name"),
        ("sites.jsonl", '{"site": "https://a.example/", "size": "many"}\n', "size must be a whole number"),
        ("sites.jsonl", '{"site": "https://a.example/", "spider": "cadz"}\n', "leave site out"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_line(name: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SiteListError, match=said):
        listed(tmp_path, text, name)


def test_a_list_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "gbk.txt").write_bytes("开发区".encode("gbk"))
    for name, said in (("gbk.txt", "Save it as UTF-8"), ("none.txt", "cannot be read")):
        with pytest.raises(SiteListError, match=said):
            read_list(tmp_path / name, SPIDERS)


HOSTS = st.from_regex(r"[a-z]{1,8}(\.[a-z]{2,8}){1,3}(:[1-9][0-9]{0,3})?", fullmatch=True)
NAMES = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters=",;，；/>＞\"'#"), min_size=1, max_size=9
)


@given(st.lists(st.tuples(HOSTS, NAMES), min_size=1, max_size=9, unique_by=lambda row: row[0]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_table_and_json_lines_of_the_same_are_read_alike(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([("site", "category"), *((f"http://{host}/", name) for host, name in rows)])
    lines = "\n".join(json.dumps({"site": f"http://{host}/", "category": name}) for host, name in rows)
    from_table, from_lines = listed(tmp_path, table.getvalue(), "s.csv"), listed(tmp_path, lines, "s.jsonl")
    assert [(one.site, one.options) for one in from_table] == [(one.site, one.options) for one in from_lines]
    assert [one.options for one in from_lines] == [(f"--category={name}",) for _, name in rows]


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_list_holds_it_is_read_or_refused(tmp_path: Path, text: str) -> None:
    for name in ("s.txt", "s.csv", "s.jsonl"):
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            assert read_list(tmp_path / name, SPIDERS)
        except SiteListError as error:
            assert name in str(error)
