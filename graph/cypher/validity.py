"""Moments: what counts at a day. A node lives when valid_from <= day < valid_to, a link when since <= day < until; null is
unbounded. Facts have no end. The day is the parameter ``$asOf`` of every statement, unless its text is made ``at_moment``."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from graph.model.declarations import Relation
from graph.model.registry import OPEN_ENDED_RELATIONS

AS_OF_NAME: Final = "asOf"
AS_OF: Final = f"${AS_OF_NAME}"
VALIDITY_PROPERTIES: Final = ("valid_from", "valid_to")
"""The properties of a node that say when it lives."""
_MOMENT: Final = ContextVar("moment", default=AS_OF)
_FACTS: Final = "[" + ", ".join(f"'{name}'" for name in OPEN_ENDED_RELATIONS) + "]"


def today(timezone: str) -> date:
    """The day it is in ``timezone`` (an IANA name)."""
    return datetime.now(ZoneInfo(timezone)).date()


@contextmanager
def using_as_of(moment: str) -> Generator[None]:
    """Texts that are made in the block speak of another day: a parameter (``$from``), or a variable of the statement."""
    token = _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(token)


def as_of() -> str:
    """The day that a text made now speaks of."""
    return _MOMENT.get()


def call(*variables: str) -> str:
    """The head of a subquery that takes these variables, and the day where that is one."""
    moment = as_of()
    return f"CALL ({', '.join([*variables, *([] if moment.startswith('$') else [moment])])})"


def node_is_valid(node: str) -> str:
    return f"coalesce({node}.valid_from <= {as_of()}, true) AND coalesce({as_of()} < {node}.valid_to, true)"


def link_is_valid(link: str, relation: Relation) -> str:
    begun = f"coalesce({link}.since <= {as_of()}, true)"
    return begun if relation.open_ended else f"{begun} AND coalesce({as_of()} < {link}.until, true)"


def any_link_is_valid(link: str) -> str:
    """The same for a link of any type."""
    begun, unended = f"coalesce({link}.since <= {as_of()}, true)", f"coalesce({as_of()} < {link}.until, true)"
    return f"{begun} AND (type({link}) IN {_FACTS} OR {unended})"
