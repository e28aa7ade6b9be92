"""The request for an export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self

from graph.errors import UserError
from graph.messages import network as messages
from graph.messages.language import listing
from graph.model.branches import Sector
from graph.model.committees import UnitType
from graph.model.common_properties import Provenance
from graph.model.registry import KIND_BY_NAME, RELATIONS
from graph.network.exports.csv_zip import ENCODINGS
from graph.network.exports.export_network import SUBGROUP
from graph.network.measures.measure import Measure
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projections import PROJECTIONS, Boundary, Projection, overlap_of_mode
from graph.network.questions.measure_request import MeasureRequest

LANGUAGES: Final = ("zh", "en")
PARAMETERS: Final = (
    "scope",
    "asOf",
    "boundary",
    "relations",
    "kinds",
    "unitTypes",
    "sectors",
    "provenance",
    "minWeight",
    "measures",
    "mode",
    "seed",
    "encoding",
    "lang",
)
_LISTS: Final[Mapping[str, Sequence[str]]] = {
    "relations": tuple(RELATIONS),
    "kinds": tuple(KIND_BY_NAME),
    "unitTypes": tuple(UnitType.__members__),
    "sectors": tuple(Sector.__members__),
    "provenance": tuple(Provenance.__members__),
}

_TAKE_SEVERAL: Final = (*_LISTS, "measures")


def joined_parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Joins values of a repeated list. Raises UserError (BAD_ARGUMENT) for another repeated parameter."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found and name in PARAMETERS and name not in _TAKE_SEVERAL:
            raise UserError(messages.REPEATED_PARAMETER, name=name, names=listing(_TAKE_SEVERAL))
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


@dataclass(frozen=True)
class ExportQuestion:
    """The checked parameters of an export. `measures`: fields of an actor that become columns. `seed`: of subgroups."""

    network: NetworkQuestion
    measures: tuple[str, ...]
    seed: int
    encoding: str
    language: str

    @classmethod
    def of(cls, projection: str, parameters: Mapping[str, str], today: date) -> Self:
        """Reads a projection's name and an address's parameters, lists with commas. Raises UserError (BAD_ARGUMENT)."""
        require_known(parameters, PARAMETERS)
        where: dict[str, Any] = {
            name: _list(parameters, name, allowed) for name, allowed in _LISTS.items() if name in parameters
        }
        if "minWeight" in parameters:
            where["minWeight"] = _number(parameters, "minWeight", float)
        boundary = one_of("boundary", parameters.get("boundary", "ANCHOR"), Boundary.__members__)
        day = date_of(parameters["asOf"]) if "asOf" in parameters else today
        question = NetworkQuestion.of(
            {"scope": parameters["scope"], "projection": _Value(projection), "boundary": _Value(boundary), "where": where}, day
        )
        return cls(
            replace(question, projection=_of_mode(question.projection, parameters.get("mode"))),
            _measures(parameters.get("measures", "")),
            _number(parameters, "seed", int) if "seed" in parameters else 1,
            one_of("encoding", parameters.get("encoding", "utf-8"), ENCODINGS),
            one_of("lang", parameters.get("lang", LANGUAGES[0]), LANGUAGES),
        )

    def request_of(self, measure: str) -> MeasureRequest:
        if measure == SUBGROUP:
            return MeasureRequest.of("subgroups", method="LEIDEN", resolution=1.0, seed=self.seed)
        return MeasureRequest(measure)


@dataclass(frozen=True)
class _Value:
    """Stands for a member of a GraphQL enum."""

    value: str


def projection_of_path(name: str) -> Projection | None:
    """Returns the projection with a kebab-case name such as unit-overlap."""
    return PROJECTIONS.get(name.replace("-", "_").upper()) if name == name.lower() and "_" not in name else None


def path_of_projection(projection: Projection) -> str:
    return projection.name.lower().replace("_", "-")


def require_known(parameters: Mapping[str, str], names: Sequence[str]) -> None:
    """Raises UserError (BAD_ARGUMENT) for other parameters than `names`, or without `scope`."""
    for name in parameters:
        if name not in names:
            raise UserError(messages.UNKNOWN_PARAMETER, name=name, names=listing(names))
    if not parameters.get("scope"):
        raise UserError(messages.SCOPE_MISSING)


def _of_mode(projection: Projection, mode: str | None) -> Projection:
    """Returns the overlap of a mode. Raises UserError (BAD_ARGUMENT) for a one-mode projection."""
    if mode is None:
        return projection
    one_of("mode", mode, ("ONE", "TWO"))
    if not projection.two_mode:
        raise UserError(messages.MODE_OF_ONE_MODE, projection=projection.name)
    return overlap_of_mode(projection, mode)


def _measures(text: str) -> tuple[str, ...]:
    """Returns fields in the given order, named by field or enum value."""
    by_name = {measure.name: measure.value for measure in Measure} | {measure.value: measure.value for measure in Measure}
    by_name |= {SUBGROUP: SUBGROUP, SUBGROUP.upper(): SUBGROUP}
    names = [each.strip() for each in text.split(",") if each.strip()]
    return tuple(dict.fromkeys(by_name[one_of("measures", name, by_name)] for name in names))


def _list(parameters: Mapping[str, str], name: str, allowed: Sequence[str]) -> list[str]:
    values = [each.strip() for each in parameters[name].split(",") if each.strip()]
    return [one_of(name, each, allowed) for each in values]


def one_of(name: str, value: str, allowed: Any) -> str:
    """Raises UserError (BAD_ARGUMENT) for a value that is not allowed."""
    if value not in allowed:
        raise UserError(messages.UNKNOWN_VALUE, name=name, value=value, values=listing(allowed))
    return value


def _number(parameters: Mapping[str, str], name: str, of_type: Any) -> Any:
    try:
        number = of_type(parameters[name])
    except ValueError:
        raise UserError(messages.NOT_A_NUMBER, name=name, value=parameters[name]) from None
    if number != number or number in (float("inf"), float("-inf")) or (of_type is int and not 0 <= number < 2**31):
        raise UserError(messages.NOT_A_NUMBER, name=name, value=parameters[name])
    return number


def date_of(text: str) -> date:
    """Raises UserError (BAD_ARGUMENT)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(messages.AS_OF_NOT_A_DATE, value=text) from None
