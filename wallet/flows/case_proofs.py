"""Gathering the proofs of a case file from a node that may lie: whatever it shows is checked first.

Blocks are asked for whole and their tries built again, so that a transaction and its receipt are
proven to be in them; storage and code come with the node's own proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.case import debt, position
from wallet.case.blocks import MOST_HEADERS, Block, read_block
from wallet.case.package import CODES, POSITION, Case
from wallet.case.problems import large
from wallet.case.proven import MOST_TRANSACTIONS, WIRED
from wallet.chain.chain import Chain
from wallet.chain.client import Call
from wallet.chain.headers import header_bytes, receipts_in, seal_of
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import Refused, garbage
from wallet.chain.proofs import unproven
from wallet.chain.raw_transactions import transactions_in
from wallet.chain.tries import proof_of, root_of
from wallet.contracts.places import slot_of
from wallet.signing.rlp import encode

AT_ONCE: Final = 100
UNFINAL: Final = 64
"""Blocks before the last one at which nothing is taken back, where a node does not say it."""
Report = Callable[[str, float | None], object]
"""Hears what is done, and how much of it; raises to stop it."""


@dataclass(frozen=True)
class Gathered:
    """Headers one after the other, events and state as a file holds them, and code."""

    headers: bytes
    events: list[dict[str, Any]]
    state: dict[str, Any]
    codes: Mapping[str, bytes]


def final_block(chain: Chain) -> tuple[int, Block]:
    """The newest block that is not taken back any more: its number and its header."""
    node = chain.client.node_name
    if chain.network.local:
        answer = chain.client.call("eth_getBlockByNumber", ("latest", False))
    else:
        try:
            answer = chain.client.call("eth_getBlockByNumber", ("finalized", False))
        except Refused:
            number = max(0, chain.block_number() - UNFINAL)
            answer = chain.client.call("eth_getBlockByNumber", (hex(number), False))
    block = _read(header_bytes(answer, node), node)
    return block.number, block


def gather(chain: Chain, case: Case, sent: Sequence[tuple[int, str]], report: Report) -> Gathered:
    """Everything that proves a case: `sent` are its transactions, each with its block.

    Raises NodeError where the node has not what is asked for, or what it shows proves nothing.
    """
    if len(sent) > MOST_TRANSACTIONS:
        raise large(f"{len(sent):,} transactions, and there can be {MOST_TRANSACTIONS:,}")
    try:
        events, headers = _transactions(chain, sent, report)
        headers[case.anchor] = _header(chain, case.anchor)
        _link(chain, headers, report)
        report("Asking for what the contracts hold.", 0.9)
        state, codes = _state(chain, case)
    except Refused as error:
        raise _gone(chain, "all that proves this") from error
    return Gathered(b"".join(headers[number] for number in sorted(headers)), events, state, codes)


def _gone(chain: Chain, what: str) -> WalletError:
    return WalletError(
        f"The node {chain.client.node_name} does not have {what}, or no longer.",
        "Name a node that keeps old blocks in the network’s file; many drop theirs after a while.",
        "case.node",
    )


def _transactions(
    chain: Chain, sent: Sequence[tuple[int, str]], report: Report
) -> tuple[list[dict[str, Any]], dict[int, bytes]]:
    """Each transaction with its receipt, proven to be in its block; and the blocks' headers."""
    events: list[dict[str, Any]] = []
    headers: dict[int, bytes] = {}
    blocks = [(number, {tx for _, tx in these}) for number, these in
              groupby(sorted(set(sent)), key=lambda one: one[0])]  # fmt: skip
    for done, (number, wanted) in enumerate(blocks):
        report(
            f"Proving what happened: block {done + 1:,} of {len(blocks):,}.",
            0.6 * done / len(blocks),
        )
        header, found = _of_block(chain, number, wanted)
        headers[number] = header
        events += found
    return events, headers


def _of_block(chain: Chain, number: int, wanted: set[str]) -> tuple[bytes, list[dict[str, Any]]]:
    node = chain.client.node_name
    calls: list[Call] = [
        ("eth_getBlockByNumber", (hex(number), True)),
        ("eth_getBlockReceipts", (hex(number),)),
    ]
    answer, receipts = chain.client.batch(calls)
    if answer is None or receipts is None:
        raise _gone(chain, f"block {number:,} and what happened in it")
    header, seal = header_bytes(answer, node), seal_of(answer, node)
    sent, received = transactions_in(answer, node), receipts_in(receipts, node)
    roots = (seal["transactionsRoot"], seal["receiptsRoot"])
    if quantity(answer.get("number"), node) != number or len(sent) != len(received):
        raise unproven(node)
    if (root_of(sent), root_of(received)) != roots:
        raise unproven(node)
    found = []
    for index in range(len(sent)):
        key = encode(index)
        if "0x" + keccak(sent[key]).hex() in wanted:
            found.append(
                {
                    "block": number,
                    "index": index,
                    "transaction": _texts(proof_of(sent, key)),
                    "receipt": _texts(proof_of(received, key)),
                }
            )
    if len(found) != len(wanted):
        raise unproven(node)
    return header, found


