"""Questions of coverage, and Cypher for the same results."""

from datetime import date
from typing import Any, Final, LiteralString

from benchmarks.fragments import below, link, node, surveyed
from benchmarks.operations import CITY
from benchmarks.questions.comparison import QuestionComparison, cypher

MONTHS: Final = [date(2019 + month // 12, month % 12 + 1, 1) for month in range(48)]
BEFORE, AFTER = date(2019, 12, 31), date(2022, 9, 22)
UNIT_IN_GAP: Final = "640502100012"

SERIES: Final = """query ($code: String!) {
  coverageSeries(scope: $code, indicator: SERVICE_STATION, from: "2019-01-01", to: "2022-12-01") {
    asOf denominator reached notReached unknown } }"""
DIFF: Final = """query ($code: String!) { diff(scope: $code, indicator: SERVICE_STATION, from: "2019-12-31", to: "2022-09-22") {
  before { reached notReached unknown } after { reached notReached unknown }
  gained(first: 100) { totalCount nodes { unit { code } home { code } } } lost(first: 100) { totalCount nodes { unit { code } home { code } } } } }"""
NEXT_BEST: Final = """query ($code: String!) { nextBest(scope: $code, indicator: SERVICE_STATION, weight: PEOPLE, k: 5) {
  reachedBefore reachedAfter exact bound picks { properties links { relation from { code } fromKind to { code } toKind } } } }"""
WHY: Final = """query ($unit: String!) { why(unit: { community: $unit }, indicator: SERVICE_STATION) {
  status witness { from { code } to { code } links { relation since } }
  fixes { properties links { relation from { code } fromKind to { code } toKind } } } }"""


def _station_status(day: LiteralString = "$day") -> LiteralString:
    """Returns the status of the community `c`."""
    return f"""CASE WHEN EXISTS {{ MATCH (c)<-[l:LOCATED_IN]-(s:ServiceStation) WHERE {link("l", day)} AND {node("s", day)} }} THEN 'REACHED'
    WHEN {surveyed("c", "LOCATED_IN", day)} THEN 'NOT_REACHED' ELSE 'UNKNOWN' END"""


def _communities(day: LiteralString = "$day") -> LiteralString:
    """Binds each community `c` below `scope` and its `status`."""
    return f"MATCH {below('scope', 'c:Community', day=day)} WITH DISTINCT c WITH c, {_station_status(day)} AS status"


def _counted(rows: LiteralString) -> LiteralString:
    """Counts rows of [code, status]."""
    return f"""{{reached: size([x IN {rows} WHERE x[1] = 'REACHED']), notReached: size([x IN {rows} WHERE x[1] = 'NOT_REACHED']),
    unknown: size([x IN {rows} WHERE x[1] = 'UNKNOWN'])}}"""


def _only_in(rows: LiteralString, others: LiteralString) -> LiteralString:
    """Lists units that are reached in `rows` only."""
    return f"""[x IN {rows} WHERE x[1] = 'REACHED' AND NOT [x[0], 'REACHED'] IN {others} | {{unit: {{code: x[0]}}, home: {{code: x[0]}}}}]"""


FIX: Final[LiteralString] = """{properties: {}, links: [{relation: 'LOCATED_IN', from: null, fromKind: 'SERVICE_STATION',
  to: {code: c.code}, toKind: 'COMMUNITY'}]}"""
SERIES_BY_HAND: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) UNWIND $days AS day
CALL (scope, day) {{ {_communities("day")} RETURN count(*) AS denominator, count(CASE status WHEN 'REACHED' THEN 1 END) AS reached,
  count(CASE status WHEN 'NOT_REACHED' THEN 1 END) AS notReached, count(CASE status WHEN 'UNKNOWN' THEN 1 END) AS unknown }}
WITH day, denominator, reached, notReached, unknown ORDER BY day
RETURN collect({{asOf: toString(day), denominator: denominator, reached: reached, notReached: notReached, unknown: unknown}}) AS series"""
DIFF_BY_HAND: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}})
CALL (scope) {{ {_communities("$before")} ORDER BY c.code RETURN collect([c.code, status]) AS old }}
CALL (scope) {{ {_communities("$after")} ORDER BY c.code RETURN collect([c.code, status]) AS new }}
WITH old, new, {_only_in("new", "old")} AS gained, {_only_in("old", "new")} AS lost
RETURN {{before: {_counted("old")}, after: {_counted("new")}, gained: {{totalCount: size(gained), nodes: gained[..100]}},
  lost: {{totalCount: size(lost), nodes: lost[..100]}}}} AS diff"""
NEXT_BEST_BY_HAND: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) {_communities()}
ORDER BY coalesce(c.population, 0) DESC, c.code
WITH sum(CASE status WHEN 'REACHED' THEN c.population END) AS reached, collect(CASE WHEN status <> 'REACHED' THEN c END)[..5] AS picks
RETURN {{reachedBefore: reached, reachedAfter: reduce(people = reached, c IN picks | people + coalesce(c.population, 0)), exact: true,
  bound: 1.0, picks: [c IN picks | {FIX}]}} AS best"""
WHY_BY_HAND: Final[LiteralString] = f"""
MATCH (c:Community {{code: $unit}}) WHERE {node("c")} WITH c, {_station_status()} AS status
RETURN {{status: status, witness: COLLECT {{ MATCH (c)<-[l:LOCATED_IN]-(s:ServiceStation) WHERE {link("l")} AND {node("s")}
    WITH l, s ORDER BY s.code LIMIT 1
    RETURN {{from: {{code: c.code}}, to: {{code: s.code}}, links: [{{relation: 'LOCATED_IN', since: toString(l.since)}}]}} }},
  fixes: CASE WHEN status = 'REACHED' THEN [] ELSE [{FIX}] END}} AS why"""

SCOPE: Final[dict[str, Any]] = {"code": CITY}
COMPARISONS: Final = (
    QuestionComparison(
        "coverageSeries, 48 months / Cypher", SERIES, SCOPE, cypher(SERIES_BY_HAND, SCOPE | {"days": MONTHS}), 1.0, 20
    ),
    QuestionComparison(
        "diff, two dates / Cypher", DIFF, SCOPE, cypher(DIFF_BY_HAND, SCOPE | {"before": BEFORE, "after": AFTER}), 1.2
    ),
    QuestionComparison("nextBest, 5 picks by people / Cypher", NEXT_BEST, SCOPE, cypher(NEXT_BEST_BY_HAND, SCOPE), 1.2),
    *(
        QuestionComparison(f"why of a unit {state} / Cypher", WHY, {"unit": unit}, cypher(WHY_BY_HAND, {"unit": unit}), 1.2)
        for state, unit in (("in the gap", UNIT_IN_GAP), ("that is reached", "640502100002"))
    ),
)
