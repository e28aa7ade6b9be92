"""The revision of an export, or the two between which it was read."""

from dataclasses import dataclass
from typing import Self

from graph.database.revisions import bookmark_of
from schema.execution.context import Context

REVISION_FROM = "Revision-From"
REVISION_TO = "Revision-To"
"""Of a file that may combine two revisions."""


@dataclass(frozen=True)
class ReadAt:
    """The revision of what was read. `before`: the revision at the beginning of the reading, if the data changed meanwhile."""

    revision: str
    before: str | None = None

    @classmethod
    def of(cls, context: Context) -> Self:
        return cls(context.revision, context.revision_before if context.is_torn else None)

    @property
    def is_torn(self) -> bool:
        return self.before is not None

    def torn_headers(self) -> dict[str, str]:
        """Forbids caching a file of two revisions."""
        found = {REVISION_FROM: bookmark_of(self.before or ""), REVISION_TO: bookmark_of(self.revision)}
        return {"Cache-Control": "no-store", **found}
