"""What verifiers were asked, kept among the private documents until it is answered or thrown away.

Nothing of it says who somebody is: an account, the verifiers, a number, and the signed request;
but for the name under which an issuer is about to be public.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from wallet.base.addresses import checksum, same_address
from wallet.base.errors import WalletError
from wallet.books.documents import ASKED, Documents
from wallet.identity.asking_to_join import FRESH

JOIN: Final = "join"
RECOVER: Final = "recover"
NAME: Final = "name"
MOST: Final = 50
"""Requests of one account that are kept; more are a mistake."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it was handed out.

    `kind` is join, recover or name, `why` the path it was made on; `answers` are those of verifiers
    to a lost wallet or about a name that have come back so far, as texts.
    """

    kind: str
    number: str
    account: str
    chain_id: int
    made_at: int
    verifiers: tuple[str, ...]
    request: str = field(repr=False)
    why: str = ""
    in_person: bool = False
    answers: tuple[str, ...] = field(default=(), repr=False)

    @property
    def goes_stale(self) -> int:
        """From when verifiers take it no longer, in unix seconds."""
        return self.made_at + FRESH

    @property
    def reference(self) -> str:
        """What it is kept under."""
        return f"{self.chain_id}:{self.number}"


def keep(documents: Documents, asked: Asked) -> None:
    """Keep a request, in place of itself with fewer answers. Raises WalletError."""
    documents.keep(ASKED, asked.reference, {**asdict(asked), "answers": list(asked.answers)})


def forget(documents: Documents, asked: Asked) -> None:
    """Throw a request away."""
    documents.forget(ASKED, asked.reference)


def every(documents: Documents, chain_id: int, account: str) -> tuple[Asked, ...]:
    """The requests of one account on one network, newest first."""
    found = [
        one
        for one in _read(documents.every(ASKED))
        if one.chain_id == chain_id and same_address(one.account, account)
    ]
    return tuple(sorted(found, key=lambda one: -one.made_at))[:MOST]


def _read(kept: Mapping[str, Mapping[str, Any]]) -> Iterator[Asked]:
    """What can be read of them: a backup that was taken in may hold anything."""
    for body in kept.values():
        try:
            yield Asked(
                kind=_word(body["kind"]),
                number=_word(body["number"]),
                account=checksum(body["account"]),
                chain_id=int(body["chain_id"]),
                made_at=int(body["made_at"]),
                verifiers=tuple(checksum(one) for one in body["verifiers"]),
                request=_word(body["request"]),
                why=_word(body["why"]),
                in_person=body["in_person"] is True,
                answers=tuple(_word(one) for one in body["answers"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError, WalletError):
            continue


def _word(value: object) -> str:
    if not isinstance(value, str) or len(value) > 65_536:
        raise ValueError("no text")
    return value
