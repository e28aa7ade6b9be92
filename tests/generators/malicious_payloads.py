"""Two hundred hostile payloads: name, body and headers."""

import json
from collections.abc import Iterator
from typing import Any

JSON = {"Content-Type": "application/json"}
Payload = tuple[bytes, dict[str, str]]


def payloads() -> dict[str, Payload]:
    return {name: payload for source in (_documents, _variables, _bodies) for name, payload in source()}


def _operation(query: str, **more: Any) -> Payload:
    return json.dumps({"query": query, **more}).encode(), JSON


def _documents() -> Iterator[tuple[str, Payload]]:
    for times in range(1, 101):
        yield f"fragments that double {times} times", _operation(_doubling(times))
    for name, document in {
        "fragments in a circle": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "a fragment of itself": "{ ...A } fragment A on Query { ...A }",
        "unused fragments that double": "{ __typename } " + _doubling(60).split("}", 1)[1][2:],
        "a thousand fragments": "{ __typename } " + " ".join(f"fragment f{i} on Query {{ __typename }}" for i in range(1000)),
        "selections as deep as the parser goes": "{ a " * 199 + "}" * 199,
        "selections without end": "{ a " * 20_000,
        "inline fragments": "{ " + "... on Query { " * 190 + "__typename" + " }" * 190 + " }",
        "one field very often": "{ city(code: 6405) { " + "name " * 1900 + "} }",
        "one alias very often": "{ " + "a: __typename " * 1000 + "}",
        "aliases": "{ " + " ".join(f"a{i}: __typename" for i in range(900)) + " }",
        "directives": "{ __typename " + "@include(if: true) " * 400 + "}",
        "unknown directives": "{ __typename " + "@a " * 900 + "}",
        "a long alias": "{ " + "a" * 900_000 + ": __typename }",
        "a long field": "{ " + "a" * 900_000 + " }",
        "a long comment": "#" + "x" * 900_000 + "\n{ __typename }",
        "many comments": "#\n" * 400_000 + "{ __typename }",
        "many commas": "," * 900_000 + "{ __typename }",
        "a long text": '{ city(code: "' + "x" * 900_000 + '") { name } }',
        "a long id": '{ node(id: "' + "x" * 900_000 + '") { id } }',
        "a long date": '{ city(code: "6405", asOf: "' + "1" * 900_000 + '") { name } }',
        "a long cursor": '{ communities(after: "' + "A" * 900_000 + '") { totalCount } }',
        "a long block text": '{ city(code: """' + "\n" * 300_000 + '""") { name } }',
        "a huge integer": "{ communities(first: " + "9" * 100_000 + ") { totalCount } }",
        "a huge float": "{ communities(first: 1e" + "9" * 1000 + ") { totalCount } }",
        "the smallest integer": "{ communities(first: -2147483649) { totalCount } }",
        "a list of a hundred thousand": "{ nodes(ids: [" + "1," * 100_000 + "]) { id } }",
        "a list in lists": "{ nodes(ids: " + "[" * 190 + "]" * 190 + ") { id } }",
        "an object in objects": "{ entity(ref: " + "{ id: " * 190 + "1" + " }" * 190 + ") { id } }",
        "every way to point at an entity": "{ entity(ref: { " + " ".join(f"id: {i}" for i in range(900)) + " }) { id } }",
        "many variables": "query (" + " ".join(f"$v{i}: Int" for i in range(450)) + ") { __typename }",
        "many operations": " ".join(f"query Q{i} {{ __typename }}" for i in range(400)),
        "many anonymous operations": "{ __typename } " * 400,
        "many unknown fields": "{ " + " ".join(f"nobody{i}" for i in range(450)) + " }",
        "many unknown types": "{ " + " ".join(f"... on Nobody{i} {{ a }}" for i in range(300)) + " }",
        "unknown names that resemble others": "{ " + " ".join(f"communitie{i}" for i in range(450)) + " }",
        "much introspection": "{ "
        + " ".join(f"a{i}: __schema {{ types {{ fields {{ args {{ name }} }} }} }}" for i in range(29))
        + " }",
        "introspection in itself": "{ __schema { types { " + "fields { type { " * 20 + "name" + " } }" * 20 + " } } }",
        "introspection of a type in itself": '{ __type(name: "Query") { '
        + "fields { type { " * 40
        + "name"
        + " } }" * 40
        + " } }",
        "lists in lists": "{ communities(first: 100) { nodes { grids(first: 100) { nodes { ledBy { grids(first: 100) { nodes { code } } } } } } } }",
        "ancestors of ancestors": '{ division(code: "6405") { ' + "ancestors { " * 20 + "code" + " }" * 20 + " } }",
        "a subscription": "subscription { a }",
        "a mutation": "mutation { a }",
        "a schema": "type Query { a: Int }",
        "NUL in the document": "{ __typename \u0000 }",
        "a byte order mark": "\ufeff" * 1000 + "{ __typename }",
        "text from right to left": "{ \u202e__typename }",
        "an escaped lone surrogate": '{ city(code: "\\ud800") { name } }',
        "an escaped code point that is none": '{ city(code: "\\u{110000}") { name } }',
        "an escape without end": '{ city(code: "\\u{' + "0" * 100_000 + '6}") { name } }',
    }.items():
        yield name, _operation(document)


