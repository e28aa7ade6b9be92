"""Refusals: what a caller did that cannot be answered, each with a code and the way out in its sentence."""

from enum import Enum


class ErrorCode(Enum):
    """The codes of ``extensions.code``; the value says what happened and what to do."""

    BAD_ARGUMENT = "参数不合要求。 An argument is not what the field takes; the sentence says what it takes."
    BAD_CURSOR = "游标无法识别。 The cursor is damaged or belongs to another list; start again without it."
    BAD_ID = "标识无法识别。 The id is not one that this API gave; use the `id` of an answer."
    NOT_ALIVE = "该实体在所问之日不存在。 The division or entity does not exist on that day; ask for another `asOf`."
    WEIGHT_NOT_AVAILABLE = "该指标的单位没有人口。 The units of this indicator have no people; ask with weight UNITS."
    CONTRADICTORY_RULES = "规则互相矛盾。 The rules of the question contradict each other; drop one of them."
    SEARCH_STOPPED = (
        "搜索超过限度。 The search came to its limit of time or work, so that there is no whole answer; ask for less."
    )
    NOT_COUNTED = "该指标不统计此实体。 The indicator does not count this entity; ask for one of its units."
    DATA_CHANGED = "数据已变化。 The data changed while the answer was made, or since the cursor was given; ask again."
    DATABASE_UNAVAILABLE = "数据库暂不可用。 The database does not answer at the moment; try again shortly."
    DATABASE_TIMEOUT = "查询超时。 The query took longer than the database allows; ask for less at once."
    GRAPHQL_PARSE_FAILED = "GraphQL 文档无法解析。 The GraphQL document cannot be parsed."
    GRAPHQL_VALIDATION_FAILED = "GraphQL 文档不合模式。 The GraphQL document does not fit the schema."
    UNEXPECTED = "意外错误。 Something failed on our side; the id in the answer is in the log."


class Refusal(Exception):
    """A question that is refused: shown to the caller with its code, its sentence and nothing else."""

    def __init__(self, code: ErrorCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def bad_argument(sentence: str) -> Refusal:
    return Refusal(ErrorCode.BAD_ARGUMENT, sentence)
