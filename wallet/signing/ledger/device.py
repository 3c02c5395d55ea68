"""A Ledger as a device that signs requests and statements."""

from __future__ import annotations

from typing import Final

from wallet.base.errors import WalletError
from wallet.signing.ledger.app import EthereumApp
from wallet.signing.ledger.statuses import no_blind_signing, too_old
from wallet.signing.ledger.transport import Transport, open_ledger
from wallet.signing.raw import Unsigned, parse_unsigned
from wallet.signing.request import Request
from wallet.signing.signature import message_digest, with_parity
from wallet.signing.signer import LEDGER
from wallet.signing.transaction import unsigned
from wallet.signing.typed import TypedRequest

LEAST: Final = (1, 9, 0)
"""The first version of the application that signs transactions with the fees of today."""


class Ledger:
    """The Ethereum application on a Ledger (a `Device`)."""

    kind = LEDGER

    def __init__(self, transport: Transport) -> None:
        self.app = EthereumApp(transport)

    def address(self, path: str, show: bool = False) -> str:
        """The address at a path; with `show` only after it was compared on the device."""
        return self.app.address(path, show)

    def sign(self, path: str, request: Request) -> bytes:
        """The 64 bytes r and s of a request. Raises WalletError."""
        return self._sign(path, parse_unsigned(unsigned(request)), bool(request.data))

    def sign_typed(self, path: str, request: TypedRequest) -> bytes:
        """The 64 bytes r and s of a statement; the device shows its two hashes."""
        self._check(blind=True)
        return self.app.sign_hashes(path, request.domain_hash, request.message_hash)[1:]

    def sign_raw(self, path: str, raw: bytes) -> bytes:
        """The signed bytes of an unsigned transaction of any kind, as another wallet asks for it.

        Raises WalletError where it is none, or the device will not.
        """
        what = parse_unsigned(raw)
        address = self.app.address(path)
        # Whether it carries data is not known here: the device says so if it will not.
        signature = with_parity(what.digest, self._sign(path, what, blind=False), address)
        return what.signed(signature)

    def sign_message(self, path: str, message: bytes) -> bytes:
        """The 65-byte signature of a message, which the device shows in full."""
        address = self.app.address(path)
        answer = self.app.sign_message(path, message)[1:]
        return with_parity(message_digest(message), answer, address)

    def shows(self, request: Request) -> str:
        """What the device will show of a request; empty for all of it."""
        if not request.data:
            return ""
        shown = "Your Ledger shows the account, the network and the highest fee, but not what this "
        shown += "does: compare what is written here."
        if request.permit is not None:
            shown += " You confirm twice: the approval first, by its two hashes."
        return shown

    def close(self) -> None:
        """Let the device go."""
        self.app.close()

    def _sign(self, path: str, what: Unsigned, blind: bool) -> bytes:
        self._check(blind)
        try:
            return self.app.sign_raw(path, what.data, what.trailer)[1:]
        except WalletError as error:
            if error.code == "ledger.not-understood" and not self.app.configuration().blind_signing:
                raise no_blind_signing() from None
            raise

    def _check(self, blind: bool) -> None:
        """Refuse before anything is shown what the application would refuse after."""
        found = self.app.configuration()
        if found.version < LEAST:
            raise too_old()
        if blind and not found.blind_signing:
            raise no_blind_signing()


def plugged_in() -> Ledger:
    """The Ledger that is plugged in. Raises WalletError where there is none."""
    return Ledger(open_ledger())
