"""What the code never does, whatever a page says."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings

from devzone_crawler.storage.names import output_dir
from tests.test_architecture import MODULES, imports_of, name_of

RUNS_TEXT = frozenset({"eval", "exec", "compile", "__import__"})
UNPACKS_OBJECTS = frozenset({"pickle", "shelve", "marshal", "dill", "cloudpickle", "yaml", "code"})
BETWEEN_ITS_OWN_PROCESSES = "readers/messages.py"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_text_is_run_and_no_object_unpacked(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & RUNS_TEXT
    unpacks = {module.split(".")[0] for module in imports_of(path)} & UNPACKS_OBJECTS
    assert unpacks == ({"pickle"} if name_of(path) == BETWEEN_ITS_OWN_PROCESSES else set())
    shells = [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "shell"]
    assert shells == []
    attributes = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not attributes & {"os.system", "os.popen"}


@pytest.mark.parametrize(
    ("site", "directory"),
    [
        ("www.zone.example", "www.zone.example"),
        ("zone.example_8080", "zone.example_8080"),
        ("..", "_"),
        ("../../etc", "__.._etc"),
        (".hidden", "_hidden"),
        ("a/b\\c\x00d\x1be", "a_b_c_d_e"),
        ("园区.example", "园区.example"),
    ],
)
def test_a_host_names_a_directory_below_output_and_no_other(site: str, directory: str) -> None:
    settings = Settings({"OUTPUT_DIR": "output/{spider}"})
    path = output_dir(settings, SimpleNamespace(site=site))
    assert path == Path("output", directory)
    assert path.resolve().parent == Path("output").resolve()
