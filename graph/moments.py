"""Moments: what counts at a day. A node lives when valid_from <= day < valid_to, a link when since <= day < until; null is
unbounded. Facts have no end. The day is the parameter ``$asOf`` of every statement."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from graph.model import FACTS, Relation

AS_OF: Final = "$asOf"
_FACTS: Final = "[" + ", ".join(f"'{name}'" for name in FACTS) + "]"


def today(timezone: str) -> date:
    """The day it is in ``timezone`` (an IANA name)."""
    return datetime.now(ZoneInfo(timezone)).date()


def node_lives(node: str) -> str:
    return f"coalesce({node}.valid_from <= {AS_OF}, true) AND coalesce({AS_OF} < {node}.valid_to, true)"


def link_lives(link: str, relation: Relation) -> str:
    begun = f"coalesce({link}.since <= {AS_OF}, true)"
    return begun if relation.fact else f"{begun} AND coalesce({AS_OF} < {link}.until, true)"


def any_link_lives(link: str) -> str:
    """The same for a link of any type."""
    return f"coalesce({link}.since <= {AS_OF}, true) AND (type({link}) IN {_FACTS} OR coalesce({AS_OF} < {link}.until, true))"
