"""Errors are in the language that `Accept-Language` prefers, and caches do not mix the languages."""

import re
import socket
from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest
from product_server import Server, login_environment, serving

from api.language import accepted_language
from graph.database.login import Login
from graph.messages.language import Language

CHINESE: Final = "zh-CN,zh;q=0.9,en;q=0.8"
CITY: Final = '{ city(code: "6405") { name } }'
NO_COMMUNITY: Final = '{ community(code: "640502999999") { name } }'
TOO_MANY: Final = "{ communities(first: 1000) { nodes { name } } }"
PREFERENCES: Final = {
    "": "en",
    "zh": "zh",
    "zh-CN": "zh",
    "ZH-hans-cn": "zh",
    "zh-TW": "zh",
    "zh-CN,zh;q=0.9,en;q=0.8": "zh",
    "en-US,en;q=0.9,zh-CN;q=0.8": "en",
    "en, zh": "en",
    "zh, en": "zh",
    "en;q=0.5, zh;q=0.6": "zh",
    "fr, de;q=0.9": "en",
    "fr, zh;q=0.1": "zh",
    "*": "en",
    "*, en;q=0.5": "zh",
    "en;q=0, *;q=0.1": "zh",
    "zh;q=0": "en",
    "zh;q=0, en;q=0": "en",
    "zh; q=1.000 , en;Q=0.999": "zh",
    "zh;q=2, en;q=0.1": "en",
    "zh;q=high": "en",
    ",, zh ,": "zh",
    "zha": "en",
    "\u4e2d\u6587": "en",
}


@pytest.mark.parametrize("header", PREFERENCES)
def test_the_preferred_language(header: str) -> None:
    assert accepted_language(header) is Language(PREFERENCES[header])


