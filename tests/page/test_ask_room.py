"""The room / in a browser shows what the API returns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from chromium import needs_chromium, run_in_browser
from prefix_proxy import below_a_prefix

GAP = """{
  coverage(scope: "6405", indicator: SERVICE_STATION, asOf: "2022-09-22") { reached gap(first: 5) { nodes { unit { name } } } children { scope { name } } }
}"""


@pytest.mark.slow
@needs_chromium
def test_a_way_through_the_explorer_below_a_prefix(
    page: str, zhongwei: None, execute: Callable[..., Any], tmp_path: Path
) -> None:
    with below_a_prefix(page) as url:
        seen = run_in_browser("ask.mjs", url, tmp_path)
    coverage = execute(GAP)["coverage"]
    assert seen["tabs"] == ["FourSystems"]
    assert '"name": "中卫市"' in seen["first"]
    assert "日期 2022-09-22 用于 9 个字段" in seen["firstFacts"]
    assert seen["views"] == ["表格", "树", "关系图", "图表", "CSV", "JSON"]
    assert all(word in seen["facts"] for word in ("毫秒", "代价", "数据版本", "日期 2022-09-22 用于 1 个字段"))
    assert all(node["unit"]["name"] in seen["table"] for node in coverage["gap"]["nodes"])
    assert seen["picture"] == "coverage?asOf=2022-09-22&scope=6405&indicator=SERVICE_STATION&tab=divisions"
    assert seen["graph"] > 5
    assert seen["bars"] == len(coverage["children"])
    assert "ServiceStation" in seen["cypher"]
    assert any("Relation.SERVES" in line for line in seen["found"])


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("city", ["zhongwei", "tiny"])
def test_the_other_functions_of_the_explorer(page: str, request: pytest.FixtureRequest, city: str, tmp_path: Path) -> None:
    request.getfixturevalue(city)
    seen = run_in_browser("ask_more.mjs", page, tmp_path)
    assert len(seen["examples"]) == 12
    assert [name for name, example in seen["examples"].items() if example["notes"]] == []
    assert all("JSON" in example["offered"] for example in seen["examples"].values())
    pictures = [link for example in seen["examples"].values() for link in example["links"]]
    assert all(httpx.get(link).status_code == 200 for link in pictures)
    assert {"network", "coverage"} <= {httpx.URL(link).path.strip("/") for link in pictures}
    assert seen["csv"].startswith("\ufeff")
    assert "date 2022-06-30, fields: 2" in seen["dated"]
    assert seen["shared"] == "Other"
    assert "communities" in seen["described"]
    assert "ommunit" in seen["described"].replace("communities", "")
    assert seen["clipped"] == []
