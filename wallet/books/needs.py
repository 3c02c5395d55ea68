"""What needs this person: every thing that waits for them, in the order of its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from wallet.base.clock import DAY, date_and_time, date_of, when
from wallet.base.money import dollars, money_of, percent_of_person, shares
from wallet.books.auctions import AuctionRow
from wallet.books.companies import Companies, Debt
from wallet.books.distributions import ClaimRow
from wallet.books.exit_sum import RuleNumbers
from wallet.books.odd_prices import SELL, OddPrice, odd_prices
from wallet.books.persons import ACTIVE, EXPIRED, name_list
from wallet.books.raising import Offering
from wallet.books.statements import Statements
from wallet.books.task import ACCENT, BRONZE, OXIDE, Task
from wallet.books.view import View

RENEW_BEFORE: Final = 60 * DAY
"""How long before its end a person is reminded to renew the attestation."""
WITHDRAW_REMINDER: Final = 7 * DAY


def debts(view: View, owed: Companies) -> Iterator[Task]:
    """Debts to pay, sales to report, and exits and stakes that are not attested yet."""
    for debt in owed.debts:
        if debt.ended:
            continue
        yield Task(
            kind="debt",
            tone=OXIDE,
            sentence=f"Pay {dollars(debt.due_amount or 0, up=True)} to your holders",
            detail=f"{debt.company} exit, attested {date_of(debt.opened, view.now)}."
            f" {after_due(debt, owed.rules, view.now)}",
            action="Pay",
            page="companies",
            target=("debt", debt.id),
            at=debt.due,
        )
    for sale in owed.unreported:
        late = view.now > sale.report_by
        yield Task(
            kind="report",
            tone=OXIDE if late else BRONZE,
            sentence=f"Report your sale of {sale.company}",
            detail="You began to, and did not send it. It closed"
            f" {date_of(sale.closed_at, view.now)} and {'was' if late else 'is'} to be reported"
            f" {when(sale.report_by, view.now)}; each day later is taken off the"
            " days you have to pay.",
            action="Report",
            page="companies",
            target=("sale", sale.stake),
            at=sale.report_by,
        )
    for exit_ in owed.exits:
        if exit_.status == "reported":
            yield Task(
                kind="exit",
                tone=BRONZE,
                sentence=f"Have your exit from {exit_.company} attested",
                detail="Until then you neither raise nor buy back your shares.",
                action="View",
                page="companies",
                target=("exit", exit_.id),
            )
    for ask in owed.to_attest:
        yield Task(
            kind="attest",
            tone=BRONZE,
            sentence=f"{ask.owner.name} asks you to confirm {ask.company}",
            detail="You are one of three named attestors.",
            action="View",
            page="attest",
            target=(ask.kind, ask.id),
        )


def after_due(debt: Debt, rules: RuleNumbers, now: int) -> str:
    """What follows if a debt is not paid, with its dates."""
    strike, ban = debt.due + rules.strike_after, debt.due + rules.ban_after
    if not debt.overdue:
        return (
            f"Late payment costs {debt.rate} % a year from {date_of(debt.due, now)} on; a strike "
            f"follows on {date_of(strike, now)}."
        )
    late = f"It is overdue and costs {debt.rate} % a year; money that comes to you pays it first."
    if now <= strike:
        return f"{late} A strike can be noted from {date_of(strike, now)} on."
    if now <= ban:
        return f"{late} A strike can be noted now, and a ban proposed from {date_of(ban, now)} on."
    return f"{late} A strike can be noted now, and a ban proposed."


def statements(view: View, said: Statements) -> Iterator[Task]:
    """The yearly statement, where it is time for one."""
    if said.due(view.now) and said.until is not None:
        missing = said.missing(view.now)
        last = f"The last is of {date_of(said.filed[0].at, view.now)}. " if said.filed else ""
        yield Task(
            kind="statement",
            tone=BRONZE,
            sentence="File your yearly statement",
            detail=f"{last}Without it you cannot raise money"
            + (" now." if missing else f" from {date_of(said.until, view.now)} on."),
            action="File",
            page="companies",
            target=("statement", 0),
            at=said.until,
        )


def money(view: View, claims: tuple[ClaimRow, ...], credit: int, holders: int) -> Iterator[Task]:
    """What can be claimed or withdrawn."""
    total = sum(claim.amount for claim in claims)
    if total:
        passes = sum(claim.passes_on for claim in claims)
        count = f"{holders} holder{'' if holders == 1 else 's'}"
        passed = f"{dollars(passes, up=True)} of it goes on to your own {count}."
        names = name_list(claim.token.name for claim in claims)
        yield Task(
            kind="claim",
            tone=ACCENT,
            sentence=f"Claim {dollars(total)}",
            detail=passed if passes else f"From {names}.",
            action="Claim",
            page="distributions",
            target=0,
        )
    if credit:
        yield Task(
            kind="credit",
            tone=ACCENT,
            sentence=f"Withdraw {dollars(credit)}",
            detail="It was credited to you and waits in the ledger.",
            action="Withdraw",
            page="distributions",
            target=0,
        )


def investments(view: View, offerings: tuple[Offering, ...]) -> Iterator[Task]:
    """Shares to take, money to take back, commitments that can still be withdrawn."""
    for offer in offerings:
        name = offer.issuer.name
        taking = sum(one.allotted or 0 for one in offer.my_entries if one.state == "to take")
        back = sum(
            one.paid
            for one in offer.my_entries
            if one.state in ("rejected", "to refund", "over the maximum")
        )
        if taking:
            yield Task(
                kind="take",
                tone=ACCENT,
                sentence=f"Take your {shares(taking)} of {name}",
                detail="The offering succeeded, and they are yours.",
                action="Take",
                page="invest",
                target=offer.id,
            )
        if back:
            yield Task(
                kind="refund",
                tone=ACCENT,
                sentence=f"Take back {dollars(back)}",
                detail=f"It bought no shares of {name}.",
                action="Take back",
                page="invest",
                target=offer.id,
            )
        units = sum(one.allotted or 0 for one in offer.my_entries if one.countable)
        counts = money_of(units, offer.price)
        if counts:
            yield Task(
                kind="count",
                tone=ACCENT,
                sentence=f"Have the {dollars(counts)} that you paid for {name} counted",
                detail="Enough buyers have their shares by now, so the price is believed. Until "
                "you ask, all of what a sale fetches counts as gain.",
                action="Count it",
                page="invest",
                target=offer.id,
            )
        standing = [one for one in offer.my_entries if one.state == "committed"]
        until = offer.withdraw_until
        if standing and offer.status == "open" and 0 < until - view.now < WITHDRAW_REMINDER:
            paid = dollars(sum(one.paid for one in standing))
            yield Task(
                kind="commitment",
                tone=BRONZE,
                sentence=f"Your {paid} in the offering of {name} become final",
                detail=f"You can withdraw them until {when(until, view.now)}.",
                action="View",
                page="invest",
                target=offer.id,
                at=until,
            )


def own_offerings(view: View, offerings: tuple[Offering, ...]) -> Iterator[Task]:
    """What an issuer can do with their own offerings."""
    for offer in offerings:
        if offer.status == "closing":
            yield Task(
                kind="offering",
                tone=ACCENT,
                sentence="Close your offering",
                detail=f"Its deadline has passed, with {dollars(offer.committed_money)} committed.",
                action="Close",
                page="raise",
                target=offer.id,
            )
        ready_at = offer.proceeds_at or 0
        if offer.status == "succeeded" and offer.proceeds_ready and view.now >= ready_at:
            yield Task(
                kind="proceeds",
                tone=ACCENT,
                sentence=f"Withdraw {dollars(offer.proceeds_ready)} from your offering",
                detail="It has rested for as long as it must, and is yours.",
                action="Withdraw",
                page="raise",
                target=offer.id,
            )


def trading(view: View, mine: Iterable[AuctionRow]) -> Iterator[Task]:
    """Auctions to settle, and those that run with an order of this person."""
    for row in mine:
        if row.settle_ready:
            yield Task(
                kind="settle",
                tone=ACCENT,
                sentence=f"Settle the auction of {row.token.name}",
                detail="It has ended. Anyone may settle it.",
                action="Settle",
                page="auctions",
                target=row.token.id,
            )
        elif row.state == "running" and row.my_order is not None:
            yield Task(
                kind="auction",
                tone=ACCENT,
                sentence=f"{_possessive(row.token.name)} auction ends "
                f"{when(row.end or 0, view.now)}",
                detail=_prospect(row),
                action="View",
                page="auctions",
                target=row.token.id,
                at=row.end,
            )


def odd(view: View) -> Iterator[Task]:
    """Orders far from the reference price for shares that this person holds."""
    for one in odd_prices(view):
        yield Task(
            kind="price",
            tone=BRONZE,
            sentence=odd_sentence(one),
            detail=odd_detail(one, view.now),
            action="View",
            page="auctions",
            target=one.token.id,
            at=one.until,
        )


def odd_sentence(one: OddPrice) -> str:
    """Who sells or wants shares far from what they were worth last."""
    part, name = percent_of_person(one.units), one.token.name
    off = f"{one.off // 100} % {'below' if one.side == SELL else 'above'} the reference price"
    who = one.maker.name if one.makers == 1 else f"{one.makers} people"
    verb = "sell" if one.side == SELL else "want"
    return f"{who} {verb}{'s' if one.makers == 1 else ''} {part} of {name}, up to {off}"


def odd_detail(one: OddPrice, now: int) -> str:
    """What a holder can do about it, and until when."""
    until = f" until {date_and_time(one.until, now)}" if one.until else ""
    held = f"You hold {percent_of_person(one.my_units)}"
    if one.side == SELL:
        return f"{held}, and can bid more{until}: a sale that nobody answers sets the price."
    return f"{held}, and can sell to it{until}: a price that nobody answers is believed."


def identity(view: View, expires: int) -> Iterator[Task]:
    """An attestation that runs out, or has."""
    standing = view.person(view.me or 0).standing
    if standing == ACTIVE and expires - view.now < RENEW_BEFORE:
        yield Task(
            kind="attestation",
            tone=BRONZE,
            sentence="Renew your identity check",
            detail=f"It runs out {when(expires, view.now)}. After that you can sell and claim, but"
            " not buy or raise.",
            action="Renew",
            page="identity",
            target=0,
            at=expires,
        )
    elif standing == EXPIRED:
        yield Task(
            kind="attestation",
            tone=OXIDE,
            sentence="Renew your identity check",
            detail=f"It ran out {when(expires, view.now)}. You can sell and claim, but not buy or"
            " raise.",
            action="Renew",
            page="identity",
            target=0,
            at=expires,
        )


def _prospect(row: AuctionRow) -> str:
    """What an order would come to, at the orders that there are now."""
    order, cleared = row.my_order, row.would_clear
    if order is None:
        return ""
    verb = "bid for" if order.side == "buy" else "offer"
    part = percent_of_person(order.units)
    if cleared is None or not order.fills:
        return f"You {verb} {part}. At the orders there are now nothing of it would trade."
    worth = order.fills * cleared.price // 10**24
    if order.side == "buy":
        got = "it" if order.fills == order.units else percent_of_person(order.fills)
        return f"You bid for {part}. At the bids there are now you get {got} for {dollars(worth)}."
    sold = "it sells" if order.fills == order.units else f"{percent_of_person(order.fills)} sells"
    return f"You offer {part}. At the bids there are now {sold} for {dollars(worth)}."


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
