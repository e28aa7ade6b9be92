"""Decides whether a post is named by its office (``向阳巷社区党组织书记``) or by a person (``张三``)."""

import re
from collections.abc import Collection
from typing import Final

_OFFICE_WORDS: Final = "书记|主任|委员|主席|经理|导师|专员|代表|理事|监事|干事|专干|负责人|领导|秘书|常委|岗|正职|副|助理|顾问|成员|班子|民警|会计|社工|工作者"
_OFFICE_ENDINGS: Final = "[长员](?=$|[^\u4e00-\u9fff])"
_ENGLISH_OFFICES: Final = r"(?i:\b(?:secretary|director|head|chair|leader|deputy|member|mentor|manager|officer|representative|mayor|magistrate|post)\b)"
_OFFICE: Final = re.compile(f"{_OFFICE_WORDS}|{_OFFICE_ENDINGS}|{_ENGLISH_OFFICES}")
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖袁潘蒋蔡余杜叶魏吕沈姚卢姜崔钟谭陆汪范廖贾傅邹熊孟秦邱侯尹薛"
    "阎段雷黎贺郝龚邵覃戴莫孔汤马"
)
_LEVEL_CHARACTERS: Final = "县市区镇乡村街"
_PLACE_ENDINGS: Final = f"{_LEVEL_CHARACTERS}巷坊庄屯堡营寨沟湾店集铺桥坪坝洼滩渠塘口岔塬垸堰墩圩场厂所局处部办"
"""The last characters of names of places and bodies, which hardly ever end a given name."""
_GIVEN_NAME: Final = f"(?:(?![{_LEVEL_CHARACTERS}])[\u4e00-\u9fff])?(?![{_PLACE_ENDINGS}])[\u4e00-\u9fff]"
_PERSON: Final = re.compile(
    rf"^(?P<titled>[{_SURNAMES}]{_GIVEN_NAME})(?:副?(?:书记|主任|委员|主席|经理|院长|局长))?$"
    rf"|(?:书记|主任|委员|主席|经理|长)[:：(（ ]*(?P<named>[{_SURNAMES}]{_GIVEN_NAME})[)）]?$"
    "|同志|先生|女士"
)
_LEVELS: Final = re.compile("(?:省|自治区|市|县|区|旗|镇|乡|街道|街道办事处|村|社区|居委会|村委会)$")


def is_office_name(name: str, place_names: Collection[str] = ()) -> bool:
    """Returns whether ``name`` contains a word for an office and does not look like a person with a title.

    ``place_names``: what looks like a person but is a place of the city, such as 唐山.
    """
    if not _OFFICE.search(name):
        return False
    person = _PERSON.search(name)
    return person is None or (person["titled"] or person["named"]) in place_names


def place_name(name: str) -> str:
    """Returns the name of a division without its level."""
    return _LEVELS.sub("", name)


def mask_name(name: str) -> str:
    """Returns the name with all but its first character masked."""
    return name[:1] + "*" * (len(name) - 1)
