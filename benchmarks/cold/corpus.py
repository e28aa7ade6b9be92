"""The queries whose first run is measured."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graphql import GraphQLSchema, parse, validate

from benchmarks.cold.root_fields import root_field_queries
from benchmarks.operations import CITY
from graph.coverage.catalogue import load_catalogue
from tests.generators.operations import Operations

ROOT: Final = Path(__file__).parent.parent.parent
PAGES: Final = ("README.md", "docs/*.md")
EXAMPLES: Final = "web/examples/*.graphql"
RANDOM: Final = 30
SEED: Final = 18


@dataclass(frozen=True)
class CorpusQuery:
    part: str
    name: str
    text: str
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])


def corpus(schema: GraphQLSchema) -> list[CorpusQuery]:
    """Excludes the random selections."""
    return [
        *_documented(),
        *_examples(),
        *_indicators(),
        *(CorpusQuery("root fields", *each) for each in root_field_queries(schema)),
    ]


def _documented() -> Iterator[CorpusQuery]:
    for pattern in PAGES:
        for page in sorted(ROOT.glob(pattern)):
            blocks = re.findall(r"```graphql\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
            for number, text in enumerate(blocks, 1):
                yield CorpusQuery("README and docs", f"{page.relative_to(ROOT)}, query {number}", text)


def _examples() -> Iterator[CorpusQuery]:
    for example in sorted(ROOT.glob(EXAMPLES)):
        yield CorpusQuery("examples of the explorer", example.stem, example.read_text("utf-8"))


def _indicators() -> Iterator[CorpusQuery]:
    for name in load_catalogue():
        yield CorpusQuery(
            "indicators",
            name,
            f"""{{ coverage(scope: "{CITY}", indicator: {name}) {{ reached notReached unknown share
  children {{ scope {{ code name }} reached notReached unknown share }}
  gap {{ totalCount nodes {{ unit {{ code name }} why {{ fixes {{ properties links {{ relation from {{ code }} to {{ code }} }} }} }} }} }} }} }}""",
        )


def random_selections(schema: GraphQLSchema) -> Iterator[CorpusQuery]:
    """Yields valid operations without end, identical in every run. Some return errors."""
    operations = Operations(schema, random.Random(SEED))
    number = 0
    while True:
        text, variables = operations.operation()
        if not validate(schema, parse(text)):
            number += 1
            yield CorpusQuery("random selections", f"random selection {number}", text, variables)
