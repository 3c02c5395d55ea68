"""Decimal text to integers and back, without a float anywhere."""

from __future__ import annotations

import re

from wallet.base.errors import WalletError

MAX_TEXT = 48
"""Longest text that is looked at, in characters."""

_SPACES = re.compile("[ \u00a0\u2009\u202f]+")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?", re.ASCII)
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]*)?", re.ASCII)
_MINUS = ("-", "\u2212", "\u2013")


def parse_decimal(text: str, decimals: int, what: str, example: str) -> int:
    """The number written in `text`, times `10**decimals`.

    Commas or spaces may group thousands; the decimal sign is a point. `what` ("the amount") and
    `example` ("12,600.00") appear in the sentences. Raises WalletError with the codes
    `number.empty`, `number.long`, `number.negative`, `number.decimals` and `number.garbage`.
    """
    subject = what[:1].upper() + what[1:]
    if len(text) > MAX_TEXT:
        raise WalletError(f"{subject} is too long.", f"Write it like {example}.", "number.long")
    tidy = _SPACES.sub(" ", text).strip()
    if not tidy:
        raise WalletError(f"{subject} is empty.", f"Write it like {example}.", "number.empty")
    if tidy.startswith(_MINUS):
        raise WalletError(
            f"{subject} cannot be negative.", "Write it without the minus sign.", "number.negative"
        )
    if _SPACED.fullmatch(tidy):
        tidy = tidy.replace(" ", "")
    elif _GROUPED.fullmatch(tidy):
        tidy = tidy.replace(",", "")
    elif not _PLAIN.fullmatch(tidy):
        raise WalletError(
            f"{subject} is not a number that can be read.",
            f"Write it like {example}, with a point before the decimals.",
            "number.garbage",
        )
    whole, _, fraction = tidy.partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise WalletError(
            f"{subject} has too many decimals.",
            f"At most {decimals} are possible." if decimals else "Only whole numbers are possible.",
            "number.decimals",
        )
    return int((whole or "0") + fraction.ljust(decimals, "0"))


def format_decimal(value: int, decimals: int, least: int, most: int, up: bool = False) -> str:
    """`value / 10**decimals` with grouped thousands and `least` to `most` decimals.

    `value` is not negative. What does not fit into `most` decimals is cut off, or rounded up.
    """
    if value < 0:
        raise ValueError("format_decimal takes no negative value")
    most = min(most, decimals)
    unit = int(10 ** (decimals - most))
    scaled = -(-value // unit) if up else value // unit
    whole, rest = divmod(scaled, 10**most)
    fraction = f"{rest:0{most}d}".rstrip("0") if most else ""
    fraction = fraction.ljust(least, "0")
    return f"{whole:,}.{fraction}" if fraction else f"{whole:,}"
