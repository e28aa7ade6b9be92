"""Search finds exactly the matches, best first, as plain Python over the names does."""

import re
import unicodedata
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

Execute = Callable[..., Any]
TEXTS = [
    "阳",
    "向阳",
    "社区",
    "6405",
    "640502100002",
    "向阳巷居委会",
    "JC",
    "jc-640502",
    "-640502",
    "gr-640502100002-01",
    "502100002-01",
    "jc-6405021",
    "c-640502",
    "0502",
    "第1网格",
    "1网格",
    "01",
    "gr-640502100002-0",
    "巷居",
    "党支部",
    "第1",
    "阳光小区",
    "a",
    "没有这个名字",
    "１２号",
    "ünïted",
    "①",
    "xyx",
    "XYX",
    "xiangyang",
    "xiang yang",
    "xi'an",
    "xiangyangx",
    "angyang",
    "x",
    "sq",
    "zhongwei",
    "chongyang",
    "lüsheng",
    "di1wangge",
    "６４０５",
    "ｘｙｘ",
    "xiàng yáng xiàng",
    "向陽",
    "向阳巷社区",
    "向阳巷居民委员会",
    "向阳巷社区居民委员会",
    "xiangyangxiang shequ",
    "640502100000",
    "640500000000",
    "向阳巷 居委会",
    "居委会 向阳",
    "xiang 居委会",
    "wei\u00a0zhong",
    "村",
]
on_zhongwei = pytest.mark.usefixtures("zhongwei")


ENDINGS = ["社区", "居委会", "居民委员会", "村", "村委会", "村民委员会"]
FULL_WIDTH = {ord(each): ord(each) + 0xFEE0 for each in "abcdefghijklmnopqrstuvwxyz0123456789"}
Former = list[str]


def _spellings(text: str) -> set[str]:
    narrow = unicodedata.normalize("NFKC", text).lower()
    others: set[str] = set()
    stem = narrow
    while stems := [each for ending in ENDINGS if stem.endswith(ending) and len(each := stem[: -len(ending)]) > 1]:
        stem = min(stems, key=len)
        others |= {stem + ending for ending in ENDINGS}
    return {text, narrow, narrow.replace("陽", "阳"), *others, narrow.translate(FULL_WIDTH)}


def _tier(text: str, code: str, name: str, former: Former, syllables: list[str]) -> int | None:
    whole = _spellings(" ".join(text.split()))
    words = [(_spellings(word), _letters(word)) for word in text.split()]
    in_name = [any(each in name for each in spellings) for spellings, _ in words]
    in_names = [any(each in text for each in spellings for text in (name, *former)) for spellings, _ in words]
    shorter = [text[:size] for size in (9, 6, 4, 2) if re.fullmatch("[0-9]{12}", text) and not text[size:].strip("0")]
    if code in whole or code in shorter:
        return 0
    if name in whole:
        return 1
    if any(name.startswith(each) or code.startswith(each) for each in whole):
        return 2
    if all(in_name):
        return 3
    if all(in_names):
        return 4
    read = [found or _is_read(syllables, letters) for found, (_, letters) in zip(in_names, words, strict=True)]
    return 5 if _is_read(syllables, _letters(text)) or (len(words) > 1 and all(read)) else None


