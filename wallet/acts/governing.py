"""Decisions: published, withdrawn, stopped or voted on by members, carried out, appealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts
from wallet.base.addresses import same_address
from wallet.base.clock import date_of

MOST_AT_ONCE: Final = 32
"""Decisions that one call stops."""


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
        kind = class_of(self.target, self.data, facts)
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


@dataclass(frozen=True, slots=True)
class WithdrawDecision:
    """Take a decision back, as the authority's operator."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for anybody but the operator."""
        _require_operator(facts)
        return (Call("Authority", "withdraw", (self.decision,)),)


@dataclass(frozen=True, slots=True)
class LiftFreeze:
    """End the freeze of a person that the members overruled; anyone can."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for a decision that is not known."""
        _target, data = _call_of(self.decision, facts)
        return (Call("Authority", "lift", (self.decision, data)),)


@dataclass(frozen=True, slots=True)
class Veto:
    """Vote to stop a decision."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority."""
        require_joined(facts)
        return (Call("Authority", "veto", (self.decision,)),)


@dataclass(frozen=True, slots=True)
class VetoAll:
    """Vote to stop several decisions; those that are closed are passed over."""

    decisions: tuple[int, ...]

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """Calls of the authority, of at most 32 decisions each."""
        require_joined(facts)
        if not self.decisions:
            raise refuse("There is no decision to stop.", "Choose one.", "empty", "decisions")
        parts = range(0, len(self.decisions), MOST_AT_ONCE)
        return tuple(
            Call("Authority", "veto_all", (self.decisions[at : at + MOST_AT_ONCE],)) for at in parts
        )


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


@dataclass(frozen=True, slots=True)
class AskRenewal:
    """Ask the members, as the operator, to let the powers last until `until` (unix seconds)."""

    until: int
    reason_hash: bytes
    uri: str = ""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for another, or beside `until`."""
        _require_operator(facts)
        last = int(facts.read("Authority", "powers_until"))
        if self.until <= last:
            raise refuse(
                f"The powers last until {date_of(last)} as it is.",
                "Choose a later day.",
                "too_soon",
                "until",
            )
        return (Call("Authority", "ask_renewal", (self.until, self.reason_hash, self.uri)),)


def class_of(target: str, data: bytes, facts: Facts) -> int:
    """The class of a decision that calls `target` so. Raises WalletError where there is none."""
    kind = int(facts.read("Authority", "power", target, data[:4]))
    if not kind:
        raise refuse(
            "The authority cannot decide this.",
            "See with symbolon network audit what it can.",
            "no_power",
        )
    return kind


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


def _require_operator(facts: Facts) -> None:
    if not same_address(str(facts.read("Authority", "operator")), facts.account):
        raise refuse(
            "This wallet is not that of the operator, who publishes the authority's decisions.",
            "Open the operator's wallet.",
            "not_operator",
        )
