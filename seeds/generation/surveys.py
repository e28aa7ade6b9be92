"""The relations surveyed in each division. Without a survey, a missing link is unknown, not absent."""

from datetime import date
from typing import Final

from graph.model.integrity import EntityKey
from graph.model.surveys import SURVEY, RelationName
from seeds.generation.divisions import Territory
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom

_CITY: Final = ("6405",)
_SHAPOTOU: Final = "640502"
_ZHONGNING: Final = "640521"
_TOWNS: Final = ("640502100", "640502101", "640521100")
_SURVEYED: Final = {
    "SERVES": _CITY,
    "BRANCH_OF": _CITY,
    "CONTACTS": _CITY,
    "POST_IN": _CITY,
    "HAS_GRID": _CITY,
    "SITUATED_IN": _CITY,
    "TRAINED": _CITY,
    "MEMBER_OF": (_SHAPOTOU, _ZHONGNING, "640522104"),
    "SEATED_ON": (_SHAPOTOU,),
    "ALLIED_IN": (_SHAPOTOU, _ZHONGNING),
    "RUNS": (_SHAPOTOU, _ZHONGNING),
    "LOCATED_IN": (_SHAPOTOU, "640521100"),
    "PAIRED_WITH": _TOWNS,
    "LEADS": _TOWNS,
    "REPORTED_TO": (_SHAPOTOU, "640521100"),
    "MANAGES": (_SHAPOTOU, _ZHONGNING),
    "REPRESENTS": ("640502100", "640502101"),
    "MENTORS": ("640502101", "640521100"),
    "ALLOCATED_TO": (_SHAPOTOU, _ZHONGNING),
    "HOSTED": ("640502101",),
}
"""TOOK_PART_IN, BUNDLED_WITH, PART_OF and SPANS are surveyed nowhere."""
_ENDED: Final = (("MANAGES", "640522104"), ("MENTORS", "640522402"))
_FIRST_DAYS: Final = (date(2018, 1, 1), date(2021, 3, 31))


def generate_surveys(writer: SeedWriter, territory: Territory) -> None:
    random = SeededRandom("surveys")
    divisions = {division.code: division for division in territory.names}
    for relation, codes in _SURVEYED.items():
        for code in codes:
            _add(writer, relation, divisions[code], territory.names[divisions[code]], random.day(*_FIRST_DAYS), None)
    for relation, code in _ENDED:
        _add(writer, relation, divisions[code], territory.names[divisions[code]], date(2019, 6, 1), date(2021, 12, 31))


def _add(writer: SeedWriter, relation: str, division: EntityKey, name: str, since: date, until: date | None) -> None:
    meaning = RelationName[relation].value.split("。")[0]
    name_of_relation = RelationName[relation]
    survey = writer.add_entity(SURVEY, f"SV-{relation}-{division.code}", f"{name}登记：{meaning}", relation=name_of_relation)
    writer.add_link("COVERS", survey, division, since, until)
