"""The pinyin of names, from pypinyin's phrase dictionary and a table of overrides.

To correct a name, extend the table and load the city again.
"""

import re
import unicodedata
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
    "华家": "hua jia",
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
    "漯河": "luo he",
    "涡阳": "guo yang",
    "郫都": "pi du",
    "乐陵": "lao ling",
    "筠连": "jun lian",
    "筠州": "jun zhou",
    "繁峙": "fan shi",
    "万柏林": "wan bai lin",
    "会稽": "kuai ji",
    "麻涌": "ma chong",
    "葵涌": "kui chong",
    "东涌": "dong chong",
    "河涌": "he chong",
    "塘厦": "tang xia",
    "人行": "ren hang",
    "弹棉": "tan mian",
    "弄里": "long li",
    "什刹海": "shi cha hai",
    "大栅栏": "da shi lan",
    "什邡": "shi fang",
    "太行": "tai hang",
    "伽师": "jia shi",
    "宕昌": "tan chang",
    "荥经": "ying jing",
    "穆棱": "mu ling",
    "珲春": "hun chun",
    "陂头": "pi tou",
    "祭城": "zha cheng",
    "召陵": "shao ling",
    "栎阳": "yue yang",
    "浒湾": "xu wan",
    "鹿圈": "lu juan",
    "黄埔": "huang pu",
    "大埔": "da bu",
    "家堡": "jia pu",
    "三里堡": "san li pu",
    "五里堡": "wu li pu",
    "十里堡": "shi li pu",
    "红寺堡": "hong si bu",
    "镇北堡": "zhen bei bu",
    "宁朔堡": "ning shuo bu",
    "枣园堡": "zao yuan bu",
    "吴堡": "wu bu",
    "瓦窑堡": "wa yao bu",
    "曾厝": "zeng cuo",
    "重华": "chong hua",
    "重兴": "chong xing",
    "长子县": "zhang zi xian",
    "柏林": "bai lin",
    "曾都": "zeng du",
    "都": "du",
}
"""One syllable per character. The longest match is used."""

_SURNAMES: Final = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "查": "zha",
    "朴": "piao",
    "覃": "qin",
    "缪": "miao",
    "翟": "zhai",
    "隗": "wei",
    "郇": "xun",
    "员": "yun",
    "折": "she",
    "盖": "ge",
    "召": "shao",
    "区": "ou",
    "尉": "wei",
    "华": "hua",
    "燕": "yan",
    "冼": "xian",
    "逄": "pang",
    "乜": "nie",
}
"""Family names that have another reading as words. A village is named after a family: 单家庄, 大仇村, 解集."""
_SETTLEMENTS: Final = "家庄村店营屯寨集沟湾楼桥巷坝岭圩铺坡塘院厝垸"
_LETTERS: Final = re.compile("[a-z0-9]+")
_OVERRIDDEN: Final = re.compile("|".join(sorted(map(re.escape, PINYIN_OVERRIDES), key=len, reverse=True)))
_VILLAGE: Final = re.compile(
    f"(?:^|(?<=[省市县旗镇乡道])(?!区))([大小东西南北前后上下老新]?)([{''.join(_SURNAMES)}])(?=[{_SETTLEMENTS}])"
)
_LONG: Final = re.compile("^长(?=[\u4e00-\u9fff])(?![老官孙者辈])")
"""A place name that begins with 长 reads it as chang; the dictionary knows only some of them."""


@dataclass(frozen=True)
class Pinyin:
    """The pinyin of a name, as it is stored.

    ``pinyin``: syllables and runs of Latin letters or digits, separated by spaces.

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
    # Full-width letters and digits have a reading too.
    name = unicodedata.normalize("NFKC", name)
    if (village := _VILLAGE.search(name)) is not None:
        yield from _syllables_of_words(name[: village.start(2)])
        yield _SURNAMES[village[2]]
        name = name[village.end(2) :]
    yield from _syllables_of_words(name)


def _syllables_of_words(name: str) -> Iterator[str]:
    end = 0
    if _LONG.match(name) and not _OVERRIDDEN.match(name):
        yield "chang"
        end = 1
    for match in _OVERRIDDEN.finditer(name, end):
        yield from _dictionary_syllables(name[end : match.start()])
        yield from PINYIN_OVERRIDES[match[0]].split()
        end = match.end()
    yield from _dictionary_syllables(name[end:])


def _dictionary_syllables(text: str) -> Iterator[str]:
    # Imported only to load a city: reading the dictionary takes almost a second.
    from pypinyin import lazy_pinyin

    for syllable in lazy_pinyin(text):
        yield from _LETTERS.findall(syllable.lower())
