"""The desk that holds a share: whom it answers, how often, and what it refuses.

It cannot see what it is asked about. What it can see is who asks, for which wallet, and what they
say they checked: it answers desks of the circle alone, with evidence alone, within measure, and
remembers the digest of every request. **Limit:** a desk that lies about its evidence can try as
many guesses a day as the measure lets through, and has signed a request for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jwcrypto import jwk

from wallet.base.clock import DAY, MINUTE
from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, read_json, write_json
from wallet.identity.tags.asking import (
    ANSWER,
    DOCUMENT_SEEN,
    PERSON_SEEN,
    Request,
    read_request,
    request_key,
)
from wallet.identity.tags.group import encode_point, times
from wallet.identity.tags.letters import Circle, write_letter
from wallet.identity.tags.oprf import prove
from wallet.identity.tags.sharing import Share

MOST_A_DAY: Final = 50
"""Requests of one desk that another answers in a day."""
MOST_FOR_ACCOUNT: Final = 3
"""Requests for one wallet that a desk answers while it remembers them."""
REMEMBERED: Final = 60 * DAY
FRESH: Final = 14 * DAY
_AHEAD: Final = 10 * MINUTE
_MOST_ROWS: Final = 50_000


class Ledger:
    """The requests that a desk has answered: who asked, for which wallet, when, with which digest.

    It names nobody: wallets and salted hashes. It is a file of the desk's own, written before an
    answer is given.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.rows: dict[str, tuple[int, str, int, str]] = {}
        if path.exists():
            self.rows = _rows(read_json(path, 16 * MEGABYTE))

    def add(self, request: Request, now: int) -> None:
        """Remember a request. Raises WalletError where that cannot be written."""
        kept = {key: row for key, row in self.rows.items() if now - row[2] < REMEMBERED}
        row = (request.asker, request.evidence.account.lower(), now, request.digest.hex())
        kept[request_key(request)] = row
        write_json(self._path, {"version": 1, "rows": {k: list(v) for k, v in kept.items()}})
        self.rows = kept


def _rows(found: Any) -> dict[str, tuple[int, str, int, str]]:
    try:
        rows = {
            str(key): (int(asker), str(account), int(at), str(digest))
            for key, (asker, account, at, digest) in found["rows"].items()
        }
        if found["version"] == 1 and len(rows) <= _MOST_ROWS:
            return rows
    except (KeyError, TypeError, ValueError, AttributeError):
        pass  # said below
    raise WalletError(
        "The list of requests that this desk answered is damaged.",
        "Restore it from a backup: without it the desk cannot tell who asks too often.",
        "tags.ledger",
    )


class Answering:
    """The share holder's side of a desk."""

    def __init__(self, share: Share, circle: Circle, key: jwk.JWK, ledger: Ledger) -> None:
        self._share = share
        self._circle = circle
        self._key = key
        self._ledger = ledger

    def answer(self, text: str, now: int) -> str:
        """The letter that answers a request. Raises WalletError with why it is refused."""
        request = read_request(text, self._circle)
        self._judge(request, now)
        self._ledger.add(request, now)
        elements = [one for _, one in request.elements]
        answers = [times(one, self._share.secret) for one in elements]
        proof = prove(
            self._share.secret, self._share.public, list(zip(elements, answers, strict=True))
        )
        body: Mapping[str, Any] = {
            "request": request.digest.hex(),
            "elements": [encode_point(one).hex() for one in answers],
            "proof": proof.to_bytes().hex(),
        }
        return write_letter(ANSWER, self._share.desk, body, self._circle, self._key)

    def _judge(self, request: Request, now: int) -> None:
        name = self._circle.members[request.asker].name
        if not {PERSON_SEEN, DOCUMENT_SEEN} <= request.evidence.checks:
            raise _refused(f"{name} does not say that they saw the person and the document.",
                           "evidence")  # fmt: skip
        if not any(request.evidence.record):
            raise _refused(f"{name} names no evidence that they keep.", "evidence")
        if not now - FRESH <= request.asked_at <= now + _AHEAD:
            raise _refused(f"The request of {name} is not of these days.", "stale")
        known = self._ledger.rows.get(request_key(request))
        if known is not None:
            if known[3] != request.digest.hex():
                raise _refused(f"{name} asked two different things under one number.", "twice")
            return  # the same again: its answer may have been lost
        rows = [row for row in self._ledger.rows.values() if row[0] == request.asker]
        if sum(now - row[2] < DAY for row in rows) >= MOST_A_DAY:
            raise _refused(f"{name} has asked {MOST_A_DAY} times today.", "often")
        accounts = Counter(row[1] for row in self._ledger.rows.values())
        if accounts[request.evidence.account.lower()] >= MOST_FOR_ACCOUNT:
            raise _refused("For this wallet was asked too often already.", "account")


def _refused(sentence: str, code: str) -> WalletError:
    return WalletError(
        sentence, "The request is refused. Speak with the desk that asks.", f"tags.{code}"
    )
