"""The origin of single properties and the licence in a seed folder, as the API shows them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_city import change, city, problems_of

from graph.database.database import Database
from graph.database.login import Login
from graph.local import NoProgress
from seeds.loader.load import load
from seeds.loader.parse import read_city

__all__ = ["city"]
CITATION = '{ network(scope: "%s", projection: MEMBERSHIP) { citation } }'
LICENCE = "division,licence\n99,CC BY 4.0\n"


def seed(login: Login, folder: Path, *, reset: bool = False) -> int:
    async def loaded() -> int:
        database = await Database.connect(login)
        try:
            async with database.transaction() as transaction:
                return (await load(transaction, read_city(folder), progress=NoProgress(), reset=reset)).changed
        finally:
            await database.close()

    return asyncio.run(loaded())


def test_an_invented_population_of_an_official_community_is_illustrative(execute: Callable[..., Any], zhongwei: None) -> None:
    query = '{ community(code: "640502100002") { population provenance provenances { of: property provenance } } }'
    assert execute(query)["community"] == {
        "population": 6410,
        "provenance": "OFFICIAL",
        "provenances": [{"of": "population", "provenance": "ILLUSTRATIVE"}],
    }


def test_only_properties_of_another_origin_are_listed(execute: Callable[..., Any], zhongwei: None) -> None:
    query = """{
        nodes(ids: ["Township:640502100", "Community:640502108003", "JointCommittee:JC-640502100002"]) {
            ... on Entity { code provenances { __typename property provenance } }
        }
    }"""
    of_date = {"__typename": "PropertyProvenance", "property": "validFrom", "provenance": "ILLUSTRATIVE"}
    assert [each["provenances"] for each in execute(query)["nodes"]] == [[], [], [of_date]]


def test_zhongwei_names_its_licence(execute: Callable[..., Any], zhongwei: None) -> None:
    citation = execute(CITATION % "640502")["network"]["citation"]
    assert "licence of the data: Apache-2.0 for the generated data; " in citation, citation


@pytest.mark.usefixtures("modifies_data")
def test_a_city_that_names_its_licence(execute: Callable[..., Any], city: Path, neo4j_login: Login) -> None:
    seed(neo4j_login, city, reset=True)
    assert execute(CITATION % "99")["network"]["citation"].endswith("licence of the data: not named by the city.")
    (city / "licence.csv").write_text(LICENCE, "utf-8")
    assert [seed(neo4j_login, city), seed(neo4j_login, city)] == [1, 0]
    assert execute(CITATION % "99")["network"]["citation"].endswith("licence of the data: CC BY 4.0.")
    (city / "licence.csv").write_text(LICENCE.replace("CC BY", "CC0"), "utf-8")
    seed(neo4j_login, city)
    assert execute(CITATION % "99")["network"]["citation"].endswith("licence of the data: CC0 4.0.")


@pytest.mark.usefixtures("modifies_data")
def test_a_property_with_its_own_name_in_the_api(execute: Callable[..., Any], city: Path, neo4j_login: Login) -> None:
    file = city / "entities/activities.csv"
    heading, *rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([f"{heading},provenances", *(f"{row},kind = PUBLISHED|name=OFFICIAL" for row in rows)]), "utf-8")
    seed(neo4j_login, city, reset=True)
    listed = execute("{ activities(first: 1) { nodes { provenances { property provenance } } } }")["activities"]["nodes"][0]
    assert listed["provenances"] == [
        {"property": "activityKind", "provenance": "PUBLISHED"},
        {"property": "name", "provenance": "OFFICIAL"},
    ]


@pytest.mark.parametrize(
    ("content", "column", "sentence"),
    [
        ("division,licence\n98,CC0\n", "division", "a division of this folder"),
        ("division,licence\n99,\n", "licence", "blank"),
        ("division,licence\n99,13812345678\n", "licence", "a mobile number"),
        ("division,license\n99,CC0\n", "license", "Did you mean licence"),
    ],
)
def test_an_invalid_licence(city: Path, content: str, column: str, sentence: str) -> None:
    (city / "licence.csv").write_text(content, "utf-8")
    problems = [one for one in problems_of(city) if (one.file, one.column) == ("licence.csv", column)]
    assert problems
    assert sentence in str(problems[0].message)


def test_a_provenance_twice(city: Path) -> None:
    change(
        city, "entities/townships.csv", "valid_from\n9901,东镇,东乡,", "provenances\n9901,东镇,东乡,name=OFFICIAL|name=OFFICIAL"
    )
    assert any("expected name once" in str(one.message) for one in problems_of(city))
