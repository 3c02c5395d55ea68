"""What a verifier hands back to an issuer: their signature that this person is called so.

The statement (EIP-712 `Name`) has the person and the name alone; network and registry are in its
domain. The number only says which request it answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.flows.verifier_answer import Frame, read_answer, write_answer
from wallet.identity.asking_for_name import is_name

MOST_TEXT: Final = 4_096
_KIND: Final = "name answer"


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
        frame = Frame(self.chain_id, self.verifier, self.number, self.signature)
        return write_answer(_KIND, frame, self.message)


def read_name_answer(text: str) -> NameAnswer:
    """An answer from its text; whether its signature holds is for the caller to check.

    Raises WalletError (`name.answer`, `file.garbage`).
    """
    return read_answer(text, _KIND, {"person", "name"}, MOST_TEXT, _read, _garbage)


def _read(frame: Frame, found: Any) -> NameAnswer:
    person, name = found["person"], found["name"]
    if type(person) is not int or not 0 < person < 2**53 or not is_name(name):
        raise ValueError("nobody")
    return NameAnswer(frame.chain_id, frame.verifier, frame.number, person, name, frame.signature)


def _garbage() -> WalletError:
    return WalletError(
        "This is no answer of a verifier about a name that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "name.answer",
    )
