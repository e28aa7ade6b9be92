"""Names of residential compounds, unique in the city."""

from typing import Final

from graph.model.property import CompoundType
from seeds.generation.seeded_random import SeededRandom
from seeds.generation.unit_names import split_names

_GARDENS: Final = split_names(
    "阳光 锦绣 丽景 金岸 沙都 书香 瑞祥 康乐 学府 翡翠 御景 香山 紫金 惠民 温馨 泰和 盛世 东方 凤凰 杞乡 水韵 兰亭 和谐 雅居"
)
_GARDEN_ENDINGS: Final = split_names("家园 花园 名邸 新城 华府 佳苑")
_WORKS: Final = split_names(
    "农机厂 建材厂 造纸厂 百货公司 粮食局 外贸公司 运输公司 面粉厂 化肥厂 食品厂 印刷厂 供销社 水泥厂 电力 铁路 "
    "邮电 医药公司 林场 城建 二建 汽修厂 木器厂 农机站 糖酒公司 五金厂 煤建公司 石油公司 种子公司 棉纺厂 皮革厂 "
    "酿酒厂 轴承厂 物资局 商业局"
)
_WORK_ENDINGS: Final = ["小区", "老院", "住宅区"]
_EMPLOYERS: Final = split_names(
    "水利局 教育局 法院 公安局 人民医院 农业局 税务局 中学 交通局 畜牧局 广电局 财政局 气象局 党校 检察院 公路段 "
    "档案馆 银行 司法局 民政局 卫生局 林业局 文化馆 计生局 审计局 统计局 环保局 妇幼院 电视台 水文站"
)
_ENDINGS_OF_RESETTLEMENT: Final = split_names("安置小区 新村 安居苑 惠民新居 移民新苑 棚改小区")


class CompoundNames:
    def __init__(self) -> None:
        self._used: set[str] = set()

    def name(self, type_: CompoundType, community: str, random: SeededRandom) -> str:
        while (name := _random_name(type_, community, random)) in self._used:
            pass
        self._used.add(name)
        return name


def _random_name(type_: CompoundType, community: str, random: SeededRandom) -> str:
    if type_ is CompoundType.COMMERCIAL:
        return random.pick(_GARDENS) + random.pick(_GARDEN_ENDINGS)
    if type_ is CompoundType.OLD:
        return random.pick(_WORKS) + random.pick(_WORK_ENDINGS)
    if type_ is CompoundType.UNIT_HOUSING:
        return f"{random.pick(_EMPLOYERS)}家属院"
    return community + random.pick(_ENDINGS_OF_RESETTLEMENT)