def _doubling(times: int) -> str:
    fragments = [f"fragment f{i} on Division {{ code ...f{i + 1} ...f{i + 1} }}" for i in range(times)]
    return f'{{ division(code: "6405") {{ ...f0 }} }} {" ".join(fragments)} fragment f{times} on Division {{ code }}'


def _variables() -> Iterator[tuple[str, Payload]]:
    nodes, page = "query ($x: [ID!]!) { nodes(ids: $x) { id } }", "query ($x: Int) { communities(first: $x) { totalCount } }"
    entity = "query ($x: EntityRef!) { entity(ref: $x) { id } }"
    for name, query, value in (
        ("a hundred thousand ids", nodes, ["1"] * 100_000),
        ("a hundred thousand ids that are none", nodes, [None] * 100_000),
        ("a hundred thousand objects", nodes, [{}] * 100_000),
        ("a hundred thousand keys", entity, {f"k{i}": 1 for i in range(60_000)}),
        ("a number of a thousand digits", page, 10**1000),
        ("a number beyond 32 bits", page, 2**31),
        ("a number beyond 64 bits", page, 2**64),
        ("a number that is none", page, "NaN"),
        ("a float", page, 1.5),
        ("a truth", page, True),
        ("a text for a number", page, "x" * 900_000),
        ("NUL in an id", nodes, ["Community:\u0000"]),
        ("a long key", entity, {"k" * 900_000: 1}),
        ("a long id in a variable", entity, {"id": "x" * 900_000}),
        ("a prototype", entity, {"__proto__": {"id": "1"}, "constructor": "x"}),
        ("Cypher", entity, {"community": "1'}) DETACH DELETE n //"}),
        ("an object that nests", entity, _nested_object(900)),
        ("a list that nests", nodes, _nested_list(900)),
    ):
        yield name, _operation(query, variables={"x": value})
    yield "a hundred thousand unused variables", _operation("{ __typename }", variables={f"v{i}": i for i in range(50_000)})
    yield "variables that are null", _operation(nodes, variables=None)


def _nested_object(depth: int) -> Any:
    value: Any = "1"
    for _ in range(depth):
        value = {"id": value}
    return value


def _nested_list(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def _bodies() -> Iterator[tuple[str, Payload]]:
    good = b'{"query": "{ __typename }"'
    for name, body in {
        "nothing": b"",
        "spaces": b" " * 1_000_000,
        "twenty megabytes": b'{"query": "' + b"x" * 20_000_000 + b'"}',
        "twenty megabytes of nesting": b"[" * 20_000_000,
        "nesting within the limit": b"[" * 1_000_000,
        "objects that nest within the limit": b'{"a":' * 200_000,
        "invalid UTF-8": b"\xff\xfe\x00",
        "invalid UTF-8 in a text": b'{"query": "{ \xff }"}',
        "overlong UTF-8": b'{"query": "{ \xc0\xaf }"}',
        "a lone surrogate": b'{"query": "query ($c: ID!) { node(id: $c) { id } }", "variables": {"c": "\\ud800"}}',
        "a lone surrogate as a key": b'{"query": "{ __typename }", "variables": {"\\udc00": 1}}',
        "a lone surrogate in the document": b'{"query": "{ a \\ud800 }"}',
        "NUL": b"\x00" * 1000,
        "NaN": good + b', "variables": {"x": NaN}}',
        "Infinity": good + b', "variables": {"x": -Infinity}}',
        "a huge exponent": good + b', "variables": {"x": 1e999999999}}',
        "many digits": good + b', "variables": {"x": ' + b"1" * 900_000 + b"}}",
        "one key twice": good + b', "query": "{ nobody }"}',
        "more after the end": good + b"} {}",
        "a batch": b"[" + b",".join([good + b"}"] * 20_000) + b"]",
        "an empty batch": b"[]",
        "a batch in a batch": b"[[" + good + b"}]]",
        "null": b"null",
        "a number": b"1" * 100_000,
        "a text": b'"' + b"x" * 900_000 + b'"',
        "an operation name of a megabyte": good + b', "operationName": "' + b"x" * 900_000 + b'"}',
        "an id of a megabyte": b'{"documentId": "' + b"x" * 900_000 + b'"}',
        "a document outside": b'{"documentId": "../../etc/passwd"}',
        "extensions that nest": good + b', "extensions": ' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"}",
    }.items():
        yield name, (body, JSON)
    form = b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n' + good + b"}\r\n--x--\r\n"
    yield "multipart", (form, {"Content-Type": "multipart/form-data; boundary=x"})
    yield "multipart without end", (b"--x\r\n" * 100_000, {"Content-Type": "multipart/form-data; boundary=x"})
    yield "another charset", (good + b"}", {"Content-Type": "application/json; charset=utf-7"})
    yield "compressed", (b"\x1f\x8b" + b"\x00" * 1000, {**JSON, "Content-Encoding": "gzip"})
    yield "a long Accept", (good + b"}", {**JSON, "Accept": "a/b;q=0.1," * 5_000})
