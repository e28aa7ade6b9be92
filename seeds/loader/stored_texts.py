"""Reports codes and names in the database that a seed file may no longer contain."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final, LiteralString

from graph.database.transaction import Transaction
from graph.local import Progress
from graph.messages import seeds as messages
from graph.messages import text as text_messages
from graph.messages.language import BilingualText
from graph.model.integrity import EntityKey
from graph.model.posts import POST
from graph.model.registry import KIND_BY_LABEL
from graph.model.text_encodings import UTF8_READ_AS_GB18030
from graph.model.text_rules import MAX_CODE_LENGTH, MAX_NAME_LENGTH, InvalidText, check_code, check_name
from seeds.loader.errors import MAX_PROBLEMS_SHOWN
from seeds.loader.post_names import is_office_name, mask_name, place_name
from seeds.loader.privacy import mask_personal_data

_MAX_SHOWN_LENGTH: Final = 60
_UNUSUAL: Final = (
    r"\p{C}\p{Zl}\p{Zp}\x{fffc}\x{fffd}\x{2e80}-\x{2eff}\x{34f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{2800}\x{3164}\x{ffa0}"
    r"\x{fe00}-\x{fe0f}\x{e0100}-\x{e01ef}?？#＃'＇‘’`´=＝&＆<＜"
)
_TOTALS: Final = r"[计計]|汇\s*总|总\s*[数和]|平\s*均|均\s*值|其中|total|sum"
_LATIN: Final = r"[\x{a1}-\x{ff}][^\x00-\x7f]"
_NOTES: Final = r"[注註备说资数制填审n]"
_SUSPECTS: Final = {
    "code": rf"(?si).*(?:[{_UNUSUAL}\s|@~:,\x{{ff01}}-\x{{ff5e}}]|{_TOTALS}|{_LATIN}).*|[+-].*|[0-9]+[.e].*",
    "name": rf"(?si).*(?:[{_UNUSUAL}]|{_TOTALS}|锟斤拷|烫烫烫|屯屯屯|_x00|{_LATIN}).*|[+＋@＠{UTF8_READ_AS_GB18030}-].*|{_NOTES}.*|\\\\N|[+]?inf(?:inity)?|true|false|undefined|暂?无|空|待定|不详|[^\p{{L}}\p{{N}}]*",
    "longest_code": MAX_CODE_LENGTH,
    "longest_name": MAX_NAME_LENGTH,
}
"""Patterns by which the database finds candidates; the rules decide."""
_FIND_SUSPECTS: Final[LiteralString] = (
    "MATCH (n:Entity) WHERE n:Post OR n.code =~ $code OR n.name =~ $name OR size(n.code) > $longest_code OR size(n.name) > $longest_name "
    "RETURN labels(n) AS labels, n.code AS code, n.name AS name ORDER BY code"
)


async def report_stored_texts(transaction: Transaction, progress: Progress) -> None:
    """Names the first entities whose stored code or name is refused."""
    rows = await transaction.run(_FIND_SUSPECTS, _SUSPECTS)
    places = await _place_names(transaction, rows)
    problems = [problem for labels, code, name in rows for problem in _problems(labels, code, name, places)]
    if problems:
        progress.step(messages.STORED_TEXTS_REFUSED.format(count=len(problems)))
        for problem in problems[:MAX_PROBLEMS_SHOWN]:
            progress.step(problem)


async def _place_names(transaction: Transaction, rows: Iterable[Sequence[Any]]) -> frozenset[str]:
    """Reads names of divisions only if a post may be named by one of them."""
    if all(is_office_name(str(name)) for labels, _, name in rows if POST.label in labels):
        return frozenset()
    names = await transaction.run("MATCH (n:Division) WHERE size(n.name) < $length RETURN n.name", {"length": MAX_NAME_LENGTH})
    return frozenset(place_name(str(name)) for (name,) in names)


def _problems(labels: list[str], code: Any, name: Any, places: Collection[str]) -> Iterator[BilingualText]:
    kind = next((KIND_BY_LABEL[label] for label in labels if label in KIND_BY_LABEL), None)
    if kind is None:
        return
    for column, text, check in (("code", str(code), check_code), ("name", str(name), check_name)):
        try:
            reason = None if check(text) == text or column == "name" else text_messages.FULL_WIDTH_CODE.format()
        except InvalidText as error:
            reason = error.message
        if reason is None and kind is POST and column == "name" and not is_office_name(text, places):
            text, reason = mask_name(text), messages.PERSON_AS_POST.format()
        if reason:
            yield messages.STORED_TEXT.format(
                entity=EntityKey(kind, repr(_shown(code))[1:-1]), column=column, value=_shown(text), reason=reason
            )


def _shown(text: Any) -> str:
    masked = mask_personal_data(str(text))
    return masked if len(masked) <= _MAX_SHOWN_LENGTH else f"{masked[:_MAX_SHOWN_LENGTH]}…"
