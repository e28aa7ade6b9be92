"""The page of the reliability checks, from the report of a run in JUnit XML."""

from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

HEAD: Final = """# Reliability 可靠性

`make check-reliability` runs these checks on the machine at hand and writes this page; `make check-reliability SCALE=0.1` repeats
them less often. Each check is a test with `@pytest.mark.reliability`. A check that this machine cannot run says so.

`make check-reliability` 在本机运行下列检查并写出本页；`SCALE=0.1` 减少次数。每项检查都是一个测试；本机不能运行的检查会注明。
"""


@dataclass(frozen=True)
class Check:
    """How often a check ran, its figure, and its result."""

    name: str
    times: str
    figure: str
    seconds: float
    result: str

    @property
    def row(self) -> str:
        cells = (self.name, self.times, self.figure, f"{self.seconds:.0f} s", self.result)
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def checks_of(report: str) -> list[Check]:
    """Keeps the order in which the checks ran."""
    return [_check(case) for case in ElementTree.fromstring(report).iter("testcase")]


def _check(case: ElementTree.Element) -> Check:
    properties = {each.get("name", ""): each.get("value", "") for each in case.iter("property")}
    _, bracket, parameter = case.get("name", "").partition("[")
    name = properties.get("check", case.get("name", ""))
    return Check(
        f"{name} ({parameter.removesuffix(']')})" if bracket else name,
        properties.get("times", "1"),
        properties.get("figure", ""),
        float(case.get("time", 0)),
        _result(case),
    )


def _result(case: ElementTree.Element) -> str:
    for failed in (*case.iter("failure"), *case.iter("error")):
        return f"**failed**: {failed.get('message', '').splitlines()[0][:200]}"
    for skipped in case.iter("skipped"):
        return f"not run: {skipped.get('message', '')}"
    return "passed"


def page_of(checks: list[Check], machine: str, scale: float) -> str:
    """Takes the name of the machine with the date of the run."""
    passed = sum(each.result == "passed" for each in checks)
    rows = "\n".join(each.row for each in checks)
    summary = f"{passed} of {len(checks)} checks passed at scale {scale:g}. {machine}"
    return f"{HEAD}\n{summary}\n\n| check | times | figure | took | result |\n|---|---|---|---|---|\n{rows}\n"
