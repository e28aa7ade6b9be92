"""Files of networks over HTTP: content, status codes and entity tags."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import networkx
import pytest
from forked_process import run
from product_server import Server, login_environment

from graph.database.login import Login

QUESTION: Final = "scope=640502100&asOf=2022-09-22"
COUNTS: Final = """
query ($projection: Projection!) {
  network(scope: "640502100", projection: $projection, asOf: "2022-09-22") { nodeCount tieCount averageWeight exports { format url } }
}
"""

pytestmark = pytest.mark.usefixtures("zhongwei")


def test_files_have_the_counts_and_weights_of_the_network(server: Server, execute: Callable[..., Any]) -> None:
    for projection in ("MEMBERSHIP", "UNIT_OVERLAP", "HIERARCHY"):
        network = execute(COUNTS, projection=projection)["network"]
        urls = {each["format"]: f"/{each['url']}" for each in network["exports"]}
        graph = networkx.parse_graphml(server.client.get(urls["GRAPHML"]).text)
        node_link = json.loads(server.client.get(urls["NODE_LINK_JSON"]).content)
        tables = zipfile.ZipFile(io.BytesIO(server.client.get(urls["CSV"]).content))
        ties = list(csv.DictReader(io.StringIO(tables.read("ties.csv").decode("utf-8-sig"))))
        for nodes, edges in (
            (graph.number_of_nodes(), graph.number_of_edges()),
            (len(node_link["nodes"]), len(node_link["edges"])),
        ):
            assert (nodes, edges) == (network["nodeCount"], network["tieCount"])
        assert len(ties) == network["tieCount"]
        weights = [data["weight"] for _, _, data in graph.edges(data=True)]
        assert sum(weights) / len(weights) == pytest.approx(network["averageWeight"])
        assert graph.is_directed() is (projection == "HIERARCHY")
        assert server.client.get(urls["GEXF"]).status_code == 200


def test_measures_are_columns(server: Server) -> None:
    file = server.client.get(f"/exports/unit-overlap.json?{QUESTION}&measures=degree,BETWEENNESS,subgroup&seed=2").json()
    graph = networkx.node_link_graph(file, edges="edges")
    for node, expected in networkx.betweenness_centrality(graph, normalized=False).items():
        assert graph.nodes[node]["betweenness"] == pytest.approx(expected)
        assert graph.nodes[node]["degree"] == graph.degree(node)
        assert graph.nodes[node]["subgroup"] >= 1


def test_a_two_mode_projection_exports_the_overlap_of_a_mode(server: Server) -> None:
    of_mode = server.client.get(f"/exports/membership.json?{QUESTION}&mode=TWO").json()
    overlap = server.client.get(f"/exports/committee-overlap.json?{QUESTION}").json()
    assert of_mode == overlap
    seats = server.client.get(f"/exports/seats.json?{QUESTION}&mode=ONE").json()
    assert {node["kind"] for node in seats["nodes"]} == {"POST"}


@pytest.mark.parametrize(
    ("path", "status"),
    {
        "membership.graphml": 400,
        f"membership.graphml?{QUESTION}&boundary=NONE": 400,
        f"membership.graphml?{QUESTION}&minWeight=x": 400,
        f"membership.graphml?{QUESTION}&encoding=gb18030": 400,
        f"membership.graphml?{QUESTION}&depth=3": 400,
        f"membership.graphml?{QUESTION}&scope=6405": 400,
        f"checkup.xlsx?{QUESTION}&scope=6405": 400,
        f"membership.graphml?{QUESTION}&asOf=2022-09-22": 400,
        f"unit-overlap.graphml?{QUESTION}&mode=ONE": 400,
        f"unit_overlap.graphml?{QUESTION}": 404,
        f"membership.doc?{QUESTION}": 404,
        "membership.graphml?scope=nowhere": 404,
    }.items(),
)
def test_status_codes(server: Server, path: str, status: int) -> None:
    response = server.client.get(f"/exports/{path}")
    assert response.status_code == status, response.text
    assert response.json()["errors"][0]["extensions"]["code"] == {400: "BAD_ARGUMENT", 404: "NOT_FOUND"}[status]


def test_the_same_question_has_the_same_bytes_and_tag(server: Server) -> None:
    url = f"/exports/membership.csv.zip?{QUESTION}&measures=eigenvector"
    first, second = server.client.get(url), server.client.get(url)
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert server.client.get(url, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    head = server.client.head(url)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])
    assert server.client.post(url).status_code == 405


def test_the_command_writes_the_same_file(server: Server, neo4j_login: Login, tmp_path: Path) -> None:
    url = f"/exports/membership.graphml?{QUESTION}&measures=degree&kinds=MEMBER_UNIT"
    path = tmp_path / "membership.graphml"
    command = ["api", "export", "membership", "--scope", "640502100", "--as-of", "2022-09-22"]
    command += ["--measures", "degree", "--where", "kinds=MEMBER_UNIT", "--output", str(path)]
    environment = {**os.environ, "NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
    assert run(command, environment).returncode == 0
    assert path.read_bytes() == server.client.get(url).content


def test_encoding(server: Server) -> None:
    content = server.client.get(f"/exports/membership.csv.zip?{QUESTION}&encoding=gb18030").content
    actors = zipfile.ZipFile(io.BytesIO(content)).read("actors.csv").decode("gb18030")
    assert "向阳巷社区联合党委" in actors
