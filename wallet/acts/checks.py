"""Checks that several acts share. Each raises WalletError naming the field it belongs beside."""

from __future__ import annotations

from wallet.acts.facts import Facts
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    DOLLAR,
    MAX_MONEY,
    MAX_PRICE,
    dollars,
    money_of,
    price_figure,
    shares,
)

"""What an order in an auction is worth at least, in base units (rules, Trading)."""


def refuse(sentence: str, next_step: str, code: str, field: str = "") -> WalletError:
    """The error of an act that cannot be; to be raised by the caller."""
    return WalletError(sentence, next_step, f"act.{code}", field)


def require_joined(facts: Facts) -> int:
    """The person id of the account. Raises `act.stranger` for one who has not joined."""
    if not facts.person:
        raise refuse(
            "This wallet belongs to nobody on this network yet.",
            "Join first, under Identity.",
            "stranger",
        )
    return facts.person


def require_units(units: int, most: int, field: str = "units", none_left: str = "") -> None:
    """`units` is more than zero and at most `most`. Raises `act.zero` or `act.too_many`."""
    if units <= 0:
        raise refuse(
            "The number of shares is zero.", "Write how many shares you mean.", "zero", field
        )
    if most <= 0:
        what = none_left or "You have no shares here."
        raise refuse(what, "Look under Portfolio for what you hold.", "too_many", field)
    if units > most:
        raise refuse(
            "That is more shares than there are here.",
            f"At most {shares(most, exact=True)} are possible.",
            "too_many",
            field,
        )


def require_price(price: int, field: str = "price") -> None:
    """A price is more than zero and can be kept. Raises `act.zero` or `act.too_high`."""
    if price <= 0:
        raise refuse("The price is zero.", "Write a price for one share.", "zero", field)
    if price > MAX_PRICE:
        raise refuse(
            "The price is too high.",
            f"At most {price_figure(MAX_PRICE)} a share is possible.",
            "too_high",
            field,
        )


def require_money(amount: int, facts: Facts | None = None, field: str = "amount") -> None:
    """An amount is more than zero, and in the wallet where `facts` are given.

    Raises `act.zero`, `act.too_high` or `act.too_little`.
    """
    if amount <= 0:
        raise refuse("The amount is zero.", "Write more than zero.", "zero", field)
    if amount > MAX_MONEY:
        raise refuse("The amount is too large.", "Write a smaller one.", "too_high", field)
    if facts is not None and amount > facts.dollars:
        raise refuse(
            f"This takes {dollars(amount, up=True)}, and you have {dollars(facts.dollars)}.",
            "Write a smaller amount, or receive dollars first.",
            "too_little",
            field,
        )


def require_worth(units: int, price: int, field: str, least: int) -> None:
    """An order is worth at least `least` dollars at `price`. Raises `act.too_small`."""
    worth = money_of(units, price)
    if worth < least * DOLLAR:
        raise refuse(
            f"This order is worth {dollars(worth)}, and the least is {dollars(least * DOLLAR)}.",
            "Offer more shares or another price.",
            "too_small",
            field,
        )


def require_share_of_all(units: int, most_kept_by_others: int, field: str) -> None:
    """Of all shares at most `most_kept_by_others` may leave the issuer. Raises `act.majority`."""
    if units > most_kept_by_others:
        room = shares(max(0, most_kept_by_others))
        raise refuse(
            "You always keep at least 51 % of yourself.",
            f"At most {room} of your {shares(ALL_SHARES)} can be offered now.",
            "majority",
            field,
        )
