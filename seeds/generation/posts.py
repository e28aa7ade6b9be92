"""The four-level chain of responsibility: leaders with contact points, township leads, secretaries, directors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.model.common_properties import Provenance
from graph.model.divisions import COUNTY, TOWNSHIP
from graph.model.integrity import EntityKey
from graph.model.posts import POST, Duty, Role
from seeds.generation.branches import Branch
from seeds.generation.committees import Committees
from seeds.generation.divisions import Community, Territory
from seeds.generation.leader_titles import CITY_LEADERS, COUNTY_LEADERS, TOWNSHIP_LEAD
from seeds.generation.seed_writer import CITY_FOUNDED, CONTACTS_BEGIN, LAST_CHANGE, SeedWriter
from seeds.generation.seeded_random import SeededRandom

_LEADERS: Final = {"640502": 19, "640521": 17, "640522": 10}
"""Leading posts that contact a branch, by county; the others of the 68 belong to the city."""
_QUOTE_CONTACTS: Final = "68名市、县(区)领导包抓68个社区党支部工作联系点"
_QUOTE_TOWNSHIPS: Final = "各乡镇确定1名班子成员主抓社区工作"
_CHANGING: Final = 18
_CHANGED_ON: Final = date(2021, 9, 1)
_WITHOUT_SECRETARY: Final = ("640502101021", "640521206002", "640522402008")
_VACANT_SINCE: Final = {"640502100019": date(2022, 4, 1)}
_WITHOUT_DIRECTOR: Final = ("640502108003", "640522402008")


@dataclass
class Posts:
    leaders: list[EntityKey] = field(default_factory=list[EntityKey])
    secretaries: dict[EntityKey, EntityKey] = field(default_factory=dict[EntityKey, EntityKey])
    directors: dict[EntityKey, EntityKey] = field(default_factory=dict[EntityKey, EntityKey])
    deputies: dict[EntityKey, EntityKey] = field(default_factory=dict[EntityKey, EntityKey])


def generate_post(
    writer: SeedWriter,
    code: str,
    name: str,
    body: EntityKey,
    role: Role,
    *,
    duty: Duty | None = None,
    since: date = CITY_FOUNDED,
    until: date | None = None,
    provenance: Provenance = Provenance.ILLUSTRATIVE,
    source: str | None = None,
) -> EntityKey:
    """Adds a post and its link to an organisation. Both store role and duty."""
    post = writer.add_entity(POST, code, name, role=role, duty=duty, provenance=provenance)
    writer.add_link("POST_IN", post, body, since, until, role=role, duty=duty, source=source)
    return post


def generate_posts(writer: SeedWriter, territory: Territory, committees: Committees, branches: Sequence[Branch]) -> Posts:
    posts = Posts(leaders=list(_add_leaders(writer, territory)))
    _add_contacts(writer, posts.leaders, branches)
    _add_township_posts(writer, territory, committees)
    random = SeededRandom("community posts")
    for community in territory.communities:
        _add_community_posts(writer, community, committees, posts, random)
    return posts


def _add_leaders(writer: SeedWriter, territory: Territory) -> Iterator[EntityKey]:
    yield from _add_offices(writer, territory.city, [f"中卫{office}" for office in CITY_LEADERS], Duty.PRINCIPAL)
    for county in territory.of_kind(COUNTY):
        name = territory.names[county]
        offices = [office.format(name, name[-1]) for office in COUNTY_LEADERS[: _LEADERS[county.code]]]
        yield from _add_offices(writer, county, offices, Duty.PRIMARY)


def _add_offices(writer: SeedWriter, division: EntityKey, offices: Sequence[str], duty: Duty) -> Iterator[EntityKey]:
    """Gives the first office the duty of its level."""
    for number, office in enumerate(offices, 1):
        post_duty = duty if number == 1 else None
        yield generate_post(writer, f"PO-{division.code}-{number:02}", office, division, Role.LEADER, duty=post_duty)


def _add_contacts(writer: SeedWriter, leaders: Sequence[EntityKey], branches: Sequence[Branch]) -> None:
    random = SeededRandom("contacts")
    contacts = _contact_points(leaders, branches, random)
    changing = random.sample(leaders, _CHANGING)
    former = dict(zip(changing, [*changing[1:], *changing[:1]], strict=True))
    for leader, point in contacts.items():
        begun = random.day(CONTACTS_BEGIN, date(2020, 6, 30))
        if leader in former:
            before = contacts[former[leader]].end
            writer.add_link("CONTACTS", leader, before, begun, _CHANGED_ON, source=_QUOTE_CONTACTS)
        writer.add_link("CONTACTS", leader, point.end, _CHANGED_ON if leader in former else begun, source=_QUOTE_CONTACTS)


def _contact_points(leaders: Sequence[EntityKey], branches: Sequence[Branch], random: SeededRandom) -> dict[EntityKey, Branch]:
    """Chooses a branch for each leading post: for county posts one in their county, for city posts one of the others."""
    points = random.shuffled([branch for branch in branches if branch.compound is None and not branch.until])
    contacts: dict[EntityKey, Branch] = {}
    for leader in sorted(leaders, key=lambda end: (-len(end.code), end.code)):
        own = [point for point in points if leader.code.startswith(f"PO-{point.community.county.code}-")]
        contacts[leader] = (own or points)[0]
        points.remove(contacts[leader])
    return contacts


def _add_township_posts(writer: SeedWriter, territory: Territory, committees: Committees) -> None:
    random = SeededRandom("township posts")
    for township in territory.of_kind(TOWNSHIP):
        name = territory.names[township]
        generate_post(
            writer,
            f"PO-{township.code}-01",
            TOWNSHIP_LEAD.format(name),
            township,
            Role.TOWNSHIP_LEADER,
            duty=Duty.DIRECT,
            since=random.day(date(2019, 3, 1), date(2020, 12, 31)),
            provenance=Provenance.PUBLISHED,
            source=_QUOTE_TOWNSHIPS,
        )
        head = "党工委书记" if name.endswith("办公室") else "党委书记"
        generate_post(writer, f"PO-{township.code}-02", f"{name}{head}", committees.party[township], Role.SECRETARY)


def _add_community_posts(
    writer: SeedWriter, community: Community, committees: Committees, posts: Posts, random: SeededRandom
) -> None:
    code, name = community.code, f"{community.short_name}社区"
    if code not in _WITHOUT_SECRETARY:
        since, until = random.day(date(2018, 6, 1), date(2021, 5, 31)), _VACANT_SINCE.get(code)
        post = generate_post(
            writer,
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
            writer, f"PO-{code}-02", f"{name}居民委员会主任", residents, Role.DIRECTOR
        )
    if random.happens(0.6):
        since = random.day(date(2019, 1, 1), LAST_CHANGE)
        deputy = generate_post(writer, f"PO-{code}-03", f"{name}党组织副书记", community.end, Role.DEPUTY, since=since)
        posts.deputies[community.end] = deputy
