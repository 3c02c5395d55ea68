"""How numbers lie in a word of storage: the formats of the contracts, as their sources state them.

Said a second time on purpose: the replay must not believe the code that it judges. Numbers lie one
above the other, from the lowest bit up.
"""

from __future__ import annotations

from typing import Final


class Word:
    """Names and widths, in bits, of the numbers in a word of 256 bits."""

    def __init__(self, **widths: int) -> None:
        self._places: list[tuple[str, int, int]] = []
        at = 0
        for name, width in widths.items():
            self._places.append((name, at, width))
            at += width
        if at > 256:
            raise ValueError("these numbers do not fit a word")

    def pack(self, **values: int) -> int:
        """The word of these numbers; those that are not named are 0.

        Raises ValueError for a number that does not fit, or that has no place.
        """
        word, left = 0, dict(values)
        for name, at, width in self._places:
            value = int(left.pop(name, 0))
            if not 0 <= value < 1 << width:
                raise ValueError(f"{name} is {value}, which does not fit {width} bits")
            word |= value << at
        if left:
            raise ValueError(f"no place for {', '.join(left)}")
        return word

    def unpack(self, word: int) -> dict[str, int]:
        """The numbers of a word, by name."""
        return {name: (word >> at) & ((1 << width) - 1) for name, at, width in self._places}


# Registry: `standing`, `people`.
PERSON: Final = Word(
    wallet=160, expires=32, frozen_until=32, country=16, level=4, investor_class=4,
    banned=1, held=1, attestor=1, changed=1, marked=1,
)  # fmt: skip
POINTER: Final = Word(person=64, joined=32, issued=32, rank=32, speaker=64)
TAG: Final = Word(person=64, level=8)
COUNTED: Final = Word(people=128, members=128)

# Dollar.
ACCOUNT: Final = Word(balance=255, barred=1)

# Rules.
STOPS: Final = Word(seconds=128, until=128)

# Ledger: `packing`.
STOCK: Final = Word(balance=84, checkpoint=172)
DESK: Final = Word(
    reserved=84, pending=84, next_serial=32, span=8, joined=8, latest_unlock=32, settled=1,
    retail=1,
)  # fmt: skip
LOT: Final = Word(units=96, cost=96, acquired=32, unlocks=32)
SHEET: Final = Word(face=160, reference=64, holders=16, retail=15, issued=1)
PURSE: Final = Word(credit=96, first_due=32)
NEVER: Final = 2**32 - 1
"""The first due date of who owed something and no longer does."""

# Companies: `debt_list`, stakes and their versions.
DEBT: Final = Word(
    gain=96, due=32, next=32, rate=8, issuer=40, other=40, state=4, news=1, personal=1, unpulled=1
)
MATTERS: Final = Word(
    exits=32, debts=32, first=32, first_due=32, head=32, tail=32, head_due=32
)  # fmt: skip
STAKE: Final = Word(owner=40, version=16, sold=96, counted=96)
VERSION: Final = Word(attested_at=32, hash=224)

# Disputes.
WINDOW: Final = Word(opener=40, owner=40, disputer=40, bond=48, ends=32, disputed_at=32)

# Auction: `auction_clock`, `order_book`, `order_word`, `settlement`.
CLOCK: Final = Word(
    opened=32, start=32, end=32, halted_until=32, last_settled=32, last_news=32, number=16,
    restarts=8, extended=1, settling=1, cancelled=1, reported=1, unused=4, seen=32,
)  # fmt: skip
HEAD: Final = Word(sells=64, buys=64, next_seq=32, raised=64, displaced=1)
DISPLACED: Final = Word(buy=64, sell=64)
ORDER: Final = Word(units=84, price=64, seq=32, times=64, slot=8, side=2, mark=1)
TIMES: Final = Word(placed=32, expires=32)
BUYBACK: Final = Word(seller=32, units=84, at=32, premium=108)

# Offering: `entry_word`.
ENTRY: Final = Word(person=32, units=84, paid=96, serial=32, state=4, believed=1)

# Compliance, and `regime`.
NOTE: Final = Word(issuer=64, regime=16, bucket=32, retail=16, closed=1, money=64)
INVESTED: Final = Word(money=96, bare=96, retail=1)
LIMIT: Final = Word(yearly=64, issued=32, expires=32)
ROW: Final = Word(
    lockup_days=16, resale_days=16, most_retail=16, investor_share=16, accredited_only=1,
    everywhere=1, investor_floor=64, issuer_yearly=64, there=1,
)  # fmt: skip
RESALE: Final = Word(regime=16, last_day=16)

# Authority: `decision_word`.
DECISION: Final = Word(
    status=8, kind=8, origin=8, quorum=8, published=40, ready=40, ends=40, closed=40
)
ROLL: Final = Word(subject=64, last_rank=64, members=64, needed=64)
TALLY: Final = Word(vetoes=64, yes=64, no=64, support=64)
FREEZES: Final = Word(person=64, token=64)
PROPOSAL: Final = Word(decision=64, since=64)

# Watching.
REPORT: Final = Word(
    reporter=48, subject=48, committed_at=32, answer_by=32, bond=40, counter_bond=40, state=8
)
CLAIM: Final = Word(closed_at=32, amount=90)
DECLARED: Final = Word(proceeds=90, gain=90, exit=64)
RECORD: Final = Word(last=32, before=32, count=32, hid=32)
