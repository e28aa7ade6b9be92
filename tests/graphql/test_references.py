"""References by name, codes of 12 digits, hints for missing references, and the dates of existence in errors NOT_ALIVE."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from oracles.graph import Cypher
from product_server import Server

Execute = Callable[..., Any]
BY_CODE: Final = {
    "U": '{ memberUnit: "MU1" }',
    "C": '{ jointCommittee: "JC1" }',
    "O": '{ community: "9901001" }',
    "P": '{ compound: "CP1" }',
}
BY_NAME: Final = {
    "U": '{ named: { kind: MEMBER_UNIT, name: "市财政局机关党委" } }',
    "C": '{ named: { kind: JOINT_COMMITTEE, name: "东一社区联合党委" } }',
    "O": '{ named: { kind: COMMUNITY, name: "东一社区" } }',
    "P": '{ named: { kind: COMPOUND, name: "花园" } }',
}
QUESTIONS: Final = [
    "entity(ref: U) { id }",
    "linkage(from: U to: O through: [C]) { paths { entities { id } } }",
    "linkage(from: U to: P avoid: [C]) { paths { entities { id } } }",
    "reachable(from: U first: 2) { edges { cursor } }",
    "linkTimeline(from: U to: C) { from to }",
    "fragility(from: U to: O) { disjointPaths cut { id } }",
    'ifRemoved(entity: C scope: "99") { componentsAfter }',
    "why(unit: O indicator: MEMBER_UNIT_ENGAGED) { status witness { from { id } } }",
    'network(scope: "99" projection: MEMBERSHIP) { actor(ref: U) { degree } }',
    'simulate(remove: [{ relation: MEMBER_OF from: U to: C }]) { coverage(scope: "99" indicator: MEMBER_UNIT_ENGAGED) { lost { nodes { unit { id } } } } linkage(from: U to: O) { paths { hops } } }',
    'simulate(dissolve: [C]) { coverage(scope: "99" indicator: MEMBER_UNIT_ENGAGED) { lost { nodes { unit { id } } } } }',
]


def written(question: str, references: dict[str, str]) -> str:
    for letter, reference in references.items():
        for before in (": ", "["):
            question = question.replace(f"{before}{letter}", f"{before}{reference}")
    return question


@pytest.mark.sampled(0.3)
@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda text: text.split("(")[0])
def test_a_name_means_what_its_code_means(execute: Execute, question: str) -> None:
    answer = execute(f"{{ code: {written(question, BY_CODE)} name: {written(question, BY_NAME)} }}")
    assert answer["name"] == answer["code"] is not None


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_several_entities_of_a_name(server: Server, cypher: Cypher) -> None:
    """The one that is valid on the date is meant. Several are an error of the field alone, with candidates."""
    create = "CREATE (:MemberUnit:Entity {code: $code, name: '市财政局机关党委', valid_to: $end})"
    query = """query ($ref: EntityRef!) { one: entity(ref: $ref) { code } then: entity(ref: $ref asOf: "2019-01-01") { code }
      other: memberUnit(code: "MU2") { code } }"""
    reference = {"named": {"kind": "MEMBER_UNIT", "name": "市财政局机关党委"}}
    cypher(create.replace("$end", "date('2020-01-01')"), code="MU8")
    answer = server.post(query, ref=reference)
    assert answer["data"]["one"] == {"code": "MU1"}
    assert [each["path"] for each in answer["errors"]] == [["then"]]
    cypher(create.replace("$end", "null"), code="MU9")
    answer = server.post(query, ref=reference)
    assert answer["data"] == {"one": None, "then": None, "other": {"code": "MU2"}}
    error = next(each for each in answer["errors"] if each["path"] == ["one"])
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert error["extensions"]["candidates"] == [
        {"id": f"MemberUnit:{code}", "kind": "MEMBER_UNIT", "code": code, "name": "市财政局机关党委"} for code in ("MU1", "MU9")
    ]
    assert "MU1, MU9" in error["message"]


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_an_exact_code_of_12_digits_comes_first(execute: Execute, cypher: Cypher) -> None:
    cypher("CREATE (:Township:Division:Entity {code: '990100000000', name: '新镇'})")
    answer = execute('{ division(code: "990100000000") { name } same: township(code: "990100000000") { name } }')
    assert answer == {"division": {"name": "新镇"}, "same": {"name": "新镇"}}


def hints_of(server: Server, query: str) -> dict[tuple[Any, ...], tuple[str, list[str]]]:
    """Returns the message and the candidates' codes by path."""
    hints = server.post(query).get("extensions", {}).get("hints", [])
    assert all(set(each) == {"id", "kind", "code", "name"} for hint in hints for each in hint["candidates"])
    return {tuple(hint["path"]): (hint["message"], [each["code"] for each in hint["candidates"]]) for hint in hints}


