"""The input EntityRef, which identifies an entity by its global id, by kind and code, or by kind and name."""

from typing import Any

import strawberry

from graph.model.registry import KINDS
from schema.builder.enums import KindEnum

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false


@strawberry.input(
    description="种类与名称；同名者不止一个时是错误，错误列出各个候选。 A kind and a name. If several entities have it, the error lists them as candidates."
)
class NamedRef:
    kind: KindEnum = strawberry.field(description="种类。 The kind.")
    name: str = strawberry.field(description="完整名称。 The whole name.")


_BY_CODE = {kind.singular: (str, f"{kind.meaning} 按业务编码。 By its code.") for kind in KINDS}
_FIELDS: dict[str, tuple[Any, str]] = {
    "id": (strawberry.ID, "全局标识，可带日期。 Global id, with or without a date."),
    **_BY_CODE,
    "named": (NamedRef, "按种类与名称。 By its kind and name."),
}

EntityRef = strawberry.input(
    type(
        "EntityRef",
        (),
        {
            "__annotations__": dict.fromkeys(_FIELDS, Any),
            **{
                name: strawberry.field(graphql_type=strawberry.Maybe[of_type], name=name, description=text)
                for name, (of_type, text) in _FIELDS.items()
            },
        },
    ),
    one_of=True,
    description="指明一个实体：用全局标识，或用种类与编码，或用种类与名称，三者取一。 Identifies an entity: by global id, by kind and code, or by kind and name.",
)
