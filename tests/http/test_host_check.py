"""Refuses requests to foreign host names or from foreign origins, as by DNS rebinding and pages of other sites."""

from collections.abc import Iterator

import httpx
import pytest
from product_server import Server, login_environment, serving

from graph.database.login import Login

ASKED = {"query": "{ __typename }"}
PAGE = "https://city.example"


def _outcome(answer: httpx.Response) -> tuple[int, list[str]]:
    return answer.status_code, [error["extensions"]["code"] for error in answer.json().get("errors", [])]


OWN_HOSTS = ["localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8000"]
FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "x@localhost",
    "",
    "[::2]",
]


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_loopback_names_are_served(default_server: Server, host: str) -> None:
    assert _outcome(default_server.client.post("/graphql", json=ASKED, headers={"Host": host})) == (200, [])


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
@pytest.mark.parametrize("path", ["/graphql", "/", "/metrics"])
def test_a_foreign_host_is_refused(default_server: Server, host: str, path: str) -> None:
    answer = default_server.client.get(path, params={"query": "{ __typename }"}, headers={"Host": host})
    assert _outcome(answer) == (421, ["HOST_NOT_ALLOWED"])
    assert host in answer.json()["errors"][0]["message"]


def test_health_checks_may_have_any_host(default_server: Server) -> None:
    for path in ("/livez", "/readyz"):
        assert default_server.client.get(path, headers={"Host": "10.0.0.7"}).json()["status"] in ("alive", "ready", "not ready")


FOREIGN_PAGES = {
    "another origin": {"Origin": "https://evil.example"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "a sandboxed page": {"Origin": "null"},
    "a rebound name": {"Origin": "http://evil.example", "Host": "localhost"},
    "an image": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    "an opened window": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
}


@pytest.mark.parametrize("headers", FOREIGN_PAGES.values(), ids=FOREIGN_PAGES.keys())
def test_a_foreign_page_is_refused(default_server: Server, headers: dict[str, str]) -> None:
    refused = (403, ["ORIGIN_NOT_ALLOWED"])
    assert _outcome(default_server.client.post("/graphql", json=ASKED, headers=headers)) == refused
    assert _outcome(default_server.client.get("/graphql", params=ASKED, headers=headers)) == refused
    preflight = headers | {"Access-Control-Request-Method": "POST"}
    assert _outcome(default_server.client.options("/graphql", headers=preflight)) == refused


OWN_PAGES = {
    "the explorer": {"Origin": "{url}", "Sec-Fetch-Site": "same-origin"},
    "the explorer behind a proxy with TLS": {"Origin": "https://localhost", "Host": "localhost:443"},
    "no browser": {},
    "an address that a person types": {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
}


@pytest.mark.parametrize("headers", OWN_PAGES.values(), ids=OWN_PAGES.keys())
def test_an_own_page_is_served(default_server: Server, headers: dict[str, str]) -> None:
    sent = {name: value.format(url=default_server.url) for name, value in headers.items()}
    assert _outcome(default_server.client.post("/graphql", json=ASKED, headers=sent)) == (200, [])


def test_a_link_to_the_endpoint_leads_to_the_explorer(default_server: Server) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Accept": "text/html"}
    answer = default_server.client.get("/graphql", headers=headers)
    assert answer.status_code == 303


@pytest.fixture(scope="module")
def named_server(neo4j_login: Login, default_server: Server) -> Iterator[httpx.Client]:
    environment = {
        "ALLOW_REMOTE": "true",
        "ALLOWED_HOSTS": "city.example, *.county.example, 127.0.0.1",
        "ALLOWED_ORIGINS": PAGE,
    }
    with (
        serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), **environment}) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


def test_allowed_hosts_replace_the_default(named_server: httpx.Client) -> None:
    for host in ("city.example", "City.example:8443", "a.county.example", "a.b.county.example"):
        assert _outcome(named_server.post("/graphql", json=ASKED, headers={"Host": host})) == (200, [])
    for host in ("localhost", "county.example", "evilcounty.example", "x.city.example"):
        assert _outcome(named_server.post("/graphql", json=ASKED, headers={"Host": host})) == (421, ["HOST_NOT_ALLOWED"])


def test_allowed_origins_may_call(named_server: httpx.Client) -> None:
    headers = {"Origin": PAGE, "Sec-Fetch-Site": "cross-site"}
    answer = named_server.post("/graphql", json=ASKED, headers=headers)
    assert _outcome(answer) == (200, [])
    assert answer.headers["access-control-allow-origin"] == PAGE
