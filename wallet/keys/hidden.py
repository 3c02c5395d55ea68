"""Secrets in memory that can be overwritten: bytes that show themselves to nobody.

A `str` or `bytes` stays in memory until CPython reuses it; a `Hidden` is overwritten when it is
wiped. What reads a secret from a person makes one (the terminal, the window's secret fields), and
what uses one wipes it. Two things are out of reach: copies that libraries make inside, and a text
beyond ASCII, which passes through a `str` while it is brought into its normal form.
"""

from __future__ import annotations

import hmac
import unicodedata
from typing import Literal, NoReturn, TypeAlias

from wallet.keys.hardening import keep_from_swap, wipe


class Hidden(bytearray):
    """A secret of a fixed length: text in UTF-8, or a key. Equality takes constant time.

    As a context manager it is wiped at the end.
    """

    def wipe(self) -> None:
        """Overwrite it with zeros; it keeps its length."""
        wipe(self)

    def keep_from_swap(self) -> bool:
        """Keep it out of swap and core files where the system can; whether it did."""
        return keep_from_swap(self)

    def __enter__(self) -> Hidden:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, bytes | bytearray):
            return NotImplemented
        return hmac.compare_digest(self, other)

    def __repr__(self) -> str:
        return "Hidden()"

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return "Hidden()"

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("a secret is not written down")


Typed: TypeAlias = "str | bytes | bytearray"
"""A secret as it is handed over; a `str` only where it is published anyway, as in the story."""


def hidden(value: Typed) -> Hidden:
    """A secret of one's own from `value`, which stays as it is.

    Lone surrogates are kept, so that `plain` can refuse them.
    """
    if isinstance(value, str):
        return Hidden(value.encode("utf-8", "surrogatepass"))
    return Hidden(value)


def plain(value: Typed, form: Literal["NFKC", "NFKD"]) -> Hidden:
    """`value` in a normal form of Unicode (NFKC or NFKD). Raises ValueError when it has none."""
    secret = hidden(value)
    if secret.isascii():
        return secret
    with secret:
        return Hidden(unicodedata.normalize(form, secret.decode("utf-8")).encode("utf-8"))
