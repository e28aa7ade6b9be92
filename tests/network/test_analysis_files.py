"""Files for Pajek, UCINET, spreadsheets, Parquet, Arrow and R, as other programs read them."""

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import igraph  # pyright: ignore[reportMissingTypeStubs]
import networkx
import numpy as np
import openpyxl  # pyright: ignore[reportMissingModuleSource]
import polars
import pyarrow  # pyright: ignore[reportMissingTypeStubs]
import pyarrow.parquet  # pyright: ignore[reportMissingTypeStubs]
import pytest
from network_examples import ABOUT, NETWORKS, ONE_MODE, TWO_MODE, file_of
from oracles.edgelist2 import read_edgelist2

from graph.network.exports.export_network import ExportActor, ExportNetwork
from graph.network.exports.formats import FORMATS_BY_EXTENSION
from graph.network.network_arrays import NetworkArrays


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> ExportNetwork:
    return NETWORKS[request.param]


def _sheets(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def _ties(network: ExportNetwork) -> list[tuple[str, str, float]]:
    return sorted((tie.source, tie.target, tie.weight) for tie in network.ties)


@pytest.mark.parametrize("extension", ["net", "paj"])
def test_networkx_reads_pajek(network: ExportNetwork, extension: str) -> None:
    text = file_of(network, extension).decode().partition("*Partition")[0]
    if network.two_mode:  # networkx does not know the second number, the size of the first mode
        text = text.replace("*Vertices 4 2", "*Vertices 4")
    graph: Any = networkx.parse_pajek(text)
    assert graph.is_directed() is network.directed
    assert set(graph) == {actor.id for actor in network.actors}
    ties = [(source, target, data["weight"]) for source, target, data in graph.edges(data=True)]
    assert sorted(ties) == _ties(network)
    assert sorted(data["l"] for *_, data in graph.edges(data=True)) == sorted(str(tie.relation) for tie in network.ties)


def test_igraph_reads_pajek(network: ExportNetwork, tmp_path: Path) -> None:
    file = tmp_path / "network.net"
    file.write_bytes(file_of(network, "net"))
    graph = igraph.Graph.Read_Pajek(str(file))
    assert graph.is_directed() is network.directed
    assert graph.vs["name"] == [actor.id for actor in network.actors]
    assert graph.es["weight"] == [tie.weight for tie in network.ties]
    if network.two_mode:
        assert graph.vs["type"] == [actor.mode == "TWO" for actor in network.actors]


def test_pajek_numbers_the_first_mode_first() -> None:
    mixed = ExportNetwork(TWO_MODE.actors[::-1], TWO_MODE.ties, False, ABOUT, two_mode=True)
    lines = file_of(mixed, "net").decode().splitlines()
    assert lines[1:6] == ["*Vertices 4 2", '1 "A1"', '2 "A0"', '3 "A3"', '4 "A2"']
    assert {tuple(map(int, line.split()[:2])) for line in lines[7:]} == {(2, 4), (1, 4)}


def test_partitions_and_vectors(network: ExportNetwork) -> None:
    _, *sections = re.split(r"^\*(?=Partition|Vector)", file_of(network, "paj").decode(), flags=re.MULTILINE)
    found = {section.splitlines()[0]: section.splitlines()[2:] for section in sections}
    assert all(f"*Vertices {len(network.actors)}" == section.splitlines()[1] for section in sections)
    expected = {
        "Partition kind: 1 MemberUnit": ["1"] * 4,
        "Partition in_scope: 1 false, 2 true": ["2", "1", "2", "1"],
        "Partition provenance: 1 ILLUSTRATIVE": ["1"] * 4,
        "Vector degree": ["0", "1", "2", "3"],
        "Vector closeness": ["0", repr(1 / 3), repr(2 / 3), "999999998"],
    }
    if network.two_mode:
        expected["Partition mode: 1 ONE, 2 TWO"] = ["1", "1", "2", "2"]
    assert found == expected


def test_igraph_reads_ucinet(network: ExportNetwork, tmp_path: Path) -> None:
    file = tmp_path / "network.dl"
    file.write_bytes(file_of(network, "dl"))
    graph = igraph.Graph.Read_DL(str(file), directed=network.directed)
    assert graph.vs["name"] == [actor.id for actor in network.actors]
    names = graph.vs["name"]
    assert sorted((names[tie.source], names[tie.target], tie["weight"]) for tie in graph.es) == _ties(network)


def test_edgelist2_has_rows_and_columns(network: ExportNetwork) -> None:
    matrix = read_edgelist2(file_of(network, "two-mode.dl").decode())
    ids = [actor.id for actor in network.actors]
    assert (matrix.rows, matrix.columns) == ((ids[:2], ids[2:]) if network.two_mode else (ids, ids))
    expected: dict[tuple[str, str], float] = {}
    for source, target, weight in _ties(network):
        expected[source, target] = expected.get((source, target), 0) + weight
    assert matrix.cells == expected


def test_a_label_with_spaces_and_quotation_marks_stays_one_label() -> None:
    actor = ExportActor('A 1, "x"', "A1", "POST", "岗位", "post", "A", True, "OFFICIAL")
    network = ExportNetwork([actor], [], False, ABOUT)
    assert read_edgelist2(file_of(network, "two-mode.dl").decode()).rows == ["A 1, 'x'"]
    assert list(networkx.parse_pajek(file_of(network, "net").decode())) == ["A 1, 'x'"]


def test_the_matrix_has_labels_and_weights(network: ExportNetwork) -> None:
    rows = [[cell.value for cell in row] for row in _sheets(file_of(network, "matrix.xlsx"))["matrix"].rows]
    ids = [actor.id for actor in network.actors]
    row_ids, column_ids = (ids[:2], ids[2:]) if network.two_mode else (ids, ids)
    assert (rows[0][1:], [row[0] for row in rows[1:]]) == (column_ids, row_ids)
    expected = np.zeros((len(row_ids), len(column_ids)))
    for source, target, weight in _ties(network):
        expected[row_ids.index(source), column_ids.index(target)] += weight
        if not network.directed and not network.two_mode:
            expected[column_ids.index(target), row_ids.index(source)] += weight
    assert np.array_equal(np.array([row[1:] for row in rows[1:]], dtype=float), expected)


def test_a_sheet_has_its_rows_and_columns() -> None:
    nothing = np.zeros(0, np.int32)
    ties = np.zeros(1_048_576, np.int32)
    for extension, size, ends, held in (
        ("matrix.xlsx", 2_000, nothing, True),
        ("matrix.xlsx", 2_001, nothing, False),
        ("xlsx", 1_048_575, nothing, True),
        ("xlsx", 1_048_576, nothing, False),
        ("xlsx", 2, ties, False),
        ("csv.zip", 2, ties, True),
    ):
        assert FORMATS_BY_EXTENSION[extension].holds(NetworkArrays(size, ends, ends, np.ones(len(ends)))) is held
    two_mode = NetworkArrays(3_000, nothing, nothing, np.ones(0), False, np.arange(3_000) >= 1_500)
    assert FORMATS_BY_EXTENSION["matrix.xlsx"].holds(two_mode)


def test_the_spreadsheet_has_typed_cells(network: ExportNetwork) -> None:
    sheets = _sheets(file_of(network, "xlsx"))
    assert sheets.sheetnames == ["actors", "ties", "about"]
    header, *rows = ([cell.value for cell in row] for row in sheets["actors"].rows)
    actors = [dict(zip(header, row, strict=True)) for row in rows]
    for row, actor in zip(actors, network.actors, strict=True):
        assert (row["id"], row["name"], row["in_scope"]) == (actor.id, actor.name, actor.in_scope)
        assert (row["closeness"], row.get("mode")) == (actor.measures["closeness"], actor.mode)
    ties = [[cell.value for cell in row][:2] for row in sheets["ties"].rows][1:]
    assert ties == [[tie.source, tie.target] for tie in network.ties]
    assert {row[0].value: row[1].value for row in sheets["about"].rows} == {"name": "value", **ABOUT}
    assert sheets["actors"].freeze_panes == "A2"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "http://a.b/", "{=1}", "640502100002", "0012"])
