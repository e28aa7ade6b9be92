"""A response about a network, with the entities that the following statement projects."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import Any, cast

from graph.compiler.as_of import AsOf
from graph.compiler.cursors import CursorCodec, ListQuestion
from graph.compiler.selections import SelectedField, Variables
from graph.errors import UserError
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.measure_request import MeasureRequest
from graph.snapshot.snapshot import Snapshot


@dataclass(frozen=True)
class Deferred:
    """A value of the response that the last statement reads. `what`: the entity or link. `container` and `place`: the place of its value in the response."""

    container: Any
    place: Any
    what: Any


@dataclass
class NetworkExecution:
    """The state of one response about a network.

    `results`: by request, a result or an error. `deferred`: what the statement projects, by slot. `kept`: the question's
    network. `network`: the same, or an overlap of it. `is_earlier`: of an earlier revision, named by a cursor.
    """

    kept: KeptNetwork
    network: ProjectedNetwork
    variables: Variables
    as_of: AsOf
    results: Mapping[MeasureRequest, Any]
    is_earlier: bool = False
    deferred: dict[int, list[Deferred]] = field(default_factory=dict[int, list[Deferred]])
    _snapshot: Snapshot | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The network's snapshot, with current node ids."""
        return self._snapshot or self.network.snapshot

    def renumber(self, node_ids: Mapping[int, int]) -> None:
        """Replaces Neo4j's internal ids of the projected entities by current ones. `node_ids`: by entity."""
        numbers = self.network.snapshot.node_id.copy()
        numbers[list(node_ids)] = list(node_ids.values())
        self._snapshot = replace(self.network.snapshot, node_id=numbers)

    @property
    def deferred_entities(self) -> set[int]:
        """Entities that the statement projects, also in lists."""
        found = (each.what for deferred in self.deferred.values() for each in deferred)
        return {entity for what in found for entity in _entities(what)}

    def arguments(self, selected: SelectedField) -> dict[str, Any]:
        return self.variables.arguments(selected)

    def cursors(self, path: tuple[SelectedField, ...], owner: str) -> CursorCodec:
        """Returns a list's cursors. `owner`: what else its rows belong to."""
        return CursorCodec(ListQuestion(path).digest(self.variables), f"{owner}{self.as_of.id_suffix}")

    def defer(self, slot: int, container: Any, place: Any, what: Any) -> None:
        """Leaves a place of the response to the statement."""
        self.deferred.setdefault(slot, []).append(Deferred(container, place, what))

    def result(self, request: MeasureRequest) -> Any:
        """Raises the UserError of a measure that failed."""
        found = self.results[request]
        if isinstance(found, UserError):
            raise found
        return found


def _entities(what: Any) -> list[int]:
    return cast(Any, what)[1] if isinstance(what, tuple) else [what]


def revision_digest(revision: str) -> str:
    return blake2s(revision.encode(), digest_size=6).hexdigest()
