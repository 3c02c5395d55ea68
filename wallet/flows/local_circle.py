"""The five desks of a local network, all in this process, which compute the tags of people.

Their keys and their shares follow from a published phrase, so that a network which is opened again
gives the same person the same tag; for the same reason they are worth nothing anywhere else. All
else is as between real desks: blinded elements, signed letters, three answers with their proofs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jwcrypto import jwk

from wallet.base.clock import DAY
from wallet.chain.node import DEV_MNEMONIC
from wallet.identity.evidence import EvidenceStore
from wallet.identity.tags.answering import Answering, Ledger
from wallet.identity.tags.asking import Evidence, Request, ask, request_key
from wallet.identity.tags.group import GENERATOR, ORDER, hash_to_scalar, times
from wallet.identity.tags.letters import Circle, Member, key_of
from wallet.identity.tags.sharing import DESKS, THRESHOLD, PublicKey, Share
from wallet.identity.tags.subjects import Kind, Subject
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.unlocked import Unlocked

_MARK: Final = b"Symbolon local network, worth nothing elsewhere: "
_DESK: Final = b"Symbolon key of a desk, version 1"
CIRCLE_ACCOUNTS: Final = (1, 3, 4, 5, 6)
"""The accounts of the local network's own phrase that verify: five, as the key of the tags needs.
"""
_ANSWERING: Final = (1, 2, 3)


class _Forgetful(Ledger):
    """A ledger that is forgotten with the window: these desks have nobody to protect."""

    def __init__(self) -> None:
        super().__init__(Path("/nowhere"))

    def add(self, request: Request, now: int) -> None:
        """Remember a request, in memory alone."""
        row = (request.asker, request.evidence.account.lower(), now, request.digest.hex())
        self.rows = {request_key(request): row}


@cache
def desk_key(desk: int) -> jwk.JWK:
    """The key by which letters of one local desk are known, and credentials it issues.

    It is what whoever opens the desk's published wallet has, so that both are one desk.
    """
    keys = Unlocked(Secret(entropy_from_words(DEV_MNEMONIC)), ())
    with keys.secret_for(CIRCLE_ACCOUNTS[desk - 1], "desk") as secret:
        return key_of(bytes(secret), _DESK)


@cache
def _coefficients() -> tuple[int, ...]:
    return tuple(
        hash_to_scalar(_MARK + b"share %d" % power, b"Symbolon local share")
        for power in range(THRESHOLD)
    )


@cache
def local_public() -> PublicKey:
    """What all desks of local networks know of the key of their tags."""
    return PublicKey(tuple(times(GENERATOR, one) for one in _coefficients()))


def local_share(desk: int) -> Share:
    """The published share of one local desk, from 1 to 5."""
    value = sum(one * desk**power for power, one in enumerate(_coefficients())) % ORDER
    return Share(desk, value)


class _InMemory:
    """Where the key of evidence is for as long as it is there."""

    def __init__(self) -> None:
        self._entry: str | None = None

    def read(self) -> str | None:
        """The entry, or None."""
        return self._entry

    def write(self, text: str) -> None:
        """Replace the entry."""
        self._entry = text


def evidence_digest(content: bytes, now: int) -> bytes:
    """Seal evidence as a desk does, and destroy it: what a desk says that it keeps, 32 bytes.

    Its key was in memory alone, and its folder is gone with it.
    """
    with TemporaryDirectory() as folder:
        store = EvidenceStore(Path(folder) / "evidence", _InMemory())
        return bytes.fromhex(store.add(content, now, now + DAY).digest)


class LocalCircle:
    """Five desks; the first has the address of the network's verifier."""

    def __init__(self, chain_id: int, verifier: str) -> None:
        members = {
            desk: Member(
                verifier if desk == 1 else f"0x{desk:040x}", f"Local desk {desk}", desk_key(desk)
            )
            for desk in range(1, DESKS + 1)
        }
        self._circle = Circle(chain_id, members)
        self._known: dict[bytes, bytes] = {}

    def tags(self, subjects: Sequence[Subject], evidence: Evidence, now: int) -> dict[Kind, bytes]:
        """The tags of what a document says; what was asked before is not asked again."""
        new = [one for one in subjects if one.message not in self._known]
        if new:
            asking = ask(new, evidence, 1, self._circle, desk_key(1), now)
            for desk in _ANSWERING:
                own = Answering(local_share(desk), self._circle, desk_key(desk), _Forgetful())
                asking.receive(own.answer(asking.letter, now), self._circle, local_public())
            found = asking.tags()
            self._known.update({one.message: found[one.kind] for one in new})
        return {one.kind: self._known[one.message] for one in subjects}
