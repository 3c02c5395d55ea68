"""What members and anyone put before the members: proposals, support for them, bans on record."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts
from wallet.acts.governing import class_of


@dataclass(frozen=True, slots=True)
class Propose:
    """Propose to the members what they decide: a call (`data`) of one contract.

    `subject` is the person whose case it is, 0 for nobody's; `reason_hash` is salted. With 5 % of
    the members behind it, it is put to all.
    """

    subject: int
    target: str
    data: bytes
    reason_hash: bytes
    uri: str = ""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError for what can never be decided."""
        require_joined(facts)
        kind = class_of(self.target, self.data, facts)
        args = (kind, self.subject, self.target, self.data, self.reason_hash, self.uri)
        return (Call("Authority", "propose", args),)


@dataclass(frozen=True, slots=True)
class Support:
    """Help to put a proposal before all members."""

    decision: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority."""
        require_joined(facts)
        return (Call("Authority", "support", (self.decision,)),)


@dataclass(frozen=True, slots=True)
class ProposeBan:
    """Propose a ban of a person on grounds that the network has on record; anyone can."""

    person: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the authority. Raises WalletError beside `person` where there are none."""
        if not facts.read("Watching", "ban_grounds", self.person):
            raise refuse(
                f"Nothing is on record for which {facts.name(self.person)} could be banned.",
                "Report what you know, under Companies.",
                "no_grounds",
                "person",
            )
        return (Call("Authority", "propose_ban", (self.person,)),)
