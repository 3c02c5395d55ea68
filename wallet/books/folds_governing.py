"""What events of the rules, the authority and its members mean: numbers, decisions, opinions."""

from __future__ import annotations

from typing import Final

from wallet.books.rows import Rows
from wallet.chain.logs import Event

PETITION: Final = "petition"
OPEN: Final = "open"
EXECUTED: Final = "executed"
FALLEN: Final = "fallen"
WITHDRAWN: Final = "withdrawn"
LIFTED: Final = "lifted"
"""What became of a decision; one whose time ran out stays as it was."""
AT_ONCE: Final = (1, 5)
"""Classes that are carried out when they are published: a freeze and the seal."""


def _number_set(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add("number", part=said["group"], place=said["place"], value=said["value"])


def _market_stopped(rows: Rows, event: Event) -> None:
    rows.add("stop", id=1, until=event.fields["until"])


def _published(rows: Rows, event: Event) -> None:
    said = event.fields
    status = PETITION if not said["ready"] else EXECUTED if said["kind"] in AT_ONCE else OPEN
    rows.add(
        "decision",
        id=said["decision"],
        kind=said["kind"],
        subject=said["subject"],
        origin=said["origin"],
        author=said["author"],
        target=said["target"],
        data=said["data"],
        reason=said["reason_hash"],
        uri=said["uri"],
        published=event.at,
        ready=said["ready"],
        ends=said["ends"],
        members=said["members"],
        needed=said["needed"],
        quorum=said["quorum"],
        status=status,
    )


def _answered(rows: Rows, event: Event) -> None:
    rows.change("decision", event.fields["decision"], answer=event.fields["answer_hash"])


def _vetoed(rows: Rows, event: Event) -> None:
    rows.change("decision", event.fields["decision"], vetoes=event.fields["vetoes"])
    _voice(rows, event, "veto")


def _voted(rows: Rows, event: Event) -> None:
    said = event.fields
    column = "yes" if said["yes"] else "no"
    decision = rows.get("decision", said["decision"])
    if decision is not None:
        rows.change("decision", said["decision"], **{column: decision[column] + 1})
    _voice(rows, event, column)


def _supported(rows: Rows, event: Event) -> None:
    rows.change("decision", event.fields["decision"], support=event.fields["support"])
    _voice(rows, event, "support")


def _voice(rows: Rows, event: Event, what: str) -> None:
    """What a member said of a decision."""
    said = event.fields
    rows.list("voice", decision=said["decision"], person=said["person"], what=what, at=event.at)


def _opened(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("decision", said["decision"], status=OPEN, ready=said["ready"], ends=said["ends"])


def _ended(rows: Rows, event: Event) -> None:
    status = {
        "Fell": FALLEN,
        "Lifted": LIFTED,
        "Executed": EXECUTED,
        "Withdrawn": WITHDRAWN,
    }[event.name]
    rows.change("decision", event.fields["decision"], status=status, closed=event.at)


def _opinion_filed(rows: Rows, event: Event) -> None:
    rows.change("decision", event.fields["decision"], sealed=event.fields["sealed"])


def _opinion_opened(rows: Rows, event: Event) -> None:
    rows.change("decision", event.fields["decision"], opinion=int(event.fields["uphold"]))


def _role_set(rows: Rows, event: Event) -> None:
    role = "operator" if event.name == "OperatorSet" else "adviser"
    rows.add("role", name=role, account=event.fields[role])


RULES: Final = {"NumberSet": _number_set, "MarketStopped": _market_stopped}
AUTHORITY: Final = {
    "Published": _published,
    "Answered": _answered,
    "Vetoed": _vetoed,
    "Voted": _voted,
    "Supported": _supported,
    "Opened": _opened,
    "Fell": _ended,
    "Lifted": _ended,
    "Executed": _ended,
    "Withdrawn": _ended,
    "OperatorSet": _role_set,
}
MEMBERS: Final = {
    "AdviserSet": _role_set,
    "OpinionFiled": _opinion_filed,
    "OpinionOpened": _opinion_opened,
}
