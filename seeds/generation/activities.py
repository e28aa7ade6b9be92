"""Joint activities and shared resources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.activities import ACTIVITY, ActivityKind
from graph.model.integrity import EntityKey
from seeds.generation.alliances import Alliance
from seeds.generation.branches import Branch
from seeds.generation.committees import Committees
from seeds.generation.divisions import Community, Territory
from seeds.generation.sectors import NewSectorBranch
from seeds.generation.seed_writer import LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.unit_names import split_names

HOSTED_BY_COMMITTEES: Final = 88
_JOINT: Final = split_names(
    "邻里节 义诊服务进社区 法律咨询进社区 环境卫生联合整治 暑期爱心托管班 重阳敬老活动 政策宣讲会 消防演练 "
    "困难家庭走访 核酸检测志愿服务 招聘会进社区 红色电影展播 反诈宣传 端午包粽子活动 老旧小区改造恳谈会"
)
_SHARED: Final = split_names("共享停车场 共享会议室 共享图书室 共享运动场 职工食堂老年助餐点 共享党员活动室")
_OF_ALLIANCES: Final = split_names(
    "骑手安全出行培训 配送员体检日 主播助农专场 快递进社区协商会 红色故事会 夏季送清凉 冬季送温暖 先锋骑手评选"
)
_SHARED_PROBABILITY: Final = 0.25


@dataclass(frozen=True)
class _Activity:
    end: EntityKey
    held_on: date
    until: date | None


def generate_activities(
    writer: SeedWriter,
    territory: Territory,
    committees: Committees,
    branches: Sequence[Branch],
    alliances: Sequence[Alliance],
    sectors: Sequence[NewSectorBranch],
) -> None:
    random = SeededRandom("activities")
    weights = [one.size * random.skewed(1, 0.8) for one in territory.communities]
    for number in range(1, HOSTED_BY_COMMITTEES + 1):
        community = random.weighted(territory.communities, weights)
        _add_of_committee(writer, f"AC-{number:03}", community, committees, branches, random)
    for number, name in enumerate(_OF_ALLIANCES, HOSTED_BY_COMMITTEES + 1):
        _add_of_alliance(writer, f"AC-{number:03}", name, territory, random.pick(alliances[:2]), sectors, random)


def _add_of_committee(
    writer: SeedWriter,
    code: str,
    community: Community,
    committees: Committees,
    branches: Sequence[Branch],
    random: SeededRandom,
) -> None:
    held_on = random.day(committees.founded[community.end], LAST_CHANGE)
    shared = random.happens(_SHARED_PROBABILITY)
    name = f"{community.short_name}社区{random.pick(_SHARED if shared else _JOINT)}"
    closed = random.day(held_on, LAST_CHANGE) if shared and random.happens(0.15) else None
    activity = _add(writer, code, name, shared, held_on, closed if closed != held_on else None)
    writer.add_link("LOCATED_IN", activity.end, community.end, held_on, activity.until)
    writer.add_link("HOSTED", committees.joint[community.end], activity.end, held_on, activity.until)
    members = [
        one.unit.end
        for one in committees.memberships
        if one.community is community and one.since <= held_on and (one.until is None or held_on < one.until)
    ]
    own = [branch.end for branch in branches if branch.community is community]
    for participant in [*random.sample(members, random.between(1, 6)), *random.sample(own, 1)]:
        writer.add_link("TOOK_PART_IN", participant, activity.end, held_on, activity.until)


def _add(writer: SeedWriter, code: str, name: str, shared: bool, held_on: date, until: date | None) -> _Activity:
    kind = ActivityKind.SHARED_RESOURCE if shared else ActivityKind.JOINT_ACTIVITY
    end = writer.add_entity(ACTIVITY, code, name, valid_to=until, kind=kind, held_on=held_on)
    return _Activity(end, held_on, until)


def _add_of_alliance(
    writer: SeedWriter,
    code: str,
    name: str,
    territory: Territory,
    alliance: Alliance,
    sectors: Sequence[NewSectorBranch],
    random: SeededRandom,
) -> None:
    activity = _add(
        writer, code, f"{alliance.name.removeprefix('中卫市')}{name}", False, random.day(alliance.since, LAST_CHANGE), None
    )
    writer.add_link("LOCATED_IN", activity.end, territory.city, activity.held_on)
    writer.add_link("HOSTED", alliance.end, activity.end, activity.held_on)
    for branch in random.sample(sectors, random.between(3, 8)):
        writer.add_link("TOOK_PART_IN", branch.end, activity.end, activity.held_on)
