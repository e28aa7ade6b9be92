"""A network as tables, from which the files are written. The order of rows is the order in the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ExportActor:
    id: str
    """The code; `Kind:code` if the network has several kinds."""
    code: str
    kind: str
    kind_zh: str
    kind_en: str
    name: str
    in_scope: bool
    provenance: str
    mode: str | None = None
    """ONE or TWO; None in a one-mode network."""
    valid_from: date | None = None
    valid_to: date | None = None
    """The first day on which it is not valid."""
    measures: Mapping[str, float | int | None] = field(default_factory=dict[str, float | int | None])
    """By the names in `ExportNetwork.measures`; a missing one is null."""


@dataclass(frozen=True, slots=True)
class ExportTie:
    source: str
    target: str
    """The ids of the actors."""
    weight: float
    links: int
    provenance: str
    relation: str | None = None
    since: date | None = None
    until: date | None = None
    """The first day on which it is not valid."""


@dataclass(frozen=True)
class ExportNetwork:
    actors: list[ExportActor]
    ties: list[ExportTie]
    directed: bool
    about: Mapping[str, str]
    """Texts of the whole network: `citation`, `query`, `as_of`, `revision` and others; they come first in the files."""
    measures: tuple[str, ...] = ()
    """The names of the measures, which are columns of the actors."""
    two_mode: bool = False

    @property
    def has_parallel_ties(self) -> bool:
        """Whether two ties join the same actors."""
        if self.directed:
            return len({(tie.source, tie.target) for tie in self.ties}) < len(self.ties)
        return len({frozenset((tie.source, tie.target)) for tie in self.ties}) < len(self.ties)


def rows_and_columns(network: ExportNetwork) -> tuple[list[ExportActor], list[ExportActor]]:
    """Returns the actors of mode ONE and those of mode TWO; all of them twice in a one-mode network."""
    if not network.two_mode:
        return network.actors, network.actors
    return [actor for actor in network.actors if actor.mode == "ONE"], [
        actor for actor in network.actors if actor.mode == "TWO"
    ]
