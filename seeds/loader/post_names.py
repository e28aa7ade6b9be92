"""Decides whether a post is named by its office (``向阳巷社区党组织书记``) or by a person (``张三``)."""

import re
from collections.abc import Collection
from typing import Final

from seeds.loader.place_names import KNOWN_PLACES

_OFFICE_WORDS: Final = (
    "书记|主任|委员|主席|经理|导师|专员|代表|理事|监事|干事|专干|负责人|领导|秘书|常委|岗|正职|副|助理|顾问|成员|班子|会计|社工|工作者|"
    "[民辅片]警|支书|文书|出纳|管家|总监|主管|主办|督导|律师|医[生师]|护士|[教老]师|志愿者|村官|选调生|门卫|楼管"
)
_OFFICE_ENDINGS: Final = "[长员](?=$|[^\u4e00-\u9fff])"
_ENGLISH_OFFICES: Final = r"(?i:\b(?:secretary|director|head|chair|leader|deputy|member|mentor|manager|officer|representative|mayor|magistrate|post)\b)"
_OFFICE: Final = re.compile(f"{_OFFICE_WORDS}|{_OFFICE_ENDINGS}|{_ENGLISH_OFFICES}")
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖袁潘蒋蔡余杜叶魏吕沈姚卢姜崔钟谭陆汪范廖贾傅邹熊孟秦邱侯尹薛"
    "阎闫段雷黎贺郝龚邵覃戴莫孔汤马陶樊殷翟颜庞萧骆饶瞿戚滕邬臧褚娄奚邸屠郜晏栾虞佟窦蔺谌岑辜邝"
)
_RARE_SURNAMES: Final = "高林方石任万钱丁白江苏于董程夏田金安常康史顾毛武乔赖文施洪葛易倪严牛温芦季俞章鲁伍韦申尤毕聂焦向柳邢岳齐沙梅庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游裴席卫查屈鲍位霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边龙兰时吉刁冀姬商简盖谈喻揭迟敖鄢冷卓仇艾巩苟卞冼栗匡胥习芮蓝古米池"
"""Also common words; a name of two characters is a person only with a title."""
_DOUBLE_SURNAMES: Final = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|夏侯|令狐|长孙|宇文"
_WORDS: Final = (
    "常务|常任|常委|常规|安全|安保|安监|安防|安置|安居|金融|金库|金盾|高级|高中|高校|高层|高新|林业|石化|石油|江北|江南|江东|江西|万户|万家|万人|任务|任职|方案|程序|夏令|田间|"
    "康复|康养|康居|文化|文明|文艺|文书|文教|文旅|文体|文卫|文宣|武装|武警|顾问|施工|管理|关工|成员|成长|成人|单元|单位|包村|包片|包抓|包联|包户|关爱|司法|司机|"
    "景区|宁夏|华侨|华府|车队|车间|车站|房管|房产|边防|项目|强电|解困|查验|卫生|卫民|游客|易地|季度|纪检|纪委|盛会|童工|白班|向导|谷物|苗圃|石材|甘肃|江苏|"
    "华东|华西|华南|华北|金凤|高台|金山|金水|高山|石山|华山|华阳|高阳|白沙|白马|石门|高桥|齐心|丁香|鲁班|"
    "龙[山泉江潭湖井门华凤城虎港头口岗川里州海南游陵]|兰[山溪考西陵州坪]|时[代光间尚]|商[丘河水城洛南州会业务贸]|简[易阳]|吉[安林祥首县水]|冷[水链]|古[城田楼塔蔺浪交]|"
    "米[易林脂]|池州|蓝[山天田海]|巩固|习水"
)
"""They look like a surname with a given name."""
_LEVEL_CHARACTERS: Final = "县市区镇乡村街"
_PLACE_ENDINGS: Final = (
    f"{_LEVEL_CHARACTERS}巷坊庄屯堡营寨沟湾店集铺桥坪坝洼滩渠塘口岔塬垸堰墩圩场厂所局处部办州园院站校委会团组楼室庙塔井府寺"
)
"""Of names of places and bodies; given names hardly ever end so."""
_TITLES: Final = (
    "书记|主任|委员|主席|经理|院长|局长|站长|所长|校长|会长|组长|队长|楼长|楼栋长|单元长|网格长|网格员|专干|干事|民警|会计|社工|导师|顾问|助理|代表|理事|监事|专员|"
    "[省市县区镇乡村街巷片路科处部厅司股园厂行馆台社店]长|支书|警官|警长|医生|律师|老师|秘书|常委|管家"
)
_RANKS: Final = "副|总|第一|常务|执行|专职|兼职"
_VILLAGE: Final = "家(?:书记|主任|[村镇乡]长)"
"""After the surname in the name of a village, such as 张家."""
_GIVEN_NAME: Final = f"(?!{_VILLAGE})(?:(?![{_LEVEL_CHARACTERS}])[\u4e00-\u9fff])?(?![{_PLACE_ENDINGS}副总])[\u4e00-\u9fff]"
_SHORT_OR_LONG: Final = f"(?:[{_SURNAMES}]{_GIVEN_NAME}|(?:{_DOUBLE_SURNAMES}){_GIVEN_NAME}|[{_SURNAMES}]\\s[\u4e00-\u9fff])"
_MUSLIM_NAMES: Final = "买买提|马合木提|马哈木提|阿不都|阿卜杜|阿卜都|吐尔逊|木合塔尔|古丽|努尔|艾力|扎西|卓玛|次仁|巴特尔"
_TITLE: Final = rf"[\s，,、·:：\-—]*[(（]?(?:{_RANKS})*(?:{_TITLES})[)）]?"
_MASKS: Final = "某xX×Ｘｘ*＊○〇"
"""Replacements of a hidden given name."""
_REMARK: Final = r"(?:\s*[(（][^()（）]{0,20}[)）])?"
_SEPARATOR: Final = r"[\s，,、:：\-—(（]*"
_PERSON: Final = re.compile(
    rf"^(?P<titled>{_SHORT_OR_LONG})(?:{_TITLE}{_REMARK})?$"
    rf"|^(?P<rare>(?!{_WORDS})[{_RARE_SURNAMES}]{_GIVEN_NAME}){_TITLE}{_REMARK}$"
    rf"|^[小老阿]?(?!{_WORDS})[{_SURNAMES}{_RARE_SURNAMES}](?:{_RANKS})*(?:{_TITLES}){_REMARK}$"
    rf"|^[{_SURNAMES}{_RARE_SURNAMES}][{_MASKS}]{{1,2}}(?:{_TITLE})?{_REMARK}$"
    rf"|^(?:{_MUSLIM_NAMES})[\u4e00-\u9fff·]{{0,6}}?{_TITLE}$"
    rf"|(?:{_TITLES}|长){_SEPARATOR}(?P<named>{_SHORT_OR_LONG})[)）]?$"
    rf"|(?:{_TITLES})[:：\-—(（]\s*(?P<rare_named>(?!{_WORDS})[{_RARE_SURNAMES}]{_GIVEN_NAME})[)）]?$"
    rf"|(?:书记|主任|网格员|网格长)(?P<rare_after>(?!{_WORDS})[{_RARE_SURNAMES}]{_GIVEN_NAME})$"
    "|同志|先生|女士|[\u4e00-\u9fff]·[\u4e00-\u9fff]"
)
_LEVELS: Final = re.compile("(?:省|自治区|市|县|区|旗|镇|乡|街道|街道办事处|村|社区|居委会|村委会)$")


def is_office_name(name: str, place_names: Collection[str] = ()) -> bool:
    """Returns whether ``name`` has a word for an office and does not look like a person with a title.

    ``place_names``: places of the city that look like a person, such as 唐山.
    """
    if not _OFFICE.search(name):
        return False
    person = _PERSON.search(name)
    return person is None or any(found in place_names or found in KNOWN_PLACES for found in person.groups() if found)


def place_name(name: str) -> str:
    """Removes the level of a division."""
    return _LEVELS.sub("", name)


def mask_name(name: str) -> str:
    """Masks all but the first character."""
    return name[:1] + "*" * (len(name) - 1)
