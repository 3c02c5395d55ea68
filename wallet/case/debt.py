"""What a debt is, replayed from its proven events, and what pays it at the anchor.

A debt to holders is kept as a gain that is not yet shared; what is due is that gain times the part
that others hold, and ten per cent a year (or what the debt says) for being late. Where a payment
was left out, what is left is not what the storage of the companies' contract has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wallet.base.clock import YEAR
from wallet.base.money import ALL_SHARES, dollars
from wallet.case.package import Case
from wallet.case.problems import untrue
from wallet.case.proven import Proven
from wallet.chain.logs import Event

DOUBLED_AFTER: Final = 100 * YEAR
"""At one per cent a year, simple, a debt has doubled after a hundred years."""
OWED: Final = 3
_PAYS_DEBTS: Final = 3
"""The ledger's kind of what is shared by paying a debt."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment: how late it was, the gain that it settled, and what was left of it.

    `interest` is a part of the amount, None where one payment paid several debts.
    """

    at: int
    tx: str
    amount: int
    late: int
    settled: int
    left: int
    interest: int | None


@dataclass
class Owed:
    """A debt as it is at the anchor. Money is in base units, `outside` in units of shares.

    `extra` is the interest on what is `left` of the gain. `due_now` pays all of it in full, with
    `interest` in it; of that `for_holder` is due to the person of the case, who holds `held`.
    """

    issuer: int
    creditor: int
    gain: int
    left: int
    due: int
    rate: int
    opened: int
    ended: bool = False
    payments: list[Payment] = field(default_factory=list)
    outside: int = 0
    held: int = 0
    late: int = 0
    extra: int = 0
    due_now: int = 0
    interest: int = 0
    for_holder: int = 0


def replayed(case: Case, proven: Proven, events: Sequence[Event]) -> Owed:
    """The debt after all events of the case. Raises WalletError where storage says otherwise."""
    owed: Owed | None = None
    for event in events:
        said = event.fields
        if event.name == "DebtOpened":
            owed = Owed(
                said["issuer"], said["creditor"], said["gain"], said["gain"], said["due"],
                said["rate"], event.at,
            )  # fmt: skip
        elif owed is None:
            continue
        elif event.name == "DebtJoined":
            owed.gain += said["gain"] - owed.left
            owed.left, owed.due = said["gain"], said["due"]
        elif event.name == "DebtPaid":
            _pay(owed, proven, event)
        elif event.name == "DebtEnded":
            owed.ended = True
    if owed is None or owed.issuer != case.token:
        raise untrue("it has no event in which this debt began")
    owed.ended = owed.ended or owed.left == 0
    _hold_against(case, proven, owed)
    _reckon(case, proven, owed)
    return owed


def _pay(owed: Owed, proven: Proven, event: Event) -> None:
    said = event.fields
    late = max(0, event.at - owed.due)
    if said["late"] != late or said["gain_settled"] + said["gain_left"] != owed.left:
        raise untrue(f"payments were left out, or put in, before block {event.block:,}")
    owed.left = said["gain_left"]
    share = said["amount"] if owed.creditor else _gain_behind(owed, proven, event)
    interest = None
    if share is not None:
        settled = min(
            said["gain_settled"] + owed.left,
            share * DOUBLED_AFTER // (DOUBLED_AFTER + owed.rate * late),
        )
        if settled != said["gain_settled"]:
            raise untrue(f"the payment in block {event.block:,} settled another part")
        interest = said["amount"] * (share - settled) // share if share and late else 0
    owed.payments.append(
        Payment(event.at, event.tx, said["amount"], late, said["gain_settled"], owed.left, interest)
    )


def _gain_behind(owed: Owed, proven: Proven, event: Event) -> int | None:
    """The gain that a payment shared, which the ledger says in the same transaction.

    None where it was money on its way that paid several debts at once.
    """
    same = [one for one in proven.events if one.tx == event.tx]
    paid = [one for one in same if one.name == "DebtPaid" and one.fields["issuer"] == owed.issuer]
    shared = [
        one.fields["gain"]
        for one in same
        if one.name == "Siphoned"
        and (one.fields["issuer"], one.fields["kind"]) == (owed.issuer, _PAYS_DEBTS)
    ]
    return int(shared[0]) if len(paid) == len(shared) == 1 else None


def _hold_against(case: Case, proven: Proven, owed: Owed) -> None:
    """What is left is what the companies' storage has."""
    word = proven.word("Companies", "debts.words", case.debt)
    open_there = word >> 248 & 15 == OWED
    if open_there == owed.ended:
        state = "open" if open_there else "paid or at an end"
        raise untrue(f"the debt is {state} on the chain, which its events do not say")
    if not open_there:
        return
    left, due, rate = word & (2**96 - 1), word >> 96 & (2**32 - 1), word >> 160 & 255
    if left != owed.left:
        raise untrue(
            f"its events leave {dollars(owed.left, exact=True)} of the gain, and the storage of "
            f"the companies’ contract has {dollars(left, exact=True)}"
        )
    if (due, rate, word >> 168 & (2**40 - 1)) != (owed.due, owed.rate, owed.issuer):
        raise untrue("the debt has another date, rate or debtor on the chain")


def _reckon(case: Case, proven: Proven, owed: Owed) -> None:
    """What pays the debt at the anchor, by the rule of the contract."""
    own = proven.word("Ledger", "holdings.stocks", owed.issuer, owed.issuer) & (2**84 - 1)
    owed.outside = ALL_SHARES - own if own else 0
    if case.person not in (0, owed.issuer) and not owed.creditor:
        stock = proven.word("Ledger", "holdings.stocks", owed.issuer, case.person)
        owed.held = stock & (2**84 - 1)
    if owed.ended:
        return
    owed.late = max(0, proven.anchor.at - owed.due)
    owed.extra = _ceil(owed.left * owed.rate * owed.late, DOUBLED_AFTER)
    grown = owed.left + owed.extra
    part = ALL_SHARES if owed.creditor else owed.outside
    owed.due_now = _ceil(grown * part, ALL_SHARES)
    owed.interest = owed.due_now - _ceil(owed.left * part, ALL_SHARES)
    owed.for_holder = grown * owed.held // ALL_SHARES


def _ceil(a: int, b: int) -> int:
    return -(-a // b)


def words_of(debt: int, issuer: int, person: int) -> list[tuple[str, str, tuple[int, ...], int]]:
    """The words of storage that a debt is held against: contract, variable, keys, place."""
    found = [
        ("Companies", "debts.words", (debt,), 0),
        ("Ledger", "holdings.stocks", (issuer, issuer), 0),
    ]
    if person and person != issuer:
        found.append(("Ledger", "holdings.stocks", (issuer, person), 0))
    return found
