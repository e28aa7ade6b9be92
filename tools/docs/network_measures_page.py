"""The page of the measures of network analysis, from their catalogues."""

from graph.network.measures.backbone import BackboneModel
from graph.network.measures.brokerage import BrokerageRole
from graph.network.measures.catalogue import MEASURES
from graph.network.measures.concor import DEFINITION as CONCOR
from graph.network.measures.core_periphery import CoreModel
from graph.network.measures.measure import MeasureDefinition, NetworkKind
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from graph.network.measures.subgroups import SubgroupMethod

HEAD = """# Network measures 网络指标

Generated from `graph/network/measures/` by `make docs`.

Every number has 12 significant digits, and the same network gives the same bytes. A measure that is not defined is null, never 0. Constraint,
effective size, efficiency, hierarchy and strength use weights; all others count hops. `tests/network/published/` has the published values that the
tests compare.

    python -m api measures EDGES.csv [NODES.csv] [--directed] [--two-mode] [--weighted] [--by ATTRIBUTE] [--alpha 0.05]

prints all of them for a network in CSV files: edges with the columns `source`, `target` and perhaps `weight`; nodes with `id`, perhaps `mode`
(0 or ONE, 1 or TWO), and attributes."""

PERMUTATION_TESTS = {
    "networkCorrelation": "Pearson's r over ordered pairs; p is the share of permutations of the first variable with an r at least, or at most, "
    "as large (QAP, Krackhardt 1987)",
    "networkRegression": "least squares over ordered pairs; p is the share of permutations of the part of a variable that the others do not explain "
    "with a t at least as large (MRQAP, double semi-partialing, Dekker, Krackhardt and Snijders 2007)",
}
KINDS = {
    NetworkKind.UNDIRECTED: "undirected",
    NetworkKind.DIRECTED: "directed",
    NetworkKind.TWO_MODE: "two-mode",
}


def page() -> str:
    return "\n".join(
        [
            HEAD,
            "",
            "## Of an actor 行动者",
            "",
            "| field | meaning | defined on | algorithm | work |",
            "|---|---|---|---|---|",
            *(_row(definition) for definition in MEASURES.values()),
            "",
            "## Of a network 网络",
            "",
            "| field | meaning | algorithm |",
            "|---|---|---|",
            *(f"| `{each.name}` | {each.description} | {each.algorithm} |" for each in NETWORK_MEASURES.values()),
            "",
            "## Subgroups 子群",
            "",
            *(f"- `{method.name}`: {method.value}" for method in SubgroupMethod),
            "",
            "## Models 模型",
            "",
            "| field | model | definition |",
            "|---|---|---|",
            *(f"| `corePeriphery` | `{model.name}` | {model.value} (Borgatti and Everett 1999) |" for model in CoreModel),
            f"| `positions` | | {CONCOR} |",
            *(f"| `backbone` | `{model.name}` | {model.value} |" for model in BackboneModel),
            *(f"| `{name}` | | {definition} |" for name, definition in PERMUTATION_TESTS.items()),
            "",
            "## Brokerage roles 中介角色",
            "",
            "The groups of a, the broker and b on a path a → broker → b without a → b:",
            "",
            *(f"- `{role.name}`: {role.value}" for role in BrokerageRole),
            "",
        ]
    )


def _row(definition: MeasureDefinition) -> str:
    normalized = definition.normalized_description
    meaning = definition.description if normalized is None else f"{definition.description} {normalized}"
    kinds = ", ".join(name for kind, name in KINDS.items() if kind in definition.kinds)
    return f"| `{definition.name}` | {meaning} | {kinds} | {definition.algorithm} | {definition.cost.value} |"
