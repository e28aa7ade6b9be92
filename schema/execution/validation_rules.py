"""The validation rules that a document can violate: each rule takes 3 % of the time of all, whether it finds an error or not."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from graphql import (
    ASTValidationRule,
    DeferStreamDirectiveLabel,
    DeferStreamDirectiveOnRootField,
    DeferStreamDirectiveOnValidOperationsRule,
    DocumentNode,
    ExecutableDefinitionNode,
    ExecutableDefinitionsRule,
    FragmentsOnCompositeTypesRule,
    KnownArgumentNamesRule,
    KnownDirectivesRule,
    KnownFragmentNamesRule,
    KnownOperationTypesRule,
    KnownTypeNamesRule,
    LoneAnonymousOperationRule,
    MaxIntrospectionDepthRule,
    NoFragmentCyclesRule,
    NoUndefinedVariablesRule,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    OperationDefinitionNode,
    PossibleFragmentSpreadsRule,
    SingleFieldSubscriptionsRule,
    StreamDirectiveOnListField,
    UniqueArgumentNamesRule,
    UniqueDirectivesPerLocationRule,
    UniqueFragmentNamesRule,
    UniqueInputFieldNamesRule,
    UniqueOperationNamesRule,
    UniqueVariableNamesRule,
    ValuesOfCorrectTypeRule,
    VariablesAreInputTypesRule,
    VariablesInAllowedPositionRule,
    specified_rules,
)
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

ValidationRule = type[ASTValidationRule]
RULES: Final[Sequence[ValidationRule]] = (*specified_rules, OneOfInputValidationRule)
VARIABLE: Final = "$"
SPREAD: Final = "..."
FRAGMENT: Final = "fragment"
DIRECTIVE: Final = "@"
META_FIELD: Final = "__"
ARGUMENTS: Final = "("
MUTATION: Final = "mutation"
SUBSCRIPTION: Final = "subscription"
_ONLY_WITH: Final[Mapping[ValidationRule, Sequence[str]]] = {
    **dict.fromkeys(
        (
            NoUndefinedVariablesRule,
            NoUnusedVariablesRule,
            UniqueVariableNamesRule,
            VariablesAreInputTypesRule,
            VariablesInAllowedPositionRule,
        ),
        (VARIABLE,),
    ),
    **dict.fromkeys((KnownFragmentNamesRule, NoFragmentCyclesRule, PossibleFragmentSpreadsRule), (SPREAD,)),
    **dict.fromkeys((NoUnusedFragmentsRule, UniqueFragmentNamesRule), (FRAGMENT,)),
    FragmentsOnCompositeTypesRule: (SPREAD, FRAGMENT),
    KnownTypeNamesRule: (VARIABLE, SPREAD, FRAGMENT),
    **dict.fromkeys(
        (
            DeferStreamDirectiveLabel,
            DeferStreamDirectiveOnRootField,
            DeferStreamDirectiveOnValidOperationsRule,
            KnownDirectivesRule,
            StreamDirectiveOnListField,
            UniqueDirectivesPerLocationRule,
        ),
        (DIRECTIVE,),
    ),
    **dict.fromkeys(
        (
            KnownArgumentNamesRule,
            OneOfInputValidationRule,
            UniqueArgumentNamesRule,
            UniqueInputFieldNamesRule,
            ValuesOfCorrectTypeRule,
        ),
        (ARGUMENTS,),
    ),
    KnownOperationTypesRule: (MUTATION, SUBSCRIPTION),
    MaxIntrospectionDepthRule: (META_FIELD,),
    SingleFieldSubscriptionsRule: (SUBSCRIPTION,),
    ExecutableDefinitionsRule: (),
}
"""By rule, the tokens without one of which no document of executable definitions violates it."""
_OF_SEVERAL_OPERATIONS: Final = (LoneAnonymousOperationRule, UniqueOperationNamesRule)
_TOKENS: Final = frozenset(token for tokens in _ONLY_WITH.values() for token in tokens)


def rules_for(text: str, document: DocumentNode) -> Sequence[ValidationRule]:
    """Returns the rules that report all errors of the document. A token in a comment or a text only adds rules."""
    if not all(isinstance(each, ExecutableDefinitionNode) for each in document.definitions):
        return RULES
    operations = sum(isinstance(each, OperationDefinitionNode) for each in document.definitions)
    return _rules_with(frozenset(token for token in _TOKENS if token in text), several_operations=operations > 1)


@cache
def _rules_with(tokens: frozenset[str], *, several_operations: bool) -> Sequence[ValidationRule]:
    rules = [rule for rule in RULES if rule not in _ONLY_WITH or not tokens.isdisjoint(_ONLY_WITH[rule])]
    return rules if several_operations else [rule for rule in rules if rule not in _OF_SEVERAL_OPERATIONS]
