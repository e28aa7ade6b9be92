"""Fields of types whose owner compiles them."""

from typing import Any

from graph.compiler.compiler import CompiledByParent
from schema.builder.declarations import Signature, field


def parent_field(description: str, *, name: str | None = None, takes: Signature | None = None) -> Any:
    """Declares a field that the field of its parent object compiles."""
    return field(CompiledByParent(), description=description, name=name, takes=takes)
