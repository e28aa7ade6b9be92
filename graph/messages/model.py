"""Messages about declarations that the model or the schema refuses. They are for developers and have no code."""

from graph.messages.message import Message

AT = Message("{file}: {declaration} {fault}", "{file}：{declaration} {fault}")
CONSTANT = Message(
    "{file}: the constant {constant} declares {name}. Give the constant that name.",
    "{file}：常量 {constant} 声明的是 {name}。请将常量改为该名称。",
)

NOT_CAMEL_CASE = Message(
    "has the GraphQL name {name!r}. Write it in camelCase, such as `partyMembers`.",
    "的 GraphQL 名称是 {name!r}。请写成 camelCase，例如 `partyMembers`。",
)
NOT_PASCAL_CASE = Message(
    "is no name of a kind. Write it in PascalCase, such as `PartyCommittee`.",
    "不能作为种类的名称。请写成 PascalCase，例如 `PartyCommittee`。",
)
NOT_SNAKE_CASE = Message(
    "has the property {name!r}. Write it in snake_case, such as `party_members`.",
    "有属性 {name!r}。请写成 snake_case，例如 `party_members`。",
)
NOT_UPPER_CASE = Message(
    "is no name of a relation. Write it in upper case, such as `MEMBER_OF`.",
    "不能作为关系类型的名称。请写成大写，例如 `MEMBER_OF`。",
)
NOT_BILINGUAL = Message(
    "has the description {text!r}. Write a Chinese sentence that ends in 。, a space, then an English one.",
    "的说明是 {text!r}。请先写一个以“。”结尾的中文句子，加一个空格，再写一个英文句子。",
)
DECLARED_TWICE = Message(
    "uses the name {name!r}, which {other} already has. Choose another name.",
    "使用名称 {name!r}，而 {other} 已用该名称。请另取名称。",
)
FIELD_TWICE = Message(
    "gives {kind} a field {field!r}, which {other} already gives it. Rename one of the two.",
    "给 {kind} 一个字段 {field!r}，而 {other} 已给出该字段。请将其中一个改名。",
)
UNKNOWN_HOME = Message(
    "has the home {name!r}, which is no relation. There are: {names}.",
    "的归属区划关系是 {name!r}，没有这种关系类型。现有：{names}。",
)
HOME_ELSEWHERE = Message(
    "has the home {name}, which does not join {kind}. Name a relation that starts or ends at it.",
    "的归属区划关系是 {name}，而它不连接 {kind}。请写一种以它为起点或终点的关系类型。",
)
UNKNOWN_END = Message(
    "names {name!r} in `starts` or `ends`, which is no relation. There are: {names}.",
    "在 `starts` 或 `ends` 中写了 {name!r}，没有这种关系类型。现有：{names}。",
)
UNKNOWN_MEANING = Message(
    "words the field {field!r} in `field_meanings`, but no relation gives it that field.",
    "在 `field_meanings` 中说明字段 {field!r}，但没有关系类型给出该字段。",
)
UNKNOWN_KIND = Message(
    "joins {kind}, which is no kind of the model. Declare it in a file that graph/model/concepts.py lists.",
    "连接 {kind}，而模型中没有该种类。请在 graph/model/concepts.py 所列的文件中声明。",
)
NO_ENDS = Message(
    "has no kinds at its {end}. Name them, or let kinds name it as their home or in `starts` or `ends`.",
    "的 {end} 没有种类。请写明，或者让种类将其作为归属区划关系，或者写在 `starts`、`ends` 中。",
)
BACKWARD_OF_UNDIRECTED = Message(
    "is undirected, so that `forward` already follows it both ways. Remove `backward`.",
    "没有方向，`forward` 已经双向通行。请去掉 `backward`。",
)
FIELD_TO_ELSEWHERE = Message(
    "has a field {field!r} to {kind}, but on that side it leads to {kinds}. Check the direction.",
    "有通向 {kind} 的字段 {field!r}，但该侧通向 {kinds}。请检查方向。",
)
PROPERTY_OF_LINKS = Message(
    "has the property {name!r}, whose field every link already has. Choose another name.",
    "有属性 {name!r}，而每条关系已有该字段。请另取名称。",
)
PROPERTY_OF_ENTITIES = Message(
    "has the property {name!r}, whose field every entity already has. Choose another name, or a `field_name`.",
    "有属性 {name!r}，而每个实体已有该字段。请另取名称，或者另写 `field_name`。",
)
OTHER_TYPE = Message(
    "has the property {name!r} of another type than {other}. In LinkFilter the two are one field: rename one of them.",
    "的属性 {name!r} 与 {other} 的类型不同。在 LinkFilter 中两者是同一字段：请将其中一个改名。",
)
DERIVED_FILTER = Message(
    "follows {field!r}, which {kind} does not have as a field that leads to {number}. It has: {fields}.",
    "沿 {field!r} 而行，而 {kind} 没有通向{number}的该字段。它有：{fields}。",
)

TYPE_TAKEN = Message(
    "would be the GraphQL type {name}, which {other} already is. Choose another label.",
    "将成为 GraphQL 类型 {name}，而 {other} 已是该类型。请另取标签。",
)
INHERITED_FIELD = Message(
    "gives {kind} a field {field!r}, which it inherits from the interface {interface}. Choose another name.",
    "给 {kind} 一个字段 {field!r}，而它已从接口 {interface} 继承该字段。请另取名称。",
)
ROOT_FIELD = Message(
    "needs the root field {field!r}, which Query already has. Choose another label or plural.",
    "需要根字段 {field!r}，而 Query 已有该字段。请另取标签或复数。",
)
FIELD_WITHOUT_LINE = Message(
    "{cls}.{field} has no description and no execution. Write `{field}: ... = field(...)`.",
    "{cls}.{field} 没有说明，也没有执行方式。请写 `{field}: ... = field(...)`。",
)
