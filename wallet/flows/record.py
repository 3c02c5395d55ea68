"""The record of a story: every movement in order, and everything an outsider needs to check it.

All of it is made from the events of the chain in their order and from its views at the end; what
the acts are called comes from who played them. Amounts are base units as text, people are ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from wallet.base.files import write_json
from wallet.base.money import ALL_SHARES
from wallet.books.store import Row, Store, Tables, event_of
from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.logs import Event
from wallet.flows.record_lots import LotBook
from wallet.flows.story import Diary

ZERO: Final = "0x" + "0" * 40
OUTSIDE: Final = "outside"
ROLES: Final = "the network's own roles"

Record = dict[str, Any]


def record_of(store: Store, chain: Chain, diary: Diary) -> Record:
    """The record of what was played. The store has followed the chain to its end."""
    with store.reading() as tables:
        events = [event_of(row) for row in tables.rows("SELECT * FROM event ORDER BY block, log")]
        people = tables.rows(
            "SELECT p.id, p.account, t.name FROM person p"
            " LEFT JOIN token t ON t.id = p.id ORDER BY p.id"
        )
        places = _places(chain, people)
        stakes = _stakes(tables)
    acts = {played.receipt.tx.lower(): played.act for played in diary.played}
    gas = _gas(chain, [event.tx for event in events])
    record: Record = {
        "about": _about(chain),
        "movements": _movements(events, places, acts, gas),
        **_sales_and_claims(events),
        "debts": _debts(events),
        "refusals": [
            {"who": one.who, "act": one.act, "code": one.code, "sentence": one.sentence}
            for one in diary.refused
        ],
    }
    record |= _end(chain, people, stakes, record["movements"])
    return record


def write_record(record: Record, path: Path) -> None:
    """Write a record as JSON. Raises WalletError."""
    write_json(path, record, 0o644)


def _about(chain: Chain) -> dict[str, Any]:
    network = chain.network
    return {
        "network": network.name,
        "chain": network.chain_id,
        "contracts": dict(network.contracts),
        "shares_of_each_token": str(ALL_SHARES),
        "money_decimals": network.dollar_decimals,
        "share_decimals": 18,
    }


def _places(chain: Chain, people: Sequence[Row]) -> dict[str, int | str]:
    """Who or what is at an address: a person id, `ledger`, `offering`, or `outside`."""
    places: dict[str, int | str] = {row["account"].lower(): int(row["id"]) for row in people}
    places[chain.network.address("Ledger").lower()] = "ledger"
    places[chain.network.address("Offering").lower()] = "offering"
    places[ZERO] = OUTSIDE
    return places


def _gas(chain: Chain, transactions: Sequence[str]) -> dict[str, int]:
    """The gas that each transaction used."""
    every = list(dict.fromkeys(transactions))
    receipts = chain.client.batch([("eth_getTransactionReceipt", (tx,)) for tx in every])
    return {tx: quantity(receipt["gasUsed"]) for tx, receipt in zip(every, receipts, strict=True)}


def _movements(
    events: Sequence[Event],
    places: Mapping[str, int | str],
    acts: Mapping[str, str],
    gas: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Every movement of money and of shares, in the order of the chain."""
    found: list[dict[str, Any]] = []
    for event in events:
        moved = _moved(event, places)
        if moved is not None:
            found.append(
                {
                    "act": acts.get(event.tx.lower(), ROLES),
                    "block": event.block,
                    "log": event.index,
                    "tx": event.tx,
                    "gas": gas[event.tx],
                    **moved,
                }
            )
    return found


def _moved(event: Event, places: Mapping[str, int | str]) -> dict[str, Any] | None:
    """What one event moved, from whom to whom; None when it moved nothing."""
    fields = event.fields
    match event.contract, event.name:
        case "Dollar", "Transfer" if int(fields["amount"]):
            return {
                "money": str(fields["amount"]),
                "from": places.get(str(fields["sender"]).lower(), OUTSIDE),
                "to": places.get(str(fields["receiver"]).lower(), OUTSIDE),
            }
        case "Ledger", "Issued":
            token = int(fields["token"])
            return {"token": token, "shares": str(ALL_SHARES), "from": OUTSIDE, "to": token}
        case "Ledger", "Placed":
            token, buyer = int(fields["token"]), int(fields["buyer"])
            return {"token": token, "shares": str(fields["units"]), "from": token, "to": buyer}
        case "Ledger", "Sold":
            return {
                "token": int(fields["token"]),
                "shares": str(fields["units"]),
                "from": int(fields["seller"]),
                "to": int(fields["buyer"]),
            }
    return None


