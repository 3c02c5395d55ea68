"""What happened, in sentences: recoveries, rules, decisions and votes, reports and strikes."""

from __future__ import annotations

from typing import Final

from wallet.base.clock import date_and_time, date_of
from wallet.base.money import dollars, shares
from wallet.books.told import ACCENT, BRONZE, OXIDE, Said, Teller, Told
from wallet.books.view import View
from wallet.contracts.numbers import GROUPS

CLASSES: Final = {
    1: "freeze",
    2: "light decision",
    3: "heavy decision",
    4: "change of the rules",
    5: "stop of the market",
    6: "appeal",
    7: "decision of the members",
}
OUTCOMES: Final = {
    1: "was upheld",
    2: "was not proved",
    3: "was found frivolous",
    4: "was never ruled on",
}
CAUSES: Final = {
    1: "A report was upheld.",
    2: "A debt was long overdue.",
    3: "The authority decided it.",
}


def _who(view: View, person: int) -> str:
    return "you" if view.is_me(person) else view.name_of(person)


def _subject(view: View, person: int) -> str:
    return "You" if view.is_me(person) else view.name_of(person)


def _whose(view: View, person: int) -> str:
    return "your" if view.is_me(person) else f"{view.name_of(person)}’s"


def _recovery_started(view: View, said: Said) -> Told:
    ends = date_and_time(said["ends"], view.now)
    if view.is_me(said["person"]):
        detail = "If your wallet is not lost, cancel it under Identity."
        if said["in_person"]:
            detail = "It was proved in person, so that it cannot be cancelled."
        return Told(f"Another wallet takes the place of yours on {ends}.", detail, OXIDE)
    return Told(f"A new wallet of {view.name_of(said['person'])} takes over on {ends}.")


def _recovery_cancelled(view: View, said: Said) -> Told:
    whose = _whose(view, said["person"])
    return Told(
        f"The recovery of {whose} wallet was cancelled.", "For three days more nothing is paid out."
    )


