"""Reports codes and names in the database that a seed file may no longer contain."""

from collections.abc import Iterator
from typing import Any, Final, LiteralString

from graph.database.transaction import Transaction
from graph.local import Progress
from graph.messages import seeds as messages
from graph.messages import text as text_messages
from graph.messages.language import BilingualText
from graph.model.integrity import EntityKey
from graph.model.registry import KIND_BY_LABEL
from graph.model.text_rules import MAX_CODE_LENGTH, MAX_NAME_LENGTH, InvalidText, check_code, check_name
from seeds.loader.errors import MAX_PROBLEMS_SHOWN
from seeds.loader.privacy import mask_personal_data

_MAX_SHOWN_LENGTH: Final = 60
_UNUSUAL: Final = r"\p{C}\p{Zl}\p{Zp}\x{fffc}\x{fffd}\x{34f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{2800}\x{3164}\x{ffa0}\x{fe00}-\x{fe0f}\x{e0100}-\x{e01ef}?？#'＇=＝"
_SUSPECTS: Final = {
    "code": rf"(?si).*(?:[{_UNUSUAL}\s|@~:\x{{ff01}}-\x{{ff5e}}]|[计計]|汇总|total|sum|[\x{{c2}}-\x{{ef}}][^\x00-\x7f]).*|[+-].*|[0-9]+[.e].*",
    "name": rf"(?si).*(?:[{_UNUSUAL}]|[计計]|汇\s*总|锟斤拷|烫烫烫|屯屯屯|total|sum|[\x{{c2}}-\x{{ef}}][^\x00-\x7f]).*|[+＋@＠-].*|null|none|nan|undefined|n/?a|[+]?inf(?:inity)?|true|false|暂?无|空|待定|不详|[^\p{{L}}\p{{N}}]*",
    "longest_code": MAX_CODE_LENGTH,
    "longest_name": MAX_NAME_LENGTH,
}
"""The database returns what may be refused; the rules decide."""
_FIND_SUSPECTS: Final[LiteralString] = (
    "MATCH (n:Entity) WHERE n.code =~ $code OR n.name =~ $name OR size(n.code) > $longest_code OR size(n.name) > $longest_name "
    "RETURN labels(n) AS labels, n.code AS code, n.name AS name ORDER BY code"
)


async def report_stored_texts(transaction: Transaction, progress: Progress) -> None:
    """Names the entities whose stored code or name is refused, the first of many."""
    rows = await transaction.run(_FIND_SUSPECTS, _SUSPECTS)
    problems = [problem for row in rows for problem in _problems(*row)]
    if problems:
        progress.step(messages.STORED_TEXTS_REFUSED.format(count=len(problems)))
        for problem in problems[:MAX_PROBLEMS_SHOWN]:
            progress.step(problem)


def _problems(labels: list[str], code: Any, name: Any) -> Iterator[BilingualText]:
    kind = next((KIND_BY_LABEL[label] for label in labels if label in KIND_BY_LABEL), None)
    if kind is None:
        return
    for column, text, check in (("code", str(code), check_code), ("name", str(name), check_name)):
        try:
            reason = None if check(text) == text or column == "name" else text_messages.FULL_WIDTH_CODE.format()
        except InvalidText as error:
            reason = error.message
        if reason:
            yield messages.STORED_TEXT.format(
                entity=EntityKey(kind, repr(_shown(code))[1:-1]), column=column, value=_shown(text), reason=reason
            )


def _shown(text: Any) -> str:
    masked = mask_personal_data(str(text))
    return masked if len(masked) <= _MAX_SHOWN_LENGTH else f"{masked[:_MAX_SHOWN_LENGTH]}…"
