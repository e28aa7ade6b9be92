"""The enums of network analysis."""

from graph.network.measures.catalogue import MEASURES
from graph.network.projection.projections import PROJECTIONS, Boundary, Mode
from schema.builder.enums import enum_of

ProjectionEnum = enum_of(
    "Projection",
    "由哪些关系构成怎样的网络。 Which entities and links become a network, and how.",
    {name: projection.meaning for name, projection in PROJECTIONS.items()},
)
BoundaryEnum = enum_of(
    "Boundary",
    "哪些联系属于一个区划。每种关系有一个锚定端：例如隶属关系锚定在联合党委。 Which ties belong to a scope. Each relation has an anchor end: a membership is "
    "anchored at the committee.",
    {boundary.name: boundary.value for boundary in Boundary},
)
ModeEnum = enum_of(
    "Mode",
    "双模网络中的一类行动者。 One of the two sorts of actors of a two-mode network.",
    {mode.name: mode.value for mode in Mode},
)
MeasureEnum = enum_of(
    "Measure",
    "行动者的指标。 A measure of an actor.",
    {measure.name: definition.description for measure, definition in MEASURES.items()},
)
TieMeasureEnum = enum_of(
    "TieMeasure",
    "联系的排序依据。 What ties are ordered by.",
    {
        "WEIGHT": "权重。 The weight.",
        "JACCARD": "共享数与并集之比，只用于重叠网络。 Shared / union, of overlaps only.",
        "SINCE": "起始日期。 The date it began.",
    },
)
