"""The whole model, collected from the concept files and checked.

Database constraints, the loader, the GraphQL schema, the docs and the diagram follow from it. Read relations from `RELATIONS`: the constant
in a concept file lacks the kinds that join by their own declaration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.model import surveys
from graph.model.checks import check
from graph.model.concepts import CONCEPTS, declared
from graph.model.declarations import DerivedField, Kind, Relation


@dataclass(frozen=True)
class Model:
    kinds: tuple[Kind, ...]
    relations: Mapping[str, Relation]
    derived_fields: tuple[DerivedField, ...] = ()

    @classmethod
    def of(
        cls, kinds: tuple[Kind, ...], relations: tuple[Relation, ...], derived_fields: tuple[DerivedField, ...] = ()
    ) -> "Model":
        """Raises ModelError with the file and the declaration at fault."""
        completed = tuple(_with_joining_kinds(relation, kinds) for relation in relations)
        check(kinds, completed, derived_fields)
        return cls(kinds, {relation.name: relation for relation in completed}, derived_fields)


def _with_joining_kinds(relation: Relation, kinds: tuple[Kind, ...]) -> Relation:
    """Adds the kinds that name the relation as their home, or among their `starts` or `ends`."""
    ends = (*relation.sources, *relation.targets)
    sources = tuple(kind for kind in kinds if relation.name in kind.starts and kind not in relation.sources)
    sources += tuple(kind for kind in kinds if relation.name == kind.home and kind not in (*ends, *sources))
    targets = tuple(kind for kind in kinds if relation.name in kind.ends and kind not in relation.targets)
    if not sources and not targets:
        return relation
    return replace(relation, source=(*relation.sources, *sources), target=(*relation.targets, *targets))


_FILES: Final = (*CONCEPTS, surveys)

MODEL: Final = Model.of(tuple(declared(Kind, _FILES)), tuple(declared(Relation, _FILES)), tuple(declared(DerivedField, _FILES)))
KINDS: Final = MODEL.kinds
KIND_BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
KIND_BY_LABEL: Final[Mapping[str, Kind]] = {kind.label: kind for kind in KINDS}
RELATIONS: Final = MODEL.relations
OPEN_ENDED_RELATIONS: Final = tuple(relation.name for relation in RELATIONS.values() if relation.open_ended)
