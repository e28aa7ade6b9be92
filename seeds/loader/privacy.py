"""Detects and masks personal data in cells: resident identity numbers (18 characters with a check character, or the old 15 digits),
telephone numbers, e-mail addresses and home addresses.

Names of people are detected only in names of posts (see ``post_names``).
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import BilingualText
from graph.messages.message import Message

_DIGIT: Final = r"[0-9]"
_GAP: Final = r"[ \-]?"
_NUMERAL: Final = r"[0-9〇零一二三四五六七八九十百]"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_FIRST_BIRTH_DATE: Final = date(1880, 1, 1)
_PROVINCE_CODES: Final = range(11, 92)
_MASK: Final = "*"
_COMMUNITY_CODE_LENGTH: Final = 12


@dataclass(frozen=True)
class PersonalDataType:
    """A kind of personal data, and how it is recognised.

    ``visible_length``: characters at its start that may be shown; ``is_valid``: a check beyond the pattern.
    """

    name: Message
    pattern: re.Pattern[str]
    visible_length: int
    is_valid: Callable[[str], bool] = bool


@dataclass(frozen=True)
class PersonalDataMatch:
    """Personal data found in a text. ``begin`` and ``end``: positions in the normalised text."""

    data_type: PersonalDataType
    begin: int
    end: int


def _is_birth_date(year: int, month: int, day: int) -> bool:
    try:
        return _FIRST_BIRTH_DATE <= date(year, month, day) <= date.today()
    except ValueError:
        return False


def _is_identity_number(text: str) -> bool:
    number = re.sub(r"[ \-]", "", text).upper()
    birth = _is_birth_date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return birth and int(number[:2]) in _PROVINCE_CODES and _CHECK_CHARACTERS[total % 11] == number[17]


def _is_old_identity_number(number: str) -> bool:
    return int(number[:2]) in _PROVINCE_CODES and _is_birth_date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))


_TYPES: Final = (
    PersonalDataType(
        messages.IDENTITY_NUMBER,
        re.compile(rf"(?<!{_DIGIT}){_DIGIT}(?:{_GAP}{_DIGIT}){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])"),
        3,
        _is_identity_number,
    ),
    PersonalDataType(
        messages.IDENTITY_NUMBER,
        re.compile(rf"(?<!{_DIGIT}){_DIGIT}{{15}}(?!{_DIGIT})"),
        3,
        _is_old_identity_number,
    ),
    PersonalDataType(
        messages.MOBILE_NUMBER,
        re.compile(rf"(?<!{_DIGIT})(?:(?:\+|00)?86{_GAP})?1[3-9]{_DIGIT}{_GAP}{_DIGIT}{{4}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})"),
        3,
    ),
    PersonalDataType(
        messages.TELEPHONE_NUMBER,
        re.compile(
            rf"(?<![0-9\-])\(?0(?:10|2{_DIGIT}|[3-9]{_DIGIT}{{2}})\)?{_GAP}[2-9]{_DIGIT}{{2,3}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})"
            rf"|(?:电话|座机|手机|联系方式|[Tt]el)[:. ]*[2-9]{_DIGIT}{{2,3}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})"
        ),
        3,
    ),
    PersonalDataType(messages.EMAIL_ADDRESS, re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"), 1),
    PersonalDataType(
        messages.HOME_ADDRESS,
        re.compile(
            rf"{_NUMERAL}+(?:号楼|号院|栋|幢|座|单元|#)[^,，。;；]{{0,8}}?{_NUMERAL}{{2,4}}(?:室|号房|房间)"
            rf"|{_NUMERAL}+单元{_NUMERAL}{{3,4}}(?!{_NUMERAL}|户|人|盏|平)"
            r"|(?<![0-9])[0-9]{1,2}[\-—][0-9]{1,2}[\-—][0-9]{3,4}室"
        ),
        0,
    ),
)


def find_personal_data(text: str, community_codes: Collection[str] = ()) -> BilingualText | None:
    """Returns the type of the first personal data.

    Digits that begin with one of ``community_codes`` are the code of an entity, not personal data.
    """
    return next((finding.data_type.name.format() for finding in _findings(_normalised(text), community_codes)), None)


def mask_personal_data(text: str) -> str:
    normalised = _normalised(text)
    findings = sorted(_findings(normalised), key=lambda finding: finding.begin, reverse=True)
    if not findings:
        return text
    for finding in findings:
        masked_from = finding.begin + finding.data_type.visible_length
        normalised = normalised[:masked_from] + _MASK * (finding.end - masked_from) + normalised[finding.end :]
    return normalised


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _findings(text: str, community_codes: Collection[str] = ()) -> Iterator[PersonalDataMatch]:
    for data_type in _TYPES:
        for match in data_type.pattern.finditer(text):
            if data_type.is_valid(match[0]) and match[0][:_COMMUNITY_CODE_LENGTH] not in community_codes:
                yield PersonalDataMatch(data_type, match.start(), match.end())
