"""All settings, read from the environment here and nowhere else."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schema.execution.limits import Limits


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

    log_level: Annotated[Literal["debug", "info", "warning", "error"], Field(description="What is logged at least.")] = "info"
    log_format: Annotated[
        Literal["auto", "json", "text"],
        Field(description="How it is logged: text on a terminal and JSON elsewhere, or always one."),
    ] = "auto"
    traces_to: Annotated[
        str | None, Field(description="Where OpenTelemetry spans are sent, such as `http://127.0.0.1:4318/v1/traces`.")
    ] = None
    page: Annotated[bool, Field(description="Build the page at /, where its sources have changed.")] = True

    max_body: Annotated[int, Field(gt=0, description="Bytes of a request's body, and of its address.")] = 1_048_576
    max_tokens: Annotated[int, Field(gt=0, description="Tokens of a document.")] = Limits.tokens
    max_depth: Annotated[int, Field(gt=0, description="How deep selections and values may lie inside each other.")] = (
        Limits.depth
    )
    max_aliases: Annotated[int, Field(ge=0, description="Aliases of a document, with all fragments spread.")] = Limits.aliases
    max_fields: Annotated[int, Field(gt=0, description="Fields of a document, with all fragments spread.")] = Limits.fields
    max_directives: Annotated[int, Field(ge=0, description="Directives of a document, with all fragments spread.")] = (
        Limits.directives
    )
    max_root_fields: Annotated[int, Field(gt=0, description="Fields at the root of an operation.")] = Limits.root_fields
    max_cost: Annotated[int, Field(gt=0, description="Objects that one answer may hold.")] = Limits.cost
    max_batch: Annotated[int, Field(ge=0, description="Operations in one request; 0 takes no batches.")] = 0

    allow_get: Annotated[bool, Field(description="Answer queries that are asked with GET.")] = True
    allowed_origins: Annotated[
        tuple[str, ...], NoDecode, Field(description="Origins whose pages may ask, with commas between them; `*` for all.")
    ] = ()
    trusted_documents: Annotated[
        Path | None, Field(description="A folder of `.graphql` files whose operations are asked by `documentId`.")
    ] = None
    only_trusted_documents: Annotated[bool, Field(description="Refuse every document that is not a trusted one.")] = False

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, (each.strip() for each in value.split(",")))) if isinstance(value, str) else value

    @property
    def limits(self) -> Limits:
        """What one operation may amount to."""
        return Limits(**{name: getattr(self, f"max_{name}") for name in Limits.__dataclass_fields__})

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
        if self.only_trusted_documents and self.trusted_documents is None:
            raise SettingsError("ONLY_TRUSTED_DOCUMENTS is on, but there are none. Set TRUSTED_DOCUMENTS to their folder.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
