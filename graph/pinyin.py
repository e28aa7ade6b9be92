"""The pinyin of names, from pypinyin's phrase dictionary and a table of overrides.

To correct a name, extend the table and load the city again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

PINYIN_OVERRIDES: Final = {
    "长城": "chang cheng",
    "长安": "chang an",
    "长乐": "chang le",
    "长山头": "chang shan tou",
    "长流水": "chang liu shui",
    "长征": "chang zheng",
    "长江": "chang jiang",
    "长青": "chang qing",
    "长滩": "chang tan",
    "常乐": "chang le",
    "朝阳": "chao yang",
    "朝晖": "zhao hui",
    "重庆": "chong qing",
    "重阳": "chong yang",
    "中卫": "zhong wei",
    "中宁": "zhong ning",
    "兴仁": "xing ren",
    "中兴": "zhong xing",
    "永和": "yong he",
    "和睦": "he mu",
    "宣和": "xuan he",
    "单县": "shan xian",
    "大城县": "dai cheng xian",
    "洪洞": "hong tong",
    "东阿": "dong e",
    "六安": "lu an",
    "六合": "lu he",
    "丽水": "li shui",
    "台州": "tai zhou",
    "天台": "tian tai",
    "乐清": "yue qing",
    "乐亭": "lao ting",
    "任丘": "ren qiu",
    "番禺": "pan yu",
    "铅山": "yan shan",
    "蔚县": "yu xian",
    "尉犁": "yu li",
    "解州": "xie zhou",
    "浚县": "xun xian",
    "盖州": "gai zhou",
    "莘县": "shen xian",
    "燕山": "yan shan",
    "曾家": "zeng jia",
    "曾庄": "zeng zhuang",
    "仇家": "qiu jia",
    "解家": "xie jia",
    "单家": "shan jia",
    "华家": "hua jia",
    "盖家": "ge jia",
    "都市": "du shi",
    "沙都": "sha du",
    "新都": "xin du",
    "支行": "zhi hang",
    "分行": "fen hang",
    "行署": "xing shu",
    "供给": "gong ji",
    "调度": "diao du",
    "调查": "diao cha",
    "参议": "can yi",
    "商行": "shang hang",
    "车行": "che hang",
    "行会": "hang hui",
    "会计": "kuai ji",
    "银川": "yin chuan",
    "厦门": "xia men",
}
"""One syllable per character. The longest match is used."""

_LETTERS: Final = re.compile("[a-z0-9]+")
_OVERRIDDEN: Final = re.compile("|".join(sorted(map(re.escape, PINYIN_OVERRIDES), key=len, reverse=True)))


@dataclass(frozen=True)
class Pinyin:
    """``pinyin``: syllables and runs of Latin letters or digits, separated by spaces.

    ``starts``: every suffix in full and as initials, such as ``xiangyang yang xy y`` for 向阳.
    """

    pinyin: str
    starts: tuple[str, ...]


def pinyin_of(name: str) -> Pinyin:
    """Returns lower-case pinyin without tones and punctuation; ü is v."""
    return pinyin_from_syllables([*_syllables(name)])


def pinyin_from_syllables(syllables: Sequence[str]) -> Pinyin:
    full = ["".join(syllables[index:]) for index in range(len(syllables))]
    initials = ["".join(syllable[0] for syllable in syllables[index:]) for index in range(len(syllables))]
    return Pinyin(" ".join(syllables), tuple(dict.fromkeys(full + initials)))


def _syllables(name: str) -> Iterator[str]:
    end = 0
    for match in _OVERRIDDEN.finditer(name):
        yield from _dictionary_syllables(name[end : match.start()])
        yield from PINYIN_OVERRIDES[match[0]].split()
        end = match.end()
    yield from _dictionary_syllables(name[end:])


def _dictionary_syllables(text: str) -> Iterator[str]:
    # Imported only to load a city: reading the dictionary takes almost a second.
    from pypinyin import lazy_pinyin

    for syllable in lazy_pinyin(text):
        yield from _LETTERS.findall(syllable.lower())
