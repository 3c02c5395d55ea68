"""Moving requests across an air gap: how many pictures, how long, beside Keystone's own reader."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from tests.flows.test_airgap import ME, buying, selling
from tests.perf.peers.keystone import Keystone, keystone
from tests.perf.rows import Row, row
from tests.signing.cases import NETWORK
from tests.signing.said import TIME, Names
from wallet.keys.accounts import account_path
from wallet.signing.explain import explain
from wallet.signing.request import Request
from wallet.signing.ur.claims import HeardNames, claims_of
from wallet.signing.ur.codes import FRAGMENT, Receiver, Resource, Sender
from wallet.signing.ur.paths import path_of
from wallet.signing.ur.pictures import FRAMES_A_SECOND, draw
from wallet.signing.ur.requests import Place, own_code

SEEDS = range(40)
PEER = "Keystone in npm"
Answer = TypeVar("Answer")


def airgap() -> list[Row]:
    """Pictures and seconds for a request and twenty, with none and three in ten lost."""
    rows: list[Row] = []
    with keystone() as peer:
        for name, requests in (
            ("request", [buying()]),
            ("twenty", [selling(nonce) for nonce in range(20)]),
        ):
            code = _code(requests)
            rows += _journeys(name, code, peer)
            rows += _speeds(name, code, peer)
    return [*rows, _pictures()]


def _code(requests: list[Request]) -> Resource:
    """Requests with everything that their explanation needs to be told."""
    heard = HeardNames(Names())
    for one in requests:
        explain(one, NETWORK, heard)
    changes = (("Your dollars", "$40,000.00", "$27,400.00"), ("Bob Okafor", "0.84 %", "1.68 %"))
    claims = claims_of(NETWORK, heard, changes, TIME, 300_000)
    return own_code(requests, Place(ME, path_of(account_path(0), 0x12345678)), claims)


def _journeys(name: str, code: Resource, peer: Keystone) -> list[Row]:
    """Pictures shown until each reader has it, and the seconds that they take on a screen."""
    lines = list(Sender(code).lines(20 * Sender(code).count + 20))
    rows: list[Row] = []
    for lost, percent in ((0.0, ""), (0.3, ".lost")):
        ours, theirs = [], []
        for seed in SEEDS if lost else (0,):
            luck = random.Random(seed)
            seen = [at for at in range(len(lines)) if luck.random() >= lost]
            ours.append(float(seen[_ours(lines[at] for at in seen) - 1] + 1))
            used = peer.ask("decode", lines=[lines[at] for at in seen])["used"]
            theirs.append(float(seen[used - 1] + 1))
        frames, seconds = f"airgap.{name}{percent}.pictures", f"airgap.{name}{percent}.seconds"
        rows.append(row(frames, ours, "", PEER, theirs))
        at_rate = [[one / FRAMES_A_SECOND for one in side] for side in (ours, theirs)]
        rows.append(row(seconds, at_rate[0], "s", PEER, at_rate[1]))
    return rows


def _speeds(name: str, code: Resource, peer: Keystone) -> list[Row]:
    """Milliseconds to write every line, and to read what the other wrote, mixtures too."""
    count = 2 * Sender(code).count
    writing: list[float] = []
    reading: list[float] = []
    their_writing: list[float] = []
    their_reading: list[float] = []
    for _ in range(9):
        ours, took = _timed(lambda: list(Sender(code).lines(count)))
        writing.append(took)
        theirs = peer.ask(
            "encode", type=code.kind, cbor=code.cbor.hex(), fragment=FRAGMENT, count=count
        )
        their_writing.append(peer.ms)
        if theirs != ours:
            raise RuntimeError("the other implementation writes other lines")
        _, took = _timed(partial(_ours, theirs[::-1]))
        reading.append(took)
        said = peer.ask("decode", lines=ours[::-1])
        their_reading.append(peer.ms)
        if said["cbor"] != code.cbor.hex():
            raise RuntimeError("the other implementation reads something else")
    return [
        row(f"airgap.{name}.write", writing, "ms", PEER, their_writing),
        row(f"airgap.{name}.read", reading, "ms", PEER, their_reading),
    ]


def _pictures() -> Row:
    """Milliseconds to draw one code, beside the package that draws addresses."""
    import qrcode

    line = Sender(_code([selling(nonce) for nonce in range(20)])).line(30).upper()

    def other() -> None:
        made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=4)
        made.add_data(line)
        made.make(fit=True)

    ours = [_timed(lambda: draw(line))[1] for _ in range(9)]
    return row("airgap.draw", ours, "ms", "qrcode", [_timed(other)[1] for _ in range(9)])


def _ours(lines: Iterable[str]) -> int:
    """How many of the lines our reader needed."""
    receiver = Receiver()
    for used, line in enumerate(lines, 1):
        receiver.take(line)
        if receiver.resource is not None:
            return used
    raise RuntimeError("the lines do not suffice")


def _timed(do: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.perf_counter()
    answer = do()
    return answer, (time.perf_counter() - begun) * 1_000
