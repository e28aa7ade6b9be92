"""The command line speaks the language of the terminal."""

import os
import re
import subprocess
import sys

import pytest
from product_server import ROOT
from pydantic import ValidationError

from api.setting_reasons import invalid_setting
from api.settings import Settings


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


@pytest.mark.sampled(0.3)
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


@pytest.mark.parametrize(
    ("setting", "english", "chinese"),
    [
        ({"PORT": "x"}, "it should be a whole number", "应为整数"),
        ({"PORT": "70000"}, "it should be at most 65535", "应不大于 65535"),
        ({"QUERY_TIMEOUT": "0"}, "it should be greater than 0", "应大于 0"),
        ({"LINKAGE_TIME": "long"}, "it should be a number", "应为数字"),
        ({"WARM_UP": "perhaps"}, "it should be true or false", "应为 true 或 false"),
        ({"LOG_FORMAT": "xml"}, "it should be 'auto', 'json'", "应为 'auto'"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_why_a_setting_is_not_valid(setting: dict[str, str], english: str, chinese: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({name.lower(): value for name, value in setting.items()})
    text = invalid_setting(refused.value)
    assert english in text.english
    assert chinese in text.chinese


def test_every_constraint_of_a_setting_has_a_reason_in_chinese() -> None:
    for name in Settings.model_fields:
        for value in ("\0", "-1", "1e400", "nan", "99999999999999999999999"):
            try:
                Settings.model_validate({name: value})
            except ValidationError as refused:
                text = invalid_setting(refused)
                assert text.english != text.chinese, name
                assert not re.search("[a-z] [a-z]", text.chinese.partition("无效")[2]), text.chinese
