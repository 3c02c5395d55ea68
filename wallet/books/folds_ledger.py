"""What the ledger's events mean: tokens, positions, lots, what was shared, claimed and credited."""

from __future__ import annotations

from typing import Final

from wallet.base.money import ALL_SHARES
from wallet.books.folds_auction import filled
from wallet.books.folds_lots import add_lot, position, settle, take_from_lot, take_lots
from wallet.books.holdings import ACC_BITS, accrued
from wallet.books.rows import Rows
from wallet.chain.logs import Event


def _issued(rows: Rows, event: Event) -> None:
    said = event.fields
    issuer = said["token"]
    rows.add("token", id=issuer, name=said["name"], terms_hash=said["terms_hash"], issued=event.at)
    rows.add("position", token=issuer, person=issuer, units=ALL_SHARES, since=event.at)


def _terms(rows: Rows, event: Event) -> None:
    rows.change("token", event.fields["token"], terms=event.fields["terms"])


def _siphoned(rows: Rows, event: Event) -> None:
    said = event.fields
    issuer, gain = said["issuer"], said["gain"]
    token = rows.need("token", issuer)
    rows.change(
        "token",
        issuer,
        acc=token["acc"] + (gain << ACC_BITS) // ALL_SHARES,
        shared=token["shared"] + said["amount"],
        gains=token["gains"] + gain,
    )
    rows.list(
        "share",
        block=event.block,
        log=event.index,
        tx=event.tx,
        at=event.at,
        issuer=issuer,
        kind=said["kind"],
        gain=gain,
        amount=said["amount"],
        payer=said["payer"],
    )


def _claimed(rows: Rows, event: Event) -> None:
    said = event.fields
    token, holder = said["token"], said["holder"]
    held = position(rows, token, holder)
    acc = rows.need("token", token)["acc"]
    rows.change(
        "position",
        token,
        holder,
        pending=0,
        # Less than one unit leaves the checkpoint where it is.
        checkpoint=acc if accrued(held, acc) else held["checkpoint"],
        received=held["received"] + said["amount"],
    )
    rows.list(
        "claim",
        block=event.block,
        log=event.index,
        tx=event.tx,
        at=event.at,
        holder=holder,
        token=token,
        amount=said["amount"],
        passed_on=said["passed_on"],
    )


def _sold(rows: Rows, event: Event) -> None:
    said = event.fields
    token, seller, buyer, units = said["token"], said["seller"], said["buyer"], said["units"]
    held = settle(rows, token, seller, -units, event.at)
    _cost, bought_for = take_lots(rows, token, seller, units, event.at)
    rows.change(
        "position",
        token,
        seller,
        reserved=held["reserved"] - units,
        realised=held["realised"] + said["proceeds"] - bought_for,
        siphon=held["siphon"] + said["siphon"],
    )
    settle(rows, token, buyer, units, event.at)
    if buyer != token:
        add_lot(
            rows,
            (token, buyer, said["serial"]),
            units,
            said["believed"],
            said["paid"],
            event.at,
            said["unlocks"],
        )
    filled(rows, event)
    rows.list(
        "sale",
        block=event.block,
        log=event.index,
        tx=event.tx,
        at=event.at,
        token=token,
        seller=seller,
        buyer=buyer,
        units=units,
        paid=said["paid"],
        proceeds=said["proceeds"],
        cost=said["cost"],
        gain=said["gain"],
        siphon=said["siphon"],
        bought_for=bought_for,
    )


def _placed(rows: Rows, event: Event) -> None:
    said = event.fields
    token, buyer, units = said["token"], said["buyer"], said["units"]
    own = settle(rows, token, token, -units, event.at)
    rows.change("position", token, token, reserved=own["reserved"] - units)
    settle(rows, token, buyer, units, event.at)
    add_lot(
        rows,
        (token, buyer, said["serial"]),
        units,
        said["believed"],
        said["paid"],
        event.at,
        said["unlocks"],
    )
    rows.change("token", token, raised=rows.need("token", token)["raised"] + said["paid"])


def _lot_forced(rows: Rows, event: Event) -> None:
    """A lot, or a part of one, that a decision gave to another: with its cost and its dates."""
    said = event.fields
    token, sender, receiver, units = said["token"], said["sender"], said["receiver"], said["units"]
    settle(rows, token, sender, -units, event.at)
    _cost, paid = take_from_lot(rows, (token, sender, said["from_serial"]), units)
    settle(rows, token, receiver, units, event.at)
    add_lot(
        rows,
        (token, receiver, said["serial"]),
        units,
        said["cost"],
        paid,
        said["acquired"],
        said["unlocks"],
    )
    rows.list(
        "forced",
        block=event.block,
        log=event.index,
        at=event.at,
        token=token,
        sender=sender,
        receiver=receiver,
        units=units,
        paid=paid,
    )


def _holder_counted(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("token", said["token"], holders=said["holders"], retail=said["retail_holders"])


def _lot_moved(rows: Rows, event: Event) -> None:
    said = event.fields
    lot = rows.get("lot", said["token"], said["person"], said["old_serial"])
    if lot is not None:
        rows.drop("lot", said["token"], said["person"], said["old_serial"])
        rows.add("lot", **{**lot, "serial": said["new_serial"]})


def _reserved(rows: Rows, event: Event) -> None:
    said = event.fields
    position(rows, said["token"], said["person"])
    rows.change("position", said["token"], said["person"], reserved=said["reserved"])


def _cost_set(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("lot", said["token"], said["person"], said["serial"], cost=said["cost"])


def _reference_set(rows: Rows, event: Event) -> None:
    said = event.fields
    token, price = said["token"], said["price"]
    rows.change("token", token, reference=price)
    rows.list("quote", token=token, block=event.block, log=event.index, at=event.at, price=price)


def _face_made(rows: Rows, event: Event) -> None:
    rows.change("token", event.fields["token"], face=event.fields["face"])


def _credited(rows: Rows, event: Event) -> None:
    _credit(rows, event.fields["person"], event.fields["amount"])


def _withdrawn(rows: Rows, event: Event) -> None:
    _credit(rows, event.fields["person"], -event.fields["amount"])


def _credit(rows: Rows, person: int, by: int) -> None:
    rows.change("person", person, credit=rows.need("person", person)["credit"] + by)


def _due_set(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], first_due=event.fields["first_due"])


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
