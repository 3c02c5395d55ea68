"""The line between desks: a small HTTPS server that answers letters, and the way to ask others.

Who asks is known by their signed letter, never by their connection; the connection keeps what is
said from others' eyes. The server is off until the verifier starts it. It takes one kind of
request, within a size, a time and a number a minute; it holds no key of the wallet.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import secrets
import ssl
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.identity.tags.letters import MOST_LETTER

PATH: Final = "/v1/letter"
PORT: Final = 8_443
SECONDS: Final = 10.0
A_MINUTE: Final = 30
"""Requests a minute that one address is answered; four times as many from all together."""
MOST_AT_ONCE: Final = 8
_LIFE: Final = timedelta(days=3_650)
_TYPE: Final = "application/jose"


def new_certificate(now: int) -> tuple[bytes, bytes]:
    """A certificate of a desk's own and its key, both PEM; others know it by its SHA-256."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Symbolon desk")])
    begins = datetime.fromtimestamp(now, UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + _LIFE)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return made.public_bytes(serialization.Encoding.PEM), secret


def seal_of(certificate: bytes) -> str:
    """The SHA-256 of a certificate (PEM), as 64 digits."""
    found = x509.load_pem_x509_certificate(certificate)
    return found.fingerprint(hashes.SHA256()).hex()


class DeskServer:
    """Serves letters at a port until `stop`. `answer` gives the letter that answers one, or raises
    WalletError with what the other desk is told.
    """

    def __init__(
        self, answer: Callable[[str], str], certificate: bytes, key: bytes, host: str, port: int
    ) -> None:
        handler = type("Handler", (_Handler,), {"answer": staticmethod(answer)})
        try:
            self._server = _Server((host, port), handler)
        except (OSError, OverflowError) as error:
            raise WalletError(
                f"The desk cannot answer at {host} on port {port}.",
                "Another program may use that port. Choose another.",
                "desk.port",
                "port",
            ) from error
        self._server.context = _server_context(certificate, key)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.2,), name="symbolon-desk", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port."""
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """Answer nobody any more, and let the port go."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(SECONDS)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 16
    context: ssl.SSLContext

    def __init__(self, *args: Any) -> None:
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._guard = threading.Lock()
        self._recent: dict[str, deque[float]] = {}
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin a thread for a connection, unless there are too many."""
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Shake hands here, where a silent stranger keeps nobody waiting."""
        try:
            request.settimeout(SECONDS)
            secure = self.context.wrap_socket(request, server_side=True)
            super().process_request_thread(secure, client_address)
        except (OSError, ssl.SSLError):
            self.shutdown_request(request)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A stranger who breaks off is no event."""

    def allowed(self, host: str) -> bool:
        """Whether one more request of a host, and of all, is within measure."""
        now = time.monotonic()
        with self._guard:
            for key, most in ((host, A_MINUTE), ("", 4 * A_MINUTE)):
                times = self._recent.setdefault(key, deque())
                while times and now - times[0] > 60:
                    times.popleft()
                if len(times) >= most:
                    return False
            self._recent[host].append(now)
            self._recent[""].append(now)
            if len(self._recent) > 1_000:
                self._recent = {"": self._recent[""]}
            return True


class _Handler(BaseHTTPRequestHandler):
    answer: Callable[[str], str]
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "desk", ""
    timeout = SECONDS

    def do_POST(self) -> None:
        """Answer one letter."""
        self.close_connection = True
        server = self.server
        if not isinstance(server, _Server) or not server.allowed(str(self.client_address[0])):
            self._say(429, "This desk was asked too often just now.", "desk.often")
            return
        size = self.headers.get("Content-Length", "")
        if self.path != PATH or not size.isdecimal() or len(size) > 6:
            self._say(404, "There is nothing here but a desk for letters.", "desk.path")
            return
        if int(size) > MOST_LETTER:
            self._say(413, "This is more than a letter may hold.", "desk.large")
            self.rfile.read(min(int(size), 4 * MOST_LETTER))  # so that the answer is heard
            return
        data = self.rfile.read(int(size))
        try:
            said = type(self).answer(data.decode("ascii"))
        except UnicodeDecodeError:
            self._say(400, "This is no letter.", "letter.garbage")
            return
        except WalletError as refused:
            self._say(403, refused.sentence, refused.code)
            return
        self._send(200, said.encode("ascii"), _TYPE)

    def log_message(self, format: str, *args: Any) -> None:
        """Who asks is in the desk's ledger, and nowhere else."""

    def _say(self, status: int, sentence: str, code: str) -> None:
        body = json.dumps({"sentence": sentence, "code": code}).encode()
        self._send(status, body, "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def _server_context(certificate: bytes, key: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # Python's ssl reads keys from files alone: it lies there for a moment, under a passing word.
    word = secrets.token_bytes(24).hex().encode()
    loaded = serialization.load_pem_private_key(key, None)
    locked = loaded.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(word),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "desk.pem")
        path.touch(0o600)
        path.write_bytes(certificate + locked)
        context.load_cert_chain(path, password=word)
    return context


def post_letter(line: str, seal: str, letter: str, name: str, seconds: float = SECONDS) -> str:
    """Ask the desk called `name` at its line; answers its letter.

    Raises WalletError: `desk.away` where it does not answer in time, `desk.other_certificate`
    before anything was said to a stranger, `desk.refuses` with what it said.
    """
    parts = urlsplit(line)
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if seal:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # held by its own SHA-256 below, before a word is said
    until = time.monotonic() + seconds
    connection = http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=seconds / 2, context=context
    )
    try:
        connection.connect()
        if seal and not _is_sealed(connection.sock, seal):
            raise _stranger(name)
        connection.request("POST", PATH, letter.encode("ascii"), {"Content-Type": _TYPE})
        answer = connection.getresponse()
        body = b""
        while len(body) <= MOST_LETTER and (piece := answer.read1(8_192)):
            body += piece
            if time.monotonic() > until:
                raise TimeoutError
    except ssl.SSLCertVerificationError as error:
        raise _stranger(name) from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise WalletError(
            f"{name} does not answer now.",
            "Ask another desk, or send the letter as a file.",
            "desk.away",
        ) from error
    finally:
        connection.close()
    if answer.status == 200 and len(body) <= MOST_LETTER:
        return body.decode("ascii", "replace")
    raise _refused(name, body)


def _is_sealed(sock: Any, seal: str) -> bool:
    shown = sock.getpeercert(True) if isinstance(sock, ssl.SSLSocket) else None
    return bool(shown) and secrets.compare_digest(hashlib.sha256(shown or b"").hexdigest(), seal)


def _stranger(name: str) -> WalletError:
    return WalletError(
        f"What answers at the address of {name} shows another certificate than their card says.",
        "Nothing was said to it. Ask them for a new card, or send the letter as a file.",
        "desk.other_certificate",
    )


def _refused(name: str, body: bytes) -> WalletError:
    said = "They did not say why."
    try:
        found = nesting.loads(body[:4_096])
        text = found["sentence"] if isinstance(found, dict) else ""
        if isinstance(text, str) and text.isprintable() and 0 < len(text) <= 300:
            said = f"They say: {text}"
    except (ValueError, KeyError, RecursionError):
        pass  # they said nothing that can be read
    return WalletError(
        f"{name} refuses to answer. {said}", "Speak with that desk, or ask another.", "desk.refuses"
    )
