"""Relay global ids: `Kind:code`, and `Kind:code@date` below a field with an explicit date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.id_suffix import is_dated, is_simulated
from graph.model.registry import KINDS

MAX_IDS: Final = 100
INVALID_ID: Final = ""
"""The label of a malformed id, which then is the code."""
_LABELS: Final = frozenset(kind.label for kind in KINDS)
KeyReader = Callable[[Mapping[str, Any]], list[str]]


@dataclass(frozen=True)
class GlobalIdParts:
    """The parts of a global id. `date`: None in an undated id."""

    label: str
    code: str
    date: date | None

    @classmethod
    def of(cls, global_id: str) -> Self:
        """Raises UserError (BAD_ID)."""
        if is_simulated(global_id):
            raise invalid_id(global_id)
        undated, day = _split_date(global_id)
        label, _, code = undated.partition(":")
        if not code or label not in _LABELS:
            raise invalid_id(global_id)
        return cls(label, code, day)

    @property
    def key(self) -> list[str]:
        return [self.label, self.code]


def _split_date(global_id: str) -> tuple[str, date | None]:
    """Raises UserError (BAD_ID) for a date that does not exist."""
    if not is_dated(global_id):
        return global_id, None
    undated, _, day = global_id.rpartition("@")
    try:
        return undated, date.fromisoformat(day)
    except ValueError:
        raise invalid_id(global_id) from None


def undated_ids(given: str | list[str]) -> str | list[str]:
    """Undates ids of a filter. Raises UserError (BAD_ID) for an id of simulated edits."""
    return [_undated(each) for each in given] if isinstance(given, list) else _undated(given)


def _undated(global_id: str) -> str:
    if is_simulated(global_id):
        raise invalid_id(global_id)
    return _split_date(global_id)[0]


def key_of_id_argument(arguments: Mapping[str, Any]) -> list[str]:
    """Raises UserError (BAD_ID)."""
    return GlobalIdParts.of(arguments["id"]).key


def keys_of_ids_argument(arguments: Mapping[str, Any]) -> list[list[str]]:
    """Returns INVALID_ID for malformed ids. Raises UserError (BAD_ARGUMENT) if there are too many."""
    ids = arguments["ids"]
    if len(ids) > MAX_IDS:
        raise UserError(messages.TOO_MANY_IDS, number=len(ids), maximum=MAX_IDS)
    return [_key_or_invalid(each) for each in ids]


def _key_or_invalid(global_id: str) -> list[str]:
    try:
        return GlobalIdParts.of(global_id).key
    except UserError:
        return [INVALID_ID, global_id]


def key_of_ref_argument(arguments: Mapping[str, Any]) -> list[str]:
    """Raises UserError (BAD_ID)."""
    return key_of_reference(arguments["ref"])


def key_of_reference(reference: Mapping[str, str]) -> list[str]:
    """Returns [label, code]. Raises UserError (BAD_ID)."""
    ((name, value),) = reference.items()
    if name == "id":
        return GlobalIdParts.of(value).key
    return [name[0].upper() + name[1:], value]


def invalid_id(global_id: str) -> UserError:
    if is_simulated(global_id):
        return UserError(messages.SIMULATED_ID, id=global_id)
    return UserError(messages.BAD_ID, id=global_id)
