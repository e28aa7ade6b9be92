"""Tables of two-mode networks and their actors."""

from typing import Final

from api.exports.workbooks.actor_tables import ACTOR_COLUMNS, actor_cells, problems_of
from api.exports.workbooks.network_tables import NAME_COLUMNS, NetworkTables, names_of
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Table, cells_at, columns_of, joined_problems
from graph.messages import checkup_workbook as messages
from graph.messages import headings
from graph.messages.language import BilingualText

ACTORS_OF: Final = ("MEMBERSHIP", "ALLIANCE")
MEASURE_COLUMNS: Final = {
    "degree": (headings.DEGREE, "integer"),
    "betweenness": (headings.BETWEENNESS, "number"),
    "closeness": (headings.CLOSENESS, "number"),
    "harmonic": (headings.HARMONIC, "number"),
    "eigenvector": (headings.EIGENVECTOR, "number"),
    "kCore": (headings.K_CORE, "integer"),
    "clustering": (headings.CLUSTERING, "number"),
    "redundancy": (headings.REDUNDANCY, "number"),
    "subgroup": (headings.SUBGROUP, "integer"),
}
_KINDS: Final = " + "


def two_mode_table(networks: NetworkTables) -> Table:
    columns = columns_of(
        (headings.MODE, "general"),
        (headings.KINDS, "general"),
        (headings.ACTORS, "integer"),
        (headings.ISOLATES, "integer"),
        (headings.AVERAGE_DEGREE, "number"),
        (headings.DENSITY, "number"),
        (headings.ROBINS_ALEXANDER, "number"),
        (headings.OPSAHL, "number"),
    )
    rows: list[list[Cell]] = []
    for name, answer in networks.answers.items():
        if not answer["twoMode"]:
            continue
        for mode in answer["modes"]:
            opsahl = "clustering.opsahlTwo" if mode["mode"] == "TWO" else "clustering.opsahlOne"
            of_mode = [mode["mode"], _KINDS.join(mode["kinds"]), *cells_at(mode, "nodeCount", "isolates", "averageDegree")]
            rows.append([*names_of(name), *of_mode, *cells_at(answer, "density", "clustering.robinsAlexander", opsahl)])
    return Table(
        messages.MODES.format(),
        [*NAME_COLUMNS, *columns],
        rows,
        messages.MODES_METHOD.format(),
    )


async def two_mode_actors(questions: Questions) -> Table:
    rows: list[list[Cell]] = []
    problems: list[BilingualText] = []
    for projection in ACTORS_OF:
        found = await questions.network(projection, tuple(MEASURE_COLUMNS))
        problems += filter(None, [problems_of(found)])
        for actor in found.network.actors:
            measures = [actor.measures.get(name) for name in MEASURE_COLUMNS]
            rows.append([names_of(projection)[1], actor.mode, *actor_cells(actor), *measures])
    head = columns_of((headings.NETWORK, "general"), (headings.MODE, "general"))
    return Table(
        messages.ACTORS_OF_TWO_MODE_NETWORKS.format(),
        [*head, *ACTOR_COLUMNS, *columns_of(*MEASURE_COLUMNS.values())],
        rows,
        messages.ACTORS_OF_TWO_MODE_NETWORKS_METHOD.format(),
        joined_problems(problems),
    )
