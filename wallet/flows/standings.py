"""What a person in each standing is told: what is stopped, until when, what goes on, what to do.

The sentences say what the rules say under "People"; every page that something is stopped on shows
the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.clock import DAY, date_and_time, when
from wallet.books.identity import Identity
from wallet.books.persons import BANNED, EXPIRED, FROZEN

APPEAL_EVERY: Final = 180 * DAY


@dataclass(frozen=True, slots=True)
class Told:
    """One standing in words; `grave` for what is shown in the tone of danger."""

    what: str
    works: str
    todo: str
    grave: bool = True

    @property
    def short(self) -> str:
        """What is stopped and what to do, for the head of every page."""
        return f"{self.what} {self.todo}"

    @property
    def whole(self) -> str:
        """All of it in one go."""
        return " ".join(part for part in (self.what, self.works, self.todo) if part)


def told(who: Identity, now: int) -> Told | None:
    """What whoever looks is told of their standing; None where nothing is stopped."""
    if who.former:
        return Told(
            "This wallet was replaced by another one, which is yours or was taken over by proof "
            "of identity. Nothing of the network belongs to it any more.",
            "Dollars that are still in it can be sent on.",
            "Open your new wallet. If you did not ask for that, tell the verifiers and the "
            "authority at once.",
        )
    lost = who.recovery
    if who.person is None:
        return None
    if who.standing == BANNED:
        return Told(
            "You are banned, for ever: you neither buy nor raise, vote nor attest, and no new "
            "wallet or document brings you back.",
            "You can still sell, claim what is yours, and pay what you owe. Your holders keep "
            "every claim, and nothing is taken from you beyond what is owed.",
            "You may ask the members to lift it, once every 180 days.",
        )
    if lost is not None and lost.mine:
        return _held(lost.account, lost.can_cancel, lost.in_person, lost.ends, now)
    if who.standing == FROZEN:
        until = who.frozen_until or now
        return Told(
            f"You are frozen until {date_and_time(until, now)}: nothing of yours is sold or "
            "bought, and orders of yours were given back.",
            "What is paid to you waits in the ledger and is yours afterwards; what is owed to "
            "holders passes on. Claims, refunds and payments of debts work.",
            "A freeze ends by itself and cannot be followed by another for 90 days. Under Activity "
            "you find the decision and its reason.",
        )
    if who.standing == EXPIRED:
        ended = when(who.expires or now, now)
        return Told(
            f"Your identity check ran out {ended}: until it is renewed you neither buy nor raise, "
            "receive shares, vote or attest.",
            "You can sell, claim and pay meanwhile, and orders already in an auction stand.",
            "Renew it with a verifier; all is as before then.",
        )
    return None


def _held(account: str, can_cancel: bool, in_person: bool, ends: int, now: int) -> Told:
    """A recovery that waits, or the days after one was cancelled."""
    works = "What is paid to you waits in the ledger, and what is owed to holders passes on."
    if not account:
        if ends <= now:
            return Told(
                "The days after the cancelled recovery are over.", works,
                "Set your wallet free again: it takes one transaction.", False,
            )  # fmt: skip
        return Told(
            f"You cancelled a recovery, so nothing leaves you or is sold until "
            f"{date_and_time(ends, now)}.",
            works,
            "After that you set your wallet free again. Whoever proves in person at three "
            "verifiers that they are you can still take over.",
        )
    what = (
        f"Somebody asks to replace this wallet. Until {date_and_time(ends, now)} nothing leaves "
        "you or is sold; from then on the new wallet can take over."
    )
    if can_cancel:
        todo = "If it is not you, cancel it now: that can be done once."
    elif in_person:
        todo = (
            "It was proved in person at three verifiers, so that it cannot be cancelled. If that "
            "was not you, tell the authority at once."
        )
    else:
        todo = "The wait is over, so that it can no longer be cancelled."
    return Told(what, works, todo)
