"""Posts, never people: personal data in a seed file is rejected, and never printed in full."""

from pathlib import Path

import pytest
from tiny_city import change, city, problems_of

from seeds.loader.parse import read_city
from seeds.loader.post_names import is_office_name
from seeds.loader.privacy import find_personal_data, mask_personal_data

__all__ = ["city"]
ALLIANCES, TOWNSHIPS, POSTS = "entities/alliances.csv", "entities/townships.csv", "entities/posts.csv"
GRIDS, RUNS = "entities/grids.csv", "links/runs.csv"
PERSONAL = [
    "身份证11010519491231002X",
    "110105 19491231 002X",
    "旧证110105491231002",
    "电话13800138000",
    "+86 138-0013-8000",
    "０９５５－７０１２３４５",
    "(0955)7012345",
    "联系方式：7012345",
    "someone@example.com",
    "ｓｏｍｅｏｎｅ＠example.com",
    "东一社区3号楼2单元401室",
    "三号楼二单元四零一室",
    "12栋1602室",
    "2单元401",
]
HARMLESS = [
    "110105194912310021",  # the check character is wrong
    "640502100002001",  # digits, but no birth date
    "640502100002",
    "卫党办发〔2020〕15号",
    "2022-08-04",
    "3号楼党支部",
    "2单元120户",
    "鼓楼东街15号",
    "东花园社区2号楼101会议室",
    "12345政务服务便民热线",
    "91640500MA75XXXX1X",
]


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize(
    ("file", "old", "line", "column"),
    [
        (ALLIANCES, "小城新业态党建联盟", 2, "name"),
        ("entities/communities.csv", "东门社区", 3, "former_names"),
        ("links/member_of.csv", "MU1,JC1,2019-06-01,,名册", 2, "source"),
        ("links/reported_to.csv", "MU1,9901001,2022-08-04,疫情防控", 2, "event"),
    ],
)
def test_personal_data_is_an_error_and_masked(city: Path, text: str, file: str, old: str, line: int, column: str) -> None:
    change(city, file, old, ",".join([*old.split(",")[:-1], text]))
    (problem,) = problems_of(city)
    assert (problem.line, problem.column) == (line, column)
    assert "never people" in str(problem.message)
    assert text not in str(problem)
    assert "*" in problem.value
    assert not find_personal_data(problem.value)


def test_personal_data_is_masked_in_every_message(city: Path) -> None:
    change(city, RUNS, "AL1,SS1", "AL1,13800138000")
    change(city, GRIDS, "SMALL,2,", "SMALL,13800138000@qq.com,")
    change(city, TOWNSHIPS, "former_names", "110101199003070038")
    assert not any("0038" in str(one) or "138000" in str(one) for one in problems_of(city))


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_and_texts_are_valid(text: str) -> None:
    assert find_personal_data(text) is None
    assert mask_personal_data(text) == text


def test_a_code_derived_from_a_community_code_is_not_an_identity_number(city: Path) -> None:
    for file in ("entities/communities.csv", "links/situated_in.csv", "links/branch_of.csv"):
        text = (city / file).read_text("utf-8").replace("9901001", "110105491231")
        (city / file).write_text(text, "utf-8")
    change(city, GRIDS, "G1,东一第1网格", "110105491231002,东一第1网格")
    assert not [one for one in problems_of(city) if one.file == GRIDS]


@pytest.mark.parametrize(
    "name",
    [
        "市委副书记、市长",
        "副区长（联系城乡建设）",
        "社区工作导师岗（一）",
        "网格员",
        "业委会委员",
        "院长",
        "组织部副部长",
        "曹县书记",
        "宋庄主任",
        "宋家庄书记",
        "张店主任",
        "高桥副书记",
        "马场（党委书记）",
        "主任（李家沟）",
        "Secretary",
        "常务副县长",
        "安全专员",
        "文化站长",
        "高新区主任",
        "任家庄书记",
        "组织委员",
        "社区民警",
        "网格长",
        "唐山书记",
        "张家口主任（挂职）",
        "秦皇岛副书记",
        "主任（黄石）",
        "张庄副书记",
        "王店总经理",
        "车站副主任",
        "李家村长",
        "安居党支部书记",
        "华府主任",
        "车队长",
        "片长",
        "辅警",
        "物业管家",
    ],
)
def test_a_post_is_a_post(name: str) -> None:
    assert is_office_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "李长江",
        "王小明主任",
        "书记：张三",
        "社区党组织书记（李四）",
        "赵六同志",
        "长安",
        "宋江主任",
        "李万里书记",
        "张红旗主任",
        "王路主任",
        "高峰书记",
        "支部书记高峰",
        "欧阳娜书记",
        "王强（书记）",
        "李梅，主任",
        "主任 李梅",
        "书记-王强",
        "小王书记",
        "田亮网格长",
        "网格员李国栋",
        "买买提主任",
        "阿依古丽·艾力委员",
        "王主任",
        "高书记",
        "李副主任",
        "小高主任",
        "王主任（女）",
        "王某某书记",
        "李*主任",
        "赵伟镇长",
        "陈建国副镇长",
        "林志强片长",
        "闫学军书记",
        "龙志伟书记",
        "张医生",
        "书记：樊伟",
    ],
)
def test_a_person_is_not_a_post(city: Path, name: str) -> None:
    change(city, POSTS, "小城市委书记", name)
    (problem,) = problems_of(city)
    assert "A post is named by its office, never by a person" in str(problem.message)
    assert name not in str(problem)


def test_a_post_of_a_place_in_the_city_is_a_post(city: Path) -> None:
    change(city, POSTS, "小城市委书记", "罗山主任")
    (problem,) = problems_of(city)
    assert "a place with its level" in str(problem.message)
    change(city, TOWNSHIPS, "西镇", "罗山镇")
    read_city(city)
