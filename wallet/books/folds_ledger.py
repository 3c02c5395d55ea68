"""What the ledger's events mean: tokens, positions, lots, what was shared, claimed and credited."""

from __future__ import annotations

from typing import Final

from wallet.base.money import ALL_SHARES
from wallet.books.folds_auction import filled
from wallet.books.holdings import (
    accrued,
    accumulator,
    add_lot,
    assert_row,
    position,
    settle,
    share_gain,
    take_from_lot,
    take_lots,
)
from wallet.books.store import Tables
from wallet.chain.logs import Event


def _issued(tables: Tables, event: Event) -> None:
    said = event.fields
    issuer = said["token"]
    tables.add(
        "token", id=issuer, name=said["name"], terms_hash=said["terms_hash"], issued=event.at
    )
    tables.add("position", token=issuer, person=issuer, units=str(ALL_SHARES), since=event.at)


def _terms(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE token SET terms = ? WHERE id = ?", said["terms"], said["token"])


def _siphoned(tables: Tables, event: Event) -> None:
    said = event.fields
    issuer = said["issuer"]
    share_gain(tables, issuer, said["gain"])
    row = assert_row(tables.row("SELECT shared, gains FROM token WHERE id = ?", issuer))
    tables.run(
        "UPDATE token SET shared = ?, gains = ? WHERE id = ?",
        str(row["shared"] + said["amount"]),
        str(row["gains"] + said["gain"]),
        issuer,
    )
    tables.add(
        "share",
        block=event.block,
        log=event.index,
        tx=event.tx,
        at=event.at,
        issuer=issuer,
        kind=said["kind"],
        gain=str(said["gain"]),
        amount=str(said["amount"]),
        payer=said["payer"],
    )


def _claimed(tables: Tables, event: Event) -> None:
    said = event.fields
    token, holder = said["token"], said["holder"]
    held = position(tables, token, holder)
    acc = accumulator(tables, token)
    # Less than one unit leaves the checkpoint where it is.
    checkpoint = acc if accrued(held, acc) else held["checkpoint"]
    tables.run(
        "UPDATE position SET pending = '0', checkpoint = ?, received = ?"
        " WHERE token = ? AND person = ?",
        str(checkpoint),
        str(held["received"] + said["amount"]),
        token,
        holder,
    )
    tables.add(
        "claim",
        block=event.block,
        log=event.index,
        tx=event.tx,
        at=event.at,
        holder=holder,
        token=token,
        amount=str(said["amount"]),
        passed_on=str(said["passed_on"]),
    )


def _sold(tables: Tables, event: Event) -> None:
    said = event.fields
    token, seller, buyer, units = said["token"], said["seller"], said["buyer"], said["units"]
    held = settle(tables, token, seller, -units, event.at)
    _cost, bought_for = take_lots(tables, token, seller, units, event.at)
    tables.run(
        "UPDATE position SET reserved = ?, realised = ?, siphon = ? WHERE token = ? AND person = ?",
        str(held["reserved"] - units),
        str(held["realised"] + said["proceeds"] - bought_for),
        str(held["siphon"] + said["siphon"]),
        token,
        seller,
    )
    settle(tables, token, buyer, units, event.at)
    if buyer != token:
        add_lot(
            tables,
            (token, buyer, said["serial"]),
            units,
            said["believed"],
            said["paid"],
            event.at,
            said["unlocks"],
        )
    filled(tables, event)
    tables.add(
        "sale",
        block=event.block,
        log=event.index,
        tx=event.tx,
        at=event.at,
        token=token,
        seller=seller,
        buyer=buyer,
        **{key: str(said[key]) for key in ("units", "paid", "proceeds", "cost", "gain", "siphon")},
        bought_for=str(bought_for),
    )


def _placed(tables: Tables, event: Event) -> None:
    said = event.fields
    token, buyer, units = said["token"], said["buyer"], said["units"]
    own = settle(tables, token, token, -units, event.at)
    tables.run(
        "UPDATE position SET reserved = ? WHERE token = ? AND person = ?",
        str(own["reserved"] - units),
        token,
        token,
    )
    settle(tables, token, buyer, units, event.at)
    add_lot(
        tables,
        (token, buyer, said["serial"]),
        units,
        said["believed"],
        said["paid"],
        event.at,
        said["unlocks"],
    )
    row = assert_row(tables.row("SELECT raised FROM token WHERE id = ?", token))
    raised = str(row["raised"] + said["paid"])
    tables.run("UPDATE token SET raised = ? WHERE id = ?", raised, token)


def _lot_forced(tables: Tables, event: Event) -> None:
    """A lot, or a part of one, that a decision gave to another: with its cost and its dates."""
    said = event.fields
    token, sender, receiver, units = said["token"], said["sender"], said["receiver"], said["units"]
    settle(tables, token, sender, -units, event.at)
    _cost, paid = take_from_lot(tables, (token, sender, said["from_serial"]), units)
    settle(tables, token, receiver, units, event.at)
    add_lot(
        tables,
        (token, receiver, said["serial"]),
        units,
        said["cost"],
        paid,
        said["acquired"],
        said["unlocks"],
    )
    tables.add(
        "forced",
        block=event.block,
        log=event.index,
        at=event.at,
        token=token,
        sender=sender,
        receiver=receiver,
        units=str(units),
        paid=str(paid),
    )


def _holder_counted(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE token SET holders = ?, retail = ? WHERE id = ?",
        said["holders"],
        said["retail_holders"],
        said["token"],
    )


def _lot_moved(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE lot SET serial = ? WHERE token = ? AND person = ? AND serial = ?",
        said["new_serial"],
        said["token"],
        said["person"],
        said["old_serial"],
    )


def _reserved(tables: Tables, event: Event) -> None:
    said = event.fields
    position(tables, said["token"], said["person"])
    tables.run(
        "UPDATE position SET reserved = ? WHERE token = ? AND person = ?",
        str(said["reserved"]),
        said["token"],
        said["person"],
    )


def _cost_set(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE lot SET cost = ? WHERE token = ? AND person = ? AND serial = ?",
        str(said["cost"]),
        said["token"],
        said["person"],
        said["serial"],
    )


def _reference_set(tables: Tables, event: Event) -> None:
    said = event.fields
    token, price = said["token"], str(said["price"])
    tables.run("UPDATE token SET reference = ? WHERE id = ?", price, token)
    tables.add("quote", token=token, block=event.block, log=event.index, at=event.at, price=price)


def _face_made(tables: Tables, event: Event) -> None:
    tables.run(
        "UPDATE token SET face = ? WHERE id = ?", event.fields["face"], event.fields["token"]
    )


def _credited(tables: Tables, event: Event) -> None:
    _credit(tables, event.fields["person"], event.fields["amount"])


def _withdrawn(tables: Tables, event: Event) -> None:
    _credit(tables, event.fields["person"], -event.fields["amount"])


def _credit(tables: Tables, person: int, by: int) -> None:
    row = assert_row(tables.row("SELECT credit FROM person WHERE id = ?", person))
    tables.run("UPDATE person SET credit = ? WHERE id = ?", str(row["credit"] + by), person)


def _due_set(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE person SET first_due = ? WHERE id = ?", said["first_due"], said["person"])


FOLDS: Final = {
    "Issued": _issued,
    "Terms": _terms,
    "Siphoned": _siphoned,
    "Claimed": _claimed,
    "Sold": _sold,
    "Placed": _placed,
    "LotMoved": _lot_moved,
    "LotForced": _lot_forced,
    "HolderCounted": _holder_counted,
    "Reserved": _reserved,
    "CostSet": _cost_set,
    "ReferenceSet": _reference_set,
    "FaceMade": _face_made,
    "Credited": _credited,
    "Withdrawn": _withdrawn,
    "DueSet": _due_set,
}
