"""The page of the reliability checks has every check, also those that failed or did not run."""

import re

from product_server import ROOT

from tools.reliability.page import checks_of, page_of

REPORT = """<testsuites><testsuite>
<testcase name="test_kill[Java]" time="12.4"><properties>
  <property name="check" value="Java is killed"/><property name="times" value="20"/><property name="figure" value="0 lost | none"/>
</properties></testcase>
<testcase name="test_disk" time="0.1"><properties><property name="check" value="The disk is full"/></properties>
  <skipped message="unshare -rm is not allowed here"/></testcase>
<testcase name="test_race" time="1"><properties><property name="check" value="A race"/></properties>
  <failure message="assert 1 == 0&#10;more">…</failure></testcase>
</testsuite></testsuites>"""


def test_the_page_shows_times_figures_and_results() -> None:
    page = page_of(checks_of(REPORT), "2 cores.", 0.5)
    assert "1 of 3 checks passed at scale 0.5. 2 cores." in page
    rows = [line for line in page.splitlines() if line.startswith("|")][2:]
    assert rows == [
        "| Java is killed (Java) | 20 | 0 lost \\| none | 12 s | passed |",
        "| The disk is full | 1 |  | 0 s | not run: unshare -rm is not allowed here |",
        "| A race | 1 |  | 1 s | **failed**: assert 1 == 0 |",
    ]


def test_the_published_page_has_every_check() -> None:
    sources = "".join(
        file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py") if file.name != "test_reliability_page.py"
    )
    declared = set(re.findall(r'^@pytest\.mark\.reliability\(\s*"([^"]+)"', sources, re.MULTILINE))
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    shown = {
        re.sub(r" \([^)]*\)$", "", row.split(" | ")[0].removeprefix("| ")) for row in page.splitlines() if row.endswith(" |")
    }
    assert declared <= shown