def _header(chain: Chain, number: int) -> bytes:
    answer = chain.client.call("eth_getBlockByNumber", (hex(number), False))
    return header_bytes(answer, chain.client.node_name)


def _link(chain: Chain, headers: dict[int, bytes], report: Report) -> None:
    """Add the headers between blocks, the nearest first, as long as there is room for them.

    What is too far away from the anchor then needs a hash of its own.
    """
    node = chain.client.node_name
    known = sorted(headers)
    gaps = sorted(pairwise(known), key=lambda pair: pair[1] - pair[0])
    wanted: list[int] = []
    room = MOST_HEADERS - len(headers)
    for first, last in gaps:
        between = last - first - 1
        if between > room:
            break
        room -= between
        wanted += range(first + 1, last)
    for start in range(0, len(wanted), AT_ONCE):
        report(
            f"Linking the blocks: header {start:,} of {len(wanted):,}.",
            0.6 + 0.3 * start / len(wanted),
        )
        part = wanted[start : start + AT_ONCE]
        calls: list[Call] = [("eth_getBlockByNumber", (hex(one), False)) for one in part]
        for number, answer in zip(part, chain.client.batch(calls), strict=True):
            headers[number] = header_bytes(answer, node)
    _check_links(headers, node)


def _check_links(headers: Mapping[int, bytes], node: str) -> None:
    before: Block | None = None
    for number in sorted(headers):
        block = _read(headers[number], node)
        follows = before is not None and before.number == number - 1
        if block.number != number or (follows and before and block.parent != before.hash):
            raise unproven(node)
        before = block


def _read(data: bytes, node: str) -> Block:
    try:
        return read_block(data)
    except ValueError as error:
        raise garbage(node) from error


def _slots(case: Case) -> dict[str, list[int]]:
    """The words of storage that a case is held against, by contract."""
    places = (
        position.words_of(case.token, case.person)
        if case.kind == POSITION
        else debt.words_of(case.debt, case.token, case.person)
    )
    found: dict[str, list[int]] = {name: [] for name in CODES}
    for name, variable, keys, place in places:
        found[name].append(slot_of(name, variable, *keys) + place)
    found["Ledger"] += [slot_of("Ledger", variable) for variable in WIRED]
    people = {case.token, case.person} - {0}
    found["Registry"] += [slot_of("Registry", "book.words", one) for one in sorted(people)]
    return found


def _state(chain: Chain, case: Case) -> tuple[dict[str, Any], dict[str, bytes]]:
    node = chain.client.node_name
    calls: list[Call] = []
    tag = hex(case.anchor)
    slots = _slots(case)
    for name in CODES:
        address = case.contracts[name]
        keys = [f"0x{slot:064x}" for slot in dict.fromkeys(slots[name])]
        calls += [("eth_getProof", (address, keys, tag)), ("eth_getCode", (address, tag))]
    answers = chain.client.batch(calls)
    state, codes = {}, {}
    for place, name in enumerate(CODES):
        shown = answers[2 * place]
        if not isinstance(shown, dict):
            raise garbage(node)
        codes[name] = hex_bytes(answers[2 * place + 1], node)
        state[name] = {
            "account": _nodes(shown.get("accountProof"), node),
            "slots": _proofs(shown.get("storageProof"), node),
        }
    return state, codes


def _proofs(shown: Any, node: str) -> dict[str, list[str]]:
    if not isinstance(shown, list):
        raise garbage(node)
    found = {}
    for one in shown:
        if not isinstance(one, dict):
            raise garbage(node)
        found[f"0x{quantity(one.get('key'), node):064x}"] = _nodes(one.get("proof"), node)
    return found


def _nodes(value: Any, node: str) -> list[str]:
    if not isinstance(value, list):
        raise garbage(node)
    return _texts(hex_bytes(one, node) for one in value)


def _texts(nodes: Iterable[bytes]) -> list[str]:
    return ["0x" + one.hex() for one in nodes]
