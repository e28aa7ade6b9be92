"""The room /coverage in a browser shows what the API returns."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import needs_chromium, run_in_browser
from prefix_proxy import below_a_prefix

STATION = """{
  coverage(scope: "6405", indicator: SERVICE_STATION, asOf: "2022-09-22") { denominator reached gap(first: 20) { totalCount nodes { unit { name } } } }
  nextBest(scope: "6405", indicator: NEW_SECTOR_PAIRED, k: 2, asOf: "2022-09-22") { reachedBefore reachedAfter }
}"""


@pytest.mark.slow
@needs_chromium
def test_the_way_from_a_gap_to_what_would_close_it(
    page: str, zhongwei: None, execute: Callable[..., Any], tmp_path: Path
) -> None:
    with below_a_prefix(page) as url:
        seen = run_in_browser("coverage.mjs", url, tmp_path)
    answer = execute(STATION)
    station, next_best = answer["coverage"], answer["nextBest"]
    assert seen["indicators"] == 25
    assert f"{station['denominator']} 个中已覆盖 {station['reached']} 个" in seen["receipt"]
    assert f"共 {station['gap']['totalCount']} 个" in seen["shown"]
    assert all(node["unit"]["name"] in seen["gap"] for node in station["gap"]["nodes"])
    assert "任一服务阵地" in seen["gap"]
    assert "+1" in seen["picks"]
    assert f"已覆盖 {next_best['reachedBefore']} → {next_best['reachedAfter']}" in seen["whatIf"]


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("city", ["zhongwei", "tiny"])
def test_the_other_functions_of_the_coverage_room(page: str, request: pytest.FixtureRequest, city: str, tmp_path: Path) -> None:
    request.getfixturevalue(city)
    seen = run_in_browser("coverage_more.mjs", page, tmp_path)
    assert re.search(r"2020-06-01[\s\S]*2022-09-22", seen["dates"])
    assert [each.partition(" ")[0] for each in seen["gained"]] == ["Gained", "Lost"]
    assert seen["lines"] == len(seen["columns"]) - 1 >= 2
    assert "are reached" in seen["people"]
    assert "00" in seen["alert"]
    assert seen["printed"] is False
