"""The schema follows from the model. A faulty declaration is refused with its file and the remedy."""

from collections.abc import Callable
from typing import Any

import pytest
from product_schema import SCHEMA

from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT
from graph.model.declarations import DerivedField, Kind, ModelError, Property, Relation, many, one
from graph.model.divisions import CITY, COMMUNITY, DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import KINDS, MODEL, RELATIONS, Model
from schema.schema import make_schema

ROOM = "借用场地。 A room."
LIBRARY = Kind("Library", "libraries", "图书室。 A library.", home="LOCATED_IN")


def _model(*declarations: Kind | Relation | DerivedField) -> Model:
    return Model.of(
        (*KINDS, *(each for each in declarations if isinstance(each, Kind))),
        (*RELATIONS.values(), *(each for each in declarations if isinstance(each, Relation))),
        (*MODEL.derived_fields, *(each for each in declarations if isinstance(each, DerivedField))),
    )


def _lends(**changes: Any) -> Relation:
    values: dict[str, Any] = {"name": "LENDS_ROOM_TO", "source": MEMBER_UNIT, "target": GRID, "meaning": ROOM}
    return Relation(**values | changes)


def _library(**changes: Any) -> Kind:
    values: dict[str, Any] = {"label": "Library", "plural": "libraries", "meaning": ROOM, "home": "LOCATED_IN"}
    return Kind(**values | changes)


def _on_grid(name: str, *path: str) -> DerivedField:
    return DerivedField(name, GRID, (path[0], path[1]), ROOM)


WRONG: dict[str, tuple[Callable[[], Kind | Relation | DerivedField], str]] = {
    "a kind not in the model": (lambda: _lends(target=LIBRARY), "LENDS_ROOM_TO joins Library, which is no kind of the model."),
    "no kinds at an end": (lambda: _lends(target=()), "LENDS_ROOM_TO has no kinds at its target."),
    "a relation declared twice": (
        lambda: _lends(name="LEADS"),
        "LEADS uses the name 'LEADS', which LEADS in graph/model/branches.py",
    ),
    "a relation in lower case": (lambda: _lends(name="lendsRoomTo"), "lendsRoomTo is no name of a relation."),
    "a property in camelCase": (
        lambda: _lends(properties=(Property("seatCount", int, ROOM),)),
        "LENDS_ROOM_TO has the property 'seatCount'. Write it in snake_case",
    ),
    "a property of every link": (
        lambda: _lends(properties=(Property("source", str, ROOM),)),
        "LENDS_ROOM_TO has the property 'source', whose field every link already has.",
    ),
    "a property of another type": (
        lambda: _lends(properties=(Property("headcount", str, ROOM),)),
        "LENDS_ROOM_TO has the property 'headcount' of another type than REPORTED_TO.",
    ),
    "a property of every entity": (
        lambda: _library(properties=(Property("name", str, ROOM),)),
        "Library has the property 'name', whose field every entity already has.",
    ),
    "one description in English alone": (
        lambda: _lends(forward=many("roomsLent", "Rooms it lends.")),
        "LENDS_ROOM_TO has the description 'Rooms it lends.'. Write a Chinese sentence",
    ),
    "a field in snake_case": (lambda: _lends(forward=many("rooms_lent", ROOM)), "has the GraphQL name 'rooms_lent'."),
    "two fields of one name": (
        lambda: _lends(backward=one("ledBy", ROOM)),
        "LENDS_ROOM_TO gives Grid a field 'ledBy', which LEADS already gives it.",
    ),
    "a field with the name of a property": (
        lambda: _lends(forward=many("partyMembers", ROOM)),
        "LENDS_ROOM_TO gives MemberUnit a field 'partyMembers', which property party_members already gives it.",
    ),
    "the wrong direction": (
        lambda: _lends(forward=many("lenders", ROOM, to=MEMBER_UNIT)),
        "LENDS_ROOM_TO has a field 'lenders' to MemberUnit, but on that side it leads to Grid. Check the direction.",
    ),
    "undirected, with two fields": (
        lambda: _lends(target=MEMBER_UNIT, undirected=True, forward=many("near", ROOM), backward=many("nearToo", ROOM)),
        "LENDS_ROOM_TO is undirected",
    ),
    "a label that is taken": (lambda: _library(label="Grid"), "Grid uses the name 'Grid', which Grid in graph/model/grids.py"),
    "a label in lower case": (lambda: _library(label="library"), "library is no name of a kind."),
    "a plural in snake_case": (lambda: _library(plural="Libraries"), "Library has the GraphQL name 'Libraries'."),
    "an unknown home": (lambda: _library(home="STANDS_IN"), "Library has the home 'STANDS_IN', which is no relation."),
    "an unknown relation": (lambda: _library(ends=("POST_AT",)), "Library names 'POST_AT' in `starts` or `ends`"),
    "a meaning of no field": (
        lambda: _library(field_meanings={"place": ROOM}),
        "Library words the field 'place' in `field_meanings`, but no relation gives it that field.",
    ),
    "a filter over no field": (
        lambda: _on_grid("memberUnits", "jointCommittee", "memberUnits"),
        "memberUnits follows 'jointCommittee', which Grid does not have as a field that leads to one. It has: community, largeGrid, ledBy.",
    ),
}


