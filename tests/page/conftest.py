"""A server with the built page."""

from collections.abc import Iterator

import pytest
from node import page_build
from product_server import login_environment, serving

from graph.database.login import Login


@pytest.fixture(scope="session")
def page(neo4j_login: Login) -> Iterator[str]:
    page_build()
    with serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}) as url:
        yield url
