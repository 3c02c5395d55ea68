"""What happened, in sentences with names: one small function an event.

Each is told as whoever looks sees it: "You sold ..." to the seller, "... of your shares" to the
issuer. An event that another of the same transaction tells already is not told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wallet.base.clock import date_and_time, date_of, when
from wallet.base.money import dollars, price_per_share, shares
from wallet.books.happened_law import LAW_TELLERS
from wallet.books.happened_raising import TELLERS as RAISING_TELLERS
from wallet.books.told import ACCENT, BRONZE, OXIDE, PLAIN, Said, Teller, Told
from wallet.books.view import View
from wallet.chain.logs import Event


def tell(view: View, event: Event) -> Told | None:
    """The event in words, None where there is nothing to tell."""
    teller = TELLERS.get((event.contract, event.name))
    if teller is None:
        return None
    told = teller(view, event.fields)
    if told is None:
        return None
    # "under $0.01" may begin one.
    sentence = told.sentence[:1].upper() + told.sentence[1:]
    kind = told.kind or _KINDS.get(event.contract, "")
    return Told(sentence, told.detail, told.tone, kind)


def sentences_of(view: View, events: Iterable[Event]) -> tuple[str, ...]:
    """A receipt's events in words, whomever they are about, each sentence once."""
    told = [one for event in events if (one := tell(view, event)) is not None]
    return tuple(dict.fromkeys(one.sentence for one in told))


def _joined(view: View, said: Said) -> Told:
    until = f"Your identity check holds until {date_of(said['expires'], view.now)}."
    if view.is_me(said["person"]):
        return Told("You joined the network.", until, ACCENT)
    return Told(f"{view.name_of(said['person'])} joined the network.")


def _renewed(view: View, said: Said) -> Told:
    return Told("Your identity check was renewed.", f"Until {date_of(said['expires'], view.now)}.")


