"""Checks a story's record from its JSON alone, by the rules, sharing no code with the wallet.

Whoever distrusts the program that wrote a record can read these lines instead: every sale, every
claim and every total is computed again from the movements in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

S = 10_000_000 * 10**18
BITS = 128


class Wrong(Exception):
    """The record contradicts itself or the rules."""


def check(record: Mapping[str, Any]) -> dict[str, int]:
    """How many of each were checked. Raises Wrong at the first contradiction."""
    replay = _Replay()
    steps: list[tuple[int, int, str, Mapping[str, Any]]] = []
    for kind in ("movements", "sales", "claims"):
        steps += [(one["block"], one["log"], kind, one) for one in record[kind]]
    for debt in record["debts"]:
        steps += [(one["block"], one["log"], "debts", {**one, "issuer": debt["issuer"]})
                  for one in debt["payments"]]  # fmt: skip
    gifts = [one for one in record["siphons"] if one["kind"] == "gift"]
    steps += [(one["block"], one["log"], "gifts", one) for one in gifts]
    # A sale's own record stands at the same place as the movement of its shares.
    order = {"sales": 0, "claims": 0, "debts": 0, "gifts": 0, "movements": 1}
    for _block, _log, kind, one in sorted(steps, key=lambda s: (s[0], s[1], order[s[2]])):
        getattr(replay, kind)(one)
    _check_siphons(record)
    _check_payouts(record)
    _check_debts(record)
    _check_end(record, replay)
    return {kind: len(record[kind]) for kind in ("movements", "sales", "claims", "debts")}


def siphon(gain: int, outside: int) -> int:
    """The holders' part of a gain: d = G * 2**128 // S, then d * ext / 2**128 rounded up."""
    each = (gain << BITS) // S
    return -((-each * outside) >> BITS)


