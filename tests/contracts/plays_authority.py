"""Decisions and votes, in the contracts and in the model at once."""

from __future__ import annotations

from typing import Any

import boa
from eth_utils.crypto import keccak

from tests.contracts.governing import (
    FORCE,
    HALT,
    REASON,
    RULE_LARGE,
    RULE_SMALL,
    STRIKE,
    call_of,
)
from tests.contracts.network import now
from tests.contracts.plays_members import NUMBERS, MembersPlays
from wallet.rules.authority import CLASS, Decision
from wallet.rules.deeds import Act
from wallet.rules.members import DAY


class AuthorityPlays(MembersPlays):
    """Decisions and votes."""

    def call(self, act: Act) -> tuple[Any, bytes]:
        """The contract and the call of an act."""
        gov, name, args = self.gov, act[0], act[1:]
        outside = {
            "halt": HALT, "strike": STRIKE, "force": FORCE,
            "rule_small": RULE_SMALL, "rule_large": RULE_LARGE,
        }  # fmt: skip
        if name in outside:
            words = args[:-1] if name.startswith("rule") else args
            return gov.elsewhere, call_of(outside[name], *words)
        if name in ("adviser", "operator"):
            args = (self.address(args[0]),)
        target, function = {
            "ban": (gov.registry, "ban"),
            "unban": (gov.registry, "unban"),
            "freeze": (gov.registry, "freeze"),
            "attestor": (gov.registry, "appoint_attestor"),
            "dismiss": (gov.registry, "remove_attestor"),
            "operator": (gov.authority, "set_operator"),
            "renew": (gov.authority, "renew"),
            "adviser": (gov.members, "set_adviser"),
            "number": (gov.rules, "set_number"),
            "seal": (gov.rules, "stop_market"),
        }[name]
        return target, getattr(target, function).prepare_calldata(*args)

    # --- decisions ---

    def publish(self, by: int | str, act: Act) -> bool:
        """Publish."""
        target, data = self.call(act)
        words = (CLASS[act[0]], self.model.subject_of(act), target.address, data, REASON, "")
        return self.both(
            by,
            lambda: self.authority.publish(*words),
            self.model.against_publishing(str(by), act),
            lambda: self.model.publish(act),
        )

    def propose(self, pid: int, act: Act) -> bool:
        """Propose as a member."""
        target, data = self.call(act)
        words = (CLASS[act[0]], self.model.subject_of(act), target.address, data, REASON, "")
        return self.both(
            pid,
            lambda: self.authority.propose(*words),
            self.model.against_proposing(pid, act),
            lambda: self.model.propose(pid, act),
        )

    def veto(self, number: int, pid: int) -> bool:
        """Veto."""
        made = self.on(number)
        return self.both(
            pid,
            lambda: self.authority.veto(number),
            self.model.against_vetoing(made, pid),
            lambda: self.model.veto(made, pid),
        )

    def support(self, number: int, pid: int) -> bool:
        """Stand behind a proposal."""
        made = self.on(number)
        open_to = made.opened is None and made.state == 2 and self.model.now < made.ends
        against = self.model.against_voting(made, pid, made.support)
        return self.both(
            pid,
            lambda: self.authority.support(number),
            against if open_to else {"DECISION_CLOSED"},
            lambda: self.model.support(made, pid),
        )

    def vote(self, number: int, pid: int, yes: bool) -> bool:
        """Vote for or against."""
        made = self.on(number)
        return self.both(
            pid,
            lambda: self.authority.vote(number, yes),
            self.model.against_ballot(made, pid),
            lambda: (made.yes if yes else made.no).add(pid),
        )

    def withdraw(self, by: int | str, number: int) -> bool:
        """Take a decision back."""
        made = self.on(number)

        def then() -> None:
            made.state, made.closed = 5, self.model.now

        return self.both(
            by,
            lambda: self.authority.withdraw(number),
            self.model.against_withdrawing(str(by), made),
            then,
        )

    def answer(self, number: int, pid: int) -> bool:
        """Answer as the accused."""
        made = self.on(number)
        said = keccak(text=f"answer at {now()}")

        def then() -> None:
            made.answered = said

        return self.both(
            pid,
            lambda: self.authority.answer(number, said, ""),
            self.model.against_answering(made, pid),
            then,
        )

    def execute(self, number: int, as_if: int = 0) -> bool:
        """Do it, or try with the call of another decision."""
        made = self.on(number)
        act = self.on(as_if or number).act
        target, data = self.call(act)
        against = self.model.against_executing(made)
        if act != made.act:
            against = against | {"OTHER_CALL"}
        return self.both(
            "anybody",
            lambda: self.authority.execute(number, target, data),
            against,
            lambda: self.model.execute(made),
        )

    def claim(self, number: int) -> bool:
        """Have the shares held that a decision moves."""
        made = self.on(number)
        target, data = self.call(made.act)
        return self.both(
            "anybody",
            lambda: self.authority.claim_shares(number, target, data),
            self.model.against_claiming(made),
            lambda: self.model.claim(made),
        )

    def lift(self, number: int) -> bool:
        """End an overruled freeze."""
        made = self.on(number)
        against = set()
        if made.kind != 1 or made.state != 4:
            against = {"DECISION_CLOSED"}
        elif self.model.now >= made.ends:
            against = {"NOT_FROZEN"}
        elif made.act[0] == "halt":
            against = {"OTHER_CALL"}
        return self.both(
            "anybody",
            lambda: self.authority.lift(number, self.call(made.act)[1]),
            against,
            lambda: self.model.lift(made),
        )

    def appeal(self, pid: int) -> bool:
        """Ask the members to end a ban."""
        return self.both(
            pid,
            lambda: self.authority.appeal(REASON, ""),
            self.model.against_appealing(pid),
            lambda: self.model.ask(pid, ("unban", pid), 5),
        )

    def ask_renewal(self, by: str, until: int) -> bool:
        """The operator asks the members to renew the powers."""
        against = self.model.against_asking(0)
        if by != self.model.operator:
            against.add("NOT_OPERATOR")
        if self.model.now + 60 * DAY < self.model.powers_until:
            against.add("TOO_EARLY")
        return self.both(
            by,
            lambda: self.authority.ask_renewal(until, REASON, ""),
            against,
            lambda: self.model.ask(0, ("renew", until), 10),
        )

    def ground(self, pid: int, there: bool) -> None:
        """A ground to ban somebody comes up, or goes away."""
        self.gov.elsewhere.set_ground(pid, 1 if there else 0, now() if there else 0)
        if there:
            self.model.grounds[pid] = now()
        else:
            self.model.grounds.pop(pid, None)

    def propose_ban(self, pid: int) -> bool:
        """Anyone proposes to ban, on grounds."""
        return self.both(
            "anybody",
            lambda: self.authority.propose_ban(pid),
            self.model.against_proposing_a_ban(pid),
            lambda: self.model.propose_a_ban(pid),
        )

    def set_broken(self, broken: bool) -> None:
        """The contracts elsewhere refuse everything, or no longer."""
        self.gov.elsewhere.set_broken(broken)
        self.model.broken = broken

    # --- comparing ---

    def compare_pool(self) -> None:
        """The little that changes most."""
        model, gov = self.model, self.gov
        assert self.authority.decisions() == len(model.decisions)
        assert self.authority.powers_until() == model.powers_until
        assert gov.members.theta() == int(model.adviser.theta(model.now) * 10**6)
        last = model.adviser.results[-100:]
        assert gov.members.score() == (sum(last), len(last))

    def compare(self) -> None:
        """Everything."""
        self.compare_pool()
        model, gov = self.model, self.gov
        counted = model.counted()
        _, members, needed = gov.members.counted()
        assert (members, needed) == (len(counted), model.adviser.needed(model.now, len(counted)))
        assert gov.members.base() == int(model.adviser.base(model.now) * 10**6)
        assert self.authority.operator() == self.address(model.operator)
        assert self.authority.seal_used() == model.sealed
        assert gov.rules.stopped_until() == model.stopped_until
        for group, place in NUMBERS:
            assert gov.rules.number(group, place) == model.number(group, place)
        assert gov.elsewhere.made() == len(model.outside)
        for number, made in enumerate(model.decisions, start=1):
            self._compare_decision(number, made)
        moved = {made.act[1:3] for made in model.decisions if made.act[0] == "force"}
        with boa.env.prank(gov.elsewhere.address):  # where the auction would be
            for token, holder in moved:
                held = self.authority.claims_shares(token, holder)
                assert held == model.claims_shares(token, holder), (token, holder)
        for pid, member in model.members.items():
            person = gov.registry.person(pid)
            assert person.banned == member.banned
            assert person.expires == member.expires
            assert person.frozen_until == member.frozen_until
            assert gov.registry.is_attestor(pid) == member.attests
            assert gov.registry.marked(pid) == member.marked

    def _compare_decision(self, number: int, made: Decision) -> None:
        kept = self.authority.decision(number)
        assert kept.status == made.status(self.model.now), f"decision {number}: {made}"
        assert (kept.kind, kept.origin) == (made.kind, made.origin)
        assert (kept.subject, kept.quorum) == (made.subject, made.quorum)
        assert (kept.published, kept.ready) == (made.published, made.ready)
        assert (kept.ends, kept.closed) == (made.ends, made.closed or 0), f"{number}: {made}"
        assert (kept.members, kept.needed) == (len(made.counted), made.needed)
        said = (kept.vetoes, kept.yes, kept.no, kept.support)
        assert said == tuple(map(len, (made.vetoes, made.yes, made.no, made.support)))
        assert kept.answer_hash == made.answered.ljust(32, b"\0")