def test_texts_stay_texts(text: str) -> None:
    actor = ExportActor(text, text, "POST", "岗位", "post", text, True, "OFFICIAL")
    network = ExportNetwork([actor], [], False, {"query": text})
    for extension, sheet in (("xlsx", "actors"), ("matrix.xlsx", "matrix"), ("matrix.xlsx", "about")):
        cells = [cell for row in _sheets(file_of(network, extension))[sheet].rows for cell in row if cell.value == text]
        assert cells
        assert all(cell.data_type in ("s", "inlineStr") for cell in cells)


@pytest.mark.parametrize("extension", ["parquet", "arrow"])
def test_pyarrow_and_polars_read_columns(network: ExportNetwork, extension: str) -> None:
    def table(name: str) -> Any:
        content = io.BytesIO(file.read(f"{name}.{extension}"))
        if extension == "parquet":
            assert polars.read_parquet(content).shape == pyarrow.parquet.read_table(content).shape
            return pyarrow.parquet.read_table(content)
        return pyarrow.ipc.open_file(content).read_all()

    with ZipFile(io.BytesIO(file_of(network, f"{extension}.zip"))) as file:
        assert file.namelist() == [f"actors.{extension}", f"ties.{extension}", f"about.{extension}"]
        actors, ties, about = (table(name) for name in ("actors", "ties", "about"))
    assert {key.decode(): value.decode() for key, value in actors.schema.metadata.items()}.items() >= ABOUT.items()
    rows = actors.to_pylist()
    assert [row["valid_to"] for row in rows] == [actor.valid_to for actor in network.actors]
    assert [row["closeness"] for row in rows] == [actor.measures["closeness"] for actor in network.actors]
    assert [row["in_scope"] for row in rows] == [actor.in_scope for actor in network.actors]
    assert [row.get("mode") for row in rows] == [actor.mode for actor in network.actors]
    assert {str(actors.schema.field(name).type) for name in ("degree", "closeness", "valid_from")} == {
        "int64",
        "double",
        "date32[day]",
    }
    assert [(row["source"], row["target"], row["weight"]) for row in ties.to_pylist()] == [
        (tie.source, tie.target, tie.weight) for tie in network.ties
    ]
    assert {row["since"] for row in ties.to_pylist()} == {date(2021, 5, 1)}
    assert {row["name"]: row["value"] for row in about.to_pylist()} == ABOUT


