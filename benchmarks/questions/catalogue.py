from benchmarks.questions import coverage, entities, linkage, what_if
from benchmarks.questions.comparison import QuestionComparison
from graph.database.database import Database


async def comparisons(database: Database) -> list[QuestionComparison]:
    return [
        *entities.COMPARISONS,
        *coverage.COMPARISONS,
        *linkage.COMPARISONS,
        *what_if.COMPARISONS,
        await what_if.simulate(database),
    ]
