"""Decisions, votes and opinions, in the contracts and in the model at once."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import boa
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.governing import (
    FORCE,
    HALT,
    REASON,
    RULE_LARGE,
    RULE_SMALL,
    STRIKE,
    Governed,
    call_of,
    govern,
)
from tests.contracts.model_authority import CLASS, Decision, Governance
from tests.contracts.model_deeds import Act
from tests.contracts.model_members import DAY, Member, Opinion
from tests.contracts.network import account_of, now

SALT: Final = keccak(text="salt")
CASES: Final = 100
"""The case against person n has the number 100 + n."""
NUMBERS: Final = ((0, 0), (0, 1), (1, 2), (1, 4), (2, 2), (6, 0))


class AuthorityPlays:
    """A governed network and its model."""

    def __init__(self, count: int = 45) -> None:
        self.gov: Governed = govern(count)
        self.authority: Any = self.gov.authority
        self.wallets = {one.pid: one.address for one in self.gov.people}
        self.model = Governance(int(self.authority.genesis()), "operator")
        for one in self.gov.people:
            person = self.gov.registry.person(one.pid)
            self.model.members[one.pid] = Member(
                one.pid, int(person.joined), int(person.expires), int(person.joined)
            )
            self.gov.elsewhere.set_accused(CASES + one.pid, one.pid)
        for group, place in NUMBERS:
            self.model.printed[group, place] = int(self.gov.rules.printed(group, place))
        self.model.now = now()
        self.refusals: list[str] = []

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Play within, then put both back to how they were."""
        kept, start, wallets = self.model, self.model.now, dict(self.wallets)
        self.model = copy.deepcopy(kept)
        self.refusals = []
        try:
            with boa.env.anchor():
                boa.env.timestamp = start
                yield
        finally:
            self.model, self.wallets = kept, wallets
            boa.env.timestamp = start

    def address(self, who: int | str) -> str:
        """The wallet of a person, or the account of a role."""
        return self.wallets[who] if isinstance(who, int) else str(account_of(who).address)

    def both(
        self,
        sender: int | str,
        call: Callable[[], Any],
        against: set[str],
        then: Callable[[], Any],
    ) -> bool:
        """Do it in the contract and, if nothing speaks against it, in the model; is it done?"""
        try:
            with boa.env.prank(self.address(sender)):
                call()
        except boa.BoaError as error:
            reason = str(error.stack_trace.last_frame.pretty_vm_reason)
            assert reason in against, f"refused for {reason}, should be for {against or 'nothing'}"
            self.refusals.append(reason)
            return False
        assert not against, f"allowed in spite of {against}"
        then()
        return True

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        boa.env.time_travel(seconds=seconds)
        self.model.now = now()

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

    def on(self, number: int) -> Decision:
        """A decision of the model."""
        return self.model.decisions[number - 1]

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

    # --- people ---

    def join(self, name: str, expires: int) -> None:
        """Somebody joins."""
        made = self.gov.enter(name, expiresAt=expires)
        self.wallets[made.pid] = made.address
        self.model.members[made.pid] = Member(made.pid, now(), expires, now())
        self.gov.elsewhere.set_accused(CASES + made.pid, made.pid)

    def renew(self, pid: int, expires: int) -> bool:
        """Somebody has the attestation renewed."""
        said = self.gov.net.attestation(self.wallets[pid], expiresAt=expires)
        member = self.model.members[pid]
        against = {"BANNED"} if member.banned else set()
        if now() <= member.attested:
            against.add("ATTESTATION_USED")
        return self.both(
            pid,
            lambda: self.gov.registry.renew(tuple(said.values()), self.gov.net.attest(said)),
            against,
            lambda: member.renew(now(), expires),
        )

    def mark(self, pid: int) -> bool:
        """Anyone marks a member."""
        member = self.model.members[pid]
        against = {"ALREADY_MARKED"} if member.marked else set()
        if not member.banned and member.expires > now():
            against.add("NOT_EXPIRED")
        return self.both(
            "anybody",
            lambda: self.gov.registry.mark_expired(pid),
            against,
            lambda: setattr(member, "marked", True),
        )

    # --- the adviser ---

    def file(self, by: str, number: int, uphold: bool) -> bool:
        """File a sealed opinion."""
        made, adviser = self.on(number), self.model.adviser
        sealed = keccak(encode(["uint256", "bool", "bytes32"], [number, uphold, SALT]))
        against = set() if by == adviser.account else {"NOT_ADVISER"}
        if any(one.on is made for one in adviser.waiting):
            against.add("NO_OPINION")
        if made.kind != 3 or made.status(now()) != 2 or now() >= made.ready:
            against.add("TOO_LATE")
        return self.both(
            by,
            lambda: self.gov.members.file_opinion(number, sealed),
            against,
            lambda: adviser.waiting.append(Opinion(made, uphold)),
        )

    def open(self, number: int, uphold: bool) -> bool:
        """Open an opinion, as it was sealed or not."""
        made, adviser = self.on(number), self.model.adviser
        filed = [one for one in adviser.waiting if one.on is made]
        against = set()
        if not filed or filed[0].opened:
            against = {"NO_OPINION"}
        elif filed[0].uphold != uphold:
            against = {"WRONG_OPENING"}
        else:
            final, _, since = made.verdict(now())
            if not final or since is None:
                against = {"TOO_EARLY"}
            elif now() > since + 14 * DAY:
                against = {"TOO_LATE"}

        def then() -> None:
            filed[0].opened = True
            adviser.settle(now(), 32)

        return self.both(
            "anybody",
            lambda: self.gov.members.open_opinion(number, uphold, SALT),
            against,
            then,
        )

    def settle(self, most: int) -> bool:
        """Score what can be scored."""
        return self.both(
            "anybody",
            lambda: self.gov.members.settle_scores(most),
            set(),
            lambda: self.model.adviser.settle(now(), most),
        )

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