def _recovery_closed(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    return Told("After the cancelled recovery your wallet is free again.", "", ACCENT)


def _recovered(view: View, said: Said) -> Told:
    if view.is_me(said["person"]):
        return Told("Your new wallet took the place of the lost one.", "", ACCENT)
    return Told(f"{view.name_of(said['person'])} has a new wallet.")


def _marked(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    if said["marked"]:
        return Told("You are not counted among the members now.", "Renew your identity.", OXIDE)
    return Told("You are counted among the members again.")


def _number_set(view: View, said: Said) -> Told:
    parts = list(GROUPS.values())
    part = parts[said["group"]] if said["group"] < len(parts) else ()
    if said["place"] >= len(part):
        return Told("A number of the rules was changed.")
    number = part[said["place"]]
    return Told(f"{number.what}: now {number.shown(said['value'])}.", "The rules were changed.")


def _market_stopped(view: View, said: Said) -> Told:
    until = date_and_time(said["until"], view.now)
    return Told(f"All trading stands still until {until}.", "Claims and refunds go on.", OXIDE)


def _forced(view: View, said: Said) -> Told:
    units, token = shares(said["units"]), _who(view, said["token"])
    sender, receiver = _who(view, said["sender"]), _who(view, said["receiver"])
    detail = "A decision of the authority moved them; cost and dates stay."
    return Told(f"{units} of {token} went from {sender} to {receiver}.", detail, OXIDE, "trading")


def _limit_set(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    until = date_of(said["expires"], view.now)
    return Told("A verifier confirmed what you may invest by.", f"It holds until {until}.")


def _spent(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    words = f"You have paid {dollars(said['spent'])} of what a World ID alone may pay for shares."
    return Told(words, "Add a document to go on without this limit.")


def _regime_added(view: View, said: Said) -> Told:
    return Told(f"The compliance rules {said['name']} can be used from now on.")


def _published(view: View, said: Said) -> Told:
    what = CLASSES.get(said["kind"], "decision")
    about = f" about {_who(view, said['subject'])}" if said["subject"] else ""
    tone = OXIDE if view.is_me(said["subject"]) else BRONZE
    if not said["ready"]:
        return Told(f"A {what}{about} was proposed to the members.", "It needs support.", tone)
    ready = date_and_time(said["ready"], view.now)
    detail = f"It can be carried out from {ready}; {said['needed']:,} members can stop it."
    return Told(f"A {what}{about} was published.", detail, tone)


def _answered(view: View, said: Said) -> Told:
    return Told(f"{_subject(view, said['person'])} answered decision {said['decision']}.")


def _vetoed(view: View, said: Said) -> Told:
    number, count = said["decision"], said["vetoes"]
    who = _subject(view, said["person"])
    voices = "the first voice" if count == 1 else f"voice {count:,}"
    return Told(f"{who} voted to stop decision {number}.", f"It is {voices} against it.")


def _voted(view: View, said: Said) -> Told:
    side = "for" if said["yes"] else "against"
    return Told(f"{_subject(view, said['person'])} voted {side} decision {said['decision']}.")


def _supported(view: View, said: Said) -> Told:
    return Told(f"{_subject(view, said['person'])} supported proposal {said['decision']}.")


def _opened(view: View, said: Said) -> Told:
    ready = date_and_time(said["ready"], view.now)
    return Told(f"Proposal {said['decision']} goes to all members.", f"Votes are due by {ready}.")


def _fell(view: View, said: Said) -> Told:
    return Told(f"The members stopped decision {said['decision']}.", "", ACCENT)


def _lifted(view: View, said: Said) -> Told:
    return Told(f"The freeze of decision {said['decision']} was ended: members stopped it.")


def _executed(view: View, said: Said) -> Told:
    return Told(f"Decision {said['decision']} was carried out.", "", BRONZE)


def _decision_withdrawn(view: View, said: Said) -> Told:
    return Told(f"Decision {said['decision']} was withdrawn.")


def _powers_renewed(view: View, said: Said) -> Told:
    return Told(f"The authority’s powers last until {date_of(said['until'], view.now)}.")


def _committed(view: View, said: Said) -> Told | None:
    if not view.is_me(said["reporter"]):
        return None
    bond = dollars(said["bond"])
    return Told(f"You sealed a report with a bond of {bond}.", "Open it within a day.", BRONZE)


def _revealed(view: View, said: Said) -> Told:
    until = date_of(said["answer_by"], view.now)
    if view.is_me(said["subject"]):
        what = f"You are reported to hide something: report {said['report']}."
        return Told(what, f"Answer it by {until}.", OXIDE)
    subject = view.name_of(said["subject"])
    return Told(f"{_subject(view, said['reporter'])} reported {subject}.", f"Due by {until}.")


def _repeated(view: View, said: Said) -> Told:
    return Told(
        f"Report {said['report']} says what report {said['first']} said before.",
        "Its bond came back.",
    )


def _lapsed(view: View, said: Said) -> Told:
    return Told(
        f"Report {said['report']} was not opened in time.",
        f"Its bond of {dollars(said['bond'])} is lost.",
        OXIDE,
    )


def _report_answered(view: View, said: Said) -> Told:
    return Told(f"{_subject(view, said['subject'])} answered report {said['report']}.")


def _cured(view: View, said: Said) -> Told:
    return Told(f"Report {said['report']} fell: it had been declared before.", "", ACCENT)


def _declared_after(view: View, said: Said) -> Told:
    return Told(f"What report {said['report']} said was declared after it.", "", OXIDE)


def _ruled(view: View, said: Said) -> Told:
    outcome = OUTCOMES.get(said["outcome"], "is closed")
    gain = f"The hidden gain is {dollars(said['gain'])}." if said["gain"] else ""
    return Told(f"Report {said['report']} {outcome}.", gain, BRONZE)


def _bond_back(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    return Told(f"Your bond of {dollars(said['amount'])} came back to you.", "", ACCENT)


def _bond_won(view: View, said: Said) -> Told | None:
    if not view.is_me(said["person"]):
        return None
    return Told(f"The other’s bond of {dollars(said['amount'])} came to you.", "", ACCENT)


def _struck(view: View, said: Said) -> Told:
    have = "have" if view.is_me(said["person"]) else "has"
    who = _subject(view, said["person"])
    return Told(f"{who} {have} a strike.", CAUSES.get(said["cause"], ""), OXIDE)


def _adviser_set(view: View, said: Said) -> Told:
    return Told("The members appointed the adviser.")


def _opinion_filed(view: View, said: Said) -> Told:
    return Told(f"The adviser sealed an opinion on decision {said['decision']}.")


def _opinion_opened(view: View, said: Said) -> Told:
    side = "for" if said["uphold"] else "against"
    return Told(f"The adviser’s opinion on decision {said['decision']} was {side} it.")


LAW_TELLERS: Final[dict[tuple[str, str], Teller]] = {
    ("Rules", "NumberSet"): _number_set,
    ("Rules", "MarketStopped"): _market_stopped,
    ("Registry", "RecoveryStarted"): _recovery_started,
    ("Registry", "RecoveryCancelled"): _recovery_cancelled,
    ("Registry", "RecoveryClosed"): _recovery_closed,
    ("Registry", "Recovered"): _recovered,
    ("Registry", "Marked"): _marked,
    ("Ledger", "LotForced"): _forced,
    ("Compliance", "LimitSet"): _limit_set,
    ("Compliance", "Spent"): _spent,
    ("Compliance", "RegimeAdded"): _regime_added,
    ("Authority", "Published"): _published,
    ("Authority", "Answered"): _answered,
    ("Authority", "Vetoed"): _vetoed,
    ("Authority", "Voted"): _voted,
    ("Authority", "Supported"): _supported,
    ("Authority", "Opened"): _opened,
    ("Authority", "Fell"): _fell,
    ("Authority", "Lifted"): _lifted,
    ("Authority", "Executed"): _executed,
    ("Authority", "Withdrawn"): _decision_withdrawn,
    ("Authority", "PowersRenewed"): _powers_renewed,
    ("Members", "AdviserSet"): _adviser_set,
    ("Members", "OpinionFiled"): _opinion_filed,
    ("Members", "OpinionOpened"): _opinion_opened,
    ("Watching", "Committed"): _committed,
    ("Watching", "Revealed"): _revealed,
    ("Watching", "Repeated"): _repeated,
    ("Watching", "Lapsed"): _lapsed,
    ("Watching", "Answered"): _report_answered,
    ("Watching", "Cured"): _cured,
    ("Watching", "DeclaredAfter"): _declared_after,
    ("Watching", "Ruled"): _ruled,
    ("Watching", "BondReturned"): _bond_back,
    ("Watching", "BondWon"): _bond_won,
    ("Watching", "Struck"): _struck,
}
