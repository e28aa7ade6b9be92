"""Messages about indicators, receipts and fixes."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

OWN_WITHOUT_INDICATOR: Final = Message(
    "`own` names one of the city's own indicators. Pass it with `indicator: OWN`.",
    "`own` 指本市的自定指标。请与 `indicator: OWN` 一起使用。",
    ErrorCode.BAD_ARGUMENT,
)
UNKNOWN_OWN: Final = Message(
    "`own` must name one of the city's own indicators; there are: {names}. See `indicators`.",
    "`own` 必须是本市的自定指标；现有：{names}。见 `indicators`。",
    ErrorCode.BAD_ARGUMENT,
)
OWN_WITHOUT_NAME: Final = Message(
    "OWN names none of the city's own indicators. List their names in `own`.",
    "OWN 没有指明本市的自定指标。请在 `own` 中列出名称。",
    ErrorCode.BAD_ARGUMENT,
)
DUPLICATE_INDICATORS: Final = Message(
    "`{argument}` names an indicator twice. Name each once.",
    "`{argument}` 中同一指标出现两次。请各写一次。",
    ErrorCode.BAD_ARGUMENT,
)
WEIGHT_NOT_AVAILABLE: Final = Message(
    "{indicator} counts units of kind {kind}, which have no people. Use weight UNITS.",
    "{indicator} 统计的是 {kind}，没有人口。请使用计数方式 UNITS。",
    ErrorCode.WEIGHT_NOT_AVAILABLE,
)
NONE: Final = Message("none", "没有")
NO_LEVEL: Final = Message("none; leave out `divisions`", "没有，请省略 `divisions`")
NOT_COUNTED: Final = Message(
    "{indicator} does not count this entity; its units are `{unit}`. Name one of these, or use an indicator of its kind.",
    "{indicator} 不统计此实体；其统计单位是 `{unit}`。请改问这样的实体，或者使用适合该种类的指标。",
    ErrorCode.NOT_COUNTED,
)
UNIT_WITHOUT_HOME: Final = Message(
    "{indicator} does not count this entity: it has no home on that day. Link it to its division, or choose another `asOf`.",
    "{indicator} 不统计此实体：它在该日没有归属区划。请建立它与区划的关系，或者改用其他 `asOf`。",
    ErrorCode.NOT_COUNTED,
)
DATES_REVERSED: Final = Message(
    "`from` ({start}) is after `to` ({end}). Give the earlier date first.",
    "`from`（{start}）晚于 `to`（{end}）。请先写较早的日期。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_POINTS: Final = Message(
    "The series would have more than {maximum} points. Use a longer `step` or a shorter time.",
    "该序列将超过 {maximum} 个点。请加大 `step`，或者缩短时段。",
    ErrorCode.BAD_ARGUMENT,
)
LEVEL_NOT_BELOW: Final = Message(
    "`divisions: {level}` is not below the scope, which is a {scope}. Use one of: {levels}.",
    "`divisions: {level}` 不在查询范围之下，查询范围是 {scope}。请使用以下之一：{levels}。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_DIVISION_POINTS: Final = Message(
    "The series would have {number} numbers of divisions; {maximum} are allowed. Use a higher level, a longer `step` or a shorter time.",
    "该序列将有 {number} 个区划数字，至多 {maximum} 个。请使用更高的层级、更大的 `step` 或更短的时段。",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)

NEITHER_PATH_NOR_TEST: Final = Message(
    "The indicator has neither a path nor a test. State what reaches a unit.",
    "该指标既没有路径，也没有条件。请写明怎样算作已覆盖。",
)
ONE_WAY_ONLY: Final = Message(
    "The indicator decides in Cypher or on columns only. Define both `status_expressions` and `rule`.",
    "该指标只在 Cypher 中或只在列存上判断。请同时定义 `status_expressions` 和 `rule`。",
)
INVALID_NAME: Final = Message(
    "the name consists of capitals, digits and underscores, such as COURIER_STATION.",
    "名称由大写字母、数字和下划线组成，例如 COURIER_STATION。",
)
NAME_TAKEN: Final = Message(
    "{name} is the name of a built-in indicator. Choose another name.", "{name} 是内置指标的名称。请另取名称。"
)

ONE_OF_NAMES: Final = Message("one of {names}", "{names} 之一")
A_BOOLEAN: Final = Message("true or false", "true 或 false")
A_DATE: Final = Message("a date like 2022-09-22", "2022-09-22 这样的日期")
OF_TYPE: Final = Message("a value of type {type}", "{type} 类型的值")
TOO_MANY_SCOPES: Final = Message(
    "`scopes` has {number} divisions; up to {maximum} are allowed. Ask for the `children` of the division above, or split the question.",
    "`scopes` 有 {number} 个区划，至多 {maximum} 个。请查上级区划的 `children`，或者拆成几个问题。",
    ErrorCode.BAD_ARGUMENT,
)
DUPLICATE_SCOPES: Final = Message(
    "`scopes` has a division twice. Name each once.", "`scopes` 中有区划重复。请每个只写一次。", ErrorCode.BAD_ARGUMENT
)
INVALID_DECLARATION: Final = Message("{fault}", "{fault}")
NO_KIND_FIRST: Final = Message("{pattern!r} does not start with a kind.", "{pattern!r} 不以种类开头。")
NO_STEP: Final = Message(
    "{pattern!r}: a step like -RELATION-> Kind or <-RELATION- Kind is expected at {rest!r}.",
    "{pattern!r}：在 {rest!r} 处应写 -RELATION-> Kind 或 <-RELATION- Kind 这样的一步。",
)
NO_CONDITION: Final = Message(
    "[{conditions}]: a condition like name=value or 'name is known' is expected at {rest!r}.",
    "[{conditions}]：在 {rest!r} 处应写 name=value 或 'name is known' 这样的条件。",
)
WRONG_ENDS_IN_PATTERN: Final = Message(
    "{relation} does not lead from {near} to {far} in the direction {arrow}{relation}.",
    "{relation} 不能按 {arrow}{relation} 的方向从 {near} 到 {far}。",
)
WRONG_HOME: Final = Message(
    "HOME is written <-HOME- Kind, after a division, with one kind that is neither a division nor Grid.",
    "HOME 应写成 <-HOME- Kind，位于区划之后，并且只写一个种类，该种类既不是区划也不是 Grid。",
)
NO_KIND: Final = Message("There is no kind {label!r}; there are: {labels}.", "没有种类 {label!r}；现有：{labels}。")
NO_RELATION: Final = Message(
    "There is no relation {name!r}; there are: {names}, and HOME.", "没有关系类型 {name!r}；现有：{names}，以及 HOME。"
)
NO_PROPERTY: Final = Message(
    "{owner} has no property {name!r}; there are: {names}.", "{owner} 没有属性 {name!r}；现有：{names}。"
)
WRONG_VALUE: Final = Message("{name} takes {accepted}, not {value!r}.", "{name} 应为 {accepted}，而不是 {value!r}。")

NOT_RECORDED: Final = Message("It is not recorded.", "未登记。")
WRONG_RECORD: Final = Message("It is {value}.", "实为 {value}。")
PATH_INCOMPLETE: Final = Message("{existing} of its {steps} steps exist.", "共 {steps} 步，已有 {existing} 步。")
NOT_SURVEYED: Final = Message("It is not surveyed there.", "当地未登记。")
NO_FUND: Final = Message("No service fund of this or an earlier year.", "没有已到年度的为民服务专项资金。")
FUND_BELOW_FLOOR: Final = Message(
    "Fund {code} ({year}): amount {amount}, floor {floor}.", "经费 {code}（{year}）：数额 {amount}，下限 {floor}。"
)
NO_AMOUNT: Final = Message("not recorded", "未登记")
