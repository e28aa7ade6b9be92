"""How the local Neo4j is run: the text of neo4j.conf, Java's command line and its environment, as plain data."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from graph.local.folder import Folder

MAIN_CLASS: Final = "org.neo4j.server.CommunityEntryPoint"

SETTINGS: Final = {
    "server.config.strict_validation.enabled": "true",  # an upgrade that drops a setting is told, not passed over
    # Only Bolt, only this machine; nothing is reported to anybody.
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    # LOAD CSV reaches neither files nor other machines.
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    # A statement that its caller forgot ends; a stop does not wait for one, nor 2 x 5 s for connections that are closed already.
    "db.transaction.timeout": "60s",
    "db.shutdown_transaction_end_timeout": "2s",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    # Transaction logs of some 90 MB at most (1.6 GB otherwise, when a nation is loaded), and recovery after a kill in seconds.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "16m",
    "db.tx_log.rotation.retention_policy": "keep_none",
    "db.checkpoint": "VOLUME",
    "db.checkpoint.interval.volume": "64m",
    # neo4j.log and debug.log rotate at 20 MB by Neo4j's own default.
    "db.logs.query.enabled": "OFF",
    "db.filewatcher.enabled": "false",
}

# The serial collector takes 100 MB less at rest than G1 and answers city-size queries as fast.
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

# What Java may know of our environment: no login of anybody, no options of another Java.
_PASSED_ON: Final = ("PATH", "HOME", "LD_LIBRARY_PATH")


def neo4j_conf(port: int, heap: int, page_cache: int, more: Mapping[str, str]) -> str:
    """The text of neo4j.conf. ``heap``: MiB, half of which all transactions together may take; ``page_cache``: MiB beside it; ``more``: settings
    beside ours."""
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
        "-Xms64m",
        f"-Xmx{heap}m",
        *_JAVA_OPTIONS,
        f"-Djava.io.tmpdir={folder.temporary}",
        f"-XX:ErrorFile={folder.neo4j / 'logs' / 'java-%p.log'}",
    ]


def command_line(java: Path, folder: Folder, heap: int, more: Iterable[str]) -> list[str]:
    """``more``: options of Java beside ours."""
    return [
        str(java),
        *java_options(folder, heap),
        *more,
        MAIN_CLASS,
        f"--home-dir={folder.neo4j}",
        f"--config-dir={folder.configuration}",
    ]


def environment(jars: Iterable[str]) -> dict[str, str]:
    """Java's environment. ``jars``: names of files, as Java is started in their folder, whatever that folder is called."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # Java 21 reads and writes file names outside ASCII only in a UTF-8 locale.
    # One jar names others in its manifest: where these do not come before it, Java takes no class archive.
    in_order = sorted(jars, key=lambda name: name.startswith("jaxb-runtime-"))
    return {**passed_on, "LC_ALL": "C.UTF-8", "CLASSPATH": os.pathsep.join(in_order)}
