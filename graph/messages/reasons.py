"""The frequent reasons for which the system and libraries refuse."""

import errno
from collections.abc import Mapping
from typing import Final

from graph.messages.message import Message

SYSTEM: Final[Mapping[int, Message]] = {
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
"""By number of the error."""
UNKNOWN_HOST: Final = Message("the name of the machine is not known", "无法识别主机名")
NOT_UTF8: Final = Message("it is not UTF-8 text", "不是 UTF-8 编码的文本")
POSITION: Final = Message("line {line}, column {column}", "第 {line} 行第 {column} 列有误")
UNENDED_QUOTE: Final = Message("a quotation mark is not closed", "引号没有成对")
TEXT_AFTER_QUOTE: Final = Message("a comma has to follow a closing quotation mark", "引号结束之后应为逗号")
LONG_CELL: Final = Message("a cell is longer than {maximum:,} characters", "有单元格超过 {maximum:,} 个字符")
STRAY_LINE_BREAK: Final = Message("a line break is not in quotation marks", "换行没有放在引号中")
