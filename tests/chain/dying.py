"""A wallet that is killed at one step of sending: `python -m tests.chain.dying URL FILE KEY STEP`.

With two more arguments, a nonce and an entry, it is killed while it replaces that entry.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from tests.chain.desk import FEE, KeySigner, gift, line_of, network_of, prepared, signer_of
from wallet.acts import pipeline
from wallet.acts.place import next_place
from wallet.chain.chain import Chain
from wallet.chain.journal import AWAITING, Entry, Journal
from wallet.signing.request import Request
from wallet.signing.transaction import SignedTransaction

STEPS = ("drafted", "awaiting", "signed", "journalled", "sent")


def die() -> NoReturn:
    """End as if the machine had lost its power."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit  # not reached


class DyingJournal(Journal):
    """Dies after a draft was written, where `step` says so."""

    step = ""

    def mark(
        self,
        entry: int,
        state: str,
        reason: str = "",
        block: int | None = None,
        block_hash: str | None = None,
    ) -> Entry:
        if state == AWAITING and self.step == "drafted":
            die()
        return super().mark(entry, state, reason, block, block_hash)


class DyingSigner(KeySigner):
    """Dies before or after it has signed."""

    step = ""

    def sign(self, request: Request) -> SignedTransaction:
        if self.step == "awaiting":
            die()
        signed = super().sign(request)
        if self.step == "signed":
            die()
        return signed


def main(url: str, file: str, key: str, step: str, nonce: str = "", entry: str = "0") -> None:
    """Send a gift, and die on the way."""
    chain, journal = Chain(network_of(url)), DyingJournal(Path(file))
    signer = DyingSigner(signer_of(int(key)).key)
    journal.step = signer.step = step
    line = line_of(chain, journal, signer.address)
    place = int(nonce) if nonce else next_place(line).nonce
    request = gift(signer, 2 if nonce else 1, place, 2 * FEE if nonce else FEE)

    def report(stage: int) -> None:
        if stage == {"journalled": pipeline.SIGNED, "sent": pipeline.SENT}.get(step):
            die()

    pipeline.perform(prepared(line, request, int(entry)), line, signer, report)


if __name__ == "__main__":
    main(*sys.argv[1:])
