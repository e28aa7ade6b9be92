"""Projections: which kinds become actors, and which relations ties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from graph.model.declarations import Kind
from graph.model.registry import KINDS, RELATIONS
from graph.model.surveys import SURVEY


class Boundary(Enum):
    """哪些联系属于该区划。 Which ties belong to a scope."""

    ANCHOR = (
        "锚定端的归属在范围内，另一端不限。 The anchor has its home in the scope, the other end anywhere: a county organ on a "
        "township's committee is in that township's network."
    )
    BOTH = "两端的归属都在范围内。 Both ends have their home in the scope."
    EITHER = "至少一端的归属在范围内。 At least one end has its home in the scope."


class Mode(Enum):
    """双模网络的一个模，即其中一类行动者。 One of the two sorts of actors of a two-mode network."""

    ONE = "第一模，例如成员单位；单模网络只有这一模。 The first sort, such as member units; the only one of a one-mode network."
    TWO = "第二模，例如联合党委。 The second sort, such as joint committees."


@dataclass(frozen=True)
class Projection:
    """A way to read the graph as a network.

    `one`, `two`: kinds of each mode. `overlap_of`: the two-mode projection behind an overlap with the actors `one`.
    `reversed`: relations followed from target to source.
    """

    name: str
    meaning: str
    relations: tuple[str, ...]
    one: tuple[Kind, ...]
    two: tuple[Kind, ...] = ()
    directed: bool = False
    reversed: frozenset[str] = frozenset()
    overlap_of: "Projection | None" = None

    @property
    def two_mode(self) -> bool:
        return bool(self.two)

    @property
    def weighted(self) -> bool:
        return self.overlap_of is not None

    @property
    def base(self) -> "Projection":
        """The projection whose ties are made of links."""
        return self.overlap_of or self

    @property
    def states_unknown_ties(self) -> bool:
        """Whether a missing tie can be unknown: not in an overlap, nor if every relation is a tie."""
        return self.overlap_of is None and self.name != "EVERYTHING"


def _two_mode(name: str, meaning: str, *relations: str) -> Projection:
    sources = _kinds(kind for relation in relations for kind in RELATIONS[relation].sources)
    return Projection(
        name, meaning, relations, sources, _kinds(kind for relation in relations for kind in RELATIONS[relation].targets)
    )


def _overlap(name: str, meaning: str, base: Projection, *, of_two: bool = False) -> Projection:
    return Projection(name, meaning, base.relations, base.two if of_two else base.one, overlap_of=base)


def _kinds(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    found = set(kinds)
    return tuple(kind for kind in KINDS if kind in found)


_DOWNWARDS: Final = ("ADMINISTERS", "HAS_GRID", "LEADS", "PART_OF", "BRANCH_OF")
_ALL_RELATIONS: Final = tuple(name for name in RELATIONS if name != "COVERS")

_MEMBERSHIP: Final = _two_mode(
    "MEMBERSHIP",
    "隶属网络，双模：成员单位（一）与联合党委（二）。 Two-mode: member units (mode ONE) and joint committees (mode TWO).",
    "MEMBER_OF",
)
_ALLIANCE: Final = _two_mode(
    "ALLIANCE",
    "联盟网络，双模：盟员（一）与党建联盟（二）。 Two-mode: allies (mode ONE) and alliances (mode TWO).",
    "ALLIED_IN",
)
_PROJECTIONS: Final = (
    _MEMBERSHIP,
    _overlap(
        "UNIT_OVERLAP",
        "单位共同隶属，单模：成员单位；权重为共同的联合党委数。 One-mode: member units; the weight is the number of committees shared.",
        _MEMBERSHIP,
    ),
    _overlap(
        "COMMITTEE_OVERLAP",
        "联合党委共享单位，单模：联合党委；权重为共享的单位数。 One-mode: joint committees; the weight is the number of units shared.",
        _MEMBERSHIP,
        of_two=True,
    ),
    _ALLIANCE,
    _overlap(
        "ALLY_OVERLAP",
        "盟员共同结盟，单模：盟员；权重为共同的联盟数。 One-mode: allies; the weight is the number of alliances shared.",
        _ALLIANCE,
    ),
    _two_mode(
        "ACTIVITY",
        "活动网络，双模：主办与参加者（一）与活动（二）。 Two-mode: hosts and participants (mode ONE) and activities (mode TWO): work "
        "done together, besides agreed ties.",
        "HOSTED",
        "TOOK_PART_IN",
    ),
    _two_mode(
        "PAIRING",
        "新老联结，双模：新业态党支部（一）与社区党支部（二）。 Two-mode: new-sector branches (mode ONE) and community branches (mode TWO).",
        "PAIRED_WITH",
    ),
    _two_mode(
        "SEATS",
        "交叉任职，双模：岗位（一）与所任职的组织（二）。 Two-mode: posts (mode ONE) and the bodies they sit on (mode TWO).",
        "SEATED_ON",
    ),
    Projection(
        "HIERARCHY",
        "层级，单模，自上而下有向。 One-mode, directed downwards: ADMINISTERS, HAS_GRID, LEADS, and PART_OF and BRANCH_OF reversed.",
        _DOWNWARDS,
        _kinds(kind for name in _DOWNWARDS for kind in (*RELATIONS[name].sources, *RELATIONS[name].targets)),
        directed=True,
        reversed=frozenset({"PART_OF", "BRANCH_OF"}),
    ),
    Projection(
        "EVERYTHING",
        "全部实体（含区划，不含登记说明）与关系，单模；网络指标按无向计算。 Every entity (divisions too, surveys not) and link; one-mode, "
        "undirected for measures.",
        _ALL_RELATIONS,
        tuple(kind for kind in KINDS if kind is not SURVEY),
    ),
)
PROJECTIONS: Final[Mapping[str, Projection]] = {projection.name: projection for projection in _PROJECTIONS}


def overlap_of_mode(projection: Projection, mode: str) -> Projection:
    """Returns the overlap of a two-mode projection's mode, a declared one if there is one."""
    kinds = projection.two if mode == "TWO" else projection.one
    found = (each for each in _PROJECTIONS if each.overlap_of is projection and each.one == kinds)
    name = f"{projection.name} ({mode})"
    return next(found, None) or _overlap(name, projection.meaning, projection, of_two=mode == "TWO")
