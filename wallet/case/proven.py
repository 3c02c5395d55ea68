"""What a file proves, as far as the hashes of its blocks are the chain's: events and storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import address_from_bytes, keccak
from wallet.case.blocks import Block, read_blocks
from wallet.case.package import CODES, Case, Package
from wallet.case.problems import untrue
from wallet.chain.logs import Decoder, Event, RawLog
from wallet.chain.problems import NodeError
from wallet.chain.tries import value_at
from wallet.contracts.bindings import contract
from wallet.contracts.onchain import read_code, wrong_immutables
from wallet.contracts.places import Key, slot_of
from wallet.contracts.wiring import named_after
from wallet.signing.rlp import Item, decode, encode

MOST_TRANSACTIONS: Final = 4_000
MOST_SLOTS: Final = 256
MOST_PROOF: Final = 64
_MOST_NODE: Final = 4 * 2**20
_TYPES: Final = 0x7F
WIRED: Final[Mapping[str, str]] = {
    "cash.companies": "Companies", "offering": "Offering", "auction": "Auction",
}  # fmt: skip
"""Where the ledger keeps which contracts may move shares and money."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A transaction that is proven to be in a block, and where in it."""

    tx: str
    block: int
    index: int


@dataclass(frozen=True)
class Proven:
    """Blocks, transactions and events in their order, and words of storage after the anchor."""

    blocks: Mapping[int, Block]
    anchor: Block
    sent: tuple[Sent, ...]
    events: tuple[Event, ...]
    words: Mapping[tuple[str, int], int]

    def word(self, name: str, variable: str, *keys: Key, place: int = 0) -> int:
        """A word of a contract's storage after the anchor. Raises WalletError without proof."""
        found = self.words.get((name, slot_of(name, variable, *keys) + place))
        if found is None:
            raise untrue(f"it lacks the proof of a word in the storage of {name}")
        return found

    def needed(self) -> frozenset[int]:
        """The blocks that something is proven by."""
        return frozenset({self.anchor.number, *(one.block for one in self.sent)})


def prove(package: Package) -> Proven:
    """Check every proof in a file. Raises WalletError with what is not proven."""
    case = package.case
    blocks = read_blocks(package.headers)
    anchor = blocks.get(case.anchor)
    if anchor is None or "0x" + anchor.hash.hex() != case.anchor_hash:
        raise untrue("it lacks the header of the block that it is about")
    sent, logs = sent_in(package.events, blocks, case.anchor)
    events = _events(case, logs)
    words = _state(package, anchor)
    return Proven(blocks, anchor, tuple(sent), tuple(events), words)


def sent_in(said: Any, blocks: Mapping[int, Block], anchor: int) -> tuple[list[Sent], list[RawLog]]:
    """The transactions in a file's events, and all their logs. Raises WalletError."""
    sent: list[Sent] = []
    logs: list[RawLog] = []
    before = (-1, -1)
    try:
        for entry in said:
            number, index = entry["block"], entry["index"]
            if type(number) is not int or type(index) is not int or set(entry) != _ENTRY:
                raise ValueError("not an entry")
            if not 0 <= index < 2**20 or (number, index) <= before or number > anchor:
                raise ValueError("not in its place")
            before = (number, index)
            if len(sent) == MOST_TRANSACTIONS:
                raise ValueError("too many")
            raw = _in(blocks[number].transactions_root, index, entry["transaction"])
            receipt = _in(blocks[number].receipts_root, index, entry["receipt"])
            one = Sent("0x" + keccak(raw).hex(), number, index)
            sent.append(one)
            logs += receipt_logs(receipt, one, blocks[number])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        which = f"transaction {len(sent) + 1} of events.json"
        raise untrue(f"{which} is not proven to be in its block") from error
    return sent, logs


_ENTRY: Final = {"block", "index", "transaction", "receipt"}


def _in(root: bytes, index: int, proof: Any) -> bytes:
    """The bytes at a place of a block's list. Raises ValueError."""
    found = value_at(root, encode(index), nodes_of(proof))
    if not found:
        raise ValueError("there is nothing there")
    return found


def nodes_of(value: Any) -> list[bytes]:
    """The nodes of a proof. Raises ValueError."""
    if not isinstance(value, list) or len(value) > MOST_PROOF:
        raise ValueError("not a proof")
    nodes = []
    for one in value:
        if not isinstance(one, str) or not one.startswith("0x") or len(one) > 2 * _MOST_NODE:
            raise ValueError("not a node")
        nodes.append(bytes.fromhex(one[2:]))
    return nodes


