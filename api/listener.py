import socket
from typing import Any

from api.settings import Settings
from graph.messages import api as messages
from graph.messages.language import BilingualText
from graph.messages.message import Message, MessageError
from graph.reasons import system_reason


class PortInUse(MessageError):
    """The server cannot listen on its port. `reason`: the text of the system."""

    def __init__(self, message: Message, /, *, reason: BilingualText, **values: Any) -> None:
        super().__init__(message, reason=reason, **values)
        self.reason = reason


def listen(settings: Settings) -> socket.socket:
    """Raises PortInUse."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sets TCP_NODELAY only if the socket names its protocol.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        host, port = settings.host, settings.port
        raise PortInUse(messages.PORT_IN_USE, host=host, port=port, reason=system_reason(error)) from None
    return listener
