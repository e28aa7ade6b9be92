"""Random indicators in the notation of paths and conditions."""

import random
from collections.abc import Sequence
from typing import Any

from generators.cities import OF_LINKS, VALUES
from oracles.graph import HOME_OVER, LEVELS, RELATIONS, ROOT_FIELDS, Relation, label_of


class RandomIndicator:
    """Makes rows of OwnIndicator nodes, by number."""

    def __init__(self, number: int) -> None:
        self.rng = random.Random(number)
        self.name = f"RANDOM_{number}"

    def row(self) -> dict[str, Any]:
        """Gives a unit without paths a test."""
        kind = self.rng.choice([each for each in ROOT_FIELDS if each != "SURVEY"])
        paths = [path for path in (self._path(kind) for _ in range(self.rng.randint(0, 2))) if path]
        test = self._conditions(VALUES.get(kind, {})) if not paths or self.rng.random() < 0.3 else ""
        if not paths and not test:
            return self.row()
        conditions = self._conditions(VALUES.get(kind, {})) if self.rng.random() < 0.3 else ""
        unit = label_of(kind) + (f"[{conditions}]" if conditions else "")
        names = {"name": self.name, "name_zh": "随机", "name_en": "Random"}
        return {**names, "unit": unit, "paths": "; ".join(paths), "test": test}

    def _path(self, kind: str) -> str:
        steps: list[str] = []
        for _ in range(self.rng.randint(1, 3)):
            found = self._step(kind)
            if found is None:
                break
            step, kind = found
            steps.append(step)
        return " ".join(steps)

    def _step(self, near: str) -> tuple[str, str] | None:
        """Returns a step's text and the kind that it leads to."""
        if near in LEVELS and self.rng.random() < 0.2:
            far = self.rng.choice(sorted(HOME_OVER))
            return f"<-HOME- {label_of(far)}{self._bracket(VALUES.get(far, {}))}", far
        possible = [
            (relation, far, is_back)
            for relation in RELATIONS.values()
            for is_back, ends in ((False, (relation.sources, relation.targets)), (True, (relation.targets, relation.sources)))
            for far in (ends[1] if near in ends[0] else ())
            if _exists(relation, near, far, is_back=is_back)
        ]
        if not possible:
            return None
        relation, far, is_back = self.rng.choice(possible)
        link = f"{relation.name}{self._bracket(OF_LINKS.get(relation.name, {}))}"
        arrow = f"<-{link}-" if is_back else f"-{link}->"
        return f"{arrow} {label_of(far)}{self._bracket(VALUES.get(far, {}))}", far

    def _bracket(self, values: dict[str, Sequence[Any]]) -> str:
        conditions = self._conditions(values) if self.rng.random() < 0.3 else ""
        return f"[{conditions}]" if conditions else ""

    def _conditions(self, values: dict[str, Sequence[Any]]) -> str:
        if not values:
            return ""
        name = self.rng.choice(sorted(values))
        if self.rng.random() < 0.3:
            return f"{name} is known"
        value = self.rng.choice([each for each in values[name] if each is not None])
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return f"{name}{self.rng.choice(['=', '!=', '>=', '<=', '>', '<'])}{text}"


def _exists(relation: Relation, near: str, far: str, *, is_back: bool) -> bool:
    """Excludes wrong ends of ADMINISTERS: no province is administered, and no community administers."""
    above, below = (far, near) if is_back else (near, far)
    return relation.name != "ADMINISTERS" or (above != LEVELS[-1] and below != LEVELS[0])
