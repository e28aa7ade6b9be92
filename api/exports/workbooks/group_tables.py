"""Tables of groups of actors: cohesive subgroups, core and periphery, CONCOR blocks."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from api.exports.workbooks.actor_tables import (
    ACTOR_COLUMNS,
    CONTINUOUS,
    CORE,
    PARTITION,
    POSITIONS,
    actor_cells,
    problems_of,
    result_of,
)
from api.exports.workbooks.network_tables import names_of
from api.exports.workbooks.sheets import Cell, Column, Table, columns_of, joined_problems
from graph.messages import checkup_workbook as messages
from graph.messages import headings
from graph.messages.language import BilingualText
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.export_reading import MeasuredNetwork
from graph.network.questions.measure_request import MeasureRequest

MeasuredNetworks = Mapping[str, MeasuredNetwork]
NETWORK_COLUMN: Final = columns_of((headings.NETWORK, "general"))


def _problem(measured: MeasuredNetworks) -> BilingualText | None:
    return joined_problems(problem for problem in map(problems_of, measured.values()) if problem)


def _name(projection: str) -> Cell:
    return names_of(projection)[1]


def _results(measured: MeasuredNetworks, request: MeasureRequest) -> list[tuple[str, MeasuredNetwork, Any]]:
    found = [(projection, network, result_of(network, request)) for projection, network in measured.items()]
    return [each for each in found if each[2] is not None]


# ---------------------------------------------------------------------------------------------------- subgroups
def subgroup_tables(measured: MeasuredNetworks) -> list[Table]:
    summary: list[list[Cell]] = []
    groups: list[list[Cell]] = []
    for projection, found, partition in _results(measured, PARTITION):
        sizes = np.bincount(partition.group)[1:].tolist()
        several = [size for size in sizes if size > 1]
        summary.append(
            [_name(projection), rounded_or_none(partition.modularity), len(sizes), len(several), partition.method.algorithm]
        )
        densities = _densities_within(found, partition.group)
        groups += [[_name(projection), number, size, densities[number]] for number, size in enumerate(sizes, 1) if size > 1]
    columns = columns_of(
        (headings.MODULARITY, "number"),
        (headings.GROUPS, "integer"),
        (headings.GROUPS_OF_TWO_OR_MORE, "integer"),
        (headings.ALGORITHM, "general"),
    )
    of_groups = columns_of(
        (headings.SUBGROUP_NUMBER, "integer"), (headings.SIZE, "integer"), (headings.SUBGROUP_DENSITY, "number")
    )
    method = messages.PARTITIONS_METHOD.format()
    return [
        Table(messages.PARTITIONS.format(), [*NETWORK_COLUMN, *columns], summary, method, _problem(measured)),
        Table(
            messages.COHESIVE_SUBGROUPS.format(),
            [*NETWORK_COLUMN, *of_groups],
            groups,
            messages.COHESIVE_SUBGROUPS_METHOD.format(),
        ),
    ]


def _densities_within(found: MeasuredNetwork, group: Any) -> dict[int, Cell]:
    """Returns ties per pair of actors, by number of the group."""
    places = {actor.id: place for place, actor in enumerate(found.network.actors)}
    sizes, ties = np.bincount(group), np.zeros(group.max(initial=0) + 1)
    for tie in found.network.ties:
        one, two = group[places[tie.source]], group[places[tie.target]]
        ties[one] += one == two
    return {
        number: rounded_or_none(float(ties[number] / (size * (size - 1) / 2)))
        for number, size in enumerate(sizes.tolist())
        if size > 1
    }


# ---------------------------------------------------------------------------------------------------- core and periphery
def core_tables(measured: MeasuredNetworks) -> list[Table]:
    summary: list[list[Cell]] = []
    members: list[list[Cell]] = []
    for projection, found, core in _results(measured, CORE):
        (first, second), (third, fourth) = core.densities
        numbers = [rounded_or_none(core.fit), int(core.core.sum()), *map(rounded_or_none, (first, second, third, fourth))]
        continuous = result_of(found, CONTINUOUS)
        summary.append([_name(projection), *numbers, None if continuous is None else rounded_or_none(continuous.fit)])
        actors = [actor for actor, is_core in zip(found.network.actors, core.core.tolist(), strict=True) if is_core]
        members += [[_name(projection), *actor_cells(actor)] for actor in actors]
    columns = columns_of(
        (headings.FIT, "number"),
        (headings.CORE_SIZE, "integer"),
        (headings.DENSITY_WITHIN_CORE, "number"),
        (headings.DENSITY_CORE_TO_PERIPHERY, "number"),
        (headings.DENSITY_PERIPHERY_TO_CORE, "number"),
        (headings.DENSITY_WITHIN_PERIPHERY, "number"),
        (headings.FIT_CONTINUOUS, "number"),
    )
    method = messages.CORE_AND_PERIPHERY_METHOD.format()
    return [
        Table(messages.CORE_AND_PERIPHERY.format(), [*NETWORK_COLUMN, *columns], summary, method, _problem(measured)),
        Table(
            messages.ACTORS_OF_THE_CORE.format(),
            [*NETWORK_COLUMN, *ACTOR_COLUMNS],
            members,
            messages.ACTORS_OF_THE_CORE_METHOD.format(),
        ),
    ]


# ---------------------------------------------------------------------------------------------------- blocks
def position_tables(measured: MeasuredNetworks) -> list[Table]:
    found = _results(measured, POSITIONS)
    most = max((len(positions.densities) for _, _, positions in found), default=1)
    rows: list[list[Cell]] = []
    for projection, _, positions in found:
        sizes = np.bincount(positions.block)[1:].tolist()
        for number, (size, densities) in enumerate(zip(sizes, positions.densities, strict=True), 1):
            padded = [*map(rounded_or_none, densities), *([None] * (most - len(densities)))]
            rows.append([_name(projection), rounded_or_none(positions.r_squared), number, size, *padded])
    columns: Sequence[Column] = columns_of(
        (headings.R_SQUARED, "number"), (headings.BLOCK, "integer"), (headings.SIZE, "integer")
    )
    densities = [Column(headings.DENSITY_TO_BLOCK.format(number=number), "number") for number in range(1, most + 1)]
    method = messages.CONCOR_BLOCKS_METHOD.format()
    title = messages.CONCOR_BLOCKS.format()
    return [Table(title, [*NETWORK_COLUMN, *columns, *densities], rows, method, _problem(measured))]
