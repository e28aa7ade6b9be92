"""The workbooks of coverage and of a check-up, opened with openpyxl and computed again."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import networkx
import openpyxl  # pyright: ignore[reportMissingModuleSource]
import pytest
from forked_process import run
from product_server import Server, login_environment

from graph.database.login import Login

SCOPE: Final = "640502100"
QUESTION: Final = f"scope={SCOPE}&asOf=2022-09-22"
TERMS: Final = ("整体网规模", "密度", "中心势", "结构洞限制度", "凝聚子群", "核心-边缘", "中间人")
SCORECARD: Final = f"""
{{
  scorecard(scope: "{SCOPE}", asOf: "2022-09-22") {{
    definition {{ indicator }} denominator reached notReached unknown share
    gap(first: 100) {{ totalCount nodes {{ unit {{ code }} why {{ failing }} }} }}
  }}
}}
"""
NETWORK: Final = f"""
query ($projection: Projection!) {{
  network(scope: "{SCOPE}", asOf: "2022-09-22", projection: $projection) {{
    density densityHigh components
    degree: centralization(measure: DEGREE) distances {{ average diameter compactness }}
    corePeriphery {{ fit coreSize densities core(first: 100) {{ nodes {{ entity {{ code }} }} }} }}
    positions {{ rSquared densities blocks {{ number size }} }}
    brokerage(by: TOWNSHIP) {{ totals {{ role raw z }} }}
    subgroups {{ modularity count }}
  }}
}}
"""
CORRELATION: Final = f"""
query ($b: Dyads!) {{
  networkCorrelation(
    scope: "{SCOPE}", asOf: "2022-09-22", actors: MEMBER_UNIT, a: {{ overlap: UNIT_OVERLAP }}, b: $b, permutations: 1000, seed: 1
  ) {{ actors pairs r jaccard pGreater pLess permutationMean permutationSd }}
}}
"""

pytestmark = pytest.mark.usefixtures("zhongwei")


class Workbook:
    def __init__(self, content: bytes) -> None:
        self.book: Any = openpyxl.load_workbook(io.BytesIO(content))

    def text(self) -> str:
        return "\n".join(str(cell) for sheet in self.book for row in sheet.values for cell in row if cell is not None)

    def table(self, sheet: str, title: str) -> list[dict[str, Any]]:
        rows = list(self.book[sheet].values)
        start = next(number for number, row in enumerate(rows) if row[0] == title) + 1
        header = [cell for cell in rows[start] if cell is not None]
        found: list[dict[str, Any]] = []
        for row in rows[start + 1 :]:
            if row[0] is None or all(cell is None for cell in row[1:]):  # the sentence of method
                return found
            found.append(dict(zip(header, row, strict=False)))
        raise AssertionError(f"{title} has no sentence below it")


@pytest.fixture(scope="module")
def workbooks() -> dict[str, Workbook]:
    return {}


@pytest.fixture
def workbook(server: Server, workbooks: dict[str, Workbook]) -> Callable[[str], Workbook]:
    def opened(name: str) -> Workbook:
        if name not in workbooks:
            response = server.client.get(f"/exports/{name}.xlsx?{QUESTION}", timeout=180)
            assert response.status_code == 200, response.text
            workbooks[name] = Workbook(response.content)
        return workbooks[name]

    return opened


def test_the_scorecard_and_the_gap_are_those_of_the_api(
    workbook: Callable[[str], Workbook], execute: Callable[..., Any]
) -> None:
    book, receipts = workbook("coverage"), execute(SCORECARD)["scorecard"]
    rows = {row["指标代码"]: row for row in book.table("成绩单", "各项指标")}
    gap = book.table("缺口", "未覆盖的单位及原因")
    assert len(rows) == len(receipts)
    for receipt in receipts:
        name = receipt["definition"]["indicator"]
        numbers = [rows[name][column] for column in ("应覆盖", "已覆盖", "未覆盖", "情况不明", "覆盖率")]
        expected = [receipt[each] for each in ("denominator", "reached", "notReached", "unknown", "share")]
        assert numbers == pytest.approx(expected, nan_ok=True)
        units = [(row["单位编码"], row["未满足的条件"]) for row in gap if row["指标代码"] == name]
        nodes = receipt["gap"]["nodes"]
        assert units == [(each["unit"]["code"], "; ".join(each["why"]["failing"])) for each in nodes]
        assert len(units) == receipt["gap"]["totalCount"]


def test_the_licence_of_the_data_is_named_once(workbook: Callable[[str], Workbook]) -> None:
    lines = [line for line in workbook("coverage").text().splitlines() if "许可" in line]
    assert lines
    assert all(re.fullmatch("许可：Apache-2.0 [^许]*", line) for line in lines), lines


def test_receipts_of_divisions_add_up(workbook: Callable[[str], Workbook]) -> None:
    rows = workbook("coverage").table("核对表", "每项指标在每个区划的数目")
    numbers = ("应覆盖", "已覆盖", "未覆盖", "情况不明")
    for row in rows:
        assert row["应覆盖"] == row["已覆盖"] + row["未覆盖"] + row["情况不明"], row
    for indicator in {row["指标代码"] for row in rows}:
        of_indicator = [row for row in rows if row["指标代码"] == indicator]
        parts = [row for row in of_indicator if row["级别"] == "COMMUNITY" or row["范围"] == "本级 own"]
        (whole,) = [row for row in of_indicator if row["区划代码"] == SCOPE and row["范围"] == "全部 whole"]
        assert [sum(row[each] for row in parts) for each in numbers] == [whole[each] for each in numbers]
    tree = workbook("coverage").table("区划", "各级区划的覆盖率")
    assert tree[0]["区划代码"] == SCOPE
    assert len(tree) == len({row["区划代码"] for row in rows})


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("name", ["coverage", "checkup"])
def test_sheets_are_made_for_print(workbook: Callable[[str], Workbook], name: str) -> None:
    for sheet in workbook(name).book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text or sheet.oddFooter.right.text == "&P / &N"
        assert max(each.width for each in sheet.column_dimensions.values()) > 8
    main = workbook(name).book["缺口" if name == "coverage" else "成员单位"]
    assert main.freeze_panes == "A9"
    assert main.print_title_rows == "$8:$8"


def test_every_term_and_no_formula(workbook: Callable[[str], Workbook]) -> None:
    for name in ("coverage", "checkup"):
        assert all(cell.data_type != "f" for sheet in workbook(name).book for row in sheet.rows for cell in row)
    text = workbook("checkup").text()
    assert [term for term in TERMS if term not in text] == []
    codes = [row["编码"] for row in workbook("checkup").table("联合党委", "行动者的全部网络指标")]
    assert all(isinstance(code, str) for code in codes)


def test_figures_of_the_check_up_computed_with_networkx(workbook: Callable[[str], Workbook], server: Server) -> None:
    book = workbook("checkup")
    sizes = {row["网络"]: row for row in book.table("整体网", "规模与密度")}
    for path, projection in (("membership", "MEMBERSHIP"), ("unit-overlap", "UNIT_OVERLAP"), ("hierarchy", "HIERARCHY")):
        graph = networkx.node_link_graph(server.client.get(f"/exports/{path}.json?{QUESTION}").json(), edges="edges")
        row = sizes[projection]
        assert (row["整体网规模"], row["联系数"]) == (graph.number_of_nodes(), graph.number_of_edges())
        if projection != "MEMBERSHIP":
            assert row["密度"] == pytest.approx(networkx.density(graph))
        assert row["孤立点"] == networkx.number_of_isolates(graph)
    graph = networkx.node_link_graph(server.client.get(f"/exports/unit-overlap.json?{QUESTION}").json(), edges="edges")
    constraint = networkx.constraint(graph, weight="weight")
    betweenness = networkx.betweenness_centrality(graph, normalized=False)
    units = book.table("成员单位", "行动者的全部网络指标")
    assert len(units) == graph.number_of_nodes()
    for row in units:
        assert row["度数"] == graph.degree(row["编码"])
        assert row["中间中心度"] == pytest.approx(betweenness[row["编码"]], abs=1e-9)
        if row["结构洞限制度"] is not None:
            assert row["结构洞限制度"] == pytest.approx(constraint[row["编码"]])
    holes = [row for row in book.table("结构洞", "结构洞") if row["网络"] == "单位共同隶属"]
    assert {row["编码"] for row in holes} == {row["编码"] for row in units if row["结构洞限制度"] is not None}


def test_models_are_those_of_the_api(workbook: Callable[[str], Workbook], execute: Callable[..., Any]) -> None:
    book = workbook("checkup")
    for projection, name in (("UNIT_OVERLAP", "单位共同隶属"), ("COMMITTEE_OVERLAP", "联合党委共享单位")):
        answer = execute(NETWORK, projection=projection)["network"]

        def rows(sheet: str, title: str, name: str = name) -> list[dict[str, Any]]:
            return [row for row in book.table(sheet, title) if name in (row.get("网络"), row.get("名称"))]

        (size,), (distances,), (centralization,) = (rows("整体网", title) for title in ("规模与密度", "距离", "中心势"))
        assert (size["密度上限"], size["连通分量数"]) == (answer["densityHigh"], answer["components"])
        assert [distances[each] for each in ("平均距离", "直径", "紧密度")] == list(answer["distances"].values())
        assert centralization["度数中心势"] == answer["degree"]
        (core,) = rows("核心-边缘", "核心-边缘结构")
        assert (core["拟合"], core["核心规模"]) == (answer["corePeriphery"]["fit"], answer["corePeriphery"]["coreSize"])
        assert [core["核心内密度"], core["核心-边缘密度"]] == answer["corePeriphery"]["densities"][0]
        members = {row["编码"] for row in rows("核心-边缘", "核心行动者")}
        assert members >= {node["entity"]["code"] for node in answer["corePeriphery"]["core"]["nodes"]}
        blocks = rows("CONCOR", "CONCOR 块与密度矩阵")
        assert [(row["块"], row["规模"]) for row in blocks] == [
            (each["number"], each["size"]) for each in answer["positions"]["blocks"]
        ]
        matrix = answer["positions"]["densities"]
        assert [[row[f"与块 {place} 的密度"] for place in range(1, len(matrix) + 1)] for row in blocks] == matrix
        totals = [row for row in rows("中间人", "中间人角色") if row["分组"] == "乡镇"]
        expected = [(each["role"] or "TOTAL", each["raw"], each["z"]) for each in answer["brokerage"]["totals"]]
        assert [(row["角色"], row["次数"], row.get("z")) for row in totals] == expected
        (partition,) = rows("凝聚子群", "凝聚子群概况")
        assert (partition["模块度"], partition["子群数"]) == (answer["subgroups"]["modularity"], answer["subgroups"]["count"])


def test_qap_is_that_of_the_api(workbook: Callable[[str], Workbook], execute: Callable[..., Any]) -> None:
    rows = [row for row in workbook("checkup").table("QAP", "QAP 相关") if row["行动者"] == "MEMBER_UNIT"]
    compared = {"同乡镇": {"same": "TOWNSHIP"}, "同类别": {"same": "TYPE"}, "同联盟（共享联盟数）": {"overlap": "ALLY_OVERLAP"}}
    assert [row["比较"] for row in rows] == list(compared)
    for row in rows:
        answer = execute(CORRELATION, b=compared[row["比较"]])["networkCorrelation"]
        assert list(row.values())[3:11] == list(answer.values())


@pytest.mark.parametrize(
    ("path", "status"),
    {
        "checkup.xlsx": 400,
        f"coverage.xlsx?{QUESTION}&boundary=BOTH": 400,
        f"coverage.xlsx?{QUESTION}&lang=fr": 400,
        f"checkup.xlsx?scope={SCOPE}&asOf=yesterday": 400,
        f"coverage.csv?{QUESTION}": 404,
        "checkup.xlsx?scope=6405&asOf=1900-01-01": 400,
        "checkup.xlsx?scope=nowhere": 404,
        "coverage.xlsx?scope=nowhere": 404,
    }.items(),
)
def test_status_codes(server: Server, path: str, status: int) -> None:
    response = server.client.get(f"/exports/{path}")
    assert response.status_code == status, response.text
    codes = {400: ("BAD_ARGUMENT", "NOT_ALIVE"), 404: ("NOT_FOUND",)}
    assert response.json()["errors"][0]["extensions"]["code"] in codes[status]


@pytest.mark.slow
def test_the_command_writes_the_same_bytes(server: Server, neo4j_login: Login, tmp_path: Path) -> None:
    url = f"/exports/coverage.xlsx?{QUESTION}&lang=en"
    first = server.client.get(url, timeout=180)
    assert Workbook(first.content).book.sheetnames[0] == "Scorecard"
    assert server.client.get(url, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    path = tmp_path / "coverage.xlsx"
    command = ["api", "export", "coverage", "--scope", SCOPE, "--as-of", "2022-09-22", "--lang", "en"]
    environment = {**os.environ, "NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
    assert run([*command, "-o", str(path)], environment).returncode == 0
    assert path.read_bytes() == first.content
