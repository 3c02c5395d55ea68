"""Logs: sliced by hand as the ABI says, quickly, and never believed blindly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.base.addresses import keccak
from wallet.chain.chain import Chain
from wallet.chain.logs import Decoder, RawLog, parse_log
from wallet.chain.networks import Network
from wallet.chain.problems import NodeError, Refused
from wallet.chain.words import MANY, compile_event
from wallet.contracts.bindings import contract
from wallet.contracts.build import signature, type_of
from wallet.contracts.wiring import CONTRACTS

HERE = "0x" + "aa" * 20


def log_of(topics: list[bytes], data: bytes, address: str = HERE) -> RawLog:
    return RawLog(1, "0x" + "01" * 32, "0x" + "02" * 32, 0, 100, address, tuple(topics), data)


def every_event() -> list[tuple[str, dict[str, Any]]]:
    return [
        (name, entry)
        for name in CONTRACTS
        for entry in contract(name).abi
        if entry["type"] == "event"
    ]


def value_of(entry: dict[str, Any], kind: str | None = None) -> st.SearchStrategy[Any]:
    kind = kind or entry["type"]
    if kind == "tuple":
        return st.tuples(*(value_of(part) for part in entry["components"]))
    base, bracket, size = kind.rpartition("[")
    if bracket:
        count = int(size[:-1] or 0)
        return st.lists(value_of(entry, base), min_size=count, max_size=count or 3)
    if kind.startswith("uint"):
        most = 2 ** int(kind[4:]) - 1
        return st.integers(0, most) | st.sampled_from([0, 1, most])
    if kind == "bool":
        return st.booleans()
    if kind == "address":
        return st.binary(min_size=20, max_size=20).map(lambda b: "0x" + b.hex())
    if kind == "string":
        return st.text(max_size=40) | st.just("x" * 24_576)
    if kind == "bytes":
        return st.binary(max_size=70)
    return st.binary(min_size=int(kind[5:]), max_size=int(kind[5:]))


def zero(entry: dict[str, Any], kind: str | None = None) -> Any:
    """The value of an ABI type whose words are all zero."""
    kind = kind or entry["type"]
    if kind == "tuple":
        return tuple(zero(part) for part in entry["components"])
    base, bracket, size = kind.rpartition("[")
    if bracket:
        return [zero(entry, base)] * int(size[:-1] or 0)
    if kind in ("bool", "string") or kind.startswith("uint"):
        return {"bool": False, "string": ""}.get(kind, 0)
    return "0x" + "00" * 20 if kind == "address" else bytes(int(kind[5:] or 0))


def as_ours(value: Any) -> Any:
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, str) and value.startswith("0x") and len(value) == 42:
        return value.lower()  # web3 writes addresses in mixed case
    return [as_ours(one) for one in value] if isinstance(value, list | tuple) else value


def encoded(entry: dict[str, Any], values: tuple[Any, ...]) -> tuple[list[bytes], bytes]:
    """Topics and data of an event, by another library."""
    from eth_abi.abi import encode

    inputs = entry["inputs"]
    pairs = [(one, type_of(dict(one)), value) for one, value in zip(inputs, values, strict=True)]
    topics = [encode([kind], [value]) for one, kind, value in pairs if one["indexed"]]
    plain = [(kind, value) for one, kind, value in pairs if not one["indexed"]]
    data = encode([kind for kind, _ in plain], [value for _, value in plain])
    return [keccak(signature(entry).encode()), *topics], data


def by_web3(web3: Any, entry: dict[str, Any], topics: list[bytes], data: bytes) -> dict[str, Any]:
    """What web3.py's contract event decoding makes of a log."""
    from web3.datastructures import AttributeDict

    event = web3.eth.contract(abi=[entry]).events[entry["name"]]()
    log = {
        "address": HERE, "topics": topics, "data": data, "blockNumber": 1, "logIndex": 0,
        "transactionIndex": 0, "transactionHash": b"\2" * 32, "blockHash": b"\1" * 32,
    }  # fmt: skip
    said = event.process_log(AttributeDict(log))["args"]
    return {
        key: as_ours(list(one.values()) if isinstance(one, AttributeDict) else one)
        for key, one in said.items()
    }


@pytest.fixture(scope="module")
def web3() -> Any:
    from web3 import Web3

    return Web3()


