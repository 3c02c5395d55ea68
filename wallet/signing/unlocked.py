"""An unlocked wallet: keys in memory, and what they sign. Lives only in the signer's process."""

from __future__ import annotations

from typing import Final

from coincurve import PrivateKey
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wallet.base.errors import WalletError
from wallet.keys.accounts import MAX_ACCOUNTS, account_key, address_of_public
from wallet.keys.envelope import Secret, open_envelope, parse_envelope
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.public import ACCOUNTS, ExtendedPublic, extended_public, no_public
from wallet.keys.words import seed
from wallet.signing.asked import Asked, check_asked
from wallet.signing.boundary import check_statement, check_transaction
from wallet.signing.fields import unreadable
from wallet.signing.foreign import ForeignTransaction
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.transaction import SignedTransaction, assemble, signing_hash
from wallet.signing.typed import TypedRequest, permit_request

PURPOSES: Final = ("credential", "papers", "desk")
"""What a secret of an account is for: the key of its credential, the key that opens papers sent
to it, the key of its verifier's desk. None of them signs a transaction or a statement."""
_SECRET: Final = b"Symbolon secret of an account, version 1"


class Unlocked:
    """Derives accounts from one seed and signs for them, within the boundary of its networks.

    A wallet that was made from one private key has that account alone, number 0.
    """

    def __init__(self, secret: Secret, networks: tuple[KnownNetwork, ...]) -> None:
        self._single = hidden(secret.key)
        self._seed = Hidden() if secret.key else seed(secret.words, secret.extra)
        for held in (self._seed, self._single):
            held.keep_from_swap()
        self._keys: dict[int, PrivateKey] = {}
        self.networks = networks

    def __repr__(self) -> str:
        return "Unlocked()"

    def address(self, index: int) -> str:
        """The address of the account numbered `index` from 0."""
        return address_of_public(self._key(index).public_key)

    def sign(self, request: Request, index: int) -> SignedTransaction:
        """Sign a transaction, its permit first; WalletError when it is out of bounds."""
        check_transaction(request, self.networks)
        key = self._key_for(request.sender, index)
        complete = request
        if request.permit is not None:
            statement = permit_request(request.chain_id, request.permit)
            complete = request.with_permit_signature(_sign(key, statement.digest))
        return assemble(complete, _sign(key, signing_hash(complete)), request.id)

    def sign_typed(self, request: TypedRequest, index: int) -> bytes:
        """Sign a statement; WalletError when it is out of bounds."""
        check_statement(request, self.networks)
        return _sign(self._key_for(request.sender, index), request.digest)

    def sign_asked(self, asked: Asked, index: int) -> bytes:
        """Sign bytes that another wallet asks for; WalletError when they are out of bounds.

        The answer is r, s and v as the asking side expects it for what it asked.
        """
        meaning = check_asked(asked, self.networks)
        signature = _sign(self._key_for(asked.sender, index), meaning.digest)
        if isinstance(meaning, ForeignTransaction):
            return signature[:64] + meaning.v(signature[64] - 27)
        return signature

    def secret_for(self, index: int, purpose: str) -> Hidden:
        """32 bytes that one account always has for one of `PURPOSES`, by HKDF-SHA256 (RFC 5869).

        Nothing of the key that signs can be found from them. WalletError for another purpose.
        """
        if purpose not in PURPOSES:
            raise unreadable()
        info = b"|".join((_SECRET, purpose.encode(), self.address(index).lower().encode()))
        key = self._key(index).secret
        return Hidden(HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(key))

    def public(self) -> ExtendedPublic:
        """What another machine needs to know the accounts' addresses; nothing of it is secret.

        WalletError for a wallet of one private key.
        """
        if self._single:
            raise no_public()
        return extended_public(self._seed, ACCOUNTS)

    def wipe(self) -> None:
        """Overwrite the seed and drop the keys; the end of the process does the rest."""
        self._seed.wipe()
        self._single.wipe()
        self._keys.clear()

    def _key(self, index: int) -> PrivateKey:
        if not 0 <= index < (1 if self._single else MAX_ACCOUNTS):
            raise _other_account()
        if index not in self._keys:
            own = self._single[:] if self._single else account_key(self._seed, index)
            with Hidden(own) as key:
                self._keys[index] = PrivateKey(bytes(key))
        return self._keys[index]

    def _key_for(self, sender: str, index: int) -> PrivateKey:
        if self.address(index) != sender:
            raise _other_account()
        return self._key(index)


def unlock(envelope: str, passphrase: Typed, networks: tuple[KnownNetwork, ...]) -> Unlocked:
    """Open a stored envelope; WalletError for a wrong passphrase or a damaged envelope."""
    secret = open_envelope(parse_envelope(envelope), passphrase)
    try:
        return Unlocked(secret, networks)
    finally:
        secret.wipe()


def _sign(key: PrivateKey, digest: bytes) -> bytes:
    signature: bytes = key.sign_recoverable(digest, hasher=None)
    return signature[:64] + bytes([signature[64] + 27])


def _other_account() -> WalletError:
    return WalletError(
        "This is for another account than the one that is open.",
        "Choose that account, then try again.",
        "signing.other-account",
    )
