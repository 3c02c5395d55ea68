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
    _keep_version(tables, said["stake"])


def _amended(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE stake SET version = ?, commitment = ?, package = ?, attestors = ?, declared = ?"
        " WHERE id = ?",
        said["version"],
        said["commitment"],
        said["package_hash"],
        json.dumps(said["attestors"]),
        event.at,
        said["stake"],
    )
    _keep_version(tables, said["stake"])


def _keep_version(tables: Tables, stake: int) -> None:
    """Keep a stake as it now is: later acts have to show it again."""
    row = assert_row(tables.row("SELECT * FROM stake WHERE id = ?", stake))
    kept = ("version", "owner", "company_key", "commitment", "package", "attestors", "declared")
    tables.add("stake_version", stake=stake, **{key: row[key] for key in kept})


def _stake_attested(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE stake SET attested = ? WHERE id = ?", event.at, said["stake"])
    tables.run(
        "UPDATE stake_version SET attested = ? WHERE stake = ? AND version = ?",
        event.at,
        said["stake"],
        said["version"],
    )


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
        attestors=json.dumps(said["attestors"]),
    )
    stake = assert_row(tables.row("SELECT sold FROM stake WHERE id = ?", said["stake"]))
    sold = str(stake["sold"] + said["units"])
    tables.run("UPDATE stake SET sold = ? WHERE id = ?", sold, said["stake"])


def _exit_attested(tables: Tables, event: Event) -> None:
    tables.run("UPDATE exit SET attested = ? WHERE id = ?", event.at, event.fields["exit"])


def _exit_decided(tables: Tables, event: Event) -> None:
    """Accepted, or ruled: then its gain may be another than was reported."""
    said = event.fields
    sql = "UPDATE exit SET attested = ?, gain = ? WHERE id = ?"
    tables.run(sql, event.at, str(said["gain"]), said["exit"])


def _exit_found(tables: Tables, event: Event) -> None:
    """An exit that was hidden: nothing but its gain is known of it."""
    said = event.fields
    gain = str(said["gain"])
    tables.add(
        "exit",
        id=said["exit"],
        stake=0,
        owner=said["owner"],
        units="0",
        proceeds=gain,
        selling_costs="0",
        cost="0",
        gain=gain,
        closed=said["closed_at"],
        reported=event.at,
        evidence="0x" + "00" * 32,
        attested=event.at,
        attestors=json.dumps([0, 0, 0]),
    )


def _stated(tables: Tables, event: Event) -> None:
    tables.run("UPDATE person SET stated = ? WHERE id = ?", event.at, event.fields["person"])


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
        creditor=said["creditor"],
        rate=said["rate"],
    )
    if not said["creditor"]:
        tables.run("UPDATE exit SET debt = ? WHERE id = ?", said["debt"], said["exit"])


def _debt_joined(tables: Tables, event: Event) -> None:
    """One debt too many at once: it joined another, which is so much larger now."""
    said = event.fields
    debt = assert_row(tables.row("SELECT gain, gain_left FROM debt WHERE id = ?", said["debt"]))
    tables.run(
        "UPDATE debt SET gain = ?, gain_left = ?, due = ? WHERE id = ?",
        str(debt["gain"] + said["gain"] - debt["gain_left"]),
        str(said["gain"]),
        said["due"],
        said["debt"],
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
    "StakeAmended": _amended,
    "StakeAttested": _stake_attested,
    "ExitReported": _reported,
    "ExitAttested": _exit_attested,
    "ExitDecided": _exit_decided,
    "ExitFound": _exit_found,
    "Stated": _stated,
    "DebtJoined": _debt_joined,
    "DebtOpened": _debt_opened,
    "DebtPaid": _debt_paid,
    "DebtEnded": _debt_ended,
}
