"""The name of a post is that of an office. ``张三`` is a person, ``向阳巷社区党组织书记`` an office."""

import re
from typing import Final

NAMED_BY_OFFICE: Final = (
    "岗位以职务命名，不写人名。 A post is named by its office, never by a person; write an office such as 社区党组织书记."
)
_WORDS: Final = "书记|主任|委员|主席|经理|导师|专员|代表|理事|监事|干事|专干|负责人|领导|秘书|常委|岗|正职|副|助理|顾问|成员|班子|民警|会计|社工|工作者"
_ENDINGS: Final = "[长员](?=$|[^\u4e00-\u9fff])"
_ENGLISH: Final = r"(?i:\b(?:secretary|director|head|chair|leader|deputy|member|mentor|manager|officer|representative|mayor|magistrate|post)\b)"
_OFFICE: Final = re.compile(f"{_WORDS}|{_ENDINGS}|{_ENGLISH}")
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖袁潘蒋蔡余杜叶魏吕沈姚卢姜崔钟谭陆汪范廖贾傅邹熊孟秦邱侯尹薛"
    "阎段雷黎贺郝龚邵覃戴莫孔汤马"
)
_GIVEN: Final = "(?:(?![县市区镇乡村街])[\u4e00-\u9fff]){1,2}"
"""One or two characters, but not those that make the name of a place."""
_PERSON: Final = re.compile(
    rf"^[{_SURNAMES}]{_GIVEN}(?:副?(?:书记|主任|委员|主席|经理|院长|局长))?$"
    rf"|(?:书记|主任|委员|主席|经理|长)[:：(（ ]*[{_SURNAMES}]{_GIVEN}[)）]?$"
    "|同志|先生|女士"
)


def is_office(name: str) -> bool:
    """Whether ``name`` holds a word for an office and does not look like a person with a title."""
    return bool(_OFFICE.search(name)) and not _PERSON.search(name)


def hidden(name: str) -> str:
    """What may be shown of a name that may be a person's."""
    return name[:1] + "*" * (len(name) - 1)
