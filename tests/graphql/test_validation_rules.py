"""Documents have the errors of all validation rules, although most rules are left out for most documents."""

import random
import re
from collections.abc import Iterator
from typing import Final

import pytest
from generators.operations import Operations
from graphql import DocumentNode, GraphQLSyntaxError, parse, validate
from product_schema import SCHEMA

from schema.execution.validation_rules import RULES, rules_for

INVALID: Final = (
    "{ city(code: $code) { name } }",
    "query Q($code: String!, $code: String) { city(code: $code) { name } }",
    "query Q($unused: Nothing) { city(code: 5) { name } }",
    "query Q($code: City) { city(code: $code) { name } }",
    "query Q($code: Int) { city(code: $code) { name } }",
    "{ city(code: $code) { name } } fragment F on City { name }",
    "{ ...F } fragment F on Query { ...F }",
    "{ ...Unknown }",
    "{ ... on Text { name } }",
    "{ ... on Community { name } }",
    '{ city(code: "1") { ... on Community { name } } }',
    "fragment F on City { name } fragment F on City { code } { cities { nodes { ...F } } }",
    "fragment F on Int { name } { cities { totalCount } }",
    "{ cities @unknown { totalCount } }",
    "{ cities @include(if: true) @include(if: false) { totalCount } }",
    "{ cities @skip { totalCount } }",
    "{ cities @defer { totalCount } }",
    '{ ... @defer(label: "a") { cities { totalCount } } ... @defer(label: "a") { cities { totalCount } } }',
    "mutation { cities { totalCount } }",
    "subscription { cities { totalCount } counties { totalCount } }",
    "subscription @include(if: true) { cities { totalCount } }",
    "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
    "{ cities { totalCount } } query Q { cities { totalCount } } query Q { cities { totalCount } }",
    "{ cities { totalCount } } { counties { totalCount } }",
    "query Q { cities { totalCount } } query Q { cities { totalCount } } fragment F on City { name }",
    "mutation M { nothing }",
    "{ city { name } }",
    "query Q($code: Int = true) { city(code: $code) { name } }",
    "{ cities(where: {}) { totalCount(nothing: 1) } }",
    "type City { name: Unknown } { cities { totalCount } }",
    "{ cities { totalCount: __typename totalCount } }",
    '{ city(code: "$ ... @ __ fragment", code: "1") { name } }',
    '{ cities(where: {name: {eq: "1", eq: "2"}}) { nothing } }',
)
TOKENS: Final = ("$code", "...F", "... on City", "@include", "@skip(if: true)", "(", ")", "{", "}", "code: 1", "fragment F on City { code }", "__typename")  # fmt: skip
MUTANTS: Final = 600


def assert_equal_errors(text: str, document: DocumentNode) -> int:
    """Returns the number of errors."""
    expected, actual = (
        [(error.message, error.locations) for error in validate(SCHEMA.graphql_schema, document, rules)]
        for rules in (RULES, rules_for(text, document))
    )
    assert actual == expected, text
    return len(actual)


@pytest.mark.parametrize("text", INVALID)
def test_an_invalid_document(text: str) -> None:
    assert assert_equal_errors(text, parse(text))


def test_random_invalid_documents(share_of_cases: float) -> None:
    invalid = sum(assert_equal_errors(text, document) > 0 for text, document in mutants(int(MUTANTS * share_of_cases)))
    assert invalid > MUTANTS * share_of_cases / 4


def mutants(number: int) -> Iterator[tuple[str, DocumentNode]]:
    """Yields documents that parse, each a random operation with a token added, removed or replaced."""
    rng = random.Random(18)
    operations = Operations(SCHEMA.graphql_schema, rng)
    while number:
        tokens = re.findall(r"\.\.\.|[@$]?\w+|\"[^\"]*\"|\S", operations.operation()[0])
        for _ in range(rng.randint(1, 3)):
            place = rng.randrange(len(tokens))
            tokens[place : place + rng.randint(0, 1)] = rng.choice([[], [rng.choice(TOKENS)], [rng.choice(tokens)]])
        text = " ".join(tokens)
        try:
            document = parse(text)
        except GraphQLSyntaxError:
            continue
        number -= 1
        yield text, document


def test_most_rules_are_left_out_for_a_plain_query() -> None:
    text = "{ cities { totalCount } }"
    assert len(rules_for(text, parse(text))) < len(RULES) / 2
