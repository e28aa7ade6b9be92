"""The workbooks of an almost empty city open, and networkx gives the same figures."""

import io
from collections.abc import Callable
from typing import Any, Final

import networkx
import openpyxl  # pyright: ignore[reportMissingModuleSource]
import pytest
from product_server import Server

QUESTION: Final = "scope=99&asOf=2022-01-01"
MAX_ACTORS: Final = 2_000
UNITS: Final = """
MATCH (t:Township {code: '9901'}) UNWIND range(1, $number) AS n
CREATE (u:Entity:MemberUnit {code: 'MORE' + n, name: 'more ' + n, type: 'ENTERPRISE', valid_from: date('2000-01-01'), valid_to: null})
CREATE (u)-[:LOCATED_IN {since: date('2000-01-01')}]->(t)
"""
CORRELATION: Final = """
query ($scope: String!) {
  networkCorrelation(scope: $scope, actors: MEMBER_UNIT, a: { overlap: UNIT_OVERLAP }, b: { same: TYPE }, permutations: 1, asOf: "2022-01-01") {
    actors
  }
}
"""


def sheet_rows(server: Server, name: str) -> dict[str, list[list[Any]]]:
    response = server.client.get(f"/exports/{name}.xlsx?{QUESTION}", timeout=180)
    assert response.status_code == 200, response.text
    book: Any = openpyxl.load_workbook(io.BytesIO(response.content))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def table(rows: list[list[Any]], title: str) -> list[dict[str, Any]]:
    """Returns the rows of a table; it ends at the sentence of method."""
    start = next(number for number, row in enumerate(rows) if row[0] == title) + 1
    found: list[dict[str, Any]] = []
    for row in rows[start + 1 :]:
        if row[0] is None or all(cell is None for cell in row[1:]):
            break
        found.append(dict(zip(rows[start], row, strict=False)))
    return found


def graph_of(server: Server, projection: str) -> "networkx.Graph[str]":
    return networkx.node_link_graph(server.client.get(f"/exports/{projection}.json?{QUESTION}").json(), edges="edges")


@pytest.mark.usefixtures("tiny")
def test_the_check_up_has_the_figures_of_networkx(server: Server) -> None:
    sheets = sheet_rows(server, "checkup")
    networks = {"MEMBERSHIP": "membership", "UNIT_OVERLAP": "unit-overlap", "COMMITTEE_OVERLAP": "committee-overlap"}
    graphs = {name: graph_of(server, path) for name, path in networks.items()}
    sizes = {row["网络"]: row for row in table(sheets["整体网"], "规模与密度")}
    for name, graph in graphs.items():
        row = sizes[name]
        assert (row["整体网规模"], row["联系数"]) == (graph.number_of_nodes(), graph.number_of_edges())
        assert (row["孤立点"], row["连通分量数"]) == (
            networkx.number_of_isolates(graph),
            networkx.number_connected_components(graph) if len(graph) else 0,
        )
        if name != "MEMBERSHIP":
            assert row["密度"] == (pytest.approx(networkx.density(graph)) if len(graph) > 1 else None)
    graph = graphs["UNIT_OVERLAP"]
    betweenness, harmonic = networkx.betweenness_centrality(graph, normalized=False), networkx.harmonic_centrality(graph)
    units = table(sheets["成员单位"], "行动者的全部网络指标")
    assert {row["编码"] for row in units} == set(graph)
    assert units
    for row in units:
        unit = row["编码"]
        assert (row["度数"], row["中间中心度"]) == (graph.degree(unit), betweenness[unit])
        assert row["调和中心度"] == pytest.approx(harmonic[unit] / (len(graph) - 1))
        assert (row["接近中心度"] is None) == (graph.degree(unit) == 0)


@pytest.mark.usefixtures("tiny")
def test_the_coverage_of_divisions_adds_up(server: Server, execute: Callable[..., Any]) -> None:
    sheets = sheet_rows(server, "coverage")
    query = '{ scorecard(scope: "99", asOf: "2022-01-01") { definition { indicator } denominator reached notReached unknown } }'
    receipts = {each["definition"]["indicator"]: each for each in execute(query)["scorecard"]}
    rows = {row["指标代码"]: row for row in table(sheets["成绩单"], "各项指标")}
    assert set(rows) == set(receipts)
    for name, receipt in receipts.items():
        found = [rows[name][column] for column in ("应覆盖", "已覆盖", "未覆盖", "情况不明")]
        assert found == [receipt[each] for each in ("denominator", "reached", "notReached", "unknown")]


@pytest.mark.slow
@pytest.mark.usefixtures("tiny", "modifies_data")
def test_a_correlation_takes_2000_actors_and_no_more(
    server: Server, execute: Callable[..., Any], cypher: Callable[..., Any]
) -> None:
    before = execute(CORRELATION, scope="99")["networkCorrelation"]["actors"]
    cypher(UNITS, number=MAX_ACTORS - before)
    assert execute(CORRELATION, scope="99")["networkCorrelation"]["actors"] == MAX_ACTORS
    cypher(UNITS.replace("'MORE'", "'ONE'"), number=1)
    (error,) = server.post(CORRELATION, scope="99")["errors"]
    assert error["extensions"]["code"] == "TOO_LARGE"
    assert "2001" in error["message"].replace(",", "")
    assert "division" in error["message"]
