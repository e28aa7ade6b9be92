"""Messages about indicators, receipts and fixes."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

OWN_WITHOUT_INDICATOR: Final = Message(
    "`own` names one of the city's own indicators. Pass it with `indicator: OWN`.", ErrorCode.BAD_ARGUMENT
)
UNKNOWN_OWN: Final = Message(
    "`own` must name one of the city's own indicators; there are: {names}. See `indicators`.", ErrorCode.BAD_ARGUMENT
)
OWN_WITHOUT_NAME: Final = Message(
    "OWN names none of the city's own indicators. List their names in `own`.", ErrorCode.BAD_ARGUMENT
)
DUPLICATE_INDICATORS: Final = Message("`{argument}` names an indicator twice. Name each once.", ErrorCode.BAD_ARGUMENT)
WEIGHT_NOT_AVAILABLE: Final = Message(
    "{indicator} counts units of kind {kind}, which have no people. Use weight UNITS.", ErrorCode.WEIGHT_NOT_AVAILABLE
)
NOT_COUNTED: Final = Message(
    "{indicator} does not count this entity; its units are `{unit}`. Name one of these, or use an indicator of its kind.",
    ErrorCode.NOT_COUNTED,
)
UNIT_WITHOUT_HOME: Final = Message(
    "{indicator} does not count this entity: it has no home on that day. Link it to its division, or choose another `asOf`.",
    ErrorCode.NOT_COUNTED,
)
DATES_REVERSED: Final = Message("`from` ({start}) is after `to` ({end}). Give the earlier date first.", ErrorCode.BAD_ARGUMENT)
TOO_MANY_POINTS: Final = Message(
    "The series would have more than {maximum} points. Use a longer `step` or a shorter time.", ErrorCode.BAD_ARGUMENT
)
LEVEL_NOT_BELOW: Final = Message(
    "`divisions: {level}` is not below the scope, which is a {scope}. Use one of: {levels}.", ErrorCode.BAD_ARGUMENT
)
TOO_MANY_DIVISION_POINTS: Final = Message(
    "The series would have {number} numbers of divisions; {maximum} are allowed. Use a higher level, a longer `step` or a shorter time.",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
PICKS_OUT_OF_RANGE: Final = Message("`k` is {number}; it takes 1 to {maximum}.", ErrorCode.BAD_ARGUMENT)

NEITHER_PATH_NOR_TEST: Final = Message("The indicator has neither a path nor a test. State what reaches a unit.")
ONE_WAY_ONLY: Final = Message(
    "The indicator decides in Cypher or on columns only. Define both `status_expressions` and `rule`."
)
INVALID_NAME: Final = Message("the name consists of capitals, digits and underscores, such as COURIER_STATION.")
NAME_TAKEN: Final = Message("{name} is the name of a built-in indicator. Choose another name.")

NO_KIND_FIRST: Final = Message("{pattern!r} does not start with a kind.")
NO_STEP: Final = Message("{pattern!r}: a step like -RELATION-> Kind or <-RELATION- Kind is expected at {rest!r}.")
NO_CONDITION: Final = Message("[{conditions}]: a condition like name=value or 'name is known' is expected at {rest!r}.")
WRONG_ENDS: Final = Message("{relation} does not lead from {near} to {far} in the direction {arrow}{relation}.")
WRONG_HOME: Final = Message(
    "HOME is written <-HOME- Kind, after a division, with one kind that is neither a division nor Grid."
)
NO_KIND: Final = Message("There is no kind {label!r}; there are: {labels}.")
NO_RELATION: Final = Message("There is no relation {name!r}; there are: {names}, and HOME.")
NO_PROPERTY: Final = Message("{owner} has no property {name!r}; there are: {names}.")
WRONG_VALUE: Final = Message("{name} takes {accepted}, not {value!r}.")

NOT_RECORDED: Final = Message("{condition}: 未登记。 It is not recorded.")
WRONG_RECORD: Final = Message("{condition}: 实为 {value}。 It is {value}.")
PATH_INCOMPLETE: Final = Message("{path}：共 {steps} 步，已有 {existing} 步。 {existing} of its {steps} steps exist.")
NOT_SURVEYED: Final = Message("{relation}：当地未登记。 It is not surveyed there.")
