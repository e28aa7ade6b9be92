"""A breaking change against the last released SDL fails here, unless the changelog names it."""

import re
from functools import cache

import pytest
from graphql import GraphQLSchema, build_schema, find_breaking_changes
from product_schema import SCHEMA
from product_server import ROOT

RELEASED = (ROOT / "schema" / "released.graphql").read_text("utf-8")


def unnamed_changes(released: str, current: str, changelog: str) -> list[str]:
    """Returns the breaking changes whose type or field is not in backticks in the changelog's unreleased section."""
    unreleased = changelog.partition("## [Unreleased]")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([^`]+)`", unreleased))
    changes = find_breaking_changes(_built(released), _built(current))
    return [change.description for change in changes if named.isdisjoint(_coordinates(change.description))]


@cache
def _built(sdl: str) -> GraphQLSchema:
    return build_schema(sdl)


def _coordinates(description: str) -> list[str]:
    """Returns `Community.grids` or `Community.grids(first:)`, or else the words of the description."""
    return re.findall(r"\w+\.\w+(?:\(\w+:\))?", description)[:1] or re.findall(r"\w+", description)


def test_the_changelog_names_every_breaking_change() -> None:
    assert unnamed_changes(RELEASED, SCHEMA.as_str(), (ROOT / "CHANGELOG.md").read_text("utf-8")) == []


BREAKING = {
    "a field is gone": ("  formerNames: [String!]!\n", "", "Entity.formerNames"),
    "an enum value is gone": ("  REPORTED_TO\n", "", "Relation"),
    "a field may be null": ("  hasNextPage: Boolean!\n", "  hasNextPage: Boolean\n", "PageInfo.hasNextPage"),
}


@pytest.mark.sampled(0.3)
@pytest.mark.parametrize(("line", "instead", "coordinate"), BREAKING.values(), ids=BREAKING.keys())
def test_a_breaking_change_is_reported_until_the_changelog_names_it(line: str, instead: str, coordinate: str) -> None:
    with_its_description = re.compile(r'  """(?:[^"]|"(?!""))*"""\n' + re.escape(line))
    current = with_its_description.sub(instead, RELEASED)
    assert current != RELEASED
    unnamed = unnamed_changes(RELEASED, current, "# Changelog\n\n## [Unreleased]\n\n- Nothing.\n\n## [0.1.0]\n\n- `Relation`\n")
    assert any(coordinate in description for description in unnamed)
    named = " ".join(f"`{name}`" for description in unnamed for name in _coordinates(description))
    assert unnamed_changes(RELEASED, current, f"# Changelog\n\n## [Unreleased]\n\n- Breaking: {named} are gone.\n") == []
