"""The text of a search: its words, their spellings and readings, and the Lucene query that finds candidates.

A spelling is the text as typed, in half-width or full-width letters, in simplified characters, or with another ending: 社区, 居委会, 居民委员会, 村,
村委会 and 村民委员会 are equivalent.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, cast

MAX_TEXT_LENGTH: Final = 100
_CACHE_SIZE: Final = 1_000
_DIGITS: Final = 12
_SHORTER: Final = (9, 6, 4, 2)
"""The digits of the official codes of a township, county, city and province."""
_TOKEN_RUNS: Final = re.compile("[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]+")
"""Consecutive index tokens, or part of one."""
_PINYIN: Final = re.compile("[a-z0-9]{2,}")
_MAX_INFIX_LENGTH: Final = 4
"""Infix searches use only so many characters of a run."""
_ENDINGS: Final = ("居民委员会", "村民委员会", "居委会", "村委会", "社区", "村")
_READ_ENDINGS: Final = ("juminweiyuanhui", "cunminweiyuanhui", "juweihui", "cunweihui", "shequ")
_MIN_STEM_LENGTH: Final = 2
"""Shorter names, such as 新村, keep their ending."""
_FULL_WIDTH: Final = {code: code + 0xFEE0 for code in (*range(ord("0"), ord("9") + 1), *range(ord("a"), ord("z") + 1))}
_UMLAUTS: Final = (("lue", "lve"), ("nue", "nve"))


@dataclass(frozen=True)
class Word:
    """One of `spellings` must be in a name, or one of `readings` begin its pinyin at some syllable."""

    spellings: tuple[str, ...]
    readings: tuple[str, ...]

    @property
    def parameter(self) -> dict[str, Any]:
        return {"spellings": list(self.spellings), "readings": list(self.readings)}


@dataclass(frozen=True)
class SearchText:
    """The text of a search, normalised.

    `spellings` and `readings`: of the whole text. `codes`: of the divisions that a code of 12 digits can mean. `lucene`: finds all
    matches, and more.
    """

    spellings: tuple[str, ...]
    codes: tuple[str, ...]
    readings: tuple[str, ...]
    words: tuple[Word, ...]
    lucene: str

    @property
    def word_parameters(self) -> list[dict[str, Any]]:
        return [word.parameter for word in self.words]


def shorter_codes(code: str) -> list[str]:
    """Returns the codes of a township, county, city and province that a code of 12 digits may be, without trailing zeros."""
    if len(code) != _DIGITS or not (code.isascii() and code.isdigit()):
        return []
    return [code[:length] for length in _SHORTER if not code[length:].strip("0")]


@lru_cache(_CACHE_SIZE)
def search_text(text: str) -> SearchText:
    """Takes a stripped lower-case text of at most MAX_TEXT_LENGTH characters."""
    words = tuple(Word(_spellings(word), _readings(word)) for word in text.split())
    whole, readings = _spellings(" ".join(text.split())), _readings(text)
    codes = tuple(shorter_codes(unicodedata.normalize("NFKC", text)))
    lucene = " ".join([_lucene(words, readings), *(f'code:"{code}"' for code in codes)])
    return SearchText(whole, codes, readings, words, lucene)


def _spellings(text: str) -> tuple[str, ...]:
    narrow = unicodedata.normalize("NFKC", text).lower()
    simplified = narrow if narrow.isascii() else str(_simplifier().convert(narrow))
    spellings = [text, narrow, simplified, *_with_other_endings(simplified), narrow.translate(_FULL_WIDTH)]
    return tuple(dict.fromkeys(spellings))


def _with_other_endings(text: str) -> list[str]:
    """Returns the text with each ending instead of its own, and instead of its last two, as in 向阳巷社区居委会."""
    ending = next((ending for ending in _ENDINGS if text.endswith(ending)), None)
    if ending is None or len(text) - len(ending) < _MIN_STEM_LENGTH:
        return []
    stem = text.removesuffix(ending)
    return [stem + each for each in _ENDINGS] + _with_other_endings(stem)


@cache
def _simplifier() -> Any:
    # Loading the tables takes some milliseconds.
    from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

    return cast(Any, OpenCC("t2s"))


def _readings(text: str) -> tuple[str, ...]:
    """Returns the beginnings of pinyin of at least two letters or digits, or none. Tone marks are folded, ü is v."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    for umlaut in "ǖǘǚǜ":
        folded = folded.replace(umlaut, "v")
    plain = "".join(each for each in unicodedata.normalize("NFD", folded) if not unicodedata.combining(each))
    letters = re.sub("[\\s'’]", "", plain)
    if not _PINYIN.fullmatch(letters):
        return ()
    with_umlauts = letters
    for written, stored in _UMLAUTS:
        with_umlauts = with_umlauts.replace(written, stored)
    return tuple(dict.fromkeys((letters, with_umlauts, *_with_other_read_endings(with_umlauts))))


