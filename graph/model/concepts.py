"""The files that declare the model, in the API's order of kinds and relations."""

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Final, TypeVar

from graph.messages import model as messages
from graph.model import (
    activities,
    alliances,
    branches,
    committees,
    divisions,
    grids,
    locations,
    posts,
    property,
    support,
    training,
)
from graph.model.declarations import DerivedField, Kind, ModelError, Relation

CONCEPTS: Final[Sequence[ModuleType]] = (
    divisions,
    grids,
    committees,
    branches,
    alliances,
    locations,
    posts,
    property,
    activities,
    training,
    support,
)
"""All but `surveys`, which comes later because a survey names any of their relations."""

D = TypeVar("D", Kind, Relation, DerivedField)


def declared(cls: type[D], modules: Sequence[ModuleType]) -> Iterator[D]:
    """Yields the declarations in order. Raises ModelError if a constant is not named as its kind or relation."""
    for module in modules:
        for constant, declaration in vars(module).items():
            if isinstance(declaration, cls) and declaration.module == module.__name__:
                if not isinstance(declaration, DerivedField) and declaration.name != constant:
                    raise ModelError(messages.CONSTANT, file=file_of(declaration), constant=constant, name=declaration.name)
                yield declaration


def file_of(declaration: Kind | Relation | DerivedField) -> str:
    return declaration.module.replace(".", "/") + ".py"
