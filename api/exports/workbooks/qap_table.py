"""The table of QAP correlations of shared membership."""

from typing import Final

from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Table, cells_at, columns_of, joined_problems
from graph.errors import UserError
from graph.messages import checkup_workbook as messages
from graph.messages import headings
from graph.messages.language import BilingualText

PERMUTATIONS: Final = 1_000
SEED: Final = 1
SAME_TOWNSHIP: Final = (messages.SAME_TOWNSHIP.format(), {"same": "TOWNSHIP"})
SAME_TYPE: Final = (messages.SAME_TYPE.format(), {"same": "TYPE"})
SAME_ALLIANCE: Final = (messages.ALLIANCES_SHARED.format(), {"overlap": "ALLY_OVERLAP"})
VARIABLES: Final = (
    (
        "MEMBER_UNIT",
        messages.COMMITTEES_SHARED.format(),
        {"overlap": "UNIT_OVERLAP"},
        (SAME_TOWNSHIP, SAME_TYPE, SAME_ALLIANCE),
    ),
    ("JOINT_COMMITTEE", messages.UNITS_SHARED.format(), {"overlap": "COMMITTEE_OVERLAP"}, (SAME_TOWNSHIP, SAME_ALLIANCE)),
)
"""The actors, the explained variable with its title, and the explaining variables."""
_CORRELATION: Final = """
query ($scope: String!, $asOf: Date!, $actors: Kind!, $a: Dyads!, $b: Dyads!, $permutations: Int!, $seed: Int!) {
  networkCorrelation(scope: $scope, asOf: $asOf, actors: $actors, a: $a, b: $b, permutations: $permutations, seed: $seed) {
    actors pairs r jaccard pGreater pLess permutationMean permutationSd
  }
}
"""


async def qap_table(questions: Questions) -> Table:
    rows: list[list[Cell]] = []
    problems: list[BilingualText] = []
    for actors, name, a, others in VARIABLES:
        for other_name, b in others:
            given = {"actors": actors, "a": a, "b": b, "permutations": PERMUTATIONS, "seed": SEED}
            try:
                found = (await questions.answer(_CORRELATION, **given))["networkCorrelation"]
            except UserError as error:
                problems.append(messages.NO_CORRELATION.format(variable=name, compared=other_name, problem=error.message))
                continue
            if found is not None:
                paths = ("actors", "pairs", "r", "jaccard", "pGreater", "pLess", "permutationMean", "permutationSd")
                rows.append([actors, name, other_name, *cells_at(found, *paths)])
    columns = columns_of(
        (headings.KIND_OF_ACTORS, "general"),
        (headings.VARIABLE, "general"),
        (headings.COMPARED_WITH, "general"),
        (headings.NUMBER_OF_ACTORS, "integer"),
        (headings.PAIRS, "integer"),
        (headings.CORRELATION, "number"),
        (headings.JACCARD, "number"),
        (headings.P_GREATER, "number"),
        (headings.P_LESS, "number"),
        (headings.MEAN_OF_PERMUTATIONS, "number"),
        (headings.SD_OF_PERMUTATIONS, "number"),
    )
    return Table(
        messages.QAP_CORRELATIONS.format(),
        columns,
        rows,
        messages.QAP_CORRELATIONS_METHOD.format(permutations=PERMUTATIONS, seed=SEED),
        joined_problems(problems),
    )
