"""The adviser's opinions on heavy decisions: sealed before the ruling, opened when it is final."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import refuse
from wallet.acts.facts import Facts
from wallet.base.addresses import keccak, same_address


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether the adviser is for a decision, and the 32 random bytes that seal it."""

    decision: int
    uphold: bool
    salt: bytes

    @property
    def seal(self) -> bytes:
        """What is filed of it before it is opened, 32 bytes."""
        words = (self.decision.to_bytes(32, "big"), int(self.uphold).to_bytes(32, "big"))
        return keccak(b"".join(words) + self.salt)

    def __repr__(self) -> str:
        return f"Opinion(decision={self.decision}, kept sealed)"


@dataclass(frozen=True, slots=True)
class FileOpinion:
    """File the seal of an opinion, as the adviser, before the decision is ready."""

    opinion: Opinion

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the members. Raises WalletError for anybody but the adviser."""
        _check(self.opinion)
        if not same_address(str(facts.read("Members", "adviser")), facts.account):
            raise refuse(
                "This wallet is not that of the adviser whom the members appointed.",
                "Open the adviser's wallet.",
                "not_adviser",
            )
        return (Call("Members", "file_opinion", (self.opinion.decision, self.opinion.seal)),)


@dataclass(frozen=True, slots=True)
class OpenOpinion:
    """Open a sealed opinion, within 14 days after its case is final."""

    opinion: Opinion

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the members. Raises WalletError for one that was not filed so."""
        said = self.opinion
        _check(said)
        sealed = bytes(facts.read("Members", "opinion", said.decision)[0])
        if sealed != said.seal:
            raise refuse(
                "This is not the opinion that was sealed.",
                "Open it as it was filed, with the same salt.",
                "other_opinion",
                "salt",
            )
        return (Call("Members", "open_opinion", (said.decision, said.uphold, said.salt)),)


def _check(opinion: Opinion) -> None:
    if len(opinion.salt) != 32 or not any(opinion.salt):
        raise refuse("An opinion is sealed with 32 random bytes.", "Make new ones.", "salt", "salt")
