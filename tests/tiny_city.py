"""A copy of the tiny city to change, and its problems."""

import shutil
from pathlib import Path

import pytest

from seeds.loader.errors import InvalidSeedFolder, SeedProblem
from seeds.loader.parse import read_city

TINY = Path(__file__).parent / "cities" / "tiny"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "city"))


def problems_of(folder: Path) -> tuple[SeedProblem, ...]:
    with pytest.raises(InvalidSeedFolder) as raised:
        read_city(folder)
    return raised.value.problems


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replaces a text that occurs once in the file."""
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), "utf-8")
