"""A small real HTTP server that plays a node, good or bad, for tests of the line to the chain."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Answer = Callable[[str, list[Any]], Any]
"""Gives a method's result; raises `Refuse` for an error of the node's own."""


class Refuse(Exception):
    """The node answers with a JSON-RPC error."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message} | ({"data": data} if data else {})


class FakeNode:
    """Answers by `answer`, or with the raw bytes that `spoil` makes of a request's body.

    `requests` counts HTTP requests, `connections` TCP connections.
    """

    def __init__(
        self, answer: Answer | None = None, spoil: Callable[[bytes], bytes | None] | None = None
    ) -> None:
        self.answer = answer or (lambda method, params: None)
        self.spoil = spoil
        self.status = 200
        self.requests = 0
        self.connections = 0
        self.hang = threading.Event()
        self.hang.set()
        node = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5  # a client that a failing test left open must not hold the server up

            def setup(self) -> None:
                super().setup()
                node.connections += 1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                node.requests += 1
                node.hang.wait(10)
                spoiled = node.spoil(body) if node.spoil else None
                data = spoiled if spoiled is not None else node.reply(body)
                if data == b"DROP":
                    self.close_connection = True
                    return
                self.send_response(node.status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                try:
                    self.wfile.write(data)
                except OSError:
                    pass  # the client has gone, which some tests want

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._server.block_on_close = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def reply(self, body: bytes) -> bytes:
        """What an honest node would send."""
        asked = json.loads(body)
        if isinstance(asked, list):
            return json.dumps([self._one(one) for one in asked]).encode()
        return json.dumps(self._one(asked)).encode()

    def _one(self, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            result = self.answer(asked["method"], asked["params"])
        except Refuse as refusal:
            return {"jsonrpc": "2.0", "id": asked["id"], "error": refusal.error}
        return {"jsonrpc": "2.0", "id": asked["id"], "result": result}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
