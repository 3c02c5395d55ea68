"""What events of the rules, the authority and its members mean: numbers, decisions, opinions."""

from __future__ import annotations

from typing import Final

from wallet.books.store import Tables
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


def _number_set(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add("number", part=said["group"], place=said["place"], value=str(said["value"]))


def _market_stopped(tables: Tables, event: Event) -> None:
    tables.add("stop", id=1, until=event.fields["until"])


def _published(tables: Tables, event: Event) -> None:
    said = event.fields
    status = PETITION if not said["ready"] else EXECUTED if said["kind"] in AT_ONCE else OPEN
    tables.add(
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


def _answered(tables: Tables, event: Event) -> None:
    said = event.fields
    sql = "UPDATE decision SET answer = ? WHERE id = ?"
    tables.run(sql, said["answer_hash"], said["decision"])


def _vetoed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE decision SET vetoes = ? WHERE id = ?", said["vetoes"], said["decision"])
    _voice(tables, event, "veto")


def _voted(tables: Tables, event: Event) -> None:
    said = event.fields
    column = "yes" if said["yes"] else "no"
    tables.run(f"UPDATE decision SET {column} = {column} + 1 WHERE id = ?", said["decision"])
    _voice(tables, event, column)


def _supported(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE decision SET support = ? WHERE id = ?", said["support"], said["decision"])
    _voice(tables, event, "support")


def _voice(tables: Tables, event: Event, what: str) -> None:
    """What a member said of a decision."""
    said = event.fields
    tables.add("voice", decision=said["decision"], person=said["person"], what=what, at=event.at)


def _opened(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE decision SET status = ?, ready = ?, ends = ? WHERE id = ?",
        OPEN,
        said["ready"],
        said["ends"],
        said["decision"],
    )


def _ended(tables: Tables, event: Event) -> None:
    status = {
        "Fell": FALLEN,
        "Lifted": LIFTED,
        "Executed": EXECUTED,
        "Withdrawn": WITHDRAWN,
    }[event.name]
    number = event.fields["decision"]
    tables.run("UPDATE decision SET status = ?, closed = ? WHERE id = ?", status, event.at, number)


def _opinion_filed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE decision SET sealed = ? WHERE id = ?", said["sealed"], said["decision"])


def _opinion_opened(tables: Tables, event: Event) -> None:
    said = event.fields
    upheld = int(said["uphold"])
    tables.run("UPDATE decision SET opinion = ? WHERE id = ?", upheld, said["decision"])


def _role_set(tables: Tables, event: Event) -> None:
    role = "operator" if event.name == "OperatorSet" else "adviser"
    tables.add("role", name=role, account=event.fields[role])


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
