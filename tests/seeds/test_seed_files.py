"""How CSV is read, which errors are reported, and that the bundled city equals its generator's output.

No database is needed. Each error case is one change to a copy of the tiny city.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tiny_city import TINY, change, city, problems_of

from graph.model.alliances import SERVICE_STATION
from graph.model.branches import COMMUNITY_BRANCH
from graph.model.divisions import COMMUNITY, COUNTY, PROVINCE
from graph.model.property import COMPOUND
from graph.model.registry import KINDS, RELATIONS
from seeds.generation.zhongwei import generate_zhongwei
from seeds.loader.errors import MAX_PROBLEMS_SHOWN, InvalidSeedFolder
from seeds.loader.folders import ZHONGWEI
from seeds.loader.parse import read_city
from seeds.loader.privacy import find_personal_data
from seeds.loader.table_schemas import TABLES
from tools.docs import seed_files_page
from tools.docs.language import PageLanguage

ROOT = Path(__file__).parent.parent.parent
__all__ = ["city"]


# ------------------------------------------------------------------------------------------------------------------ reading
def test_the_tiny_city_is_valid_and_covers_every_kind_and_relation() -> None:
    tiny = read_city(TINY)
    assert {entity.kind for entity in tiny.entities} == set(KINDS) - {PROVINCE, COUNTY}
    assert {link.relation.name for link in tiny.links} == set(RELATIONS)
    parents = {link.end.code: link.start.code for link in tiny.links_of("ADMINISTERS")}
    assert parents["9900001"] == "99"


def test_cells_are_parsed_by_type() -> None:
    tiny = read_city(TINY)
    compounds = {entity.code: entity.values for entity in tiny.entities_of(COMPOUND)}
    assert compounds["CP2"]["owners_committee_party_share"] == 62.5
    assert compounds["CP3"]["households"] is None
    communities = {entity.code: entity.values for entity in tiny.entities_of(COMMUNITY)}
    assert communities["9901001"]["former_names"] == ("东门居委会", "东门社区")
    assert communities["9902003"]["valid_to"] == date(2021, 1, 1)
    branches = {entity.code: entity.values for entity in tiny.entities_of(COMMUNITY_BRANCH)}
    assert branches["CB1"]["contact_point"] is True


def test_every_stored_property_has_a_column() -> None:
    assert len(TABLES) == len(KINDS) + len(RELATIONS)
    for table in TABLES.values():
        assert {prop.name for prop in table.declaration.properties} <= set(table.columns)
        assert "version" not in table.columns


SPREADSHEETS: dict[str, Callable[[str], str]] = {
    "byte order mark": lambda text: "\ufeff" + text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "more commas than columns": lambda text: text.replace("\n", ",,\n"),
    "blank rows": lambda text: text + ",,,,\n\n",
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "a blank line above the heading": lambda text: "\n,,\n" + text,
    "headings in capitals": lambda text: text.replace("code,name", " Code,NAME\u3000", 1),
    "headings with spaces and full width": lambda text: text.replace("contact_point", "Contact Point", 1).replace(
        "code", "ｃｏｄｅ\u200b", 1
    ),
    "headings of another style": lambda text: text.replace("contact_point", "contactPoint", 1).replace(
        "star_rating", "star-rating", 1
    ),
    "quotation marks after a space": lambda text: text.replace("CB1,", '"CB1", ', 1),
    "capital booleans": lambda text: text.replace("true", "TRUE").replace("false", "FALSE"),
}


@pytest.mark.parametrize("name", SPREADSHEETS)
def test_changes_by_spreadsheet_programs_are_accepted(city: Path, name: str) -> None:
    file = city / "entities" / "community_branches.csv"
    file.write_bytes(SPREADSHEETS[name](file.read_text("utf-8")).encode())
    assert [entity.values for entity in read_city(city).entities] == [entity.values for entity in read_city(TINY).entities]


def test_full_width_codes_are_normalised(city: Path) -> None:
    change(city, "entities/service_stations.csv", "SS1,", "ＳＳ１,")
    change(city, RUNS, "AL1,SS1", "ＡＬ１,SS1")
    assert [entity.values for entity in read_city(city).entities] == [entity.values for entity in read_city(TINY).entities]


def test_characters_that_look_alike_are_stored_as_ordinary_ones(city: Path) -> None:
    change(city, "entities/service_stations.csv", "东二暖心驿站", "⼭神\u00a0Cafe\u0301")
    station = next(read_city(city).entities_of(SERVICE_STATION))
    assert station.values["name"] == "山神 Café"


BAD_FILES: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "GB 18030": (
        lambda file: file.write_bytes(file.read_text("utf-8").encode("gb18030")),
        2,
        "byte 6 of the line is not UTF-8",
    ),
    "UTF-16": (lambda file: file.write_bytes(file.read_text("utf-8").encode("utf-16")), 1, "byte 1 of the line is not UTF-8"),
    "empty": (lambda file: file.write_bytes(b"\xef\xbb\xbf\n"), 0, "the file is empty"),
    "folder": (lambda file: (file.unlink(), file.mkdir()), 0, "expected a file of rows"),
    "symbolic link to nothing": (lambda file: (file.unlink(), file.symlink_to("nothing.csv")), 0, "expected a file of rows"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_is_reported(city: Path, name: str) -> None:
    breaks, line, sentence = BAD_FILES[name]
    breaks(city / TOWNSHIPS)
    (problem,) = [each for each in problems_of(city) if each.file == TOWNSHIPS]
    assert problem.line == line
    assert sentence in str(problem.message)


def test_a_file_instead_of_a_folder_is_reported(city: Path) -> None:
    (city / "links").rename(city / "old.csv")
    (city / "links").write_text("", "utf-8")
    assert any((one.file, str(one.message)) == ("links/", "expected a folder of files.") for one in problems_of(city))


def test_a_symbolic_link_to_a_file_is_read(city: Path, tmp_path: Path) -> None:
    (city / TOWNSHIPS).rename(tmp_path / "real.csv")
    (city / TOWNSHIPS).symlink_to(tmp_path / "real.csv")
    read_city(city)


@pytest.mark.parametrize(
    "name",
    [
        "12345热线社区",
        "C区#3楼",
        "𠮷野社区",
        "𰻝面社区",
        "A·B　社区（一）",
        "Ⅱ期合计划社区",
        "阳光里",
        "‘两委’之家",
        "注南里",
        "Müller",
        "平均里",
    ],
)
def test_unusual_names_are_valid(city: Path, name: str) -> None:
    change(city, "entities/service_stations.csv", "东二暖心驿站", name)
    read_city(city)


def test_populations_sum_to_32_bits(city: Path) -> None:
    communities = city / "entities" / "communities.csv"
    text = communities.read_text("utf-8")
    change(city, "entities/communities.csv", ",1200", ",2147483647")
    (problem,) = problems_of(city)
    assert (problem.file, problem.column) == ("entities/communities.csv", "population")
    assert "more than 2,147,483,647 residents" in str(problem.message)
    communities.write_text(text, "utf-8")
    read_city(city)


def test_system_files_and_notes_are_ignored(city: Path) -> None:
    for name in (".DS_Store", "README.md", "entities/~$posts.csv", "links/Thumbs.db"):
        (city / name).write_bytes(b"\x00")
    read_city(city)


def test_a_reference_needs_the_kind_only_if_the_code_is_ambiguous(city: Path) -> None:
    change(city, "links/branch_of.csv", "CB2,Compound,CP1", "CB2,,CP1")
    read_city(city)
    change(city, "entities/compounds.csv", "CP3,", "9902001,")
    change(city, "links/situated_in.csv", "CP3,", "9902001,")
    change(city, "links/branch_of.csv", "CB3,Community,9902001", "CB3,,9902001")
    (problem,) = problems_of(city)
    assert (problem.file, problem.line, problem.column) == ("links/branch_of.csv", 4, "to")
    assert "Community, Compound" in str(problem.message)


# ------------------------------------------------------------------------------------------------------------------ refusals
@dataclass(frozen=True)
class Bad:
    file: str
    old: str
    new: str
    line: int
    column: str
    sentence: str


TOWNSHIPS, GRIDS, COMPOUNDS = "entities/townships.csv", "entities/grids.csv", "entities/compounds.csv"
ALLIANCES, TRAININGS, POSTS = "entities/alliances.csv", "entities/trainings.csv", "entities/posts.csv"
RUNS, HAS_GRID, BRANCH_OF = "links/runs.csv", "links/has_grid.csv", "links/branch_of.csv"
REFUSALS = {
    "unknown column": Bad(TOWNSHIPS, "former_names", "formernames", 1, "formernames", "Did you mean former_names"),
    "doubled column": Bad(TOWNSHIPS, "former_names", "name", 1, "name", "has this column twice"),
    "missing column": Bad("links/serves.csv", "since", "until_", 1, "since", "lacks this column"),
    "missing code": Bad(TOWNSHIPS, "9902,", ",", 3, "code", "every row needs a code"),
    "missing name": Bad(ALLIANCES, "小城新业态党建联盟", "", 2, "name", "every row needs a name"),
    "missing since": Bad(RUNS, "AL1,SS1,2020-03-01", "AL1,SS1,", 2, "since", "from which the link is valid"),
    "blank end": Bad(RUNS, "AL1,SS1", ",SS1", 2, "from", "every row needs a value"),
    "doubled code": Bad(COMPOUNDS, "CP2,", "CP1,", 3, "code", "line 2 of entities/compounds.csv"),
    "code of another level": Bad(TOWNSHIPS, "9902,", "99,", 3, "code", "line 2 of entities/cities.csv"),
    "code as a float": Bad(TOWNSHIPS, "9902,", "6.40502E+11,", 3, "code", "Excel has turned this code into a number"),
    "end as a float": Bad(RUNS, "AL1,SS1", "AL1,640502.0", 2, "to", "Excel has turned this code into a number"),
    "code with a date": Bad(TOWNSHIPS, "9902,", "9902@2022-09-22,", 3, "code", "must not end like a dated id"),
    "code with edits": Bad(TOWNSHIPS, "9902,", "9902~0123abcd,", 3, "code", "must not end like a dated id"),
    "code with a space": Bad(TOWNSHIPS, "9902,", "99 02,", 3, "code", "without spaces"),
    "unknown value": Bad(GRIDS, "SMALL,2,", "small,2,", 2, "size", "Did you mean SMALL"),
    "unknown relation": Bad("entities/surveys.csv", "SERVES", "SERVING", 2, "relation", "expected one of ADMINISTERS"),
    "no whole number": Bad(GRIDS, "SMALL,2,", "SMALL,2.5,", 2, "workers", "a whole number from 0 to 2147483647"),
    "below the minimum": Bad(GRIDS, "SMALL,2,", "SMALL,-1,", 2, "workers", "from 0 to 2147483647"),
    "above the maximum": Bad(COMPOUNDS, "400,5,", "400,6,", 3, "service_rating", "from 1 to 5"),
    "above 100 percent": Bad(COMPOUNDS, "62.5", "101", 3, "owners_committee_party_share", "from 0 to 100"),
    "percent sign": Bad(COMPOUNDS, "62.5", "62.5%", 3, "owners_committee_party_share", "without unit or percent sign"),
    "full-width digit": Bad(COMPOUNDS, "400,5", "４00,5", 3, "households", "a whole number"),
    "beyond 32 bits": Bad(GRIDS, "SMALL,2,", "SMALL,2147483648,", 2, "workers", "from 0 to 2147483647"),
    "invisible character in a code": Bad(
        TOWNSHIPS, "9902,", "99\u200b02,", 3, "code", "character 3 is invisible (U+200B, ZERO WIDTH"
    ),
    "direction mark in an end": Bad(
        RUNS, "AL1,SS1", "AL1,\u202dSS1\u202c", 2, "to", "character 1 is invisible (U+202D, LEFT-TO"
    ),
    "apostrophe of Excel": Bad(TOWNSHIPS, "9902,", "'9902,", 3, "code", "the apostrophe marks text"),
    "full-width apostrophe": Bad(TOWNSHIPS, "9902,", "＇9902,", 3, "code", "the apostrophe marks text"),
    "error of Excel": Bad(TOWNSHIPS, "9902,西镇", "9902,#REF!", 3, "name", "#REF! is an error of the spreadsheet"),
    "narrow column of Excel": Bad(TOWNSHIPS, "9902,", "#####,", 3, "code", "##### is an error of the spreadsheet"),
    "formula": Bad(TOWNSHIPS, "9902,西镇", "9902,=B2&B3", 3, "name", "a formula of the spreadsheet"),
    "line separator": Bad(
        TOWNSHIPS, "9902,西镇", "9902,西\u2028镇", 3, "name", "character 2 is invisible (U+2028, LINE SEPARATOR"
    ),
    "control character": Bad(TOWNSHIPS, "9902,西镇", "9902,西\x07镇", 3, "name", "character 2 is invisible (U+0007"),
    "nothing visible": Bad(TOWNSHIPS, "9902,西镇", "9902,\u3164", 3, "name", "character 1 is invisible (U+3164, HANGUL FILLER"),
    "lost characters": Bad(TOWNSHIPS, "9902,西镇", "9902,花\ufffd\ufffd社区", 3, "name", "character 2 stands for one"),
    "question marks": Bad(TOWNSHIPS, "9902,西镇", "9902,????", 3, "name", "lost in another encoding"),
    "wrong encoding": Bad(TOWNSHIPS, "9902,西镇", "9902,锟斤拷", 3, "name", "lost in another encoding"),
    "marks only": Bad(TOWNSHIPS, "9902,西镇", "9902,-", 3, "name", "no letter and no digit"),
    "UTF-8 read in a Western encoding": Bad(TOWNSHIPS, "9902,西镇", "9902,è¥¿é•‡", 3, "name", "lost in another encoding"),
    "formula with a plus": Bad(TOWNSHIPS, "9902,西镇", "9902,+SUM(A1:A2)", 3, "name", "a formula"),
    "a word for no name": Bad(TOWNSHIPS, "9902,西镇", "9902,NULL", 3, "name", "a missing value"),
    "row of totals": Bad(TOWNSHIPS, "9902,西镇", "合 计,共2个", 3, "code", "a row of totals"),
    "name of a total": Bad(TOWNSHIPS, "9902,西镇", "9902,全市合计：", 3, "name", "a row of totals"),
    "long name": Bad(TOWNSHIPS, "9902,西镇", f"9902,{'西' * 12_000}镇", 3, "name", "a name has up to 100 characters"),
    "long former name": Bad("entities/communities.csv", "东门社区", "东" * 101, 3, "former_names", "up to 100 characters"),
    "many former names": Bad(
        "entities/communities.csv", "东门社区", "|".join("东" * 21), 3, "former_names", "up to 20 former names"
    ),
    "long source": Bad(
        "links/member_of.csv", "MU1,JC1,2019-06-01,,名册", f"MU1,JC1,2019-06-01,,{'册' * 1_001}", 2, "source", "up to 1,000"
    ),
    "provenance of no property": Bad(
        TOWNSHIPS,
        "code,name,former_names,valid_from",
        "code,provenances,name,former_names\n9909,populaton=OFFICIAL,南镇",
        2,
        "provenances",
        "Did you mean",
    ),
    "no provenance": Bad(
        TOWNSHIPS,
        "code,name,former_names,valid_from",
        "code,provenances,name,former_names\n9909,population=RUMOUR,南镇",
        2,
        "provenances",
        "OFFICIAL",
    ),
    "no boolean": Bad("entities/community_branches.csv", ",true,4", ",yes,4", 2, "contact_point", "true or false"),
    "day of Excel": Bad(TRAININGS, "2021-03-01", "2021/3/1", 2, "held_on", "YYYY-MM-DD"),
    "no such day": Bad(TRAININGS, "2021-03-01", "2021-02-29", 2, "held_on", "has no such day"),
    "ends before it begins": Bad(RUNS, "2020-03-01,2021", "2021-03-01,2021", 3, "until", "a date after since"),
    "ceases as it begins": Bad(
        ALLIANCES,
        "valid_from\nAL1,小城新业态党建联盟,2020-01-01",
        "valid_from,valid_to\nAL1,小城新业态党建联盟,2020-01-01,2020-01-01",
        2,
        "valid_to",
        "a date after valid_from",
    ),
    "end of a fact": Bad(
        "links/allocated_to.csv",
        "since\nFU1,9901001,2021-03-01",
        "since,until\nFU1,9901001,2021-03-01,2022-03-01",
        2,
        "until",
        "is a fact",
    ),
    "no such end": Bad(RUNS, "AL1,SS1", "AL1,SS9", 2, "to", "no entity has this code"),
    "end of a wrong kind": Bad(RUNS, "AL1,SS1", "AL1,JC1", 2, "to", "it is the code of a JointCommittee"),
    "unknown kind": Bad(BRANCH_OF, "CB1,Community", "CB1,community", 2, "to_kind", "Did you mean Community"),
    "kind not joined": Bad(BRANCH_OF, "CB1,Community", "CB1,Township", 2, "to_kind", "expected one of Community"),
    "same link twice": Bad(RUNS, "AL1,SS2,2020-03-01,2021-03-01", "AL1,SS1,2020-03-01,", 3, "since", "line 2 already has this"),
    "same pair turned round": Bad(
        "links/bundled_with.csv",
        "CP2,CP1,2021-01-01",
        "CP2,CP1,2021-01-01\nCP1,CP2,2021-01-01",
        3,
        "since",
        "line 2 already has this",
    ),
    "heading again": Bad(TOWNSHIPS, "9902,", "Code,名称,former_names,valid_from\n9902,", 3, "", "repeats the heading"),
    "no comma but another mark": Bad(TOWNSHIPS, "code,name,former_names,valid_from", "code;name", 1, "", "separated by ';'"),
    "title above the heading": Bad(TOWNSHIPS, "code,name", "乡镇一览表,,\ncode,name", 1, "", "has code, name, without a title"),
    "code with a thousands mark": Bad(TOWNSHIPS, "9902,", '"9,902",', 3, "code", "Excel has turned this code into a number"),
    "typed apostrophe": Bad(TOWNSHIPS, "9902,", "’9902,", 3, "code", "the apostrophe marks text"),
    "full-width error of Excel": Bad(TOWNSHIPS, "9902,西镇", "9902,＃N/A", 3, "name", "#N/A is an error"),
    "GBK read in a Western encoding": Bad(TOWNSHIPS, "9902,西镇", "9902,Î÷Õò", 3, "name", "lost in another encoding"),
    "UTF-8 read in GBK": Bad(TOWNSHIPS, "9902,西镇", "9902,瑗块晣", 3, "name", "lost in another encoding"),
    "radical": Bad(TOWNSHIPS, "9902,西镇", "9902,⻄镇", 3, "name", "character 1 stands for one"),
    "note": Bad(TOWNSHIPS, "9902,西镇", "9902,注：数据截至2022年", 3, "name", "a note below the table"),
    "average": Bad(TOWNSHIPS, "9902,西镇", "9902,平均值", 3, "name", "a row of totals"),
    "markup": Bad(TOWNSHIPS, "9902,西镇", "9902,&nbsp;西镇", 3, "name", "'&nbsp;' is markup"),
    "joined with itself": Bad("links/bundled_with.csv", "CP2,CP1", "CP2,CP2", 2, "to", "joins an entity with itself"),
    "upwards": Bad("links/administers.csv", "9901,9901001", "9901,99", 5, "to", "below its level"),
    "two parents": Bad(
        "links/administers.csv", "2000-01-01,2021-01-01", "2000-01-01,2021-01-02", 9, "since", "already has a parent"
    ),
    "two homes": Bad(
        "links/located_in.csv", "2000-01-01,2021-01-01", "2000-01-01,2022-01-01", 7, "since", "already has a home"
    ),
    "two homes of a grid": Bad(HAS_GRID, "9902001,G4,", "9902001,G3,", 5, "since", "Community 9901002 (line 4)"),
    "two homes of a fund": Bad("links/allocated_to.csv", "FU2,", "FU1,", 3, "since", "already has a home"),
    "large grid of a community": Bad(HAS_GRID, "9902001,G4", "9902001,L1", 5, "to", "of size SMALL"),
    "part of a small grid": Bad("links/part_of.csv", "G1,L2", "G1,G2", 2, "to", "of size LARGE"),
    "small grid that spans": Bad("links/spans.csv", "L2,9901001", "G2,9901001", 4, "from", "of size LARGE"),
    "line break in a name": Bad(ALLIANCES, "小城新业态党建联盟", '"小城\n联盟"', 2, "name", "one line of text"),
    "a cell too many": Bad(ALLIANCES, "2020-01-01", "2020-01-01,2021", 2, "", "quotation marks"),
    "stray quotation mark": Bad(ALLIANCES, "小城新业态党建联盟", '"小城"联盟', 2, "", "not valid CSV"),
    "person as a post": Bad(POSTS, "小城市委书记", "张三", 2, "name", "A post is named by its office"),
    "person with a title": Bad(POSTS, "小城市委书记", "张三书记", 2, "name", "A post is named by its office"),
}


@pytest.mark.sampled(0.5)
@pytest.mark.parametrize("name", REFUSALS)
def test_an_invalid_cell_is_reported_with_line_and_column(city: Path, name: str) -> None:
    bad = REFUSALS[name]
    change(city, bad.file, bad.old, bad.new)
    problems = problems_of(city)
    at_place = [one for one in problems if (one.file, one.line, one.column) == (bad.file, bad.line, bad.column)]
    assert any(bad.sentence in str(one.message) for one in at_place), problems


def test_an_expired_home_may_be_followed_by_another(city: Path) -> None:
    change(city, HAS_GRID, "9902003,G6,2019-01-01,2021-01-01", "9902003,G6,2019-01-01,")
    read_city(city)
    change(city, "entities/communities.csv", "旧社区,,2021-01-01", "旧社区,,2021-01-02")
    (problem,) = problems_of(city)
    assert (problem.file, problem.line, problem.column) == (HAS_GRID, 8, "since")


@pytest.mark.parametrize("name", ["communities.csv", "entities/people.csv", "links/knows.csv", "entities/more/cities.csv"])
def test_an_unknown_file_is_an_error(city: Path, name: str) -> None:
    (city / name).parent.mkdir(exist_ok=True)
    (city / name).write_text("code,name\n", "utf-8")
    (problem,) = problems_of(city)
    assert name.startswith(problem.file)


def test_a_file_that_is_not_utf_8_is_an_error(city: Path) -> None:
    file = city / ALLIANCES
    file.write_bytes(file.read_text("utf-8").encode("gbk"))
    assert any("CSV UTF-8" in str(one.message) for one in problems_of(city) if one.file == ALLIANCES)


def test_a_folder_without_entities_is_an_error(tmp_path: Path) -> None:
    assert "not a seed folder" in str(problems_of(tmp_path)[0].message)
    assert "not a seed folder" in str(problems_of(tmp_path / "missing")[0].message)


def test_an_error_in_a_row_is_reported_once(city: Path) -> None:
    change(city, "entities/communities.csv", "东二社区,,,640", "东二社区,,,many")
    assert len(problems_of(city)) == 1


def test_many_problems_are_counted_and_the_first_shown(city: Path) -> None:
    rows = "".join(f"X{number},网格,,HUGE,,\n" for number in range(35))
    (city / GRIDS).write_text((city / GRIDS).read_text("utf-8") + rows, "utf-8")
    with pytest.raises(InvalidSeedFolder) as raised:
        read_city(city)
    assert len(raised.value.problems) == 35
    lines = str(raised.value).splitlines()
    assert lines[0] == "Nothing was loaded. Problems in city: 35."
    assert lines[1].startswith("entities/grids.csv, line 11, column size: 'HUGE': expected one of SMALL, LARGE")
    assert len(lines) == MAX_PROBLEMS_SHOWN + 2
    assert lines[-1] == "… and 15 more."


# ------------------------------------------------------------------------------------------------------------------ generation
def test_the_bundled_city_equals_its_generator_output(tmp_path: Path) -> None:
    generate_zhongwei(ZHONGWEI).write(tmp_path)
    made = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    bundled = {name: (ZHONGWEI / name).read_bytes() for name in TABLES if (ZHONGWEI / name).exists()}
    assert made == bundled


def test_the_bundled_city_is_valid() -> None:
    assert len(read_city(ZHONGWEI).entities) > 2_500


def test_no_post_or_text_of_the_bundled_city_names_a_person() -> None:
    city = read_city(ZHONGWEI)
    texts = {str(value) for record in (*city.entities, *city.links) for value in record.values.values() if value is not None}
    assert not [text for text in texts if find_personal_data(text)]


@pytest.mark.parametrize("language", PageLanguage)
def test_the_page_about_seed_files_is_up_to_date(language: PageLanguage) -> None:
    assert (ROOT / "docs" / f"seed-files{language.value}").read_text("utf-8") == seed_files_page.page(language)
