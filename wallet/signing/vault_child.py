"""The signer's own process: it holds the unlocked keys, reads frames, and answers with signatures.

It imports `wallet.base`, `wallet.keys` and `wallet.signing` and nothing that could talk; before
the first secret arrives it gives up core files, tracing, and every further file and socket. It
ends when its pipe closes, as it does when the wallet dies, or by being killed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from io import FileIO
from typing import Any

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.keys.hardening import harden, keep_all_from_swap
from wallet.keys.hidden import Hidden
from wallet.keys.public import fingerprint
from wallet.keys.stretch import load_all
from wallet.keys.words import wordlist
from wallet.signing import fields
from wallet.signing.asked import parse_asked
from wallet.signing.desk_child import Desk, open_desk, seal_file, seal_key, secret_in, text_in
from wallet.signing.frames import BrokenPipe, Pipe, read_frame, write_frame
from wallet.signing.known import KnownNetwork, parse_network
from wallet.signing.request import parse_request
from wallet.signing.signer import MOST_TOGETHER, locked
from wallet.signing.typed import parse_typed
from wallet.signing.unlocked import Unlocked, unlock


class Child:
    """Answers one frame at a time; holds at most one unlocked wallet, or one open desk.

    In a process of its own (`alone`) all memory is kept from swap once a secret is there, copies
    that libraries made included.
    """

    def __init__(self, alone: bool = False) -> None:
        self._alone = alone
        self._wallet: Unlocked | None = None
        self._once = False
        self._desk: Desk | None = None

    def answer(self, frame: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one frame: `{"ok": ...}`, or `{"refused": [sentence, step, code]}`.

        The secrets of the frame are wiped.
        """
        try:
            return {"ok": self._do(frame)}
        except WalletError as refused:
            return {"refused": [refused.sentence, refused.next_step, refused.code]}
        finally:
            for value in frame.values():
                if isinstance(value, Hidden):
                    value.wipe()

    def _do(self, frame: Mapping[str, Any]) -> Any:
        task = str(frame.get("do"))
        if task == "unlock":
            passphrase, self._once = secret_in(frame, "passphrase"), frame.get("once") is True
            self._wallet = unlock(text_in(frame, "envelope"), passphrase, _networks(frame))
            if self._alone:
                keep_all_from_swap()
            return self._wallet.address(0)
        if task in ("seal_key", "seal_file"):
            return seal_key(frame) if task == "seal_key" else seal_file(frame)
        if task == "desk.open":
            self._desk = open_desk(frame)
            return None
        if task.startswith("desk."):
            if self._desk is None:
                raise locked()
            return self._desk.do(task, frame)
        return self._ask_wallet(task, frame)

    def _ask_wallet(self, task: str, frame: Mapping[str, Any]) -> Any:
        wallet = self._wallet
        if wallet is None:
            raise locked()
        if task == "networks":
            wallet.networks = _networks(frame)
            return None
        if task == "public":
            return wallet.public().to_json()
        index = frame.get("account")
        if type(index) is not int:
            raise fields.unreadable()
        if task == "address":
            return wallet.address(index)
        if task == "secret":
            return wallet.secret_for(index, text_in(frame, "purpose"))
        if task not in ("sign", "sign_typed", "sign_asked", "sign_together"):
            raise fields.unreadable()
        statements = frame.get("statements", []) if task == "sign_together" else []
        return self._sign(wallet, task, text_in(frame, "request"), index, _texts(statements))

    def _sign(
        self, wallet: Unlocked, task: str, request: str, index: int, statements: list[str]
    ) -> Any:
        """One signature, or those of one consent; with `once` the key is forgotten after it."""
        answer: Any
        if task == "sign_together":
            said = [wallet.sign_typed(parse_typed(one), index).hex() for one in statements]
            answer = [_signed(wallet, request, index) if request else None, said]
        elif task == "sign":
            answer = _signed(wallet, request, index)
        elif task == "sign_asked":
            answer = wallet.sign_asked(parse_asked(request), index).hex()
        else:
            answer = wallet.sign_typed(parse_typed(request), index).hex()
        if self._once:
            wallet.wipe()
            self._wallet = None
        return answer


def _signed(wallet: Unlocked, request: str, index: int) -> list[str]:
    signed = wallet.sign(parse_request(request), index)
    return [signed.raw.hex(), signed.tx_hash, signed.request_id]


def _texts(found: object) -> list[str]:
    if not isinstance(found, list) or len(found) > MOST_TOGETHER:
        raise fields.unreadable()
    if not all(isinstance(one, str) for one in found):
        raise fields.unreadable()
    return found


def serve(incoming: Pipe, outgoing: Pipe) -> None:
    """Answer frames until the pipe closes."""
    child = Child(alone=True)
    while True:
        try:
            answer = child.answer(read_frame(incoming))
            write_frame(outgoing, answer)
        except BrokenPipe:
            return
        if isinstance(answer.get("ok"), Hidden):
            answer["ok"].wipe()


def main(words: Sequence[str] = ()) -> None:
    """Run as the signer of the process at the other end of standard input and output.

    With the word "key-files" it can open those of other wallets too.
    """
    wordlist()
    if "key-files" in words:
        load_all()
    # Both load their back end while files can still be opened.
    keccak(b"")
    fingerprint(b"")
    incoming, outgoing = FileIO(0, "rb"), FileIO(1, "wb")
    write_frame(outgoing, {"ready": asdict(harden(close_doors=True))})
    serve(incoming, outgoing)


def _networks(frame: Mapping[str, Any]) -> tuple[KnownNetwork, ...]:
    found = frame.get("networks")
    if not isinstance(found, list) or len(found) > 32:
        raise fields.unreadable()
    if not all(isinstance(one, str) for one in found):
        raise fields.unreadable()
    return tuple(parse_network(one) for one in found)