@pytest.mark.parametrize(("name", "entry"), every_event(), ids=lambda x: str(x)[:24])
def test_every_event_is_read_as_web3_reads_it(name: str, entry: dict[str, Any], web3: Any) -> None:
    decoder = Decoder({name: contract(name).abi}, {HERE: name})
    values = st.tuples(*(value_of(one) for one in entry["inputs"]))
    other = log_of(*encoded(entry, tuple(zero(one) for one in entry["inputs"])))
    zeros = decoder.events([other])[0].fields

    @settings(max_examples=12, deadline=None)
    @given(values)
    def same(values: tuple[Any, ...]) -> None:
        topics, data = encoded(entry, values)
        found = decoder.decode(log_of(topics, data))
        assert found is not None
        assert found[:2] == (name, entry["name"])
        assert found[2] == {
            one["name"]: as_ours(value) for one, value in zip(entry["inputs"], values, strict=True)
        }
        assert found[2] == by_web3(web3, entry, topics, data)
        log = log_of(topics, data)
        many = decoder.events([log, *[other] * MANY, log])
        assert [one.fields for one in many] == [found[2], *[zeros] * MANY, found[2]]

    same()


@pytest.mark.parametrize(("name", "entry"), every_event(), ids=lambda x: str(x)[:24])
def test_spoilt_events_are_refused_or_mean_exactly_their_bytes(
    name: str, entry: dict[str, Any]
) -> None:
    """Of padding, offsets and lengths one form alone is right: what is read can be written back."""
    decoder = Decoder({name: contract(name).abi}, {HERE: name})
    values = st.tuples(*(value_of(one) for one in entry["inputs"]))
    good = log_of(*encoded(entry, tuple(zero(one) for one in entry["inputs"])))
    spots = st.lists(
        st.tuples(st.integers(0, 2_000), st.sampled_from([0, 1, 2, 31, 32, 64, 127, 128, 255])),
        max_size=3,
    )

    @settings(max_examples=15, deadline=None)
    @given(values, spots, st.integers(-40, 40), st.booleans())
    def holds(
        values: tuple[Any, ...], spots: list[tuple[int, int]], longer: int, more: bool
    ) -> None:
        topics, data = encoded(entry, values)
        whole = bytearray(b"".join(topics[1:]) + data)
        for spot, byte in spots if whole else ():
            whole[spot % len(whole)] = byte
        keys = len(topics) - 1
        spoilt = [topics[0], *(bytes(whole[32 * n : 32 * n + 32]) for n in range(keys))]
        rest = bytes(whole[32 * keys :])
        rest = rest[:longer] if longer < 0 else rest + bytes(longer if more else 0)
        log = log_of(spoilt, rest)
        try:
            found = decoder.decode(log)
        except NodeError:
            with pytest.raises(NodeError):
                decoder.events([*[good] * MANY, log])
            return
        assert found is not None
        if "�" in str(found[2]):
            return  # a text that is no UTF-8: read as far as it can be, for it is anybody's to send
        again = tuple(back(one, found[2][one["name"]]) for one in entry["inputs"])
        assert encoded(entry, again) == (spoilt, rest)

    holds()


def back(entry: dict[str, Any], value: Any, kind: str | None = None) -> Any:
    """A value of ours as another library wants it."""
    kind = kind or entry["type"]
    if kind == "tuple":
        parts = entry["components"]
        return tuple(back(part, one) for part, one in zip(parts, value, strict=True))
    if kind.endswith("]"):
        return [back(entry, one, kind[: kind.rindex("[")]) for one in value]
    return bytes.fromhex(value[2:]) if kind.startswith("bytes") else value


def sold() -> RawLog:
    entry = contract("Ledger").events["Sold"]
    plain = len([one for one in entry["inputs"] if not one["indexed"]])
    data = b"".join(number.to_bytes(32, "big") for number in range(plain))
    ids = [number.to_bytes(32, "big") for number in (1, 2, 3)]
    return log_of([contract("Ledger").topic("Sold"), *ids], data)


def test_logs_of_others_are_no_events() -> None:
    decoder = Decoder({"Ledger": contract("Ledger").abi}, {HERE: "Ledger"})
    log = sold()
    assert decoder.decode(log) is not None
    assert decoder.decode(log_of(list(log.topics), log.data, "0x" + "bb" * 20)) is None
    assert decoder.decode(log_of([], log.data)) is None
    assert decoder.decode(log_of([b"\1" * 32], log.data)) is None


def issued(size: int, text: bytes) -> RawLog:
    """The issue of a token whose name says that it has `size` bytes."""
    head = (64).to_bytes(32, "big") + bytes(32)
    topics = [contract("Ledger").topic("Issued"), (1).to_bytes(32, "big")]
    return log_of(topics, head + size.to_bytes(32, "big") + text)


