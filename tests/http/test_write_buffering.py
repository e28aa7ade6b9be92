"""A response is sent in one write; pipelined, large and last responses arrive completely and in order."""

import json
import socket

from product_server import Server

QUERY = json.dumps({"query": "{ __typename }"}).encode()
WHOLE = b'{"data":{"__typename":"Query"}}'


def request(body: bytes, *headers: bytes) -> bytes:
    head = [
        b"POST /graphql HTTP/1.1",
        b"Host: localhost",
        b"Content-Type: application/json",
        b"Content-Length: %d" % len(body),
        *headers,
    ]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def connected(server: Server) -> socket.socket:
    host, _, port = server.url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), 20)


def read_to_the_end(connection: socket.socket) -> bytes:
    read = b""
    while more := connection.recv(1_000_000):
        read += more
    return read


def test_head_and_body_arrive_together(server: Server) -> None:
    with connected(server) as connection:
        for _ in range(20):
            connection.sendall(request(QUERY))
            assert connection.recv(100_000).endswith(WHOLE)


def test_requests_in_a_row_on_one_connection_are_answered_in_order(server: Server) -> None:
    texts = [json.dumps({"query": f"{{ answer{place}: __typename }}"}).encode() for place in range(10)]
    with connected(server) as connection:
        connection.sendall(b"".join(map(request, texts[:-1])) + request(texts[-1], b"Connection: close"))
        read = read_to_the_end(connection)
    places = [read.find(b'{"data":{"answer%d":"Query"}}' % place) for place in range(10)]
    assert -1 not in places
    assert places == sorted(places)


def test_the_last_response_is_complete_before_the_connection_closes(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(request(QUERY, b"Connection: close"))
        assert read_to_the_end(connection).endswith(WHOLE)


def test_a_large_response_is_complete(server: Server) -> None:
    text = json.dumps(
        {"query": "{ __schema { types { name description fields { name description args { name } } } } }"}
    ).encode()
    with connected(server) as connection:
        connection.sendall(request(text, b"Connection: close"))
        head, _, body = read_to_the_end(connection).partition(b"\r\n\r\n")
    assert len(body) > 50_000
    assert f"content-length: {len(body)}".encode() in head
    assert json.loads(body)["data"]["__schema"]
