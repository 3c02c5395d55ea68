"""What an attestor hands back: the signature of what was asked, or why there is none.

A signature is worth only what it is of: whoever takes it in computes that from their own papers,
so that one for somebody else, another chain or an earlier version is found out at once. A refusal
is plain words: it changes nothing on the network.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.letters import hex_bytes

MOST_TEXT: Final = 8_192
MOST_REASON: Final = 1_000
_VERSION: Final = 1
_KIND: Final = "attestor answer"
_PARTS: Final = {"version", "kind", "chain", "subject", "of", "attestor", "account", "signature",
                 "reason"}  # fmt: skip
_SUBJECT: Final = re.compile(r"(?:stake|exit):[0-9]{1,15}|cost:[0-9]{1,13}:[0-9]{1,13}:[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class AttestorAnswer:
    """An answer about `subject` (like `stake:3`) in its version `of`; 0 where there is but one.

    `signature` has 65 bytes; it is empty where the attestor refuses, and `reason` says why.
    """

    chain_id: int
    subject: str
    of: int
    attestor: int
    account: str
    signature: bytes = b""
    reason: str = ""

    @property
    def signed(self) -> bool:
        """Whether it confirms."""
        return bool(self.signature)

    def to_json(self) -> str:
        """The answer as a file or a code; `read_answer` reads it back."""
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "chain": self.chain_id,
            "subject": self.subject,
            "of": self.of,
            "attestor": self.attestor,
            "account": checksum(self.account),
            "signature": self.signature.hex(),
            "reason": self.reason,
        }
        return json.dumps(found, separators=(",", ":"))


def read_answer(text: str) -> AttestorAnswer:
    """An answer from its text; what its signature is of is for the caller to check.

    Raises WalletError (`answer.garbage`, `file.garbage`).
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The attestor’s answer")
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError) as error:
        raise _garbage() from error


def check_reason(reason: str) -> str:
    """A reason as it is handed back. Raises WalletError beside `reason`."""
    tidy = " ".join(reason.split())
    if len(tidy) < 3 or len(tidy) > MOST_REASON or not tidy.isprintable():
        raise WalletError(
            "Say why, in a sentence.",
            "Who asked you reads it, and nobody else does.",
            "answer.reason",
            "reason",
        )
    return tidy


def _read(found: Any) -> AttestorAnswer:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    numbers = [found[name] for name in ("chain", "of", "attestor")]
    if any(type(one) is not int or not 0 <= one < 2**53 for one in numbers):
        raise ValueError("no numbers")
    subject, account, reason = (found[name] for name in ("subject", "account", "reason"))
    if not isinstance(subject, str) or not _SUBJECT.fullmatch(subject):
        raise ValueError("about nothing")
    if not is_address_shape(account) or not isinstance(reason, str) or len(reason) > MOST_REASON:
        raise ValueError("no account or no reason")
    signature = b"" if found["signature"] == "" else hex_bytes(found["signature"], 65)
    if bool(signature) == bool(reason) or not (reason.isprintable() or not reason):
        raise ValueError("neither yes nor no")
    return AttestorAnswer(
        found["chain"], subject, found["of"], found["attestor"], checksum(account), signature,
        reason,
    )  # fmt: skip


def _garbage() -> WalletError:
    return WalletError(
        "This is no answer of an attestor that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "answer.garbage",
    )
