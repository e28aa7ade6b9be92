"""The picture of the READMEs: the main relations of the four systems."""

from collections.abc import Iterator
from typing import Final

from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from graph.model.registry import RELATIONS

_SYSTEMS: Final = {
    "组织 organisation": (
        ("MEMBER_OF", "MemberUnit", "JointCommittee"),
        ("SERVES", "JointCommittee", "Division"),
        ("PAIRED_WITH", "NewSectorBranch", "CommunityBranch"),
        ("ALLIED_IN", "NewSectorBranch", "Alliance"),
        ("RUNS", "Alliance", "ServiceStation"),
        ("BRANCH_OF", "CommunityBranch", "Division"),
    ),
    "治理 governance": (
        ("HAS_GRID", "Division", "Grid"),
        ("LEADS", "CommunityBranch", "Grid"),
        ("MANAGES", "PropertyCompany", "Compound"),
        ("REPRESENTS", "OwnersCommittee", "Compound"),
        ("SITUATED_IN", "Compound", "Division"),
    ),
    "培育 training": (("TRAINED", "Training", "Division"),),
    "保障 support": (("ALLOCATED_TO", "Fund", "Division"), ("APPLIES_IN", "PayStandard", "Division")),
}
"""By system: relation, start, end. A kind is drawn in the first system that names it."""
_NAMES: Final = {
    "MemberUnit": ("成员单位", "member unit"),
    "JointCommittee": ("联合党委", "joint committee"),
    "NewSectorBranch": ("新业态党支部", "new-sector branch"),
    "CommunityBranch": ("社区党支部", "community branch"),
    "Alliance": ("党建联盟", "alliance"),
    "ServiceStation": ("服务阵地", "service station"),
    "Grid": ("网格", "grid"),
    "PropertyCompany": ("物业企业", "property company"),
    "Compound": ("小区", "residential compound"),
    "OwnersCommittee": ("业主委员会", "owners' committee"),
    "Training": ("培训", "training"),
    "Fund": ("经费", "fund"),
    "PayStandard": ("待遇标准", "pay standard"),
}
_DIVISION: Final = '  Division["省 → 市 → 县区 → 乡镇 → 社区<br>province → city → county → township → community"]'


def picture() -> str:
    """Draws a Mermaid flowchart. Raises KeyError or ValueError if the model lacks a relation."""
    lines = ["flowchart LR", _DIVISION]
    drawn = {"Division"}
    for number, (system, relations) in enumerate(_SYSTEMS.items()):
        lines += [f'  subgraph S{number} ["{system}"]', *_boxes(relations, drawn), "  end"]
    for relations in _SYSTEMS.values():
        lines += [_arrow(*each) for each in relations]
    return "\n".join(lines)


def _boxes(relations: tuple[tuple[str, str, str], ...], drawn: set[str]) -> Iterator[str]:
    for label in dict.fromkeys(label for _, *ends in relations for label in ends):
        if label not in drawn:
            drawn.add(label)
            yield f'    {label}["{"<br>".join(_NAMES[label])}"]'


def _arrow(name: str, start: str, end: str) -> str:
    relation: Relation = RELATIONS[name]
    if start not in _labels(relation.sources) or end not in _labels(relation.targets):
        raise ValueError(f"{name} does not lead from {start} to {end}")
    return f"  {start} -->|{name}| {end}"


def _labels(kinds: tuple[Kind, ...]) -> set[str]:
    return {"Division" if kind in DIVISIONS else kind.label for kind in kinds}
