"""The index: decoding logs, folding events, starting again, and asking for many positions."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tests.books.crowd import Crowd
from tests.books.crowd_chain import ADDRESSES, decoder, network_at, node_of, raw_of
from tests.perf.rows import Row, row
from wallet.chain.logs import RawLog
from wallet.contracts.bindings import contract
from wallet.contracts.wiring import CONTRACTS

ROOT: Final = Path(__file__).resolve().parents[2]
LOGS: Final = 20_000
SAMPLE: Final = 400
"""Logs that are decoded, and of these how many by web3.py, which takes its time."""
DECODINGS: Final = 15
"""Either side is done so often: each takes so little that the machine's other work shows."""
EVENTS: Final = 1_000_000
PIECE: Final = 20_000
PEOPLE, TOKENS = 20_000, 500
ONE_BY_ONE: Final = 3_000
READ: Final = 100_000
"""Events that are read from a node."""
BACK: Final = (1, 64)
"""Blocks that are taken back."""
POSITIONS: Final = 1_000
RUNS: Final = 5
PATIENCE: Final = 900


def decode() -> list[Row]:
    """Logs decoded a second of the processor, beside web3.py's event decoding. Goal: 100 times."""
    logs = [raw_of(event) for event in islice(Crowd(people=500, tokens=40).events(LOGS), LOGS)]
    ours_reads = decoder()
    plain = _by_web3(logs[:: LOGS // SAMPLE])
    ours_reads.events(logs)
    gc.disable()  # neither side is to look through what the other has made or loaded
    ours, theirs = [], []
    for _ in range(DECODINGS):
        began = time.process_time()
        ours_reads.events(logs)
        ours.append(len(logs) / (time.process_time() - began))
        began = time.process_time()
        for events, name, log in plain:
            events[name]().process_log(log)  # as its documentation has it
        theirs.append(len(plain) / (time.process_time() - began))
    gc.enable()
    return [row("decode", ours, "/s", "web3.py's contract event decoding", theirs)]


def _by_web3(logs: Sequence[RawLog]) -> list[tuple[Any, str, Any]]:
    """Logs as web3.py has them, each with its contract's events and the name of the one it is."""
    from web3 import Web3
    from web3.datastructures import AttributeDict

    names = {address.lower(): name for name, address in ADDRESSES.items()}
    contracts = {name: Web3().eth.contract(abi=contract(name).abi) for name in CONTRACTS}
    topics = {
        (name, contract(name).topic(event)): event
        for name in CONTRACTS
        for event in contract(name).events
    }
    found = []
    for log in logs:
        name = names[log.address]
        said = {
            "address": log.address, "topics": list(log.topics), "data": log.data,
            "blockNumber": log.block, "blockHash": bytes.fromhex(log.block_hash[2:]),
            "transactionHash": bytes.fromhex(log.tx[2:]), "transactionIndex": 0,
            "logIndex": log.index,
        }  # fmt: skip
        found.append((contracts[name].events, topics[name, log.topics[0]], AttributeDict(said)))
    return found


def fold() -> list[Row]:
    """Events folded a second, of a million, beside one by one; memory; blocks taken back.

    Goals: 50,000 a second, 400 MB, milliseconds for a few blocks.
    """
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as folder:
        bare = _probe("bare", Path(folder) / "bare")
        one = _probe("one", Path(folder) / "one")
        many = _probe("many", Path(folder) / "many")
        back = _probe("back", Path(folder) / "many")
    return [
        row("fold", [many["rate"]], "/s", "each event in a transaction of its own", [one["rate"]]),
        row(
            "fold.processor", [many["cpu_rate"]], "/s",
            "each event in a transaction of its own", [one["cpu_rate"]],
        ),
        row("fold.memory", [many["resident"]], "MB", "empty books", [bare["resident"]]),
        *(
            row(f"fold.back {blocks}", [back[f"back{blocks}"]], "ms", "folding all again",
                [back["again"]])
            for blocks in BACK
        ),
    ]  # fmt: skip


def restart() -> list[Row]:
    """Spawn to books level with a chain of a million events, beside empty ones. Goal: 1 s more."""
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as folder:
        full = Path(folder) / "full"
        tail = _probe("many", full)
        last = int(tail["last"])
        events = list(_tail(last))
        with node_of(last, events) as node, node_of(3, []) as fresh:
            _probe("follow", full, node.url)  # reads what a first look at the node has to say
            ours, bare = [], []
            for turn in range(RUNS):
                ours.append(_ready(full, node.url))
                bare.append(_ready(Path(folder) / f"bare{turn}", fresh.url))
    found = row("restart", ours, "ms", "a start with empty books", bare)
    more = [one - other for one, other in zip(ours, bare, strict=True)]
    return [found, row("restart.beside", more, "ms", "a start with empty books", bare)]


def anew() -> list[Row]:
    """A million events read from a local node, in minutes, beside making books of those kept."""
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as folder:
        path = Path(folder) / "books"
        events = list(Crowd(1, PEOPLE, TOKENS).events(READ))
        with node_of(events[-1].block, events) as node:
            node.answer("eth_getLogs", [_whole(events[-1].block)])  # encodes the logs beforehand
            read = _probe("follow", path, node.url)["took"]
        made = _probe("remake", path)["took"]
    per = EVENTS / READ / 60
    return [row("anew", [read * per], "min/M", "from the events that are kept", [made * per])]


def _whole(last: int) -> dict[str, Any]:
    """The filter of every log up to a block."""
    return {"fromBlock": "0x0", "toBlock": hex(last), "address": list(ADDRESSES.values())}


def _tail(last: int) -> Any:
    """The events of the last blocks of the long chain."""
    return (one for one in Crowd(1, PEOPLE, TOKENS).events(EVENTS) if one.block > last - 70)


def refresh() -> list[Row]:
    """A thousand positions held against a live node, beside contract calls. Goals: 3 trips, 100."""
    from tests.perf.positions import refreshed

    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as folder:
        ours, theirs, trips = refreshed(Path(folder), POSITIONS, RUNS)
    speeds = [[POSITIONS / one for one in side] for side in (ours, theirs)]
    plain = "contract calls one by one"
    return [
        row("refresh", speeds[0], "/s", plain, speeds[1]),
        Row("refresh.trips", trips, "trips", plain, POSITIONS, round(trips / POSITIONS, 3)),
    ]


def _ready(folder: Path, url: str) -> float:
    began = time.monotonic()
    return (_probe("follow", folder, url)["ready"] - began) * 1000


def _probe(kind: str, *words: object) -> dict[str, float]:
    """Run one of the kinds below in a process of its own; answers the JSON that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.books", kind, *map(str, words)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the probe {kind} failed: {done.stderr[-2000:]}")
    said: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return said


def folded(folder: Path, events: int, piece: int) -> dict[str, float]:
    """Write the crowd's events into new books, made and dropped piece by piece."""
    import psutil

    from tests.books.crowd_chain import pieces_of
    from wallet.books.store import Store
    from wallet.books.writing import Pen, write

    store = Store(folder / "books.sqlite", "crowd")
    pen = Pen(store)
    took = cpu = 0.0
    last = 0
    for part in pieces_of(Crowd(1, PEOPLE, TOKENS).events(events), piece):
        began, busy = time.perf_counter(), time.process_time()
        with pen.writing() as (tables, rows):
            write(tables, rows, part)
        took, cpu = took + time.perf_counter() - began, cpu + time.process_time() - busy
        last = part[-1].block
    resident = psutil.Process().memory_info().rss / 2**20
    store.close()
    rates = {"rate": events / took, "cpu_rate": events / cpu} if events else {}
    return {**rates, "last": last, "resident": resident}


def taken_back(folder: Path) -> dict[str, float]:
    """Take the last blocks of books back: by folding the rest again, and as near the head."""
    from wallet.books.index import roll_back
    from wallet.books.store import EVENTS as KEPT
    from wallet.books.store import Store, event_of, last_block
    from wallet.books.writing import Pen, write

    store = Store(folder / "books.sqlite", "crowd")
    with store.reading() as tables:
        base = last_block(tables) - max(BACK)
        found = tables.rows(f"SELECT * FROM ({KEPT}) WHERE block > ? ORDER BY block, log", base)
    events = [event_of(one) for one in found]
    said = {}

    def back(to: int) -> float:
        began = time.perf_counter()
        with store.writing() as tables:
            roll_back(tables, to)
        return (time.perf_counter() - began) * 1000

    said["again"] = back(base)
    for blocks in BACK:
        with Pen(store).writing() as (tables, rows):
            gone = [one for one in events if one.block > last_block(tables)]
            write(tables, rows, gone, None, base + 1)
        said[f"back{blocks}"] = back(base + max(BACK) - blocks)
    store.close()
    return said


def followed(folder: Path, url: str) -> dict[str, float]:
    """Open books, bring them level with a node, and say when that was."""
    from wallet.books.index import Index
    from wallet.books.store import Store
    from wallet.chain.chain import Chain

    store = Store(folder / "books.sqlite", "crowd")
    index = Index(store, Chain(network_at(url)))
    began = time.perf_counter()
    index.follow()
    return {"ready": time.monotonic(), "took": time.perf_counter() - began}


def remade(folder: Path) -> dict[str, float]:
    """Make books again of the events that they have, as a newer program does."""
    from wallet.books.store import STALE, Store
    from wallet.books.writing import make_level

    store = Store(folder / "books.sqlite", "crowd")
    with store.writing() as tables:
        tables.add("about", key=STALE, value="1")
    began = time.perf_counter()
    make_level(store)
    return {"took": time.perf_counter() - began}


def main(kind: str, folder: str, url: str = "") -> None:
    """Do one thing in a process of its own, and print the figures."""
    if kind == "follow":
        said = followed(Path(folder), url)
    elif kind == "back":
        said = taken_back(Path(folder))
    elif kind == "remake":
        said = remade(Path(folder))
    else:
        events, piece = {"bare": (0, 1), "one": (ONE_BY_ONE, 1), "many": (EVENTS, PIECE)}[kind]
        said = folded(Path(folder), events, piece)
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
