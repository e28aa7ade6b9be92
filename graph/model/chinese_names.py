"""The Chinese names of kinds, properties and stored values, which seed files may contain.

A name is the beginning of the Chinese description, or listed as `also` in the declaration.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import EnumMeta
from typing import Final, cast

from graph.model.declarations import Kind, Property, StoredEnum

_END: Final = "[。：；，]"
_IGNORED: Final = re.compile(r"\([^)]*\)|[\s“”‘’\"'「」]")


def name_in(meaning: str) -> str:
    """Returns the beginning of a description, up to its first clause."""
    return re.split(_END, meaning, maxsplit=1)[0]


def names_of_property(prop: Property) -> tuple[str, ...]:
    name = name_in(prop.meaning)
    return _distinct(*([] if "`" in name else [name]), *prop.also)


def names_of_kind(kind: Kind) -> tuple[str, ...]:
    """Splits a description such as 县 and 区."""
    return _distinct(*name_in(kind.meaning).split("、"), *kind.also)


def names_of_values(of_type: EnumMeta) -> dict[str, tuple[str, ...]]:
    """Returns them by the stored name."""
    members = cast(type[StoredEnum], of_type)
    also = cast(Mapping[str, tuple[str, ...]], getattr(members, "ALSO", {}))
    return {member.name: _distinct(name_in(member.value), *also.get(member.name, ())) for member in members}


def normalized(name: str) -> str:
    """Removes spaces, quotation marks and text in parentheses, such as a unit."""
    text = unicodedata.normalize("NFKC", name)
    return _IGNORED.sub("", text) or text


def english_name(text: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Returns the English name that a text is or means. `names`: the Chinese names of each."""
    return text if text in names else by_chinese_name(names).get(normalized(text))


def by_chinese_name(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {normalized(chinese): english for english, chinese_names in names.items() for chinese in chinese_names}


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
