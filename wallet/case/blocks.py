"""Headers of blocks: what each commits to, and which of them follow from trusted hashes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import keccak
from wallet.case.problems import untrue
from wallet.signing.rlp import end_of, strings_in

MOST_HEADERS: Final = 20_000
"""Headers in one file: a chain of them links blocks that are no further apart (of Ethereum's, 2.8
days). Further apart, each block's own hash has to be trusted."""
_MOST_HEADER: Final = 2_048
_LEAST_FIELDS, _MOST_FIELDS = 15, 32


@dataclass(frozen=True, slots=True)
class Block:
    """What a header says; `hash` is its own, by its bytes. `at` is in seconds since 1970."""

    number: int
    hash: bytes
    parent: bytes
    state_root: bytes
    transactions_root: bytes
    receipts_root: bytes
    at: int


def read_block(data: bytes) -> Block:
    """The block with this header. Raises ValueError."""
    parts = strings_in(data)  # of a header whose hash is trusted there is one form alone
    if not _LEAST_FIELDS <= len(parts) <= _MOST_FIELDS:
        raise ValueError("this is no header")
    parent, state, transactions, receipts = parts[0], parts[3], parts[4], parts[5]
    number, at = parts[8], parts[11]
    if any(len(one) != 32 for one in (parent, state, transactions, receipts)):
        raise ValueError("this is no header")
    if len(number) > 6 or len(at) > 6:
        raise ValueError("this is no header")
    return Block(
        int.from_bytes(number, "big"), keccak(data), parent, state, transactions, receipts,
        int.from_bytes(at, "big"),
    )  # fmt: skip


def read_blocks(data: bytes) -> dict[int, Block]:
    """The blocks whose headers stand one after the other, by their numbers. Raises WalletError.

    Where two numbers follow each other, the blocks do.
    """
    found: dict[int, Block] = {}
    at, last = 0, -1
    while at < len(data):
        try:
            end = end_of(data, at)
            if end - at > _MOST_HEADER or len(found) == MOST_HEADERS:
                raise ValueError("too much")
            block = read_block(data[at:end])
        except ValueError as error:
            raise untrue(f"what stands at byte {at:,} of headers.rlp is no header") from error
        before = found.get(block.number - 1)
        if block.number <= last:
            raise untrue(f"the header of block {block.number:,} is not in its place")
        if before is not None and block.parent != before.hash:
            raise untrue(
                f"block {block.number:,} does not follow the block before it that is in the file"
            )
        found[block.number] = block
        at, last = end, block.number
    return found


def confirmed(blocks: Mapping[int, Block], trusted: Collection[bytes]) -> frozenset[int]:
    """The blocks that follow from trusted hashes: their own, or that of one after them."""
    found = set()
    for number in sorted(blocks, reverse=True):
        follows = number + 1 in found and number + 1 in blocks
        if blocks[number].hash in trusted or follows:
            found.add(number)
    return frozenset(found)


def unconfirmed(
    blocks: Mapping[int, Block], needed: Collection[int], trusted: Collection[bytes]
) -> tuple[Block, ...]:
    """Blocks whose hashes have still to be confirmed, as few as can be, the newest first."""
    known = confirmed(blocks, trusted)
    wanted = set(needed) - known
    tops, top = set(), -1
    for number in sorted(blocks, reverse=True):
        if number + 1 not in blocks:
            top = number  # the newest of those that are linked to each other
        if number in wanted:
            tops.add(top)
    return tuple(blocks[number] for number in sorted(tops, reverse=True))
