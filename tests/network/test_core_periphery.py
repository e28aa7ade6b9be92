"""Core and periphery of published networks, and of ideal ones."""

from typing import Any

import numpy as np
import pytest
from published_networks import EXPECTED, published

from graph.network.measures.core_periphery import CoreModel, core_periphery
from graph.network.network_arrays import NetworkArrays

FIT = EXPECTED["tolerances"]["fit_of_a_search"]
SETS = ("florentine_marriage", "florentine_business", "karate")


def _core(name: str, model: CoreModel) -> tuple[float, list[str], Any]:
    result = core_periphery(published(name).arrays, model)
    assert result is not None
    return result.fit, sorted(published(name).ids_of(np.flatnonzero(result.core))), result.coreness


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("model", "key"), [(CoreModel.BLOCKS, "blocks"), (CoreModel.STAR, "or")])
def test_a_discrete_model(name: str, model: CoreModel, key: str) -> None:
    expected = EXPECTED["computed"][name][f"coreperiphery_{key}"]
    fit, core, _ = _core(name, model)
    assert fit == pytest.approx(expected["fit"], abs=FIT)
    assert core == sorted(expected["core"])


@pytest.mark.parametrize("name", SETS)
def test_the_continuous_model(name: str) -> None:
    expected = EXPECTED["computed"][name]["coreperiphery_minres"]
    fit, _, coreness = _core(name, CoreModel.CONTINUOUS)
    assert fit == pytest.approx(expected["fit"], abs=FIT)
    assert dict(zip(published(name).ids, coreness, strict=True)) == pytest.approx(expected["coreness"], abs=FIT)


def test_the_core_of_the_core_graph() -> None:
    (entry,) = (entry for entry in EXPECTED["published"] if entry["set"] == "core_graph")
    fit, core, _ = _core("core_graph", CoreModel.BLOCKS)
    assert fit == pytest.approx(entry["value"]["fit"], abs=entry["tol"])
    assert core == sorted(entry["value"]["core"])


def test_an_ideal_two_mode_network() -> None:
    """Two core rows have ties with both core columns, and one with the rest."""
    ties = np.array([(0, 4), (0, 5), (0, 6), (1, 4), (1, 5), (2, 4)], np.int32)
    arrays = NetworkArrays(7, ties[:, 0], ties[:, 1], np.ones(6), mode_two=np.arange(7) >= 4)
    result = core_periphery(arrays, CoreModel.BLOCKS)
    assert result is not None
    assert result.fit == 1.0
    assert core_periphery(arrays, CoreModel.STAR) is not None
    continuous = core_periphery(arrays, CoreModel.CONTINUOUS)
    assert continuous is not None
    assert continuous.coreness is not None
    assert np.linalg.norm(continuous.coreness[:4]) == pytest.approx(1.0)


@pytest.mark.parametrize("model", CoreModel)
def test_no_variation_has_no_core(model: CoreModel) -> None:
    nothing, pair = np.array([], np.int32), (np.array([0], np.int32), np.array([1], np.int32))
    assert core_periphery(NetworkArrays(4, nothing, nothing, np.ones(0)), model) is None
    assert core_periphery(NetworkArrays(2, *pair, np.ones(1)), model) is None


@pytest.mark.parametrize("model", CoreModel)
def test_a_model_repeats_its_result(model: CoreModel) -> None:
    first, second = (core_periphery(published("hightech_friends").arrays, model, seed=5) for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.fit, first.core.tobytes(), first.densities) == (second.fit, second.core.tobytes(), second.densities)