def _with_other_read_endings(letters: str) -> list[str]:
    ending = next((ending for ending in _READ_ENDINGS if letters.endswith(ending)), None)
    stem = letters.removesuffix(ending or "")
    return [] if ending is None or len(stem) <= _MIN_STEM_LENGTH else [stem + each for each in _READ_ENDINGS]


# ---------------------------------------------------------------------------------------------------- Lucene
def _lucene(words: tuple[Word, ...], readings: tuple[str, ...]) -> str:
    """Returns a query for entities with every word in a name, a former name, the code or the pinyin, or with the whole text in the pinyin.
    It may find more: all entities if no part of a word is certainly indexed.
    """
    of_words = [_of_word(word) for word in words]
    every = of_words[0] if len(of_words) == 1 else f"({' '.join(f'+({each})' for each in of_words)})"
    return " ".join([every, *(f"pinyin_starts:{reading}*" for reading in readings if len(words) > 1)])


def _of_word(word: Word) -> str:
    clauses = [clause for spelling in word.spellings for clause in _of_spelling(spelling)]
    clauses += [f"pinyin_starts:{reading}*" for reading in word.readings]
    return "*:*" if "*:*" in clauses else " ".join(dict.fromkeys(clauses))


def _of_spelling(spelling: str) -> list[str]:
    narrow = unicodedata.normalize("NFKC", spelling)
    is_wide = narrow != spelling and narrow.translate(_FULL_WIDTH) == spelling
    text = narrow if is_wide else spelling
    runs = [*_TOKEN_RUNS.finditer(text)]
    if not runs:
        return ["*:*"]
    infix = [_clause_of_run(run) for run in runs]
    # A code that begins with the text begins with its first run.
    prefix = [_clause_of_run(runs[0], begins_token=True), *infix[1:]] if runs[0].start() == 0 else infix
    fields = [("name", infix), ("former_names", infix)] + ([] if is_wide else [("code", prefix)])
    clauses = [f"({' '.join(f'+{name}:{word}' for word in dict.fromkeys(words))})" for name, words in fields]
    return [_widened(clause) for clause in clauses] if is_wide else clauses


def _widened(clause: str) -> str:
    """Returns a clause with the letters and digits of its words in full width."""
    field, words = re.compile(r"\+(name|former_names):"), str.maketrans(_FULL_WIDTH)
    parts = field.split(clause)
    return parts[0] + "".join(f"+{name}:{rest.translate(words)}" for name, rest in zip(parts[1::2], parts[2::2], strict=True))


def _clause_of_run(match: re.Match[str], begins_token: bool = False) -> str:
    """Returns a clause for tokens that may contain this run: a phrase for Chinese characters, a token or prefix for letters that certainly
    begin a token. For other letters, an infix search compares all tokens.

    `begins_token`: assume that the run does.
    """
    run, text = match[0], match.string
    if not run.isascii():
        return f'"{run}"'
    if not begins_token and not _is_boundary(text[: match.start()][-1:]):
        # Long regular expressions compile slowly, and the first letters are selective enough.
        return f"/.*{run[:_MAX_INFIX_LENGTH]}.*/"
    return run if _is_boundary(text[match.end() :][:1]) else f"{run}*"


def _is_boundary(neighbour: str) -> bool:
    """Returns whether a token certainly ends next to this character. If empty, it may continue."""
    return neighbour == "-" or neighbour.isspace() or (not neighbour.isascii() and bool(_TOKEN_RUNS.fullmatch(neighbour)))
