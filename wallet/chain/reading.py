"""Reading logs piece by piece, each piece held against the headers and receipts of its blocks.

A node may drop logs, say them twice, in any order, or make them up, and its chain may change while
it is read. A piece is given out only when nothing that the node said contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from wallet.chain.headers import Head, bloom_of, logs_of
from wallet.chain.logs import RawLog
from wallet.chain.problems import NodeError, Refused, garbage

if TYPE_CHECKING:
    from wallet.chain.chain import Chain

FIRST_BLOCKS: Final = 2_000
MOST_BLOCKS: Final = 50_000
FULL: Final = 20_000
"""How many blocks one piece has at first and at most, and how many logs fill one."""
NEAR: Final = 64
"""Blocks at the end of the chain whose every header and receipt is looked at."""
REMEMBERED: Final = 1_024


Marks = tuple[tuple[int, str, bytes, bytes], ...]


class Unsteady(NodeError):
    """The chain changed while it was read: it has to be read again."""

    def __init__(self) -> None:
        super().__init__(
            "The chain changes faster than it can be read.", "Try again.", "index.unsteady"
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """The logs of the blocks from `first` to `last`, in their order, each once."""

    first: int
    last: Head
    logs: Sequence[RawLog]


class Reading:
    """Reads the logs of one chain. Not for several threads at once."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._blocks = FIRST_BLOCKS
        self._held: dict[str, Marks] = {}
        """Logs of blocks, by hash, that were held against receipts before."""

    def pieces(self, first: int, head: Head) -> Iterator[Piece]:
        """All logs from block `first` to the chain's head. Raises NodeError."""
        while first <= head.number:
            last = min(head.number, first + self._blocks - 1)
            piece = self._piece(
                first, head if last == head.number else self._chain.head(last), head
            )
            yield piece
            first = last + 1
            if len(piece.logs) > FULL // 2:
                self._blocks = max(1, self._blocks * FULL // (2 * len(piece.logs)))
            elif len(piece.logs) < FULL // 4:
                self._blocks = min(MOST_BLOCKS, self._blocks * 2)

    def _piece(self, first: int, last: Head, head: Head) -> Piece:
        logs = self._chain.logs(first, last.number)
        near = range(max(first, head.number - NEAR + 1), last.number + 1)
        numbers = sorted({log.block for log in logs} | set(near) | {last.number})
        heads = {one.number: one for one in self._chain.heads(numbers)}
        if set(heads) != set(numbers):
            raise garbage(self._chain.client.node_name)
        if heads[last.number].hash != last.hash:
            raise Unsteady
        for log in logs:
            self._check(log, heads[log.block], 4 if log.block in near else 1)
        self._check_links([heads[number] for number in near])
        return Piece(first, last, self._held_against_receipts(logs, [heads[one] for one in near]))

    def _check(self, log: RawLog, head: Head, keys: int) -> None:
        """Hold a log against its block: another hash is another history, the rest is made up."""
        if log.block_hash != head.hash:
            raise Unsteady
        if (log.at is not None and log.at != head.at) or not head.may_have(log, keys):
            raise _invented(self._chain.client.node_name)
        log.at = head.at

    @staticmethod
    def _check_links(heads: Sequence[Head]) -> None:
        for before, after in pairwise(heads):
            if after.parent != before.hash:
                raise Unsteady

    def _held_against_receipts(
        self, logs: Sequence[RawLog], near: Sequence[Head]
    ) -> Sequence[RawLog]:
        """The logs, with those of the last blocks as their receipts have them."""
        by_block: dict[int, list[RawLog]] = {head.number: [] for head in near}
        for log in logs:
            if log.block in by_block:
                by_block[log.block].append(log)
        doubtful = [
            head
            for head in near
            if (by_block[head.number] or self._may_have_ours(head))
            and self._held.get(head.hash) != _marks(by_block[head.number])
        ]
        if not doubtful:
            return logs
        truth = self._receipts(doubtful)
        if len(self._held) > REMEMBERED:
            self._held.clear()
        for number, found in truth.items():
            said = set(_marks(by_block[number]))
            if not said <= set(_marks(found)):
                self._check_still_there(number, near)
                raise _invented(self._chain.client.node_name)
            by_block[number] = found
        for head in doubtful:
            self._held[head.hash] = _marks(by_block[head.number])
        far = [log for log in logs if log.block not in by_block]
        return far + [log for number in sorted(by_block) for log in by_block[number]]

    def _check_still_there(self, number: int, near: Sequence[Head]) -> None:
        """A block without receipts does not say which one it is: it may be another by now."""
        known = next(head for head in near if head.number == number)
        if self._chain.head(number).hash != known.hash:
            raise Unsteady

    def _may_have_ours(self, head: Head) -> bool:
        """Whether a block's filter lets it have an event of a contract of ours."""
        return any(
            head.bloom & address == address and any(head.bloom & one == one for one in topics)
            for address, topics in self._filters
        )

    @property
    def _filters(self) -> Sequence[tuple[int, tuple[int, ...]]]:
        watched = set(self._chain.watched)
        return [
            (bloom_of(bytes.fromhex(address[2:])), tuple(map(bloom_of, topics)))
            for address, topics in self._chain.decoder.topics.items()
            if address in watched
        ]

    def _receipts(self, heads: Sequence[Head]) -> Mapping[int, list[RawLog]]:
        """What receipts of blocks have of our contracts; nothing where the node refuses them."""
        client = self._chain.client
        answers = client.batch_each([("eth_getBlockReceipts", (hex(h.number),)) for h in heads])
        found: dict[int, list[RawLog]] = {}
        for head, answer in zip(heads, answers, strict=True):
            if isinstance(answer, Refused):
                continue  # a node without this method; headers and filters have to do
            logs = logs_of(answer, client.node_name)
            ours = []
            for log in logs:
                if log.block_hash != head.hash or log.block != head.number:
                    raise Unsteady
                if self._chain.wants(log):
                    self._check(log, head, 4)
                    ours.append(log)
            found[head.number] = sorted(ours, key=lambda one: one.index)
        return found


def _marks(logs: Sequence[RawLog]) -> Marks:
    """What tells a block's logs from others that a node may say it has."""
    return tuple((one.index, one.address, b"".join(one.topics), one.data) for one in logs)


def _invented(name: str) -> NodeError:
    return NodeError(
        f"The node {name} tells of something that its own blocks do not have.",
        "Name another node in the network’s file.",
        "node.invented",
    )
