"""A network as tables. Files have its order of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

SUBGROUP: Final = "subgroup"
"""The measure whose values are numbers of groups."""


@dataclass(frozen=True, slots=True)
class ExportActor:
    id: str
    """The code, or `Kind:code` if the network has several kinds."""
    code: str
    kind: str
    kind_zh: str
    kind_en: str
    name: str
    in_scope: bool
    provenance: str
    mode: str | None = None
    """ONE, TWO, or None in a one-mode network."""
    valid_from: date | None = None
    valid_to: date | None = None
    """The first day after its validity."""
    measures: Mapping[str, float | int | None] = field(default_factory=dict[str, float | int | None])
    """By name in `ExportNetwork.measures`; null if missing."""


@dataclass(frozen=True, slots=True)
class ExportTie:
    source: str
    target: str
    """Ids of actors."""
    weight: float
    links: int
    provenance: str
    relation: str | None = None
    since: date | None = None
    until: date | None = None
    """The first day after its validity."""


@dataclass(frozen=True)
class ExportNetwork:
    actors: list[ExportActor]
    ties: list[ExportTie]
    directed: bool
    about: Mapping[str, str]
    """Facts about the whole network, written first: `citation`, `query`, `as_of`, `revision` and others."""
    measures: tuple[str, ...] = ()
    """Columns of the actors."""
    two_mode: bool = False

    @property
    def has_parallel_ties(self) -> bool:
        """Whether several ties join the same two actors."""
        if self.directed:
            return len({(tie.source, tie.target) for tie in self.ties}) < len(self.ties)
        return len({frozenset((tie.source, tie.target)) for tie in self.ties}) < len(self.ties)


def rows_and_columns(network: ExportNetwork) -> tuple[list[ExportActor], list[ExportActor]]:
    """Returns the actors of mode ONE and of mode TWO, or all actors twice."""
    if not network.two_mode:
        return network.actors, network.actors
    return [actor for actor in network.actors if actor.mode == "ONE"], [
        actor for actor in network.actors if actor.mode == "TWO"
    ]
