"""Measures compared with the values of tests/network/published/expected.json."""

import json
import os
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pytest
from forked_process import run
from published_networks import EXPECTED, FOLDER, published, published_report

from graph.network.measures.grouping import groups_of
from graph.network.measures.subgroups import modularity

CLOSED_FORM: Final = EXPECTED["tolerances"]["closed_form"]
COMPUTED: Final[dict[str, Any]] = EXPECTED["computed"]
SETS: Final = ("davis", "florentine_marriage", "florentine_business", "karate", "hightech_advice", "hightech_friends")
OTHER_QUESTIONS: Final = (
    "coreperiphery",
    "bicm",
    "sdsm",
    "disparity",
    "clusteringLatapyDot",
    "eigenvectorJoint",
    "singularValue",
)
"""Of models, and of conventions that are not ours."""

Report = dict[str, Any]


def _actors(column: str) -> Callable[[Report], dict[str, Any]]:
    return lambda report: {actor["id"]: actor[column] for actor in report["actors"]}


def _of_mode(column: str, mode: str) -> Callable[[Report], dict[str, Any]]:
    return lambda report: {actor["id"]: actor[column] for actor in report["actors"] if actor["mode"] == mode}


def _of_overlap(column: str) -> Callable[[Report], dict[str, Any]]:
    return lambda report: {actor["id"]: actor[column] for actor in report["overlaps"][0]["actors"]}


def _newman_strength(report: Report) -> dict[str, float]:
    sums: dict[str, float] = {}
    for tie in report["overlaps"][0]["ties"]:
        for end in ("from", "to"):
            sums[tie[end]] = sums.get(tie[end], 0.0) + tie["newman"]
    return sums


def _within_component(report: Report) -> dict[str, float]:
    """Returns closeness without the share of actors reached."""
    reached = dict.fromkeys((actor["id"] for actor in report["actors"] if actor["closeness"]), report["largestComponent"] - 1)
    return {
        actor["id"]: actor["closeness"] * (report["nodeCount"] - 1) / reached[actor["id"]] if actor["closeness"] else 0.0
        for actor in report["actors"]
    }


def _average_clustering(report: Report) -> float:
    return sum(actor["clustering"] or 0.0 for actor in report["actors"]) / report["nodeCount"]


VALUES: Final[dict[str, Callable[[Report], Any]]] = {
    "rows": lambda report: report["modes"][0]["nodeCount"],
    "columns": lambda report: report["modes"][1]["nodeCount"],
    "nodeCount": lambda report: report["nodeCount"],
    "edgeCount": lambda report: report["tieCount"],
    "density": lambda report: report["density"],
    "components": lambda report: report["components"],
    "largestComponent": lambda report: report["largestComponent"],
    "degree": _actors("degree"),
    "degreeNormalized": _actors("degreeNormalized"),
    "inDegree": _actors("inDegree"),
    "outDegree": _actors("outDegree"),
    "betweenness": _actors("betweenness"),
    "betweennessNormalized": _actors("betweennessNormalized"),
    "closenessNormalized": _actors("closeness"),
    "closenessWassermanFaust": _actors("closeness"),
    "closenessWithinComponent": _within_component,
    "harmonicNormalized": _actors("harmonic"),
    "eigenvectorMax1": _actors("eigenvector"),
    "eigenvectorRowsMax1": _of_mode("eigenvector", "ONE"),
    "eigenvectorColumnsMax1": _of_mode("eigenvector", "TWO"),
    "core": _actors("kCore"),
    "constraint": _actors("constraint"),
    "effectiveSize": _actors("effectiveSize"),
    "efficiency": _actors("efficiency"),
    "hierarchy": _actors("hierarchy"),
    "transitivity": lambda report: report["transitivity"],
    "averageClustering": _average_clustering,
    "articulationPoints": lambda report: sorted(report["articulationPoints"]),
    "bridges": lambda report: sorted(sorted(pair) for pair in report["bridges"]),
    "degreeAssortativity": lambda report: report["assortativity"],
    "reciprocity_edgewise": lambda report: report["reciprocity"],
    "clusteringOpsahlRows": lambda report: report["clustering"]["opsahlOne"],
    "clusteringOpsahlColumns": lambda report: report["clustering"]["opsahlTwo"],
    "clusteringOpsahlLocal": _actors("clustering"),
    "clusteringRobinsAlexander": lambda report: report["clustering"]["robinsAlexander"],
    "redundancyLatapy": _actors("redundancy"),
    "overlapEdges": lambda report: report["overlaps"][0]["tieCount"],
    "overlapColumnsEdges": lambda report: report["overlaps"][1]["tieCount"],
    "overlapRows_constraint": _of_overlap("constraint"),
    "overlapRows_effectiveSize": _of_overlap("effectiveSize"),
    "overlapRows_hierarchy": _of_overlap("hierarchy"),
    "overlapRows_newmanStrength": _newman_strength,
}
INDIRECT: Final = ("overlapRows_first10", "fourCycles", "threePaths")
"""With their own tests."""


def _computed() -> list[tuple[str, str]]:
    return [(name, measure) for name in SETS for measure in COMPUTED[name] if not measure.startswith(OTHER_QUESTIONS)]


