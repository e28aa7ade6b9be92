"""Messages of questions about networks."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

EMPTY_LIST: Final = Message(
    "`{argument}` is empty, so no tie can remain. Name at least one value, or leave it out.",
    "`{argument}` 为空，不会有联系留下。请至少写一个值，或者省略。",
    ErrorCode.BAD_ARGUMENT,
)
BUDGET_OUT_OF_RANGE: Final = Message(
    "`budget` is {budget}; it takes 1 to {maximum} seconds.",
    "`budget` 为 {budget}，应为 1 至 {maximum} 秒。",
    ErrorCode.BAD_ARGUMENT,
)
BOUND_WITHOUT_MEASURE: Final = Message(
    "`where` has `gte` or `lte` without `measure`. Name the measure that they bound.",
    "`where` 有 `gte` 或 `lte`，而没有 `measure`。请写明所限定的网络指标。",
    ErrorCode.BAD_ARGUMENT,
)
OVERLAP_TOO_LARGE: Final = Message(
    "The overlap has {pairs} pairs with a shared entity; up to {maximum} are computed. Ask for a smaller division.",
    "重叠网络有 {pairs} 对共享实体的行动者，至多计算 {maximum} 对。请改问较小的区划。",
    ErrorCode.TOO_LARGE,
)
OVERLAP_TOO_LARGE_FITS: Final = Message(
    "The overlap has {pairs} pairs with a shared entity; up to {maximum} are computed. The largest division below that fits is {kind} {code}.",
    "重叠网络有 {pairs} 对共享实体的行动者，至多计算 {maximum} 对。下级区划中符合的最大者是 {kind} {code}。",
    ErrorCode.TOO_LARGE,
)
TOO_LARGE: Final = Message(
    "{measure} takes too long on {size} actors and {ties} ties. Raise `budget`, or ask for a part with `where`.",
    "对 {size} 个行动者和 {ties} 条联系计算 {measure} 耗时过长。请提高 `budget`，或者用 `where` 只问一部分。",
    ErrorCode.TOO_LARGE,
)
MODEL_TOO_LARGE: Final = Message(
    "{measure} takes up to {maximum} actors, and the network has {size}. Ask for a smaller division, or for a part with `where`.",
    "{measure} 至多用于 {maximum} 个行动者，而该网络有 {size} 个。请改问较小的区划，或者用 `where` 只问一部分。",
    ErrorCode.TOO_LARGE,
)
MODEL_TOO_LARGE_FITS: Final = Message(
    "{measure} takes up to {maximum} actors, and the network has {size}. The largest division below that fits is {kind} {code}.",
    "{measure} 至多用于 {maximum} 个行动者，而该网络有 {size} 个。下级区划中符合的最大者是 {kind} {code}。",
    ErrorCode.TOO_LARGE,
)
TOO_LARGE_FITS: Final = Message(
    "{measure} takes too long on {size} actors and {ties} ties. The largest division below that fits is {kind} {code}.",
    "对 {size} 个行动者和 {ties} 条联系计算 {measure} 耗时过长。下级区划中符合的最大者是 {kind} {code}。",
    ErrorCode.TOO_LARGE,
)
UNKNOWN_PARAMETER: Final = Message(
    "There is no parameter `{name}`. Use {names}.", "没有参数 `{name}`。请使用 {names}。", ErrorCode.BAD_ARGUMENT
)
REPEATED_PARAMETER: Final = Message(
    "`{name}` is given more than once. Give it once; only {names} take several values.",
    "`{name}` 写了不止一次。请只写一次；只有 {names} 可以有多个值。",
    ErrorCode.BAD_ARGUMENT,
)
SCOPE_MISSING: Final = Message(
    "`scope` is missing. Give the official code of a division.", "缺少 `scope`。请给出区划的官方代码。", ErrorCode.BAD_ARGUMENT
)
UNKNOWN_VALUE: Final = Message(
    "`{name}` has the value {value!r}. Use one of {values}.",
    "`{name}` 的值为 {value!r}。请使用 {values} 之一。",
    ErrorCode.BAD_ARGUMENT,
)
NOT_A_NUMBER: Final = Message(
    "`{name}` is {value!r}. Give a number in its range.", "`{name}` 为 {value!r}。请给出范围内的数字。", ErrorCode.BAD_ARGUMENT
)
AS_OF_NOT_A_DATE: Final = Message(
    "`asOf` is {value!r}. Give a date such as 2022-09-22.",
    "`asOf` 为 {value!r}。请给出 2022-09-22 这样的日期。",
    ErrorCode.BAD_ARGUMENT,
)
MODE_OF_ONE_MODE: Final = Message(
    "`mode` names the overlap of a two-mode network, and {projection} is one-mode. Leave it out.",
    "`mode` 指双模网络的重叠网络，而 {projection} 是单模网络。请省略。",
    ErrorCode.BAD_ARGUMENT,
)
ENCODING_OF_CSV: Final = Message(
    "`encoding` is {encoding}, which only csv.zip takes; {extension} is always UTF-8. Leave it out.",
    "`encoding` 为 {encoding}，只有 csv.zip 可用；{extension} 一律是 UTF-8。请省略。",
    ErrorCode.BAD_ARGUMENT,
)
NO_SUCH_EXPORT: Final = Message(
    "There is no export {name!r}. Use a projection in lower case, such as unit-overlap, and one of the extensions {extensions}, "
    "or {workbooks}.",
    "没有导出 {name!r}。请用小写的投影（例如 unit-overlap）加上扩展名 {extensions} 之一，或者 {workbooks}。",
    ErrorCode.NOT_FOUND,
)
FORMAT_TOO_SMALL: Final = Message(
    "{extension} holds up to {maximum} rows or columns, and this network has {size}. Ask for a smaller division, or use csv.zip.",
    "{extension} 至多容纳 {maximum} 行或列，而该网络有 {size}。请改问较小的区划，或者使用 csv.zip。",
    ErrorCode.TOO_LARGE,
)
FORMAT_TOO_SMALL_FITS: Final = Message(
    "{extension} holds up to {maximum} rows or columns, and this network has {size}. The largest division below that fits is {kind} {code}; "
    "or use csv.zip.",
    "{extension} 至多容纳 {maximum} 行或列，而该网络有 {size}。下级区划中符合的最大者是 {kind} {code}；也可以使用 csv.zip。",
    ErrorCode.TOO_LARGE,
)
WORKBOOK_TOO_LARGE: Final = Message(
    "A sheet of the workbook would have about {rows} rows; up to {maximum} are written. Ask for a smaller division.",
    "工作簿的一张表将有约 {rows} 行，至多写 {maximum} 行。请改问较小的区划。",
    ErrorCode.TOO_LARGE,
)
NO_SUCH_SCOPE: Final = Message(
    "There is no division {scope!r}. Use an official code.", "没有区划 {scope!r}。请使用官方代码。", ErrorCode.NOT_FOUND
)
SEED_OUT_OF_RANGE: Final = Message(
    "`seed` is {seed}; it takes 0 or more.", "`seed` 为 {seed}，应不小于 0。", ErrorCode.BAD_ARGUMENT
)
ALPHA_OUT_OF_RANGE: Final = Message(
    "`alpha` is {alpha}; it takes a number above 0, up to 1.",
    "`alpha` 为 {alpha}，应大于 0，不大于 1。",
    ErrorCode.BAD_ARGUMENT,
)
RESOLUTION_OUT_OF_RANGE: Final = Message(
    "`resolution` is {resolution}; it takes a number above 0.",
    "`resolution` 为 {resolution}，应大于 0。",
    ErrorCode.BAD_ARGUMENT,
)
GRAPH_PART_TOO_LARGE: Final = Message(
    "The actors and ties of this network, with their homes, need {needed} MB of a graph that is larger than LINKAGE_MEMORY; up to "
    "{megabytes} MB are read. Raise NETWORK_MEMORY, and ask again.",
    "图的大小超过 LINKAGE_MEMORY；其中该网络的行动者和联系及其归属区划需要 {needed} MB，至多读取 {megabytes} MB。请调高 NETWORK_MEMORY 后再问。",
    ErrorCode.TOO_LARGE,
)
SCOPE_PART_TOO_LARGE: Final = Message(
    "The actors and ties of this division, with their homes, need more than {megabytes} MB of a graph that is larger than "
    "LINKAGE_MEMORY, and no smaller division was found that fits. Raise NETWORK_MEMORY; {needed} MB are enough for any division.",
    "图的大小超过 LINKAGE_MEMORY；其中该区划的行动者和联系及其归属区划需要 {megabytes} MB 以上，也没有找到合适的下级区划。请调高 NETWORK_MEMORY；"
    "{needed} MB 足够任何区划使用。",
    ErrorCode.TOO_LARGE,
)
SCOPE_PART_TOO_LARGE_FITS: Final = Message(
    "The actors and ties of this division, with their homes, need more than {megabytes} MB of a graph that is larger than "
    "LINKAGE_MEMORY. The largest division below that was found to fit is {kind} {code}; or raise NETWORK_MEMORY, up to {needed} MB.",
    "图的大小超过 LINKAGE_MEMORY；其中该区划的行动者和联系及其归属区划需要 {megabytes} MB 以上。下级区划中查得合适的最大者是 {kind} {code}；"
    "也可调高 NETWORK_MEMORY，至多需要 {needed} MB。",
    ErrorCode.TOO_LARGE,
)
TIME_BUDGET: Final = Message(
    "{measure} was not finished within the budget of {budget} seconds. Raise `budget`, or ask for a smaller division.",
    "{measure} 未能在 {budget} 秒的预算内完成。请提高 `budget`，或者改问较小的区划。",
    ErrorCode.TIME_BUDGET,
)
WORKER_MEMORY: Final = Message(
    "{measure} needs more memory than WORKER_MEMORY, {megabytes} MB, or than the machine has. Ask for a smaller division, or for a part "
    "with `where`.",
    "{measure} 所需内存超过 WORKER_MEMORY（{megabytes} MB），或超过本机所有。请改问较小的区划，或者用 `where` 只问一部分。",
    ErrorCode.TOO_LARGE,
)
EXPORT_TIME_BUDGET: Final = Message(
    "The measures were not finished within EXPORT_BUDGET, {seconds} seconds. Ask for fewer measures, or for a smaller division.",
    "网络指标未能在 EXPORT_BUDGET（{seconds} 秒）内完成。请减少网络指标，或者改问较小的区划。",
    ErrorCode.TIME_BUDGET,
)
EXPORT_TOO_LARGE: Final = Message(
    "{problem} The budget of an export is EXPORT_BUDGET, {seconds} seconds; without this measure it needs less.",
    "{problem} 导出的预算是 EXPORT_BUDGET（{seconds} 秒）；去掉该网络指标耗时会减少。",
    ErrorCode.TOO_LARGE,
)
SERIES_TIME: Final = Message(
    "The {number} networks of the series were not finished within {seconds} seconds. Ask for fewer dates, or for a smaller division.",
    "序列的 {number} 个网络未能在 {seconds} 秒内完成。请减少日期，或者改问较小的区划。",
    ErrorCode.TIME_BUDGET,
)
NETWORK_NOT_KEPT: Final = Message(
    "The data has changed since the cursor was returned, and its network is no longer kept. Leave `after` out to start again.",
    "游标返回之后数据已变化，其网络已不再保留。请省略 `after`，从头开始。",
    ErrorCode.DATA_CHANGED,
)
ENTITY_OF_PAGE_GONE: Final = Message(
    "The data has changed since the cursor was returned: an entity of this page has been deleted. Leave `after` out to start again.",
    "游标返回之后数据已变化：本页的一个实体已被删除。请省略 `after`，从头开始。",
    ErrorCode.DATA_CHANGED,
)
