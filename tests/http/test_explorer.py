"""The explorer at /, built from registry packages, without external resources, in a real browser."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from node import page_build
from prefix_proxy import below_a_prefix
from product_server import login_environment, serving

from api.explorer.build import WEB, BuildFailed, PageBuild
from graph.database.login import Login

EXAMPLES = sorted((WEB / "examples").glob("*.graphql"), key=lambda file: int(file.stem.partition("-")[0]))


@pytest.fixture(scope="module")
def page(neo4j_login: Login) -> Iterator[str]:
    page_build()
    with serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}) as url:
        yield url


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_returns_data(execute: Callable[..., Any], zhongwei: None, example: Path) -> None:
    answer = execute(example.read_text("utf-8"))
    assert all(value is not None for value in answer.values())


def test_explorer_examples_show_what_they_describe(execute: Callable[..., Any], zhongwei: None) -> None:
    answers = [execute(example.read_text("utf-8")) for example in EXAMPLES]
    four, station, committee, earlier, none, linked, scorecard, share, network, best, dissolved, changes = answers
    assert four["city"]["communities"]["totalCount"] == four["jointCommittees"]["totalCount"] == 68
    receipt = station["coverage"]
    assert receipt["gap"]["totalCount"] == receipt["notReached"] > 0
    assert receipt["reached"] + receipt["notReached"] + receipt["unknown"] == receipt["denominator"]
    assert committee["community"]["jointCommittee"]["memberUnits"]["totalCount"] > 0
    assert earlier["committeesThen"]["totalCount"] < earlier["committeesNow"]["totalCount"]
    assert none["compounds"]["totalCount"] > len(none["compounds"]["nodes"]) > 0
    assert sum(row["count"] for row in none["communities"]["group"]) == none["communities"]["totalCount"] > 0
    assert linked["linkage"]["paths"]
    assert any(rule["turnedAway"] for rule in linked["linkage"]["certificate"]["rules"])
    assert len(scorecard["scorecard"]) == 25
    assert share["coverageSeries"][0]["reached"] < share["coverageSeries"][-1]["reached"]
    assert network["network"]["nodeCount"] == four["jointCommittees"]["totalCount"]
    assert best["nextBest"]["reachedAfter"] > best["nextBest"]["reachedBefore"]
    assert any(each["after"] < each["before"] for each in dissolved["ifRemoved"]["coverage"])
    assert any(each["began"] for each in changes["changes"]["summary"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_is_described_in_both_languages(example: Path) -> None:
    chinese, english, query = example.read_text("utf-8").splitlines()[:3]
    assert chinese.startswith("# ")
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert english.startswith("# ")
    assert query.startswith("query ")


def test_the_explorer_csp_allows_no_external_resource(page: str) -> None:
    answer = httpx.get(page, follow_redirects=False)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy.replace("'none'", "")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_browser_at_the_endpoint_gets_the_explorer(page: str) -> None:
    answer = httpx.get(f"{page}/graphql", headers={"Accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["location"]) == (303, "./")


def test_the_explorer_works_below_a_prefix(page: str) -> None:
    with below_a_prefix(page) as url:
        answer = httpx.get(f"{url}/graphql", headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.url == f"{url}/"
        for resource in re.findall(r'(?:src|href)="([^"]+)"', answer.text):
            assert httpx.get(answer.url.join(resource)).status_code == 200


def test_assets_are_cacheable_and_compressed(page: str) -> None:
    script = max((page_build().bundle / "assets").glob("*.js"), key=lambda file: file.stat().st_size)
    answer = httpx.get(f"{page}/assets/{script.name}", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert httpx.get(f"{page}/assets/../package.json").status_code == 404


# ------------------------------------------------------------------------------------------------ building
@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return shutil.copytree(WEB, tmp_path / "web", ignore=shutil.ignore_patterns("node_modules", "dist*", "build.*"))


def test_a_current_explorer_is_not_built_again(page: str) -> None:
    made = page_build().bundle.stat().st_mtime_ns
    page_build.cache_clear()
    assert page_build().bundle.stat().st_mtime_ns == made


def test_a_changed_example_fails_the_docs_check(sources: Path) -> None:
    shutil.copytree(page_build().bundle, sources / "dist")
    build = PageBuild(sources)
    assert build.is_current()
    (sources / "examples" / EXAMPLES[0].name).write_text("query Other { __typename }")
    assert not build.is_current()


async def _fail(build: PageBuild) -> str:
    with pytest.raises(BuildFailed) as actual:
        await build.run()
    return str(actual.value)


def test_without_the_registry_the_error_names_a_remedy(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_cache", str(sources / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    sentence = asyncio.run(_fail(PageBuild(sources)))
    assert "the API works without it" in sentence
    assert "make page" in sentence
    assert str(sources / "dist") in sentence


def test_without_a_bundle_the_explorer_explains_itself(server: Any) -> None:
    """The other tests' server does not build it, but serves an existing bundle."""
    answer = server.client.get("/")
    assert answer.status_code == 200
    assert "条块 Tiaokuai" in answer.text
