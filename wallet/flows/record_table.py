"""A story's record as a table that people read on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wallet.base.money import dollars, percent_of_person, share_count


def table_of(record: Mapping[str, Any]) -> str:
    """The record in words and columns: sales, claims, debts, refusals, people, totals."""
    names = {int(one["id"]): str(one["name"]) for one in record["people"]}
    parts = [
        _titled("Sales", _sales(record, names)),
        _titled("Claims", _claims(record, names)),
        _titled("Debts", _debts(record, names)),
        _titled("Refused", _refusals(record)),
        _titled("People at the end", _people(record, names)),
        _titled("Nothing is missing", _totals(record)),
    ]
    return "\n\n".join(parts) + "\n"


def _sales(record: Mapping[str, Any], names: Mapping[int, str]) -> str:
    head = ["Seller", "Sold", "Of", "To", "Proceeds", "Cost", "Gain", "To holders"]
    rows = [
        [
            names[one["seller"]],
            share_count(int(one["shares"])),
            names[one["token"]],
            names[one["buyer"]],
            *(_money(one[key]) for key in ("proceeds", "cost", "gain", "siphon")),
        ]
        for one in record["sales"]
    ]
    return _columns(head, rows, "<><<>>>>")


def _claims(record: Mapping[str, Any], names: Mapping[int, str]) -> str:
    rows = [
        [
            names[one["holder"]],
            names[one["token"]],
            _money(one["amount"]),
            _money(one["passed_on"]),
        ]
        for one in record["claims"]
    ]
    return _columns(["Holder", "From", "Amount", "Passed on"], rows, "<<>>")


def _debts(record: Mapping[str, Any], names: Mapping[int, str]) -> str:
    rows = [
        [
            names[one["issuer"]],
            _money(one["gain"]),
            ", ".join(_money(paid["amount"]) for paid in one["payments"]) or "nothing yet",
            "paid in full" if one["ended"] else f"{_money(one['gain_left'])} of the gain left",
        ]
        for one in record["debts"]
    ]
    return _columns(["Issuer", "Gain", "Paid", "Now"], rows, "<><<")


def _refusals(record: Mapping[str, Any]) -> str:
    rows = [[one["who"], one["act"], one["code"], one["sentence"]] for one in record["refusals"]]
    return _columns(["Who", "Tried to", "Code", "And was told"], rows, "<<<<")


def _people(record: Mapping[str, Any], names: Mapping[int, str]) -> str:
    rows = []
    for one in record["people"]:
        held = [
            f"{percent_of_person(int(units))} of {names[int(token)]}"
            for token, units in one["shares"].items()
            if int(token) != one["id"]
        ]
        to_claim = sum(int(amount) for amount in one["claimable"].values())
        rows.append([str(one["id"]), one["name"], _money(one["money"]), _money(str(to_claim)),
                     ", ".join(held) or "nobody"])  # fmt: skip
    return _columns(["Id", "Name", "Dollars", "To claim", "Holds"], rows, "><>><")


def _totals(record: Mapping[str, Any]) -> str:
    totals = record["totals"]
    said = (
        ("Money that came from outside", "money_from_outside"),
        ("  in people's wallets", "money_in_wallets"),
        ("  in the offering", "money_in_offering"),
        ("  in the ledger", "money_in_ledger"),
        ("    to be claimed", "ledger_claimable"),
        ("    credited", "ledger_credits"),
        ("    laid for buy orders", "ledger_stakes"),
        ("    rounding, in the holders' favour", "ledger_dust"),
        ("Missing", "money_missing"),
    )
    rows = [[label, dollars(int(totals[key]), exact=True)] for label, key in said]
    return _columns(["", ""], rows, "<>")


def _titled(title: str, body: str) -> str:
    return f"{title}\n{'-' * len(title)}\n{body}"


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]], sides: str) -> str:
    """Rows under their heads, each column as wide as it needs to be."""
    every = ([list(head)] if any(head) else []) + [list(row) for row in rows]
    if not rows:
        return "none"
    widths = [max(len(row[at]) for row in every) for at in range(len(head))]
    lines = [
        "  ".join(
            f"{text:{side}{width}}" for text, side, width in zip(row, sides, widths, strict=True)
        )
        for row in every
    ]
    return "\n".join(line.rstrip() for line in lines)


def _money(text: str) -> str:
    return dollars(int(text))
