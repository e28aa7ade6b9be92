"""A full disk: a Neo4j on its own small file system, which needs a user namespace of Linux."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from product_server import ROOT

from graph.local import NoProgress
from graph.local.jars import fetch_missing

MEGABYTES = 700
FILL = Path(__file__).parent.parent / "fill_disk.py"


def _may_mount() -> bool:
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode
    )


@pytest.mark.reliability("Neo4j's disk is filled while a client writes, then emptied")
def test_a_full_disk_loses_no_acknowledged_write(tmp_path: Path, record: Callable[[int, str], None]) -> None:
    if not _may_mount():
        pytest.skip("unshare -rm is not allowed here")
    fetch_missing(ROOT / ".tiaokuai" / "jars", NoProgress())
    script = f'mount -t tmpfs -o size={MEGABYTES}m tmpfs "$1" && exec "$2" "$3" "$1"'
    run = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(tmp_path), sys.executable, str(FILL)],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    outcome = json.loads(run.stdout.splitlines()[-1])
    record(
        1,
        f"{outcome['lost']} of {outcome['acknowledged']} writes lost; writes again {outcome['seconds']:.0f} s after there is room",
    )
    assert outcome["lost"] == 0, f"{outcome['lost']} writes lost; aim: none"
    assert outcome["refused"] > 0, "the full disk refused no write; aim: at least one, else the disk was not full"