def _tag_added(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    return Told("A further proof of who you are was tied to you.", "Nobody can join with it.")


def _frozen(view: View, said: Said) -> Told:
    until = date_and_time(said["until"], view.now)
    if view.is_me(said["person"]):
        return Told(f"You are frozen until {until}.", "Payouts are credited and wait.", OXIDE)
    return Told(f"{view.name_of(said['person'])} is frozen until {until}.", "", OXIDE)


def _banned(view: View, said: Said) -> Told:
    subject = "You are" if view.is_me(said["person"]) else f"{view.name_of(said['person'])} is"
    return Told(f"{subject} banned from the network.", "Claims stay.", OXIDE)


def _unbanned(view: View, said: Said) -> Told:
    subject = "You are" if view.is_me(said["person"]) else f"{view.name_of(said['person'])} is"
    return Told(f"{subject} no longer banned.", "", ACCENT)


def _attestor(view: View, said: Said) -> Told:
    verb = "now serve" if said["serves"] else "no longer serve"
    return Told(f"You {verb} as an attestor.")


def _issued(view: View, said: Said) -> Told:
    if view.is_me(said["token"]):
        return Told("You issued your token.", "10,000,000 shares, all yours.", ACCENT)
    return Told(f"{said['name']} issued a token.")


def _claimed(view: View, said: Said) -> Told:
    amount, token = dollars(said["amount"]), said["token"]
    if view.is_me(said["holder"]):
        passed = said["passed_on"]
        detail = f"{dollars(passed)} of it went on to your own holders." if passed else ""
        return Told(f"You claimed {amount} from {view.name_of(token)}.", detail, ACCENT, "sharing")
    holder = view.name_of(said["holder"])
    whose = "you" if view.is_me(token) else view.name_of(token)
    return Told(f"{holder} claimed {amount} from {whose}.", kind="sharing")


def _sold(view: View, said: Said) -> Told:
    units, token = shares(said["units"]), view.name_of(said["token"])
    if view.is_me(said["seller"]):
        detail = ""
        if said["siphon"]:
            gain, part = dollars(said["gain"]), dollars(said["siphon"])
            detail = f"{gain} of it is a gain, and {part} of that went to your holders."
        sentence = f"You sold {units} of {token} for {dollars(said['proceeds'])}."
        return Told(sentence, detail, ACCENT, "trading")
    if view.is_me(said["buyer"]):
        whose = "yourself" if view.is_me(said["token"]) else token
        paid = dollars(said["paid"], up=True)
        return Told(f"You bought {units} of {whose} for {paid}.", "", ACCENT, "trading")
    buyer, paid = view.name_of(said["buyer"]), dollars(said["paid"])
    whose = "you" if view.is_me(said["token"]) else token
    return Told(f"{buyer} bought {units} of {whose} for {paid}.", kind="trading")


def _placed(view: View, said: Said) -> Told:
    units, paid = shares(said["units"]), dollars(said["paid"], up=True)
    until = said["unlocks"]
    locked = f"Locked until {date_of(until, view.now)}." if until > view.now else ""
    if view.is_me(said["buyer"]):
        sentence = f"You received {units} of {view.name_of(said['token'])} for {paid}."
        return Told(sentence, locked, ACCENT, "raising")
    buyer = view.name_of(said["buyer"])
    whose = "you" if view.is_me(said["token"]) else view.name_of(said["token"])
    return Told(f"{buyer} received {units} of {whose} for {paid}.", kind="raising")


def _credited(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    detail = "It waits in the ledger; withdraw it under Distributions."
    return Told(f"{dollars(said['amount'])} was credited to you.", detail, BRONZE, "sharing")


def _withdrawn(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    return Told(f"You withdrew {dollars(said['amount'])} of credit.", "", ACCENT, "sharing")


def _garnished(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    sentence = f"{dollars(said['amount'])} on its way to you paid your overdue debt."
    return Told(sentence, "It went to your holders.", OXIDE, "companies")


def _siphoned(view: View, said: Said) -> Told | None:
    # Sales, claims and debts tell of it themselves.
    if said["kind"] != 4:
        return None
    amount = dollars(said["amount"])
    if view.is_me(said["issuer"]):
        return Told(f"You gave {amount} to your holders.", "", BRONZE, "sharing")
    return Told(f"{view.name_of(said['issuer'])} gave {amount} to their holders.", kind="sharing")


def _reference(view: View, said: Said) -> Told:
    whose = "Your" if view.is_me(said["token"]) else f"{view.name_of(said['token'])}’s"
    return Told(f"{whose} reference price is now {price_per_share(said['price'])}.")


def _cost_set(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    token = view.name_of(said["token"])
    return Told(f"What you paid for shares of {token} now counts: {dollars(said['cost'])}.")


def _money(view: View, said: Said) -> Told | None:
    amount = dollars(said["amount"])
    account = view.account.lower()
    if said["receiver"] == account:
        return Told(f"You received {amount}.", "", ACCENT, "money")
    if said["sender"] == account:
        return Told(f"You sent {amount}.", "", PLAIN, "money")
    return None


def _halted(view: View, said: Said) -> Told:
    whose = "your shares" if view.is_me(said["token"]) else view.name_of(said["token"])
    return Told(
        f"Trading of {whose} stands still until {when(said['until'], view.now)}.", "", OXIDE
    )


_KINDS: Final = {
    "Registry": "identity",
    "Ledger": "token",
    "Offering": "raising",
    "Auction": "trading",
    "Companies": "companies",
    "Disputes": "companies",
    "Dollar": "money",
    "Rules": "governance",
    "Authority": "governance",
    "Members": "governance",
    "Watching": "watching",
    "Compliance": "identity",
}
TELLERS: Final[dict[tuple[str, str], Teller]] = {
    **RAISING_TELLERS,
    **LAW_TELLERS,
    ("Registry", "Joined"): _joined,
    ("Registry", "Renewed"): _renewed,
    ("Registry", "Frozen"): _frozen,
    ("Registry", "Banned"): _banned,
    ("Registry", "Unbanned"): _unbanned,
    ("Registry", "TagAdded"): _tag_added,
    ("Registry", "AttestorSet"): _attestor,
    ("Ledger", "Issued"): _issued,
    ("Ledger", "Claimed"): _claimed,
    ("Ledger", "Sold"): _sold,
    ("Ledger", "Placed"): _placed,
    ("Ledger", "Credited"): _credited,
    ("Ledger", "Withdrawn"): _withdrawn,
    ("Ledger", "Garnished"): _garnished,
    ("Ledger", "Siphoned"): _siphoned,
    ("Ledger", "ReferenceSet"): _reference,
    ("Ledger", "CostSet"): _cost_set,
    ("Dollar", "Transfer"): _money,
    ("Auction", "AuctionHalted"): _halted,
}
