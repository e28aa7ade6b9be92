"""Posts, never people: what a cell may not hold, and how it is shown when it does.

Found are resident identity numbers (18 characters with their check character, and the old form of 15 digits), telephone numbers,
e-mail addresses and addresses of a flat. A name of a person cannot be told from other words, except where an office was expected.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_DIGIT: Final = r"[0-9]"
_GAP: Final = r"[ \-]?"
_NUMERAL: Final = r"[0-9〇零一二三四五六七八九十百]"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_FIRST_BIRTH: Final = date(1880, 1, 1)
_PROVINCES: Final = range(11, 92)
_MASK: Final = "*"
_COMMUNITY_CODE: Final = 12


@dataclass(frozen=True)
class Sort:
    """One sort of personal data: how it looks, how much of its beginning may be shown, and what else makes it one."""

    name: str
    pattern: re.Pattern[str]
    shown: int
    holds: Callable[[str], bool] = bool


@dataclass(frozen=True)
class Finding:
    """Personal data in a text: its sort, and where in the normalised text it stands."""

    sort: Sort
    begin: int
    end: int


def _is_birth(year: int, month: int, day: int) -> bool:
    try:
        return _FIRST_BIRTH <= date(year, month, day) <= date.today()
    except ValueError:
        return False


def _is_identity_number(text: str) -> bool:
    number = re.sub(r"[ \-]", "", text).upper()
    birth = _is_birth(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return birth and int(number[:2]) in _PROVINCES and _CHECK_CHARACTERS[total % 11] == number[17]


def _is_old_identity_number(number: str) -> bool:
    return int(number[:2]) in _PROVINCES and _is_birth(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))


_SORTS: Final = (
    Sort(
        "居民身份号码 a resident identity number",
        re.compile(rf"(?<!{_DIGIT}){_DIGIT}(?:{_GAP}{_DIGIT}){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])"),
        3,
        _is_identity_number,
    ),
    Sort(
        "居民身份号码 a resident identity number",
        re.compile(rf"(?<!{_DIGIT}){_DIGIT}{{15}}(?!{_DIGIT})"),
        3,
        _is_old_identity_number,
    ),
    Sort(
        "手机号码 a mobile number",
        re.compile(rf"(?<!{_DIGIT})(?:(?:\+|00)?86{_GAP})?1[3-9]{_DIGIT}{_GAP}{_DIGIT}{{4}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})"),
        3,
    ),
    Sort(
        "电话号码 a telephone number",
        re.compile(
            rf"(?<![0-9\-])\(?0(?:10|2{_DIGIT}|[3-9]{_DIGIT}{{2}})\)?{_GAP}[2-9]{_DIGIT}{{2,3}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})"
            rf"|(?:电话|座机|手机|联系方式|[Tt]el)[:. ]*[2-9]{_DIGIT}{{2,3}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})"
        ),
        3,
    ),
    Sort("电子邮箱 an e-mail address", re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"), 1),
    Sort(
        "住户地址 the address of a flat",
        re.compile(
            rf"{_NUMERAL}+(?:号楼|号院|栋|幢|座|单元|#)[^,，。;；]{{0,8}}?{_NUMERAL}{{2,4}}(?:室|号房|房间)"
            rf"|{_NUMERAL}+单元{_NUMERAL}{{3,4}}(?!{_NUMERAL}|户|人|盏|平)"
            r"|(?<![0-9])[0-9]{1,2}[\-—][0-9]{1,2}[\-—][0-9]{3,4}室"
        ),
        0,
    ),
)


def personal_data(text: str, codes: Collection[str] = ()) -> str | None:
    """The sort of personal data that ``text`` holds, in both languages, or None. Digits that begin with the code of a community
    in ``codes`` are a code made from it, such as that of a grid."""
    return next((finding.sort.name for finding in _findings(_normalised(text), codes)), None)


def masked(text: str) -> str:
    """``text`` with all personal data in it made unreadable; unchanged where it has none."""
    normalised = _normalised(text)
    findings = sorted(_findings(normalised), key=lambda finding: finding.begin, reverse=True)
    if not findings:
        return text
    for finding in findings:
        hidden = finding.begin + finding.sort.shown
        normalised = normalised[:hidden] + _MASK * (finding.end - hidden) + normalised[finding.end :]
    return normalised


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _findings(text: str, codes: Collection[str] = ()) -> Iterator[Finding]:
    for sort in _SORTS:
        for match in sort.pattern.finditer(text):
            found = match.group()
            if sort.holds(found) and found[:_COMMUNITY_CODE] not in codes:
                yield Finding(sort, match.start(), match.end())
