"""Trusted documents: `.graphql` files, manifests of Relay, Apollo and graphql-codegen, and Apollo's persisted queries."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from product_schema import SCHEMA
from product_server import Server, login_environment, serving

from api.explorer.build import WEB
from api.graphql.trusted_documents import InvalidTrustedDocument, TrustedDocument, TrustedDocuments
from graph.database.login import Login

NAME: Final = 'query Name { city(code: "6405") { name } }'
CODE: Final = 'query Code { city(code: "6405") { code } }'
ANONYMOUS: Final = '{ city(code: "6405") { level } }'
RELAY_ID, APOLLO_ID, CODEGEN_ID = "8c7dd922ad47494fc02c388e12c00eac", "a1" * 32, "0f" * 20
APOLLO: Final = {"format": "apollo-persisted-query-manifest", "version": 1}
OPERATION: Final = {"id": APOLLO_ID, "name": "Code", "type": "query", "body": CODE}
MANIFESTS: Final[dict[str, Any]] = {
    "relay/persisted.json": {RELAY_ID: NAME},
    "apollo/persisted-query-manifest.json": {**APOLLO, "operations": [OPERATION]},
    "codegen/persisted-documents.json": {f"sha256:{CODEGEN_ID}": ANONYMOUS},
}


def _read(path: Path) -> TrustedDocuments:
    return TrustedDocuments.read(path, SCHEMA.graphql_schema)


def _write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


# ------------------------------------------------------------------------------------------------ files
@pytest.mark.parametrize(
    ("file", "document_id", "expected"),
    [
        ("relay/persisted.json", RELAY_ID, TrustedDocument(NAME, "Name")),
        ("apollo/persisted-query-manifest.json", APOLLO_ID, TrustedDocument(CODE, "Code")),
        ("codegen/persisted-documents.json", CODEGEN_ID, TrustedDocument(ANONYMOUS, None)),
    ],
    ids=["relay", "apollo", "codegen"],
)
def test_a_manifest_is_read_alone_and_in_a_folder(
    tmp_path: Path, file: str, document_id: str, expected: TrustedDocument
) -> None:
    for name, content in MANIFESTS.items():
        _write(tmp_path / name, content)
    for path in (tmp_path / file, tmp_path):
        documents = _read(path)
        assert documents[document_id] == documents[f"sha256:{document_id}"] == expected


def test_a_graphql_file_has_name_and_digest(tmp_path: Path) -> None:
    _write(tmp_path / "name.graphql", NAME.encode())
    documents, digest = _read(tmp_path), hashlib.sha256(NAME.encode()).hexdigest()
    assert documents["Name"] == documents[digest] == documents[f"sha256:{digest}"] == TrustedDocument(NAME, "Name")


def test_two_manifests_may_share_a_document(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        _write(tmp_path / name, {RELAY_ID: NAME})
    assert _read(tmp_path)[RELAY_ID].text == NAME


MALFORMED: Final[dict[str, tuple[Any, str]]] = {
    "no JSON": (b"{", "is not a manifest: Input data was truncated. Write it again with the compiler"),
    "an empty file": (b"", "is not a manifest: Input data was truncated."),
    "no UTF-8": (b'{"\xff": ""}', "is not a manifest: 'utf-8' codec can't decode"),
    "a list": ([NAME], "is not a manifest: Expected `object`, got `array`."),
    "a number for a text": ({"a": 1}, "is not a manifest: the document 'a' is not a text."),
    "a package": ({"name": "x", "dependencies": {}}, "is not a manifest: the document 'dependencies' is not a text."),
    "another format": ({**APOLLO, "format": "x", "operations": []}, "Invalid enum value 'x' - at `$.format`."),
    "another version": ({**APOLLO, "version": 2, "operations": []}, "Invalid enum value 2 - at `$.version`."),
    "no operations": (APOLLO, "Object missing required field `operations`."),
    "no body": ({**APOLLO, "operations": [{"id": "a"}]}, "missing required field `body` - at `$.operations[0]`."),
    "no GraphQL": ({"a": "{"}, "manifest.json, 'a' is not a valid document: Syntax Error: Expected Name"),
    "an unknown field": ({"a": "{ nothing }"}, "'a' is not a valid document: Cannot query field 'nothing'"),
    "two operations": ({"a": f"{NAME} {CODE}"}, "'a' has 2 operations; a document in a manifest has one."),
    "no operation": ({"a": "fragment F on City { id }"}, "'a' is not a valid document: Fragment 'F' is never used."),
}


@pytest.mark.parametrize(("content", "sentence"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_manifest_is_an_error(tmp_path: Path, content: Any, sentence: str) -> None:
    file = _write(tmp_path / "manifest.json", content)
    for path in (file, tmp_path):
        with pytest.raises(InvalidTrustedDocument) as raised:
            _read(path)
        assert str(raised.value).startswith(str(file))
        assert sentence in str(raised.value)


def test_a_graphql_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    _write(tmp_path / "name.graphql", f"# 城市\n{NAME}".encode("gb18030"))
    with pytest.raises(InvalidTrustedDocument, match=r"name\.graphql cannot be read: .* Save it as UTF-8"):
        _read(tmp_path)


def test_two_documents_with_one_id_are_an_error(tmp_path: Path) -> None:
    _write(tmp_path / "a.json", {"x": NAME})
    _write(tmp_path / "b.json", {"sha256:x": CODE})
    with pytest.raises(InvalidTrustedDocument, match=r"b\.json: another document has the id 'sha256:x' too"):
        _read(tmp_path)


# ------------------------------------------------------------------------------------------------ over HTTP
@pytest.fixture(scope="module")
def trusting_client(neo4j_login: Login, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Serves only the examples of the explorer and one manifest of each compiler."""
    folder = tmp_path_factory.mktemp("documents")
    shutil.copytree(WEB / "examples", folder / "examples")
    for name, content in MANIFESTS.items():
        _write(folder / name, content)
    environment = {"TRUSTED_DOCUMENTS": str(folder), "ONLY_TRUSTED_DOCUMENTS": "true"}
    with (
        serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), **environment}) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


