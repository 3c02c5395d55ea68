"""What is signed and not sent: a statement for a contract, or a text for people."""

from __future__ import annotations

from wallet.base.errors import WalletError
from wallet.signing.asked import asked_of
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature
from wallet.signing.signer import Signer, signs_elsewhere
from wallet.signing.typed import TypedRequest
from wallet.signing.vault import VaultSigner


def signature_of(said: TypedRequest | Message, signer: Signer) -> bytes:
    """The 65 bytes (r, s, and v as 27 or 28) of a statement or a text.

    Raises WalletError where the signer cannot: another machine, or a device that signs no texts.
    """
    if isinstance(said, TypedRequest):
        if signs_elsewhere(signer):
            raise _not_here("Statements of a desk")
        return signer.sign_typed(said)
    if not isinstance(signer, VaultSigner):
        raise _not_here("Texts")
    # What answers wallets that ask may carry the parity in another way than contracts read it.
    return checked_signature(said.digest, signer.sign_asked(asked_of(said)), 1, said.sender)


def _not_here(what: str) -> WalletError:
    return WalletError(
        f"{what} are signed by a key on this machine only, for now.",
        "Open a wallet whose key is here.",
        "signing.not-here",
    )
