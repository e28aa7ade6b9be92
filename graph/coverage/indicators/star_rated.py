from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.property import COMPOUND

INDICATOR = Indicator(
    name_zh="评星定级",
    name_en="Star-rated branches",
    unit="CommunityBranch -BRANCH_OF-> Community",
    test="star_rating is known",
    numerator="已评定星级的社区党支部。 Community branches with a star rating.",
    denominator="设在社区的党支部。 Branches of communities.",
    unknown_when="不会情况不明：没有星级即未评定。 Never: without stars it is not rated.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (COMMUNITY_BRANCH, {"star_rating": 3}),
            "y": (COMMUNITY_BRANCH, {}),
            "k": (COMPOUND, {}),
            "z": (COMMUNITY_BRANCH, {}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x BRANCH_OF a",
            "y BRANCH_OF b",
            "k SITUATED_IN c",
            "z BRANCH_OF k",
        ),
        reached=("x",),
        not_reached=("y",),
    ),
)
