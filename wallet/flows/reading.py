"""Reading the books of a network without a window, a key or a node: for scripts.

The books are those that the window keeps. They are read as they are, however old; with `follow`
the chain is followed first, which needs its node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Final

from wallet.base.addresses import parse_address
from wallet.base.clock import iso_time
from wallet.base.errors import WalletError
from wallet.base.files import data_dir
from wallet.books.answers import Answers
from wallet.books.depth import MINE, NETWORK, depth_of, holdings_known
from wallet.books.documents import Documents
from wallet.books.store import Store, Tables
from wallet.books.writing import make_level
from wallet.chain.journal import Journal
from wallet.chain.networks import Network, file_name, find_network
from wallet.flows.cast import CAST
from wallet.flows.last_network import last_network
from wallet.flows.local_network import NAME, cast_addresses, demo_folder, kept_network
from wallet.signing.known import KnownNetwork

VERSION: Final = 1
"""Of what is written as JSON; raised when a field changes its meaning."""


@dataclass(frozen=True)
class Reading:
    """The books of a network as one account sees them; `at` is the time of their last block.

    Where they are not `whole`, of others only what is public was read.
    """

    network: Network
    account: str
    person: int | None
    block: int
    at: int
    answers: Answers
    store: Store
    documents: Documents
    whole: bool = True

    def envelope(self, answer: str, result: Any, zone: tzinfo | None) -> Mapping[str, Any]:
        """What is said around a result: of which network, to whom, and how recent."""
        return {
            "version": VERSION,
            "answer": answer,
            "network": self.network.name,
            "chain_id": self.network.chain_id,
            "account": self.account,
            "person": self.person,
            "block": self.block,
            "at": self.at,
            "depth": NETWORK if self.whole else MINE,
            "at_time": iso_time(self.at, zone),
            "result": result,
        }


@contextmanager
def reading(name: str = "", who: str = "", *, follow: bool = False) -> Iterator[Reading]:
    """Open the books of the network `name` (the one opened last) as `who` sees them.

    `who` is a person's number, an address, or the name of a wallet kept here; on the embedded
    network also one of its cast, who is Alice where nobody is named. Raises WalletError.
    """
    network, folder = books_of(name)
    books = folder / "books.sqlite"
    if not books.is_file() and not follow:
        raise _never_read(network)
    known = KnownNetwork(network.chain_id, network.name, network.contracts)
    store = Store(books, known.to_json())
    documents = Documents(folder / "documents.sqlite")
    journal = Journal(folder / "journal.sqlite")
    try:
        make_level(store)
        if follow:
            _follow(network, store, documents, who)
        with store.reading() as tables:
            last = tables.row("SELECT number, at FROM block ORDER BY number DESC LIMIT 1")
            if last is None:
                raise _never_read(network)
            account, person = _account(tables, network, who)
            if person is not None and not holdings_known(tables, person):
                raise _not_read(network, person)
            whole = depth_of(tables) != MINE
            money = tables.row("SELECT amount FROM wallet_money WHERE account = ?", account.lower())
        number, at = int(last["number"]), int(last["at"] or 0)
        dollars = int(money["amount"]) if money else None
        answers = Answers(
            store, documents, journal, network.chain_id, account, lambda: at,
            lambda: (dollars, None),
        )  # fmt: skip
        yield Reading(network, account, person, number, at, answers, store, documents, whole)
    finally:
        journal.close()
        documents.close()
        store.close()


def books_of(name: str = "") -> tuple[Network, Path]:
    """A network (the one opened last) and the folder of its books. Raises WalletError."""
    found = find_network(name) if name and name != NAME else None
    if found is None and not name:
        found = last_network()
    if found is not None:
        return found, data_dir() / "books" / file_name(found.name)[:-5]
    kept = kept_network(demo_folder())
    if kept is None:
        raise WalletError(
            "There is no network on this machine yet.",
            "Open it once with symbolon demo, or name another with --network.",
            "reading.no_network",
        )
    return kept, demo_folder() / "wallet"


def _follow(network: Network, store: Store, documents: Documents, who: str) -> None:
    """Follow the chain, with all that concerns whoever looks and those whom they follow."""
    from wallet.books.index import Index
    from wallet.chain.chain import Chain

    chain = Chain(network)
    try:
        index = Index(store, chain)
        index.attend(documents.follows())
        index.follow()
        with store.reading() as tables:
            person = _account(tables, network, who)[1]
        if person is not None:
            index.attend({person})
    finally:
        chain.close()


def _account(tables: Tables, network: Network, who: str) -> tuple[str, int | None]:
    """The account that looks, and its person where it has joined."""
    said = who.strip()
    if said.isdecimal() and len(said) < 19:
        row = tables.row("SELECT account FROM person WHERE id = ?", int(said))
        if row is None:
            raise _nobody(said)
        return str(row["account"]), int(said)
    account = parse_address(said) if said.startswith("0x") else _named(network, said)
    row = tables.row("SELECT id FROM person WHERE account = ?", account.lower())
    return account, int(row["id"]) if row else None


def _named(network: Network, said: str) -> str:
    """The address of one of the cast, or the first of a wallet kept here."""
    if network.local:
        wanted = said.lower() or CAST[0].key
        for member in CAST:
            if wanted in (member.key, member.name.lower()):
                return cast_addresses()[member.account]
    from wallet.flows.wallets import card_named, kept_wallets

    card = card_named(kept_wallets(), said)
    if not card.addresses:
        raise _nobody(said)
    return card.addresses[0]


def _never_read(network: Network) -> WalletError:
    return WalletError(
        f"Nothing of {network.name} was read yet.",
        "Open the wallet on it once, or add --follow to read the chain now.",
        "reading.empty",
    )


def _not_read(network: Network, person: int) -> WalletError:
    return WalletError(
        f"What concerns person {person} was not read: of {network.name} only what concerns you is.",
        "Add --follow to read it now, or have all read with symbolon network depth.",
        "reading.not_read",
    )


def _nobody(said: str) -> WalletError:
    return WalletError(
        f"There is nobody called {said[:60]} in these books.",
        "Name a person by their number, an address, or a wallet that is kept here.",
        "reading.nobody",
    )