@pytest.mark.parametrize(("declare", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_a_declaration_that_does_not_fit_is_refused(
    declare: Callable[[], Kind | Relation | DerivedField], sentence: str
) -> None:
    with pytest.raises(ModelError) as error:
        _model(declare())
    file, _, fault = str(error.value).partition(".py: ")
    assert file.endswith("test_schema_builder")
    assert sentence in fault


TAKEN: dict[str, tuple[Callable[[], Kind | Relation], str]] = {
    "a field of the interface Entity": (
        lambda: _lends(forward=many("links", ROOM)),
        "LENDS_ROOM_TO gives MemberUnit a field 'links', which it inherits from the interface Entity.",
    ),
    "a field of the interface Division": (
        lambda: _lends(source=COMMUNITY, forward=many("ancestors", ROOM)),
        "LENDS_ROOM_TO gives Community a field 'ancestors', which it inherits from the interface Division.",
    ),
    "a type": (lambda: _library(label="Coverage"), "Coverage would be the GraphQL type Coverage"),
    "a root field": (lambda: _library(label="Search", plural="searches"), "Search needs the root field 'search'"),
}


@pytest.mark.parametrize(("declare", "sentence"), TAKEN.values(), ids=TAKEN.keys())
def test_a_name_that_the_schema_already_has_is_refused(declare: Callable[[], Kind | Relation], sentence: str) -> None:
    with pytest.raises(ModelError, match=r"test_schema_builder\.py: ") as error:
        make_schema(_model(declare()))
    assert sentence in str(error.value)


@pytest.fixture(scope="module")
def extended() -> Model:
    """Returns the model with a kind and two relations more."""
    fields = many("roomsLent", "借出的场地。 Rooms it lends."), one("lender", "出借者。 Who lends it a room.")
    seats = Property("seats", int, "座位数。 Seats.", minimum=0)
    above = many("gridsBelow", "下级网格。 Grids below."), many("divisionsAbove", "上级区划。 Divisions above.")
    return _model(
        _lends(forward=fields[0], backward=fields[1], properties=(seats,)),
        _lends(name="LIES_ABOVE", source=DIVISIONS, forward=above[0], backward=above[1]),
        _library(starts=("TOOK_PART_IN",), ends=("POST_IN",), field_meanings={"location": "馆址。 Where it stands."}),
    )


@pytest.fixture(scope="module")
def extended_schema(extended: Model) -> Any:
    return make_schema(extended)


def test_a_relation_gives_both_ends_their_fields(extended_schema: Any) -> None:
    sdl = extended_schema.as_str()
    assert "roomsLent(\n" in sdl
    assert '"""出借者。 Who lends it a room."""\n  lender: MemberUnit\n' in sdl
    assert "type MemberUnitRoomsLentEdge implements LinkEdge {" in sdl
    assert '"""座位数。 Seats."""\n  seats: Int\n' in sdl


def test_a_relation_of_several_levels_gives_its_field_to_the_interface_of_divisions(extended_schema: Any) -> None:
    types = extended_schema.graphql_schema.type_map
    assert "gridsBelow" in types["Division"].fields
    assert "gridsBelow" in types["City"].fields
    assert types["Grid"].fields["divisionsAbove"].type.of_type.name == "GridDivisionsAboveConnection"
    node = types["GridDivisionsAboveEdge"].fields["node"].type.of_type
    assert node.name == "Division"


def test_a_kind_joins_the_relations_that_it_names(extended: Model, extended_schema: Any) -> None:
    (library,) = (kind for kind in extended.kinds if kind.label == "Library")
    assert library in extended.relations["LOCATED_IN"].sources
    assert library in extended.relations["TOOK_PART_IN"].sources
    assert library in extended.relations["POST_IN"].targets
    schema = extended_schema.graphql_schema
    fields = schema.type_map["Library"].fields
    assert fields["location"].description == "馆址。 Where it stands."
    assert {"posts", "activities", "home", "code"} <= set(fields)
    assert {"library", "libraries"} <= set(schema.query_type.fields)


def test_each_schema_is_its_own() -> None:
    assert make_schema().as_str() == SCHEMA.as_str()


def test_kinds_are_ordered_alike_by_name_and_by_label() -> None:
    assert sorted(KINDS, key=lambda kind: kind.name) == sorted(KINDS, key=lambda kind: kind.label)


def test_every_kind_but_the_grid_has_a_home_over_a_relation_that_starts_at_it() -> None:
    for kind in KINDS:
        if kind.home is not None and kind is not GRID:
            assert kind in RELATIONS[kind.home].sources


def test_constants_of_joined_relations_are_completed_in_the_registry() -> None:
    assert set(DIVISIONS) < set(RELATIONS["POST_IN"].targets)
    assert {JOINT_COMMITTEE, MEMBER_UNIT} <= set(RELATIONS["POST_IN"].targets)
    assert CITY in RELATIONS["COVERS"].targets
