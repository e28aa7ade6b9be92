"""The reasons that the system and libraries give, in both languages: of the frequent ones; the others stay as they are."""

import csv
import errno
from collections.abc import Mapping
from typing import Final

from graph.messages.language import BilingualText
from graph.messages.message import Message

_SYSTEM: Final[Mapping[int, Message]] = {
    errno.ENOENT: Message("there is no such file or folder", "没有这个文件或文件夹"),
    errno.EACCES: Message("permission is denied", "没有权限"),
    errno.EPERM: Message("permission is denied", "没有权限"),
    errno.EISDIR: Message("it is a folder", "这是一个文件夹"),
    errno.ENOTDIR: Message("it is not a folder", "这不是文件夹"),
    errno.EEXIST: Message("it exists already", "已经存在"),
    errno.ENOSPC: Message("the disk is full", "磁盘已满"),
    errno.EDQUOT: Message("the disk quota is used up", "磁盘配额已用完"),
    errno.EROFS: Message("the file system is read-only", "文件系统只读"),
    errno.ENAMETOOLONG: Message("the name is too long", "名称过长"),
    errno.EMFILE: Message("too many files are open", "打开的文件过多"),
    errno.EIO: Message("the disk cannot be read or written", "磁盘读写出错"),
    errno.EADDRINUSE: Message("the address is in use", "地址已被占用"),
    errno.EADDRNOTAVAIL: Message("this machine does not have the address", "本机没有这个地址"),
    errno.ECONNREFUSED: Message("the connection is refused", "连接被拒绝"),
    errno.EHOSTUNREACH: Message("the machine cannot be reached", "无法到达该主机"),
    errno.ENETUNREACH: Message("the network cannot be reached", "无法到达该网络"),
    errno.ETIMEDOUT: Message("there is no answer in time", "未在时限内应答"),
}
UNKNOWN_HOST: Final = Message("the name of the machine is not known", "无法识别主机名")
NOT_UTF8: Final = Message("it is not UTF-8 text", "不是 UTF-8 编码的文本")
POSITION: Final = Message("line {line}, column {column}", "第 {line} 行第 {column} 列有误")
UNENDED_QUOTE: Final = Message("a quotation mark is not closed", "引号没有成对")
TEXT_AFTER_QUOTE: Final = Message("a comma has to follow a closing quotation mark", "引号结束之后应为逗号")
LONG_CELL: Final = Message("a cell is longer than {maximum:,} characters", "有单元格超过 {maximum:,} 个字符")
STRAY_LINE_BREAK: Final = Message("a line break is not in quotation marks", "换行没有放在引号中")


def system_reason(error: OSError) -> BilingualText:
    """Returns why the system refused."""
    if isinstance(error.errno, int) and error.errno in _SYSTEM:
        return _SYSTEM[error.errno].format()
    if type(error).__name__ == "gaierror":
        return UNKNOWN_HOST.format()
    return BilingualText.untranslated(error.strerror or str(error))


def csv_reason(error: csv.Error) -> BilingualText:
    """Returns why a line is not CSV."""
    text = str(error)
    known = {
        "unexpected end of data": UNENDED_QUOTE.format(),
        "' expected after '": TEXT_AFTER_QUOTE.format(),
        "field larger than field limit": LONG_CELL.format(maximum=csv.field_size_limit()),
        "new-line character seen in unquoted field": STRAY_LINE_BREAK.format(),
    }
    return next((reason for part, reason in known.items() if part in text), BilingualText.untranslated(text))


def reading_reason(error: OSError | UnicodeDecodeError | csv.Error) -> BilingualText:
    """Returns why a file cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        return NOT_UTF8.format()
    return csv_reason(error) if isinstance(error, csv.Error) else system_reason(error)


def json_reason(reason: str, line: int, column: int) -> BilingualText:
    """Returns why a text is not JSON. The library names the reason in English only."""
    return BilingualText(reason, POSITION.format(line=line, column=column).chinese)
