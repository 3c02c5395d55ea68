"""What happened in offerings, auctions and companies, in sentences with names."""

from __future__ import annotations

from typing import Final

from wallet.base.clock import date_and_time, date_of
from wallet.base.money import dollars, price_per_share, shares
from wallet.books.folds_offering import FAILURES
from wallet.books.told import ACCENT, BRONZE, OXIDE, Said, Teller, Told
from wallet.books.view import View

RELEASES: Final = {
    2: "Better orders took its place.",
    3: "Nobody bid enough for it.",
    5: "It was too old.",
    6: "Its maker is frozen.",
    7: "Its maker is banned.",
    8: "The identity check had run out.",
    9: "A debt was overdue.",
    10: "An exit or a debt is open.",
    11: "News ended the auction.",
    12: "A sell order took its place.",
}
"""Why an order was released, by the auction's numbers; 1 is a withdrawal, 4 a buy's surplus."""


def _issuer(view: View, offering: int) -> int:
    row = view.tables.row("SELECT issuer FROM offering WHERE id = ?", offering)
    return row["issuer"] if row else 0


def _offering_of(view: View, offering: int) -> str:
    issuer = _issuer(view, offering)
    return "your offering" if view.is_me(issuer) else f"the offering of {view.name_of(issuer)}"


def _opened(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["issuer"]) else view.name_of(said["issuer"])
    price = price_per_share(said["price"])
    sentence = f"{who} opened an offering of up to {shares(said['units_max'])} at {price}."
    return Told(sentence, f"Until {date_and_time(said['deadline'], view.now)}.", ACCENT)


def _committed(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["person"]) else view.name_of(said["person"])
    offering = _offering_of(view, said["offering"])
    sentence = f"{who} committed {dollars(said['paid'], up=True)} to {offering}."
    return Told(sentence, f"For {shares(said['units'])}.", ACCENT)


def _commitment_withdrawn(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["person"]) else view.name_of(said["person"])
    offering = _offering_of(view, said["offering"])
    return Told(f"{who} withdrew {dollars(said['amount'])} from {offering}.")


def _commitment_rejected(view: View, said: Said) -> Told:
    issuer = _issuer(view, said["offering"])
    if view.is_me(issuer):
        return Told(f"You rejected the commitment of {view.name_of(said['person'])}.")
    sentence = f"{view.name_of(issuer)} rejected your commitment."
    return Told(sentence, "Take your money back under Invest.", BRONZE)


def _closed(view: View, said: Said) -> Told | None:
    if not said["success"]:
        return None  # its failure is told with the reason
    offering = _offering_of(view, said["offering"])
    return Told(f"{offering[0].upper()}{offering[1:]} succeeded: {shares(said['sold'])} sold.", "",
                ACCENT)  # fmt: skip


def _failed(view: View, said: Said) -> Told:
    offering = _offering_of(view, said["offering"])
    reason = FAILURES.get(said["reason"], "")
    return Told(f"{offering[0].upper()}{offering[1:]} failed.", reason, OXIDE)


def _refunded(view: View, said: Said) -> Told:
    who = "you" if view.is_me(said["person"]) else view.name_of(said["person"])
    offering = _offering_of(view, said["offering"])
    return Told(f"{dollars(said['amount'])} came back to {who} from {offering}.")


def _proceeds(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["issuer"]) else view.name_of(said["issuer"])
    whose = "your" if view.is_me(said["issuer"]) else "their"
    return Told(f"{who} withdrew {dollars(said['amount'])} from {whose} offering.", "", ACCENT)


def _token(view: View, token: int) -> str:
    return "your shares" if view.is_me(token) else f"shares of {view.name_of(token)}"


def _auction_opened(view: View, said: Said) -> Told:
    sentence = f"An auction of {_token(view, said['token'])} opened."
    return Told(sentence, f"Until {date_and_time(said['end'], view.now)}.")


def _sell(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["person"]) else view.name_of(said["person"])
    verb = "offer" if view.is_me(said["person"]) else "offers"
    units, whose = shares(said["units"]), _of(view, said["token"])
    return Told(f"{who} {verb} {units} of {whose} for at least {price_per_share(said['lowest'])}.")


def _buy(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["person"]) else view.name_of(said["person"])
    verb = "bid" if view.is_me(said["person"]) else "bids"
    units, whose = shares(said["units"]), _of(view, said["token"])
    sentence = f"{who} {verb} for {units} of {whose} at up to {price_per_share(said['highest'])}."
    return Told(sentence, f"{dollars(said['staked'], up=True)} is laid in the ledger for it.")


def _of(view: View, token: int) -> str:
    return "you" if view.is_me(token) else view.name_of(token)


