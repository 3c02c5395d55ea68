"""What a wallet keeps for itself alone: sealed (AES-256-GCM) under a secret of its account.

The secret is had from the unlocked wallet, so that nothing of it can be read while it is locked,
nor from a copied disk. Each thing is sealed together with what it is about, so that one cannot be
put in another's place.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wallet.base.errors import WalletError
from wallet.base.files import private_dir, read_limited, write_atomic
from wallet.flows.attached import MOST_SIZE, Attached, fits

_NONCE: Final = 12


class OwnSeal:
    """Seals and opens for one account and one use. `secret` has 32 bytes and is not kept."""

    def __init__(self, secret: bytes, what: str, account: str) -> None:
        info = f"Symbolon own seal, version 1|{what}|{account.lower()}".encode()
        self._key = HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(bytes(secret))
        self._cipher = AESGCM(self._key)

    def seal(self, data: bytes, about: str) -> bytes:
        """The data sealed, as something about `about`."""
        number = secrets.token_bytes(_NONCE)
        return number + self._cipher.encrypt(number, data, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed about `about`. Raises WalletError (`seal.other`)."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise WalletError(
                "This was sealed with another key than that of the wallet that is open.",
                "Open the wallet and the account that it was kept with.",
                "seal.other",
            ) from error

    def name_for(self, digest: bytes) -> str:
        """A name for something by its digest, from which nobody else can tell what it is."""
        return hashlib.sha256(self._key + digest).hexdigest()[:40]

    def __repr__(self) -> str:
        return "OwnSeal()"


class KeptFiles:
    """The files of one's papers, sealed in a folder and found by what the papers say of them."""

    def __init__(self, folder: Path, seal: OwnSeal) -> None:
        self._folder, self._seal = folder, seal

    def keep(self, one: Attached, data: bytes) -> None:
        """Keep the content of a file. Raises WalletError (`file.write`)."""
        private_dir(self._folder)
        write_atomic(self._path(one), self._seal.seal(data, one.digest.hex()))

    def content(self, one: Attached) -> bytes:
        """The content of a file. Raises WalletError (`files.missing`, `seal.other`)."""
        path = self._path(one)
        if not path.exists():
            raise WalletError(
                f"The file {one.name} is not kept on this computer.",
                "Open the wallet on the computer where you declared it, or choose the file again.",
                "files.missing",
            )
        data = self._seal.open(read_limited(path, MOST_SIZE + 64), one.digest.hex())
        if not fits(one, data):
            raise WalletError(
                f"The file {one.name} was changed on the disk.",
                "Put a copy of it back from a backup.",
                "files.damaged",
            )
        return data

    def _path(self, one: Attached) -> Path:
        return self._folder / f"{self._seal.name_for(one.digest)}.sealed"
