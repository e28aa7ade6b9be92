"""All settings. No other module reads them from the environment."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.messages import api as messages
from graph.network.questions.kept_network import NetworkLimits
from schema.execution.limits import Limits

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")


class SettingsError(Exception):
    """The message gives the remedy."""


class Settings(BaseSettings):
    """Each setting is an environment variable, or a variable of make, with the same name in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    host: Annotated[str, Field(description="The address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="The port to listen on; 0 chooses a free one.")] = 8000
    allow_remote: Annotated[
        bool, Field(description="Allow HOST to be an address that other machines reach. There is no sign-in yet.")
    ] = False
    allowed_hosts: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(
            description="Host names under which clients reach the server, separated by commas; `*.example.org` for all below one, "
            "`*` for any. By default the loopback names and HOST; required with ALLOW_REMOTE."
        ),
    ] = ()
    tiaokuai_home: Annotated[Path, Field(description="The folder of the local Neo4j: its data and its jars.")] = Path(
        ".tiaokuai"
    )
    neo4j_heap: Annotated[
        int, Field(ge=64, description="Maximum Java heap of the local Neo4j, in megabytes; transactions may use half.")
    ] = 1_024
    neo4j_page_cache: Annotated[
        int, Field(ge=8, description="Page cache of the local Neo4j, in megabytes; ideally as large as its data.")
    ] = 256
    neo4j_uri: Annotated[
        str | None, Field(description="An external Neo4j, `bolt://…` or `neo4j://…`; if not set, the local one.")
    ] = None
    neo4j_username: Annotated[str, Field(description="The user name for the external Neo4j.")] = "neo4j"
    neo4j_password: Annotated[
        SecretStr | None, Field(description="The password for the external Neo4j; only as an environment variable.")
    ] = None
    neo4j_database: Annotated[str, Field(description="The database in the external Neo4j.")] = "neo4j"
    city: Annotated[Path, Field(description="The folder of CSV files to load into an empty database.")] = (
        Path(__file__).parent.parent / "seeds" / "zhongwei"
    )
    timezone: Annotated[str, Field(description="The time zone that determines the current date.")] = "Asia/Shanghai"
    query_timeout: Annotated[float, Field(gt=0, description="Time limit of one Cypher statement, in seconds.")] = 30
    linkage_time: Annotated[
        float, Field(gt=0, description="Time limit of one path search, in seconds; above LINKAGE_MEMORY, of each of its parts.")
    ] = 5
    linkage_budget: Annotated[int, Field(gt=0, description="Visits to entities that one path search may make.")] = 5_000_000
    linkage_memory: Annotated[
        float,
        Field(
            gt=0,
            description="Maximum size of the snapshot of the links, in megabytes; a larger graph is searched in the database.",
        ),
    ] = 1_024
    network_memory: Annotated[
        float,
        Field(
            gt=0,
            description="Maximum size of the networks that are kept for further questions, with their measures, in megabytes.",
        ),
    ] = 256
    network_pairs: Annotated[
        int,
        Field(
            gt=0,
            description="Maximum number of pairs of an overlap, counted once for each entity that they share; "
            "20,000,000 need about 1 GB while it is computed.",
        ),
    ] = 20_000_000
    export_budget: Annotated[float, Field(gt=0, description="Time limit for the measures of an export, in seconds.")] = 60
    coverage_memory: Annotated[
        float,
        Field(
            gt=0,
            description="Maximum size of the columns for coverage and of their results, in megabytes, beyond the snapshot; above it "
            "the database counts.",
        ),
    ] = 256

    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="The lowest level that is logged.")
    ] = "info"
    log_format: Annotated[
        Literal["auto", "json", "text"],
        Field(description="The log format; `auto` is text on a terminal and JSON elsewhere."),
    ] = "auto"
    traces_to: Annotated[
        str | None, Field(description="The collector of OpenTelemetry spans, such as `http://127.0.0.1:4318/v1/traces`.")
    ] = None
    page: Annotated[bool, Field(description="Build the page at / if its sources have changed.")] = True
    warm_up: Annotated[
        bool, Field(description="Run common queries once after start, so that Neo4j has planned them before the first caller.")
    ] = True

    workers: Annotated[
        int,
        Field(
            gt=0,
            description="Number of processes that answer requests; each has its own memory, connections and limits. More than one "
            "helps only if Neo4j leaves cores free.",
        ),
    ] = 1
    max_requests: Annotated[
        int,
        Field(
            gt=0, description="Maximum number of requests that execute at once; others wait up to 1.5 s and then get `BUSY`."
        ),
    ] = 32
    max_connections: Annotated[
        int, Field(gt=0, description="Maximum number of open connections; fewer if the process may not open so many files.")
    ] = 1_000
    request_timeout: Annotated[
        float, Field(gt=0, description="Time limit for a client to send the head of a request, and again its body, in seconds.")
    ] = 10
    max_body: Annotated[int, Field(gt=0, description="Maximum size of a request's body and of its query string, in bytes.")] = (
        1_048_576
    )
    max_response_bytes: Annotated[int, Field(gt=0, description="Maximum size of a response before compression, in bytes.")] = (
        10_485_760
    )
    max_document_length: Annotated[int, Field(gt=0, description="Maximum length of a document, in characters.")] = (
        Limits.document_length
    )
    max_tokens: Annotated[int, Field(gt=0, description="Maximum number of tokens of a document.")] = Limits.tokens
    max_depth: Annotated[int, Field(gt=0, description="Maximum nesting depth of selections and of values.")] = Limits.depth
    max_aliases: Annotated[int, Field(ge=0, description="Maximum number of aliases, with all fragments expanded.")] = (
        Limits.aliases
    )
    max_fields: Annotated[int, Field(gt=0, description="Maximum number of fields, with all fragments expanded.")] = (
        Limits.fields
    )
    max_directives: Annotated[int, Field(ge=0, description="Maximum number of directives, with all fragments expanded.")] = (
        Limits.directives
    )
    max_root_fields: Annotated[int, Field(gt=0, description="Maximum number of root fields of an operation.")] = (
        Limits.root_fields
    )
    max_values: Annotated[int, Field(gt=0, description="Maximum number of values in the variables of an operation.")] = (
        Limits.values
    )
    max_input_objects: Annotated[
        int, Field(gt=0, description="Maximum number of objects in the variables of an operation.")
    ] = Limits.input_objects
    max_cost: Annotated[int, Field(gt=0, description="Maximum number of objects that one response may contain.")] = Limits.cost
    max_batch: Annotated[int, Field(ge=0, description="Maximum number of operations in one request; 0 disables batches.")] = 0

    max_listeners: Annotated[int, Field(ge=0, description="Maximum number of clients that listen to `/revision` at once.")] = (
        100
    )
    listener_interval: Annotated[
        float, Field(gt=0, description="Seconds between two reads of the revision while a client listens.")
    ] = 1
    listener_heartbeat: Annotated[
        float, Field(gt=0, description="Seconds between two heartbeats to a listener, and for which one write to it may take.")
    ] = 15
    listener_lifetime: Annotated[
        float, Field(gt=0, description="Seconds after which the server ends a stream; the client connects again.")
    ] = 600

    allow_get: Annotated[bool, Field(description="Execute queries that are sent with GET.")] = True
    allowed_origins: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(description="Origins whose pages may call the API, separated by commas; `*` for all."),
    ] = ()
    trusted_documents: Annotated[
        Path | None,
        Field(
            description="A folder of `.graphql` files and manifests, or one manifest; clients execute the operations by `documentId`."
        ),
    ] = None
    only_trusted_documents: Annotated[bool, Field(description="Reject all documents that are not trusted ones.")] = False

    @field_validator("allowed_hosts", "allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, (each.strip() for each in value.split(",")))) if isinstance(value, str) else value

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that requests may have."""
        return self.allowed_hosts or (*LOOPBACK_NAMES, self.host)

    @property
    def network_limits(self) -> NetworkLimits:
        return NetworkLimits(self.network_memory, self.network_pairs, self.export_budget)

    @property
    def limits(self) -> Limits:
        return Limits(**{name: getattr(self, f"max_{name}") for name in Limits.__dataclass_fields__})

    def check(self) -> None:
        """Raises SettingsError if settings are invalid or contradict each other."""
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SettingsError(messages.UNKNOWN_TIMEZONE.format(timezone=self.timezone)) from None
        if not _is_loopback(self.host) and not self.allow_remote:
            raise SettingsError(messages.REMOTE_HOST.format(host=self.host))
        if self.allow_remote and not self.allowed_hosts:
            raise SettingsError(messages.ALLOWED_HOSTS_MISSING.text)
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise SettingsError(messages.PASSWORD_MISSING.text)
        if self.only_trusted_documents and self.trusted_documents is None:
            raise SettingsError(messages.DOCUMENTS_MISSING.text)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
