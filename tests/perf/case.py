"""Case files: how long one takes to make and to verify, and how large it is."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.perf.rows import Row, row
from wallet.base.addresses import keccak
from wallet.case.blocks import MOST_HEADERS, read_blocks
from wallet.case.package import open_file
from wallet.case.verifying import VERIFIED, verify
from wallet.flows.case_making import Wanted, about_debt, about_position, make_case
from wallet.flows.demo import open_demo
from wallet.flows.local_network import LocalNetwork
from wallet.session import Session
from wallet.signing.rlp import Item, encode

RUNS = 5
Answer = TypeVar("Answer")


def case() -> list[Row]:
    """A position's and a debt's case file: seconds to make and to verify, and their size."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        local = LocalNetwork(None)
        session, _ = open_demo(local, lambda network, at: Session(network, folder=at), Path(folder))
        try:
            for name, wanted in (("position", about_position(1, 5)), ("debt", about_debt(1, 1, 5))):
                rows += _of(name, session, wanted)
        finally:
            session.close()
            local.stop()
    return [*rows, _headers()]


def _of(name: str, session: Session, wanted: Wanted) -> list[Row]:
    made: list[tuple[bytes, str]] = []

    def make() -> None:
        found = make_case(session.chain, session.store, session.documents, wanted)
        made.append((found.data, found.anchor_hash))

    making = [_seconds(make) for _ in range(RUNS)]
    data, header = made[-1]
    numbers = [one.number for one in read_blocks(open_file(data).package.headers).values()]
    asking = [_seconds(lambda: session.chain.heads(numbers)) for _ in range(RUNS)]

    def check() -> None:
        if verify(data, [header]).outcome != VERIFIED:
            raise ValueError("it does not hold")

    checking = [_seconds(check) for _ in range(RUNS)]
    hashing = [_seconds(lambda: hashlib.sha256(data).digest()) for _ in range(RUNS)]
    codes = sum(len(one) for one in open_file(data).package.codes.values())
    return [
        row(f"case.{name}.make", making, "ms", "asking for its headers", asking),
        row(f"case.{name}.verify", checking, "ms", "hashing the file", hashing),
        row(f"case.{name}.size", [len(data) / 1_000], "kB", "the code in it", [codes / 1_000]),
    ]


def _headers() -> Row:
    """As many headers as a file can have, of a chain made up for it, beside hashing them."""
    data, every = bytearray(), []
    parent = b"\0" * 32
    ahead = [b"\0" * 32] * 5 + [b"\0" * 256, b""]
    behind = [b"", b"\0" * 32, b"\0" * 8, b"\1"]
    for number in range(1, MOST_HEADERS + 1):
        one: list[Item] = [parent, *ahead, number, 1, 1, number * 12, *behind]
        header = encode(one)
        parent = keccak(header)
        every.append(header)
        data += header
    joined = bytes(data)
    ours = [_seconds(lambda: read_blocks(joined)) for _ in range(3)]
    plain = [_seconds(lambda: [keccak(one) for one in every]) for _ in range(3)]
    return row("case.headers", ours, "ms", "hashing them", plain)


def _seconds(do: Callable[[], Answer]) -> float:
    """How many milliseconds something takes."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1_000
