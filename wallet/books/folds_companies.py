"""What the companies' events mean: stakes, exits, debts."""

from __future__ import annotations

import json
from typing import Final

from wallet.books.rows import Rows
from wallet.chain.logs import Event


def _declared(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "stake",
        id=said["stake"],
        owner=said["owner"],
        company_key=said["company_key"],
        commitment=said["commitment"],
        package=said["package_hash"],
        attestors=json.dumps(said["attestors"]),
        declared=event.at,
    )
    _keep_version(rows, said["stake"])


def _amended(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change(
        "stake",
        said["stake"],
        version=said["version"],
        commitment=said["commitment"],
        package=said["package_hash"],
        attestors=json.dumps(said["attestors"]),
        declared=event.at,
    )
    _keep_version(rows, said["stake"])


def _keep_version(rows: Rows, stake: int) -> None:
    """Keep a stake as it now is: later acts have to show it again."""
    row = rows.need("stake", stake)
    kept = ("version", "owner", "company_key", "commitment", "package", "attestors", "declared")
    rows.add("stake_version", stake=stake, **{key: row[key] for key in kept})


def _stake_attested(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("stake", said["stake"], attested=event.at)
    rows.change("stake_version", said["stake"], said["version"], attested=event.at)


def _reported(rows: Rows, event: Event) -> None:
    said = event.fields
    amounts = ("units", "proceeds", "selling_costs", "cost", "gain")
    rows.add(
        "exit",
        id=said["exit"],
        stake=said["stake"],
        owner=said["owner"],
        **{key: said[key] for key in amounts},
        closed=said["closed_at"],
        reported=event.at,
        evidence=said["evidence_hash"],
        attestors=json.dumps(said["attestors"]),
    )
    stake = rows.need("stake", said["stake"])
    rows.change("stake", said["stake"], sold=stake["sold"] + said["units"])


def _exit_attested(rows: Rows, event: Event) -> None:
    rows.change("exit", event.fields["exit"], attested=event.at)


def _exit_decided(rows: Rows, event: Event) -> None:
    """Accepted, or ruled: then its gain may be another than was reported."""
    said = event.fields
    rows.change("exit", said["exit"], attested=event.at, gain=said["gain"])


def _exit_found(rows: Rows, event: Event) -> None:
    """An exit that was hidden: nothing but its gain is known of it."""
    said = event.fields
    rows.add(
        "exit",
        id=said["exit"],
        stake=0,
        owner=said["owner"],
        units=0,
        proceeds=said["gain"],
        selling_costs=0,
        cost=0,
        gain=said["gain"],
        closed=said["closed_at"],
        reported=event.at,
        evidence="0x" + "00" * 32,
        attested=event.at,
        attestors=json.dumps([0, 0, 0]),
    )


def _stated(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], stated=event.at)


def _debt_opened(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "debt",
        id=said["debt"],
        exit=said["exit"],
        issuer=said["issuer"],
        gain=said["gain"],
        gain_left=said["gain"],
        opened=event.at,
        due=said["due"],
        creditor=said["creditor"],
        rate=said["rate"],
    )
    if not said["creditor"]:
        rows.change("exit", said["exit"], debt=said["debt"])


def _debt_joined(rows: Rows, event: Event) -> None:
    """One debt too many at once: it joined another, which is so much larger now."""
    said = event.fields
    debt = rows.need("debt", said["debt"])
    rows.change(
        "debt",
        said["debt"],
        gain=debt["gain"] + said["gain"] - debt["gain_left"],
        gain_left=said["gain"],
        due=said["due"],
    )
    rows.change("exit", said["exit"], debt=said["debt"])


def _debt_paid(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change(
        "debt",
        said["debt"],
        paid=rows.need("debt", said["debt"])["paid"] + said["amount"],
        gain_left=said["gain_left"],
        ended=None if said["gain_left"] else event.at,
    )


def _debt_ended(rows: Rows, event: Event) -> None:
    """Nobody but the issuer holds shares any more, so nobody is owed."""
    rows.change("debt", event.fields["debt"], ended=event.at)


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
