"""Cities and counties that look like a person: a surname with a given name. Offices name them without their level (唐山书记)."""

from typing import Final

_NAMES: Final = (
    "唐山 唐河 秦皇岛 秦淮 张家界 张家港 张掖 张北 陈仓 杨浦 杨陵 黄山 黄石 黄冈 黄陂 黄浦 黄埔 黄岩 黄岛 黄骅 周至 周宁 吴忠 吴起 吴川 徐闻 孙吴 胡杨河 罗湖 罗定 罗田 罗甸 罗源 梁子湖 "
    "许昌 韩城 曹妃甸 曾都 彭水 彭阳 彭泽 蔡甸 余杭 余姚 余干 叶城 魏都 吕梁 沈阳 沈丘 卢氏 陆良 陆川 汪清 贾汪 邹平 邹城 孟津 孟连 侯马 薛城 雷波 贺兰 邵阳 邵武 邵东 汤原 汤阴 "
    "马鞍山 马边 马尾 马关 萧山 高密 高邮 高淳 高唐 高要 林西 林周 林甸 石嘴山 石首 石狮 石阡 石柱 石台 石河子 任丘 万宁 万载 万荣 万源 丁青 白银 白山 白朗 江门 江油 江津 江阴 江孜 "
    "江都 江达 江干 金昌 金华 金坛 金堂 金沙 安庆 安顺 安阳 安丘 安陆 安塞 安溪 安吉 安仁 常德 常熟 康定 康巴什 武汉 武威 武夷山 武陟 武穴 武冈 武隆 武清 武进 武鸣 武都 武胜 武义 "
    "文山 施秉 施甸 洪泽 洪湖 洪洞 洪雅 洪江 易门 温岭 温宿 沙雅 沙河 沙洋 沙坡头 柳河 梅里斯 庄河 庄浪 左云 左权 管城 祁门 祁阳 成都 甘南 甘孜 景洪 景泰 霍邱 宁波 宁德 宁津 宁陕 "
    "桂林 桂阳 柴桑 华阴 华蓥 华容 房山 卫辉 牟定 毕节 岳阳 岳池 邢台 鲁甸 凌源 凌海 安康 巩义 龙岩"
)
KNOWN_PLACES: Final = frozenset(_NAMES.split())
"""Ones that are hardly names of persons too."""
