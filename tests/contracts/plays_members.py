"""People and the adviser, in the contracts and in the model at once; the frame of such plays."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import boa
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.governing import Governed, govern
from tests.contracts.network import account_of, now
from wallet.rules.authority import Decision, Governance
from wallet.rules.members import DAY, Member, Opinion

SALT: Final = keccak(text="salt")
CASES: Final = 100
"""The case against person n has the number 100 + n."""
NUMBERS: Final = ((0, 0), (0, 1), (1, 2), (1, 4), (2, 2), (6, 0))


class MembersPlays:
    """A governed network, its model, and what is done in both."""

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

    def on(self, number: int) -> Decision:
        """A decision of the model."""
        return self.model.decisions[number - 1]

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
