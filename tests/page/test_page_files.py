"""The page's texts in two languages, its operations, and the size of each room."""

import gzip
import json
import re
from functools import cache
from pathlib import Path

import httpx
import pytest
from graphql import EnumTypeDefinitionNode, GraphQLSchema, build_schema, parse, validate
from graphql.type import GraphQLEnumType
from node import page_build
from product_server import ROOT

SOURCES = ROOT / "web" / "source"
NAMES = json.loads((SOURCES / "i18n" / "names.json").read_text("utf-8"))
"""Generated, of kinds and relations without their own text."""
CATALOGUES = {name: json.loads((SOURCES / "i18n" / f"{name}.json").read_text("utf-8")) for name in ("zh", "en")}
OPERATIONS = sorted(SOURCES.rglob("*.graphql"))
FRAGMENTS = {
    re.findall(r"fragment (\w+)", text)[0]: text
    for file in OPERATIONS
    for text in re.findall(r"^fragment .*?^}", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)
}
ROOM_BYTES = {"network": 400_000, "coverage": 400_000, "index": 1_200_000}
LOADED_ON_DEMAND = re.compile(r"(ChartView|GraphView|layout-worker|standalone|graphql)-")
"""Views and the formatter of the explorer, which load when they are opened."""
ENUMS = {"kind": "Kind", "relation": "Relation", "projection": "Projection", "boundary": "Boundary", "provenance": "Provenance"}


@cache
def _schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema" / "schema.graphql").read_text("utf-8"))


def test_the_catalogues_have_the_same_texts() -> None:
    assert CATALOGUES["zh"].keys() == CATALOGUES["en"].keys()
    for key, chinese in CATALOGUES["zh"].items():
        english = CATALOGUES["en"][key]
        assert sorted(re.findall(r"{{\w+}}", chinese)) == sorted(re.findall(r"{{\w+}}", english)), key
        assert chinese
        assert english


def test_every_text_is_used() -> None:
    code = "\n".join(file.read_text("utf-8") for file in SOURCES.rglob("*.ts*") if file.parent.name != "generated")
    prefixes = set(re.findall(r"`(\w+)\.\$\{", code))
    unused = [key for key in CATALOGUES["zh"] if f"'{key}'" not in code and key.split(".")[0] not in prefixes]
    assert unused == []


@pytest.mark.parametrize("prefix", ENUMS)
def test_every_value_of_an_enum_has_a_name(prefix: str) -> None:
    enum = _schema().get_type(ENUMS[prefix])
    assert isinstance(enum, GraphQLEnumType)
    assert isinstance(enum.ast_node, EnumTypeDefinitionNode)
    assert {f"{prefix}.{name}" for name in enum.values} <= CATALOGUES["zh"].keys() | NAMES["zh"].keys()


@pytest.mark.parametrize("file", OPERATIONS, ids=lambda file: file.stem)
def test_the_operations_of_the_page_are_valid(file: Path) -> None:
    text = file.read_text("utf-8")
    used, defined = (set(re.findall(pattern, text)) for pattern in (r"\.\.\.([A-Z]\w+)", r"fragment (\w+)"))
    assert validate(_schema(), parse(text + "".join(FRAGMENTS[name] for name in used - defined))) == []


@pytest.mark.parametrize("room", ROOM_BYTES)
def test_a_room_is_small(room: str) -> None:
    files = _files_of(room, at_once=room == "index")
    assert len(files) > 3
    assert room == "index" or not [file.name for file in files if "monaco" in file.name]
    assert sum(len(gzip.compress(file.read_bytes(), 5)) for file in files) <= ROOM_BYTES[room]


def _files_of(room: str, *, at_once: bool = False) -> set[Path]:
    """Returns all files of a room, or those that load at once."""
    bundle = page_build().bundle
    files, waiting = set[Path](), [bundle / f"{room}.html"]
    while waiting:
        file = waiting.pop()
        if file in files or not file.is_file() or (at_once and LOADED_ON_DEMAND.match(file.name)):
            continue
        files.add(file)
        if file.suffix != ".ttf":
            names = re.findall(r"""["'`(]\.?/?(?:assets/)?([\w.-]+\.(?:js|css|ttf))["'`)]""", file.read_text("utf-8"))
            waiting += [bundle / "assets" / name for name in names]
    return files


@pytest.mark.parametrize("room", ["network", "coverage"])
def test_a_room_has_the_policy_of_the_page(page: str, room: str) -> None:
    answer, index = httpx.get(f"{page}/{room}"), httpx.get(f"{page}/")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == index.headers["content-security-policy"]
    assert "<script type=" in answer.text
    assert "<script>" not in answer.text
