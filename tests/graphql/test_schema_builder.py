"""A relation is added by its declaration and one field line; what the model does not have is refused at import."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from product_server import ROOT

from graph.database.login import Login
from graph.model.grids import GRID
from graph.model.registry import KINDS, RELATIONS

MODEL_LINE = '    Relation("COVERS", '
NEW_RELATION = (
    '    Relation("LENDS_ROOM_TO", (MEMBER_UNIT,), (GRID,), "借用场地。 A unit lends a room to a grid.",\n'
    '        (Property("seats", int, "座位数。 Seats.", minimum=0),)),\n'
)
FIELD_LINE = "    led_by: CommunityBranch | None = link("
NEW_FIELD = (
    '    lenders: Connection[MemberUnit] = links("LENDS_ROOM_TO", back=True, description="出借者。 Who lends it a room.")\n'
)
TYPE_IMPORT = "    from schema.types.divisions import Community\n"
ASK = """
import asyncio, json, sys
from datetime import date
from graph.database.constraints import prepare
from graph.database import Database
from graph.database.login import Login
from graph.database.revisions import Revisions
from schema.execution.context import Context
from schema.schema import SCHEMA

async def main(uri, user, password, name, query):
    database = await Database.connect(Login(uri, user, password, name))
    await prepare(database)
    result = await SCHEMA.execute(query, context_value=Context(database, date.today(), Revisions()))
    assert not result.errors, result.errors
    print(json.dumps(result.data))
    await database.close()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the product that a test may change."""
    for part in ("api", "graph", "schema", "seeds"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    return tmp_path


def _put_before(file: Path, line: str, addition: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(line) == 1, line
    file.write_text(text.replace(line, addition + line), "utf-8")


def _python(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=house, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("zhongwei", "scratch")
def test_a_relation_is_one_declaration_and_one_field_line(
    house: Path, bolt: Login, cypher: Callable[..., list[list[Any]]]
) -> None:
    _put_before(house / "graph" / "model.py", MODEL_LINE, NEW_RELATION)
    _put_before(house / "schema" / "grids.py", FIELD_LINE, NEW_FIELD)
    _put_before(house / "schema" / "grids.py", TYPE_IMPORT, "    from schema.types.committees import MemberUnit\n")
    cypher("CREATE (:Grid:Entity {code: 'new', name: 'n'})<-[:LENDS_ROOM_TO {since: date('2020-01-01'), seats: 9}]-"
           "(:MemberUnit:Entity {code: 'lender', name: 'l'})")  # fmt: skip
    query = '{ grid(code: "new") { lenders { totalCount edges { since seats node { code } } } links { nodes { relation } } } }'
    done = _python(house, "-c", ASK, bolt.uri, bolt.username, bolt.password, bolt.database, query)
    assert done.returncode == 0, done.stderr
    grid = json.loads(done.stdout)["grid"]
    assert grid["lenders"] == {"totalCount": 1, "edges": [{"since": "2020-01-01", "seats": 9, "node": {"code": "lender"}}]}
    assert grid["links"] == {"nodes": [{"relation": "LENDS_ROOM_TO"}]}
    assert "LENDS_ROOM_TO" in _python(house, "-m", "api", "schema").stdout


WRONG_LINES = {
    "an unknown relation": ('    x: Connection[Grid] = links("LEADS_TO", description="x")\n', "no relation 'LEADS_TO'"),
    "the wrong direction": ('    x: Connection[Grid] = links("LEADS", description="x")\n', "begins at CommunityBranch"),
    "the wrong target": ('    x: Connection[Grid] = links("LEADS", back=True, description="x")\n', "leads to CommunityBranch"),
    "an unknown property": ("    colour: str\n", "Stored properties are declared in graph/model/declarations.py"),
}


@pytest.mark.parametrize(("line", "sentence"), WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_a_line_that_the_model_does_not_have_is_refused_at_import(house: Path, line: str, sentence: str) -> None:
    _put_before(house / "schema" / "grids.py", FIELD_LINE, line)
    done = _python(house, "-c", "import schema.schema")
    assert done.returncode == 1
    assert "ModelError: Grid." in done.stderr
    assert sentence in done.stderr


def test_kinds_are_ordered_alike_by_name_and_by_label() -> None:
    assert sorted(KINDS, key=lambda kind: kind.name) == sorted(KINDS, key=lambda kind: kind.label)


def test_every_kind_has_a_home_over_a_relation_that_it_begins() -> None:
    for kind in KINDS:
        if kind.home is not None and kind is not GRID:
            assert kind in RELATIONS[kind.home].sources
