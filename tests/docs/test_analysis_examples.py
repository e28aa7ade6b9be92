"""The analysis examples: each line reads a network, and the study finds its figures."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from product_server import ROOT, Server

FOLDER: Final = ROOT / "examples" / "analysis"
DOCUMENTED_URL: Final = "http://127.0.0.1:8000"
BLOCKS: Final = re.findall(r"```(\w+)\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.DOTALL)
TEXT_LINES: Final = {language: [text for name, text in BLOCKS if name == language] for language in ("python", "r", "sh")}
UNITS: Final = (448, 5118)
"""Actors and ties of the overlap of Zhongwei's member units."""

pytestmark = pytest.mark.usefixtures("zhongwei")


def _run(text: str, server: Server) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(text.replace(DOCUMENTED_URL, server.url), names)
    return names


def test_python_lines_read_a_network(server: Server) -> None:
    pandas, polars, networkx, igraph = TEXT_LINES["python"]
    tables = _run(pandas, server)["tables"]
    assert (len(tables["actors"]), len(tables["ties"])) == UNITS
    assert tables["actors"]["constraint"].notna().all()
    assert len(_run(polars, server)["ties"]) == UNITS[1]
    graph = _run(networkx, server)["graph"]
    assert (graph.number_of_nodes(), graph.number_of_edges()) == UNITS
    network = _run(igraph, server)["network"]
    assert (network.vcount(), network.ecount(), network.is_bipartite()) == (516, 678, True)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_r_line_reads_a_network(server: Server) -> None:
    (line,) = TEXT_LINES["r"]
    code = f"{line.replace(DOCUMENTED_URL, server.url)}cat(nrow(actors), nrow(ties))"
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == [str(number) for number in UNITS]


def test_the_study_of_alliances_finds_its_figures(server: Server, tmp_path: Path) -> None:
    picture = tmp_path / "alliances.svg"
    (command,) = TEXT_LINES["sh"]
    script = ROOT / command.split()[1]
    done = subprocess.run(
        [sys.executable, script, server.url, picture], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    figures = dict(line.rsplit("\t", 1) for line in done.stdout.splitlines() if "\t" in line)
    assert (figures["alliances"], figures["ties"], figures["isolates"]) == ("2", "50", "490")
    assert float(figures["transitivity"]) == pytest.approx(0.9705, abs=1e-4)
    assert int(figures["pairs of allied committees"]) == int(figures["of them sharing a unit"]) + int(
        figures["joined by an alliance alone"]
    )
    circles = ElementTree.parse(picture).iterfind(".//{http://www.w3.org/2000/svg}circle")
    assert sum(1 for _ in circles) == 51