def _letters(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    return re.sub(r"[\s'\u0300-\u036f]", "", unicodedata.normalize("NFD", narrow))


def _is_read(syllables: list[str], letters: str) -> bool:
    """Checks for pinyin that matches from some syllable on, in full or by initials; one letter never matches."""
    rest = [syllables[place:] for place in range(len(syllables))]
    ways = ["".join(each) for each in rest] + ["".join(syllable[0] for syllable in each) for each in rest]
    written = {letters, letters.replace("lue", "lve").replace("nue", "nve")}
    for each in ("shequ", "juweihui", "juminweiyuanhui", "cunweihui", "cunminweiyuanhui"):
        if letters.endswith(each) and len(letters) > len(each) + 2:
            written |= {letters.removesuffix(each) + other for other in ("shequ", "juweihui", "juminweiyuanhui")}
    return (
        letters.isascii()
        and letters.isalnum()
        and len(letters) > 1
        and any(way.startswith(each) for way in ways for each in written)
    )


def _expected(text: str, rows: list[list[Any]]) -> list[str]:
    text = text.lower()
    ranked = [
        (_tier(text, code.lower(), name.lower(), [each.lower() for each in former], pinyin.split()), label, code)
        for label, code, name, former, pinyin in rows
    ]
    return [f"{label}:{code}" for _, label, code in sorted(row for row in ranked if row[0] is not None)]


@pytest.mark.sampled(0.02)
@on_zhongwei
@pytest.mark.parametrize("text", TEXTS)
def test_search_equals_the_python_search(execute: Execute, cypher: Callable[..., list[list[Any]]], text: str) -> None:
    rows = cypher(
        "MATCH (n:Entity) WHERE coalesce(n.valid_to > date(), true) AND coalesce(n.valid_from <= date(), true) "
        "RETURN [l IN labels(n) WHERE NOT l IN ['Entity', 'Division']][0], n.code, n.name, coalesce(n.former_names, []), n.pinyin"
    )
    expected = _expected(text, rows)
    found: list[str] = []
    after = None
    while True:
        page = execute(
            "query ($text: String!, $after: String) { search(text: $text, first: 100, after: $after) "
            "{ totalCount nodes { id } pageInfo { hasNextPage endCursor } } }",
            text=text,
            after=after,
        )["search"]
        found += [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == len(expected)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == expected


@on_zhongwei
@pytest.mark.parametrize("text", ["xyx", "xiangyang", "XiangYangXiang", "xyxjwh"])
def test_pinyin_finds_a_community(execute: Execute, text: str) -> None:
    found = execute("query ($text: String!) { search(text: $text, kinds: [COMMUNITY]) { nodes { name } } }", text=text)[
        "search"
    ]["nodes"]
    assert {"name": "向阳巷居委会"} in found


@on_zhongwei
def test_zero_width_characters_are_ignored(execute: Execute) -> None:
    query = "query ($text: String!) { search(text: $text, kinds: [COMMUNITY]) { nodes { code } } }"
    plain = execute(query, text="向阳巷社区")
    assert plain["search"]["nodes"] == [{"code": "640502100002"}]
    assert execute(query, text="\ufeff向阳\u200b巷社区\u200d") == plain


@on_zhongwei
def test_only_these_kinds_within_a_division(execute: Execute) -> None:
    inside = execute(
        '{ search(text: "社区", kinds: [COMMUNITY], within: "640502", first: 100) { nodes { id ancestors: home { parent { parent { code } } } } } }'
    )
    assert inside["search"]["nodes"]
    assert {node["ancestors"]["parent"]["parent"]["code"] for node in inside["search"]["nodes"]} == {"640502"}


@on_zhongwei
@pytest.mark.parametrize("text", ['"', "+阳 -光", "阳*", "a:b", "\\", "阳) OR (光", "/阳/", "阳~", "[阳 TO 光]"])
def test_search_text_is_not_query_syntax(execute: Execute, error_codes: Callable[..., list[str]], text: str) -> None:
    if any(character.isalnum() for character in text):
        execute("query ($text: String!) { search(text: $text) { totalCount } }", text=text)
    else:
        assert error_codes("query ($text: String!) { search(text: $text) { totalCount } }", text=text) == ["BAD_ARGUMENT"]


@pytest.mark.usefixtures("modifies_data")
def test_a_name_without_pinyin_is_found_by_name_only(execute: Execute, cypher: Callable[..., Any]) -> None:
    """Data written without the loader, or before pinyin was stored."""
    cypher("CREATE (:Alliance:Entity {code: 'raw', name: '琥珀联盟'})")
    cypher(
        "CREATE (:Alliance:Entity {code: 'read', name: '琥珀党建', pinyin: 'hu po dang jian', pinyin_starts: ['hupodangjian', 'hpdj']})"
    )
    query = "query ($text: String!) { search(text: $text) { totalCount nodes { code } } }"
    codes = {text: [each["code"] for each in execute(query, text=text)["search"]["nodes"]] for text in ("琥珀", "hupo", "hpd")}
    assert codes == {"琥珀": ["raw", "read"], "hupo": ["read"], "hpd": ["read"]}
    ordered = execute('{ alliances(where: { name: { startsWith: "琥珀" } }, orderBy: { pinyin: DESC }) { nodes { code } } }')
    assert [each["code"] for each in ordered["alliances"]["nodes"]] == ["read", "raw"]


@pytest.mark.usefixtures("modifies_data")
@pytest.mark.parametrize("word", ["１２号", "ＡＢ", "ünïted", "한국", "カタ", "①②", "3.5", "A_B"])
def test_a_word_that_the_index_does_not_split_is_found_within_a_name(
    execute: Execute, cypher: Callable[..., Any], word: str
) -> None:
    cypher("MERGE (n:Entity:Alliance {code: 'odd'}) SET n.name = $name", name=f"前x{word}y后")
    found = execute("query ($text: String!) { search(text: $text) { nodes { code } } }", text=word)["search"]["nodes"]
    assert {"code": "odd"} in found


@pytest.mark.usefixtures("modifies_data")
def test_full_width_names_and_umlauts_are_found(execute: Execute, cypher: Callable[..., Any]) -> None:
    cypher(
        "CREATE (:Alliance:Entity {code: 'wide', name: 'Ａ座１号联盟', pinyin: 'a zuo 1 hao', pinyin_starts: ['azuo1hao', 'az1h']}) "
        "CREATE (:Alliance:Entity {code: 'lve', name: '掠影联盟', pinyin: 'lve ying', pinyin_starts: ['lveying', 'ly']})"
    )
    query = "query ($text: String!) { search(text: $text, kinds: [ALLIANCE]) { nodes { code } } }"
    texts = ("A座1号", "Ａ座１号", "azuo", "lueying", "lveying")
    codes = [[each["code"] for each in execute(query, text=text)["search"]["nodes"]] for text in texts]
    assert codes == [["wide"], ["wide"], ["wide"], ["lve"], ["lve"]]


RUNS = [
    "阳光",
    "社区",
    "巷",
    "中",
    "第12",
    "a3",
    "AB",
    "xyz",
    "07",
    "-",
    ".",
    "·",
    " ",
    "（",
    "）",
    "_",
    "'",
    "한국",
    "ü",
    "１２",
    "䷀",
    "カタ",
    "é",
]


@pytest.mark.sampled(0.3)
@pytest.mark.usefixtures("modifies_data")
@pytest.mark.parametrize("seed", range(4))
def test_any_substring_finds_all_names_that_contain_it(execute: Execute, cypher: Callable[..., Any], seed: int) -> None:
    chosen = Random(f"names {seed}")

    def name() -> str:
        return "".join(chosen.choices(RUNS, k=chosen.randint(1, 7)))

    rows = [(f"{number}{name()}", name(), [name() for _ in range(chosen.randint(0, 2))]) for number in range(40)]
    cypher(
        "MATCH (n:Alliance) DETACH DELETE n WITH count(*) AS none UNWIND $rows AS row "
        "CREATE (:Alliance:Entity {code: row[0], name: row[1], former_names: row[2]})",
        rows=rows,
    )
    query = "query ($text: String!) { search(text: $text, kinds: [ALLIANCE], first: 100) { nodes { code } } }"
    for _ in range(60):
        whole = chosen.choice([text for code, name, former in rows for text in (code, name, *former)])
        begin = chosen.randrange(len(whole))
        text = whole[begin : begin + chosen.randint(1, 8)].strip()
        if not any(character.isalnum() for character in text):
            continue
        tiers = [
            (_tier(text.lower(), code.lower(), name.lower(), [each.lower() for each in former], []), code)
            for code, name, former in rows
        ]
        expected = [code for _, code in sorted(each for each in tiers if each[0] is not None)]
        assert [each["code"] for each in execute(query, text=text)["search"]["nodes"]] == expected, text
