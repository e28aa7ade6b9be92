"""Reports violations of the integrity rules with their rows."""

from collections.abc import Iterator
from typing import Final

from graph.messages import seeds as messages
from graph.messages.message import Message
from graph.model.declarations import INT32_MAX
from graph.model.divisions import COMMUNITY, POPULATION
from graph.model.integrity import Rule, Violation, violations
from seeds.loader.errors import SeedProblem, masked_problem
from seeds.loader.records import CityRecords, Link
from seeds.loader.table_schemas import FROM, TO

_SINCE: Final = "since"
_MESSAGES: Final[dict[Rule, Message]] = {
    Rule.SELF_LINK: messages.SELF_LINK,
    Rule.DUPLICATE_LINK: messages.DUPLICATE_LINK_IN_FILE,
    Rule.WRONG_DIRECTION: messages.WRONG_DIRECTION_IN_FILE,
    Rule.WRONG_GRID_SIZE: messages.WRONG_GRID_SIZE_IN_FILE,
    Rule.SECOND_PARENT: messages.SECOND_PARENT_IN_FILE,
    Rule.SECOND_HOME: messages.SECOND_HOME_IN_FILE,
}
"""The parser of rows reports wrong ends."""


def integrity_violations(city: CityRecords) -> Iterator[SeedProblem]:
    """Yields contradictions between rows that are valid by themselves."""
    entities = {entity.key: entity for entity in city.entities}
    yield from map(_problem, violations(city.links, entities))
    yield from _too_many_people(city)


def _too_many_people(city: CityRecords) -> Iterator[SeedProblem]:
    """Reports the community with which the sum of residents exceeds GraphQL's Int."""
    total = 0
    for community in city.entities_of(COMMUNITY):
        people = community.values["population"]
        total += people if isinstance(people, int) else 0
        if total > INT32_MAX:
            message = messages.TOO_MANY_PEOPLE.format(maximum=INT32_MAX)
            yield masked_problem(community.location, POPULATION.name, str(people), message)
            return


def _problem(violation: Violation[Link]) -> SeedProblem:
    link, other = violation.link, violation.other
    values = {
        "relation": link.relation.name,
        "upper": link.start.kind.label,
        "lower": link.end.kind.label,
        "size": violation.grid_size,
        "entity": violation.entity,
        "line": other and other.location.line,
        "other": other and violation.other_home,
    }
    column = _SINCE if other else FROM if violation.at_start else TO
    value = {FROM: link.start.code, TO: link.end.code}.get(column, str(link.values.get(column, "")))
    return masked_problem(link.location, column, value, _MESSAGES[violation.rule].format(**values))
