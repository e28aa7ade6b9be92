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
    FragmentsOnCompositeTypesRule,
    KnownDirectivesRule,
    KnownFragmentNamesRule,
    KnownTypeNamesRule,
    MaxIntrospectionDepthRule,
    NoFragmentCyclesRule,
    NoUndefinedVariablesRule,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    PossibleFragmentSpreadsRule,
    SingleFieldSubscriptionsRule,
    StreamDirectiveOnListField,
    UniqueDirectivesPerLocationRule,
    UniqueFragmentNamesRule,
    UniqueVariableNamesRule,
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
    MaxIntrospectionDepthRule: (META_FIELD,),
    SingleFieldSubscriptionsRule: (SUBSCRIPTION,),
}
"""By rule, the tokens without one of which no document of executable definitions violates it."""
_TOKENS: Final = frozenset(token for tokens in _ONLY_WITH.values() for token in tokens)


def rules_for(text: str, document: DocumentNode) -> Sequence[ValidationRule]:
    """Returns the rules that report all errors of the document. A token in a comment or a text only adds rules."""
    if not all(isinstance(each, ExecutableDefinitionNode) for each in document.definitions):
        return RULES
    return _rules_with(frozenset(token for token in _TOKENS if token in text))


@cache
def _rules_with(tokens: frozenset[str]) -> Sequence[ValidationRule]:
    return [rule for rule in RULES if rule not in _ONLY_WITH or not tokens.isdisjoint(_ONLY_WITH[rule])]
