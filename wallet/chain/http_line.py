"""One node's HTTP connections, kept open between requests and shared by all threads."""

from __future__ import annotations

import http.client
import threading
from base64 import b64encode
from contextlib import suppress
from typing import Final
from urllib.parse import unquote, urlsplit

from wallet.chain.problems import garbage, slow, too_large, unreachable

CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 30.0
MOST_ANSWER: Final = 64 * 2**20
MOST_IDLE: Final = 4


class HttpLine:
    """Posts JSON to one URL. Thread-safe; at most `MOST_IDLE` idle connections are kept."""

    def __init__(
        self, url: str, seconds: float = ANSWER_SECONDS, most_answer: int = MOST_ANSWER
    ) -> None:
        parts = urlsplit(url)
        self.name = parts.hostname or ""
        self._secure = parts.scheme == "https"
        self._port = parts.port
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._seconds = seconds
        self._most = most_answer
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = "Basic " + b64encode(pair.encode()).decode()
        self._idle: list[http.client.HTTPConnection] = []
        self._lock = threading.Lock()

    def post(self, body: bytes) -> bytes:
        """The body of the answer to `body`. Raises NodeError; Unreachable if none came."""
        with self._lock:
            kept = self._idle.pop() if self._idle else None
        if kept is not None:
            # The node may have closed it meanwhile; then the request was not read, and goes again.
            with suppress(OSError, http.client.HTTPException):
                return self._post_on(kept, body)
        return self._post_fresh(body)

    def close(self) -> None:
        """Close what is idle. The line can be used again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _post_fresh(self, body: bytes) -> bytes:
        make = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = make(self.name, self._port, timeout=CONNECT_SECONDS)
        try:
            connection.connect()
        except TimeoutError as error:
            connection.close()
            raise slow(self.name) from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            connection.close()
            raise unreachable(self.name) from error
        try:
            return self._post_on(connection, body)
        except (OSError, http.client.HTTPException) as error:
            raise unreachable(self.name) from error

    def _post_on(self, connection: http.client.HTTPConnection, body: bytes) -> bytes:
        """Post on an open connection, and keep it only when all went well."""
        good = False
        try:
            if connection.sock is not None:
                connection.sock.settimeout(self._seconds)
            connection.request("POST", self._path, body, self._headers)
            answer = connection.getresponse()
            data = answer.read(self._most + 1)
            if len(data) > self._most:
                raise too_large(self.name)
            self._check(answer.status, data)
            good = not answer.will_close
        except TimeoutError as error:
            raise slow(self.name) from error
        finally:
            with self._lock:
                good = good and len(self._idle) < MOST_IDLE
                if good:
                    self._idle.append(connection)
            if not good:
                connection.close()
        return data

    def _check(self, status: int, data: bytes) -> None:
        """A busy or broken server is as good as none; some nodes answer 4xx with a JSON error."""
        if status == 429 or status >= 500:
            raise unreachable(self.name)
        if status != 200 and not data.lstrip().startswith((b"{", b"[")):
            raise garbage(self.name)
