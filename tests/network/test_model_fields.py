"""Positions and backbones of a network agree with the returned ties."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pytest
from product_server import Server

from graph.network.measures.concor import positions
from graph.network.network_arrays import NetworkArrays

pytestmark = pytest.mark.usefixtures("zhongwei")
POSITIONS: Final = """
query ($projection: Projection!, $splits: Int) {
  network(scope: "640502100", projection: $projection, asOf: "2022-09-22") {
    actors(first: 100) { totalCount nodes { entity { id } } }
    ties(first: 100) { nodes { from { id } to { id } } }
    positions(splits: $splits) {
      blocks { number size density actors(first: 100) { totalCount nodes { entity { id } } } }
      densities rSquared method { measure exact }
    }
    methods { measure }
  }
}
"""


def test_positions_are_those_of_the_returned_ties(execute: Callable[..., Any]) -> None:
    network = execute(POSITIONS, projection="COMMITTEE_OVERLAP")["network"]
    actors = [actor["entity"]["id"] for actor in network["actors"]["nodes"]]
    assert network["actors"]["totalCount"] == len(actors)
    ends = np.array([[actors.index(tie[end]["id"]) for end in ("from", "to")] for tie in network["ties"]["nodes"]], np.int32)
    expected = positions(NetworkArrays(len(actors), ends[:, 0], ends[:, 1], np.ones(len(ends))), 2)
    assert expected is not None
    found = network["positions"]
    assert [block["number"] for block in found["blocks"]] == list(range(1, expected.count + 1))
    for block in found["blocks"]:
        members = [actor["entity"]["id"] for actor in block["actors"]["nodes"]]
        assert block["size"] == block["actors"]["totalCount"] == len(members)
        assert members == [actors[place] for place in np.flatnonzero(expected.block == block["number"])]
        assert block["density"] == found["densities"][block["number"] - 1][block["number"] - 1]
    assert (found["densities"], found["rSquared"]) == (expected.densities, expected.r_squared)
    assert "positions" in {method["measure"] for method in network["methods"]}


def test_a_cursor_of_a_block_continues_in_it(execute: Callable[..., Any], error_codes: Callable[..., Any]) -> None:
    query = """
    query ($splits: Int, $after: String) {
      network(scope: "6405", projection: COMMITTEE_OVERLAP, asOf: "2022-09-22") {
        positions(splits: $splits) { blocks { actors(first: 2, after: $after) { edges { cursor node { entity { id } } } } } }
      }
    }
    """
    first = execute(query, splits=1)["network"]["positions"]["blocks"]
    assert len(first) >= 2
    cursor = first[0]["actors"]["edges"][0]["cursor"]
    assert error_codes(query, splits=2, after=cursor)[0] == "BAD_CURSOR"
    codes = error_codes(query, splits=1, after=cursor)
    assert set(codes) == {"BAD_CURSOR"}
    assert len(codes) == len(first) - 1  # of the other blocks


def test_a_network_without_ties_has_no_positions(execute: Callable[..., Any]) -> None:
    query = '{ network(scope: "640502100", projection: MEMBERSHIP, asOf: "2012-01-01") { tieCount positions { rSquared } } }'
    assert execute(query)["network"] == {"tieCount": 0, "positions": None}


@pytest.mark.parametrize("splits", [0, 9])
def test_splits_have_a_range(server: Server, splits: int) -> None:
    query = (
        f'{{ network(scope: "640502100", projection: MEMBERSHIP) {{ tieCount positions(splits: {splits}) {{ rSquared }} }} }}'
    )
    answer = server.post(query)
    assert answer["data"]["network"]["tieCount"] > 0
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["network", "positions"], "BAD_ARGUMENT")
    ]


def test_a_network_of_too_many_actors_is_refused_with_a_division_that_fits(server: Server) -> None:
    answer = server.post('{ network(scope: "6405", projection: EVERYTHING) { nodeCount positions { rSquared } } }')
    assert answer["data"]["network"]["nodeCount"] > 2_000
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("TOO_LARGE", ["network", "positions"])
    assert error["extensions"]["fits"] in error["message"]
    fits = server.post(
        f'{{ network(scope: "{error["extensions"]["fits"]}", projection: EVERYTHING) {{ positions {{ rSquared }} }} }}'
    )
    assert "errors" not in fits


BACKBONE: Final = """
query ($projection: Projection!, $model: BackboneModel, $alpha: Float, $mode: Mode, $after: String) {
  network(scope: "640502", projection: $projection, asOf: "2022-09-22") {
    tieCount
    backbone(model: $model, alpha: $alpha, mode: $mode) {
      alpha kept of method { measure exact }
      ties(first: 100, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { p tie { from { id } to { id } weight jaccard edgeBetweenness shared(first: 1) { totalCount } } }
      }
    }
    methods { measure }
  }
}
"""


def _all_ties(execute: Callable[..., Any], **variables: Any) -> tuple[Any, list[Any]]:
    network, nodes, after = None, [], None
    while network is None or network["backbone"]["ties"]["pageInfo"]["hasNextPage"]:
        network = execute(BACKBONE, **variables, after=after)["network"]
        nodes += network["backbone"]["ties"]["nodes"]
        after = network["backbone"]["ties"]["pageInfo"]["endCursor"]
    return network, nodes


@pytest.mark.parametrize("model", ["SDSM", "DISPARITY"])
def test_a_two_mode_network_has_the_backbone_of_its_overlap(execute: Callable[..., Any], model: str) -> None:
    two_mode, of_mode = _all_ties(execute, projection="MEMBERSHIP", model=model, alpha=0.3, mode="TWO")
    overlap, own = _all_ties(execute, projection="COMMITTEE_OVERLAP", model=model, alpha=0.3)
    assert 0 < overlap["backbone"]["kept"] < overlap["backbone"]["of"] == overlap["tieCount"]
    assert two_mode["backbone"]["of"] == overlap["tieCount"] != two_mode["tieCount"]
    assert of_mode == own
    assert len(own) == overlap["backbone"]["kept"] == overlap["backbone"]["ties"]["totalCount"]
    assert all(each["p"] < 0.3 and each["tie"]["shared"]["totalCount"] == each["tie"]["weight"] for each in own)
    assert "backbone" in {method["measure"] for method in overlap["methods"]}


def test_a_backbone_has_a_default(execute: Callable[..., Any]) -> None:
    query = """{ network(scope: "6405", projection: MEMBERSHIP, asOf: "2022-09-22") {
      backbone { alpha kept of } same: backbone(model: SDSM, alpha: 0.05, mode: ONE) { alpha kept of }
      nothing: backbone(model: DISPARITY, alpha: 1e-9) { kept ties { totalCount nodes { p } } } } }"""
    network = execute(query)["network"]
    assert network["backbone"] == network["same"]
    assert network["backbone"]["alpha"] == 0.05
    assert network["nothing"] == {"kept": 0, "ties": {"totalCount": 0, "nodes": []}}


def test_a_cursor_of_a_backbone_is_bound_to_its_arguments(execute: Callable[..., Any], error_codes: Callable[..., Any]) -> None:
    variables = {"projection": "COMMITTEE_OVERLAP", "model": "SDSM", "alpha": 0.3}
    query = BACKBONE.replace("first: 100", "first: 1")
    cursor = execute(query, **variables)["network"]["backbone"]["ties"]["pageInfo"]["endCursor"]
    assert execute(query, **variables, after=cursor)["network"]["backbone"]["ties"]["nodes"]
    for other in ({"alpha": 0.2}, {"model": "DISPARITY"}, {"mode": "TWO"}, {"projection": "UNIT_OVERLAP"}):
        assert error_codes(query, **{**variables, **other}, after=cursor) == ["BAD_CURSOR"], other


@pytest.mark.parametrize("alpha", [0, -0.1, 1.5])
def test_alpha_has_a_range(server: Server, alpha: float) -> None:
    query = f'{{ network(scope: "640502", projection: UNIT_OVERLAP) {{ tieCount backbone(alpha: {alpha}) {{ kept }} }} }}'
    answer = server.post(query)
    assert answer["data"]["network"]["tieCount"] > 0
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["network", "backbone"], "BAD_ARGUMENT")
    ]


@pytest.mark.parametrize("projection", ["HIERARCHY", "EVERYTHING"])
def test_a_network_without_weights_has_no_backbone(execute: Callable[..., Any], projection: str) -> None:
    query = f"""{{ network(scope: "640502100", projection: {projection}) {{
      backbone {{ kept }} disparity: backbone(model: DISPARITY) {{ kept }} }} }}"""
    assert execute(query)["network"] == {"backbone": None, "disparity": None}