@pytest.mark.usefixtures("zhongwei")
def test_codes_of_12_digits(execute: Execute) -> None:
    answer = execute("""{
      city(code: "640500000000") { code } county(code: "640502000000") { code } township(code: "640502100000") { code }
      community(code: "640502100002") { code } any: division(code: "640502100000") { code } none: city(code: "640502000000") { code }
      far: division(code: "640599000000") { code } reference: entity(ref: { county: "640502000000" }) { code }
      within: communities(within: "640502100000") { totalCount } same: communities(within: "640502100") { totalCount }
      coverage(scope: "640500000000", indicator: JOINT_COMMITTEE) { scope { code } }
      network(scope: "640502100000", projection: MEMBERSHIP) { scope { code } } }""")
    assert {name: value and value.get("code") for name, value in answer.items() if name not in ("within", "same")} == {
        "city": "6405",
        "county": "640502",
        "township": "640502100",
        "community": "640502100002",
        "any": "640502100",
        "none": None,
        "far": None,
        "reference": "640502",
        "coverage": None,
        "network": None,
    }
    assert answer["coverage"]["scope"]["code"] == "6405"
    assert answer["network"]["scope"]["code"] == "640502100"
    assert answer["within"] == answer["same"] != {"totalCount": 0}


@pytest.mark.usefixtures("zhongwei")
def test_hints(server: Server) -> None:
    hints = hints_of(
        server,
        """{ code: community(code: "640502100012x") { id } swapped: coverage(scope: "640520", indicator: JOINT_COMMITTEE) { share }
        name: entity(ref: { named: { kind: COMMUNITY, name: "向阳巷社区" } }) { id } scope: communities(within: "沙坡头区") { totalCount }
        linkage(from: { memberUnit: "MU-99999" }, to: { community: "640502100002" }) { paths { hops } }
        nodes(ids: ["Community:640502100002", "Community:640502100001"]) { id } merged: community(code: "640502101005") { id }
        gone: coverage(scope: "640502101005", indicator: JOINT_COMMITTEE) { share } node(id: "City:6406") { id }
        known: community(code: "640502100002") { id grids(where: { code: { eq: "x" } }) { totalCount } } }""",
    )
    expected = {
        ("code",): "640502100012",
        ("swapped",): "640502",
        ("name",): "640502100002",
        ("scope",): "640502",
        ("nodes", 1): "640502100002",
        ("node",): "6405",
    }
    assert {path: codes[0] for path, (_, codes) in hints.items() if path in expected} == expected
    assert set(hints) == {*expected, ("linkage",), ("merged",), ("gone",)}
    assert "MEMBER_UNIT" in hints["linkage",][0]
    for path in (("merged",), ("gone",)):
        message, codes = hints[path]
        assert "until 2021-03-01" in message
        assert codes


@pytest.mark.usefixtures("zhongwei")
def test_not_alive_states_the_dates(server: Server) -> None:
    answer = server.post("""{ scope: coverage(scope: "640502101005", indicator: JOINT_COMMITTEE) { share }
      early: coverage(scope: "6405", indicator: JOINT_COMMITTEE, asOf: "1950-01-01") { share }
      ends: linkage(from: { community: "640502101005" }, to: { community: "640502100002" }) { paths { hops } }
      simulate { coverage(scope: "640502101005", indicator: JOINT_COMMITTEE) { before { share } } } }""")
    errors = {tuple(error["path"]): error for error in answer["errors"]}
    assert set(errors) == {("scope",), ("early",), ("ends",), ("simulate", "coverage")}
    for path, error in errors.items():
        assert error["extensions"]["code"] == "NOT_ALIVE"
        (existed,) = error["extensions"]["existed"]
        assert existed["code"] == ("6405" if path == ("early",) else "640502101005")
        assert (existed["validFrom"] or existed["validTo"]) in error["message"]


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_hint_of_a_merged_division(server: Server, cypher: Cypher) -> None:
    """A division with this former name comes first."""
    cypher("CREATE (:Community:Division:Entity {code: '9901009', name: '旧社区', valid_to: date('2020-01-01')})")
    cypher("MATCH (n:Community {code: '9901002'}) SET n.former_names = ['旧社区']")
    message, codes = hints_of(server, '{ community(code: "9901009") { id } }')["community",]
    assert codes == ["9901002"]
    assert "2020-01-01" in message
    assert not hints_of(server, '{ community(code: "9901009" asOf: "2019-01-01") { id } }')


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("name", ["", " ", "没有的名字" * 1000], ids=["empty", "blank", "long"])
def test_a_name_of_nothing_is_null_with_a_short_hint(server: Server, name: str) -> None:
    query = "query ($name: String!) { entity(ref: { named: { kind: COMMUNITY, name: $name } }) { id } }"
    answer = server.post(query, name=name)
    assert "errors" not in answer, answer["errors"]
    assert answer["data"] == {"entity": None}
    (hint,) = answer["extensions"]["hints"]
    assert "there is no COMMUNITY named" in hint["message"]
    assert len(hint["message"]) < 300
