"""Why somebody is not active, said for their own case: the contracts only say that they are not."""

from __future__ import annotations

from typing import Final

from wallet.acts.facts import Facts
from wallet.base.clock import when
from wallet.chain.reasons import Refusal

NOT_ACTIVE: Final = "NOT_ACTIVE"
EXPIRED: Final = 2
FROZEN: Final = 3
BANNED: Final = 4


def in_person(refused: Refusal, facts: Facts) -> Refusal:
    """The refusal in words for the person who asks; as it was where nothing better is known."""
    if refused.code != NOT_ACTIVE or not facts.person:
        return refused
    standing = int(facts.read("Registry", "standing", facts.person))
    if standing == BANNED:
        return Refusal(
            NOT_ACTIVE,
            "You are banned from this network, so you cannot buy, raise or vote.",
            "You can still sell, claim and pay what you owe.",
        )
    if standing == FROZEN:
        waiting, ends, *_ = facts.read("Registry", "recovery", facts.person)
        if ends:
            return _held(int(str(waiting), 16) != 0, int(ends), facts.now)
        until = int(facts.read("Registry", "person", facts.person).frozen_until)
        return Refusal(
            NOT_ACTIVE,
            "You are frozen, so nothing can be sold or bought for you.",
            f"It ends {when(until, facts.now)}.",
        )
    if standing == EXPIRED:
        return Refusal(
            NOT_ACTIVE,
            "Your verification has run out, so you cannot buy, raise or vote.",
            "Renew it under Identity; you can sell, claim and pay meanwhile.",
        )
    return refused


def _held(waits: bool, ends: int, now: int) -> Refusal:
    """A recovery that waits, or the days after one was cancelled."""
    why = "a recovery of your wallet waits" if waits else "a recovery was cancelled"
    after = "has ended; finish it" if ends <= now else f"ends {when(ends, now)}; look"
    return Refusal(
        NOT_ACTIVE,
        f"Nothing can be sold or bought for you, because {why}.",
        f"That {after} under Identity.",
    )
