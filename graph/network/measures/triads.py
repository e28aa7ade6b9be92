"""Examples of the triads in which an actor is the broker."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from graph.network.measures.brokerage import BrokerageRole, BrokerageUnit
from graph.network.measures.grouping import Groups
from graph.network.measures.overlap_weights import OverlapWeights, shared_actors
from graph.network.network_arrays import NetworkArrays


@dataclass(frozen=True)
class Triad:
    """Indices of actors. `through`: in a two-mode network the actors that the ends share with the broker."""

    role: BrokerageRole
    start: int
    broker: int
    end: int
    through: tuple[int, ...] = ()


def triads(
    arrays: NetworkArrays, groups: Groups, broker: int, role: BrokerageRole | None = None, first: int = 3
) -> list[Triad]:
    """Returns a broker's first triads in a one-mode network, in the order of ends."""
    return list(islice(_triads(arrays, groups, broker, role), first))


def two_mode_triads(
    arrays: NetworkArrays,
    overlap: OverlapWeights,
    groups: Groups,
    broker: int,
    role: BrokerageRole | None = None,
    first: int = 3,
    unit: BrokerageUnit = BrokerageUnit.PAIRS,
) -> list[Triad]:
    """Returns a broker's first triads in a two-mode network, one for each unordered pair of ends, or for each chain (`unit`). `broker`
    and `groups` refer to actors of `overlap`; the actors of the returned triads are those of `arrays`.
    """
    return list(islice(_two_mode_triads(arrays, overlap, groups, broker, role, unit), first))


def role_of(start: int, broker: int, end: int) -> BrokerageRole:
    """Returns the role from the groups of the three."""
    if start == broker:
        return BrokerageRole.COORDINATOR if broker == end else BrokerageRole.REPRESENTATIVE
    if broker == end:
        return BrokerageRole.GATEKEEPER
    return BrokerageRole.ITINERANT if start == end else BrokerageRole.LIAISON


def _triads(arrays: NetworkArrays, groups: Groups, broker: int, role: BrokerageRole | None) -> Iterator[Triad]:
    number = groups.number
    ends = _successors(arrays, broker)
    for start in _predecessors(arrays, broker):
        excluded = {start, *_successors(arrays, start)}
        for end in ends:
            found = role_of(int(number[start]), int(number[broker]), int(number[end]))
            if end not in excluded and role in (None, found):
                yield Triad(found, start, broker, end)


def _two_mode_triads(
    arrays: NetworkArrays,
    overlap: OverlapWeights,
    groups: Groups,
    broker: int,
    role: BrokerageRole | None,
    unit: BrokerageUnit,
) -> Iterator[Triad]:
    for triad in _triads(overlap.arrays, groups, broker, role):
        if triad.start > triad.end and not _one_sided(triad.role, role):
            continue
        start, through, end = (int(overlap.actors[actor]) for actor in (triad.start, broker, triad.end))
        before, after = shared_actors(arrays, start, through), shared_actors(arrays, through, end)
        chains = product(before, after) if unit is BrokerageUnit.PATHS else [(*before, *after)]
        for chain in chains:
            yield Triad(triad.role, start, through, end, tuple(chain))


def _one_sided(found: BrokerageRole, asked: BrokerageRole | None) -> bool:
    """Returns whether a role is asked for that only one order of each pair of ends has."""
    return asked is not None and found in (BrokerageRole.REPRESENTATIVE, BrokerageRole.GATEKEEPER)


def _successors(arrays: NetworkArrays, actor: int) -> list[int]:
    found = set(arrays.target[arrays.source == actor].tolist())
    if not arrays.directed:
        found |= set(arrays.source[arrays.target == actor].tolist())
    return sorted(found)


def _predecessors(arrays: NetworkArrays, actor: int) -> list[int]:
    if not arrays.directed:
        return _successors(arrays, actor)
    return sorted(set(arrays.source[arrays.target == actor].tolist()))
