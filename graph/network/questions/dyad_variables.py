"""Reads dyadic variables: projects networks, and reads numbers with one statement."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast

import numpy as np

from graph.compiler.context import FieldContext
from graph.coverage.columns.property_records import ReadProperties
from graph.database.statement import READ_REVISION, Statement
from graph.errors import UserError
from graph.messages import dyads as messages
from graph.model.declarations import Kind
from graph.network.measures.dyads import DifferenceDyads, Dyads, HopDyads, SameDyads, TieDyads
from graph.network.measures.grouping import groups_of
from graph.network.measures.matrices import undirected
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.actor_groups import labels_of
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.projection.projections import Boundary
from graph.network.questions.dyad_specs import DyadSpec, actors_alone
from graph.network.questions.fitting_division import fitting_division, network_of_division
from graph.network.questions.network_source import network_on, network_snapshot
from graph.network.questions.part_store import PartQuestion
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import SORTED_KINDS

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

MAX_ACTORS: Final = 2_000


@dataclass(frozen=True)
class DyadQuestion:
    """Which dyadic variables to compute. `actors`: the kind of the actors."""

    scope: str
    actors: Kind
    boundary: Boundary
    day: date
    specs: tuple[DyadSpec, ...]


@dataclass(frozen=True)
class DyadVariables:
    """Dyadic variables in the order of the question, for `size` actors."""

    size: int
    variables: list[Dyads]


async def dyad_variables(context: FieldContext, question: DyadQuestion) -> DyadVariables | None:
    """Returns None if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE) and RevisionChanged. Actors are valid
    entities of the kind with a home in the scope, and those in a variable's network.
    """
    networks: list[ProjectedNetwork] = []
    projections = [actors_alone(question.actors), *(each.projection for each in question.specs if each.projection)]
    snapshot = await network_snapshot(context, projections, PartQuestion(question.scope, question.day))
    for projection in projections:
        of_one = NetworkQuestion(question.scope, projection, question.boundary, question.day)
        kept = await network_on(context, snapshot, of_one)
        if kept is None:
            return None
        networks.append(kept.network)
    statement = _numbers_statement(question)
    rows = await context.read_at(statement, networks[0].snapshot.revision)
    return await asyncio.to_thread(_variables, question, networks, rows)


def _numbers_statement(question: DyadQuestion) -> Statement:
    numbers = tuple(dict.fromkeys(each.number for each in question.specs if each.number))
    return ReadProperties({question.actors.label: numbers}, {}).statement() if numbers else READ_REVISION


def _variables(question: DyadQuestion, networks: list[ProjectedNetwork], rows: list[list[Any]]) -> DyadVariables:
    base = _with_all_actors(question, networks)
    if len(base.actors) > MAX_ACTORS:
        raise _too_many(question, networks, base)
    of_specs = iter(networks[1:])
    numbers = _numbers(question, base, rows)
    found = [_variable(spec, base, next(of_specs) if spec.projection else base, numbers) for spec in question.specs]
    return DyadVariables(len(base.actors), found)


def _with_all_actors(question: DyadQuestion, networks: Sequence[ProjectedNetwork]) -> ProjectedNetwork:
    number, base = SORTED_KINDS.index(question.actors), networks[0]
    of_kind = [each.actors[each.snapshot.kind[each.actors] == number] for each in networks]
    actors = np.unique(np.concatenate(of_kind))
    nothing = np.zeros(0, np.int32)
    arrays = NetworkArrays(len(actors), nothing, nothing, np.zeros(0))
    return replace(base, actors=actors, in_scope=np.isin(actors, base.actors), arrays=arrays)


def _too_many(question: DyadQuestion, networks: Sequence[ProjectedNetwork], base: ProjectedNetwork) -> UserError:
    size = len(base.actors)

    def is_small(division: int) -> bool:
        found = [network_of_division(each, each.question, division) for each in networks]
        made = [each for each in found if each is not None]
        return len(made) == len(found) and len(_with_all_actors(question, made).actors) <= MAX_ACTORS

    fits = fitting_division(base, lambda arrays: arrays.size <= MAX_ACTORS, is_small)
    if fits is None:
        return UserError(messages.TOO_MANY_ACTORS, size=size, maximum=MAX_ACTORS)
    return UserError(
        messages.TOO_MANY_ACTORS_FITS, {"fits": fits.code}, size=size, maximum=MAX_ACTORS, kind=fits.kind, code=fits.code
    )


def _numbers(question: DyadQuestion, base: ProjectedNetwork, rows: list[list[Any]]) -> Mapping[str, Any]:
    """Returns the actors' numbers by name, NaN if missing."""
    numbers = tuple(dict.fromkeys(each.number for each in question.specs if each.number))
    if not numbers:
        return {}
    records = ReadProperties({question.actors.label: numbers}, {}).decode(rows).entities
    found: dict[str, Any] = {}
    nodes = cast(list[int], base.snapshot.node_id[base.actors].tolist())
    for prop in numbers:
        ids, values = records[question.actors, prop]
        by_node = {node: value for node, value in zip(ids, values, strict=True) if isinstance(value, int | float)}
        found[prop.name] = np.array([float(by_node.get(node, np.nan)) for node in nodes])
    return found


def _variable(spec: DyadSpec, base: ProjectedNetwork, network: ProjectedNetwork, numbers: Mapping[str, Any]) -> Dyads:
    if spec.grouping is not None:
        return SameDyads(groups_of(labels_of(base, spec.grouping, np.arange(len(base.actors)))).number)
    if spec.number is not None:
        return DifferenceDyads(numbers[spec.number.name])
    if spec.kind_of == "hops":
        return HopDyads(network.arrays, _places(network, base.actors))
    if spec.kind_of == "shared":
        return _common_neighbours(network, base.actors)
    rows, columns = (_positions(base.actors, ends) for ends in (network.ties.one, network.ties.two))
    if not network.arrays.directed:
        rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
    values = np.resize(network.ties.weight, len(rows))
    between = (rows >= 0) & (columns >= 0)
    return TieDyads(rows[between], columns[between], values[between])


def _places(network: ProjectedNetwork, actors: IndexArray) -> IndexArray:
    return _positions(network.actors, actors)


def _positions(sorted_actors: IndexArray, wanted: IndexArray) -> IndexArray:
    if not len(sorted_actors):
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(sorted_actors, wanted), len(sorted_actors) - 1)
    return np.where(sorted_actors[place] == wanted, place, -1)


def _common_neighbours(network: ProjectedNetwork, actors: IndexArray) -> TieDyads:
    places = _places(network, actors)
    there = np.flatnonzero(places >= 0)
    rows = undirected(network.arrays)[places[there]]
    common = (rows @ rows.T).tocoo()
    row, column = common.coords
    apart = row != column
    return TieDyads(there[row[apart]], there[column[apart]], common.data[apart])
