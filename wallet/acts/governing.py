"""Decisions: published, stopped or voted on by members, carried out, appealed."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts


@dataclass(frozen=True, slots=True)
class Publish:
    """Publish a decision, as the authority's operator: a call (`data`) of one contract.

    `subject` is the person whose case it is, 0 for nobody's; `reason_hash` is salted.
    """

    subject: int
    target: str
    data: bytes
    reason_hash: bytes
    uri: str = ""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for what it can never decide."""
        kind = int(facts.read("Authority", "power", self.target, self.data[:4]))
        if not kind:
            raise refuse(
                "The authority cannot decide this.",
                "See with symbolon network audit what it can.",
                "no_power",
            )
        args = (kind, self.subject, self.target, self.data, self.reason_hash, self.uri)
        return (Call("Authority", "publish", args),)


@dataclass(frozen=True, slots=True)
class Execute:
    """Carry out a decision whose time has come; anyone can."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for a decision that is not known."""
        return (Call("Authority", "execute", (self.decision, *_call_of(self.decision, facts))),)


@dataclass(frozen=True, slots=True)
class ClaimShares:
    """Have the shares held that a decision of the members is to move; anyone can."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for a decision that is not known."""
        args = (self.decision, *_call_of(self.decision, facts))
        return (Call("Authority", "claim_shares", args),)


def _call_of(decision: int, facts: Facts) -> tuple[str, bytes]:
    """What a decision calls, as it was published."""
    found = facts.records.decision_call(decision)
    if found is None:
        raise refuse(
            "This decision is not in the books yet.",
            "Wait until the wallet has caught up with the network, then try again.",
            "not_in_books",
            "decision",
        )
    return found


@dataclass(frozen=True, slots=True)
class Veto:
    """Vote to stop a decision."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority."""
        require_joined(facts)
        return (Call("Authority", "veto", (self.decision,)),)


@dataclass(frozen=True, slots=True)
class Vote:
    """Vote for or against a decision that needs a majority."""

    decision: int
    yes: bool

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority."""
        require_joined(facts)
        return (Call("Authority", "vote", (self.decision, self.yes)),)


@dataclass(frozen=True, slots=True)
class Answer:
    """Say that one has an answer to a decision against oneself, by its salted hash."""

    decision: int
    answer_hash: bytes
    uri: str = ""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority."""
        require_joined(facts)
        return (Call("Authority", "answer", (self.decision, self.answer_hash, self.uri)),)


@dataclass(frozen=True, slots=True)
class Appeal:
    """Ask the members to lift a ban of oneself."""

    reason_hash: bytes
    uri: str = ""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority."""
        require_joined(facts)
        return (Call("Authority", "appeal", (self.reason_hash, self.uri)),)
