"""Fresh variable names for one statement, and its as-of date."""

from abc import ABC, abstractmethod
from copy import copy
from itertools import count
from typing import Any, Final, Self

AS_OF_NAME: Final = "asOf"
AS_OF: Final = f"${AS_OF_NAME}"
ID_SUFFIX_NAME: Final = "idSuffix"


class VariableNames:
    """Generates unused names. `as_of` is the Cypher expression of the as-of date."""

    def __init__(self) -> None:
        self.as_of = AS_OF
        self.as_of_variables: tuple[str, ...] = ()
        """The variables that the as-of date reads. Every subquery imports them."""
        self._numbers = count(1)

    def name(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers)}"

    def number_of_names(self) -> int:
        """Generates a name and returns how many were generated."""
        return next(self._numbers)

    def at(self, as_of: str) -> Self:
        """Returns a view with another as-of date, a parameter (`$from`) or a variable. Both share all names."""
        view = copy(self)
        view.as_of = as_of
        view.as_of_variables = variables_in(as_of)
        return view


def variables_in(*expressions: str) -> tuple[str, ...]:
    return tuple(each for each in expressions if each.isidentifier())


class StatementNames(VariableNames, ABC):
    @abstractmethod
    def constant(self, value: Any) -> str: ...


class ParameterNames(StatementNames):
    def __init__(self) -> None:
        super().__init__()
        self.constants: dict[str, Any] = {}

    def constant(self, value: Any) -> str:
        name = self.name("p")
        self.constants[name] = value
        return f"${name}"
