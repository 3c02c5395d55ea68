"""How much of a network is read: what each depth costs and shows, and turning books to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wallet.base.errors import WalletError
from wallet.books.checking import Checked, check_books
from wallet.books.depth import DEPTHS, MINE, NETWORK, anew_of, depth_of
from wallet.books.store import Store
from wallet.chain.networks import Network
from wallet.flows.reading import books_of, reading
from wallet.signing.known import KnownNetwork

NAMES: Final[Mapping[str, str]] = {
    MINE: "What concerns me",
    NETWORK: "The whole network",
}
COSTS: Final[Mapping[str, str]] = {
    MINE: (
        "Read are your own holdings and holders, those of the people you hold or follow, and what "
        "is public: people, raises, auctions, prices, decisions. It is quick and takes little "
        "space. Who holds the shares of strangers is not read, and is shown as not known."
    ),
    NETWORK: (
        "Read is what everybody holds of everybody, so that every page and the whole graph are "
        "complete. It takes about a minute and 1 GB of disk for each million events, and longer "
        "where the node is slow: on a large network it can be hours."
    ),
}
"""What one sees at a depth, and what it takes."""
ANEW: Final = (
    "They are read anew, which can be broken off and goes on where it was. Until then not all is "
    "there yet. Labels, drafts, documents and what you follow are kept."
)

TOO_LOW: Final = "Until they are complete, figures here can be too low."
UNREAD: Final = (
    "What concerns this account is not read yet: until it is, figures here can be too low."
)


def anew_words(at: int, goal: int) -> str:
    """That the books are being read anew, and how far they have come."""
    if at >= goal:
        return "The books are being made anew, from what was read before."
    return f"The books are being read anew: block {at:,} of {goal:,}."


def depth_words(name: str = "") -> list[str]:
    """How deep the books of a network are, in sentences. Raises WalletError."""
    network, store = _open(name)
    try:
        with store.reading() as tables:
            depth, anew = depth_of(tables), anew_of(tables)
    finally:
        store.close()
    depth = depth or (NETWORK if network.local else MINE)
    said = [f"{network.name}: {NAMES[depth].lower()} ({depth}). {COSTS[depth]}"]
    return [*said, f"{anew_words(*anew)} {TOO_LOW}"] if anew else said


def turn_books(depth: str, name: str = "") -> list[str]:
    """Turn the books of a network to another depth, and say what comes of it. Raises WalletError.

    They are read anew the next time that the chain is followed, here or in the window.
    """
    from wallet.books.index import turn_depth

    if depth not in DEPTHS:
        raise WalletError(
            "Books are not that deep.", f"Choose {' or '.join(DEPTHS)}.", "network.depth"
        )
    network, store = _open(name)
    try:
        turned = turn_depth(store, depth)
    finally:
        store.close()
    if not turned:
        return [f"The books of {network.name} are at this depth already. {COSTS[depth]}"]
    return [
        f"The books of {network.name} will have {NAMES[depth].lower()}. {COSTS[depth]}",
        ANEW,
        "They are read when the wallet is open on this network, or by symbolon show --follow.",
    ]


def prove_books(name: str = "", who: str = "") -> Checked:
    """Follow the chain, then hold what the books say of somebody against its storage.

    Raises WalletError.
    """
    from wallet.chain.chain import Chain

    with reading(name, who, follow=True) as books:
        network, store = _open(name)
        chain = Chain(network)
        try:
            return check_books(store, chain, books.person or 0)
        finally:
            chain.close()
            store.close()


def _open(name: str) -> tuple[Network, Store]:
    network, folder = books_of(name)
    known = KnownNetwork(network.chain_id, network.name, network.contracts)
    return network, Store(folder / "books.sqlite", known.to_json())
