"""Errors in the files of `python -m api measures` name the line and the remedy."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import COMMANDS
from graph.network.files.csv_table import InvalidNetworkFile
from graph.network.files.network_files import read_network
from graph.network.files.report import report


def _write(folder: Path, edges: str, nodes: str | None = None) -> tuple[Path, Path | None]:
    (folder / "edges.csv").write_text(edges, "utf-8")
    if nodes is None:
        return folder / "edges.csv", None
    (folder / "nodes.csv").write_text(nodes, "utf-8")
    return folder / "edges.csv", folder / "nodes.csv"


@pytest.mark.parametrize(
    ("edges", "nodes", "options", "error"),
    [
        ("from,to\na,b\n", None, {}, "line 1: there is no column `source`"),
        ("source,target\na,b\na\n", None, {}, "line 3: there are 1 cells, but 2 columns"),
        ("source,target\na,b\n\na,\n", None, {}, "line 4: `target` is empty"),
        ("source,target\na,a\n", None, {}, "line 2: `a` has a tie with itself"),
        ("source,target\na,b\n", "id\na\n", {}, "line 2: `b` is not in the column `id`"),
        ("source,target\na,b\n", "id\na\nb\na\n", {}, "line 4: `a` is already in line 2"),
        ("source,target\na,b\n", None, {"weighted": True}, "line 1: there is no column `weight`"),
        ("source,target,weight\na,b,-1\n", None, {"weighted": True}, "line 2: the weight `-1` is not a number above 0"),
        ("source,target,weight\na,b,nan\n", None, {"weighted": True}, "line 2: the weight `nan`"),
        ("source,target,weight\na,b,1\nb,a,2\n", None, {"weighted": True}, "line 3: the tie is already in line 2"),
        ("source,target\na,b\nb,c\n", None, {"two_mode": True}, "line 3: `b` is a source and a target"),
        ("source,target\na,b\n", "id,mode\na,0\nb,0\n", {"two_mode": True}, "line 2: both ends have mode ONE"),
        ("source,target\na,b\n", "id,mode\na,0\nb,2\n", {"two_mode": True}, "line 3: the mode `2`"),
        ("source,target\na,b\n", "id\na\nb\nc\n", {"two_mode": True}, "line 4: `c` has no tie"),
        ("source,target\na,b\n", None, {"two_mode": True, "directed": True}, "has no directions"),
    ],
)
def test_an_error_names_the_line(tmp_path: Path, edges: str, nodes: str | None, options: Any, error: str) -> None:
    with pytest.raises(InvalidNetworkFile) as raised:
        read_network(*_write(tmp_path, edges, nodes), **options)
    assert error in str(raised.value)


@pytest.mark.parametrize("content", [None, b"source,target\n\xff,b\n", b'source,target\n"a,b\n'])
def test_a_file_that_is_no_csv_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "edges.csv").write_bytes(content)
    result = CliRunner().invoke(COMMANDS, ["measures", str(tmp_path / "edges.csv")])
    assert result.exit_code == 1
    assert "Name a CSV file in UTF-8" in " ".join(result.stderr.split())


def test_groups_need_an_attribute(tmp_path: Path) -> None:
    edges, nodes = _write(tmp_path, "source,target\na,b\n", "id,club\na,x\nb,\n")
    with pytest.raises(InvalidNetworkFile, match=r"no column `dept`\. The columns are: id, club"):
        report(read_network(edges, nodes), "dept")
    with pytest.raises(InvalidNetworkFile, match="needs the file of the nodes"):
        report(read_network(edges), "club")
    assert report(read_network(edges, nodes), "club")["brokerage"]["brokers"][1]["group"] == "-"


def test_repeated_ties_are_one(tmp_path: Path) -> None:
    edges, _ = _write(tmp_path, "source,target\nb,a\na,b\nb,a\n")
    assert len(read_network(edges).arrays.source) == 1
    assert len(read_network(edges, directed=True).arrays.source) == 2


def test_a_two_mode_tie_begins_in_mode_one(tmp_path: Path) -> None:
    edges, nodes = _write(tmp_path, "source,target\nx,a\nb,x\n", "id,mode\na,ONE\nb,0\nx,TWO\n")
    arrays = read_network(edges, nodes, two_mode=True).arrays
    assert (arrays.source.tolist(), arrays.target.tolist()) == ([0, 1], [2, 2])


@pytest.mark.parametrize("edges", ["source,target\n", "source,target\na,b\n"])
@pytest.mark.parametrize("options", [{}, {"directed": True}, {"two_mode": True}])
def test_the_smallest_networks_have_a_report(tmp_path: Path, edges: str, options: Any) -> None:
    result = report(read_network(_write(tmp_path, edges)[0], **options))
    assert result["nodeCount"] == (2 if "a" in edges.split("\n")[1] else 0)
