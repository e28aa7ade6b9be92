"""neo4j.conf, and Java's command line and environment."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from graph.local.folder import Folder

MAIN_CLASS: Final = "org.neo4j.server.CommunityEntryPoint"

SETTINGS: Final = {
    "server.config.strict_validation.enabled": "true",  # fails if an upgrade drops a setting
    # Only Bolt on loopback; no telemetry.
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    # LOAD CSV can read neither files nor the network.
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    # A statement is planned once. By default it is planned again, in 0.3 to 0.5 s, if a text or list has another order of magnitude of length,
    # such as the code of a community after that of a township.
    "internal.cypher.use_parameter_size": "false",
    # Ends abandoned statements. A shutdown does not wait for them, nor 2 x 5 s for closed connections.
    "db.transaction.timeout": "60s",
    "db.shutdown_transaction_end_timeout": "2s",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    # Transaction logs of at most 90 MB (default: 1.6 GB after loading a nation). Recovery after a kill takes seconds.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "16m",
    "db.tx_log.rotation.retention_policy": "keep_none",
    "db.checkpoint": "VOLUME",
    "db.checkpoint.interval.volume": "64m",
    # Neo4j rotates neo4j.log and debug.log at 20 MB by default.
    "db.logs.query.enabled": "OFF",
    "db.filewatcher.enabled": "false",
}

# The serial collector needs 100 MB less than G1 at rest and queries a city as fast.
_JAVA_OPTIONS: Final = (
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:-UsePerfData",
    "-Dfile.encoding=UTF-8",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
)

# Java inherits no logins and no options of another Java.
_INHERITED: Final = ("PATH", "HOME", "LD_LIBRARY_PATH")


def neo4j_conf(port: int, heap: int, page_cache: int, more: Mapping[str, str]) -> str:
    """Takes ``heap`` in MiB, half of which transactions together may use, ``page_cache`` in further MiB, and ``more`` settings."""
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "db.memory.transaction.total.max": f"{heap // 2}m",
        "server.memory.pagecache.size": f"{page_cache}m",
        **SETTINGS,
        **more,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def java_options(folder: Folder, heap: int) -> list[str]:
    return [
        f"-Xms{min(64, heap)}m",
        f"-Xmx{heap}m",
        *_JAVA_OPTIONS,
        f"-Djava.io.tmpdir={folder.temporary}",
        f"-XX:ErrorFile={folder.neo4j / 'logs' / 'java-%p.log'}",
    ]


def command_line(java: Path, folder: Folder, heap: int, more: Iterable[str]) -> list[str]:
    return [
        str(java),
        *java_options(folder, heap),
        *more,
        MAIN_CLASS,
        f"--home-dir={folder.neo4j}",
        f"--config-dir={folder.configuration}",
    ]


def environment(jars: Iterable[str]) -> dict[str, str]:
    """Takes the file names of ``jars``, since the path of their folder, in which Java starts, may contain a colon."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    # Java 21 needs a UTF-8 locale for file names outside ASCII.
    # For a CDS archive, jars named in the manifest of jaxb-runtime must precede it.
    in_order = sorted(jars, key=lambda name: name.startswith("jaxb-runtime-"))
    return {**inherited, "LC_ALL": "C.UTF-8", "CLASSPATH": os.pathsep.join(in_order)}
