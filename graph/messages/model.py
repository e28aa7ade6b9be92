"""Messages about declarations that the model or the schema refuses. They are for developers and have no code."""

from graph.messages.message import Message

AT = Message("{file}: {declaration} {fault}")
CONSTANT = Message("{file}: the constant {constant} declares {name}. Give the constant that name.")

NOT_CAMEL_CASE = Message("has the GraphQL name {name!r}. Write it in camelCase, such as `partyMembers`.")
NOT_PASCAL_CASE = Message("is no name of a kind. Write it in PascalCase, such as `PartyCommittee`.")
NOT_SNAKE_CASE = Message("has the property {name!r}. Write it in snake_case, such as `party_members`.")
NOT_UPPER_CASE = Message("is no name of a relation. Write it in upper case, such as `MEMBER_OF`.")
NOT_BILINGUAL = Message("has the description {text!r}. Write a Chinese sentence that ends in 。, a space, then an English one.")
DECLARED_TWICE = Message("uses the name {name!r}, which {other} already has. Choose another name.")
FIELD_TWICE = Message("gives {kind} a field {field!r}, which {other} already gives it. Rename one of the two.")
UNKNOWN_HOME = Message("has the home {name!r}, which is no relation. There are: {names}.")
HOME_ELSEWHERE = Message("has the home {name}, which does not join {kind}. Name a relation that starts or ends at it.")
UNKNOWN_END = Message("names {name!r} in `starts` or `ends`, which is no relation. There are: {names}.")
UNKNOWN_MEANING = Message("words the field {field!r} in `field_meanings`, but no relation gives it that field.")
UNKNOWN_KIND = Message("joins {kind}, which is no kind of the model. Declare it in a file that graph/model/concepts.py lists.")
NO_ENDS = Message("has no kinds at its {end}. Name them, or let kinds name it as their home or in `starts` or `ends`.")
BACKWARD_OF_UNDIRECTED = Message("is undirected, so that `forward` already follows it both ways. Remove `backward`.")
FIELD_TO_ELSEWHERE = Message("has a field {field!r} to {kind}, but on that side it leads to {kinds}. Check the direction.")
PROPERTY_OF_LINKS = Message("has the property {name!r}, whose field every link already has. Choose another name.")
PROPERTY_OF_ENTITIES = Message(
    "has the property {name!r}, whose field every entity already has. Choose another name, or a `field_name`."
)
OTHER_TYPE = Message(
    "has the property {name!r} of another type than {other}. In LinkFilter the two are one field: rename one of them."
)
DERIVED_FILTER = Message("follows {field!r}, which {kind} does not have as a field that leads to {number}. It has: {fields}.")

TYPE_TAKEN = Message("would be the GraphQL type {name}, which {other} already is. Choose another label.")
INHERITED_FIELD = Message(
    "gives {kind} a field {field!r}, which it inherits from the interface {interface}. Choose another name."
)
ROOT_FIELD = Message("needs the root field {field!r}, which Query already has. Choose another label or plural.")
FIELD_WITHOUT_LINE = Message("{cls}.{field} has no description and no execution. Write `{field}: ... = field(...)`.")
