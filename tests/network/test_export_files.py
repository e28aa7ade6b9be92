"""Files of exports, as networkx, igraph and pandas read them."""

import csv
import io
import json
from typing import Any
from zipfile import ZipFile

import igraph  # pyright: ignore[reportMissingTypeStubs]
import networkx
import pandas  # pyright: ignore[reportMissingTypeStubs]
import pytest
import xmlschema
from network_examples import ABOUT, NETWORKS, file_of
from published_networks import FOLDER

from graph.network.exports.csv_zip import write_csv_zip
from graph.network.exports.export_network import ExportActor, ExportNetwork
from graph.network.exports.formats import FORMATS


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> ExportNetwork:
    return NETWORKS[request.param]


def _read(network: ExportNetwork, extension: str) -> Any:
    content = file_of(network, extension)
    if extension == "graphml":
        return networkx.read_graphml(io.BytesIO(content))
    if extension == "gexf":
        return networkx.read_gexf(io.BytesIO(content), version="1.3")
    return networkx.node_link_graph(json.loads(content), edges="edges")


@pytest.mark.parametrize("extension", ["graphml", "gexf", "json"])
def test_networkx_reads_counts_weights_labels_and_modes(network: ExportNetwork, extension: str) -> None:
    graph = _read(network, extension)
    assert (graph.is_directed(), graph.is_multigraph()) == (network.directed, network.has_parallel_ties)
    assert list(graph) == [actor.id for actor in network.actors]
    ties = sorted((data["weight"], data["relation"], data["links"]) for _, _, data in graph.edges(data=True))
    assert ties == sorted((tie.weight, tie.relation, tie.links) for tie in network.ties)
    for actor in network.actors:
        values = graph.nodes[actor.id]
        assert values["name"] == actor.name
        assert values["kind_zh"] == "成员单位"
        assert values["in_scope"] is actor.in_scope
        assert values["degree"] == actor.measures["degree"]
        assert values.get("closeness") == actor.measures["closeness"]
        assert values.get("mode") == actor.mode
        assert values.get("bipartite") == (int(actor.mode == "TWO") if network.two_mode else None)


def test_networkx_reads_what_the_network_is(network: ExportNetwork) -> None:
    for extension in ("graphml", "json"):
        assert {**_read(network, extension).graph}.items() >= ABOUT.items()


def test_igraph_reads_graphml(network: ExportNetwork, tmp_path: object) -> None:
    file = f"{tmp_path}/network.graphml"
    with open(file, "wb") as stream:
        stream.write(file_of(network, "graphml"))
    graph = igraph.Graph.Read_GraphML(file)
    assert graph.is_directed() is network.directed
    assert graph.vs["id"] == [actor.id for actor in network.actors]
    assert graph.vs["name"] == [actor.name for actor in network.actors]
    assert graph.es["weight"] == [tie.weight for tie in network.ties]
    assert graph.es["since"] == ["2021-05-01"] * len(network.ties)
    assert graph["citation"] == ABOUT["citation"]
    if network.two_mode:
        assert graph.vs["type"] == [actor.mode == "TWO" for actor in network.actors]
        assert graph.vs["mode"] == [actor.mode for actor in network.actors]


def test_gexf_is_valid(network: ExportNetwork) -> None:
    schema = xmlschema.XMLSchema(FOLDER / "gexf" / "gexf.xsd")
    text = file_of(network, "gexf").decode()
    schema.validate(text)
    assert 'start="2020-01-01" end="2027-02-28"' in text
    assert 'start="2021-05-01" end="2021-12-31"' in text
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate(text.replace('class="node"', 'class="vertex"'))


@pytest.mark.parametrize(("encoding", "codec"), [("utf-8", "utf-8-sig"), ("gb18030", "gb18030")])
def test_pandas_reads_the_tables(network: ExportNetwork, encoding: str, codec: str) -> None:
    content = b"".join(write_csv_zip(network, encoding))
    with ZipFile(io.BytesIO(content)) as file:
        assert file.namelist() == ["actors.csv", "ties.csv", "about.csv"]
        assert file.read("actors.csv").startswith(b"\xef\xbb\xbf") == (encoding == "utf-8")
        actors, ties, about = (pandas.read_csv(file.open(name), encoding=codec, dtype={"id": str}) for name in file.namelist())
    assert actors["name"].tolist() == [actor.name for actor in network.actors]
    assert actors["closeness"].isna().tolist() == [False, False, False, True]
    assert actors["valid_to"].tolist()[1] == "2027-03-01"
    assert ties["weight"].tolist() == [tie.weight for tie in network.ties]
    assert dict(zip(about["name"], about["value"], strict=True)) == ABOUT
    if network.two_mode:
        assert actors["mode"].tolist() == ["ONE", "ONE", "TWO", "TWO"]


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@SUM(A1)", "\tx"])
def test_a_spreadsheet_gets_no_formula(name: str) -> None:
    actor = ExportActor("A", "A", "Post", "岗位", "Post", name, True, "OFFICIAL", measures={"z": -1.5})
    content = b"".join(write_csv_zip(ExportNetwork([actor], [], False, {"query": name}, ("z",))))
    with ZipFile(io.BytesIO(content)) as file:
        for table in ("actors.csv", "about.csv"):
            cells = [cell for row in csv.reader(io.StringIO(file.read(table).decode("utf-8-sig"))) for cell in row]
            assert f"'{name}" in cells
            assert name not in cells
        assert "-1.5" in file.read("actors.csv").decode()


def test_characters_that_xml_cannot_write_are_replaced() -> None:
    actor = ExportActor("A", "A", "Post", "岗位", "Post", "a\x00\x0bb\nc", True, "OFFICIAL")
    network = ExportNetwork([actor], [], False, {})
    assert _read(network, "graphml").nodes["A"]["name"] == "a\ufffd\ufffdb\nc"
    assert _read(network, "gexf").nodes["A"]["name"] == "a\ufffd\ufffdb\nc"


def test_the_same_network_gives_the_same_bytes(network: ExportNetwork) -> None:
    for each in FORMATS:
        assert b"".join(each.write(network)) == b"".join(each.write(network)), each.name


def test_a_format_states_what_it_is() -> None:
    assert ",".join(each.extension for each in FORMATS) == (
        "csv.zip,graphml,gexf,json,net,paj,dl,two-mode.dl,matrix.xlsx,xlsx,parquet.zip,arrow.zip,r"
    )
    assert all(each.media_type.startswith("application/") and each.name_zh for each in FORMATS)
    assert [each.extension for each in FORMATS if not each.losses] == ["parquet.zip", "arrow.zip"]
