"""Correlations and regressions of dyadic variables."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graph.network.questions.dyad_fields import DEFAULT_PERMUTATIONS, NetworkCorrelation, NetworkRegression
from graph.network.questions.network_field import DEFAULT_BUDGET
from schema.builder.arguments import AsOf
from schema.builder.declarations import object_type
from schema.builder.enums import KindEnum, RelationEnum
from schema.execution.context import Context
from schema.types.coverage import Scope
from schema.types.network.actors import parent_field
from schema.types.network.arguments import BoundaryArgument, Budget, Seed
from schema.types.network.enums import BoundaryEnum, GroupingEnum, ProjectionEnum
from schema.types.revision import Revision, revision_of

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

_FIELDS: dict[str, tuple[Any, str]] = {
    "overlap": (ProjectionEnum, "重叠：共享的数目，不共享为零。 The overlap: the number shared, else 0."),
    "tied": (
        RelationEnum,
        "两者之间有这一类型的关系为 1，否则为 0；方向同存储。 1 if this relation joins the two, else 0; directed as stored.",
    ),
    "same": (GroupingEnum, "同组为 1，否则为 0；不可用 KIND。 1 if both are of one group, else 0; not KIND."),
    "difference": (
        str,
        "一项数值属性之差的绝对值；有空值的对不计入任何一项。 The absolute difference of a number; pairs with a null leave every term.",
    ),
    "shared": (RelationEnum, "经这一类型的关系的共同邻居数。 The number of common neighbours by this relation."),
    "hops": (
        ProjectionEnum,
        "在该网络中的距离；不可达取行动者数。 The distance in this network; the number of actors if unreachable.",
    ),
}
Dyads = strawberry.input(
    type(
        "Dyads",
        (),
        {
            "__annotations__": dict.fromkeys(_FIELDS, Any),
            **{
                name: strawberry.field(graphql_type=strawberry.Maybe[of_type], name=name, description=text)
                for name, (of_type, text) in _FIELDS.items()
            },
        },
    ),
    one_of=True,
    description="成对变量：每对行动者一个数，各项取一。 A dyadic variable: a number for each pair of actors; exactly one of these.",
)

_ACTORS = (
    "行动者的种类；取归属在范围内的，以及各变量的网络中属于该区划的联系的另一端。 The kind of the actors: those with their home in the scope, and the other "
    "ends of ties that belong to a network of a variable."
)
Actors = Annotated[KindEnum, strawberry.argument(name="actors", description=_ACTORS)]
Permutations = Annotated[
    int | None,
    strawberry.argument(name="permutations", description="置换次数，1 至 10000。 The number of permutations, 1 to 10,000."),
]
FirstVariable = Annotated[
    Dyads,
    strawberry.argument(name="a", description="第一个变量，其行动者被置换。 The first variable, whose actors are permuted."),
]
SecondVariable = Annotated[Dyads, strawberry.argument(name="b", description="第二个变量。 The second variable.")]
Dependent = Annotated[Dyads, strawberry.argument(name="dependent", description="因变量。 The dependent variable.")]
Independents = Annotated[
    list[Dyads],
    strawberry.argument(name="independents", description="自变量，1 至 10 个。 The independent variables, 1 to 10."),
]


def correlation_arguments(
    scope: Scope,
    actors: Actors,
    a: FirstVariable,
    b: SecondVariable,
    permutations: Permutations = DEFAULT_PERMUTATIONS,
    seed: Seed = 1,
    boundary: BoundaryArgument = BoundaryEnum["ANCHOR"],
    budget: Budget = DEFAULT_BUDGET,
    as_of: AsOf = strawberry.UNSET,
) -> None: ...


def regression_arguments(
    scope: Scope,
    actors: Actors,
    dependent: Dependent,
    independents: Independents,
    permutations: Permutations = DEFAULT_PERMUTATIONS,
    seed: Seed = 1,
    boundary: BoundaryArgument = BoundaryEnum["ANCHOR"],
    budget: Budget = DEFAULT_BUDGET,
    as_of: AsOf = strawberry.UNSET,
) -> None: ...


def _revision(info: strawberry.Info[Context]) -> Revision:
    return revision_of(info.context)


def _revision_field() -> Any:
    return strawberry.field(
        resolver=_revision,
        graphql_type=Revision,
        description="结果所依据的数据版本。 The state of the data that this response is based on.",
    )


_ACTOR_COUNT = "行动者数。 The number of actors."
_PAIR_COUNT = (
    "计入的有序对数，不含对角线与有空值的对。 The ordered pairs that count, without the diagonal and pairs with a null."
)
_PERMUTATION_COUNT = "置换次数。 The number of permutations."
_SEED = "随机种子。 The seed."


@object_type("两个成对变量的 QAP 相关（Krackhardt 1987）。 The QAP correlation of two dyadic variables (Krackhardt 1987).")
class Correlation:
    actors: int = parent_field(_ACTOR_COUNT)
    pairs: int = parent_field(_PAIR_COUNT)
    r: float | None = parent_field(
        "各有序对的 Pearson 相关系数；有一个变量没有差异则为空。 Pearson's r over the ordered pairs; null if a variable does not vary."
    )
    jaccard: float | None = parent_field(
        "两者皆 1 的对数 / 任一为 1 的对数；变量不是 0 与 1 则为空。 Pairs of both / pairs of either (Jaccard 1901); null unless both variables are 0 or 1."
    )
    p_greater: float | None = parent_field(
        "置换所得 r 不小于观测值的比例。 The share of permutations whose r is at least the observed one."
    )
    p_less: float | None = parent_field(
        "置换所得 r 不大于观测值的比例。 The share of permutations whose r is at most the observed one."
    )
    permutation_mean: float | None = parent_field("置换所得 r 的平均。 The mean r of the permutations.")
    permutation_sd: float | None = parent_field("置换所得 r 的标准差。 The standard deviation of the r of the permutations.")
    permutations: int = parent_field(_PERMUTATION_COUNT)
    seed: int = parent_field(_SEED)
    revision: Revision = _revision_field()


@object_type("回归中的一个自变量。 An independent variable of a regression.")
class RegressionTerm:
    name: str = parent_field("变量，例如 same: TOWNSHIP。 The variable, such as `same: TOWNSHIP`.")
    coefficient: float | None = parent_field(
        "系数；没有差异、或由前面的变量决定则为空。 The coefficient; null if it does not vary or follows from those before it."
    )
    standardized: float | None = parent_field("标准化系数。 The standardized coefficient.")
    t: float | None = parent_field("t 值。 Its t.")
    p_greater: float | None = parent_field(
        "置换所得 t 不小于观测值的比例（双重半偏置换，Dekker、Krackhardt 与 Snijders 2007）。 The share of permutations whose t is at least the observed one (double "
        "semi-partialing, Dekker, Krackhardt and Snijders 2007)."
    )
    p_less: float | None = parent_field(
        "置换所得 t 不大于观测值的比例。 The share of permutations whose t is at most the observed one."
    )
    p_two_sided: float | None = parent_field(
        "置换所得 t 的绝对值不小于观测值的比例。 The share of permutations whose t is at least as far from 0."
    )


@object_type(
    "成对变量的多元回归：有序对上的最小二乘，检验用双重半偏置换（MRQAP，Dekker、Krackhardt 与 Snijders 2007）。 A regression of a dyadic variable: least squares over "
    "ordered pairs, tested by double semi-partialing (MRQAP, Dekker, Krackhardt and Snijders 2007)."
)
class Regression:
    actors: int = parent_field(_ACTOR_COUNT)
    pairs: int = parent_field(_PAIR_COUNT)
    r_squared: float | None = parent_field(
        "决定系数 R²；因变量没有差异则为空。 R squared; null if the dependent variable does not vary."
    )
    intercept: float | None = parent_field("截距。 The intercept.")
    terms: list[RegressionTerm] = parent_field(
        "各自变量，次序同参数。 The independent variables, in the order of the argument."
    )
    permutations: int = parent_field(_PERMUTATION_COUNT)
    seed: int = parent_field(_SEED)
    revision: Revision = _revision_field()


NETWORK_CORRELATION = NetworkCorrelation()
NETWORK_REGRESSION = NetworkRegression()
