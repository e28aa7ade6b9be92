"""Definitions of numbers of a network that are counted, for the methods of a response."""

from typing import Final

from graph.messages.message import Message

DENSITY_HIGH_METHOD: Final = Message("(Ties + unknown missing pairs) / pairs.", "（关系数 + 情况不明的缺失对数）/ 对数。")
AVERAGE_DEGREE_METHOD: Final = Message("The mean degree of the actors.", "行动者度数的平均。")
AVERAGE_WEIGHT_METHOD: Final = Message("The mean weight of the ties.", "关系权重的平均。")
SIZE_OF_LARGEST_COMPONENT_METHOD: Final = Message(
    "The actors of the largest component, weakly connected if directed.", "最大连通分量的行动者数；有向网络按弱连通。"
)
