"""The room /network in a browser shows what the API returns."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from chromium import needs_chromium, run_in_browser
from prefix_proxy import below_a_prefix

COMMITTEES = 68
NETWORK = '{ network(scope: "6405", projection: MEMBERSHIP, asOf: "2022-09-22") { nodeCount tieCount } }'


@pytest.mark.slow
@needs_chromium
def test_a_way_through_the_network_room_below_a_prefix(
    page: str, zhongwei: None, execute: Callable[..., Any], tmp_path: Path
) -> None:
    with below_a_prefix(page) as url:
        seen = run_in_browser("network.mjs", url, tmp_path)
    network = execute(NETWORK)["network"]
    assert (seen["graph"]["nodes"], seen["graph"]["edges"]) == (network["nodeCount"], network["tieCount"])
    assert seen["graph"]["places"] == network["nodeCount"]
    assert f"{network['nodeCount']} 个实体，{network['tieCount']} 条联系" in seen["summary"]
    assert {"社区联合党委", "成员单位"} <= set(map(str.strip, seen["legend"].split("\n")))
    assert "entity=JOINT_COMMITTEE" in seen["address"]
    assert re.search(r"编码\s*JC-640502100002", seen["panel"])
    assert seen["cells"] == network["tieCount"]
    assert seen["rows"] == 100 + COMMITTEES + 100
    assert seen["paths"] == 3
    assert "All paths of at most 3 hops are listed." in seen["certificate"]
    assert re.search(r"\d of 3 paths would break", seen["without"])
    assert seen["broken"] > 0
    assert seen["ask"].startswith("./?asOf=2022-09-22&lang=en#query=")


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("city", ["zhongwei", "tiny"])
def test_the_other_functions_of_the_network_room(page: str, request: pytest.FixtureRequest, city: str, tmp_path: Path) -> None:
    request.getfixturevalue(city)
    seen = run_in_browser("network_more.mjs", page, tmp_path)
    assert seen["painted"] is (city == "zhongwei")
    assert len(set(map(str, seen["layouts"].values()))) == 3
    assert len(seen["projections"]) == 10
    assert f"{seen['kept']} of " in seen["backbone"]
    assert seen["clicked"][0] == seen["clicked"][1]
    assert seen["dissolved"] == 1
    assert seen["around"] >= 2
    assert seen["divisions"] == seen["parts"] + 1 > 1
    assert seen["files"] == {"PNG": "\x89PNG\r", "SVG": "<svg "}
    assert seen["exports"]
    assert all(httpx.head(address).status_code == 200 for address in seen["exports"])
