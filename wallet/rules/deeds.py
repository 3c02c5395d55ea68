"""What decisions do, and what the contracts that they call have against it."""

from __future__ import annotations

from typing import Any

from wallet.rules.members import DAY, YEAR, Adviser, Member

Act = tuple[Any, ...]
"""The name of what is done, and its arguments."""

ELSEWHERE = ("halt", "strike", "force", "rule_small", "rule_large")
"""What reaches contracts that are not played here."""


class Deeds:
    """People, numbers and roles, as decisions change them."""

    def __init__(self, genesis: int, operator: str) -> None:
        self.now = genesis
        self.genesis = genesis
        self.members: dict[int, Member] = {}
        self.adviser = Adviser(genesis)
        self.operator = operator
        self.powers_until = genesis + 5 * YEAR
        self.stopped_until = 0
        self.numbers: dict[tuple[int, int], int] = {}
        self.printed: dict[tuple[int, int], int] = {}
        self.outside: list[Act] = []
        """What reached the contracts elsewhere."""
        self.broken = False
        """Whether those refuse everything."""

    def against_doing(self, act: Act) -> set[str]:
        """What the contract that is called has against an act now."""
        check = getattr(self, f"_against_{act[0]}", None)
        if act[0] in ELSEWHERE:
            return {"BROKEN"} if self.broken else set()
        found: set[str] = check(*act[1:]) if check else set()
        return found

    def do(self, act: Act) -> None:
        """Do it."""
        if act[0] in ELSEWHERE:
            self.outside.append(act)
        else:
            getattr(self, f"_do_{act[0]}")(*act[1:])

    def _against_ban(self, pid: int) -> set[str]:
        return {"BANNED"} if self.members[pid].banned else set()

    def _do_ban(self, pid: int) -> None:
        self.members[pid].banned = True

    def _against_unban(self, pid: int) -> set[str]:
        return set() if self.members[pid].banned else {"NOT_BANNED"}

    def _do_unban(self, pid: int) -> None:
        member = self.members[pid]
        member.banned = False
        if member.expires > self.now:
            member.unmark(self.now)

    def _against_freeze(self, pid: int, until: int) -> set[str]:
        against = set()
        last = self.members[pid].frozen_until
        if until <= self.now:
            against.add("FREEZE_IN_THE_PAST")
        if until > self.now + self.number(0, 1):
            against.add("FREEZE_TOO_LONG")
        if last and self.now < last + 90 * DAY:
            against.add("FREEZE_TOO_SOON")
        return against

    def _do_freeze(self, pid: int, until: int) -> None:
        self.members[pid].frozen_until = until

    def _do_attestor(self, pid: int) -> None:
        self.members[pid].attests = True

    def _do_dismiss(self, pid: int) -> None:
        self.members[pid].attests = False

    def number(self, group: int, place: int) -> int:
        """A number as it is now."""
        return self.numbers.get((group, place), self.printed[group, place])

    def _against_number(self, group: int, place: int, to: int) -> set[str]:
        printed = self.printed[group, place]
        return set() if printed <= 2 * to and to <= 2 * printed else {"NUMBER_OUT_OF_BOUNDS"}

    def _do_number(self, group: int, place: int, to: int) -> None:
        self.numbers[group, place] = to

    def _against_seal(self, until: int) -> set[str]:
        fits = max(self.now, self.stopped_until) < until <= self.now + 7 * DAY
        return set() if fits else {"BAD_TIME"}

    def _do_seal(self, until: int) -> None:
        self.stopped_until = until

    def _do_operator(self, account: str) -> None:
        self.operator = account

    def _do_adviser(self, account: str) -> None:
        self.adviser.appoint(self.now, account)

    def _against_renew(self, until: int) -> set[str]:
        against = set()
        if self.now + 60 * DAY < self.powers_until:
            against.add("TOO_EARLY")
        if not self.powers_until < until <= max(self.powers_until, self.now) + YEAR:
            against.add("BAD_TIME")
        return against

    def _do_renew(self, until: int) -> None:
        self.powers_until = until
