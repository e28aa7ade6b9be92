"""The first start creates the CDS archive in the background; the next uses it, unless it is damaged."""

from pathlib import Path

import psutil
import pytest
from local_neo4j import NAME, SHORT_LIVED, command_line_of, linked_jars, neo4j_processes, run_cypher, until

from graph.local import LocalNeo4j
from graph.local import cds_archive as archives


@pytest.fixture
def jars(tmp_path: Path) -> Path:
    return linked_jars(tmp_path / "jars 包")


@pytest.fixture(autouse=True)
def without_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starts archiving without waiting for the first queries."""
    monkeypatch.setattr(archives, "_WARM_UP_SECONDS", 0.0)


def archives_in(jars: Path) -> list[Path]:
    return list(jars.glob("classes-*.jsa"))


def uses(java: int | None, archive: Path) -> bool:
    return str(archive) in {each.path for each in psutil.Process(java).memory_maps()}


@pytest.mark.slow
def test_the_second_start_uses_the_archive_of_the_first(tmp_path: Path, jars: Path) -> None:
    (jars / "classes-of-another-java.jsa").write_bytes(b"")
    home = tmp_path / NAME
    with LocalNeo4j(home, jars=jars, java_options=SHORT_LIVED):
        # Archiving has the lowest priority: on a busy machine it takes minutes.
        until(lambda: len(archives_in(jars)) == 1 and archives_in(jars)[0].stat().st_size > 10_000_000, 300)
        (archive,) = archives_in(jars)
    assert not list(jars.glob("*.part"))
    neo4j_here = LocalNeo4j(home, jars=jars, java_options=SHORT_LIVED)
    with neo4j_here as login:
        assert uses(neo4j_here.pid, archive)
        assert run_cypher(login, "RETURN 1") == [[1]]
    archive.chmod(0o600)
    archive.write_bytes(b"half an archive" * 1_000)
    with neo4j_here as login:
        assert not uses(neo4j_here.pid, archive)
        assert run_cypher(login, "RETURN 1") == [[1]]


@pytest.mark.slow
def test_a_stop_ends_archiving_and_leaves_no_file(tmp_path: Path, jars: Path) -> None:
    home = tmp_path / NAME
    with LocalNeo4j(home, jars=jars, java_options=SHORT_LIVED):
        until(lambda: any("-Xshare:dump" in command_line_of(each) for each in psutil.process_iter()))
    assert not neo4j_processes(home)
    assert not [each for each in psutil.process_iter() if f"-Djava.io.tmpdir={home / 'neo4j' / 'tmp'}" in command_line_of(each)]
    assert not archives_in(jars)
