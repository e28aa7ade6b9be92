"""All settings, read from the environment here and nowhere else."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """Settings that do not fit together; the sentence says which and what to do."""


class Settings(BaseSettings):
    """Each setting is an environment variable, or a variable of make, of the same name in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    host: Annotated[str, Field(description="The address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="The port to listen on; 0 takes any that is free.")] = 8000
    allow_remote: Annotated[
        bool, Field(description="Listen on an address that other machines reach. There is no sign-in yet.")
    ] = False
    tiaokuai_home: Annotated[Path, Field(description="Where the local Neo4j keeps its data and its jars.")] = Path(".tiaokuai")
    neo4j_uri: Annotated[
        str | None, Field(description="A Neo4j of your own, `bolt://…` or `neo4j://…`; without it a local one.")
    ] = None
    neo4j_username: Annotated[str, Field(description="Who logs in to your own Neo4j.")] = "neo4j"
    neo4j_password: Annotated[SecretStr | None, Field(description="The password for your own Neo4j.")] = None
    neo4j_database: Annotated[str, Field(description="The database in your own Neo4j.")] = "neo4j"
    city: Annotated[Path, Field(description="The folder of CSV files that an empty database is loaded from.")] = (
        Path(__file__).parent.parent / "seeds" / "zhongwei"
    )
    timezone: Annotated[str, Field(description="The time zone whose date is today.")] = "Asia/Shanghai"
    query_timeout: Annotated[float, Field(gt=0, description="Seconds that one statement may take in the database.")] = 30
    linkage_time: Annotated[float, Field(gt=0, description="Seconds that one search for paths may take.")] = 5
    linkage_budget: Annotated[int, Field(gt=0, description="How many entities one search for paths may look at.")] = 5_000_000
    linkage_memory: Annotated[
        float,
        Field(gt=0, description="Megabytes for the snapshot of the links; a larger graph is searched in the database."),
    ] = 1_024

    def check(self) -> None:
        """Raises SettingsError where settings do not fit together."""
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SettingsError(f"TIMEZONE={self.timezone} is not a time zone. Use a name like Asia/Shanghai.") from None
        if not _is_loopback(self.host) and not self.allow_remote:
            raise SettingsError(
                f"HOST={self.host} would let other machines in, and there is no sign-in yet. Keep to 127.0.0.1, or set "
                "ALLOW_REMOTE=true where something in front of it keeps strangers out."
            )
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise SettingsError("NEO4J_URI is set, but NEO4J_PASSWORD is not. Set both, or neither for the local Neo4j.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
