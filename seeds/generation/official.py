"""Reads the city's communities from the national code list."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CODE_LIST: Final = Path("official") / "communities.csv"


@dataclass(frozen=True)
class OfficialCommunity:
    community_code: str
    community_name: str
    township_code: str
    township_name: str
    county_code: str
    county_name: str
    city_code: str
    city_name: str


def official_communities(folder: Path) -> list[OfficialCommunity]:
    with (folder / CODE_LIST).open(encoding="utf-8", newline="") as file:
        return [OfficialCommunity(**row) for row in csv.DictReader(file)]
