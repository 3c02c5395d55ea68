"""Small files of a desk, sealed under the secret that the verifier's account has for its desk.

What a desk is in the midst of names people, and so does nothing of it lie open on the disk; the
keys are made from the account's secret (HKDF-SHA256), one for each file name.
"""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, destroy, parse_json, private_dir, read_limited, write_atomic
from wallet.keys.hidden import Hidden

MOST_FILE: Final = 32 * MEGABYTE
_MARK: Final = b"Symbolon desk, sealed file, version 1|"
_NONCE: Final = 12
_NAME: Final = re.compile(r"[0-9a-z-]{1,64}")


class SealedFiles:
    """JSON objects by name in one folder; `secret` is kept until `forget`."""

    def __init__(self, folder: Path, secret: Hidden) -> None:
        self._folder = private_dir(folder)
        self._secret = secret

    def forget(self) -> None:
        """Overwrite the secret: nothing can be opened any more."""
        self._secret.wipe()

    def names(self) -> tuple[str, ...]:
        """The files there are."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.sealed")))

    def read(self, name: str) -> dict[str, Any] | None:
        """What a file holds, None where there is none. Raises WalletError (`desk.sealed`)."""
        path = self._path(name)
        if not path.exists():
            return None
        sealed = read_limited(path, MOST_FILE + 64)
        try:
            data = self._cipher(name).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
            found = parse_json(data, "What this desk had under way")
            if isinstance(found, dict):
                return found
        except (InvalidTag, ValueError):
            pass  # said below
        raise WalletError(
            "What this desk had under way was changed on the disk, or is of another account.",
            "Restore the folder from a backup, or begin this request again.",
            "desk.sealed",
        )

    def write(self, name: str, value: dict[str, Any]) -> None:
        """Write a file, whole or not at all. Raises WalletError."""
        nonce = secrets.token_bytes(_NONCE)
        data = json.dumps(value).encode()
        if len(data) > MOST_FILE:
            raise WalletError(
                "That is more than can be kept of one request.",
                "Bring fewer or smaller files.",
                "desk.large",
            )
        sealed = self._cipher(name).encrypt(nonce, data, name.encode())
        write_atomic(self._path(name), nonce + sealed)

    def destroy(self, name: str) -> None:
        """Overwrite and delete a file, where there is one. Raises WalletError."""
        path = self._path(name)
        if path.exists():
            destroy(path)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("no name of a file of the desk")
        return self._folder / f"{name}.sealed"

    def _cipher(self, name: str) -> AESGCM:
        if not any(self._secret):
            raise WalletError(
                "Your wallet is locked.", "Unlock it, and open the desk again.", "keys.locked"
            )
        with Hidden(
            HKDF(hashes.SHA256(), 32, salt=None, info=_MARK + name.encode()).derive(
                bytes(self._secret)
            )
        ) as key:
            return AESGCM(bytes(key))
