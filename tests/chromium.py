"""The browser of the tests, if this machine has one."""

import json
import shutil
from pathlib import Path
from typing import Any, Final

import pytest
from node import run_node
from product_server import ROOT

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium: Final = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium on this machine; on Debian: apt install chromium"
)


def run_in_browser(script: str, url: str, screenshots: Path) -> dict[str, Any]:
    """Returns the observations of a script of `tests/page`. Fails if the page wrote an error, violated its policy, or contacted another
    host.
    """
    seen = json.loads(run_node(ROOT / "tests" / "page" / script, url, str(CHROMIUM), str(screenshots), timeout=900))
    assert seen["console"] == seen["violations"] == seen["outside"] == []
    assert seen["axe"] == []
    return seen
