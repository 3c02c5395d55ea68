"""Beside the emulator, in a network of their own: commands come in, fingers tap, answers go out.

`python -m tests.signing.ledger.bridge SPECULOS ELF SEED`, with a line of JSON for each command on
standard input and one for each answer on standard output. It must have been started without a
network; the loopback that the emulator listens on is this process's alone.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from typing import Any

APDU_PORT, API_PORT = 9_999, 5_000
NEXT, MIDDLE = (430, 560), (240, 300)
REJECTING = ("Yes, reject", "Yes, cancel", "Back to safety", "Reject", "Cancel")
APPROVING = ("Continue anyway", "Hold to sign", "Confirm")
SETTINGS, BLIND_SWITCH, BACK = (405, 75), (420, 340), (40, 60)
STARTS = 60.0
ANSWERS = 60.0


def raise_loopback() -> None:
    """Let this namespace's loopback carry packets (what `ip link set lo up` does)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        up = struct.pack("16sh22x", b"lo", 0x1 | 0x40)
        fcntl.ioctl(line, 0x8914, up)


class Bridge:
    """One emulator."""

    def __init__(self, speculos: str, elf: str, seed: str) -> None:
        ports = ["--apdu-port", str(APDU_PORT), "--api-port", str(API_PORT)]
        self.emulator = subprocess.Popen(
            [speculos, "--display", "headless", "--model", "flex", *ports, "-s", seed, elf],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._line = self._connect()
        ends = time.monotonic() + STARTS
        while not any("signing" in text for text in self.texts()):
            if time.monotonic() > ends:
                raise TimeoutError("the application does not start")
            time.sleep(0.2)

    def answer(self, command: dict[str, Any]) -> dict[str, Any]:
        """Carry out one command."""
        if command["do"] == "blind":
            for place in (SETTINGS, BLIND_SWITCH, BACK):
                self.tap(*place)
            return {}
        return self.exchange(bytes.fromhex(command["apdu"]), command["do"])

    def exchange(self, apdu: bytes, plan: str) -> dict[str, Any]:
        """Send a command to the application, and tap as `plan` says until it answers."""
        self._line.sendall(struct.pack(">I", len(apdu)) + apdu)
        answered: list[bytes] = []
        reader = threading.Thread(target=lambda: answered.append(self._read_answer()))
        reader.start()
        reader.join(0.25)
        seen: list[str] = []
        ends = time.monotonic() + ANSWERS
        while not answered and time.monotonic() < ends:
            self._tap_on(plan, seen)
            reader.join(0.1)
        self._wait_until_home()
        return {"answer": answered[0].hex() if answered else "", "seen": seen}

    def _tap_on(self, plan: str, seen: list[str]) -> None:
        events = self._settled()
        seen += [one["text"] for one in events if one["text"] not in seen]
        words = REJECTING if plan == "reject" else APPROVING
        for word in words:
            for one in events:
                if one["text"].strip() == word:
                    x, y = one["x"] + one["w"] // 2, one["y"] + one["h"] // 2
                    self.tap(x, y, hold=3.0 if word.startswith("Hold") else 0.0)
                    return
        if any(re.fullmatch(r"\d+ of \d+", one["text"]) for one in events):
            self.tap(*NEXT)
            ends = time.monotonic() + 1.5
            while self.events() == events and time.monotonic() < ends:
                time.sleep(0.1)

    def _settled(self) -> list[dict[str, Any]]:
        """What is on the screen, once it has stopped changing."""
        before = self.events()
        while True:
            time.sleep(0.1)
            now = self.events()
            if now == before:
                return now
            before = now

    def _wait_until_home(self) -> None:
        """The application says for a moment what was done, and goes home by itself."""
        ends = time.monotonic() + 6
        while time.monotonic() < ends:
            texts = " ".join(self.texts())
            if "This app enables" in texts:
                return
            if any(word in texts for word in ("signed", "rejected", "verified", "cancelled")):
                self.tap(*MIDDLE)
            time.sleep(0.1)

    def events(self) -> list[dict[str, Any]]:
        """What is on the screen, with its places."""
        found: list[dict[str, Any]] = json.loads(
            self._http("GET", "/events?currentscreenonly=true")
        )["events"]
        return found

    def texts(self) -> list[str]:
        """What is on the screen."""
        return [one["text"] for one in self.events()]

    def tap(self, x: int, y: int, hold: float = 0.0) -> None:
        """Touch the screen."""
        for action in ("press", "release"):
            self._http("POST", "/finger", {"action": action, "x": x, "y": y})
            time.sleep(hold if action == "press" and hold else 0.1)

    def close(self) -> None:
        """End the emulator."""
        self._line.close()
        self.emulator.terminate()
        self.emulator.wait(10)

    def _connect(self) -> socket.socket:
        ends = time.monotonic() + STARTS
        while True:
            try:
                line = socket.create_connection(("127.0.0.1", APDU_PORT), 5)
                line.settimeout(ANSWERS)
                self._http("GET", "/events?currentscreenonly=true")
                return line
            except OSError:
                if time.monotonic() > ends or self.emulator.poll() is not None:
                    raise
                time.sleep(0.2)

    def _read_answer(self) -> bytes:
        size = struct.unpack(">I", self._exactly(4))[0]
        return self._exactly(size + 2)

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = self._line.recv(size - len(found))
            if not part:
                raise ConnectionError("the emulator has ended")
            found += part
        return found

    def _http(self, method: str, path: str, body: Any = None) -> bytes:
        line = http.client.HTTPConnection("127.0.0.1", API_PORT, timeout=10)
        try:
            text = None if body is None else json.dumps(body)
            line.request(method, path, text, {"Content-Type": "application/json"})
            return line.getresponse().read()
        finally:
            line.close()


def main(speculos: str, elf: str, seed: str) -> None:
    """Answer commands until standard input ends."""
    raise_loopback()
    bridge = Bridge(speculos, elf, seed)
    try:
        sys.stdout.write('{"ready": true}\n')
        sys.stdout.flush()
        for line in sys.stdin:
            sys.stdout.write(json.dumps(bridge.answer(json.loads(line))) + "\n")
            sys.stdout.flush()
    finally:
        bridge.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
