"""What one verifier hands back to a new wallet: their signature of the recovery, and its fields.

Two answers to one request, or three after proof in person, make a recovery. An answer names nobody:
a wallet, a tag that the chain knows already, and a verifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wallet.acts.recovering import Recovery
from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.flows.verifier_answer import Frame, read_answer, write_answer
from wallet.identity.asking_to_recover import RecoveryAsking
from wallet.identity.tags.letters import hex_bytes

MOST_TEXT: Final = 4_096
_KIND: Final = "recovery answer"
_SAID: Final = {"account", "personTag", "inPerson", "issuedAt"}


def recovery_for(asking: RecoveryAsking, person_tag: bytes) -> Recovery:
    """What every verifier signs who is shown the human with this tag (EIP-712 `Recovery`)."""
    return Recovery(
        account=asking.account,
        person_tag=person_tag,
        in_person=asking.in_person,
        issued_at=asking.made_at,
        nonce=asking.nonce,
    )


@dataclass(frozen=True)
class RecoveryAnswer:
    """One verifier's answer; `signature` are their 65 bytes over `recovery` (EIP-712).

    The number of the request is the nonce of what was signed.
    """

    chain_id: int
    verifier: str
    recovery: Recovery
    signature: bytes

    @property
    def number(self) -> str:
        """The number of the request that it answers, 32 hexadecimal digits."""
        return f"{self.recovery.nonce:032x}"

    def to_json(self) -> str:
        """The answer as a file or a code; `read_recovery_answer` reads it back."""
        said = self.recovery
        said_in_full = {
            "account": checksum(said.account),
            "personTag": said.person_tag.hex(),
            "inPerson": said.in_person,
            "issuedAt": said.issued_at,
        }
        frame = Frame(self.chain_id, self.verifier, self.number, self.signature)
        return write_answer(_KIND, frame, {"recovery": said_in_full})


def read_recovery_answer(text: str) -> RecoveryAnswer:
    """An answer from its text; whether its signature holds is for the caller to check.

    Raises WalletError (`recover.answer`, `file.garbage`).
    """
    return read_answer(text, _KIND, {"recovery"}, MOST_TEXT, _read, _garbage)


def _read(frame: Frame, found: Any) -> RecoveryAnswer:
    said = found["recovery"]
    if set(said) != _SAID or not is_address_shape(said["account"]):
        raise ValueError("another statement")
    if type(said["inPerson"]) is not bool or type(said["issuedAt"]) is not int:
        raise ValueError("another statement")
    if not 0 < said["issuedAt"] < 2**36:
        raise ValueError("no time")
    recovery = Recovery(
        account=checksum(said["account"]),
        person_tag=hex_bytes(said["personTag"], 32),
        in_person=said["inPerson"],
        issued_at=said["issuedAt"],
        nonce=int(frame.number, 16),
    )
    return RecoveryAnswer(frame.chain_id, frame.verifier, recovery, frame.signature)


def _garbage() -> WalletError:
    return WalletError(
        "This is no answer of a verifier to a lost wallet that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "recover.answer",
    )
