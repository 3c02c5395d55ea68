"""What a new wallet hands verifiers when the old one is lost: whose keys ask, and by which path.

The verifiers all sign one and the same statement, so everything in it but the tag stands in the
request: the wallet, whether it is after proof in person, the time and the number. The tag is what
each desk computes from the person before it; where two desks sign different tags, they were shown
different documents. A request names no person, and counts for some days.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from wallet.base.addresses import checksum, is_address_shape, same_address
from wallet.base.clock import DAY, MINUTE
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.letters import hex_bytes
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature

MOST_TEXT: Final = 4_096
MOST_VERIFIERS: Final = 5
FEWEST: Final = 2
IN_PERSON: Final = 3
"""How many verifiers have to sign, and how many after proof in person."""
FRESH: Final = 14 * DAY
_AHEAD: Final = 10 * MINUTE
_VERSION: Final = 1
_KIND: Final = "recovery request"
_PARTS: Final = {"version", "kind", "account", "chain", "verifiers", "inPerson", "number", "at",
                 "signature"}  # fmt: skip


@dataclass(frozen=True)
class RecoveryAsking:
    """One request before it is signed. `account` is the new wallet, `number` 32 hex digits.

    `verifiers` are those who are asked, in the order in which they were chosen.
    """

    account: str
    chain_id: int
    verifiers: tuple[str, ...]
    in_person: bool
    number: str
    made_at: int

    @property
    def needed(self) -> int:
        """How many of the verifiers have to sign."""
        return IN_PERSON if self.in_person else FEWEST

    @property
    def nonce(self) -> int:
        """The number as the statement of the verifiers has it."""
        return int(self.number, 16)

    @property
    def text(self) -> str:
        """What the new wallet signs, as a person reads it."""
        made = datetime.fromtimestamp(self.made_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        how = "yes, to three verifiers" if self.in_person else "no, two verifiers are enough"
        return "\n".join(
            (
                "My wallet is lost. I ask verifiers of Symbolon to confirm that this is my new "
                "one.",
                "This moves nothing and costs nothing.",
                "",
                f"My new wallet: {checksum(self.account)}",
                *(f"A verifier: {checksum(one)}" for one in self.verifiers),
                f"I appear in person: {how}",
                f"Network: {self.chain_id}",
                f"Number: {self.number}",
                f"Made: {made}",
            )
        )

    @property
    def message(self) -> Message:
        """The text, for the new account to sign."""
        return Message(self.account, self.text)

    def signed(self, signature: bytes) -> str:
        """The request as a file or a code, with the account's signature of `message`.

        Raises WalletError (`signing.other-signature`) where that is somebody else's.
        """
        whole = checked_signature(
            self.message.digest, signature, self.chain_id, checksum(self.account)
        )
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "account": checksum(self.account),
            "chain": self.chain_id,
            "verifiers": [checksum(one) for one in self.verifiers],
            "inPerson": self.in_person,
            "number": self.number,
            "at": self.made_at,
            "signature": whole.hex(),
        }
        return json.dumps(found, separators=(",", ":"))


def ask_to_recover(
    account: str, chain_id: int, verifiers: Iterable[str], in_person: bool, now: int
) -> RecoveryAsking:
    """A new request of a new wallet, with a number of its own.

    Raises WalletError beside `verifiers` where they are too few, too many, or one twice.
    """
    chosen = tuple(checksum(one) for one in verifiers)
    needed = IN_PERSON if in_person else FEWEST
    if not needed <= len(chosen) <= MOST_VERIFIERS or len(set(chosen)) != len(chosen):
        count = {FEWEST: "two", IN_PERSON: "three"}[needed]
        raise WalletError(
            f"At least {count} different verifiers have to confirm you.",
            f"Choose {count}, and at most five.",
            "recover.verifiers",
            "verifiers",
        )
    return RecoveryAsking(account, chain_id, chosen, in_person, secrets.token_hex(16), now)


def peek_recovery_request(text: str) -> RecoveryAsking:
    """What a request says, by its form alone: its signature was not looked at.

    Raises WalletError (`recover.garbage`).
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    try:
        return _asking(parse_json(text, "The request"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error


def read_recovery_request(text: str, chain_id: int, verifier: str, now: int) -> RecoveryAsking:
    """A request whose signature holds, made for this network and verifier, these days.

    Whether the desk has answered its number before is for the desk to say. Raises WalletError.
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The request")
    try:
        asking, signature = _asking(found), hex_bytes(found["signature"], 65)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error
    if asking.chain_id != chain_id or not any(
        same_address(one, verifier) for one in asking.verifiers
    ):
        raise WalletError(
            "This request was made for another network or other verifiers.",
            "Ask for one that was made for you.",
            "recover.elsewhere",
        )
    if not now - FRESH <= asking.made_at <= now + _AHEAD:
        raise WalletError(
            "This request is not of these days.", "Ask for a new one.", "recover.stale"
        )
    try:
        checked_signature(asking.message.digest, signature, chain_id, asking.account)
    except WalletError as error:
        raise WalletError(
            "Who made this request does not hold the key that it names, or it was changed.",
            "Ask for it again, from the new wallet itself.",
            "recover.signature",
        ) from error
    return asking


def _asking(found: Any) -> RecoveryAsking:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    account, verifiers, in_person = found["account"], found["verifiers"], found["inPerson"]
    chain, made = found["chain"], found["at"]
    if not is_address_shape(account) or type(in_person) is not bool:
        raise ValueError("no account")
    if not isinstance(verifiers, list) or not all(is_address_shape(one) for one in verifiers):
        raise ValueError("no verifiers")
    if type(chain) is not int or not 0 < chain < 2**53 or type(made) is not int:
        raise ValueError("no numbers")
    chosen = tuple(checksum(one) for one in verifiers)
    needed = IN_PERSON if in_person else FEWEST
    if not needed <= len(set(chosen)) == len(chosen) <= MOST_VERIFIERS or not 0 < made < 2**36:
        raise ValueError("too few, or no time")
    number = hex_bytes(found["number"], 16).hex()
    return RecoveryAsking(checksum(account), chain, chosen, in_person, number, made)


def _garbage() -> WalletError:
    return WalletError(
        "This is no request of a new wallet that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "recover.garbage",
    )
