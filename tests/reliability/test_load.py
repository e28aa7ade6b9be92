"""Errors and memory under a mix of operations, and with four times as many clients as slots."""

import statistics
import time
from collections.abc import Callable

import psutil
import pytest
from mixed_load import mixed_load
from product_server import Server, serving

CLIENTS = 4
WARM_UP = 120
MIN_WARM_UP = 60
"""Also at a small scale: until then, first runs of statements and full caches take memory."""
MINUTES = 10
MAX_GROWTH = 0.1
MAX_REFUSAL_SECONDS = 2
OVERLOAD_SECONDS = 30
DEFAULT_SLOTS = 32

Running = tuple[serving, Server]
Record = Callable[[int, str], None]
Scaled = Callable[[int], int]


def _resident(process: psutil.Process) -> float:
    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 1e6


def _median_memory(process: psutil.Process, seconds: float) -> float:
    end, samples = time.monotonic() + seconds, [_resident(process)]
    while time.monotonic() < end:
        time.sleep(1)
        samples.append(_resident(process))
    return statistics.median(samples)


@pytest.mark.reliability("Four clients send a mix of seven operations with random dates for ten minutes after two of warm-up")
def test_memory_stays_bounded_under_a_mixed_load(
    default_running: Running, zhongwei: None, scaled: Scaled, record: Record
) -> None:
    running, server = default_running
    process, minute = psutil.Process(running.process.pid), scaled(60)
    with mixed_load(server.url, CLIENTS, seed=1) as seen:
        time.sleep(max(MIN_WARM_UP, scaled(WARM_UP)))
        before = _median_memory(process, minute)
        time.sleep(scaled((MINUTES - 2) * 60))
        after = _median_memory(process, minute)
    growth, errors = after / before - 1, {name: count for name, count in seen.outcomes.items() if name != "200"}
    record(seen.requests, f"{before:.0f} MB, then {after:.0f} MB: {growth:+.1%}; errors: {errors or 'none'}")
    assert not errors, f"errors {errors}; aim: none"
    assert growth < MAX_GROWTH, f"memory grew by {growth:.1%}; aim: below {MAX_GROWTH:.0%}"


@pytest.mark.reliability("Four times as many clients as slots for executing requests")
def test_an_overloaded_server_refuses_at_once(default_running: Running, zhongwei: None, scaled: Scaled, record: Record) -> None:
    _, server = default_running
    with mixed_load(server.url, 4 * DEFAULT_SLOTS, seed=2) as seen:
        time.sleep(scaled(OVERLOAD_SECONDS))
    slowest = {outcome: round(seconds, 2) for outcome, seconds in sorted(seen.slowest.items())}
    record(seen.requests, f"outcomes {dict(seen.outcomes)}; slowest in seconds {slowest}")
    others = set(seen.outcomes) - {"200", "503 BUSY"}
    assert not others, f"outcomes {sorted(others)}; aim: 200 or 503 BUSY"
    assert not seen.without_way_out, f"{seen.without_way_out} responses of 503 without Retry-After; aim: none"
    busy = slowest.get("503 BUSY", 0)
    assert busy <= MAX_REFUSAL_SECONDS, f"BUSY after {busy} s; aim: at most {MAX_REFUSAL_SECONDS} s"
