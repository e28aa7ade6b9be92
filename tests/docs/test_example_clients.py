"""The commands of docs/clients.md compile and run Relay, Apollo Client, urql, a client without a cache, and Python."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule, ScalarLeafsRule, parse, validate
from node import run_node
from product_schema import SCHEMA
from product_server import ROOT, Server

from api.graphql.trusted_documents import TrustedDocuments

EXAMPLES: Final = ROOT / "examples"
PAGES: Final = [ROOT / "docs" / name for name in ("clients.md", "clients.zh.md")]
DOCUMENTED_URL: Final = "http://127.0.0.1:8000/graphql"
CACHING_CLIENTS: Final = ("relay", "apollo", "urql")
CITY: Final = {"pages": 3, "communities": 68, "first": "向阳巷居委会", "last": "团结居委会"}
COUNTY: Final = {"pages": 2, "communities": 36, "first": "向阳巷居委会", "last": "绿盛居委会"}
pytestmark = pytest.mark.usefixtures("zhongwei")


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


INSTALLATION, *COMMANDS = _blocks(PAGES[0], "sh")


def _run(commands: str, url: str = DOCUMENTED_URL) -> str:
    """Returns the output of commands, run with the Node.js of this Python environment."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    command = ["bash", "-euo", "pipefail", "-c", commands.replace(DOCUMENTED_URL, url)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def examples() -> Path:
    """Installs the packages of all examples once."""
    installed, lock = EXAMPLES / "node_modules" / "installed", (EXAMPLES / "package-lock.json").read_text()
    if not installed.is_file() or installed.read_text() != lock:
        _run(INSTALLATION)
        installed.write_text(lock)
    return EXAMPLES


def _run_section(name: str, server: Server) -> list[str]:
    (commands,) = (block for block in COMMANDS if name in block)
    preparation = INSTALLATION.replace("npm ci", "")
    return _run(f"{preparation}\n{commands}", f"{server.url}/graphql").splitlines()


