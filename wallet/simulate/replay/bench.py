"""A chain of this machine with the contracts on it, on which samples are played one by one.

The contracts are deployed once, from the committed artifacts. For each sample the words of its
slice are written into them, the calls are mined as real transactions in one block of the event's
own time, what they changed is read from their trace, and the chain is put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from wallet.base.addresses import checksum
from wallet.chain.client import Call, Client
from wallet.chain.node import LocalNode
from wallet.chain.problems import garbage
from wallet.contracts.bindings import artifact, contract
from wallet.contracts.deploy import deploy
from wallet.signing.typed import statement
from wallet.simulate.replay.kind import AUTHORITY, Statement, Step
from wallet.simulate.replay.records import ATTESTORS
from wallet.simulate.replay.storage import Ground, Laid, Spot, spot
from wallet.simulate.replay.words import PERSON, POINTER

GENESIS: Final = 1_000_000_000
"""Before every run: the chain's time only moves forward."""
GAS: Final = 29_000_000
BLOCK_GAS: Final = 2**40
"""All steps of an event are in one block, so that they are at one time."""
COINS: Final = 10**24
DEPLOYER, FIRST_ATTESTOR, VERIFIER = 0, 1, 4
"""Accounts of the node."""
TRACE: Final = {"tracer": "prestateTracer", "tracerConfig": {"diffMode": True, "disableCode": True}}
CALLS: Final = {"tracer": "callTracer", "tracerConfig": {"onlyTopCall": True}}
FOR_EVER: Final = 2**32 - 1
DOCUMENT: Final = 2


@dataclass(frozen=True)
class Played:
    """What came of some steps: which were done, what changed, and why the first was refused."""

    done: tuple[bool, ...]
    changed: Mapping[Spot, int]
    refusal: str


