"""Small networks for the files of exports."""

from datetime import date

from graph.network.exports.export_network import ExportActor, ExportNetwork, ExportTie
from graph.network.exports.formats import FORMATS_BY_EXTENSION

ABOUT = {
    "citation": "滨河镇联合党委网络 <2026-01-01>",
    "query": "scope=640502&asOf=2026-01-01",
    "as_of": "2026-01-01",
    "revision": "FB:1",
}


def _actor(number: int, mode: str | None = None, **values: object) -> ExportActor:
    return ExportActor(
        id=f"A{number}",
        code=f"A{number}",
        kind="MemberUnit",
        kind_zh="成员单位",
        kind_en="Member unit",
        name=f"单位“{number}”<&>",
        in_scope=number % 2 == 0,
        provenance="ILLUSTRATIVE",
        mode=mode,
        valid_from=date(2020, 1, 1),
        valid_to=date(2027, 3, 1) if number == 1 else None,
        measures={"degree": number, "closeness": None if number == 3 else number / 3},
        **values,  # pyright: ignore[reportArgumentType]
    )


def _tie(source: int, target: int, relation: str = "MEMBER_OF") -> ExportTie:
    return ExportTie(
        f"A{source}", f"A{target}", source + target / 4, 2, "PUBLISHED", relation, date(2021, 5, 1), date(2022, 1, 1)
    )


ONE_MODE = ExportNetwork(
    [_actor(number) for number in range(4)], [_tie(0, 1), _tie(0, 2)], False, ABOUT, ("degree", "closeness")
)
DIRECTED = ExportNetwork(ONE_MODE.actors, [_tie(0, 1), _tie(0, 1, "LEADS"), _tie(1, 0)], True, ABOUT, ONE_MODE.measures)
TWO_MODE = ExportNetwork(
    [_actor(0, "ONE"), _actor(1, "ONE"), _actor(2, "TWO"), _actor(3, "TWO")],
    [_tie(0, 2), _tie(1, 2)],
    False,
    ABOUT,
    ONE_MODE.measures,
    two_mode=True,
)
NETWORKS = {"one-mode": ONE_MODE, "directed": DIRECTED, "two-mode": TWO_MODE}


def file_of(network: ExportNetwork, extension: str) -> bytes:
    return b"".join(FORMATS_BY_EXTENSION[extension].write(network))
