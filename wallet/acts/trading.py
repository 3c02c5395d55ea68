"""Orders in auctions: placing, withdrawing, settling; and their clock after a stop."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import (
    refuse,
    require_joined,
    require_money,
    require_price,
    require_units,
    require_worth,
)
from wallet.acts.facts import Facts, number_view
from wallet.base.money import ALL_SHARES, money_of


@dataclass(frozen=True, slots=True)
class PlaceSell:
    """Offer `units` of `token` in its auction for at least `lowest` a share."""

    token: int
    units: int
    lowest: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the auction. Raises WalletError beside `units` or `price`."""
        me = require_joined(facts)
        if self.token == me:
            raise refuse(
                "Your own shares are sold only through an offering.",
                "Open an offering under Raise.",
                "own_shares",
                "token",
            )
        facts.gather(
            ("Ledger", "sellable", self.token, me),
            ("Ledger", "balance_of", self.token, me),
            ("Ledger", "reference", self.token),
            ("Ledger", "lots", self.token, me),
            ("Ledger", "outside", me),
            number_view("SMALLEST"),
            ("Dollar", "balanceOf", facts.account),
        )
        can = facts.sellable(self.token)
        have = facts.balance(self.token)
        none = (
            "Your shares here are locked or already offered."
            if have
            else f"You hold no shares of {facts.name(self.token)}."
        )
        require_units(self.units, can, none_left=none)
        require_price(self.lowest)
        reference = facts.reference(self.token)
        least = facts.number("SMALLEST")
        require_worth(self.units, min(self.lowest, reference or self.lowest), "units", least)
        return (Call("Auction", "sell", (self.token, self.units, self.lowest)),)


@dataclass(frozen=True, slots=True)
class PlaceBuy:
    """Bid for `units` of `token` at `highest` a share at most; the money is laid in the ledger."""

    token: int
    units: int
    highest: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the auction, with the permit. Raises WalletError beside the field."""
        require_joined(facts)
        require_units(self.units, ALL_SHARES)
        require_price(self.highest)
        require_worth(self.units, self.highest, "units", facts.number("SMALLEST"))
        stake = money_of(self.units, self.highest, up=True)
        require_money(stake, facts, "units")
        args = (self.token, self.units, self.highest, PERMIT)
        return (Call("Auction", "buy", args, pays=stake),)


@dataclass(frozen=True, slots=True)
class WithdrawBuy:
    """Take a buy order back, between auctions or just after news."""

    token: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the auction."""
        return (Call("Auction", "withdraw", (self.token,)),)


@dataclass(frozen=True, slots=True)
class Settle:
    """Settle an auction that has ended. Anyone may; `pairs` bounds one step."""

    token: int
    pairs: int = 128

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the auction."""
        return (Call("Auction", "settle", (self.token, self.pairs)),)


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """Release a buy order of `person` that has lapsed. Anyone may."""

    token: int
    person: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the auction."""
        return (Call("Auction", "release", (self.token, self.person)),)


@dataclass(frozen=True, slots=True)
class MoveClock:
    """Have an auction's clock moved by how long the market stood still. Anyone may."""

    token: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the auction."""
        return (Call("Auction", "sync", (self.token,)),)
