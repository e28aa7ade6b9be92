"""Caches have bounds in bytes and bounded keys, and contain nothing of refused requests."""

import asyncio
import gc
import random
import tracemalloc
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final, cast

import pytest
from generators.operations import Operations
from graphql import DocumentNode, parse, validate
from product_schema import SCHEMA

from graph.compiler.compiler import field_compiler
from graph.compiler.context import SingleStatementField, compile_texts
from graph.compiler.plan_cache import CompiledField
from graph.compiler.sized_cache import SizedCache
from schema.execution.context import Context
from schema.execution.documents import Document, DocumentCache, choose_operation
from schema.execution.executor import Executor
from schema.execution.limits import Limits
from schema.execution.prepared_operation import BoundOperation, PreparedOperation

BOUND: Final = 3_000_000
MEASUREMENT_ERROR: Final = 1.1
WHERE: Final = "query ($where: CommunityFilter) { communities(where: $where) { totalCount } }"


def bind(document: Document, **variables: Any) -> BoundOperation:
    bound = document.operation(None).bind(variables, Limits())
    assert isinstance(bound, BoundOperation), bound
    return bound


def compile_root_fields(bound: BoundOperation) -> None:
    """Compiles the root fields that are one statement, as their execution does."""
    for selected in bound.root.compiled:
        root = field_compiler(selected)
        if isinstance(root, SingleStatementField):
            compiled = partial(compile_texts, partial(root.plan, selected=selected))
            bound.root.plans.get(selected.key, partial(CompiledField, (selected,), bound.selections, compiled))


def memory_of(work: Callable[[], object]) -> int:
    """Returns the bytes of the work's result, without what its first execution leaves in the schema."""
    work()
    gc.collect()
    tracemalloc.start()
    result = work()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return size


@pytest.mark.slow
def test_documents_take_at_most_their_bound() -> None:
    def fill() -> DocumentCache:
        cache = DocumentCache(SCHEMA.graphql_schema, Limits(), document_bytes=BOUND, plan_bytes=0)
        for number in range(60):
            fields = " ".join(["name", "code"] * (number * 3))
            document = cache.get(f'query Q{number} {{ community(code: "{number}") {{ __typename {fields} }} }}')
            bind(document)
            cache.keep(document)
            assert cache.documents.size <= BOUND
        assert cache.documents.size > BOUND / 2
        return cache

    assert memory_of(fill) <= BOUND * MEASUREMENT_ERROR


def test_plans_take_at_most_their_bound() -> None:
    """Of random operations, and of one operation for many shapes of its variables."""
    operations, limits = Operations(SCHEMA.graphql_schema, random.Random(3)), Limits(cost=10**9)
    requests: list[tuple[str, dict[str, Any]]] = [(WHERE, {"where": _where(number)}) for number in range(1, 46)]
    while len(requests) < 70:
        query, variables = operations.operation()
        if not validate(SCHEMA.graphql_schema, parse(query)):
            requests.append((query, variables))
    documents = {query: DocumentCache(SCHEMA.graphql_schema, limits).get(query).node for query, _ in requests}

    def fill() -> SizedCache:
        plans = SizedCache(BOUND)
        prepared = {query: prepare(node, plans) for query, node in documents.items()}
        for query, variables in requests:
            bound = prepared[query].bind(variables, limits)
            if isinstance(bound, BoundOperation):
                compile_root_fields(bound)
            assert plans.size <= BOUND
        assert plans.size > BOUND / 2
        return plans

    assert memory_of(fill) <= BOUND * MEASUREMENT_ERROR


def prepare(node: DocumentNode, plans: SizedCache) -> PreparedOperation:
    return PreparedOperation(SCHEMA.graphql_schema, node, choose_operation(node, None), plans)


def _where(conditions: int) -> dict[str, Any]:
    return {"or": [{"name": {"eq": str(number)}} for number in range(conditions)]}


def test_an_entry_larger_than_the_cache_is_not_kept() -> None:
    document = Document(SCHEMA.graphql_schema, "{ __typename }", Limits(), SizedCache(0))
    cache = SizedCache(document.size - 1)
    assert cache.get("a", lambda: document) is document
    assert cache.size == 0


def test_undeclared_variables_and_values_of_lists_make_no_entries() -> None:
    cache = DocumentCache(SCHEMA.graphql_schema, Limits())
    nodes = cache.get("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }")
    bind(nodes, ids=["City:1"])
    size = cache.plans.size
    for number in range(50):
        bind(nodes, ids=[f"City:{number}"], undeclared=[number] * 100_000)
    assert cache.plans.size == size


REFUSED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "cost": (
        "query ($n: Int) { communities(first: $n) { nodes { links(first: $n) { nodes { from { links(first: $n) { nodes { relation } } } } } } } }",
        {"n": 100},
    ),
    "coercion": ("query ($n: Int) { communities(first: $n) { totalCount } }", {"n": "x"}),
    "validation": ("{ unknown }", {}),
    "values": ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["1"] * 10_001}),
    "objects": (WHERE, {"where": _where(600)}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_requests_are_not_cached(name: str) -> None:
    """Without a database: they are refused before it is read."""
    query, variables = REFUSED[name]
    executor = Executor(SCHEMA.graphql_schema)
    context = Context(cast(Any, None), date(2022, 9, 22))
    result = asyncio.run(executor.execute(query, variables, context=context))
    assert result.errors
    assert executor.documents.documents.size == executor.documents.plans.size == 0


COSTS: Final = {
    "first": ("query ($n: Int) { communities(first: $n) { nodes { name } } }", {"n": 7.0}, 7),
    "last": ("query ($n: Int) { communities(last: $n) { nodes { name } } }", {"n": 7.0}, 7),
    "k": ('query ($n: Int) { linkage(from: { city: "1" }, to: { city: "2" }, k: $n) { paths { hops } } }', {"n": 9.0}, 10),
    "default": ("query ($n: Int = 7) { communities(first: $n) { nodes { name } } }", {}, 7),
    "null": ("query ($n: Int = 7) { communities(first: $n) { nodes { name } } }", {"n": None}, 20),
    "one id for a list": ("query ($n: [ID!]!) { nodes(ids: $n) { id } }", {"n": "City:1"}, 1),
    "whole ids": ("query ($n: [ID!]!) { nodes(ids: $n) { id } }", {"n": ["City:1", "City:2"]}, 2),
}


@pytest.mark.parametrize("name", COSTS)
def test_the_cost_is_that_of_coerced_variables(name: str) -> None:
    """A new document each, so that no cost is cached before."""
    query, variables, cost = COSTS[name]
    document = DocumentCache(SCHEMA.graphql_schema, Limits()).get(query)
    assert bind(document, **variables).cost.estimate == cost
