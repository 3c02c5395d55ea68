"""Issuing one's token, and giving a token an ERC-20 face."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts
from wallet.base.addresses import ZERO
from wallet.base.texts import pack_text, text_hash

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Issue:
    """Create one's 10,000,000 shares, once, under a verified name and published terms.

    `name_signature` is the verifier's, over the person id and the name; `terms` is plain text.
    """

    name: str
    name_signature: bytes
    terms: str

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the ledger. Raises WalletError beside `name` or `terms`."""
        require_joined(facts)
        name = self.name.strip()
        if not name:
            raise refuse("The name is empty.", "Write the name on your document.", "empty", "name")
        if len(name.encode()) > LONGEST_NAME or not name.isprintable():
            raise refuse(
                "The name is too long, or has a sign that cannot be shown.",
                f"Write at most {LONGEST_NAME} letters.",
                "name",
                "name",
            )
        if not self.terms.strip():
            raise refuse(
                "The terms are empty.",
                "Write what you promise to whoever holds your shares.",
                "empty",
                "terms",
            )
        args = (name, self.name_signature, text_hash(self.terms), pack_text(self.terms))
        return (Call("Ledger", "issue", args),)


@dataclass(frozen=True, slots=True)
class MakeFace:
    """Give `token` an ERC-20 face, so that other programs can show its balances."""

    token: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the ledger."""
        return (Call("Ledger", "make_face", (self.token,)),)


@dataclass(frozen=True, slots=True)
class ShowNewWallet:
    """Let the ERC-20 face of `token` show that a person's shares are in a new wallet; anyone can.

    `wallet` is the address of the old or of the new one.
    """

    token: int
    wallet: str

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the face. Raises WalletError beside `token` where there is none."""
        face = str(facts.read("Ledger", "token_info", self.token).face)
        if face == ZERO:
            raise refuse(
                f"The shares of {facts.name(self.token)} have no ERC-20 face.",
                "Make one first; anyone can.",
                "no_face",
                "token",
            )
        return (Call("Face", "sync", (self.wallet,), at=face),)