def _released(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    money = dollars(said["money"]) if said["money"] else ""
    token = view.name_of(said["token"])
    if said["reason"] == 4:
        return Told(f"{money} of your bid for {token} came back.") if money else None
    if said["reason"] == 1:
        got = f"{money} came back." if money else ""
        return Told(f"You took back your bid for {shares(said['units'])} of {token}.", got)
    kind = "bid for" if said["side"] == 2 else "offer of"
    back = f" {money} came back." if money else ""
    reason = RELEASES.get(said["reason"], "")
    units = shares(said["units"])
    return Told(f"Your {kind} {units} of {token} ended.", f"{reason}{back}".strip(), BRONZE)


def _extended(view: View, said: Said) -> Told:
    until = date_of(said["end"], view.now)
    sentence = f"The auction of {_token(view, said['token'])} goes on until {until}."
    return Told(sentence, "Its price would have been far from the reference price.", BRONZE)


def _restarted(view: View, said: Said) -> Told:
    until = date_and_time(said["end"], view.now)
    sentence = f"News began the auction of {_token(view, said['token'])} anew."
    return Told(sentence, f"Until {until}.", BRONZE)


def _auction_cancelled(view: View, said: Said) -> Told:
    sentence = f"News ended the auction of {_token(view, said['token'])}."
    return Told(sentence, "All orders are released.", BRONZE)


def _auction_settled(view: View, said: Said) -> Told:
    token = _token(view, said["token"])
    if not said["units"]:
        return Told(f"The auction of {token} ended, and nothing traded.")
    units, price = shares(said["units"]), price_per_share(said["price"])
    return Told(f"The auction of {token} settled at {price}.", f"{units} changed hands.", ACCENT)


def _company(view: View, stake: int) -> str:
    if not stake:
        return "an undeclared company"
    row = view.tables.row("SELECT commitment FROM stake WHERE id = ?", stake)
    name = view.stakes.get(row["commitment"], {}).get("company") if row else None
    return str(name) if name else f"Stake {stake}"


def _declared(view: View, said: Said) -> Told:
    company = _company(view, said["stake"])
    if view.is_me(said["owner"]):
        return Told(f"You declared your stake in {company}.", "It can be attested now.")
    owner = view.name_of(said["owner"])
    if view.me in said["attestors"]:
        return Told(f"{owner} named you to attest a stake.", company, BRONZE)
    return Told(f"{owner} declared a stake.")


def _stake_attested(view: View, said: Said) -> Told:
    names = [view.name_of(one) for one in said["attestors"]]
    return Told(f"The stake {_company(view, said['stake'])} was attested.", _by(names), ACCENT)


def _reported(view: View, said: Said) -> Told:
    company, proceeds = _company(view, said["stake"]), dollars(said["proceeds"])
    who = "You" if view.is_me(said["owner"]) else view.name_of(said["owner"])
    sentence = f"{who} reported an exit from {company} for {proceeds}."
    return Told(sentence, f"Closed on {date_of(said['closed_at'], view.now)}.")


def _exit_attested(view: View, said: Said) -> Told:
    names = [view.name_of(one) for one in said["attestors"]]
    row = view.tables.row("SELECT stake FROM exit WHERE id = ?", said["exit"])
    company = _company(view, row["stake"]) if row else "a stake"
    return Told(f"The exit from {company} was attested.", _by(names), ACCENT)


def _debt_opened(view: View, said: Said) -> Told:
    due, gain = date_of(said["due"], view.now), dollars(said["gain"])
    if said["creditor"]:
        return _personal_debt(view, said, gain, due)
    who = "You owe your" if view.is_me(said["issuer"]) else f"{view.name_of(said['issuer'])} owes"
    whose = "" if view.is_me(said["issuer"]) else " their"
    return Told(f"{who}{whose} holders their part of a gain of {gain}.", f"Due {due}.", BRONZE)


def _personal_debt(view: View, said: Said, amount: str, due: str) -> Told:
    creditor = "you" if view.is_me(said["creditor"]) else view.name_of(said["creditor"])
    mine = view.is_me(said["issuer"])
    who = "You owe" if mine else f"{view.name_of(said['issuer'])} owes"
    return Told(f"{who} {creditor} {amount}.", f"Due {due}.", OXIDE if mine else BRONZE)


def _amended(view: View, said: Said) -> Told:
    return Told(f"What was declared of {_company(view, said['stake'])} was corrected.")


def _exit_found(view: View, said: Said) -> Told:
    gain = dollars(said["gain"])
    if view.is_me(said["owner"]):
        return Told(f"A hidden gain of yours of {gain} was found.", "", OXIDE)
    return Told(f"A hidden gain of {view.name_of(said['owner'])} of {gain} was found.", "", OXIDE)


def _stated(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["person"]) else view.name_of(said["person"])
    return Told(f"{who} filed the yearly statement.")


def _window_opened(view: View, said: Said) -> Told:
    ends = date_of(said["ends"], view.now)
    detail = f"Unless somebody disputes it by {ends}."
    return Told(f"Exit {said['exit']} is to be accepted as reported.", detail, BRONZE)


def _disputed(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["disputer"]) else view.name_of(said["disputer"])
    return Told(f"{who} disputed exit {said['exit']}.", "The authority rules on it.", OXIDE)


def _accepted(view: View, said: Said) -> Told:
    return Told(f"Exit {said['exit']} was accepted: nobody disputed it.", "", ACCENT)


def _ruled(view: View, said: Said) -> Told:
    gain, bond = dollars(said["gain"]), dollars(said["to_winner"])
    if view.is_me(said["winner"]):
        detail = f"You were right; {bond} of the other’s bond came to you."
        return Told(f"The gain of exit {said['exit']} was ruled to be {gain}.", detail, ACCENT)
    return Told(f"The gain of exit {said['exit']} was ruled to be {gain}.", "", BRONZE)


def _lapsed(view: View, said: Said) -> Told:
    return Told(f"Nobody ruled on exit {said['exit']}; it stands as reported.", "Bonds went back.")


def _bond_back(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    return Told(f"Your bond of {dollars(said['amount'])} came back to you.", "", ACCENT)


def _made_whole(view: View, said: Said) -> Told:
    amount = dollars(said["amount"])
    if view.is_me(said["creditor"]):
        sentence = f"{view.name_of(said['token'])} owes you {amount} for shares bought back."
        return Told(sentence, "An exit from before came to light since.", ACCENT)
    who = "You owe" if view.is_me(said["token"]) else f"{view.name_of(said['token'])} owes"
    return Told(f"{who} {view.name_of(said['creditor'])} {amount} for shares bought back.")


def _debt_paid(view: View, said: Said) -> Told:
    who = "You" if view.is_me(said["issuer"]) else view.name_of(said["issuer"])
    whose = "your" if view.is_me(said["issuer"]) else "their"
    done = "The debt is paid in full." if not said["gain_left"] else ""
    return Told(f"{who} paid {dollars(said['amount'], up=True)} to {whose} holders.", done, BRONZE)


def _debt_ended(view: View, said: Said) -> Told:
    return Told("A debt ended: nobody but its issuer holds shares any more.")


def _by(names: list[str]) -> str:
    return f"By {' and '.join(names)}." if names else ""


TELLERS: Final[dict[tuple[str, str], Teller]] = {
    ("Offering", "OfferingOpened"): _opened,
    ("Offering", "Committed"): _committed,
    ("Offering", "CommitmentWithdrawn"): _commitment_withdrawn,
    ("Offering", "CommitmentRejected"): _commitment_rejected,
    ("Offering", "OfferingClosed"): _closed,
    ("Offering", "OfferingFailed"): _failed,
    ("Offering", "Refunded"): _refunded,
    ("Offering", "ProceedsPaid"): _proceeds,
    ("Auction", "AuctionOpened"): _auction_opened,
    ("Auction", "SellPlaced"): _sell,
    ("Auction", "BuyPlaced"): _buy,
    ("Auction", "OrderReleased"): _released,
    ("Auction", "AuctionExtended"): _extended,
    ("Auction", "AuctionRestarted"): _restarted,
    ("Auction", "AuctionCancelled"): _auction_cancelled,
    ("Auction", "AuctionSettled"): _auction_settled,
    ("Companies", "StakeDeclared"): _declared,
    ("Companies", "StakeAttested"): _stake_attested,
    ("Companies", "StakeAmended"): _amended,
    ("Companies", "ExitFound"): _exit_found,
    ("Companies", "Stated"): _stated,
    ("Disputes", "WindowOpened"): _window_opened,
    ("Disputes", "Disputed"): _disputed,
    ("Disputes", "Accepted"): _accepted,
    ("Disputes", "Ruled"): _ruled,
    ("Disputes", "Lapsed"): _lapsed,
    ("Disputes", "BondReturned"): _bond_back,
    ("Disputes", "MadeWhole"): _made_whole,
    ("Companies", "ExitReported"): _reported,
    ("Companies", "ExitAttested"): _exit_attested,
    ("Companies", "DebtOpened"): _debt_opened,
    ("Companies", "DebtPaid"): _debt_paid,
    ("Companies", "DebtEnded"): _debt_ended,
}
