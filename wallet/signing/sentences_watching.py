"""What a call of watching says: reports of what somebody hides, answers, rulings and strikes."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.clock import date_of
from wallet.base.money import dollars
from wallet.signing.sentence import Part, Told, clean, sentence, strong, told
from wallet.signing.sentences_registry import set_authority
from wallet.signing.teller import Call, Teller, bond_of

OUTCOMES: Mapping[int, str] = {1: "upheld", 2: "not proved", 3: "frivolous"}


def commit(call: Call) -> Told:
    """Sealing a report, with a bond."""
    return told(
        "sealing a report",
        sentence(
            "You ",
            strong("seal a report"),
            " that somebody hides a stake or an exit, and lay down its bond",
            bond_of(call),
            ".",
        ),
        notes=("Open it after an hour and within a day, or the bond is lost.",),
    )


def reveal(call: Call) -> Told:
    """Opening one's report."""
    claim = call.args["claim"]
    subject = strong(call.name(int(claim["subject"])))
    company = clean(str(claim["company"]), 96)
    amount, closed = int(claim["amount"]), int(claim["closed_at"])
    if closed:
        what = f" sold a part of {company} on {date_of(closed)} without reporting it"
        what += f", for {dollars(amount)}." if amount else "."
    else:
        what = f" holds a part of {company} without having declared it."
    return told(
        "opening a report",
        sentence("You report that ", subject, what),
        notes=("If it is found frivolous, your bond goes to them.",),
    )


def answer(call: Call) -> Told:
    """Answering a report against oneself."""
    return told(
        "answering a report",
        sentence("You answer ", _report(call), ", and lay down the same bond", bond_of(call), "."),
        notes=("Your answer stays sealed until you show it to the authority.",),
    )


def cure(call: Call) -> Told:
    """Showing that what is reported had been declared before."""
    return told(
        "showing what was declared",
        sentence("You show that what ", _report(call), " says had been declared before it."),
        notes=("Which company it is becomes known by this.",),
    )


def declare_after(call: Call) -> Told:
    """Owning up to what is reported."""
    return told(
        "owning up to a report",
        sentence("You show that you have declared what ", _report(call), " says since."),
        notes=("It counts as found against you, at half the penalty.",),
    )


def lapse(call: Call) -> Told:
    """Closing a report that was not opened in time."""
    return told(
        "closing a report",
        sentence("You close ", _report(call), ", which was not opened in time; its bond is lost."),
    )


def expire(call: Call) -> Told:
    """Closing a report that nobody ruled on."""
    return told(
        "closing a report",
        sentence("You close ", _report(call), ", which nobody ruled on; bonds go back."),
    )


def rule(call: Call) -> Told:
    """Ruling on a report."""
    outcome = OUTCOMES.get(call.number("outcome"))
    if outcome is None:
        verdict = "in a way that this wallet does not know"
    elif call.number("gain"):
        verdict = f"as {outcome}, with a hidden gain of {dollars(call.number('gain'))}"
    else:
        verdict = f"as {outcome}"
    return told("a ruling", sentence("You rule on ", _report(call), " ", strong(verdict), "."))


def strike(call: Call) -> Told:
    """Giving a person a strike."""
    return told(
        "a strike",
        sentence("You give ", call.person("person"), " a ", strong("strike"), "."),
        notes=("Two strikes in three years lead to the proposal of a ban.",),
    )


def strike_late(call: Call) -> Told:
    """Noting a strike for a debt that is long overdue."""
    number = call.number("debt")
    issuer = call.naming.issuer_of_debt(number)
    whose: str | Part = strong(f"debt {number}") if issuer is None else strong(call.name(issuer))
    return told(
        "a strike",
        sentence("You have a strike noted against ", whose, " for a debt that is long overdue."),
    )


def _report(call: Call) -> Part:
    number = call.number("report")
    subject = call.naming.subject_of_report(number)
    if subject is None:
        return strong(f"report {number}")
    about = "yourself" if subject == call.naming.me else call.name(subject)
    return strong(f"report {number} about {about}")


SENTENCES: Mapping[str, Teller] = {
    "commit": commit,
    "reveal": reveal,
    "answer": answer,
    "cure": cure,
    "declare_after": declare_after,
    "lapse": lapse,
    "expire": expire,
    "rule_small": rule,
    "rule_large": rule,
    "strike": strike,
    "strike_late": strike_late,
    "set_authority": set_authority,
}
