"""Each room opens in a browser and shows what the API returns. Longer paths through the rooms run with all cases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chromium import needs_chromium, run_in_browser
from prefix_proxy import below_a_prefix

QUESTIONS = """{
  network(scope: "6405", projection: MEMBERSHIP, asOf: "2022-09-22") { nodeCount tieCount }
  scorecard(scope: "6405", asOf: "2022-09-22") { denominator }
}"""


@needs_chromium
def test_each_room_opens_below_a_prefix(page: str, zhongwei: None, execute: Callable[..., Any], tmp_path: Path) -> None:
    with below_a_prefix(page) as url:
        seen = run_in_browser("rooms.mjs", url, tmp_path)
    answer = execute(QUESTIONS)
    network = answer["network"]
    assert f"{network['nodeCount']} 个实体，{network['tieCount']} 条联系" in seen["summary"]
    assert seen["indicators"] == len(answer["scorecard"])
