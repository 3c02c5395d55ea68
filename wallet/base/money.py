"""Dollars, shares and prices: integers inside, words outside. The only module that formats them.

Money is in base units of the dollar token (6 decimals). Shares are in base units (18 decimals);
every token has `ALL_SHARES` of them. A price is in millionths of a dollar for 10**6 shares, so
that `money = units * price / 10**24`.
"""

from __future__ import annotations

from typing import Final

from wallet.base.errors import WalletError
from wallet.base.numbers import format_decimal, parse_decimal

DOLLAR: Final = 10**6
"""One dollar in base units."""
SHARE: Final = 10**18
"""One share in base units."""
ALL_SHARES: Final = 10_000_000 * SHARE
"""Every share of one token, in base units."""
PRICE_UNITS: Final = 10**24
"""The units whose money is the price: 10**6 shares."""
MAX_MONEY: Final = 2**96 - 1
"""Largest amount that the contracts keep, in base units."""
MAX_PRICE: Final = 2**64 - 1
"""Largest price that a person can name, in millionths of a dollar for 10**6 shares."""

NO_PRICE: Final = "no price"
"""What is shown where a price is not known."""
MINUS: Final = "\u2212"


def money_of(units: int, price: int, up: bool = False) -> int:
    """What `units` cost at `price`, in base units, rounded down or `up`."""
    product = units * price
    return -(-product // PRICE_UNITS) if up else product // PRICE_UNITS


def price_of(units: int, money: int, up: bool = False) -> int:
    """The price at which `units` (more than zero) cost `money`, rounded down or `up`."""
    product = money * PRICE_UNITS
    return -(-product // units) if up else product // units


def dollars(amount: int, exact: bool = False, up: bool = False) -> str:
    """An amount as `$12,600.00`; below zero as `− $900.00`.

    Cut to cents, so that nobody is shown more than there is; `up` for what somebody has to pay.
    `exact` shows all six decimals where they are not zero.
    """
    if amount < 0:
        return f"{MINUS} {dollars(-amount, exact, up)}"
    if 0 < amount < DOLLAR // 100 and not exact and not up:
        return "under $0.01"
    return "$" + format_decimal(amount, 6, 2, 6 if exact else 2, up)


def brief_dollars(amount: int) -> str:
    """An amount for an axis: `$12,600` where there are no cents."""
    return dollars(amount).removesuffix(".00")


def dollars_or_unknown(amount: int | None) -> str:
    """An amount, or "no price" where it is not known."""
    return NO_PRICE if amount is None else dollars(amount)


def signed_dollars(amount: int) -> str:
    """A change as `+ $21,000.00`, `− $900.00` or `$0.00`."""
    return f"+ {dollars(amount)}" if amount > 0 else dollars(amount)


def share_count(units: int, exact: bool = False) -> str:
    """Shares as a bare figure, `84,000` or `0.25`, with at most four decimals unless `exact`."""
    if units < 0:
        return f"{MINUS} {share_count(-units, exact)}"
    if 0 < units < SHARE // 10_000 and not exact:
        return "under 0.0001"
    return format_decimal(units, 18, 0, 18 if exact else 4)


def shares(units: int, exact: bool = False) -> str:
    """Shares as `84,000 shares` or `1 share`."""
    return f"{share_count(units, exact)} {'share' if units == SHARE else 'shares'}"


def percent_of_person(units: int) -> str:
    """Shares as a part of all of one person's, `0.84 %`."""
    return percent(units, ALL_SHARES)


def percent(part: int, whole: int) -> str:
    """`part` of `whole` as `0.84 %`, cut to two decimals; "–" where `whole` is zero."""
    if whole <= 0:
        return "\u2013"
    if part < 0:
        return f"{MINUS} {percent(-part, whole)}"
    hundredths = part * 10_000 // whole
    if part and not hundredths:
        return "under 0.01 %"
    return f"{format_decimal(hundredths, 2, 2, 2)} %"


def signed_percent(hundredths: int) -> str:
    """A change in hundredths of a per cent as `+ 12.34 %`, `− 3.00 %` or `0.00 %`."""
    if hundredths < 0:
        return f"{MINUS} {percent(-hundredths, 10_000)}"
    return f"+ {percent(hundredths, 10_000)}" if hundredths else percent(0, 10_000)


def price_per_share(price: int | None) -> str:
    """A price as `$0.158 a share`, or "no price"."""
    return NO_PRICE if price is None else f"{price_figure(price)} a share"


def price_figure(price: int) -> str:
    """A price of one share as `$0.158`: at least two decimals, more where it is small."""
    if price < 0:
        raise ValueError("a price is not negative")
    most = 4 if price >= 10**12 else 6 if price >= 10**8 else 12
    return "$" + format_decimal(price, 12, 2, most)


def plain_dollars(amount: int) -> str:
    """An amount for files and scripts: `12600.00`, `-900.00`, every decimal that it has."""
    return _plain(amount, 6, 2)


def plain_shares(units: int) -> str:
    """Shares for files and scripts: `84000`, `0.25`, every decimal that they have."""
    return _plain(units, 18, 0)


def plain_price(price: int) -> str:
    """The price of one share in dollars for files and scripts: `0.158`."""
    return _plain(price, 12, 2)


def plain_percent(permyriad: int) -> str:
    """Hundredths of a percent for files and scripts: `0.84`."""
    return _plain(permyriad, 2, 2)


def plain_part(part: int) -> str:
    """Millionths of millionths of a whole for files and scripts: `0.042`."""
    return _plain(part, 12, 0)


def parse_dollars(text: str, most: int = MAX_MONEY) -> int:
    """Base units of an amount as a person writes it: `12,600.00`, `$12600`, `12.5`.

    Zero is read as zero; whether it is allowed is for the caller to say, with `require_some`.
    Raises WalletError (codes `number.*` and `money.large`).
    """
    value = parse_decimal(_without(text, "$", "USD", "dollars", "dollar"), 6, "the amount", "12.50")
    if value > most:
        raise WalletError(
            "The amount is too large.", f"At most {dollars(most)} is possible here.", "money.large"
        )
    return value


def parse_shares(text: str, most: int = ALL_SHARES) -> int:
    """Base units of a number of shares: `84,000`, `84,000 shares`, `0.5`.

    Raises WalletError (codes `number.*` and `shares.large`).
    """
    what = "the number of shares"
    value = parse_decimal(_without(text, "shares", "share"), 18, what, "84,000")
    if value > most:
        raise WalletError(
            "That is more shares than there are.",
            f"At most {shares(most)} are possible here.",
            "shares.large",
        )
    return value


def parse_percent_of_person(text: str) -> int:
    """Base units of a part of a person written as `0.84 %` or `0.84`.

    Raises WalletError (codes `number.*` and `percent.large`).
    """
    value = parse_decimal(_without(text, "%"), 18, "the percentage", "0.84 %")
    if value > 100 * SHARE:
        raise WalletError(
            "A part cannot be more than 100 %.", "Write a smaller one.", "percent.large"
        )
    return value * (ALL_SHARES // SHARE) // 100


def parse_price(text: str) -> int:
    """The price of one share as a person writes it, `0.158` or `$0.158 a share`.

    Twelve decimals can be kept. Raises WalletError (codes `number.*` and `price.large`).
    """
    tidy = _without(text, "$", "USD", "a share", "per share")
    value = parse_decimal(tidy, 12, "the price of a share", "0.158")
    if value > MAX_PRICE:
        raise WalletError(
            "The price is too high.",
            f"At most {price_figure(MAX_PRICE)} a share is possible.",
            "price.large",
        )
    return value


def require_some(value: int, what: str) -> int:
    """`value` itself; raises WalletError (`number.zero`) when it is zero."""
    if value <= 0:
        subject = what[:1].upper() + what[1:]
        raise WalletError(f"{subject} is zero.", "Write more than zero.", "number.zero")
    return value


def _plain(value: int, decimals: int, least: int) -> str:
    whole = format_decimal(abs(value), decimals, least, decimals).replace(",", "")
    return f"-{whole}" if value < 0 else whole


def _without(text: str, *marks: str) -> str:
    """`text` without one leading or trailing mark of each kind, whatever its case."""
    tidy = text[:64].strip()
    for mark in marks:
        if tidy.lower().endswith(mark.lower()):
            tidy = tidy[: -len(mark)].strip()
        elif tidy.lower().startswith(mark.lower()):
            tidy = tidy[len(mark) :].strip()
    return tidy
