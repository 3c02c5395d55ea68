"""What is signed beside an act: the terms of an offering by whoever buys in it.

No contract asks for it. It is kept with the position, for a court: the issuer signs the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallet.acts.act import name_of
from wallet.acts.investing import Commit
from wallet.base.money import money_of
from wallet.signing.typed import TypedRequest, statement

if TYPE_CHECKING:
    from wallet.acts.facts import Facts
    from wallet.chain.networks import Network


def statements_of(act: object, facts: Facts, network: Network) -> tuple[TypedRequest, ...]:
    """The statements that belong to an act, to be signed before it is sent; most have none."""
    if not isinstance(act, Commit):
        return ()
    offer = facts.read("Offering", "offering", act.offering)
    terms_hash = bytes(offer.terms_hash)
    if not any(terms_hash):
        return ()
    message: dict[str, int | str | bytes] = {
        "offering": act.offering,
        "termsHash": terms_hash,
        "issuer": int(offer.issuer),
        "investor": facts.person,
        "units": act.units,
        "paid": money_of(act.units, int(offer.price), up=True),
        "at": facts.now,
    }
    there = network.address("Offering")
    return (statement("Purchase", network.chain_id, facts.account, there, message, name_of(act)),)
