"""Messages about the files of a network that `python -m api measures` reads."""

from typing import Final

from graph.messages.message import Message

NOT_READABLE: Final = Message("{file} cannot be read: {reason}. Name a CSV file in UTF-8.")
NO_COLUMN: Final = Message("{file}, line 1: there is no column `{column}`. The columns are: {columns}.")
WRONG_CELLS: Final = Message("{file}, line {line}: there are {cells} cells, but {columns} columns.")
EMPTY_CELL: Final = Message("{file}, line {line}: `{column}` is empty.")
REPEATED_ACTOR: Final = Message("{file}, line {line}: `{id}` is already in line {first}. Keep one of the two.")
UNKNOWN_ACTOR: Final = Message("{file}, line {line}: `{id}` is not in the column `id` of {nodes}.")
SELF_TIE: Final = Message("{file}, line {line}: `{id}` has a tie with itself. Remove the line.")
BAD_WEIGHT: Final = Message("{file}, line {line}: the weight `{weight}` is not a number above 0.")
TWO_WEIGHTS: Final = Message(
    "{file}, line {line}: the tie is already in line {first} with another weight. Keep one of the two."
)
BAD_MODE: Final = Message("{file}, line {line}: the mode `{mode}` is none of 0, 1, ONE, TWO.")
NO_MODE: Final = Message("{file}, line {line}: `{id}` has no tie, so its mode is unknown. Add a column `mode` with 0 or 1.")
BOTH_MODES: Final = Message(
    "{file}, line {line}: `{id}` is a source and a target. In a two-mode network sources have mode ONE and targets mode TWO; a column `mode` of the nodes says it too."
)
WITHIN_MODE: Final = Message(
    "{file}, line {line}: both ends have mode {mode}. A tie of a two-mode network joins the two modes."
)
DIRECTED_TWO_MODE: Final = Message("A two-mode network has no directions. Leave out `--directed` or `--two-mode`.")
BY_WITHOUT_NODES: Final = Message("`--by {attribute}` needs the file of the nodes. Name it after the edges.")