def _type_check(folder: Path) -> str:
    return run_node(EXAMPLES / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit", folder=folder)


# ------------------------------------------------------------------------------------------------ the commands
@pytest.mark.slow
@pytest.mark.parametrize("client", CACHING_CLIENTS)
def test_a_client_reads_through_its_cache(server: Server, examples: Path, client: str) -> None:
    said = json.loads(_run_section(f"--workspace {client}", server)[-1])
    assert said == {
        "forwards": CITY,
        "backwards": CITY,
        "belowForwards": COUNTY,
        "belowBackwards": COUNTY,
        "refetched": "沙坡头区",
        "then": 69,
        "now": 68,
        "errorCode": "BAD_CURSOR",
    }


@pytest.mark.slow
def test_the_client_without_a_cache_pages_through_a_connection(server: Server, examples: Path) -> None:
    said = json.loads(_run_section("--workspace typescript", server)[-1])
    assert (said["pages"], said["communities"]) == (3, 68)


def test_the_python_clients(server: Server) -> None:
    output = _run_section("python/communities.py", server)
    assert "向阳巷居委会 47" in output
    assert re.search(r"count +6\d\.0+ +68\.0", "\n".join(output))


def test_each_command_is_run() -> None:
    sections = [*(f"--workspace {client}" for client in (*CACHING_CLIENTS, "typescript")), "python/communities.py"]
    assert [sum(section in block for section in sections) for block in COMMANDS] == [1] * len(sections)


DOCUMENTS: Final = re.compile(r"(?<!/)(?:graphql|gql)\(?([`\"])(.*?)\1", re.DOTALL)
RULES: Final = (FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule, ScalarLeafsRule)
"""Without the rule of directives, as Relay has its own."""


def test_the_documents_fit_the_schema() -> None:
    for client in (*CACHING_CLIENTS, "typescript", "python"):
        sources = [
            file for file in (EXAMPLES / client).rglob("*.[tp][sy]") if not {"node_modules", "generated"} & {*file.parts}
        ]
        texts = [text for file in sources for _, text in DOCUMENTS.findall(file.read_text("utf-8")) if "{" in text]
        assert texts, client
        assert [validate(SCHEMA.graphql_schema, parse(text), RULES) for text in texts] == [[]] * len(texts), client


# ------------------------------------------------------------------------------------------------ the types
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Checks the types of one client, or with `--all-cases` of all."""
    if "checked_client" in metafunc.fixturenames:
        all_clients = metafunc.config.getoption("--all-cases")
        metafunc.parametrize("checked_client", ["typescript", *(CACHING_CLIENTS if all_clients else ())])


WRONG: Final = {
    "typescript": ("communities.ts", "({ name }) => name", "({ nam }) => nam", "Property 'nam' does not exist"),
    "relay": ("main.ts", "data.then?.communities", "data.then?.communes", "Property 'communes' does not exist"),
    "apollo": ("main.ts", "data?.then?.communities", "data?.then?.communes", "Property 'communes' does not exist"),
    "urql": ("main.ts", "read.then?.communities", "read.then?.communes", "Property 'communes' does not exist"),
}


@pytest.mark.slow
def test_the_type_checker_rejects_an_unknown_field(server: Server, examples: Path, checked_client: str) -> None:
    name, right, wrong, message = WRONG[checked_client]
    source = examples / checked_client / "source"
    if not (examples / checked_client / "generated").exists() and checked_client != "relay":
        _run_section(f"--workspace {checked_client}", server)
    text, copy = (source / name).read_text("utf-8"), source / "wrong.ts"
    assert right in text
    copy.write_text(text.replace(right, wrong))
    try:
        with pytest.raises(AssertionError, match=message):
            _type_check(examples / checked_client)
    finally:
        copy.unlink()


# ------------------------------------------------------------------------------------------------ the documents
@pytest.mark.slow
def test_the_manifest_of_relay_is_read(examples: Path, tmp_path: Path) -> None:
    relay = examples / "relay"
    configuration: dict[str, Any] = json.loads((relay / "relay.config.json").read_text("utf-8"))
    configuration |= {"schema": "schema.graphql", "persistConfig": {"file": "persisted.json"}}
    (tmp_path / "relay.config.json").write_text(json.dumps(configuration))
    (tmp_path / "persisted.json").write_text("{}")
    (tmp_path / "schema.graphql").write_bytes((ROOT / "schema" / "schema.graphql").read_bytes())
    (tmp_path / "source").mkdir()
    for file in (relay / "source").glob("*.ts"):
        (tmp_path / "source" / file.name).write_bytes(file.read_bytes())
    run_node(examples / "node_modules" / "relay-compiler" / "cli.js", folder=tmp_path)
    documents = TrustedDocuments.read(tmp_path / "persisted.json", SCHEMA.graphql_schema)
    names = {document.operation_name for document in documents.by_id.values()}
    assert names == {"queriesCityListQuery", "queriesDivisionListQuery", "queriesPastAndPresentQuery"}


@pytest.mark.slow
def test_the_manifest_of_graphql_codegen_is_read(server: Server, examples: Path) -> None:
    file = examples / "apollo" / "generated" / "persisted-documents.json"
    if not file.exists():
        _run_section("--workspace apollo", server)
    documents = TrustedDocuments.read(file, SCHEMA.graphql_schema)
    names = {document.operation_name for document in documents.by_id.values()}
    assert names == {"Communities", "CommunitiesBelow", "Name", "PastAndPresent"}


# ------------------------------------------------------------------------------------------------ the pages
def test_the_pages_agree() -> None:
    first, second = (re.findall(r"```(\w+)\n(.*?)```", page.read_text("utf-8"), re.DOTALL) for page in PAGES)
    assert first == second
    assert len({len(re.findall(r"^## ", page.read_text("utf-8"), re.MULTILINE)) for page in PAGES}) == 1


def test_the_pages_show_the_sources() -> None:
    sources = [
        file.read_text("utf-8")
        for client in CACHING_CLIENTS
        for file in (*(EXAMPLES / client).glob("*.json"), *(EXAMPLES / client / "source").glob("*.ts"))
    ]
    for language in ("ts", "json"):
        assert [block for block in _blocks(PAGES[0], language) if not any(block in source for source in sources)] == []


def test_the_python_examples_are_short_and_name_their_packages() -> None:
    for name, package in (("communities.py", "gql"), ("table.py", "pandas")):
        text = (EXAMPLES / "python" / name).read_text("utf-8")
        docstring, code = text.split('"""', 2)[1:]
        assert len([line for line in code.splitlines() if line]) <= 10
        assert package in docstring.partition("Packages:")[2]
        assert package in code
    assert len(re.findall(r"\bpd\.", (EXAMPLES / "python" / "table.py").read_text("utf-8"))) == 1


def test_lock_files_have_no_urls() -> None:
    tracked = subprocess.run(["git", "ls-files", "*package-lock.json"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = tracked.stdout.split()
    assert "web/package-lock.json" in files
    assert [file for file in files if "://" in (ROOT / file).read_text("utf-8")] == []
