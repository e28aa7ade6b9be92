"""The rooms by keyboard alone, and their accessibility in both languages on wide and narrow screens."""

from pathlib import Path

import pytest
from chromium import needs_chromium, run_in_browser
from prefix_proxy import below_a_prefix

pytestmark = [needs_chromium, pytest.mark.slow]
CITIES = pytest.mark.parametrize("city", ["zhongwei", "tiny"])


@CITIES
def test_every_function_of_the_network_room_by_keyboard(
    page: str, request: pytest.FixtureRequest, city: str, tmp_path: Path
) -> None:
    request.getfixturevalue(city)
    with below_a_prefix(page) as url:
        seen = run_in_browser("network_keyboard.mjs", url, tmp_path)
    assert seen["moved"] == [True, True]
    assert [name.rpartition(".")[2] for name in seen["files"]] == ["png", "svg", "zip", "png", "svg"]
    assert seen["focus"] is True
    assert seen["sorted"] in {"ascending", "descending"}
    assert seen["copied"] > 1


@CITIES
def test_every_function_of_the_coverage_room_by_keyboard(
    page: str, request: pytest.FixtureRequest, city: str, tmp_path: Path
) -> None:
    request.getfixturevalue(city)
    seen = run_in_browser("coverage_keyboard.mjs", page, tmp_path)
    assert seen["printed"] is True
    assert seen["workbook"].endswith(".xlsx")


@CITIES
def test_every_function_of_the_explorer_by_keyboard(
    page: str, request: pytest.FixtureRequest, city: str, tmp_path: Path
) -> None:
    request.getfixturevalue(city)
    seen = run_in_browser("ask_keyboard.mjs", page, tmp_path)
    assert {"Table", "Tree", "CSV", "JSON"} <= set(seen["views"])
    assert seen["file"].endswith(".csv")
    assert "2022-09-22" in seen["facts"]
    assert seen["tabs"] > 1


def test_each_view_is_accessible_and_nothing_is_clipped(page: str, zhongwei: None, tmp_path: Path) -> None:
    seen = run_in_browser("audit.mjs", page, tmp_path)
    assert seen["views"] == 52
    assert seen["clipped"] == []
