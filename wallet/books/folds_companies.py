"""What the companies' events mean: stakes, exits, debts."""

from __future__ import annotations

import json
from typing import Final

from wallet.books.holdings import assert_row
from wallet.books.store import Tables
from wallet.chain.logs import Event


def _declared(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "stake",
        id=said["stake"],
        owner=said["owner"],
        company_key=said["company_key"],
        commitment=said["commitment"],
        package=said["package_hash"],
        attestors=json.dumps(said["attestors"]),
        declared=event.at,
    )


def _stake_attested(tables: Tables, event: Event) -> None:
    tables.run("UPDATE stake SET attested = ? WHERE id = ?", event.at, event.fields["stake"])


def _reported(tables: Tables, event: Event) -> None:
    said = event.fields
    amounts = ("units", "proceeds", "selling_costs", "cost", "gain")
    tables.add(
        "exit",
        id=said["exit"],
        stake=said["stake"],
        owner=said["owner"],
        **{key: str(said[key]) for key in amounts},
        closed=said["closed_at"],
        reported=event.at,
        evidence=said["evidence_hash"],
    )
    stake = assert_row(tables.row("SELECT sold FROM stake WHERE id = ?", said["stake"]))
    sold = str(stake["sold"] + said["units"])
    tables.run("UPDATE stake SET sold = ? WHERE id = ?", sold, said["stake"])


def _exit_attested(tables: Tables, event: Event) -> None:
    tables.run("UPDATE exit SET attested = ? WHERE id = ?", event.at, event.fields["exit"])


def _debt_opened(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "debt",
        id=said["debt"],
        exit=said["exit"],
        issuer=said["issuer"],
        gain=str(said["gain"]),
        gain_left=str(said["gain"]),
        opened=event.at,
        due=said["due"],
    )
    tables.run("UPDATE exit SET debt = ? WHERE id = ?", said["debt"], said["exit"])


def _debt_paid(tables: Tables, event: Event) -> None:
    said = event.fields
    debt = assert_row(tables.row("SELECT paid FROM debt WHERE id = ?", said["debt"]))
    tables.run(
        "UPDATE debt SET paid = ?, gain_left = ?, ended = ? WHERE id = ?",
        str(debt["paid"] + said["amount"]),
        str(said["gain_left"]),
        None if said["gain_left"] else event.at,
        said["debt"],
    )


def _debt_ended(tables: Tables, event: Event) -> None:
    """Nobody but the issuer holds shares any more, so nobody is owed."""
    tables.run("UPDATE debt SET ended = ? WHERE id = ?", event.at, event.fields["debt"])


FOLDS: Final = {
    "StakeDeclared": _declared,
    "StakeAttested": _stake_attested,
    "ExitReported": _reported,
    "ExitAttested": _exit_attested,
    "DebtOpened": _debt_opened,
    "DebtPaid": _debt_paid,
    "DebtEnded": _debt_ended,
}