class _Replay:
    """Money, shares and what is owed, as they follow from the record step by step."""

    def __init__(self) -> None:
        self.money: dict[Any, int] = defaultdict(int)
        self.shares: dict[tuple[int, int], int] = defaultdict(int)
        self.issued: set[int] = set()
        self.each: dict[int, int] = defaultdict(int)
        self.seen: dict[tuple[int, int], int] = defaultdict(int)
        self.pending: dict[tuple[int, int], int] = defaultdict(int)

    def outside(self, issuer: int) -> int:
        """Units of an issuer's token that others hold."""
        return S - self.shares[issuer, issuer] if issuer in self.issued else 0

    def owed(self, token: int, person: int) -> int:
        """What a person could claim from a token."""
        if token == person:
            return 0
        grown = self.each[token] - self.seen[token, person]
        return self.pending[token, person] + (self.shares[token, person] * grown >> BITS)

    def movements(self, one: Mapping[str, Any]) -> None:
        if "money" in one:
            self._move_money(one)
            return
        token, units = one["token"], int(one["shares"])
        if one["from"] == "outside":
            _must(token not in self.issued and units == S, "a token is issued once, whole", one)
            self.issued.add(token)
        else:
            self._settle(token, one["from"])
            self.shares[token, one["from"]] -= units
            _must(self.shares[token, one["from"]] >= 0, "nobody gives shares they lack", one)
        self._settle(token, one["to"])
        self.shares[token, one["to"]] += units
        _must(self.shares[token, token] * 100 >= S * 51, "an issuer keeps 51 %", one)

    def _move_money(self, one: Mapping[str, Any]) -> None:
        amount = int(one["money"])
        _must(amount > 0, "a movement moves something", one)
        self.money[one["from"]] -= amount
        self.money[one["to"]] += amount
        if one["from"] != "outside":
            _must(self.money[one["from"]] >= 0, "nobody gives money they lack", one)

    def sales(self, one: Mapping[str, Any]) -> None:
        lots, proceeds = one["lots"], int(one["proceeds"])
        units = sum(int(lot["shares"]) for lot in lots)
        _must(units == int(one["shares"]), "the lots are what was sold", one)
        sold = paid = gain = 0
        for lot in lots:
            sold += int(lot["shares"])
            part = proceeds * sold // units - paid
            paid += part
            _must(part == int(lot["proceeds"]), "proceeds are split by lots", one)
            _must(max(0, part - int(lot["cost"])) == int(lot["gain"]), "a lot has its gain", one)
            gain += int(lot["gain"])
        _must(sum(int(lot["cost"]) for lot in lots) == int(one["cost"]), "costs add up", one)
        _must(gain == int(one["gain"]), "the gain is that of the lots", one)
        _must(int(one["paid"]) >= proceeds, "the buyer pays at least the proceeds", one)
        part = siphon(gain, self.outside(one["seller"]))
        _must(part == int(one["siphon"]), "the holders' part follows from the gain", one)
        self._share(one["seller"], gain)

    def claims(self, one: Mapping[str, Any]) -> None:
        holder, token, amount = one["holder"], one["token"], int(one["amount"])
        _must(self.owed(token, holder) == amount, "a claim is what was owed", one)
        self.pending[token, holder] = 0
        self.seen[token, holder] = self.each[token]
        part = siphon(amount, self.outside(holder))
        _must(part == int(one["passed_on"]), "what passes on follows from the claim", one)
        self._share(holder, amount)

    def debts(self, one: Mapping[str, Any]) -> None:
        # What is shared of a payment is the gain that it makes, interest with it.
        outside = self.outside(one["issuer"])
        self._share(one["issuer"], int(one["amount"]) * S // outside)

    def gifts(self, one: Mapping[str, Any]) -> None:
        self._share(one["issuer"], int(one["gain"]))

    def _share(self, issuer: int, gain: int) -> None:
        if self.outside(issuer):
            self.each[issuer] += (gain << BITS) // S

    def _settle(self, token: int, person: int) -> None:
        self.pending[token, person] = self.owed(token, person)
        self.seen[token, person] = self.each[token]


def _check_siphons(record: Mapping[str, Any]) -> None:
    """Every siphon has its cause, and every cause its siphon."""
    caused: dict[tuple[str, str, int], int] = defaultdict(int)
    for one in record["sales"]:
        caused["sale", one["tx"], one["seller"]] += int(one["siphon"])
    for one in record["claims"]:
        caused["claim", one["tx"], one["holder"]] += int(one["passed_on"])
    for debt in record["debts"]:
        for one in debt["payments"]:
            caused["debt", one["tx"], debt["issuer"]] += int(one["amount"])
    said: dict[tuple[str, str, int], int] = defaultdict(int)
    for one in record["siphons"]:
        if one["kind"] != "gift":
            said[one["kind"], one["tx"], one["issuer"]] += int(one["amount"])
    strip = [{key: value for key, value in table.items() if value} for table in (caused, said)]
    for key in strip[0].keys() | strip[1].keys():
        # Rounding is in the pool's favour: a payment may be a unit above what it shares.
        difference = strip[0].get(key, 0) - strip[1].get(key, 0)
        _must(0 <= difference <= (1 if key[0] == "debt" else 0), "siphons agree", {"key": key})


def _check_payouts(record: Mapping[str, Any]) -> None:
    """Sellers get their proceeds less the holders' part, in the transaction of the sale."""
    due: dict[tuple[str, int], int] = defaultdict(int)
    for one in record["sales"]:
        due[one["tx"], one["seller"]] += int(one["proceeds"]) - int(one["siphon"])
    got: dict[tuple[str, int], int] = defaultdict(int)
    for one in record["movements"]:
        if "money" in one and one["from"] == "ledger":
            got[one["tx"], one["to"]] += int(one["money"])
    for key, amount in due.items():
        _must(got[key] == amount, "a seller is paid at once", {"key": key})


def _check_debts(record: Mapping[str, Any]) -> None:
    """Payments settle the gain of a debt, no more and no less."""
    for debt in record["debts"]:
        settled = sum(int(one["gain_settled"]) for one in debt["payments"])
        left = int(debt["gain"]) - settled
        _must(left == int(debt["gain_left"]) >= 0, "a debt is its gain less what was paid", debt)
        _must(debt["ended"] == (left == 0), "a debt ends when it is paid", debt)


def _check_end(record: Mapping[str, Any], replay: _Replay) -> None:
    """What people have at the end follows from the movements, and nothing is missing."""
    totals = record["totals"]
    for one in record["people"]:
        person = one["id"]
        _must(replay.money[person] == int(one["money"]), "money at the end", one)
        held = {str(t): str(u) for (t, p), u in replay.shares.items() if p == person and u}
        _must(held == one["shares"], "shares at the end", one)
        owed = {str(t): str(replay.owed(t, person)) for t in replay.issued}
        owed = {token: amount for token, amount in owed.items() if amount != "0"}
        _must(owed == one["claimable"], "what can be claimed at the end", one)
    wallets = sum(int(one["money"]) for one in record["people"])
    ledger, offering = replay.money["ledger"], replay.money["offering"]
    _must(wallets == int(totals["money_in_wallets"]), "money in wallets", totals)
    _must(ledger == int(totals["money_in_ledger"]), "money in the ledger", totals)
    _must(offering == int(totals["money_in_offering"]), "money in the offering", totals)
    came = -replay.money["outside"]
    _must(came == int(totals["money_from_outside"]), "money from outside", totals)
    _must(came == wallets + ledger + offering, "no money is missing", totals)
    _must(totals["money_missing"] == "0", "no money is said to be missing", totals)
    claimable = sum(int(a) for one in record["people"] for a in one["claimable"].values())
    credits = sum(int(one["credit"]) for one in record["people"])
    _must(claimable == int(totals["ledger_claimable"]), "what is owed by the ledger", totals)
    _must(credits == int(totals["ledger_credits"]), "what the ledger keeps for people", totals)
    dust = ledger - claimable - credits - int(totals["ledger_stakes"])
    _must(dust == int(totals["ledger_dust"]) >= 0, "the ledger is never short", totals)
    for token in replay.issued:
        _must(totals["shares"][str(token)] == str(S), "a token has all its shares", totals)


def _must(held: bool, rule: str, one: Mapping[str, Any]) -> None:
    if not held:
        raise Wrong(f"{rule}: {dict(one)}")
