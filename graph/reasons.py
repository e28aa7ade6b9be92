"""Frequent reasons of the system and libraries in both languages; others stay as they are."""

import csv

from graph.messages import reasons as messages
from graph.messages.language import BilingualText


def system_reason(error: OSError) -> BilingualText:
    """Returns why the system refused."""
    if isinstance(error.errno, int) and error.errno in messages.SYSTEM:
        return messages.SYSTEM[error.errno].format()
    if type(error).__name__ == "gaierror":
        return messages.UNKNOWN_HOST.format()
    return BilingualText.untranslated(error.strerror or str(error))


def csv_reason(error: csv.Error) -> BilingualText:
    """Returns why a line is not CSV."""
    text = str(error)
    known = {
        "unexpected end of data": messages.UNENDED_QUOTE.format(),
        "' expected after '": messages.TEXT_AFTER_QUOTE.format(),
        "field larger than field limit": messages.LONG_CELL.format(maximum=csv.field_size_limit()),
        "new-line character seen in unquoted field": messages.STRAY_LINE_BREAK.format(),
    }
    return next((reason for part, reason in known.items() if part in text), BilingualText.untranslated(text))


def reading_reason(error: OSError | UnicodeDecodeError | csv.Error) -> BilingualText:
    """Returns why a file cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        return messages.NOT_UTF8.format()
    return csv_reason(error) if isinstance(error, csv.Error) else system_reason(error)


def json_reason(reason: str, line: int, column: int) -> BilingualText:
    """Returns why a text is not JSON. The library names the reason in English only."""
    return BilingualText(reason, messages.POSITION.format(line=line, column=column).chinese)
