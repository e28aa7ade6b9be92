"""The command line speaks the language of the terminal."""

import os
import subprocess
import sys

import pytest
from product_server import ROOT


def _output(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "1000", "LC_ALL": "", **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "启动接口服务"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "C.UTF-8"}, "启动接口服务"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "Serve the API"),
        ({"LANG": ""}, "Serve the API"),
    ],
    ids=["LANG", "LC_ALL", "LC_ALL before LANG", "none"],
)
def test_help(environment: dict[str, str], sentence: str) -> None:
    assert sentence in _output(environment, "--help")


def test_a_refusal() -> None:
    output = _output({"LANG": "zh_CN.UTF-8", "TIMEZONE": "Mars/X"}, "serve")
    assert "TIMEZONE=Mars/X" in output
    assert "时区" in output
