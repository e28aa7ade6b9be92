"""Tables of actors: all measures of the one-mode networks, and structural holes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.exports.workbooks.network_tables import names_of
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Column, Table, columns_of, joined_problems
from graph.errors import UserError
from graph.messages import checkup_workbook as messages
from graph.messages import headings
from graph.messages.language import BilingualText
from graph.network.exports.export_network import SUBGROUP, ExportActor
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.export_reading import MeasuredNetwork
from graph.network.questions.measure_request import MeasureRequest

ACTOR_SHEETS: Final = {
    "UNIT_OVERLAP": messages.MEMBER_UNITS.format(),
    "COMMITTEE_OVERLAP": messages.JOINT_COMMITTEES.format(),
    "ALLY_OVERLAP": messages.ALLIES.format(),
}
CORE: Final = MeasureRequest.of("corePeriphery", model="BLOCKS", seed=1)
CONTINUOUS: Final = MeasureRequest.of("corePeriphery", model="CONTINUOUS", seed=1)
POSITIONS: Final = MeasureRequest.of("positions", splits=2)
PARTITION: Final = MeasureRequest.of("subgroups", method="LEIDEN", resolution=1.0, seed=1)
MEASURE_COLUMNS: Final = {
    "degree": (headings.DEGREE, "integer"),
    "strength": (headings.STRENGTH, "number"),
    "betweenness": (headings.BETWEENNESS, "number"),
    "closeness": (headings.CLOSENESS, "number"),
    "harmonic": (headings.HARMONIC, "number"),
    "eigenvector": (headings.EIGENVECTOR, "number"),
    "kCore": (headings.K_CORE, "integer"),
    "constraint": (headings.CONSTRAINT, "number"),
    "effectiveSize": (headings.EFFECTIVE_SIZE, "number"),
    "efficiency": (headings.EFFICIENCY, "number"),
    "hierarchy": (headings.HIERARCHY, "number"),
    "clustering": (headings.CLUSTERING, "number"),
    SUBGROUP: (headings.SUBGROUP, "integer"),
}
"""Title and style by measure."""
HOLES: Final = ("degree", "constraint", "effectiveSize", "efficiency", "hierarchy")
ACTOR_COLUMNS: Final = columns_of(
    (headings.CODE, "general"), (headings.NAME, "general"), (headings.KIND, "general"), (headings.IN_SCOPE, "general")
)


async def measured_networks(questions: Questions) -> dict[str, MeasuredNetwork]:
    """Measures each one-mode network once for all sheets."""
    others = (CORE, CONTINUOUS, POSITIONS, PARTITION)
    return {name: await questions.network(name, tuple(MEASURE_COLUMNS), others) for name in ACTOR_SHEETS}


def actor_cells(actor: ExportActor) -> list[Cell]:
    return [actor.code, actor.name, BilingualText(actor.kind_en, actor.kind_zh), actor.in_scope]


def problems_of(found: MeasuredNetwork) -> BilingualText | None:
    return joined_problems(error.message for error in found.errors)


def result_of(found: MeasuredNetwork, request: MeasureRequest) -> Any:
    """Returns None if the measure is undefined or could not be computed."""
    result = found.results[request]
    return None if isinstance(result, UserError) else result


def measure_columns(names: Sequence[str]) -> list[Column]:
    return columns_of(*(MEASURE_COLUMNS[name] for name in names))


def measures_table(found: MeasuredNetwork) -> Table:
    """Includes all measures, core and block. Sorts by degree."""
    core, continuous, positions = (result_of(found, request) for request in (CORE, CONTINUOUS, POSITIONS))
    more = columns_of((headings.CORE, "general"), (headings.CORENESS, "number"), (headings.CONCOR_BLOCK, "integer"))
    rows: list[list[Cell]] = []
    actors = found.network.actors
    for place in sorted(range(len(actors)), key=lambda place: -(actors[place].measures.get("degree") or 0)):
        actor = actors[place]
        rows.append(
            [
                *actor_cells(actor),
                *(actor.measures.get(name) for name in MEASURE_COLUMNS),
                None if core is None else bool(core.core[place]),
                None
                if continuous is None or continuous.coreness is None
                else rounded_or_none(float(continuous.coreness[place])),
                None if positions is None else int(positions.block[place]),
            ]
        )
    return Table(
        messages.ALL_MEASURES.format(),
        [*ACTOR_COLUMNS, *measure_columns(tuple(MEASURE_COLUMNS)), *more],
        rows,
        messages.ALL_MEASURES_METHOD.format(),
        problems_of(found),
    )


def structural_holes(measured: Mapping[str, MeasuredNetwork]) -> Table:
    """Sorts the actors of all networks, the least constrained first."""
    rows: list[list[Cell]] = []
    for projection, found in measured.items():
        actors = [actor for actor in found.network.actors if actor.measures.get("constraint") is not None]
        actors.sort(key=lambda actor: (actor.measures["constraint"] or 0, actor.kind, actor.code))
        rows += [[names_of(projection)[1], *actor_cells(actor), *(actor.measures[name] for name in HOLES)] for actor in actors]
    problems = [problem for problem in map(problems_of, measured.values()) if problem]
    return Table(
        messages.STRUCTURAL_HOLES.format(),
        [*columns_of((headings.NETWORK, "general")), *ACTOR_COLUMNS, *measure_columns(HOLES)],
        rows,
        messages.STRUCTURAL_HOLES_METHOD.format(),
        joined_problems(problems),
    )
