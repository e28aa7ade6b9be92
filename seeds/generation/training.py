"""Training sessions, and certificates of social workers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.model.common_properties import Provenance
from graph.model.integrity import EntityKey
from graph.model.training import CREDENTIAL, TRAINING, Grade, Tier, TrainedBodies, TrainingForm, TrainingKind, TrainingMode
from seeds.generation.divisions import Community, Territory
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom

_QUOTE_JUNIOR: Final = "65名社会工作者取得初级社会工作者证书，每人给予200元至500元奖励"
_QUOTE_INTERMEDIATE: Final = "9名取得中级证书，每人给予200元至500元奖励"


@dataclass(frozen=True)
class Session:
    """Each invited community attends with a probability."""

    code: str
    name: str
    division: str
    tier: Tier
    kind: TrainingKind
    mode: TrainingMode
    form: TrainingForm
    held_on: date
    bodies: TrainedBodies
    invited: Callable[[Community], bool]
    attendance: float = 1.0


def _inducted_in_2021(community: Community) -> bool:
    return community.county.code == "640502" or (community.county.code == "640521" and int(community.code) % 2 == 1)


_SESSIONS: Final = (
    Session(
        "TR-2020-1",
        "文昌镇社区网格治理专题培训",
        "640502101",
        Tier.TOWNSHIP,
        TrainingKind.SPECIAL,
        TrainingMode.ON_SITE,
        TrainingForm.FIELD_PRACTICE,
        date(2020, 10, 20),
        TrainedBodies.RESIDENTS,
        lambda community: community.township.code == "640502101",
        0.8,
    ),
    Session(
        "TR-2021-1",
        "沙坡头区新任社区“两委”任职培训班",
        "640502",
        Tier.COUNTY,
        TrainingKind.INDUCTION,
        TrainingMode.CENTRALISED,
        TrainingForm.LECTURE,
        date(2021, 4, 19),
        TrainedBodies.BOTH,
        lambda community: community.county.code == "640502",
    ),
    Session(
        "TR-2021-2",
        "中宁县新任社区“两委”任职培训班",
        "640521",
        Tier.COUNTY,
        TrainingKind.INDUCTION,
        TrainingMode.ONLINE,
        TrainingForm.LECTURE,
        date(2021, 5, 24),
        TrainedBodies.BOTH,
        lambda community: community.county.code == "640521" and _inducted_in_2021(community),
    ),
    Session(
        "TR-2021-3",
        "宁安镇社区干部轮训",
        "640521100",
        Tier.TOWNSHIP,
        TrainingKind.ROTATION,
        TrainingMode.CENTRALISED,
        TrainingForm.EXCHANGE,
        date(2021, 10, 12),
        TrainedBodies.PARTY,
        lambda community: community.township.code == "640521100",
        0.7,
    ),
    Session(
        "TR-2022-1",
        "全市社区党组织书记示范培训班",
        "6405",
        Tier.CITY,
        TrainingKind.ROTATION,
        TrainingMode.CENTRALISED,
        TrainingForm.CASE_STUDY,
        date(2022, 3, 21),
        TrainedBodies.PARTY,
        lambda community: True,
        0.85,
    ),
    Session(
        "TR-2022-2",
        "全市社区“两委”成员任职培训班",
        "6405",
        Tier.CITY,
        TrainingKind.INDUCTION,
        TrainingMode.CENTRALISED,
        TrainingForm.LECTURE,
        date(2022, 5, 16),
        TrainedBodies.BOTH,
        lambda community: not _inducted_in_2021(community),
    ),
    Session(
        "TR-2022-3",
        "全市社区治理现场观摩班",
        "6405",
        Tier.CITY,
        TrainingKind.SPECIAL,
        TrainingMode.ON_SITE,
        TrainingForm.FIELD_PRACTICE,
        date(2022, 6, 27),
        TrainedBodies.BOTH,
        lambda community: True,
        0.45,
    ),
)


def generate_training(writer: SeedWriter, territory: Territory) -> None:
    divisions = {division.code: division for division in territory.names}
    random = SeededRandom("training")
    for session in _SESSIONS:
        training = _add_session(writer, session)
        writer.add_link("LOCATED_IN", training, divisions[session.division], session.held_on)
        for community in territory.communities:
            if session.invited(community) and random.happens(session.attendance):
                _add_trained(writer, session, training, community, random)
    _add_credentials(writer, territory.city)


def _add_session(writer: SeedWriter, session: Session) -> EntityKey:
    return writer.add_entity(
        TRAINING,
        session.code,
        session.name,
        tier=session.tier,
        kind=session.kind,
        mode=session.mode,
        form=session.form,
        held_on=session.held_on,
    )


def _add_trained(writer: SeedWriter, session: Session, training: EntityKey, community: Community, random: SeededRandom) -> None:
    attendance = None if random.happens(0.05) else random.between(1, 3 if session.bodies is TrainedBodies.PARTY else 7)
    writer.add_link("TRAINED", training, community.end, session.held_on, bodies=session.bodies, attendance=attendance)


def _add_credentials(writer: SeedWriter, city: EntityKey) -> None:
    for grade, holders, quote in ((Grade.JUNIOR, 65, _QUOTE_JUNIOR), (Grade.INTERMEDIATE, 9, _QUOTE_INTERMEDIATE)):
        name = {Grade.JUNIOR: "初级社会工作者证书", Grade.INTERMEDIATE: "中级社会工作者证书"}[grade]
        credential = writer.add_entity(
            CREDENTIAL,
            f"CR-{grade.name}",
            name,
            provenance=Provenance.PUBLISHED,
            grade=grade,
            holders=holders,
            reward_min=200,
            reward_max=500,
        )
        writer.add_link("APPLIES_IN", credential, city, date(2021, 1, 1), source=quote, provenance=Provenance.PUBLISHED)
