"""The input EntityRef, which identifies an entity by its global id, or by kind and code."""

from typing import Any

import strawberry

from graph.model.registry import KINDS

_BY_CODE = {kind.singular: f"{kind.meaning} 按业务编码。 By its code." for kind in KINDS}
_FIELDS = {"id": "全局标识，可带日期。 Global id, with or without a date."} | _BY_CODE

EntityRef = strawberry.input(
    type(
        "EntityRef",
        (),
        {
            "__annotations__": dict.fromkeys(_FIELDS, Any),
            **{
                name: strawberry.field(
                    graphql_type=strawberry.Maybe[strawberry.ID if name == "id" else str], name=name, description=text
                )
                for name, text in _FIELDS.items()
            },
        },
    ),
    one_of=True,
    description="指明一个实体：用全局标识，或用种类与编码，二者取一。 Identifies an entity: by global id, or by kind and code.",
)