def _sales_and_claims(events: Sequence[Event]) -> Record:
    """Sales with their lots, claims, and every siphon, each with its place in the chain's order."""
    lots = LotBook()
    sales: list[Record] = []
    claims: list[Record] = []
    siphons: list[Record] = []
    for event in events:
        fields, place = event.fields, {"block": event.block, "log": event.index, "tx": event.tx}
        match event.name:
            case "Placed":
                lots.placed(fields)
            case "CostSet":
                lots.cost_set(fields)
            case "LotMoved":
                lots.moved(fields)
            case "Sold":
                consumed = lots.sold(fields, event.at)
                sales.append(
                    {
                        **_text(fields, "seller token buyer".split(), int),
                        "shares": str(fields["units"]),
                        **_text(fields, "paid proceeds cost gain siphon".split(), str),
                        "lots": [one.to_json() for one in consumed],
                        **place,
                    }
                )
            case "Claimed":
                whole = _text(fields, ["holder", "token"], int)
                claims.append({**whole, **_text(fields, ["amount", "passed_on"], str), **place})
            case "Siphoned":
                kinds = {1: "sale", 2: "claim", 3: "debt", 4: "gift"}
                kind = kinds.get(int(fields["kind"]), "other")
                whole = {"issuer": int(fields["issuer"]), "kind": kind}
                siphons.append({**whole, **_text(fields, ["gain", "amount"], str), **place})
    return {"sales": sales, "claims": claims, "siphons": siphons}


def _debts(events: Sequence[Event]) -> list[Record]:
    """Each debt: the gain it stands for, when it was due, and how it was paid."""
    debts: dict[int, Record] = {}
    for event in events:
        fields = event.fields
        if event.name == "DebtOpened":
            debts[int(fields["debt"])] = {
                **_text(fields, ["debt", "exit", "issuer"], int),
                "gain": str(fields["gain"]),
                "due": int(fields["due"]),
                "opened": event.at,
                "payments": [],
                "gain_left": str(fields["gain"]),
                "ended": False,
            }
        elif event.name == "DebtPaid":
            debt = debts[int(fields["debt"])]
            debt["payments"].append(
                {
                    **_text(fields, ["amount", "gain_settled", "gain_left", "late"], str),
                    "at": event.at,
                    "block": event.block,
                    "log": event.index,
                    "tx": event.tx,
                }
            )
            debt["gain_left"] = str(fields["gain_left"])
            debt["ended"] = not int(fields["gain_left"])
        elif event.name == "DebtEnded":
            debts[int(fields["debt"])]["ended"] = True
    return list(debts.values())


def _stakes(tables: Tables) -> int:
    """The money that lies in the ledger for buy orders."""
    return sum(int(row["money"]) for row in tables.rows("SELECT money FROM ask WHERE side = 2"))


def _end(
    chain: Chain, people: Sequence[Row], stakes: int, movements: Sequence[Mapping[str, Any]]
) -> Record:
    """How everybody stands at the end by the contracts' own views, and that nothing is missing."""
    ids = [int(row["id"]) for row in people]
    pairs = [(token, person) for token in ids for person in ids]
    held = chain.read_many([("Ledger", "position", pair) for pair in pairs])
    purses = chain.read_many([("Ledger", "purse", (person,)) for person in ids])
    holders = [row["account"] for row in people]
    holders += [chain.network.address("Ledger"), chain.network.address("Offering")]
    money = [int(one) for one in chain.read_many([("Dollar", "balanceOf", (a,)) for a in holders])]
    *wallets, ledger, offering = money
    shares: dict[int, dict[str, str]] = defaultdict(dict)
    claimable: dict[int, dict[str, str]] = defaultdict(dict)
    outstanding: dict[int, int] = defaultdict(int)
    owed = 0
    for (token, person), position in zip(pairs, held, strict=True):
        outstanding[token] += position.balance
        owed += position.claimable
        if position.balance:
            shares[person][str(token)] = str(position.balance)
        if position.claimable:
            claimable[person][str(token)] = str(position.claimable)
    credits = sum(int(purse[0]) for purse in purses)
    came = sum(int(one["money"]) for one in movements if "money" in one and one["from"] == OUTSIDE)
    return {
        "people": [
            {
                "id": person,
                "name": row["name"] or f"Person {person}",
                "money": str(cash),
                "shares": shares[person],
                "claimable": claimable[person],
                "credit": str(purse[0]),
            }
            for row, person, cash, purse in zip(people, ids, wallets, purses, strict=True)
        ],
        "totals": {
            "money_from_outside": str(came),
            "money_in_wallets": str(sum(wallets)),
            "money_in_ledger": str(ledger),
            "money_in_offering": str(offering),
            "money_missing": str(came - sum(wallets) - ledger - offering),
            "ledger_claimable": str(owed),
            "ledger_credits": str(credits),
            "ledger_stakes": str(stakes),
            "ledger_dust": str(ledger - owed - credits - stakes),
            "shares": {str(token): str(outstanding[token]) for token in ids},
        },
    }


def _text(fields: Mapping[str, Any], keys: Sequence[str], kind: type) -> dict[str, Any]:
    """Some fields of an event as numbers or as text."""
    return {key: kind(fields[key]) for key in keys}
