"""Mentors (导师帮带): experienced posts paired with newer ones, with appraisals."""

from datetime import date
from typing import Final

from graph.model.divisions import TOWNSHIP
from graph.model.integrity import EntityKey
from graph.model.posts import MentorAppraisal, Role
from seeds.generation.committees import Committees
from seeds.generation.divisions import Territory
from seeds.generation.posts import Posts, generate_post
from seeds.generation.seed_writer import LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom

_MENTORS: Final = {"640502100": 5, "640502101": 6, "640521100": 4, "640522402": 2}
"""By township."""
_NUMBERS: Final = "一二三四五六"
_APPRAISALS: Final = ((*MentorAppraisal, None), (5, 9, 3, 6))
_SECRETARIES_WHO_MENTOR: Final = 7


def generate_mentors(writer: SeedWriter, territory: Territory, committees: Committees, posts: Posts) -> None:
    random = SeededRandom("mentors")
    for code, count in _MENTORS.items():
        township = EntityKey(TOWNSHIP, code)
        mentees = _mentees(territory, township, posts)
        for number in _NUMBERS[:count]:
            name = f"{territory.names[township]}社区工作导师岗（{number}）"
            mentor = generate_post(
                writer, f"PO-{code}-M{_NUMBERS.index(number) + 1}", name, committees.party[township], Role.MENTOR
            )
            for mentee in random.sample(mentees, random.between(1, 2)):
                _add_pairing(writer, mentor, mentee, random)
    _add_among_communities(writer, territory, posts, random)


def _mentees(territory: Territory, township: EntityKey, posts: Posts) -> list[EntityKey]:
    here = [one.end for one in territory.in_division(township)]
    return [group[one] for group in (posts.secretaries, posts.deputies) for one in here if one in group]


def _add_among_communities(writer: SeedWriter, territory: Territory, posts: Posts, random: SeededRandom) -> None:
    for one in random.sample(territory.communities, _SECRETARIES_WHO_MENTOR):
        others = [
            other.end for other in territory.in_division(one.township) if other is not one and other.end in posts.deputies
        ]
        if one.end in posts.secretaries and others:
            _add_pairing(writer, posts.secretaries[one.end], posts.deputies[random.pick(others)], random)


def _add_pairing(writer: SeedWriter, mentor: EntityKey, mentee: EntityKey, random: SeededRandom) -> None:
    since = random.day(date(2020, 9, 1), date(2022, 6, 30))
    until = random.day(date(2022, 7, 1), LAST_CHANGE) if random.happens(0.15) else None
    writer.add_link("MENTORS", mentor, mentee, since, until, appraisal=random.weighted(*_APPRAISALS))
