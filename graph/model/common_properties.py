"""The properties of all entities and all links, and one that several kinds share."""

from datetime import date
from enum import nonmember
from typing import Final

from graph.model.declarations import Property, StoredEnum


class Provenance(StoredEnum):
    """数据的来历。 The origin of a record."""

    OFFICIAL = "官方编码或名录。 From an official code list."
    PUBLISHED = "公开发表的材料。 From a published text."
    ILLUSTRATIVE = "示例数据，由固定种子生成。 Generated from a fixed seed, for illustration."
    IMPORTED = "由使用者导入。 Imported by a user."
    ALSO = nonmember({"OFFICIAL": ("官方",), "PUBLISHED": ("公开发表",), "ILLUSTRATIVE": ("示例",), "IMPORTED": ("导入",)})


_PROVENANCE: Final = Property(
    "provenance",
    Provenance,
    "数据的来历。 The origin of the record.",
    cypher_default="'IMPORTED'",
    also=("数据来历", "来历"),
)
ENTITY_PROPERTIES: Final = (
    Property(
        "code",
        str,
        "业务编码，在同类中唯一，不会改变。 Business key, unique within its kind, never changed.",
        required=True,
        also=("编码", "代码"),
    ),
    Property("name", str, "名称。 Name.", required=True),
    Property("former_names", list, "曾用名。 Former names.", cypher_default="[]", also=("原名",)),
    Property("valid_from", date, "自何日起存在（含当日）。 Exists from this day on.", also=("设立日期", "起始日期")),
    Property("valid_to", date, "至何日止（不含当日）。 Has ceased to exist on this day.", also=("撤销日期", "终止日期")),
    _PROVENANCE,
    Property("version", int, "修订次数，每次修改加一。 Grows by one with each change.", minimum=0, cypher_default="1"),
)
PROPERTY_PROVENANCES: Final = Property(
    "provenances",
    list,
    "来历不同于 `provenance` 的属性，例如 `population=ILLUSTRATIVE`。 The properties whose origin is not `provenance`, such as "
    "`population=ILLUSTRATIVE`.",
    also=("属性来历",),
)
"""Of every entity. Stored as texts of a property's field and its provenance, `population=ILLUSTRATIVE`."""
PINYIN_PROPERTIES: Final = ("pinyin", "pinyin_starts")
"""The pinyin of an entity's name, which the loader stores for search and sorting (`graph/pinyin.py`). Not in the API."""
LINK_PROPERTIES: Final = (
    Property(
        "since",
        date,
        "自何日起（含当日）；空为不限。 Holds from this day on; null is unbounded.",
        also=("起始日期", "开始日期"),
    ),
    Property(
        "until",
        date,
        "至何日止（不含当日）；空为不限。 Has ended on this day; null is unbounded.",
        also=("终止日期", "结束日期"),
    ),
    Property("source", str, "依据。 The document or register it is taken from."),
    _PROVENANCE,
)
PARTY_MEMBERS: Final = Property(
    "party_members", int, "党员人数。单位：人。 Party members. Unit: people.", minimum=0, also=("党员数",)
)
