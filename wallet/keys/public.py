"""What of a wallet may be shown to another machine: public keys from which addresses follow.

Whoever has this sees all of a wallet's accounts, and can sign for none of them (BIP-32).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any, Final

from coincurve import PrivateKey

from wallet.base.errors import WalletError
from wallet.keys.accounts import derive, path_steps
from wallet.keys.hidden import Hidden
from wallet.keys.watch_only import child_address

ACCOUNTS: Final = "m/44'/60'/0'"
"""Below it, at 0/0, 0/1 and so on, are a wallet's accounts."""
_KEY = re.compile(r"0[23][0-9a-f]{64}", re.ASCII)
_CHAIN = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class ExtendedPublic:
    """A public key of 33 bytes at a path, and the chain code from which its children follow.

    `master` and `parent` are fingerprints: of the wallet's first key, and of the key above.
    """

    path: str
    key: bytes
    chain_code: bytes
    master: int
    parent: int

    def address(self, number: int) -> str:
        """The address of the account of a number from 0."""
        return child_address(self.key, self.chain_code, (0, number))

    def to_json(self) -> dict[str, Any]:
        """The form in which the signer's process hands it over."""
        return {
            "path": self.path,
            "key": self.key.hex(),
            "chain": self.chain_code.hex(),
            "master": self.master,
            "parent": self.parent,
        }


def parse_public(found: object) -> ExtendedPublic:
    """Read what `to_json` wrote. Raises WalletError (`keys.public`)."""
    if not isinstance(found, dict) or found.get("path") != ACCOUNTS:
        raise bad_public()
    key, chain = found.get("key"), found.get("chain")
    master, parent = found.get("master"), found.get("parent")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise bad_public()
    if not isinstance(chain, str) or not _CHAIN.fullmatch(chain):
        raise bad_public()
    if type(master) is not int or type(parent) is not int:
        raise bad_public()
    return ExtendedPublic(ACCOUNTS, bytes.fromhex(key), bytes.fromhex(chain), master, parent)


def extended_public(seed: bytes | bytearray, path: str) -> ExtendedPublic:
    """The public key at a path of hardened steps below a BIP-39 seed."""
    chain = hmac.digest(b"Bitcoin seed", seed, hashlib.sha512)[32:]
    steps = path.split("/")
    for at, index in enumerate(path_steps(path), 1):
        with derive(seed, "/".join(steps[:at])) as above, Hidden(37) as material:
            material[1:33], material[33:] = above, index.to_bytes(4, "big")
            chain = hmac.digest(chain, material, hashlib.sha512)[32:]
    parent = "/".join(steps[:-1])
    return ExtendedPublic(
        path,
        _public(seed, path),
        chain,
        fingerprint(_public(seed, "m")),
        fingerprint(_public(seed, parent)),
    )


def fingerprint(key: bytes) -> int:
    """The first four bytes of a public key's hash, by which wallets name it."""
    from Crypto.Hash import RIPEMD160  # newer builds of OpenSSL leave this hash out

    return int.from_bytes(RIPEMD160.new(hashlib.sha256(key).digest()).digest()[:4], "big")


def bad_public() -> WalletError:
    """The refusal of something that is no public key of accounts."""
    return WalletError(
        "These are not the accounts of a wallet.",
        "Have the other device show its accounts again.",
        "keys.public",
    )


def no_public() -> WalletError:
    """The refusal of a wallet that has no accounts to be derived."""
    return WalletError(
        "This wallet is one private key, from which no other accounts follow.",
        "Watch its address on the other machine instead.",
        "keys.no-public",
    )


def _public(seed: bytes | bytearray, path: str) -> bytes:
    with derive(seed, path) as key:
        return PrivateKey(bytes(key)).public_key.format(compressed=True)
