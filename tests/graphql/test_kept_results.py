"""Results cached by date do not grow with the number of dates."""

import re
from datetime import date, timedelta
from typing import Final

import pytest
from product_server import Server

from graph.coverage.column_store import MAX_KEPT_DATES
from graph.network.questions.network_store import MAX_KEPT_NETWORKS

GROWTH: Final = 1.3
"""Results of later dates have more entities."""
QUESTIONS: Final = {
    "columns": (MAX_KEPT_DATES, 'query ($day: Date) { coverage(scope: "99", indicator: MENTORED, asOf: $day) { reached } }'),
    "networks": (
        MAX_KEPT_NETWORKS,
        'query ($day: Date) { network(scope: "99", projection: MEMBERSHIP, asOf: $day) { density } }',
    ),
}


def _kept_bytes(server: Server, cache: str) -> float:
    found = re.search(rf"^tiaokuai_{cache}_bytes (\S+)$", server.client.get("/metrics").text, re.MULTILINE)
    assert found
    return float(found[1])


@pytest.mark.parametrize("cache", QUESTIONS)
def test_many_dates_take_the_memory_of_a_few(server: Server, tiny: None, cache: str) -> None:
    kept, query = QUESTIONS[cache]
    after_as_many_as_are_kept = 0.0
    for number in range(3 * kept):
        answer = server.post(query, day=str(date(2021, 6, 1) + timedelta(number)))
        assert "errors" not in answer
        if number == kept:
            after_as_many_as_are_kept = _kept_bytes(server, cache)
    assert 0 < _kept_bytes(server, cache) < GROWTH * after_as_many_as_are_kept
