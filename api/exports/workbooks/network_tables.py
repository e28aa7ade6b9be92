"""Tables of whole networks: size and density, distances, centralization, provenance of the ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Column, Table, cells_at, columns_of, joined_problems
from graph.errors import UserError
from graph.messages import checkup_workbook as messages
from graph.messages import headings
from graph.messages.language import BilingualText
from graph.network.projection.projections import PROJECTIONS

NETWORKS: Final = tuple(name for name in PROJECTIONS if name != "EVERYTHING" and not name.endswith(")"))
NAME_COLUMNS: Final = columns_of((headings.NETWORK, "general"), (headings.NAME, "general"))
_NETWORK: Final = """
query ($scope: String!, $asOf: Date!, $projection: Projection!, $budget: Int!) {
  network(scope: $scope, asOf: $asOf, projection: $projection, budget: $budget) {
    directed twoMode nodeCount tieCount linkCount isolates outOfScope unsurveyed density densityHigh averageDegree averageWeight
    components largestComponent transitivity reciprocity
    modes { mode kinds nodeCount isolates averageDegree }
    byProvenance { provenance ties }
    clustering { robinsAlexander opsahlOne opsahlTwo }
    degree: centralization(measure: DEGREE) degreeTwo: centralization(measure: DEGREE, mode: TWO)
    betweenness: centralization(measure: BETWEENNESS) betweennessTwo: centralization(measure: BETWEENNESS, mode: TWO)
    closeness: centralization(measure: CLOSENESS) closenessTwo: centralization(measure: CLOSENESS, mode: TWO)
  }
}
"""
_DISTANCES: Final = """
query ($scope: String!, $asOf: Date!, $projection: Projection!, $budget: Int!) {
  network(scope: $scope, asOf: $asOf, projection: $projection, budget: $budget) {
    distances { reachablePairs average diameter compactness method { exact } }
  }
}
"""
BUDGET: Final = 60


@dataclass(frozen=True)
class NetworkTables:
    """The tables of all networks of a scope. `answers`: the response of the API for each projection."""

    tables: Sequence[Table]
    answers: Mapping[str, Any]


def names_of(projection: str) -> list[Cell]:
    chinese = PROJECTIONS[projection].meaning.partition("，")[0].partition("。")[0]
    return [projection, BilingualText(projection.replace("_", " ").capitalize(), chinese)]


async def network_tables(questions: Questions) -> NetworkTables:
    answers: dict[str, Any] = {}
    distances: dict[str, Any] = {}
    problems: list[BilingualText] = []
    for name in NETWORKS:
        answers[name] = await questions.of_scope(_NETWORK, "network", projection=name, budget=BUDGET)
        try:
            distances[name] = (await questions.of_scope(_DISTANCES, "network", projection=name, budget=BUDGET))["distances"]
        except UserError as error:
            problems.append(error.message.prefixed(f"{name}: "))
    return NetworkTables([_sizes(answers), _distances(distances, problems), _centralization(answers)], answers)


def _rows(answers: Mapping[str, Any], *paths: str) -> list[list[Cell]]:
    return [[*names_of(name), *cells_at(answer, *paths)] for name, answer in answers.items()]


def _sizes(answers: Mapping[str, Any]) -> Table:
    columns: list[Column] = columns_of(
        (headings.NETWORK_SIZE, "integer"),
        (headings.TIES, "integer"),
        (headings.ISOLATES, "integer"),
        (headings.OUT_OF_SCOPE, "integer"),
        (headings.UNSURVEYED, "integer"),
        (headings.DENSITY, "number"),
        (headings.DENSITY_HIGH, "number"),
        (headings.AVERAGE_DEGREE, "number"),
        (headings.AVERAGE_WEIGHT, "number"),
        (headings.COMPONENTS, "integer"),
        (headings.SIZE_OF_LARGEST_COMPONENT, "integer"),
        (headings.TRANSITIVITY, "number"),
        (headings.RECIPROCITY, "number"),
    )
    paths = ("nodeCount", "tieCount", "isolates", "outOfScope", "unsurveyed", "density", "densityHigh", "averageDegree")
    more = ("averageWeight", "components", "largestComponent", "transitivity", "reciprocity")
    return Table(
        messages.SIZE_AND_DENSITY.format(),
        [*NAME_COLUMNS, *columns],
        _rows(answers, *paths, *more),
        messages.SIZE_AND_DENSITY_METHOD.format(),
    )


def _distances(distances: Mapping[str, Any], problems: Sequence[BilingualText]) -> Table:
    columns = columns_of(
        (headings.REACHABLE_PAIRS, "integer"),
        (headings.AVERAGE_DISTANCE, "number"),
        (headings.DIAMETER, "integer"),
        (headings.COMPACTNESS, "number"),
        (headings.EXACT, "general"),
    )
    return Table(
        messages.DISTANCES.format(),
        [*NAME_COLUMNS, *columns],
        _rows(distances, "reachablePairs", "average", "diameter", "compactness", "method.exact"),
        messages.DISTANCES_METHOD.format(),
        joined_problems(problems),
    )


def _centralization(answers: Mapping[str, Any]) -> Table:
    columns = columns_of(
        (headings.DEGREE_CENTRALIZATION, "number"),
        (headings.BETWEENNESS_CENTRALIZATION, "number"),
        (headings.CLOSENESS_CENTRALIZATION, "number"),
        (headings.DEGREE_CENTRALIZATION_TWO, "number"),
        (headings.BETWEENNESS_CENTRALIZATION_TWO, "number"),
        (headings.CLOSENESS_CENTRALIZATION_TWO, "number"),
    )
    paths = ("degree", "betweenness", "closeness", "degreeTwo", "betweennessTwo", "closenessTwo")
    rows = [
        [
            *names_of(name),
            *(value if answer["twoMode"] or place < 3 else None for place, value in enumerate(cells_at(answer, *paths))),
        ]
        for name, answer in answers.items()
    ]
    return Table(
        messages.CENTRALIZATION.format(),
        [*NAME_COLUMNS, *columns],
        rows,
        messages.CENTRALIZATION_METHOD.format(),
    )


def provenance_table(networks: NetworkTables) -> Table:
    rows = [
        [*names_of(name), each["provenance"], each["ties"]]
        for name, answer in networks.answers.items()
        for each in answer["byProvenance"]
    ]
    return Table(
        messages.TIES_BY_PROVENANCE.format(),
        [*NAME_COLUMNS, *columns_of((headings.PROVENANCE, "general"), (headings.TIES, "integer"))],
        rows,
        messages.TIES_BY_PROVENANCE_METHOD.format(),
    )
