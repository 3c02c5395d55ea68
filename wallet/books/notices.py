"""What is worth telling somebody who is not looking: news about what they hold, and dates.

A notice is told on the desktop, where others may see it and where text may be taken for more than
text. So it is made of our own words; of what the chain says it holds amounts and plain names only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.clock import DAY, date_of, when
from wallet.base.money import ALL_SHARES, dollars, price_per_share
from wallet.books.companies import companies, debts_of, rules_of
from wallet.books.holdings import ACC_BITS
from wallet.books.needs import RENEW_BEFORE
from wallet.books.persons import ACTIVE
from wallet.books.statements import statements_of
from wallet.books.store import event_of
from wallet.books.view import View
from wallet.chain.logs import Event

DISTRIBUTION: Final = "distribution"
AUCTION: Final = "auction"
DEBT: Final = "debt"
ATTESTATION: Final = "attestation"
DECISION: Final = "decision"
FOLLOWED: Final = "followed"
ORDER: Final = "order"
RAISE: Final = "raise"
RECOVERY: Final = "recovery"
KINDS: Final = (DISTRIBUTION, AUCTION, DEBT, ATTESTATION, DECISION, FOLLOWED, ORDER, RAISE)
FIRST: Final = frozenset((DISTRIBUTION, AUCTION, DEBT, ATTESTATION, DECISION))
"""What is told unless somebody chooses otherwise."""
ALWAYS: Final = frozenset((RECOVERY,))
"""What is told whatever was chosen: somebody may be taking this wallet away."""
OVERLAP: Final = 64
"""Blocks that are looked through again: the books may read some of them twice."""
MOST_EVENTS: Final = 5_000
LONGEST_NAME: Final = 40

_STAGES: Final = ((0, "late"), (DAY, "day"), (7 * DAY, "week"))
_CENT: Final = 10_000
_DECIDED: Final = {
    "Published": "was published",
    "Executed": "was carried out",
    "Fell": "was overruled by the members",
    "Lifted": "was lifted by the members",
    "Withdrawn": "was withdrawn",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. `key` tells it from every other; `page` and `target` lead to it."""

    key: str
    kind: str
    sentence: str
    page: str
    target: object = None


def notices(view: View, after: int) -> tuple[Notice, ...]:
    """What there is to tell of what happened since block `after`, and of dates that are near.

    Some of it may have been told before, under the same key.
    """
    if view.me is None:
        return ()
    found: dict[str, Notice] = {}
    rows = view.tables.rows(
        "SELECT * FROM event WHERE block > ? ORDER BY block DESC, log DESC LIMIT ?",
        after - OVERLAP,
        MOST_EVENTS,
    )
    for row in reversed(rows):
        event = event_of(row)
        teller = _TELLERS.get((event.contract, event.name))
        notice = teller(view, event, event.fields) if teller is not None else None
        if notice is not None:
            found[notice.key] = notice
    for notice in (*_debts(view), *_reports(view), *_attestation(view)):
        found[notice.key] = notice
    return tuple(found.values())


def plain_name(name: str) -> str:
    """A name as it can be shown anywhere: letters, digits, spaces and few marks, and not long."""
    kept = (char if _is_plain(char) else " " for char in name[: LONGEST_NAME * 4])
    tidy = " ".join("".join(kept).split())
    return tidy if len(tidy) <= LONGEST_NAME else tidy[: LONGEST_NAME - 1].rstrip() + "…"


def _is_plain(char: str) -> bool:
    return char in " .'’-" or unicodedata.category(char)[0] in "LN" or (
        unicodedata.category(char) in ("Mn", "Mc")
    )  # fmt: skip


def _name(view: View, person: int) -> str:
    return plain_name(view.name_of(person)) or f"Person {person}"


def _units(view: View, token: int, at: int) -> int:
    """What whoever looks holds of a token, and held already at an instant."""
    row = view.tables.row(
        "SELECT units FROM position WHERE token = ? AND person = ? AND since <= ?",
        token,
        view.me or 0,
        at,
    )
    return int(row["units"]) if row else 0


