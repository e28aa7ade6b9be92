"""What the page of network measures says beyond the catalogues, in English and Chinese."""

from typing import Final

from graph.network.measures.measure import CostClass, NetworkKind

_COMMAND: Final = ".venv/bin/python -m api measures EDGES.csv [NODES.csv] [--directed] [--two-mode] [--weighted] [--by ATTRIBUTE] [--alpha 0.05]"
HEAD: Final = (
    f"""\
Generated from `graph/network/measures/` by `make docs`.

Every number has 12 significant digits, and the same network gives the same bytes. A measure that is not defined is null, never 0. Constraint,
effective size, efficiency, hierarchy and strength use weights; all others count hops. `tests/network/published/` has the published values that the
tests compare.

```text
{_COMMAND}
```

prints all of them for a network in CSV files: edges with the columns `source`, `target` and perhaps `weight`; nodes with `id`, perhaps `mode`
(0 or ONE, 1 or TWO), and attributes.""",
    f"""\
由 `make docs` 从 `graph/network/measures/` 生成。

数值都有 12 位有效数字，同一网络得到同样的字节。没有定义的指标为空值，绝不写 0。限制度、有效规模、效率、等级度和强度使用权重；其余按步数计算。
`tests/network/published/` 有供测试比对的公开发表的数值。

```text
{_COMMAND}
```

对 CSV 文件中的网络算出全部网络指标：边的列为 `source`、`target`，可有 `weight`；节点的列为 `id`，可有 `mode`（0 或 ONE，1 或 TWO）和属性。""",
)
PERMUTATION_TESTS: Final = {
    "networkCorrelation": (
        "Pearson's r over ordered pairs; p is the share of permutations of the first variable with an r at least, or at most, "
        "as large (QAP, Krackhardt 1987)",
        "有序对上的皮尔逊相关系数 r；p 是置换第一个变量后 r 不小于（或不大于）观察值的比例（QAP，Krackhardt 1987）",
    ),
    "networkRegression": (
        "least squares over ordered pairs; p is the share of permutations of the part of a variable that the others do not explain "
        "with a t at least as large (MRQAP, double semi-partialing, Dekker, Krackhardt and Snijders 2007)",
        "有序对上的最小二乘；p 是置换一个变量中不能由其他变量解释的部分后 t 不小于观察值的比例（MRQAP，双重半偏法，Dekker、Krackhardt 与 Snijders 2007）",
    ),
}
KINDS: Final = {
    NetworkKind.UNDIRECTED: ("undirected", "无向"),
    NetworkKind.DIRECTED: ("directed", "有向"),
    NetworkKind.TWO_MODE: ("two-mode", "双模"),
}
CHINESE_CONCOR: Final = "反复求联系剖面的相关系数，直到全部为 1 或 -1，即一个块的两半；含发出与收到的联系，不计权重和对角线（CONCOR，Breiger、Boorman 与 Arabie 1975）"
COSTS: Final = {
    CostClass.LINEAR: "行动者 + 联系",
    CostClass.NEIGHBOURHOODS: "度数平方之和",
    CostClass.FOUR_PATHS: "各联系两端度数之积的合计",
    CostClass.WORD_PARALLEL: "行动者 ×（行动者 + 联系）/ 64，按每个距离",
    CostClass.ALL_PAIRS: "行动者 ×（行动者 + 联系）",
    CostClass.CUBIC: "有联系的行动者数的立方",
}
ALGORITHMS: Final = {
    "counting": "计数",
    "summation": "求和",
    "from the values of the actors": "由行动者的数值得出",
    "sparse matrix product": "稀疏矩阵乘法",
    "depth-first search (rustworkx)": "深度优先搜索（rustworkx）",
    "SciPy connected_components": "SciPy connected_components",
    "Brandes 2001 (rustworkx)": "Brandes 2001（rustworkx）",
    "Brandes 2008 (rustworkx)": "Brandes 2008（rustworkx）",
    "Batagelj and Zaversnik 2003 (rustworkx)": "Batagelj 与 Zaversnik 2003（rustworkx）",
    "dense eigenvectors (LAPACK) up to 64 actors, else Lanczos with a fixed start (ARPACK)": "64 个行动者以内为稠密特征向量（LAPACK），"
    "否则为固定初值的 Lanczos 法（ARPACK）",
    "breadth-first search from all actors, 64 per machine word (Then et al. 2014)": "从全部行动者出发的广度优先搜索，每个机器字 64 个（Then 等 2014）",
}
"""Names of authors and libraries stay."""
