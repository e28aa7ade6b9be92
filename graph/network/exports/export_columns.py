"""The attributes of actors and ties that all formats write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Final

from graph.network.exports.export_network import ExportActor, ExportNetwork, ExportTie

CellValue = str | float | int | bool | None
MAX_CELL_TEXT: Final = 32_767
"""Characters per cell of a spreadsheet."""
DATES: Final = frozenset({"valid_from", "valid_to", "since", "until"})
"""Columns of ISO dates."""


class ValueType(Enum):
    TEXT = "string"
    BOOLEAN = "boolean"
    INTEGER = "int"
    NUMBER = "double"


@dataclass(frozen=True)
class ActorColumn:
    name: str
    type: ValueType
    value: Callable[[ExportActor], CellValue]


@dataclass(frozen=True)
class TieColumn:
    name: str
    type: ValueType
    value: Callable[[ExportTie], CellValue]


@dataclass(frozen=True)
class TableColumn:
    name: str
    type: ValueType
    values: Sequence[CellValue]


def actor_columns(network: ExportNetwork) -> list[ActorColumn]:
    """Returns the columns after the id, with two-mode marks of networkx (`bipartite`) and igraph (`type`)."""
    columns = [
        ActorColumn("code", ValueType.TEXT, attrgetter("code")),
        ActorColumn("name", ValueType.TEXT, attrgetter("name")),
        ActorColumn("kind", ValueType.TEXT, attrgetter("kind")),
        ActorColumn("kind_zh", ValueType.TEXT, attrgetter("kind_zh")),
        ActorColumn("kind_en", ValueType.TEXT, attrgetter("kind_en")),
        ActorColumn("in_scope", ValueType.BOOLEAN, attrgetter("in_scope")),
        ActorColumn("valid_from", ValueType.TEXT, lambda actor: actor.valid_from and actor.valid_from.isoformat()),
        ActorColumn("valid_to", ValueType.TEXT, lambda actor: actor.valid_to and actor.valid_to.isoformat()),
        ActorColumn("provenance", ValueType.TEXT, attrgetter("provenance")),
    ]
    if network.two_mode:
        columns += [
            ActorColumn("mode", ValueType.TEXT, attrgetter("mode")),
            ActorColumn("bipartite", ValueType.INTEGER, lambda actor: int(actor.mode == "TWO")),
            ActorColumn("type", ValueType.BOOLEAN, lambda actor: actor.mode == "TWO"),
        ]
    return columns + [_measure_column(name, network) for name in network.measures]


def tie_columns() -> list[TieColumn]:
    """Returns the columns after source and target."""
    return [
        TieColumn("relation", ValueType.TEXT, attrgetter("relation")),
        TieColumn("weight", ValueType.NUMBER, attrgetter("weight")),
        TieColumn("links", ValueType.INTEGER, attrgetter("links")),
        TieColumn("since", ValueType.TEXT, lambda tie: tie.since and tie.since.isoformat()),
        TieColumn("until", ValueType.TEXT, lambda tie: tie.until and tie.until.isoformat()),
        TieColumn("provenance", ValueType.TEXT, attrgetter("provenance")),
    ]


def actor_table(network: ExportNetwork) -> list[TableColumn]:
    """Returns all actors, `id` first."""
    ids = TableColumn("id", ValueType.TEXT, [actor.id for actor in network.actors])
    others = actor_columns(network)
    return [ids, *(TableColumn(each.name, each.type, [each.value(actor) for actor in network.actors]) for each in others)]


def tie_table(network: ExportNetwork) -> list[TableColumn]:
    """Returns all ties, `source` and `target` first."""
    sources = TableColumn("source", ValueType.TEXT, [tie.source for tie in network.ties])
    targets = TableColumn("target", ValueType.TEXT, [tie.target for tie in network.ties])
    others = tie_columns()
    return [
        sources,
        targets,
        *(TableColumn(each.name, each.type, [each.value(tie) for tie in network.ties]) for each in others),
    ]


def about_table(network: ExportNetwork) -> list[TableColumn]:
    return [
        TableColumn("name", ValueType.TEXT, list(network.about)),
        TableColumn("value", ValueType.TEXT, list(network.about.values())),
    ]


def text_of(value: CellValue) -> str:
    """Returns the text of a value other than None, as in XML Schema and CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _measure_column(name: str, network: ExportNetwork) -> ActorColumn:
    values = [actor.measures.get(name) for actor in network.actors]
    whole = all(isinstance(value, int) for value in values if value is not None)
    return ActorColumn(name, ValueType.INTEGER if whole else ValueType.NUMBER, lambda actor: actor.measures.get(name))
