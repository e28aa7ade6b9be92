from dataclasses import replace

import numpy as np

from graph.network.network_arrays import NetworkArrays
from graph.network.projection.overlap import Overlap
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.projection.projections import overlap_of_mode


def overlap_network(network: ProjectedNetwork, mode: str) -> ProjectedNetwork:
    """Returns the overlap of a mode, from ties after all filters. Raises UserError (TOO_LARGE)."""
    mode_two = network.arrays.mode_two
    assert mode_two is not None
    found = Overlap.of(network.ties, of_two=mode == "TWO")
    ties, members = found.ties(), mode_two if mode == "TWO" else ~mode_two
    actors = network.actors[members]
    source, target = (np.searchsorted(actors, ends).astype(np.int32) for ends in (ties.one, ties.two))
    return replace(
        network,
        question=replace(network.question, projection=overlap_of_mode(network.question.projection, mode)),
        actors=actors,
        in_scope=network.in_scope[members],
        ties=ties,
        arrays=NetworkArrays(len(actors), source, target, ties.weight),
        overlap=found,
    )
