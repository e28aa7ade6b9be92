"""Mentors: experienced posts that lead newer ones of communities (导师帮带), with how each pairing was appraised."""

from datetime import date
from typing import Final

from graph.model.divisions import TOWNSHIP
from graph.model.posts import MentorAppraisal, Role
from seeds.generation.committees import Committees
from seeds.generation.days import LAST_CHANGE
from seeds.generation.divisions import Territory
from seeds.generation.posts import Posts, generate_post
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom
from seeds.loader.records import End

_MENTORS: Final = {"640502100": 5, "640502101": 6, "640521100": 4, "640522402": 2}
"""Mentors' posts of each township that has them."""
_NUMBERS: Final = "一二三四五六"
_APPRAISALS: Final = ((*MentorAppraisal, None), (5, 9, 3, 6))
_SECRETARIES_WHO_MENTOR: Final = 7


def generate_mentors(draft: SeedWriter, territory: Territory, committees: Committees, posts: Posts) -> None:
    chance = SeededRandom("mentors")
    for code, count in _MENTORS.items():
        township = End(TOWNSHIP, code)
        mentees = _mentees(territory, township, posts)
        for number in _NUMBERS[:count]:
            name = f"{territory.names[township]}社区工作导师岗（{number}）"
            mentor = generate_post(
                draft, f"PO-{code}-M{_NUMBERS.index(number) + 1}", name, committees.party[township], Role.MENTOR
            )
            for mentee in chance.sample(mentees, chance.between(1, 2)):
                _draw_pairing(draft, mentor, mentee, chance)
    _draw_among_communities(draft, territory, posts, chance)


def _mentees(territory: Territory, township: End, posts: Posts) -> list[End]:
    here = [one.end for one in territory.in_division(township)]
    return [group[one] for group in (posts.secretaries, posts.deputies) for one in here if one in group]


def _draw_among_communities(draft: SeedWriter, territory: Territory, posts: Posts, chance: SeededRandom) -> None:
    """Secretaries who lead the deputy of a neighbouring community."""
    for one in chance.sample(territory.communities, _SECRETARIES_WHO_MENTOR):
        others = [
            other.end for other in territory.in_division(one.township) if other is not one and other.end in posts.deputies
        ]
        if one.end in posts.secretaries and others:
            _draw_pairing(draft, posts.secretaries[one.end], posts.deputies[chance.pick(others)], chance)


def _draw_pairing(draft: SeedWriter, mentor: End, mentee: End, chance: SeededRandom) -> None:
    since = chance.day(date(2020, 9, 1), date(2022, 6, 30))
    until = chance.day(date(2022, 7, 1), LAST_CHANGE) if chance.happens(0.15) else None
    draft.link("MENTORS", mentor, mentee, since, until, appraisal=chance.weighted(*_APPRAISALS))
