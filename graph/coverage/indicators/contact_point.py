from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.posts import POST
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="联系点",
    name_en="Contact point",
    unit="CommunityBranch[contact_point=true]",
    paths=("<-CONTACTS- Post[role=LEADER]",),
    numerator="有市、县（区）领导岗位包抓的联系点党支部。 Contact branches that a leading post contacts.",
    denominator="作为联系点的社区党支部。 Community branches that are contact points.",
    unknown_when="没有关系，且当地未登记：CONTACTS。 There is no link, and CONTACTS is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (COMMUNITY_BRANCH, {"contact_point": True}),
            "y": (COMMUNITY_BRANCH, {"contact_point": True}),
            "z": (COMMUNITY_BRANCH, {"contact_point": True}),
            "w": (COMMUNITY_BRANCH, {"contact_point": False}),
            "P": (POST, {"role": "LEADER"}),
            "s-CONTACTS": (SURVEY, {"relation": "CONTACTS"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x BRANCH_OF a",
            "y BRANCH_OF b",
            "z BRANCH_OF c",
            "w BRANCH_OF a",
            "P CONTACTS x",
            "s-CONTACTS COVERS a",
            "s-CONTACTS COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
