"""The signer's own process: it holds the unlocked keys, reads frames, and answers with signatures.

It imports `wallet.base`, `wallet.keys` and `wallet.signing` and nothing that could talk; before
the first secret arrives it gives up core files, tracing, and every further file and socket. It
ends when its pipe closes, as it does when the wallet dies, or by being killed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, BinaryIO

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.keys.hardening import harden
from wallet.keys.words import wordlist
from wallet.signing import fields
from wallet.signing.frames import BrokenPipe, read_frame, write_frame
from wallet.signing.known import KnownNetwork, parse_network
from wallet.signing.request import parse_request
from wallet.signing.signer import locked
from wallet.signing.typed import parse_typed
from wallet.signing.unlocked import Unlocked, reseal, unlock


class Child:
    """Answers one frame at a time; holds at most one unlocked wallet."""

    def __init__(self) -> None:
        self._wallet: Unlocked | None = None

    def answer(self, frame: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one frame: `{"ok": ...}`, or `{"refused": [sentence, step, code]}`."""
        try:
            return {"ok": self._do(frame)}
        except WalletError as refused:
            return {"refused": [refused.sentence, refused.next_step, refused.code]}

    def _do(self, frame: Mapping[str, Any]) -> Any:
        task = frame.get("do")
        if task == "unlock":
            networks = _networks(frame)
            self._wallet = unlock(_text(frame, "envelope"), _text(frame, "passphrase"), networks)
            return self._wallet.address(0)
        if task == "reseal":
            return reseal(_text(frame, "envelope"), _text(frame, "old"), _text(frame, "new"))
        wallet = self._wallet
        if wallet is None:
            raise locked()
        if task == "networks":
            wallet.networks = _networks(frame)
            return None
        index = frame.get("account")
        if type(index) is not int:
            raise fields.unreadable()
        if task == "address":
            return wallet.address(index)
        if task == "sign":
            signed = wallet.sign(parse_request(_text(frame, "request")), index)
            return [signed.raw.hex(), signed.tx_hash, signed.request_id]
        if task == "sign_typed":
            return wallet.sign_typed(parse_typed(_text(frame, "request")), index).hex()
        raise fields.unreadable()


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer frames until the pipe closes."""
    child = Child()
    while True:
        try:
            write_frame(outgoing, child.answer(read_frame(incoming)))
        except BrokenPipe:
            return


def main() -> None:
    """Run as the signer of the process at the other end of standard input and output."""
    wordlist()
    keccak(b"")  # loads its back end while files can still be opened
    incoming, outgoing = os.fdopen(0, "rb"), os.fdopen(1, "wb")
    write_frame(outgoing, {"ready": asdict(harden(close_doors=True))})
    serve(incoming, outgoing)


def _networks(frame: Mapping[str, Any]) -> tuple[KnownNetwork, ...]:
    found = frame.get("networks")
    if not isinstance(found, list) or len(found) > 32:
        raise fields.unreadable()
    if not all(isinstance(one, str) for one in found):
        raise fields.unreadable()
    return tuple(parse_network(one) for one in found)


def _text(frame: Mapping[str, Any], key: str) -> str:
    found = frame.get(key)
    if not isinstance(found, str):
        raise fields.unreadable()
    return found