def test_the_r_script_names_every_column(network: ExportNetwork) -> None:
    text = file_of(network, "r").decode()
    assert "in_scope = c(TRUE, FALSE, TRUE, FALSE)," in text
    assert "closeness = c(0, 0.3333333333333333, 0.6666666666666666, NA_real_)," in text
    assert "degree = c(0L, 1L, 2L, 3L)," in text
    assert 'name = c("单位“0”<&>", "单位“1”<&>", "单位“2”<&>", "单位“3”<&>"),' in text
    assert 'valid_to = as.Date(c(NA_character_, "2027-03-01", NA_character_, NA_character_)),' in text
    assert f"directed = {'TRUE' if network.directed else 'FALSE'}" in text


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_script(network: ExportNetwork, tmp_path: Path) -> None:
    (tmp_path / "network.r").write_bytes(file_of(network, "r"))
    code = 'source("network.r", encoding = "UTF-8"); cat(nrow(actors), sum(ties$weight), class(ties$since), actors$name[1])'
    result = subprocess.run(
        ["Rscript", "-e", code], cwd=tmp_path, env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}, capture_output=True, timeout=60
    )
    weight = sum(tie.weight for tie in network.ties)
    assert result.stdout.decode().split() == [str(len(network.actors)), f"{weight:g}", "Date", network.actors[0].name], result


def test_an_empty_network_has_every_format() -> None:
    empty = ExportNetwork([], [], False, ABOUT, ONE_MODE.measures)
    for extension in FORMATS_BY_EXTENSION:
        assert file_of(empty, extension), extension
