"""networkCorrelation and networkRegression agree with matrices made from other answers of the API."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pytest
from product_server import Server

pytestmark = pytest.mark.usefixtures("zhongwei")
SCOPE: Final = 'scope: "640502100", asOf: "2022-09-22"'
DATA: Final = """
{
  overlap: network(scope: "640502100", projection: COMMITTEE_OVERLAP, asOf: "2022-09-22") {
    actors(first: 100) { totalCount nodes { entity { id ... on JointCommittee { community { population code } } } } }
    ties(first: 100) { totalCount nodes { from { id } to { id } weight } }
  }
}
"""
TRAINED: Final = """
MATCH (t:Training)-[x:TRAINED]->(c:Community) WHERE (x.since IS NULL OR x.since <= date($day))
  AND (t.valid_from IS NULL OR t.valid_from <= date($day)) AND (t.valid_to IS NULL OR date($day) < t.valid_to)
RETURN t.code, c.code
"""
CORRELATION: Final = "actors pairs r jaccard pGreater pLess permutationMean permutationSd permutations seed revision { id }"


def _matrix(network: Any) -> tuple[list[str], Any]:
    ids = [actor["entity"]["id"] for actor in network["actors"]["nodes"]]
    assert network["ties"]["totalCount"] == len(network["ties"]["nodes"])
    found = np.zeros((len(ids), len(ids)))
    for tie in network["ties"]["nodes"]:
        ends = ids.index(tie["from"]["id"]), ids.index(tie["to"]["id"])
        found[ends] = found[ends[::-1]] = tie["weight"]
    return ids, found


def test_a_correlation_is_pearsons_r_of_the_cells(execute: Callable[..., Any]) -> None:
    network = execute(DATA)["overlap"]
    ids, weights = _matrix(network)
    query = f"""{{ a: networkCorrelation({SCOPE}, actors: JOINT_COMMITTEE, a: {{ overlap: COMMITTEE_OVERLAP }},
      b: {{ shared: MEMBER_OF }}, permutations: 50) {{ {CORRELATION} }}
      b: networkCorrelation({SCOPE}, actors: JOINT_COMMITTEE, a: {{ overlap: MEMBERSHIP }}, b: {{ hops: MEMBERSHIP }}) {{ actors r pLess }}
      c: networkCorrelation({SCOPE}, actors: JOINT_COMMITTEE, a: {{ same: TOWNSHIP }}, b: {{ shared: MEMBER_OF }}) {{ r pairs }} }}"""
    found = execute(query)
    assert (found["a"]["actors"], found["a"]["pairs"]) == (len(ids), len(ids) * (len(ids) - 1))
    assert found["a"]["r"] == pytest.approx(1.0)
    assert (found["a"]["permutations"], found["a"]["seed"], found["a"]["pLess"]) == (50, 1, 1.0)
    hops = _hops(weights > 0, len(ids))
    off = ~np.eye(len(ids), dtype=bool)
    assert found["b"]["r"] == pytest.approx(np.corrcoef(weights[off], hops[off])[0, 1])
    assert found["b"]["pLess"] == 0.0
    assert found["c"] == {"r": None, "pairs": len(ids) * (len(ids) - 1)}


def _hops(tied: Any, unreachable: int) -> Any:
    """Returns distances in the two-mode network, twice those between committees that share a unit."""
    distance = np.where(tied, 1.0, np.inf)
    np.fill_diagonal(distance, 0)
    for middle in range(len(distance)):
        distance = np.minimum(distance, distance[:, [middle]] + distance[[middle], :])
    return np.where(np.isinf(distance), unreachable, 2 * distance)


def test_a_regression_is_least_squares(execute: Callable[..., Any], cypher: Callable[..., Any]) -> None:
    query = """{
      communities(within: "640502", first: 100, asOf: "2022-09-22") { totalCount nodes { code population parent { code } } }
      networkRegression(scope: "640502", asOf: "2022-09-22", actors: COMMUNITY, permutations: 30, seed: 4,
        dependent: { shared: TRAINED }, independents: [{ difference: "population" }, { same: TOWNSHIP }]) {
        actors pairs rSquared intercept terms { name coefficient standardized t pGreater pLess pTwoSided } permutations seed revision { id }
      } }"""
    answer = execute(query)
    found, communities = answer["networkRegression"], answer["communities"]["nodes"]
    assert found["actors"] == len(communities) == answer["communities"]["totalCount"]
    assert [term["name"] for term in found["terms"]] == ["difference: population", "same: TOWNSHIP"]
    known = [each for each in communities if each["population"] is not None]
    assert found["pairs"] == len(known) * (len(known) - 1)
    codes = {each["code"]: place for place, each in enumerate(known)}
    took_part: dict[str, set[str]] = {}
    for row in cypher(TRAINED, day="2022-09-22"):
        training, community = row.values() if isinstance(row, dict) else row
        took_part.setdefault(community, set()).add(training)
    off = ~np.eye(len(known), dtype=bool)
    shared = np.array([[len(took_part.get(one, set()) & took_part.get(other, set())) for other in codes] for one in codes])[off]
    population = np.array([each["population"] for each in known], float)
    township = np.array([each["parent"]["code"] for each in known])
    x = np.abs(population[:, None] - population)[off], (township[:, None] == township)[off].astype(float)
    design = np.column_stack([np.ones(len(shared)), *x])
    coefficients, (rest,), *_ = np.linalg.lstsq(design, shared.astype(float))
    assert found["intercept"] == pytest.approx(coefficients[0])
    assert [term["coefficient"] for term in found["terms"]] == pytest.approx(coefficients[1:].tolist())
    scales = [each.std() / shared.std() for each in x]
    assert [term["standardized"] for term in found["terms"]] == pytest.approx((coefficients[1:] * scales).tolist())
    assert found["rSquared"] == pytest.approx(1 - rest / ((shared - shared.mean()) ** 2).sum())


def test_the_same_question_has_the_same_answer(execute: Callable[..., Any]) -> None:
    query = f"""query ($seed: Int) {{ networkCorrelation({SCOPE}, actors: MEMBER_UNIT, a: {{ overlap: UNIT_OVERLAP }}, b: {{ same: TYPE }},
      permutations: 200, seed: $seed) {{ {CORRELATION} }} }}"""
    first, again, other = execute(query, seed=7), execute(query, seed=7), execute(query, seed=8)
    assert first == again != other
    assert first["networkCorrelation"]["r"] == other["networkCorrelation"]["r"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("actors: MEMBER_UNIT, a: { same: KIND }, b: { same: TYPE }", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { overlap: HIERARCHY }, b: { same: TYPE }", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { overlap: COMMITTEE_OVERLAP }, b: { same: TYPE }", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { hops: PAIRING }, b: { same: TYPE }", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { tied: MEMBER_OF }, b: { same: TYPE }", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { shared: SERVES }, b: { same: TYPE }", "BAD_ARGUMENT"),
        ('actors: COMMUNITY, a: { difference: "name" }, b: { same: TOWNSHIP }', "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { same: TYPE }, b: { same: COUNTY }, permutations: 10001", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { same: TYPE }, b: { same: COUNTY }, permutations: 0", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { same: TYPE }, b: { same: COUNTY }, seed: -1", "BAD_ARGUMENT"),
        ("actors: MEMBER_UNIT, a: { same: TYPE }, b: { same: COUNTY }, budget: 0", "BAD_ARGUMENT"),
    ],
)
def test_a_bad_argument_says_what_fits(server: Server, arguments: str, code: str) -> None:
    answer = server.post(f"{{ networkCorrelation({SCOPE}, {arguments}) {{ r }} revision {{ id }} }}")
    assert answer["data"]["networkCorrelation"] is None
    assert answer["data"]["revision"]["id"]
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["networkCorrelation"], code)]


def test_exactly_one_variable_is_named(server: Server) -> None:
    answer = server.post(f"{{ networkCorrelation({SCOPE}, actors: MEMBER_UNIT, a: {{ }}, b: {{ same: TYPE }}) {{ r }} }}")
    assert answer["errors"]


def test_a_regression_takes_1_to_10_variables(error_codes: Callable[..., Any]) -> None:
    query = f"""query ($x: [Dyads!]!) {{ networkRegression({SCOPE}, actors: MEMBER_UNIT, dependent: {{ same: TYPE }}, independents: $x) {{
      rSquared }} }}"""
    assert error_codes(query, x=[]) == ["BAD_ARGUMENT"]
    assert error_codes(query, x=[{"same": "COUNTY"}] * 11) == ["BAD_ARGUMENT"]


def test_work_that_cannot_fit_the_budget_is_refused_with_a_number_that_fits(server: Server) -> None:
    query = """{ networkCorrelation(scope: "6405", actors: GRID, a: { difference: "workers" }, b: { difference: "households" },
      permutations: 10000, budget: 1) { r } }"""
    (error,) = server.post(query)["errors"]
    assert error["extensions"]["code"] == "TOO_LARGE"


def test_a_scope_that_does_not_exist_is_null(execute: Callable[..., Any], error_codes: Callable[..., Any]) -> None:
    query = """query ($scope: String!, $asOf: Date) { networkCorrelation(scope: $scope, asOf: $asOf, actors: MEMBER_UNIT,
      a: { overlap: UNIT_OVERLAP }, b: { same: TYPE }, permutations: 5) { r } }"""
    assert execute(query, scope="999999") == {"networkCorrelation": None}
    assert error_codes(query, scope="6405", asOf="1900-01-01") == ["NOT_ALIVE"]