class Bench:
    """The chain. `with Bench() as bench:` starts it and stops it. Raises WalletError."""

    def __init__(self) -> None:
        self._node = LocalNode(None, genesis=GENESIS)
        self._begun = GENESIS

    def __enter__(self) -> Self:
        self._node.start()
        try:
            self._begin()
        except BaseException:
            self._node.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()
        self._node.stop()

    def _begin(self) -> None:
        """Deploy, and let three people attest."""
        self._client = client = Client(self._node.url, self._node.chain_id)
        accounts = [checksum(one) for one in client.call("eth_accounts")]
        self._deployer = accounts[DEPLOYER]
        found = deploy(self._send, verifiers=(accounts[VERIFIER],))
        self._names = {address.lower(): name for name, address in found.items()}
        attestors = dict(zip(ATTESTORS, accounts[FIRST_ATTESTOR:], strict=False))
        self.ground = Ground(found, self._node.chain_id, attestors, accounts[VERIFIER])
        client.batch([*self._laying(self._attestors())])
        client.call("anvil_autoImpersonateAccount", (True,))
        client.call("evm_setAutomine", (False,))

    def _send(self, transaction: dict[str, Any]) -> dict[str, Any]:
        """Send as the deployer, and wait for the block."""
        asked = {"from": self._deployer, "gas": hex(GAS), **transaction}
        sent = self._client.call("eth_sendTransaction", (asked,))
        while True:  # the node makes a block at once
            receipt = self._client.call("eth_getTransactionReceipt", (sent,))
            if isinstance(receipt, dict):
                return receipt

    def _attestors(self) -> Iterator[Laid]:
        """Three people who attest, in good standing for ever."""
        for person, wallet in self.ground.attestors.items():
            word = PERSON.pack(
                wallet=int(wallet, 16), expires=FOR_EVER, level=DOCUMENT, attestor=1, country=1
            )
            yield spot("Registry", "book.words", person), word
            pointer = POINTER.pack(person=person, joined=1)
            yield spot("Registry", "book.pointers", wallet), pointer

    def _laying(self, words: Iterable[Laid]) -> Iterator[Call]:
        """Calls that write words into the contracts; nothing need be written where nothing is."""
        for (name, slot), word in words:
            if word:
                at = (self.ground.addresses[name], f"0x{slot:064x}", f"0x{word:064x}")
                yield "anvil_setStorageAt", at

    def play(self, words: Mapping[Spot, int], steps: list[Step], at: int) -> Played:
        """Lay words, do these steps of one sender at a time, and put the chain back.

        Raises NodeError.
        """
        with self.apart():
            return self.do(steps, at, words)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Put the chain back afterwards to how it was. Raises NodeError."""
        mark = self._client.call("evm_snapshot")
        try:
            yield
        finally:
            self._client.call("evm_revert", (mark,))

    def do(self, steps: list[Step], at: int, words: Mapping[Spot, int] | None = None) -> Played:
        """Do these steps of one sender in one block of that time, on words that are laid before.

        Raises NodeError.
        """
        client, sent = self._client, [self._transaction(step) for step in steps]
        before: list[Call] = [*self._laying((words or {}).items())]
        before += (("anvil_setBalance", (one["from"], hex(COINS))) for one in sent[:1])
        before.append(("evm_setBlockGasLimit", (hex(BLOCK_GAS),)))
        before.append(("evm_setNextBlockTimestamp", (at,)))
        before.append(("eth_getTransactionCount", (sent[0]["from"], "latest")))
        nonce = int(client.batch(before)[-1], 16)
        # Numbered, because a batch may be worked off in any order.
        asked = [{**one, "nonce": hex(nonce + place)} for place, one in enumerate(sent)]
        hashes = client.batch([("eth_sendTransaction", (one,)) for one in asked])
        client.call("evm_mine")
        return self._look(hashes)

    def _transaction(self, step: Step) -> dict[str, Any]:
        """A step as a transaction, signed where a statement stands in it."""
        by_authority = step.sender == AUTHORITY
        sender = self._deployer if by_authority else self.ground.wallet(int(step.sender))
        args = [self._signed(value) for value in step.args]
        return {
            "from": sender,
            "to": self.ground.addresses[step.contract],
            "data": "0x" + contract(step.contract).encode(step.function, args).hex(),
            "gas": hex(GAS),
        }

    def _signed(self, value: Any) -> Any:
        """The signature of a statement by an account of the node; everything else as it is."""
        if isinstance(value, list):
            return [self._signed(one) for one in value]
        if not isinstance(value, Statement):
            return value
        home = self.ground.addresses["Companies" if value.kind in ("Stake", "Exit") else "Registry"]
        made = statement(value.kind, self.ground.chain_id, value.signer, home, dict(value.message))
        signature: str = self._client.call("eth_signTypedData_v4", (value.signer, made.standard()))
        return bytes.fromhex(signature[2:])

    def begin_at(self, genesis: int) -> None:
        """Let the authority count its time from a moment: where its code keeps when it was made.

        Raises NodeError.
        """
        if genesis == self._begun:
            return
        for name in ("Members", "Authority"):
            made = artifact(name)
            there = self.ground.addresses[name]
            code = bytes.fromhex(self._client.call("eth_getCode", (there, "latest"))[2:])
            places = made["immutables"]
            start = len(code) - sum(length for _offset, length in places.values())
            at = start + places["genesis"][0]
            changed = code[:at] + genesis.to_bytes(32, "big") + code[at + 32 :]
            self._client.call("anvil_setCode", (there, "0x" + changed.hex()))
        self._begun = genesis

    def word(self, at: Spot) -> int:
        """A word as it lies on the chain now. Raises NodeError."""
        where = (self.ground.addresses[at[0]], f"0x{at[1]:064x}", "latest")
        return int(self._client.call("eth_getStorageAt", where), 16)

    def _look(self, hashes: list[str]) -> Played:
        """What came of the transactions that were mined."""
        asked: list[Call] = [("eth_getTransactionReceipt", (one,)) for one in hashes]
        asked += [("debug_traceTransaction", (one, TRACE)) for one in hashes]
        answers = self._client.batch(asked)
        receipts, traces = answers[: len(hashes)], answers[len(hashes) :]
        if not all(isinstance(one, dict) for one in answers):
            raise garbage(self._client.node_name)
        done = tuple(int(one["status"], 16) == 1 for one in receipts)
        changed: dict[Spot, int] = {}
        for trace in traces:
            changed.update(self._changed(trace))
        refusal = ""
        if not done[0]:
            call = self._client.call("debug_traceTransaction", (hashes[0], CALLS))
            refusal = str(call.get("revertReason") or call.get("error"))
        return Played(done, changed, refusal)

    def _changed(self, trace: Mapping[str, Any]) -> Iterator[Laid]:
        """The words that a transaction changed. A word that is gone became 0."""
        for side in ("pre", "post"):
            for address, account in trace[side].items():
                name = self._names.get(address.lower())
                for slot, word in account.get("storage", {}).items():
                    if name is not None:
                        yield (name, int(slot, 16)), int(word, 16) if side == "post" else 0
