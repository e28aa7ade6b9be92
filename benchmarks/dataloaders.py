"""`python -m benchmarks.dataloaders`: the usual Strawberry server, with a type per kind, and a DataLoader per relation and request.

It has valid time, as ours does, but no connections, arguments or totals.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final, LiteralString, TypeVar, cast

import strawberry
from neo4j import AsyncDriver, RoutingControl
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from benchmarks.serving import serve
from graph.cypher.validity import today

Node = Any
T = TypeVar("T")
IS_VALID: Final = """all(link IN links WHERE coalesce(link.since <= $day, true) AND coalesce($day < link.until, true))
AND coalesce(node.valid_from <= $day, true) AND coalesce($day < node.valid_to, true)"""


# ------------------------------------------------------------------------------------------------------ types
@strawberry.type
class MemberUnit:
    code: str
    name: str
    type: str | None
    party_members: int | None
    provenance: str

    @classmethod
    def of(cls, node: Node) -> "MemberUnit":
        return cls(
            code=node["code"],
            name=node["name"],
            type=node.get("type"),
            party_members=node.get("party_members"),
            provenance=node["provenance"],
        )


@strawberry.type
class JointCommittee:
    code: str
    name: str

    @strawberry.field
    async def member_units(self, info: strawberry.Info) -> list[MemberUnit]:
        return await info.context["loaders"].member_units.load(self.code)

    @classmethod
    def of(cls, node: Node) -> "JointCommittee":
        return cls(code=node["code"], name=node["name"])


@strawberry.type
class Grid:
    code: str
    workers: int | None

    @classmethod
    def of(cls, node: Node) -> "Grid":
        return cls(code=node["code"], workers=node.get("workers"))


@strawberry.type
class Community:
    code: str
    name: str
    former_names: list[str]
    population: int | None
    provenance: str
    valid_from: date | None
    valid_to: date | None

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"Community:{self.code}")

    @strawberry.field
    async def joint_committee(self, info: strawberry.Info) -> JointCommittee | None:
        committees = await info.context["loaders"].joint_committees.load(self.code)
        return committees[0] if committees else None

    @strawberry.field
    async def grids(self, info: strawberry.Info) -> list[Grid]:
        return await info.context["loaders"].grids.load(self.code)

    @classmethod
    def of(cls, node: Node) -> "Community":
        return cls(
            code=node["code"],
            name=node["name"],
            former_names=node.get("former_names", []),
            population=node.get("population"),
            provenance=node["provenance"],
            valid_from=_to_date(node.get("valid_from")),
            valid_to=_to_date(node.get("valid_to")),
        )


@strawberry.type
class Township:
    code: str
    name: str

    @strawberry.field
    async def communities(self, info: strawberry.Info) -> list[Community]:
        return await info.context["loaders"].communities.load(self.code)

    @classmethod
    def of(cls, node: Node) -> "Township":
        return cls(code=node["code"], name=node["name"])


@strawberry.type
class County:
    code: str
    name: str

    @strawberry.field
    async def townships(self, info: strawberry.Info) -> list[Township]:
        return await info.context["loaders"].townships.load(self.code)

    @classmethod
    def of(cls, node: Node) -> "County":
        return cls(code=node["code"], name=node["name"])


@strawberry.type
class City:
    code: str
    name: str

    @strawberry.field
    async def counties(self, info: strawberry.Info) -> list[County]:
        return await info.context["loaders"].counties.load(self.code)

    @strawberry.field
    async def communities(self, info: strawberry.Info) -> list[Community]:
        return await info.context["loaders"].city_communities.load(self.code)

    @classmethod
    def of(cls, node: Node) -> "City":
        return cls(code=node["code"], name=node["name"])


@strawberry.type
class Query:
    @strawberry.field
    async def city(self, info: strawberry.Info, code: str) -> City | None:
        return await info.context["loaders"].cities.load(code)


def _to_date(stored: Any) -> date | None:
    return None if stored is None else stored.to_native()


# ---------------------------------------------------------------------------------------------------- loaders
class Loaders:
    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._driver = driver
        self._database = database
        self.cities = DataLoader(self._cities)
        self.counties = self._related("(near:City)-[links:ADMINISTERS*1]->(node:County)", County.of)
        self.townships = self._related("(near:County)-[links:ADMINISTERS*1]->(node:Township)", Township.of)
        self.communities = self._related("(near:Township)-[links:ADMINISTERS*1]->(node:Community)", Community.of)
        self.city_communities = self._related("(near:City)-[links:ADMINISTERS*1..4]->(node:Community)", Community.of)
        self.joint_committees = self._related("(near:Community)<-[links:SERVES*1]-(node:JointCommittee)", JointCommittee.of)
        self.member_units = self._related("(near:JointCommittee)<-[links:MEMBER_OF*1]-(node:MemberUnit)", MemberUnit.of)
        self.grids = self._related("(near:Community)-[links:HAS_GRID*1]->(node:Grid)", Grid.of)

    async def _cities(self, codes: list[str]) -> list[City | None]:
        records = await self._records("UNWIND $codes AS near MATCH (node:City {code: near}) RETURN near, node", codes)
        cities = {record["near"]: City.of(record["node"]) for record in records}
        return [cities.get(code) for code in codes]

    def _related(self, pattern: str, of: Callable[[Node], T]) -> DataLoader[str, list[T]]:
        text = f"UNWIND $codes AS code MATCH {pattern} WHERE near.code = code AND {IS_VALID} RETURN code AS near, node ORDER BY node.code"

        async def load(codes: list[str]) -> list[list[T]]:
            nodes: dict[str, list[T]] = defaultdict(list)
            for record in await self._records(text, codes):
                nodes[record["near"]].append(of(record["node"]))
            return [nodes[code] for code in codes]

        return DataLoader(cast(Callable[[list[str]], Awaitable[list[list[T]]]], load))

    async def _records(self, text: str, codes: list[str]) -> list[Any]:
        parameters = {"codes": codes, "day": today("Asia/Shanghai")}
        result = await self._driver.execute_query(
            cast(LiteralString, text), parameters, database_=self._database, routing_=RoutingControl.READ
        )
        return result.records


class Application(GraphQL[Any, Any]):
    def __init__(self, driver: AsyncDriver, database: str) -> None:
        super().__init__(strawberry.Schema(Query))
        self._driver = driver
        self._database = database

    async def get_context(self, request: Any, response: Any) -> dict[str, Loaders]:
        return {"loaders": Loaders(self._driver, self._database)}


if __name__ == "__main__":
    serve(Application)
