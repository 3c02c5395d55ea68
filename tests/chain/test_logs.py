"""Logs: sliced by hand as the ABI says, quickly, and never believed blindly."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.base.addresses import keccak
from wallet.chain.chain import Chain
from wallet.chain.logs import Decoder, RawLog, parse_log, words_of
from wallet.chain.networks import Network
from wallet.chain.problems import NodeError
from wallet.contracts.bindings import contract
from wallet.contracts.wiring import CONTRACTS

HERE = "0x" + "aa" * 20
NAMES = ("Registry", "Ledger", "Offering", "Auction", "Companies", "Dollar")


def log_of(topics: list[bytes], data: bytes, address: str = HERE) -> RawLog:
    return RawLog(1, "0x" + "01" * 32, "0x" + "02" * 32, 0, 100, address, tuple(topics), data)


def every_event() -> list[tuple[str, dict[str, Any]]]:
    return [
        (name, entry) for name in NAMES for entry in contract(name).abi if entry["type"] == "event"
    ]


def value_of(kind: str) -> st.SearchStrategy[Any]:
    base, bracket, size = kind.rpartition("[")
    if bracket:
        count = int(size[:-1] or 0)
        inner = value_of(base)
        return st.lists(inner, min_size=count, max_size=count or 3)
    if kind.startswith("uint"):
        return st.integers(0, 2 ** int(kind[4:]) - 1)
    if kind == "bool":
        return st.booleans()
    if kind == "address":
        return st.binary(min_size=20, max_size=20).map(lambda b: "0x" + b.hex())
    if kind == "string":
        return st.text(max_size=40).filter(lambda text: text.isprintable())
    if kind == "bytes":
        return st.binary(max_size=70)
    return st.binary(min_size=int(kind[5:]), max_size=int(kind[5:]))


def as_ours(value: Any) -> Any:
    if isinstance(value, bytes):
        return "0x" + value.hex()
    return [as_ours(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize(("name", "entry"), every_event(), ids=lambda x: str(x)[:24])
def test_every_event_is_read_as_eth_abi_reads_it(name: str, entry: dict[str, Any]) -> None:
    from eth_abi.abi import encode

    decoder = Decoder({name: contract(name).abi}, {HERE: name})
    inputs = entry["inputs"]
    topic = keccak(f"{entry['name']}({','.join(one['type'] for one in inputs)})".encode())

    @settings(max_examples=8)
    @given(st.tuples(*(value_of(one["type"]) for one in inputs)))
    def same(values: tuple[Any, ...]) -> None:
        pairs = list(zip(inputs, values, strict=True))
        topics = [encode([one["type"]], [value]) for one, value in pairs if one["indexed"]]
        plain = [(one["type"], value) for one, value in pairs if not one["indexed"]]
        data = encode([kind for kind, _ in plain], [value for _, value in plain])
        found = decoder.decode(log_of([topic, *topics], data))
        assert found is not None
        assert found[:2] == (name, entry["name"])
        assert found[2] == {one["name"]: as_ours(value) for one, value in pairs}

    same()


def sold() -> RawLog:
    entry = contract("Ledger").events["Sold"]
    plain = len([one for one in entry["inputs"] if not one["indexed"]])
    data = b"".join(number.to_bytes(32, "big") for number in range(plain))
    ids = [number.to_bytes(32, "big") for number in (1, 2, 3)]
    return log_of([contract("Ledger").topic("Sold"), *ids], data)


def test_decoding_is_fast() -> None:
    decoder = Decoder({"Ledger": contract("Ledger").abi}, {HERE: "Ledger"})
    log = sold()
    began = time.perf_counter()
    for _ in range(5_000):
        decoder.decode(log)
    rate = 5_000 / (time.perf_counter() - began)
    assert rate > 15_000, f"{rate:.0f} events a second"


def test_logs_of_others_are_no_events() -> None:
    decoder = Decoder({"Ledger": contract("Ledger").abi}, {HERE: "Ledger"})
    log = sold()
    assert decoder.decode(log) is not None
    assert decoder.decode(log_of(list(log.topics), log.data, "0x" + "bb" * 20)) is None
    assert decoder.decode(log_of([], log.data)) is None
    assert decoder.decode(log_of([b"\1" * 32], log.data)) is None


@given(cut=st.integers(0, 250), flip=st.binary(min_size=1, max_size=64))
def test_damaged_events_are_refused_or_read(cut: int, flip: bytes) -> None:
    """Wrong bytes never end in anything but an event or a NodeError."""
    for name in NAMES:
        decoder = Decoder({name: contract(name).abi}, {HERE: name})
        for entry in contract(name).abi:
            if entry["type"] != "event":
                continue
            data = (flip * 300)[:cut]
            topics = [contract(name).topic(entry["name"]), flip[:32].rjust(32, b"\0")]
            try:
                decoder.decode(log_of(topics, data))
            except NodeError:
                pass


def honest() -> dict[str, Any]:
    return {
        "address": HERE,
        "topics": ["0x" + "11" * 32],
        "data": "0x",
        "blockNumber": "0x1",
        "blockHash": "0x" + "22" * 32,
        "transactionHash": "0x" + "33" * 32,
        "logIndex": "0x0",
        "removed": False,
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"removed": True},
        {"topics": None},
        {"topics": ["0x" + "11" * 32] * 5},
        {"topics": ["zz"]},
        {"data": None},
        {"data": "0x1"},
        {"blockNumber": None},
        {"blockHash": "0x22"},
        {"transactionHash": 5},
        {"logIndex": "-0x1"},
        {"address": None},
        {"blockTimestamp": "now"},
    ],
)
def test_logs_that_are_none_are_refused(changed: dict[str, Any]) -> None:
    assert parse_log(honest()).block == 1
    with pytest.raises(NodeError):
        parse_log(honest() | changed)


def test_words_of_types() -> None:
    assert [words_of(kind) for kind in ("uint256", "uint256[3]", "uint256[]", "string")] == [
        1, 3, 1, 1,
    ]  # fmt: skip


class Ranges:
    """A client that refuses long ranges and says every log twice, in the wrong order."""

    node_name = "test"

    def __init__(self, most: int) -> None:
        self.most = most
        self.asked: list[tuple[int, int]] = []

    def call(self, method: str, params: tuple[Any, ...] = ()) -> Any:
        from wallet.chain.problems import Refused

        first, last = int(params[0]["fromBlock"], 16), int(params[0]["toBlock"], 16)
        if last - first + 1 > self.most:
            raise Refused(-32005, "too many", b"")
        self.asked.append((first, last))
        logs = [honest() | {"blockNumber": hex(number)} for number in range(first, last + 1)]
        return [*reversed(logs), *logs]


def test_ranges_shrink_where_they_must_and_each_log_comes_once_in_order() -> None:
    network = Network("n", 1, ("http://x",), dict.fromkeys(CONTRACTS, HERE), 0, local=True)
    client = Ranges(300)
    chain = Chain(network, client)  # type: ignore[arg-type] # only `call` is needed here
    logs = chain.logs(5, 1_500)
    assert [log.block for log in logs] == list(range(5, 1_501))
    assert client.asked[0][0] == 5 and client.asked[-1][1] == 1_500
    client.most = 0
    with pytest.raises(NodeError):
        chain.logs(5, 6)