def _codes(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


def _persisted(digest: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}


def test_trusted_documents_are_executed_by_id(trusting_client: httpx.Client, zhongwei: None) -> None:
    request = {"documentId": "AsOfDate", "variables": {"day": "2019-01-01"}}
    first = trusting_client.post("/graphql", json=request)
    assert first.json()["data"]["coveredThen"]["asOf"] == "2019-01-01"
    headers = {"If-None-Match": first.headers["etag"]}
    assert trusting_client.post("/graphql", json=request, headers=headers).status_code == 304
    answer = trusting_client.get("/graphql", params={"documentId": "JointCommittee"})
    assert answer.json()["data"]["community"]["name"] == "向阳巷居委会"


@pytest.mark.parametrize(
    ("document_id", "city"),
    [(RELAY_ID, {"name": "中卫市"}), (f"sha256:{APOLLO_ID}", {"code": "6405"}), (CODEGEN_ID, {"level": "CITY"})],
    ids=["relay", "apollo", "codegen"],
)
def test_documents_of_manifests_are_executed_by_id(
    trusting_client: httpx.Client, zhongwei: None, document_id: str, city: dict[str, str]
) -> None:
    assert trusting_client.post("/graphql", json={"documentId": document_id}).json() == {"data": {"city": city}}


def test_only_trusted_documents(trusting_client: httpx.Client) -> None:
    for request in ({"query": NAME}, {"query": NAME, **_persisted(RELAY_ID)}):
        response = trusting_client.post("/graphql", json=request)
        assert (response.status_code, _codes(response)) == (403, ["ONLY_TRUSTED_DOCUMENTS"])


def test_a_persisted_query_finds_a_trusted_document(trusting_client: httpx.Client, zhongwei: None) -> None:
    """Apollo Client and urql send the ids of their manifest in this extension."""
    expected = {"data": {"city": {"code": "6405"}}}
    posted = trusting_client.post("/graphql", json={"operationName": "Code", **_persisted(APOLLO_ID)})
    assert posted.json() == expected
    parameters = {"operationName": "Code", "extensions": json.dumps(_persisted(APOLLO_ID)["extensions"])}
    got = trusting_client.get("/graphql", params=parameters)
    assert got.json() == expected
    assert got.headers["etag"]


UNKNOWN: Final[dict[str, dict[str, Any]]] = {
    "an unknown hash": _persisted("0" * 64),
    "no query": {"query": None, "variables": {}, **_persisted("0" * 64)},
    "a hash that is no text": _persisted(1),
    "no object": {"extensions": {"persistedQuery": True}},
}


@pytest.mark.parametrize("request_body", UNKNOWN.values(), ids=UNKNOWN.keys())
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_an_automatic_persisted_query_is_not_supported(
    default_server: Server, accept: str, request_body: dict[str, Any]
) -> None:
    response = default_server.client.post("/graphql", json=request_body, headers={"Accept": accept})
    error = {"message": "PersistedQueryNotSupported", "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"}}
    assert (response.status_code, response.json()) == (200, {"errors": [error]})


def test_a_query_with_a_hash_is_executed(default_server: Server, zhongwei: None) -> None:
    for extensions in (_persisted("0" * 64), _persisted(None)):
        response = default_server.client.post("/graphql", json={"query": NAME, **extensions})
        assert response.json() == {"data": {"city": {"name": "中卫市"}}}
