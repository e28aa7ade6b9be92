"""A reverse proxy that serves the product below a path, as docs/operations.md configures nginx."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

PREFIX = "/tiaokuai"
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class _Proxy(ThreadingHTTPServer):
    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.client = httpx.Client(base_url=upstream, timeout=60)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Proxy  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        if not self.path.startswith(f"{PREFIX}/"):
            self.send_error(404)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = self.server.client.build_request(
            self.command, self.path.removeprefix(PREFIX), headers=dict(self.headers), content=body
        )
        answer = self.server.client.send(request, stream=True)
        content = b"".join(answer.iter_raw())
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def below_a_prefix(upstream: str) -> Generator[str]:
    proxy = _Proxy(upstream)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{proxy.server_address[1]}{PREFIX}"
    proxy.shutdown()
    proxy.server_close()
    proxy.client.close()
