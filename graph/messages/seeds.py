"""Messages about seed folders: what is wrong in a file, and how to correct it."""

from typing import Final

from graph.messages.message import Message

# The report
NOTHING_LOADED: Final = Message("Nothing was loaded. Problems in {source}: {count:,}.")
MORE_PROBLEMS: Final = Message("… and {count:,} more.")
LINE: Final = Message("line {line}")
COLUMN: Final = Message("column {column}")
FOLDER_AND_DATABASE: Final = Message("the folder combined with the database")
SUGGESTION: Final = Message(" Did you mean {name}?")

# Folders and files
NOT_A_SEED_FOLDER: Final = Message(
    "{folder} is not a seed folder: it has no folder {entities} with files such as communities.csv."
)
UNEXPECTED_FILE: Final = Message("expected only the folders {folders}; files of rows belong in {entities} or {links}.")
UNKNOWN_FILE: Final = Message("unknown file; expected one of {files}.{suggestion}")
NOT_UTF8: Final = Message("the file is not UTF-8 text. In Excel, save it as “CSV UTF-8”.")
NOT_CSV: Final = Message("the line is not valid CSV ({error}). Check for a stray quotation mark.")

# Headings and rows
UNKNOWN_COLUMN: Final = Message("unknown column; the file can have {columns}.{suggestion}")
BLANK_COLUMN_NAME: Final = Message("(blank)")
DUPLICATE_COLUMN: Final = Message("the heading has this column twice; keep one.")
MISSING_COLUMN: Final = Message("the heading lacks this column, which every row needs.")
TOO_MANY_CELLS: Final = Message("expected {count} cells. Put a cell that contains a comma in quotation marks.")
DUPLICATE_CODE: Final = Message("line {line} of {file} already has this code.")

# Cells
BLANK_CELL: Final = Message("the cell is blank; every row needs a value.")
BLANK_CODE: Final = Message("the cell is blank; every row needs a code.")
BLANK_NAME: Final = Message("the cell is blank; every row needs a name.")
BLANK_SINCE: Final = Message("the cell is blank; every row needs the day from which the link is valid.")
INVALID_INTEGER: Final = Message("expected a whole number{bounds}, without unit, comma or decimal point.")
INVALID_NUMBER: Final = Message("expected a number{bounds}, such as 62.5, without unit or percent sign.")
AT_MOST: Final = Message(" up to {maximum:.15g}")
AT_LEAST: Final = Message(" of at least {minimum:.15g}")
BETWEEN: Final = Message(" from {minimum:.15g} to {maximum:.15g}")
INVALID_BOOLEAN: Final = Message("expected true or false, or a blank cell if it is not recorded.")
INVALID_DATE: Final = Message("expected a date as YYYY-MM-DD, such as 2022-08-04. In Excel, import the column as text.")
NO_SUCH_DATE: Final = Message(
    "the calendar has no such day. Expected a date as YYYY-MM-DD, such as 2022-08-04. In Excel, import the column as text."
)
BLANK_FORMER_NAME: Final = Message("expected names separated by {separator!r}, such as 向阳居委会{separator}向阳社区.")
UNKNOWN_VALUE: Final = Message("expected one of {values}.{suggestion}")
UNKNOWN_PROVENANCE_PROPERTY: Final = Message(
    "expected a property and its provenance, such as population=ILLUSTRATIVE. The properties are {properties}.{suggestion}"
)
INVALID_PROVENANCE: Final = Message("expected {property} once, with one of {values}.")
UNKNOWN_DIVISION: Final = Message("expected the code of a division of this folder.")
DATE_ORDER: Final = Message("expected a date after {column}, which is {begin}.")

# Personal data
PERSONAL_DATA: Final = Message(
    "this looks like {type}. Seed files describe posts and organisations, never people. Remove it from the file."
)
PERSON_AS_POST: Final = Message(
    "岗位以职务命名，不写人名；地名请写全。 A post is named by its office, never by a person. Write an office such as 社区党组织书记, "
    "and a place with its level, such as 宋庄村主任."
)
IDENTITY_NUMBER: Final = Message("居民身份号码 a resident identity number")
MOBILE_NUMBER: Final = Message("手机号码 a mobile number")
TELEPHONE_NUMBER: Final = Message("电话号码 a telephone number")
EMAIL_ADDRESS: Final = Message("电子邮箱 an e-mail address")
HOME_ADDRESS: Final = Message("住户地址 the address of a flat")

# Links and their ends
OPEN_ENDED_RELATION: Final = Message("{relation} is a fact: it is valid from `since` on and has no end. Leave the cell blank.")
AMBIGUOUS_CODE: Final = Message(
    "entities of several kinds have this code ({kinds}). Name one of these kinds in the kind column of this end."
)
UNKNOWN_ENTITY: Final = Message("no entity has this code; expected an entity of kind {kinds}.")
WRONG_KIND: Final = Message("it is the code of a {actual}; expected an entity of kind {kinds}.")
DUPLICATE_LINK: Final = Message(
    "line {line} already has this link with the same first day. Remove one of them, or change its `since`."
)
SELF_LINK: Final = Message("{relation} joins two different entities; this row joins an entity with itself.")
WRONG_DIRECTION: Final = Message("a {upper} administers divisions below its level, and a {lower} is not below it.")
WRONG_GRID_SIZE: Final = Message("{relation} needs a grid of size {size} here; see the grid's row in grids.csv.")
SECOND_PARENT: Final = Message(
    "{entity} already has a parent on that day, {other} (line {line}), and can have only one at a time. "
    "End that link with `until`, or begin this one later."
)
SECOND_HOME: Final = Message(
    "{entity} already has a home on that day, {other} (line {line}), and can have only one at a time. "
    "End that link with `until`, or begin this one later."
)
SECOND_HOME_WITH_DATABASE: Final = Message(
    "it would have two homes on one day over {relation}: {first}, and {second} from {since} on. The database still has a link "
    "whose first day was changed in the files. End that link with `until`, or seed with --reset."
)
TOO_MANY_PEOPLE: Final = Message(
    "with this row the communities have more than {maximum:,} residents in total, which no number of the API can show. Correct it."
)
TOO_MANY_NAMES: Final = Message(
    "expected up to {maximum} former names, and these are {count}. Keep the ones that are still used."
)
STORED_TEXTS_REFUSED: Final = Message(
    "The database has codes or names that a seed file may no longer contain; searches may not find them: {count:,}. Correct them in "
    "the files and seed with --reset."
)
STORED_TEXT: Final = Message("{entity}, {column} {value!r}: {reason}")
DUPLICATE_INDICATOR: Final = Message("the file has this name twice; each indicator needs its own.")

# Progress
DELETING: Final = Message("Deleting the {count:,} entities of the database.")
LOADING_ENTITIES: Final = Message("Loading entities")
LOADING_LINKS: Final = Message("Loading links")
ENTITIES: Final = Message("entities")
LINKS: Final = Message("links")

# Published figures
UNREADABLE_FIGURE: Final = Message("Row {row!r} of {file} cannot be read: {error}.")
FIGURE_PATH_MISMATCH: Final = Message("The path {path!r} does not match the response, which has the fields {fields}.")
NOT_ONE_VALUE: Final = Message("Expected one value, got {count}.")

# The generator
UNKNOWN_PROPERTY: Final = Message("{file} has no column {columns}.")
