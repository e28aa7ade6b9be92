"""The fit of core and periphery is the correlation of the returned core with the returned ties."""

from collections.abc import Callable
from itertools import combinations
from typing import Any, Final

import numpy as np
import pytest
from product_server import Server

pytestmark = pytest.mark.usefixtures("zhongwei")
CORE: Final = """
query ($projection: Projection!) {
  network(scope: "640502100", projection: $projection, asOf: "2022-09-22") {
    actors(first: 100) { totalCount nodes { entity { id } coreness } }
    ties(first: 100) { totalCount nodes { from { id } to { id } } }
    blocks: corePeriphery { ...core } star: corePeriphery(model: STAR) { ...core } continuous: corePeriphery(model: CONTINUOUS) { ...core }
    methods { measure exact seed }
  }
}
fragment core on CorePeriphery { fit coreSize densities core(first: 100) { totalCount nodes { entity { id } } } method { seed } }
"""


def _correlation(pairs: list[tuple[float, float]]) -> float:
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


def test_fits_are_the_correlations_of_the_returned_cores(execute: Callable[..., Any]) -> None:
    network = execute(CORE, projection="COMMITTEE_OVERLAP")["network"]
    actors = [actor["entity"]["id"] for actor in network["actors"]["nodes"]]
    assert (network["actors"]["totalCount"], network["ties"]["totalCount"]) == (len(actors), len(network["ties"]["nodes"]))
    tied = {frozenset((tie["from"]["id"], tie["to"]["id"])) for tie in network["ties"]["nodes"]}
    coreness = {actor["entity"]["id"]: actor["coreness"] for actor in network["actors"]["nodes"]}
    cells = {pair: float(frozenset(pair) in tied) for pair in combinations(actors, 2)}
    cores = {
        model: {actor["entity"]["id"] for actor in network[model]["core"]["nodes"]}
        for model in ("blocks", "star", "continuous")
    }
    for model, core in cores.items():
        assert network[model]["coreSize"] == len(core) == network[model]["core"]["totalCount"]
    block_cells = [
        (cells[pair], float(pair[0] in cores["blocks"]))
        for pair in cells
        if (pair[0] in cores["blocks"]) == (pair[1] in cores["blocks"])
    ]
    assert network["blocks"]["fit"] == pytest.approx(_correlation(block_cells))
    star_cells = [(cells[pair], float(bool(cores["star"] & set(pair)))) for pair in cells]
    assert network["star"]["fit"] == pytest.approx(_correlation(star_cells))
    products = [(cells[pair], coreness[pair[0]] * coreness[pair[1]]) for pair in cells]
    assert network["continuous"]["fit"] == pytest.approx(_correlation(products))
    assert sum(value**2 for value in coreness.values()) == pytest.approx(1)
    inside = [cells[pair] for pair in cells if set(pair) <= cores["blocks"]]
    assert network["blocks"]["densities"][0][0] == pytest.approx(sum(inside) / len(inside))
    assert [network[model]["method"]["seed"] for model in ("blocks", "star", "continuous")] == [1, 1, None]
    assert "corePeriphery" in {method["measure"] for method in network["methods"]}


def test_a_network_without_ties_has_no_core(execute: Callable[..., Any]) -> None:
    query = '{ network(scope: "640502100", projection: MEMBERSHIP, asOf: "2012-01-01") { tieCount corePeriphery { fit } } }'
    network = execute(query)["network"]
    assert network == {"tieCount": 0, "corePeriphery": None}


def test_a_negative_seed_is_an_error_of_the_field(server: Server) -> None:
    query = '{ network(scope: "640502100", projection: MEMBERSHIP) { tieCount corePeriphery(seed: -1) { fit } } }'
    answer = server.post(query)
    assert answer["data"]["network"]["tieCount"] > 0
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["network", "corePeriphery"], "BAD_ARGUMENT")
    ]