def _is_chinese(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is not None


def _message(response: httpx.Response) -> str:
    return response.json()["errors"][0]["message"]


REQUESTS: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "argument": ("POST", "/graphql", {"json": {"query": TOO_MANY}}),
    "no query": ("POST", "/graphql", {"json": {}}),
    "no JSON": ("POST", "/graphql", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
    "form": ("POST", "/graphql", {"data": {"query": CITY}}),
    "method": ("PUT", "/graphql", {}),
    "media type": ("POST", "/graphql", {"json": {"query": CITY}, "headers": {"Accept": "text/plain"}}),
    "batch": ("POST", "/graphql", {"json": [{"query": CITY}, {"query": CITY}]}),
    "document": ("POST", "/graphql", {"json": {"documentId": "x"}}),
    "body": ("POST", "/graphql", {"content": b"x" * 2_000_000}),
    "host": ("GET", "/graphql", {"headers": {"Host": "elsewhere.example"}}),
    "origin": ("POST", "/graphql", {"json": {"query": CITY}, "headers": {"Origin": "https://elsewhere.example"}}),
    "export": ("GET", "/exports/none.csv", {}),
    "export of no division": ("GET", "/exports/unit-overlap.graphml", {"params": {"scope": "99"}}),
    "method of an export": ("POST", "/exports/unit-overlap.graphml", {}),
    "revision": ("GET", "/revision", {"headers": {"Accept": "text/plain"}}),
    "method of the revision": ("POST", "/revision", {}),
    "no such address": ("GET", "/nowhere", {}),
    "method of a check": ("POST", "/livez", {}),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_an_error_is_in_the_language_of_the_request(default_server: Server, name: str) -> None:
    method, path, content = REQUESTS[name]
    own = content.get("headers", {})

    def respond(**headers: str) -> httpx.Response:
        request: dict[str, Any] = {**content, "headers": {**own, **headers}}
        return default_server.client.request(method, path, **request)

    english, chinese = respond(), respond(**{"Accept-Language": CHINESE})
    assert not _is_chinese(_message(english))
    assert _is_chinese(_message(chinese))
    assert english.status_code == chinese.status_code
    codes = [[error["extensions"]["code"] for error in each.json()["errors"]] for each in (english, chinese)]
    assert codes[0] == codes[1]
    for each in (english, chinese):
        assert "accept-language" in each.headers["Vary"].lower()


def _get(server: Server, query: str, **headers: str) -> httpx.Response:
    return server.client.get("/graphql", params={"query": query}, headers=headers)


def test_hints_are_in_the_language_of_the_request(default_server: Server) -> None:
    english, chinese = _get(default_server, NO_COMMUNITY), _get(default_server, NO_COMMUNITY, **{"Accept-Language": "zh"})
    hints = [each.json()["extensions"]["hints"][0] for each in (english, chinese)]
    assert [_is_chinese(each["message"].replace("COMMUNITY", "")) for each in hints] == [False, True]
    assert hints[0]["path"] == hints[1]["path"]


def test_an_error_of_the_document_stays_in_english(default_server: Server) -> None:
    response = _get(default_server, "{ nothing }", **{"Accept-Language": "zh"})
    assert _message(response) == "Cannot query field 'nothing' on type 'Query'."


def test_entity_tags_of_the_languages_differ(default_server: Server) -> None:
    """The response has no error, but hints in one of the languages."""
    english, chinese = _get(default_server, NO_COMMUNITY), _get(default_server, NO_COMMUNITY, **{"Accept-Language": "zh"})
    assert english.headers["ETag"] != chinese.headers["ETag"]
    tag = english.headers["ETag"]
    assert _get(default_server, NO_COMMUNITY, **{"If-None-Match": tag}).status_code == 304
    again = _get(default_server, NO_COMMUNITY, **{"If-None-Match": tag, "Accept-Language": "zh"})
    assert (again.status_code, again.json()) == (200, chinese.json())
    not_modified = _get(default_server, NO_COMMUNITY, **{"If-None-Match": again.headers["ETag"], "Accept-Language": "zh-CN"})
    assert not_modified.status_code == 304
    assert "Accept-Language" in not_modified.headers["Vary"]


@pytest.mark.usefixtures("zhongwei")
def test_a_file_does_not_depend_on_the_language(default_server: Server) -> None:
    """The parameter `lang` chooses the language of a title."""
    path = "/exports/unit-overlap.csv.zip?scope=640502"
    english, chinese = (default_server.client.get(path, headers={"Accept-Language": each}) for each in ("en", "zh"))
    assert english.headers["ETag"] == chinese.headers["ETag"]
    assert english.content == chinese.content


def test_each_error_of_a_batch_is_in_the_language_of_the_request(neo4j_login: Login) -> None:
    environment = {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), "MAX_BATCH": "5"}
    with serving(environment) as url:
        batch = [{"query": TOO_MANY}, {"query": CITY}, {}, "x", {"extensions": {"persistedQuery": {"sha256Hash": "0"}}}]
        items = httpx.post(f"{url}/graphql", json=batch, headers={"Accept-Language": "zh"}).json()
    messages = [item["errors"][0]["message"] if "errors" in item else None for item in items]
    assert messages[1] is None
    assert all(_is_chinese(each) for each in (messages[0], messages[2], messages[3]) if each is not None)
    assert messages[4] == "PersistedQueryNotSupported"


@pytest.mark.parametrize(("language", "is_chinese"), [(b"zh-CN", True), (b"en", False)])
def test_a_refused_connection_is_answered_in_the_language_of_its_headers(
    default_server: Server, language: bytes, is_chinese: bool
) -> None:
    url = httpx.URL(default_server.url)
    head = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nAccept-Language: %s\r\n" % language
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.sendall(head + b"X: a\r\n" * 20_000)
        answer = b"".join(_received(connection)).decode()
    assert answer.startswith("HTTP/1.1 431 ")
    assert "vary: Accept-Language" in answer
    assert _is_chinese(answer) == is_chinese


def _received(connection: socket.socket) -> Iterator[bytes]:
    while data := connection.recv(65_536):
        yield data
