"""One query for each field of Query, with the scalar fields of its type."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, cast

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type

from benchmarks.operations import CITY, COMMUNITY
from seeds.loader.folders import ZHONGWEI
from seeds.loader.parse import read_city

ENDS: Final = 'from: { jointCommittee: "JC-640502100002" }, to: { jointCommittee: "JC-640521101001" }'
ARGUMENTS: Final = {
    "node": f'id: "Community:{COMMUNITY}"',
    "nodes": f'ids: ["Community:{COMMUNITY}", "City:{CITY}"]',
    "entity": f'ref: {{ community: "{COMMUNITY}" }}',
    "division": f'code: "{CITY}"',
    "search": 'text: "社区"',
    "why": f'unit: {{ community: "{COMMUNITY}" }}, indicator: NEW_SECTOR_REACHED',
    "simulate": 'add: [{ relation: ALLIED_IN, from: { jointCommittee: "JC-640502100008" }, to: { alliance: "AL-1" } }]',
    "linkage": ENDS,
    "reachable": 'from: { alliance: "AL-1" }',
    "linkTimeline": ENDS,
    "fragility": ENDS,
    "responsibilityChain": f'community: "{COMMUNITY}"',
    "network": f'scope: "{CITY}", projection: MEMBERSHIP',
    "networkSeries": f'scope: "{CITY}", projection: MEMBERSHIP, from: "2019-12-31", to: "2022-09-22"',
    "networkCorrelation": f'scope: "{CITY}", actors: JOINT_COMMITTEE, a: {{ overlap: COMMITTEE_OVERLAP }}, b: {{ same: TOWNSHIP }}',
    "networkRegression": f'scope: "{CITY}", actors: JOINT_COMMITTEE, dependent: {{ overlap: COMMITTEE_OVERLAP }}, independents: [{{ same: TOWNSHIP }}]',
    "pairings": f'scope: "{CITY}"',
    "coverages": 'scopes: ["640502", "640521"], indicator: NEW_SECTOR_REACHED',
    "ifRemoved": f'entity: {{ alliance: "AL-1" }}, scope: "{CITY}"',
}
BY_NAME: Final = {"scope": f'"{CITY}"', "indicator": "NEW_SECTOR_REACHED", "from": '"2019-12-31"', "to": '"2022-09-22"'}
"""Required arguments of other fields."""
SELECTIONS: Final = {
    "simulate": f'{{ coverage(scope: "{CITY}", indicator: NEW_SECTOR_REACHED) {{ before {{ reached }} after {{ reached }} }} }}',
    "ifRemoved": "{ componentsBefore componentsAfter disconnectedPairs coverage { definition { indicator } before after } }",
    "linkage": "{ paths { hops entities { name } } certificate { exhaustive stoppedBy } }",
    "diff": "{ before { reached } after { reached } gained { totalCount nodes { unit { name } } } }",
    "nextBest": "{ reachedBefore reachedAfter picks { links { relation from { name } to { name } } } }",
}


def root_field_queries(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """Yields (field, query)."""
    query = schema.query_type
    assert query is not None
    for name, definition in query.fields.items():
        if not name.startswith("_"):
            yield name, f"{{ {name}{_arguments(name, definition)} {_selection(name, definition)} }}"


def _arguments(name: str, definition: GraphQLField) -> str:
    required = [each for each, argument in definition.args.items() if isinstance(argument.type, GraphQLNonNull)]
    given = ARGUMENTS.get(name) or ", ".join(f"{each}: {_value(each, definition)}" for each in required)
    return f"({given})" if given else ""


def _value(argument: str, definition: GraphQLField) -> str:
    """Raises KeyError for an argument without a value: add one to BY_NAME or ARGUMENTS."""
    label = get_named_type(definition.type).name
    return f'"{_codes()[label]}"' if argument == "code" else BY_NAME[argument]


@cache
def _codes() -> Mapping[str, str]:
    """Takes the first entity of each kind."""
    codes: dict[str, str] = {}
    for entity in read_city(ZHONGWEI).entities:
        codes.setdefault(entity.kind.label, entity.code)
    return codes


def _selection(name: str, definition: GraphQLField) -> str:
    named = get_named_type(definition.type)
    if is_leaf_type(named):
        return ""
    return SELECTIONS.get(name) or _scalars(cast(GraphQLObjectType, named))


def _scalars(named: Any) -> str:
    """Selects the scalar fields without required arguments, and those of the nodes of a connection."""
    fields: Mapping[str, GraphQLField] = named.fields
    names = [name for name, each in fields.items() if is_leaf_type(get_named_type(each.type)) and not _requires(each)]
    inner = [f"nodes {_scalars(get_named_type(fields['nodes'].type))}"] if "nodes" in fields else []
    return f"{{ {' '.join([*names, *inner]) or '__typename'} }}"


def _requires(definition: GraphQLField) -> bool:
    return any(isinstance(argument.type, GraphQLNonNull) for argument in definition.args.values())
