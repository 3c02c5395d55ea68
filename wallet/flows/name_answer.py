"""What a verifier hands back to an issuer: their signature that this person is called so.

The statement (EIP-712 `Name`) has the person and the name alone; network and registry are in its
domain. The number only says which request it answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.asking_for_name import is_name
from wallet.identity.tags.letters import hex_bytes

MOST_TEXT: Final = 4_096
_VERSION: Final = 1
_KIND: Final = "name answer"
_PARTS: Final = {"version", "kind", "chain", "verifier", "number", "person", "name", "signature"}


@dataclass(frozen=True)
class NameAnswer:
    """A verifier's answer to the request numbered `number` (32 hexadecimal digits).

    `signature` are their 65 bytes over person id and name (EIP-712 `Name`).
    """

    chain_id: int
    verifier: str
    number: str
    person: int
    name: str = field(repr=False)
    signature: bytes

    @property
    def message(self) -> dict[str, Any]:
        """What was signed, by the names of its fields."""
        return {"person": self.person, "name": self.name}

    def to_json(self) -> str:
        """The answer as a file or a code; `read_name_answer` reads it back."""
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "chain": self.chain_id,
            "verifier": checksum(self.verifier),
            "number": self.number,
            "person": self.person,
            "name": self.name,
            "signature": self.signature.hex(),
        }
        return json.dumps(found, separators=(",", ":"), ensure_ascii=False)


def read_name_answer(text: str) -> NameAnswer:
    """An answer from its text; whether its signature holds is for the caller to check.

    Raises WalletError (`name.answer`, `file.garbage`).
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The verifier’s answer")
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error


def _read(found: Any) -> NameAnswer:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    chain, verifier, person, name = (
        found[one] for one in ("chain", "verifier", "person", "name")
    )  # fmt: skip
    if type(chain) is not int or not 0 < chain < 2**53 or not is_address_shape(verifier):
        raise ValueError("no network or no verifier")
    if type(person) is not int or not 0 < person < 2**53 or not is_name(name):
        raise ValueError("nobody")
    number, signature = hex_bytes(found["number"], 16).hex(), hex_bytes(found["signature"], 65)
    return NameAnswer(chain, checksum(verifier), number, person, name, signature)


def _garbage() -> WalletError:
    return WalletError(
        "This is no answer of a verifier about a name that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "name.answer",
    )