def _concerned(view: View, token: int, at: int) -> bool:
    """Whether whoever looks holds the token, has an order for it, or traded it just now."""
    if view.is_me(token) or _units(view, token, at):
        return True
    me = view.me or 0
    if view.tables.row("SELECT 1 FROM ask WHERE token = ? AND person = ?", token, me):
        return True
    sql = "SELECT 1 FROM sale WHERE token = ? AND at > ? AND (seller = ? OR buyer = ?)"
    return view.tables.row(sql, token, view.now - DAY, me, me) is not None


def _shared(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    issuer = said["issuer"]
    units = 0 if view.is_me(issuer) else _units(view, issuer, event.at)
    mine = (((said["gain"] << ACC_BITS) // ALL_SHARES) * units) >> ACC_BITS
    if mine < _CENT:
        return None
    sentence = f"{_name(view, issuer)} shared a gain: {dollars(mine)} more are yours to claim."
    return _of(event, DISTRIBUTION, sentence, "distributions")


def _auction(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    token = said["token"]
    if not _concerned(view, token, event.at):
        return None
    whose = "your shares" if view.is_me(token) else f"shares of {_name(view, token)}"
    sentence = {
        "AuctionOpened": lambda: (
            f"An auction of {whose} has begun; it ends {when(said['end'], view.now)}."
        ),
        "AuctionExtended": lambda: (
            f"The auction of {whose} runs on; it ends {when(said['end'], view.now)}: the price "
            "would be far from the reference price."
        ),
        "AuctionRestarted": lambda: f"News began the auction of {whose} anew.",
        "AuctionCancelled": lambda: f"News ended the auction of {whose}.",
        "AuctionSettled": lambda: (
            f"The auction of {whose} settled at {price_per_share(said['price'])}."
            if said["units"]
            else f"The auction of {whose} ended without a trade."
        ),
    }[event.name]()
    return _of(event, AUCTION, sentence, "auctions", token)


def _decision(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    row = view.tables.row("SELECT subject FROM decision WHERE id = ?", said["decision"])
    subject = row["subject"] if row else 0
    if not subject or not (view.is_me(subject) or _units(view, subject, event.at)):
        return None
    whom = "you" if view.is_me(subject) else _name(view, subject)
    sentence = f"Decision {said['decision']} about {whom} {_DECIDED[event.name]}."
    return _about(event, subject, sentence)


def _standing(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    person = said["person"]
    if not (view.is_me(person) or _units(view, person, event.at)):
        return None
    who = "You are" if view.is_me(person) else f"{_name(view, person)} is"
    if event.name == "Frozen":
        return _about(event, person, f"{who} frozen until {date_of(said['until'], view.now)}.")
    return _about(event, person, f"{who} {'banned' if event.name == 'Banned' else 'unbanned'}.")


def _recovery(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    if not view.is_me(said["person"]):
        return None
    ends = when(said["ends"], view.now)
    sentence = f"Somebody asks to replace this wallet; it would take over {ends}. "
    sentence += (
        "It was proved in person and cannot be cancelled."
        if said["in_person"]
        else "If that is not you, cancel it under Identity."
    )
    return _of(event, RECOVERY, sentence, "identity")


def _opened(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    issuer = said["issuer"]
    if issuer not in view.follows or view.is_me(issuer):
        return None
    sentence = f"{_name(view, issuer)} raises money, at {price_per_share(said['price'])}."
    return _of(event, FOLLOWED, sentence, "invest", said["offering"])


def _released(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    if not view.is_me(said["person"]) or said["reason"] == 1:
        return None
    sentence = f"An order of yours for shares of {_name(view, said['token'])} was given back."
    return _of(event, ORDER, sentence, "auctions", said["token"])


def _sold(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    whose = _name(view, said["token"])
    if view.is_me(said["seller"]):
        sentence = f"You sold shares of {whose} for {dollars(said['proceeds'])}."
    elif view.is_me(said["buyer"]):
        sentence = f"You bought shares of {whose} for {dollars(said['paid'], up=True)}."
    else:
        return None
    return _of(event, ORDER, sentence, "portfolio", said["token"])


def _committed(view: View, event: Event, said: Mapping[str, Any]) -> Notice | None:
    row = view.tables.row("SELECT issuer FROM offering WHERE id = ?", said["offering"])
    if row is None or not view.is_me(row["issuer"]):
        return None
    sentence = f"{_name(view, said['person'])} committed {dollars(said['paid'])} to your raise."
    return _of(event, RAISE, sentence, "raise", said["offering"])


def _debts(view: View) -> Iterator[Notice]:
    for debt in debts_of(view, view.me or 0):
        stage = _stage(debt.due - view.now)
        if debt.ended or not stage:
            continue
        to = "your holders" if debt.creditor is None else _name(view, debt.creditor.id)
        amount = dollars(debt.due_amount or 0, up=True)
        said = "It is overdue." if debt.overdue else f"It is due {when(debt.due, view.now)}."
        stage, more = _consequence(view, debt.due) or (stage, "")
        key = f"{DEBT}:{debt.id}:{debt.due}:{stage}"
        words = f"You owe {to} {amount}. {said}{more}"
        yield Notice(key, DEBT, words, "companies", ("debt", debt.id))


def _consequence(view: View, due: int) -> tuple[str, str] | None:
    """What is near or has come for a debt that is late: its stage, and what to say of it."""
    rules = rules_of(view)
    for name, after, what in (
        ("ban", rules.ban_after, "a ban can be proposed"),
        ("strike", rules.strike_after, "a strike can be noted"),
    ):
        if view.now >= due + after:
            return name, f" Now {what}."
        if view.now >= due + after - 7 * DAY:
            return f"{name} soon", f" From {date_of(due + after, view.now)} on {what}."
    return None


def _reports(view: View) -> Iterator[Notice]:
    """Sales that were written down and not reported, and the yearly statement."""
    for sale in companies(view).unreported:
        stage = _stage(sale.report_by - view.now)
        if stage:
            said = f"Report your sale by {date_of(sale.report_by, view.now)}: later, you have less "
            key = f"{DEBT}:report:{sale.written}:{stage}"
            yield Notice(key, DEBT, f"{said}time to pay.", "companies", ("sale", sale.stake))
    filed = statements_of(view, view.me or 0)
    if filed.due(view.now) and filed.until is not None:
        missing = filed.missing(view.now)
        key = f"{DEBT}:statement:{filed.until}:{'late' if missing else 'soon'}"
        until = "now" if missing else f"from {date_of(filed.until, view.now)} on"
        said = f"File your yearly statement: without it you cannot raise money {until}."
        yield Notice(key, DEBT, said, "companies", ("statement", 0))


def _attestation(view: View) -> Iterator[Notice]:
    row = view.tables.row("SELECT expires FROM person WHERE id = ?", view.me or 0)
    if row is None:
        return
    left = row["expires"] - view.now
    stage = _stage(left) or ("soon" if left < RENEW_BEFORE else "")
    if not stage or view.person(view.me or 0).standing not in (ACTIVE, "expired"):
        return
    ends = "has run out" if left <= 0 else f"runs out {when(row['expires'], view.now)}"
    key = f"{ATTESTATION}:{row['expires']}:{stage}"
    yield Notice(key, ATTESTATION, f"Your identity check {ends}. Renew it.", "identity")


def _stage(left: int) -> str:
    return next((name for before, name in _STAGES if left <= before), "")


def _of(event: Event, kind: str, sentence: str, page: str, target: object = None) -> Notice:
    return Notice(f"{kind}:{event.tx}:{event.index}", kind, sentence, page, target)


def _about(event: Event, person: int, sentence: str) -> Notice:
    """One a person and transaction: what carries a decision out says it once more."""
    key = f"{DECISION}:{event.tx}:{person}"
    return Notice(key, DECISION, sentence, "invest", ("person", person))


Teller = Callable[[View, Event, Mapping[str, Any]], Notice | None]
_TELLERS: Final[dict[tuple[str, str], Teller]] = {
    ("Ledger", "Siphoned"): _shared,
    ("Ledger", "Sold"): _sold,
    ("Auction", "AuctionOpened"): _auction,
    ("Auction", "AuctionExtended"): _auction,
    ("Auction", "AuctionRestarted"): _auction,
    ("Auction", "AuctionCancelled"): _auction,
    ("Auction", "AuctionSettled"): _auction,
    ("Auction", "OrderReleased"): _released,
    **{("Authority", name): _decision for name in _DECIDED},
    ("Registry", "Frozen"): _standing,
    ("Registry", "Banned"): _standing,
    ("Registry", "Unbanned"): _standing,
    ("Registry", "RecoveryStarted"): _recovery,
    ("Offering", "OfferingOpened"): _opened,
    ("Offering", "Committed"): _committed,
}
