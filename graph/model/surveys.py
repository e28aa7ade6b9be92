"""Surveys: which relations are recorded completely, and for which division."""

from typing import cast

from graph.model.concepts import CONCEPTS, declared
from graph.model.declarations import Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import DIVISIONS

COVERS = Relation(
    "COVERS",
    (),  # the kind whose home it is
    DIVISIONS,
    "登记覆盖某区划。 A survey covers a division.",
    forward=one("division", "覆盖的区划。 The division it covers."),
    backward=many("surveys", "覆盖此区划的登记说明。 Surveys that cover this division."),
)

RelationName = cast(
    type[StoredEnum],
    StoredEnum("RelationName", {relation.name: relation.meaning for relation in (*declared(Relation, CONCEPTS), COVERS)}),
)
"""The names of all relations as stored values."""

SURVEY = Kind(
    "Survey",
    "surveys",
    "登记说明：某区划内某种关系已全部登记；没有它，缺少的关系是情况不明，不是没有。 A statement that the links of one relation are recorded "
    "completely for a division; without it a missing link is unknown, not absent.",
    home="COVERS",
    properties=(
        Property("relation", RelationName, "所登记的关系。 The relation that is recorded.", also=("关系类型", "关系")),
    ),
)
