"""Messages of questions about networks."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

EMPTY_LIST: Final = Message(
    "`{argument}` is empty, so no tie can remain. Name at least one value, or leave it out.", ErrorCode.BAD_ARGUMENT
)
BUDGET_OUT_OF_RANGE: Final = Message("`budget` is {budget}; it takes 1 to {maximum} seconds.", ErrorCode.BAD_ARGUMENT)
BOUND_WITHOUT_MEASURE: Final = Message(
    "`where` has `gte` or `lte` without `measure`. Name the measure that they bound.", ErrorCode.BAD_ARGUMENT
)
OVERLAP_TOO_LARGE: Final = Message(
    "The overlap has {pairs} pairs with a shared entity; up to {maximum} are computed. Ask for a smaller division.",
    ErrorCode.TOO_LARGE,
)
TOO_LARGE: Final = Message(
    "{measure} takes too long on {size} actors and {ties} ties. Raise `budget`, or ask for a part with `where`.",
    ErrorCode.TOO_LARGE,
)
MODEL_TOO_LARGE: Final = Message(
    "{measure} takes up to {maximum} actors, and the network has {size}. Ask for a smaller division, or for a part with `where`.",
    ErrorCode.TOO_LARGE,
)
MODEL_TOO_LARGE_FITS: Final = Message(
    "{measure} takes up to {maximum} actors, and the network has {size}. The largest division below that fits is {kind} {code}.",
    ErrorCode.TOO_LARGE,
)
TOO_LARGE_FITS: Final = Message(
    "{measure} takes too long on {size} actors and {ties} ties. The largest division below that fits is {kind} {code}.",
    ErrorCode.TOO_LARGE,
)
UNKNOWN_PARAMETER: Final = Message("There is no parameter `{name}`. Use {names}.", ErrorCode.BAD_ARGUMENT)
SCOPE_MISSING: Final = Message("`scope` is missing. Give the official code of a division.", ErrorCode.BAD_ARGUMENT)
UNKNOWN_VALUE: Final = Message("`{name}` has the value {value!r}. Use one of {values}.", ErrorCode.BAD_ARGUMENT)
NOT_A_NUMBER: Final = Message("`{name}` is {value!r}. Give a number in its range.", ErrorCode.BAD_ARGUMENT)
NOT_A_DATE: Final = Message("`asOf` is {value!r}. Give a date such as 2022-09-22.", ErrorCode.BAD_ARGUMENT)
MODE_OF_ONE_MODE: Final = Message(
    "`mode` names the overlap of a two-mode network, and {projection} is one-mode. Leave it out.", ErrorCode.BAD_ARGUMENT
)
ENCODING_OF_CSV: Final = Message(
    "`encoding` is {encoding}, which only csv.zip takes; {extension} is always UTF-8. Leave it out.", ErrorCode.BAD_ARGUMENT
)
NO_SUCH_EXPORT: Final = Message(
    "There is no export {name!r}. Use a projection in lower case, such as unit-overlap, and one of the extensions {extensions}, "
    "or {workbooks}.",
    ErrorCode.NOT_FOUND,
)
FORMAT_TOO_SMALL: Final = Message(
    "{extension} holds up to {maximum} rows or columns, and this network has {size}. Ask for a smaller division, or use csv.zip.",
    ErrorCode.TOO_LARGE,
)
WORKBOOK_TOO_LARGE: Final = Message(
    "A sheet of the workbook would have about {rows} rows; up to {maximum} are written. Ask for a smaller division.",
    ErrorCode.TOO_LARGE,
)
NO_SUCH_SCOPE: Final = Message("There is no division {scope!r}. Use an official code.", ErrorCode.NOT_FOUND)
SEED_OUT_OF_RANGE: Final = Message("`seed` is {seed}; it takes 0 or more.", ErrorCode.BAD_ARGUMENT)
SPLITS_OUT_OF_RANGE: Final = Message("`splits` is {splits}; it takes 1 to {maximum}.", ErrorCode.BAD_ARGUMENT)
ALPHA_OUT_OF_RANGE: Final = Message("`alpha` is {alpha}; it takes a number above 0, up to 1.", ErrorCode.BAD_ARGUMENT)
RESOLUTION_OUT_OF_RANGE: Final = Message("`resolution` is {resolution}; it takes a number above 0.", ErrorCode.BAD_ARGUMENT)
EXAMPLES_OUT_OF_RANGE: Final = Message("`first` is {first}; it takes 1 to {maximum}.", ErrorCode.BAD_ARGUMENT)
GRAPH_PART_TOO_LARGE: Final = Message(
    "The actors and ties of this network, with their homes, need {needed} MB of a graph that is larger than LINKAGE_MEMORY; up to "
    "{megabytes} MB are read. Raise NETWORK_MEMORY, and ask again.",
    ErrorCode.TOO_LARGE,
)
GRAPH_TOO_LARGE: Final = Message(
    "The graph needs more memory than LINKAGE_MEMORY allows. Raise it, and ask again.", ErrorCode.TOO_LARGE
)
TIME_BUDGET: Final = Message(
    "{measure} was not finished within the budget of {budget} seconds. Raise `budget`, or ask for a smaller division.",
    ErrorCode.TIME_BUDGET,
)
EXPORT_TIME_BUDGET: Final = Message(
    "The measures were not finished within EXPORT_BUDGET, {seconds} seconds. Ask for fewer measures, or for a smaller division.",
    ErrorCode.TIME_BUDGET,
)
EXPORT_TOO_LARGE: Final = Message(
    "{problem} The budget of an export is EXPORT_BUDGET, {seconds} seconds; without this measure it needs less.",
    ErrorCode.TOO_LARGE,
)
SERIES_TIME: Final = Message(
    "The {number} networks of the series were not finished within {seconds} seconds. Ask for fewer dates, or for a smaller division.",
    ErrorCode.TIME_BUDGET,
)
CURSOR_OF_OTHER_REVISION: Final = Message(
    "The data has changed since the cursor was returned. Leave `after` out to start again.", ErrorCode.DATA_CHANGED
)
