from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.posts import POST
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="导师帮带",
    name_en="Mentored communities",
    unit="Community",
    paths=("<-HOME- Post <-MENTORS- Post",),
    numerator="有岗位受导师帮带的社区。 Communities with a post that another mentors.",
    denominator="全部社区。 All communities.",
    unknown_when="没有关系，且当地未登记：MENTORS。 There is no link, and MENTORS is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "B": (COMMUNITY_BRANCH, {}),
            "p": (POST, {}),
            "m": (POST, {}),
            "s-MENTORS": (SURVEY, {"relation": "MENTORS"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "B BRANCH_OF a",
            "p POST_IN B",
            "m POST_IN C",
            "m MENTORS p",
            "s-MENTORS COVERS a",
            "s-MENTORS COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
