"""The desk that asks for the tags of the person before it, and what comes back from the others."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jwcrypto import jwk

from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.group import (
    Point,
    decode_point,
    decode_scalar,
    encode_point,
    encode_scalar,
)
from wallet.identity.tags.letters import Circle, hex_bytes, read_letter, write_letter
from wallet.identity.tags.oprf import Blinded, blind, finalize, holds, read_proof
from wallet.identity.tags.sharing import THRESHOLD, PublicKey, combine
from wallet.identity.tags.subjects import MOST_SUBJECTS, Kind, Subject

REQUEST: Final = "tag request"
ANSWER: Final = "tag answer"
PERSON_SEEN: Final = "person"
DOCUMENT_SEEN: Final = "document"
CHIP_GENUINE: Final = "chip"
CHECKS: Final = (PERSON_SEEN, DOCUMENT_SEEN, CHIP_GENUINE)
_ADDRESS: Final = re.compile(r"0x[0-9a-fA-F]{40}")


@dataclass(frozen=True)
class Evidence:
    """What the asking desk answers for: for whom, what it checked, and the record that it keeps.

    `record` is the salted hash of the sealed record (`wallet.identity.evidence`), 32 bytes.
    """

    account: str
    checks: frozenset[str]
    record: bytes


@dataclass(frozen=True)
class Request:
    """A request as the others read it: blinded elements, and the evidence behind them."""

    identifier: bytes
    asker: int
    asked_at: int
    evidence: Evidence
    elements: tuple[tuple[Kind, Point], ...]
    digest: bytes


@dataclass
class Asking:
    """One request under way at the desk that asks."""

    letter: str
    digest: bytes
    blinded: tuple[tuple[Kind, Blinded], ...] = field(repr=False)
    answers: dict[int, tuple[Point, ...]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether enough desks have answered."""
        return len(self.answers) >= THRESHOLD

    def receive(self, text: str, circle: Circle, public: PublicKey) -> int:
        """Take one desk's answer; answers which desk's it was.

        Raises WalletError: `letter.*` for a letter that is none, `tags.dishonest` for one whose
        proof does not hold, naming the desk.
        """
        letter = read_letter(text, ANSWER, circle)
        desk, body = letter.sender, letter.body
        try:
            about, values = hex_bytes(body["request"], 32), body["elements"]
            if not isinstance(values, list) or len(values) != len(self.blinded):
                raise ValueError("another number of elements")
            answers = tuple(decode_point(hex_bytes(one, 33)) for one in values)
            proof = read_proof(hex_bytes(body["proof"], 64))
        except (KeyError, TypeError, ValueError) as error:
            raise _dishonest(desk, circle) from error
        if about != self.digest:
            raise WalletError(
                "This is the answer to another request.",
                "Choose the one that was meant.",
                "tags.other_request",
            )
        pairs = [(one.element, got) for (_, one), got in zip(self.blinded, answers, strict=True)]
        if not holds(proof, public.of_desk(desk), pairs):
            raise _dishonest(desk, circle)
        self.answers[desk] = answers
        return desk

    def tags(self) -> dict[Kind, bytes]:
        """The tags, 32 bytes each, once three desks have answered. Raises WalletError."""
        if not self.complete:
            raise WalletError(
                f"{len(self.answers)} of the {THRESHOLD} desks that are needed have answered.",
                "Wait for another, or ask it.",
                "tags.few",
            )
        chosen = sorted(self.answers)[:THRESHOLD]
        return {
            kind: finalize(one, combine({desk: self.answers[desk][place] for desk in chosen}))
            for place, (kind, one) in enumerate(self.blinded)
        }

    def to_secret(self) -> bytes:
        """What the desk keeps sealed until answers come; `resume` takes it up again."""
        rows = [
            [kind.value, one.message.hex(), encode_scalar(one.blind).hex()]
            for kind, one in self.blinded
        ]
        return json.dumps({"letter": self.letter, "blinded": rows}).encode()


def ask(
    subjects: Sequence[Subject],
    evidence: Evidence,
    asker: int,
    circle: Circle,
    key: jwk.JWK,
    now: int,
) -> Asking:
    """Ask for the tags of somebody; the letter goes to the other desks, and to one's own."""
    if not 1 <= len(subjects) <= MOST_SUBJECTS:
        raise ValueError("between one and eight subjects")
    blinded = tuple((one.kind, blind(one.message)) for one in subjects)
    body = {
        "id": secrets.token_hex(16),
        "at": now,
        "account": evidence.account,
        "checks": sorted(evidence.checks),
        "record": evidence.record.hex(),
        "elements": [[kind.value, encode_point(one.element).hex()] for kind, one in blinded],
    }
    letter = write_letter(REQUEST, asker, body, circle, key)
    return Asking(letter, read_request(letter, circle).digest, blinded)


def resume(secret: bytes, circle: Circle) -> Asking:
    """An asking that was kept sealed. Raises WalletError (`tags.resume`)."""
    found = parse_json(secret, "The request that was kept")
    try:
        blinded = []
        for kind, message, number in found["blinded"]:
            one = blind(bytes.fromhex(message), decode_scalar(bytes.fromhex(number)))
            blinded.append((Kind(kind), one))
        digest = read_request(found["letter"], circle).digest
        return Asking(found["letter"], digest, tuple(blinded))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WalletError(
            "The request that was kept cannot be read.", "Ask for the tags again.", "tags.resume"
        ) from error


def read_request(text: str, circle: Circle) -> Request:
    """A request, not judged yet. Raises WalletError (`letter.*`, `tags.request`)."""
    letter = read_letter(text, REQUEST, circle)
    try:
        return _request(letter.sender, letter.digest, letter.body)
    except (KeyError, TypeError, ValueError) as error:
        raise WalletError(
            f"The request of {circle.members[letter.sender].name} cannot be read.",
            "Ask for it again.",
            "tags.request",
        ) from error


def _request(sender: int, digest: bytes, body: Mapping[str, Any]) -> Request:
    account, checks, rows, at = body["account"], body["checks"], body["elements"], body["at"]
    if not isinstance(account, str) or not _ADDRESS.fullmatch(account):
        raise ValueError("no account")
    if not isinstance(checks, list) or not set(checks) <= set(CHECKS):
        raise ValueError("unknown checks")
    if type(at) is not int or not 0 < at < 2**40:
        raise ValueError("no time")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_SUBJECTS:
        raise ValueError("too many elements")
    elements = tuple((Kind(kind), decode_point(hex_bytes(one, 33))) for kind, one in rows)
    evidence = Evidence(account, frozenset(checks), hex_bytes(body["record"], 32))
    return Request(hex_bytes(body["id"], 16), sender, at, evidence, elements, digest)


def request_key(request: Request) -> str:
    """By which a desk knows a request again."""
    return hashlib.sha256(bytes([request.asker]) + request.identifier).hexdigest()[:32]


def _dishonest(desk: int, circle: Circle) -> WalletError:
    return WalletError(
        f"Desk {desk} ({circle.members[desk].name}) did not use its share of the key.",
        "Its answer is not used. Keep it, tell the others, and ask another desk.",
        "tags.dishonest",
    )
