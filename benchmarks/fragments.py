"""Fragments of handwritten Cypher: valid time, the divisions below one, and surveys."""

from typing import LiteralString


def node(name: LiteralString, day: LiteralString = "$day") -> LiteralString:
    return f"coalesce({name}.valid_from <= {day}, true) AND coalesce({day} < {name}.valid_to, true)"


def link(name: LiteralString, day: LiteralString = "$day") -> LiteralString:
    return f"coalesce({name}.since <= {day}, true) AND coalesce({day} < {name}.until, true)"


def below(
    start: LiteralString, found: LiteralString, hops: LiteralString = "0,4", day: LiteralString = "$day"
) -> LiteralString:
    """Takes `found`, a variable with its label, and `hops`, "least,most"."""
    return f"({start}) (()-[a:ADMINISTERS WHERE {link('a', day)}]->(d:Division WHERE {node('d', day)})){{{hops}}} ({found})"


def surveyed(home: LiteralString, relation: LiteralString, day: LiteralString = "$day") -> LiteralString:
    """Returns the condition that a survey covers the division or one above it."""
    return f"""EXISTS {{ MATCH ({home}) (()<-[u:ADMINISTERS WHERE {link("u", day)}]-(p WHERE {node("p", day)})){{0,4}} (above:Division)
    MATCH (above)<-[k:COVERS]-(v:Survey {{relation: '{relation}'}}) WHERE {link("k", day)} AND {node("v", day)} }}"""
