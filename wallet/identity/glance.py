"""A glance at a request: its form alone, for a queue of thousands. No signature is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import is_address_shape
from wallet.base.errors import WalletError
from wallet.base.files import parse_json

JOIN: Final = "join"
RECOVERY: Final = "recovery"
NAME: Final = "name"
MOST_TEXT: Final = 4_096
_KINDS: Final = {"join request": JOIN, "recovery request": RECOVERY, "name request": NAME}
_HEX: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Glance:
    """What a request says: `kind` is join, recovery or name, addresses in small letters."""

    kind: str
    number: str
    account: str
    chain_id: int
    verifiers: tuple[str, ...]
    made_at: int


def glance(text: str) -> Glance:
    """What a request says by its form. Raises WalletError (`desk.no_request`)."""
    if len(text) <= MOST_TEXT:
        try:
            return _glance(parse_json(text, "The request"))
        except (KeyError, TypeError, ValueError, AttributeError, WalletError):
            pass  # said below
    raise WalletError(
        "This is no request of a wallet that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "desk.no_request",
    )


def _glance(found: Any) -> Glance:
    kind = _KINDS[found["kind"]]
    verifiers = found["verifiers"] if kind == RECOVERY else [found["verifier"]]
    account, number, chain, made = (found[name] for name in ("account", "number", "chain", "at"))
    if not all(is_address_shape(one) for one in (account, *verifiers)):
        raise ValueError("no account")
    if len(number) != 32 or not _HEX.issuperset(number):
        raise ValueError("no number")
    if type(chain) is not int or type(made) is not int or not 0 < made < 2**36:
        raise ValueError("no numbers")
    asked = tuple(str(one).lower() for one in verifiers)
    return Glance(kind, number, account.lower(), chain, asked, made)
