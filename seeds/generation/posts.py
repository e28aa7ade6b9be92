"""Posts of the four-level chain of responsibility: leading posts with their contact points, township leads, secretaries, directors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.model.common_properties import Provenance
from graph.model.divisions import COUNTY, TOWNSHIP
from graph.model.posts import POST, Duty, Role
from seeds.generation.branches import Branch
from seeds.generation.committees import Committees
from seeds.generation.days import CITY_FOUNDED, CONTACTS_BEGIN, LAST_CHANGE
from seeds.generation.divisions import Community, Territory
from seeds.generation.offices import CITY_LEADERS, COUNTY_LEADERS, TOWNSHIP_LEAD
from seeds.generation.seed_writer import SeedWriter
from seeds.generation.seeded_random import SeededRandom
from seeds.loader.records import End

_LEADERS: Final = {"640502": 19, "640521": 17, "640522": 10}
"""How many leading posts of each county contact a branch; the others of the 68 are the city's."""
_QUOTE_CONTACTS: Final = "68名市、县(区)领导包抓68个社区党支部工作联系点"
_QUOTE_TOWNSHIPS: Final = "各乡镇确定1名班子成员主抓社区工作"
_CHANGING: Final = 18
"""Leading posts that changed contact points among each other."""
_CHANGED_ON: Final = date(2021, 9, 1)
_WITHOUT_SECRETARY: Final = ("640502101021", "640521206002", "640522402008")
_VACANT_SINCE: Final = {"640502100019": date(2022, 4, 1)}
_WITHOUT_DIRECTOR: Final = ("640502108003", "640522402008")


@dataclass
class Posts:
    """The living posts of communities, and the leading ones, as other concepts need them."""

    leaders: list[End] = field(default_factory=list[End])
    secretaries: dict[End, End] = field(default_factory=dict[End, End])
    directors: dict[End, End] = field(default_factory=dict[End, End])
    deputies: dict[End, End] = field(default_factory=dict[End, End])


def generate_post(
    draft: SeedWriter,
    code: str,
    name: str,
    body: End,
    role: Role,
    *,
    duty: Duty | None = None,
    since: date = CITY_FOUNDED,
    until: date | None = None,
    provenance: Provenance = Provenance.ILLUSTRATIVE,
    source: str | None = None,
) -> End:
    """A post and the body that it is one of; its role and duty stand on both."""
    post = draft.entity(POST, code, name, role=role, duty=duty, provenance=provenance)
    draft.link("POST_IN", post, body, since, until, role=role, duty=duty, source=source)
    return post


def generate_posts(draft: SeedWriter, territory: Territory, committees: Committees, branches: Sequence[Branch]) -> Posts:
    posts = Posts(leaders=list(_draw_leaders(draft, territory)))
    _draw_contacts(draft, posts.leaders, branches)
    _draw_township_posts(draft, territory, committees)
    chance = SeededRandom("community posts")
    for community in territory.communities:
        _draw_community_posts(draft, community, committees, posts, chance)
    return posts


def _draw_leaders(draft: SeedWriter, territory: Territory) -> Iterator[End]:
    yield from _draw_offices(draft, territory.city, [f"中卫{office}" for office in CITY_LEADERS], Duty.PRINCIPAL)
    for county in territory.of_kind(COUNTY):
        name = territory.names[county]
        offices = [office.format(name, name[-1]) for office in COUNTY_LEADERS[: _LEADERS[county.code]]]
        yield from _draw_offices(draft, county, offices, Duty.PRIMARY)


def _draw_offices(draft: SeedWriter, division: End, offices: Sequence[str], duty: Duty) -> Iterator[End]:
    """The leading posts of a division; the first bears the duty of its level."""
    for number, office in enumerate(offices, 1):
        borne = duty if number == 1 else None
        yield generate_post(draft, f"PO-{division.code}-{number:02}", office, division, Role.LEADER, duty=borne)


def _draw_contacts(draft: SeedWriter, leaders: Sequence[End], branches: Sequence[Branch]) -> None:
    """Each leading post contacts one branch; those of a county one of their own. Some changed with each other later."""
    chance = SeededRandom("contacts")
    contacts = _contact_points(leaders, branches, chance)
    changing = chance.sample(leaders, _CHANGING)
    former = dict(zip(changing, [*changing[1:], *changing[:1]], strict=True))
    for leader, point in contacts.items():
        begun = chance.day(CONTACTS_BEGIN, date(2020, 6, 30))
        if leader in former:
            before = contacts[former[leader]].end
            draft.link("CONTACTS", leader, before, begun, _CHANGED_ON, source=_QUOTE_CONTACTS)
        draft.link("CONTACTS", leader, point.end, _CHANGED_ON if leader in former else begun, source=_QUOTE_CONTACTS)


def _contact_points(leaders: Sequence[End], branches: Sequence[Branch], chance: SeededRandom) -> dict[End, Branch]:
    """The branch that each leading post contacts; those of the city take what those of the counties leave."""
    points = chance.shuffled([branch for branch in branches if branch.compound is None and not branch.until])
    contacts: dict[End, Branch] = {}
    for leader in sorted(leaders, key=lambda end: (-len(end.code), end.code)):
        own = [point for point in points if leader.code.startswith(f"PO-{point.community.county.code}-")]
        contacts[leader] = (own or points)[0]
        points.remove(contacts[leader])
    return contacts


def _draw_township_posts(draft: SeedWriter, territory: Territory, committees: Committees) -> None:
    chance = SeededRandom("township posts")
    for township in territory.of_kind(TOWNSHIP):
        name = territory.names[township]
        generate_post(
            draft,
            f"PO-{township.code}-01",
            TOWNSHIP_LEAD.format(name),
            township,
            Role.TOWNSHIP_LEADER,
            duty=Duty.DIRECT,
            since=chance.day(date(2019, 3, 1), date(2020, 12, 31)),
            provenance=Provenance.PUBLISHED,
            source=_QUOTE_TOWNSHIPS,
        )
        head = "党工委书记" if name.endswith("办公室") else "党委书记"
        generate_post(draft, f"PO-{township.code}-02", f"{name}{head}", committees.party[township], Role.SECRETARY)


def _draw_community_posts(
    draft: SeedWriter, community: Community, committees: Committees, posts: Posts, chance: SeededRandom
) -> None:
    code, name = community.code, f"{community.short_name}社区"
    if code not in _WITHOUT_SECRETARY:
        since, until = chance.day(date(2018, 6, 1), date(2021, 5, 31)), _VACANT_SINCE.get(code)
        post = generate_post(
            draft,
            f"PO-{code}-01",
            f"{name}党组织书记",
            community.end,
            Role.SECRETARY,
            duty=Duty.SPECIFIC,
            since=since,
            until=until,
        )
        if not until:
            posts.secretaries[community.end] = post
    if code not in _WITHOUT_DIRECTOR:
        residents = committees.residents[community.end]
        posts.directors[community.end] = generate_post(
            draft, f"PO-{code}-02", f"{name}居民委员会主任", residents, Role.DIRECTOR
        )
    if chance.happens(0.6):
        since = chance.day(date(2019, 1, 1), LAST_CHANGE)
        deputy = generate_post(draft, f"PO-{code}-03", f"{name}党组织副书记", community.end, Role.DEPUTY, since=since)
        posts.deputies[community.end] = deputy
