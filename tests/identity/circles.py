"""Five desks that have dealt to each other by letters, as they would by files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jwcrypto import jwk

from wallet.identity.tags.answering import Answering, Ledger
from wallet.identity.tags.dealing import Gathering, write_dealing
from wallet.identity.tags.letters import Circle, Member, new_key
from wallet.identity.tags.sharing import PublicKey, Share, deal

DESKS = range(1, 6)


@dataclass(frozen=True)
class Five:
    """The circle, the keys of its desks, their shares, and the public key they agree on."""

    circle: Circle
    keys: dict[int, jwk.JWK]
    shares: dict[int, Share]
    public: PublicKey

    def answering(self, desk: int, folder: Path) -> Answering:
        """One desk, with a ledger of its own."""
        ledger = Ledger(folder / f"desk-{desk}.json")
        return Answering(self.shares[desk], self.circle, self.keys[desk], ledger)


def five_keys() -> tuple[Circle, dict[int, jwk.JWK]]:
    """Desks that have not dealt yet."""
    keys = {desk: new_key() for desk in DESKS}
    members = {
        desk: Member(f"0x{desk:040x}", f"Verifier {desk}", key) for desk, key in keys.items()
    }
    return Circle(31_337, members), keys


@cache
def five() -> Five:
    """The same five for all tests, who change none of them."""
    circle, keys = five_keys()
    letters = [write_dealing(deal(desk, circle.fingerprint), circle, keys[desk]) for desk in DESKS]
    shares, publics = {}, set()
    for desk in DESKS:
        gathering = Gathering(desk, circle, keys[desk])
        for letter in letters:
            gathering.receive(letter)
        shares[desk], public = gathering.share()
        publics.add(public.fingerprint)
    if len(publics) != 1:
        raise ValueError("they do not agree")
    return Five(circle, keys, shares, public)
