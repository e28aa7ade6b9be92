"""Keys [label, code] from Relay global ids and entity references."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.registry import KINDS

MAX_IDS: Final = 100
INVALID_ID: Final = ""
"""The label if an id is malformed. The code is then the id itself."""
_LABELS: Final = frozenset(kind.label for kind in KINDS)
KeyReader = Callable[[Mapping[str, Any]], list[str]]


def key_of_id_argument(arguments: Mapping[str, Any]) -> list[str]:
    """Raises UserError (BAD_ID)."""
    return parse_id(arguments["id"])


def keys_of_ids_argument(arguments: Mapping[str, Any]) -> list[list[str]]:
    """Returns keys with INVALID_ID for malformed ids. Raises UserError (BAD_ARGUMENT) if there are too many."""
    ids = arguments["ids"]
    if len(ids) > MAX_IDS:
        raise UserError(messages.TOO_MANY_IDS, number=len(ids), maximum=MAX_IDS)
    return [_split(each) or [INVALID_ID, each] for each in ids]


def key_of_ref_argument(arguments: Mapping[str, Any]) -> list[str]:
    """Raises UserError (BAD_ID)."""
    return key_of_reference(arguments["ref"])


def key_of_reference(reference: Mapping[str, str]) -> list[str]:
    """Returns the key of an EntityRef: a global id, or a kind with a code. Raises UserError (BAD_ID)."""
    ((name, value),) = reference.items()
    if name == "id":
        return parse_id(value)
    return [name[0].upper() + name[1:], value]


def parse_id(global_id: str) -> list[str]:
    """Raises UserError (BAD_ID)."""
    key = _split(global_id)
    if key is None:
        raise invalid_id(global_id)
    return key


def invalid_id(global_id: str) -> UserError:
    return UserError(messages.BAD_ID, id=global_id)


def _split(global_id: str) -> list[str] | None:
    label, _, code = global_id.partition(":")
    return [label, code] if code and label in _LABELS else None