def receipt_logs(receipt: bytes, sent: Sent, block: Block) -> list[RawLog]:
    """The logs of a receipt, in their order. Raises ValueError.

    A receipt has four items, one of a deposit on a chain of the OP Stack six.
    """
    body = decode(receipt[1:] if receipt[0] <= _TYPES else receipt)
    if len(body) not in (4, 6) or body[0] != b"\x01" or not isinstance(body[3], list):
        raise ValueError("the transaction failed, or has no receipt")
    found = []
    for place, log in enumerate(body[3]):
        if not isinstance(log, list) or len(log) != 3:
            raise ValueError("not a log")
        address, topics, data = log
        if not isinstance(address, bytes) or not isinstance(data, bytes):
            raise ValueError("not a log")
        found.append(
            RawLog(
                sent.block, "0x" + block.hash.hex(), sent.tx, sent.index << 20 | place, block.at,
                "0x" + address.hex(), _topics(topics), data,
            )
        )  # fmt: skip
    return found


def _topics(items: Item) -> tuple[bytes, ...]:
    if not isinstance(items, list) or len(items) > 4:
        raise ValueError("not a log")
    topics = tuple(one for one in items if isinstance(one, bytes) and len(one) == 32)
    if len(topics) != len(items):
        raise ValueError("not a log")
    return topics


def _events(case: Case, logs: list[RawLog]) -> list[Event]:
    """The events of the network's contracts, by the ABIs that come with this program."""
    abis = {name: contract(name).abi for name in CODES}
    decoder = Decoder(abis, {case.contracts[name]: name for name in CODES})
    try:
        return decoder.events(logs)
    except NodeError as error:
        raise untrue("an event in it is not one of the network’s contracts") from error


def _state(package: Package, anchor: Block) -> dict[tuple[str, int], int]:
    """Words of storage, after the account of each contract and its code."""
    words: dict[tuple[str, int], int] = {}
    said = package.state
    if not isinstance(said, dict) or set(said) != set(CODES):
        raise untrue("it does not prove the storage of the network’s contracts")
    for name in CODES:
        try:
            entry = said[name]
            if set(entry) != {"account", "slots"} or len(entry["slots"]) > MOST_SLOTS:
                raise ValueError("not an account")
            address = bytes.fromhex(package.case.contracts[name][2:])
            account = decode(
                value_at(anchor.state_root, keccak(address), nodes_of(entry["account"])) or b""
            )
            storage, code_hash = account[2], account[3]
            if not isinstance(storage, bytes) or code_hash != keccak(package.codes[name]):
                raise ValueError("not its code")
            for key, proof in entry["slots"].items():
                slot = int(key, 16)
                value = value_at(storage, keccak(slot.to_bytes(32, "big")), nodes_of(proof))
                words[name, slot] = _number(value)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as bad:
            raise untrue(f"the storage or the code of {name} is not proven") from bad
        _check_code(package, name)
    for variable, name in WIRED.items():
        there = words.get(("Ledger", slot_of("Ledger", variable)), 0)
        if there != int(package.case.contracts[name], 16):
            raise untrue(f"its contract {name} is not the one that the ledger obeys")
    return words


def _check_code(package: Package, name: str) -> None:
    """The code is that of this program, made for this chain and for these contracts."""
    case = package.case
    read = read_code(name, package.codes[name])
    if not read.same:
        raise untrue(
            f"the code of {name} on the chain is not the one that this program was released with, "
            "so that nothing is known of what its events mean"
        )
    wrong = wrong_immutables(name, read, case.contracts, case.chain_id)
    chosen = ("Deployer", "Operator")
    if any(named_after(one) not in chosen for one in wrong):
        raise untrue(f"its contract {name} belongs to another network or another chain")


def _number(value: bytes | None) -> int:
    """The number in a word as a trie has it."""
    if value is None:
        return 0
    if len(value) > 33:
        raise ValueError("longer than a word")
    (item,) = decode(bytes([0xC0 + len(value)]) + value)
    if not isinstance(item, bytes):
        raise ValueError("not a word")
    return int.from_bytes(item, "big")


def account_in(word: int) -> str:
    """The wallet in a person's word of the registry."""
    return address_from_bytes((word & (2**160 - 1)).to_bytes(20, "big"))
