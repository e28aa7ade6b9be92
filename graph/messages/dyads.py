"""Messages of questions about pairs of actors: correlations, regressions, pairings."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NO_OVERLAP: Final = Message(
    "`overlap: {value}` has no overlap of actors of kind {kind}. Projections that have one: {fitting}.",
    "`overlap: {value}` 没有 {kind} 行动者的重叠网络。有的投影：{fitting}。",
    ErrorCode.BAD_ARGUMENT,
)
NO_ACTORS: Final = Message(
    "`hops: {value}` has no actors of kind {kind}. Projections that have some: {fitting}.",
    "`hops: {value}` 没有种类为 {kind} 的行动者。有的投影：{fitting}。",
    ErrorCode.BAD_ARGUMENT,
)
NOT_TIED: Final = Message(
    "`tied: {value}` joins no two entities of kind {kind}. Relations that do: {fitting}.",
    "`tied: {value}` 不连接两个种类为 {kind} 的实体。可用的关系类型：{fitting}。",
    ErrorCode.BAD_ARGUMENT,
)
NOT_SHARED: Final = Message(
    "`shared: {value}` has no end of kind {kind}. Relations that have one: {fitting}.",
    "`shared: {value}` 没有一端是 {kind}。可用的关系类型：{fitting}。",
    ErrorCode.BAD_ARGUMENT,
)
SAME_KIND: Final = Message(
    "`same: KIND` is 1 for every pair, since all actors are of one kind. Name another grouping.",
    "所有行动者都属于同一种类，`same: KIND` 对每一对都是 1。请改用其他分组。",
    ErrorCode.BAD_ARGUMENT,
)
NO_NUMBER: Final = Message(
    "`difference: {value}` is no number of kind {kind}. Numbers that it has: {fitting}.",
    "`difference: {value}` 不是种类 {kind} 的数值属性。可用的数值属性：{fitting}。",
    ErrorCode.BAD_ARGUMENT,
)
PERMUTATIONS_OUT_OF_RANGE: Final = Message(
    "`permutations` is {permutations}; it takes 1 to {maximum}.",
    "`permutations` 为 {permutations}，应为 1 至 {maximum}。",
    ErrorCode.BAD_ARGUMENT,
)
INDEPENDENTS_OUT_OF_RANGE: Final = Message(
    "`independents` has {number} variables; it takes 1 to {maximum}.",
    "`independents` 有 {number} 个变量，应为 1 至 {maximum} 个。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_ACTORS: Final = Message(
    "There are {size} actors; the pairs of up to {maximum} are compared. Ask for a smaller division.",
    "有 {size} 个行动者，至多比较 {maximum} 个行动者的各对。请改问较小的区划。",
    ErrorCode.TOO_LARGE,
)
TOO_MANY_ACTORS_FITS: Final = Message(
    "There are {size} actors; the pairs of up to {maximum} are compared. The largest division below that fits is {kind} {code}.",
    "有 {size} 个行动者，至多比较 {maximum} 个行动者的各对。下级区划中符合的最大者是 {kind} {code}。",
    ErrorCode.TOO_LARGE,
)
PERMUTATIONS_TOO_LONG: Final = Message(
    "{permutations} permutations take too long for {size} actors; about {fits} fit the budget of {budget} seconds. Ask for fewer, raise "
    "`budget`, or ask for a smaller division.",
    "对 {size} 个行动者置换 {permutations} 次耗时过长；{budget} 秒的预算约可置换 {fits} 次。请减少次数、提高 `budget`，或者改问较小的区划。",
    ErrorCode.TOO_LARGE,
)
CAPACITY_OUT_OF_RANGE: Final = Message(
    "`capacity` is {capacity}; it takes 1 or more.", "`capacity` 为 {capacity}，应不小于 1。", ErrorCode.BAD_ARGUMENT
)
