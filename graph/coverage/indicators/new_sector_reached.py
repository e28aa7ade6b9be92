from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="新业态覆盖",
    name_en="Reached by the new sectors",
    unit="Community",
    paths=(
        "<-BRANCH_OF- CommunityBranch <-PAIRED_WITH- NewSectorBranch",
        "<-SERVES- JointCommittee -ALLIED_IN-> Alliance <-ALLIED_IN- NewSectorBranch",
        "<-LOCATED_IN- ServiceStation <-RUNS- Alliance <-ALLIED_IN- NewSectorBranch",
    ),
    numerator="经结对、联盟或服务阵地与新业态党支部相连的社区。 Communities that a pair, an alliance or a station joins to a new-sector branch.",
    denominator="全部社区。 All communities.",
    unknown_when="没有路径，且其中有未在当地登记的关系：SERVES、BRANCH_OF、PAIRED_WITH、ALLIED_IN、RUNS、LOCATED_IN。 There is no path, and one of these is not surveyed there: SERVES, BRANCH_OF, PAIRED_WITH, ALLIED_IN, RUNS, LOCATED_IN.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "B": (COMMUNITY_BRANCH, {}),
            "N": (NEW_SECTOR_BRANCH, {}),
            "s-SERVES": (SURVEY, {"relation": "SERVES"}),
            "s-BRANCH_OF": (SURVEY, {"relation": "BRANCH_OF"}),
            "s-PAIRED_WITH": (SURVEY, {"relation": "PAIRED_WITH"}),
            "s-ALLIED_IN": (SURVEY, {"relation": "ALLIED_IN"}),
            "s-RUNS": (SURVEY, {"relation": "RUNS"}),
            "s-LOCATED_IN": (SURVEY, {"relation": "LOCATED_IN"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "B BRANCH_OF a",
            "N PAIRED_WITH B",
            "s-SERVES COVERS a",
            "s-SERVES COVERS b",
            "s-BRANCH_OF COVERS a",
            "s-BRANCH_OF COVERS b",
            "s-PAIRED_WITH COVERS a",
            "s-PAIRED_WITH COVERS b",
            "s-ALLIED_IN COVERS a",
            "s-ALLIED_IN COVERS b",
            "s-RUNS COVERS a",
            "s-RUNS COVERS b",
            "s-LOCATED_IN COVERS a",
            "s-LOCATED_IN COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
