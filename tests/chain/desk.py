"""A chain, a journal and a key to try them with, for the tests of sending and of what follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from coincurve import PrivateKey

from wallet.acts import pipeline
from wallet.acts.place import next_place
from wallet.acts.prepared import Line, Prepared
from wallet.base.addresses import address_from_bytes, keccak
from wallet.base.errors import WalletError
from wallet.books.pending import SHOWN, PendingRow, pending
from wallet.chain.aftercare import recover
from wallet.chain.chain import Chain
from wallet.chain.journal import Entry, Journal
from wallet.chain.networks import Network
from wallet.chain.node import LocalNode
from wallet.chain.receipts import Receipt
from wallet.contracts.wiring import CONTRACTS
from wallet.signing.explain import NoNames, explain
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request, parse_request
from wallet.signing.signer import AIR_GAP, KEY, OneByOne, later
from wallet.signing.transaction import SignedTransaction, assemble, signing_hash
from wallet.signing.typed import TypedRequest

CHAIN = 31337
FRIEND = "0x" + "12" * 20
GWEI = 10**9
FEE = 10 * GWEI


def network_of(url: str, local: bool = True) -> Network:
    """A network without contracts."""
    contracts = dict.fromkeys(CONTRACTS, "0x" + "55" * 20)
    return Network("test", CHAIN, (url,), contracts, 0, local)


@dataclass
class KeySigner(OneByOne):
    """Signs whatever it is asked with a key of the test's."""

    key: PrivateKey
    kind: str = KEY

    @property
    def address(self) -> str:
        return address_from_bytes(keccak(self.key.public_key.format(False)[1:])[12:])

    def sign(self, request: Request) -> SignedTransaction:
        digest = signing_hash(request)
        signature = self.key.sign_recoverable(digest, hasher=None)
        return assemble(request, signature[:64] + bytes([signature[64] + 27]), request.id)

    def sign_typed(self, request: TypedRequest) -> bytes:
        raise NotImplementedError


def signer_of(number: int) -> KeySigner:
    """A key of its own for each number from 1."""
    return KeySigner(PrivateKey(number.to_bytes(32, "big")))


def gift(signer: KeySigner, value: int, nonce: int, fee: int = FEE) -> Request:
    """Coins for the friend."""
    return Request(CHAIN, signer.address, FRIEND, b"", value, 21_000, fee, GWEI, nonce, "test.Gift")


def prepared(line: Line, request: Request, replaces: int = 0) -> Prepared:
    """A request as if it had been put before a person."""
    said = explain(request, line.known, NoNames())
    said = replace(said, sentences=said.sentences[:1])
    return Prepared(
        None, (request,), (said,), said.title, said.sentences, "", (), (), "", "", "", None,
        replaces=replaces,
    )  # fmt: skip


def line_of(chain: Chain, journal: Journal, account: str) -> Line:
    """The line of an account that has no books."""
    known = KnownNetwork(CHAIN, "test", {})
    names: Any = NoNames()
    return Line(chain, journal, known, names, account)


@contextmanager
def not_mining(chain: Chain) -> Iterator[None]:
    """No block is made inside, unless asked for."""
    chain.client.call("evm_setAutomine", (False,))
    try:
        yield
    finally:
        chain.client.call("anvil_dropAllTransactions")
        chain.client.call("evm_setAutomine", (True,))


def mine(chain: Chain, blocks: int = 1) -> None:
    """Make blocks."""
    chain.client.call("anvil_mine", (hex(blocks),))


@dataclass
class Waiting(KeySigner):
    """Signs on another machine: the answer comes another day."""

    kind: str = AIR_GAP

    def sign(self, request: Request) -> SignedTransaction:
        raise later()


@dataclass
class Desk:
    """One account's line."""

    line: Line
    signer: KeySigner
    file: Path

    def send(self, value: int = 1, replaces: int = 0, nonce: int | None = None) -> Entry:
        """Send a gift and leave it on its way; answers its entry."""
        if nonce is None:
            nonce = next_place(self.line).nonce
        request = gift(self.signer, value, nonce)
        with pytest.raises(WalletError, match="not in a block yet"):
            self.perform(prepared(self.line, request, replaces))
        return self.line.journal.latest(CHAIN, self.signer.address)[0]

    def perform(self, what: Prepared) -> Receipt:
        return pipeline.perform(what, self.line, self.signer, lambda stage: None, lambda: True)

    def ask(self, value: int = 1) -> Entry:
        """Ask the other machine for a gift's signature."""
        request = gift(self.signer, value, next_place(self.line).nonce)
        with pytest.raises(WalletError, match="waits for its signature"):
            pipeline.perform(
                prepared(self.line, request),
                self.line,
                Waiting(self.signer.key),
                lambda stage: None,
            )
        return self.line.journal.latest(CHAIN, self.signer.address)[0]

    def finish(self, asked: Entry) -> Receipt:
        """The signature of what waited is there now."""
        request = parse_request(asked.request)
        what = replace(prepared(self.line, request), waits=(asked.id,))
        return self.perform(what)

    def rows(self) -> tuple[PendingRow, ...]:
        return pending(self.line.journal.in_state(CHAIN, SHOWN, self.signer.address))

    def state(self, entry: Entry) -> tuple[str, str]:
        now = self.line.journal.entry(entry.id)
        return now.state, now.reason

    def recover(self) -> None:
        recover(self.line.chain, self.line.journal)

    def friend(self) -> int:
        return self.line.chain.balance_of_coin(FRIEND)


def desk_of(node: LocalNode, file: Path, number: int, local: bool = True) -> Desk:
    chain, signer = Chain(network_of(node.url, local)), signer_of(number)
    chain.client.call("anvil_setBalance", (signer.address, hex(10**18)))
    return Desk(line_of(chain, Journal(file), signer.address), signer, file)
