"""CompleteValue (GraphQL specification) by graphql-core for responses that need resolvers or fail result coercion."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    default_field_resolver,  # pyright: ignore[reportUnknownVariableType]
    default_type_resolver,  # pyright: ignore[reportUnknownVariableType]
)
from graphql import ExecutionResult as GraphQLExecutionResult
from graphql.execution.collect_fields import FragmentDetails
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.compiler.context import CompletedValue
from graph.compiler.selections import Variables
from schema.execution.beside_loop import run_beside_loop
from schema.execution.context import Context


class ValueCompletion(StrawberryGraphQLCoreExecutionContext):
    """Differs from graphql-core's executor only in returning a CompletedValue unchanged."""

    def complete_value(
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, position_context: Any
    ) -> Any:
        if type(result) is CompletedValue:
            return result.value
        complete: Any = super().complete_value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return complete(return_type, field_details_list, info, path, result, position_context)


async def complete_with_graphql_core(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
    root_value: Mapping[str, Any],
    context: Context,
    *,
    introspects: bool,
) -> GraphQLExecutionResult:
    """Completes root fields. `root_value`: the value or the exception of each, by response key. `introspects`: whether the operation
    describes the schema, which takes long.
    """
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    completion = ValueCompletion(
        schema,
        fragments,
        {name: FragmentDetails(fragment) for name, fragment in fragments.items()},
        root_value,
        context,
        operation,
        variables.coerced,
        default_field_resolver,
        default_type_resolver,
        default_field_resolver,
        is_awaitable=optimized_is_awaitable,
    )
    result: Any = await run_beside_loop(completion.execute_operation) if introspects else completion.execute_operation()
    return await result if optimized_is_awaitable(result) else result
