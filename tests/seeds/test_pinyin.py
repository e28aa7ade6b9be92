"""Pinyin of names, and sorting by it."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.pinyin import PINYIN_OVERRIDES, pinyin_of

NAMES = {
    "向阳巷居委会": "xiang yang xiang ju wei hui",
    "重庆路社区": "chong qing lu she qu",
    "中卫市": "zhong wei shi",
    "中卫市长城社区": "zhong wei shi chang cheng she qu",
    "长山头社区": "chang shan tou she qu",
    "人民法院院长": "ren min fa yuan yuan zhang",
    "农业银行支行": "nong ye yin hang zhi hang",
    "行政审批局": "xing zheng shen pi ju",
    "常乐社区": "chang le she qu",
    "音乐广场": "yin yue guang chang",
    "朝阳社区": "chao yang she qu",
    "会计核算中心": "kuai ji he suan zhong xin",
    "绿盛居委会": "lv sheng ju wei hui",
    "第12网格（A区）": "di 12 wang ge a qu",
    "ＡＢ": "ab",
    "Ａ座１号社区": "a zuo 1 hao she qu",
    "漯河市": "luo he shi",
    "长治市": "chang zhi shi",
    "长丰县": "chang feng xian",
    "长子县": "zhang zi xian",
    "长老会": "zhang lao hui",
    "马家堡村": "ma jia pu cun",
    "珲春市": "hun chun shi",
    "丰都县": "feng du xian",
    "都匀市": "du yun shi",
    "曾都区": "zeng du qu",
    "柏林寺街道": "bai lin si jie dao",
    "单家集": "shan jia ji",
    "大仇庄": "da qiu zhuang",
    "海城镇查湾村": "hai cheng zhen zha wan cun",
    "区村": "ou cun",
    "市区家属院": "shi qu jia shu yuan",
    "向阳社区家园": "xiang yang she qu jia yuan",
    "党员家园": "dang yuan jia yuan",
    "检查家庭": "jian cha jia ting",
    "解放村": "jie fang cun",
    "——": "",
}


@pytest.mark.parametrize(("name", "pinyin"), NAMES.items())
def test_pinyin_of_names(name: str, pinyin: str) -> None:
    assert pinyin_of(name).pinyin == pinyin


def test_pinyin_matches_from_each_syllable_in_full_and_by_initials() -> None:
    assert pinyin_of("向阳1巷").starts == ("xiangyang1xiang", "yang1xiang", "1xiang", "xiang", "xy1x", "y1x", "1x", "x")


def test_the_table_gives_a_syllable_for_each_character() -> None:
    assert all(len(name) == len(reading.split()) for name, reading in PINYIN_OVERRIDES.items())


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_names_are_sorted_by_pinyin(execute: Callable[..., Any], direction: str) -> None:
    """By syllable: xi an before xia, as 安 before 下."""
    nodes = execute(f"{{ communities(orderBy: {{ pinyin: {direction} }}, first: 100) {{ nodes {{ name code }} }} }}")[
        "communities"
    ]["nodes"]
    by_code = sorted(nodes, key=lambda each: each["code"])
    assert nodes == sorted(by_code, key=lambda each: pinyin_of(each["name"]).pinyin, reverse=direction == "DESC")