@pytest.mark.parametrize(("name", "measure"), [pair for pair in _computed() if pair[1] not in INDIRECT])
def test_a_computed_value(name: str, measure: str) -> None:
    expected: Any = COMPUTED[name][measure]
    actual: Any = VALUES[measure](published_report(name))
    if measure == "harmonicNormalized":  # the file has the right values, but at other actors
        expected, actual = sorted(expected.values()), sorted(actual.values())
    if measure.startswith("closeness"):
        actual = {actor: 0.0 if value is None else value for actor, value in actual.items()}
    if isinstance(expected, dict):
        assert {k for k, v in expected.items() if v is None} == {k for k in expected if actual[k] is None}
        expected = {actor: value for actor, value in expected.items() if value is not None}
        actual = {actor: actual[actor] for actor in expected}
    if measure in ("articulationPoints", "bridges"):
        assert actual == expected
    else:
        assert actual == pytest.approx(expected, abs=CLOSED_FORM, rel=0)


@pytest.mark.parametrize(
    "entry",
    [entry for entry in EXPECTED["published"] if entry["set"] == "davis"],
    ids=lambda entry: entry["measure"],
)
def test_a_published_value(entry: dict[str, Any]) -> None:
    actual, expected = VALUES[entry["measure"]](published_report("davis")), entry["value"]
    if isinstance(expected, dict):
        actual = {actor: actual[actor] for actor in expected}
    assert actual == pytest.approx(expected, abs=entry["tol"], rel=0)


def test_overlaps_of_the_women() -> None:
    ties = {frozenset((tie["from"], tie["to"])): tie for tie in published_report("davis")["overlaps"][0]["ties"]}
    for first, second, shared, jaccard in COMPUTED["davis"]["overlapRows_first10"]:
        tie = ties[frozenset((first, second))]
        assert (tie["weight"], tie["jaccard"]) == pytest.approx((shared, jaccard), abs=CLOSED_FORM)


def test_cycles_and_paths() -> None:
    values = COMPUTED["davis"]
    ratio = 4 * values["fourCycles"] / values["threePaths"]
    assert published_report("davis")["clustering"]["robinsAlexander"] == pytest.approx(ratio, abs=1e-11)


@pytest.mark.parametrize(("name", "by"), [("hightech_advice", "dept"), ("hightech_friends", "dept"), ("karate", "club")])
@pytest.mark.parametrize("moment", ["raw", "expected", "sd", "z"])
def test_brokerage(name: str, by: str, moment: str) -> None:
    expected = COMPUTED[f"brokerage_{name}_by_{by}"]
    brokerage = published_report(name, by)["brokerage"]
    for broker in brokerage["brokers"]:
        roles = {(score["role"] or "total").lower(): score[moment] for score in broker["roles"]}
        assert roles == pytest.approx(expected[moment][broker["id"]], abs=CLOSED_FORM), broker["id"]
    totals = {(score["role"] or "total").lower(): score["raw"] for score in brokerage["totals"]}
    assert totals == expected["raw_total"]


@pytest.mark.parametrize(("field", "key"), [("brokerage", "pairs"), ("brokeragePaths", "paths")])
def test_two_mode_brokerage(field: str, key: str) -> None:
    brokerage = published_report("davis", "half")[field]
    for broker in brokerage["brokers"]:
        roles = {(score["role"] or "total"): score["raw"] for score in broker["roles"]}
        expected = EXPECTED["two_mode_brokerage"][key][broker["id"]]
        assert roles["GATEKEEPER"] == roles["REPRESENTATIVE"] == expected["gatekeeper_or_representative"]
        assert [roles[role.upper()] for role in ("coordinator", "itinerant", "liaison")] == [
            expected[role] for role in ("coordinator", "itinerant", "liaison")
        ]
        assert roles["total"] == sum(expected.values())


def test_assortativity() -> None:
    expected = EXPECTED["assortativity"]
    report = published_report("karate", "club")
    assert report["assortativityBy"]["value"] == pytest.approx(expected["karate_assortativity_club"], abs=CLOSED_FORM)
    assert report["assortativity"] == pytest.approx(expected["karate_assortativity_degree"], abs=CLOSED_FORM)


def test_modularity() -> None:
    best, split = (entry for entry in EXPECTED["published"] if entry["set"] == "karate")
    groups = groups_of(published("karate").labels("club"))
    assert modularity(published("karate").arrays, groups.number) == pytest.approx(split["value"], abs=split["tol"])
    assert published_report("karate")["subgroups"]["modularity"] == pytest.approx(best["value"], abs=best["tol"])


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize(
    ("name", "options"), [("davis", ["--two-mode", "--by", "half"]), ("hightech_advice", ["--directed", "--by", "dept"])]
)
def test_the_command_prints_the_report(name: str, options: list[str]) -> None:
    report = _command(name, FOLDER / f"{name}.nodes.csv", *options)
    assert report == json.loads(json.dumps(published_report(name, options[-1])))


def _command(name: str, nodes: Any, *options: str) -> dict[str, Any]:
    command = ["api", "measures", str(FOLDER / f"{name}.edges.csv"), str(nodes), *options]
    done = run(command, os.environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_weights_are_used_if_asked_for() -> None:
    name = "karate"
    weighted = _command(name, FOLDER / f"{name}.nodes.csv", "--weighted")
    plain = published_report(name)
    differing = {key for a, b in zip(weighted["actors"], plain["actors"], strict=True) for key in a if a[key] != b[key]}
    assert differing == {"strength", "constraint", "effectiveSize", "efficiency", "hierarchy"}
    assert np.isclose(weighted["averageWeight"], 231 / 78)
