"""Cypher conditions of valid time.

A node is valid if `valid_from <= as_of < valid_to`, a link if `since <= as_of < until`. Null means unbounded. Links of an open-ended
relation have no `until`. `as_of` is always a Cypher expression.
"""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from graph.cypher.variables import VariableNames
from graph.model.declarations import Relation
from graph.model.registry import OPEN_ENDED_RELATIONS

VALIDITY_PROPERTIES: Final = ("valid_from", "valid_to")
_FACTS: Final = "[" + ", ".join(f"'{name}'" for name in OPEN_ENDED_RELATIONS) + "]"


def today(timezone: str) -> date:
    """Returns the date in an IANA time zone."""
    return datetime.now(ZoneInfo(timezone)).date()


def subquery_call(names: VariableNames, *variables: str) -> str:
    """Returns the head of a subquery that imports the variables, and those of the as-of date."""
    return f"CALL ({', '.join(dict.fromkeys([*variables, *names.as_of_variables]))})"


def node_is_valid(node: str, as_of: str) -> str:
    return f"coalesce({node}.valid_from <= {as_of}, true) AND coalesce({as_of} < {node}.valid_to, true)"


def link_is_valid(link: str, relation: Relation, as_of: str) -> str:
    begun = f"coalesce({link}.since <= {as_of}, true)"
    return begun if relation.open_ended else f"{begun} AND coalesce({as_of} < {link}.until, true)"


def any_link_is_valid(link: str, as_of: str) -> str:
    begun, unended = f"coalesce({link}.since <= {as_of}, true)", f"coalesce({as_of} < {link}.until, true)"
    return f"{begun} AND (type({link}) IN {_FACTS} OR {unended})"