def test_hostile_logs_are_refused() -> None:
    abi = contract("Ledger").abi
    decoder = Decoder({"Ledger": abi, "Registry": contract("Registry").abi},
                      {HERE: "Ledger", "0x" + "bb" * 20: "Registry"})  # fmt: skip
    log = sold()
    bad = [
        log_of(list(log.topics), log.data + b"\0"),
        log_of(list(log.topics), log.data + bytes(32)),
        log_of(list(log.topics), log.data[:-1]),
        log_of(list(log.topics), b""),
        log_of(list(log.topics)[:3], log.data),
        log_of([*log.topics, bytes(32)], log.data),
        issued(2**255, bytes(32)),
        issued(2**256 - 1, bytes(32)),
        issued(33, b"x" * 32),
        issued(1, b"xy".ljust(32, b"\0")),
        issued(0, bytes(32)),
        issued(2**21, b"x" * 2**21),
        log_of(  # a bool of 2
            [contract("Registry").topic("VerifierSet"), bytes(32)],
            (2).to_bytes(32, "big"), "0x" + "bb" * 20,
        ),
        log_of(  # an address with something before it
            [contract("Registry").topic("VerifierSet"), b"\1" * 32],
            (1).to_bytes(32, "big"), "0x" + "bb" * 20,
        ),
    ]  # fmt: skip
    for one in bad:
        with pytest.raises(NodeError):
            decoder.decode(one)
    found = decoder.decode(issued(2, b"\xff\xfe".ljust(32, b"\0")))
    assert found is not None and found[2]["name"] == "��"


@given(cut=st.integers(0, 250), flip=st.binary(min_size=1, max_size=64))
def test_damaged_events_are_refused_or_read(cut: int, flip: bytes) -> None:
    """Wrong bytes never end in anything but an event or a NodeError."""
    for decoder, topic in DECODERS:
        data = (flip * 300)[:cut]
        try:
            decoder.decode(log_of([topic, flip[:32].rjust(32, b"\0")], data))
        except NodeError:
            pass


DECODERS = [
    (Decoder({name: [entry]}, {HERE: name}), contract(name).topic(entry["name"]))
    for name, entry in every_event()
]


def test_a_type_that_no_event_has_is_refused_at_once() -> None:
    for kind in ("uint256[][]", "string[]", "function", "bytes[2]"):
        with pytest.raises(ValueError, match="no event has"):
            compile_event([{"name": "x", "type": kind, "indexed": False}])
    parts = [{"name": "y", "type": "string"}]
    with pytest.raises(ValueError, match="no event has"):
        compile_event([{"name": "x", "type": "tuple", "indexed": False, "components": parts}])
    reader = compile_event([{"name": "x", "type": "string", "indexed": True}])
    assert reader.read((b"", b"\7" * 32), b"") == {"x": "0x" + "07" * 32}  # its hash alone is there


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
        {"topics": ["0x" + "11" * 31]},
        {"topics": ["0x" + "11" * 33]},
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


class Ranges:
    """A client that refuses long ranges and says every log twice, in the wrong order."""

    node_name = "test"

    def __init__(self, most: int) -> None:
        self.most = most
        self.asked: list[tuple[int, int]] = []
        self.spoil = False

    def batch_each(self, calls: list[tuple[str, tuple[Any, ...]]]) -> list[Any]:
        return [self.one(params[0]) for _method, params in calls]

    def one(self, asked: dict[str, Any]) -> Any:
        first, last = int(asked["fromBlock"], 16), int(asked["toBlock"], 16)
        if last - first + 1 > self.most:
            return Refused(-32005, "too many", b"")
        self.asked.append((first, last))
        logs = [honest() | {"blockNumber": hex(number)} for number in range(first, last + 1)]
        again = [log | {"data": "0x01"} for log in logs] if self.spoil else logs
        return [*reversed(logs), *again]


def test_ranges_shrink_where_they_must_and_each_log_comes_once_in_order() -> None:
    network = Network("n", 1, ("http://x",), dict.fromkeys(CONTRACTS, HERE), 0, local=True)
    client = Ranges(300)
    chain = Chain(network, client)  # type: ignore[arg-type] # only this much is needed here
    logs = chain.logs(5, 1_500)
    assert [log.block for log in logs] == list(range(5, 1_501))
    assert client.asked[0][0] == 5 and client.asked[-1][1] == 1_500
    client.spoil = True
    with pytest.raises(NodeError) as garbled:  # one place, two logs
        chain.logs(5, 6)
    assert garbled.value.code == "node.garbage"
    client.most = 0
    with pytest.raises(NodeError):
        chain.logs(5, 6)
