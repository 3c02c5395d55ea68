"""The books held against the chain's storage, answered in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.money import dollars, price_per_share, share_count
from wallet.books.depth import holdings_known
from wallet.books.proving import Difference, Proof, prove
from wallet.books.store import Store
from wallet.books.view import View, open_view
from wallet.chain.chain import Chain
from wallet.chain.problems import NodeError

AGREES: Final = "agrees"
DIFFERS: Final = "differs"
UNCHECKED: Final = "not checked"
NOT_HERE: Final = (
    "The dollars and coins in the wallet itself are not part of this: the dollar’s own contract "
    "and the chain keep them."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of holding the books against the chain: `outcome` is agrees, differs or not
    checked. `figures` were compared after `block`, by `words` of storage; `lines` say it."""

    outcome: str
    block: int
    figures: int
    words: int
    lines: tuple[str, ...]


def check_books(store: Store, chain: Chain, person: int) -> Checked:
    """Hold everything the books say of a person against storage proofs of their last block."""
    if not person:
        return _unchecked("Nobody has joined with this account, so there is nothing to check.")
    with store.reading() as tables:
        if tables.row("SELECT 1 FROM block") is None:
            return _unchecked("Nothing was read yet, so there is nothing to check.")
        if not holdings_known(tables, person):
            return _unchecked("Not all of what this person holds was read, so it is not checked.")
    try:
        proof = prove(store, chain, person)
    except NodeError as error:
        return cannot_check(error)
    with open_view(store, "", 0) as view:
        lines = tuple(_line(view, one) for one in proof.differences)
    return _told(proof, lines)


def cannot_check(error: WalletError) -> Checked:
    """Why nothing could be held against the chain."""
    return _unchecked(f"This cannot be checked now. {error}")


def _unchecked(why: str) -> Checked:
    return Checked(UNCHECKED, 0, 0, 0, (why,))


def _told(proof: Proof, lines: tuple[str, ...]) -> Checked:
    outcome = DIFFERS if lines else AGREES
    if lines:
        first = (
            f"{len(lines)} of {proof.figures} figures differ from what the chain’s storage holds "
            f"after block {proof.block:,}. Do not rely on them: name another node in the "
            "network’s file, and have the books read anew."
        )
    else:
        first = (
            f"All {proof.figures} figures agree with what the chain’s storage holds after block "
            f"{proof.block:,}: standing, money to withdraw, shares, what is reserved and what can "
            "be claimed, prices and numbers of holders."
        )
    return Checked(outcome, proof.block, proof.figures, proof.words, (first, *lines, NOT_HERE))


_WORDS: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "credit": ("The money to withdraw", dollars),
    "units": ("The shares of {0}", share_count),
    "reserved": ("The shares of {0} reserved in orders and offerings", share_count),
    "claimable": ("What can be claimed of {0}", dollars),
    "reference": ("The reference price of {0}", price_per_share),
    "holders": ("The number of holders of {0}", str),
    "retail": ("The number of non-accredited holders of {0}", str),
}


def _line(view: View, one: Difference) -> str:
    """One figure that differs."""
    if one.name == "standing":
        return "The standing differs: identity, country, freezes, bans or the role of an attestor."
    if one.name == "account":
        return "Another account is this person’s wallet on the chain."
    said, words = _WORDS[one.name]
    what = said.format(view.name_of(one.token))
    return f"{what}: {words(one.here)} in the books, {words(one.there)} on the chain."
