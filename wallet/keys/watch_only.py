"""Accounts that are watched and not held: an address, or a public key from which addresses follow.

The private key is elsewhere: on a machine without a network, in a device, on paper. What is known
of it is kept with it (`Origin`), so that whoever holds it can find it again. Addresses follow from
a public key by BIP-32; only steps that are not hardened can be taken without the private key.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import Any

from coincurve import PublicKey

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.keys.accounts import HARD, address_of_public, path_steps

MAX_TEXT = 512
MAX_CHILDREN = 100
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PUBLIC, _PRIVATE = bytes.fromhex("0488b21e"), bytes.fromhex("0488ade4")
_PATH = re.compile(r"m(/[0-9]{1,10}'?){0,10}")


@dataclass(frozen=True)
class Origin:
    """Where the private key is: its path below the master key whose fingerprint is given.

    `fingerprint` has 8 hexadecimal digits or is empty, `path` is like m/44'/60'/0' or empty,
    `source` is what the device or wallet calls itself, at most 40 letters.
    """

    fingerprint: str = ""
    path: str = ""
    source: str = ""


@dataclass(frozen=True)
class WatchOnly:
    """What is watched: `addresses` alone, or a public key with its chain code and their path.

    `steps` is the path from the public key to the accounts, without the last step: (0,) for a
    key at m/44'/60'/0', () for one at m/44'/60'/0'/0. The air gap makes these from a
    `crypto-hdkey`; a person types an address or an extended public key (`parse_watch_only`).
    """

    addresses: tuple[str, ...] = ()
    public_key: bytes = b""
    chain_code: bytes = field(default=b"", repr=False)
    steps: tuple[int, ...] = ()
    origin: Origin = Origin()

    def address(self, number: int) -> str:
        """The address of the account of a number, from 0. Raises WalletError."""
        if not self.public_key:
            if not 0 <= number < len(self.addresses):
                raise _no_account()
            return self.addresses[number]
        if not 0 <= number < MAX_CHILDREN:
            raise _no_account()
        return child_address(self.public_key, self.chain_code, (*self.steps, number))

    def path(self, number: int) -> str:
        """The whole path of an account, where the origin is known; else ""."""
        if not self.origin.path:
            return ""
        own = (*self.steps, number) if self.public_key else ()
        return "/".join([self.origin.path, *(str(step) for step in own)])

    def to_fields(self) -> dict[str, Any]:
        """The stored form, to be put into JSON; `watch_only_of` reads it back."""
        origin = self.origin
        return {
            "pub": self.public_key.hex(),
            "cc": self.chain_code.hex(),
            "steps": list(self.steps),
            "fp": origin.fingerprint,
            "path": origin.path,
            "src": origin.source,
        }


def parse_watch_only(text: str) -> WatchOnly:
    """An address or an extended public key (xpub) as it was typed or pasted.

    Raises WalletError; an extended *private* key is refused with a warning.
    """
    tidy = text[: MAX_TEXT + 1].strip()
    if is_address_shape(tidy):
        return WatchOnly((checksum(tidy),))
    if not tidy.startswith("xp") or len(tidy) > 120:
        raise WalletError(
            "This is neither an address nor an extended public key.",
            "An address begins with 0x, an extended public key with xpub.",
            "keys.watch-shape",
        )
    raw = _base58(tidy)
    if raw[:4] == _PRIVATE:
        raise WalletError(
            "This is an extended private key: whoever has it can spend from every account below.",
            "Do not paste it anywhere. To watch, export the public one, which begins with xpub.",
            "keys.watch-private",
        )
    depth, fingerprint, child = raw[4], raw[5:9], int.from_bytes(raw[9:13], "big")
    if raw[:4] != _PUBLIC or len(raw) != 78 or (not depth and (any(fingerprint) or child)):
        raise _garbled()
    steps = {3: (0,), 4: ()}.get(depth)
    if steps is None:
        raise WalletError(
            "This extended public key is not one of an account.",
            "Export that of m/44'/60'/0', which your wallet may call the account's.",
            "keys.watch-depth",
        )
    public = _on_curve(raw[45:78])
    first = child_address(public, raw[13:45], (*steps, 0))
    return WatchOnly((first,), public, raw[13:45], steps)


def watch_only_of(found: Any, addresses: tuple[str, ...]) -> WatchOnly:
    """Read what `to_fields` wrote. Raises ValueError for anything else."""
    if not isinstance(found, dict):
        raise ValueError("no object")
    public, chain = (bytes.fromhex(_text(found, name, 66)) for name in ("pub", "cc"))
    steps = found.get("steps")
    if not isinstance(steps, list) or len(steps) > 4:
        raise ValueError("no steps")
    if not all(type(step) is int and 0 <= step < HARD for step in steps):
        raise ValueError("no steps")
    if public:
        PublicKey(public)
    if len(public) not in (0, 33) or len(chain) != (32 if public else 0):
        raise ValueError("no key")
    origin = Origin(_text(found, "fp", 8), _text(found, "path", 60), _text(found, "src", 40))
    return WatchOnly(addresses, public, chain, tuple(steps), checked_origin(origin))


def checked_origin(origin: Origin) -> Origin:
    """The same origin, when each part is what it says. Raises ValueError."""
    if origin.path:
        if not _PATH.fullmatch(origin.path):
            raise ValueError("a path begins with m")
        path_steps(origin.path)
    if origin.fingerprint and not re.fullmatch("[0-9a-f]{8}", origin.fingerprint):
        raise ValueError("a fingerprint has eight digits")
    if origin.source and (not origin.source.isprintable() or len(origin.source) > 40):
        raise ValueError("a source is a short line of text")
    return origin


def child_address(public_key: bytes, chain_code: bytes, steps: tuple[int, ...]) -> str:
    """The address at `steps` below a public key (BIP-32, public derivation)."""
    point, chain = PublicKey(public_key), chain_code
    for step in steps:
        if not 0 <= step < HARD:
            raise ValueError("only the private key leads to a hardened step")
        data = point.format(compressed=True) + step.to_bytes(4, "big")
        made = hmac.digest(chain, data, hashlib.sha512)
        point, chain = point.add(made[:32]), made[32:]
    return address_of_public(point)


def _base58(text: str) -> bytes:
    """The bytes of a Base58 text, whose checksum has to hold."""
    number = 0
    for letter in text:
        digit = _ALPHABET.find(letter)
        if digit < 0:
            raise _garbled()
        number = number * 58 + digit
    whole = number.to_bytes(max(4, (number.bit_length() + 7) // 8), "big")
    raw, check = whole[:-4], whole[-4:]
    if hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4] != check:
        raise _garbled()
    return raw.rjust(78, b"\0")


def _on_curve(public: bytes) -> bytes:
    try:
        return PublicKey(public).format(compressed=True)
    except ValueError:
        raise _garbled() from None


def _text(found: dict[str, Any], name: str, most: int) -> str:
    text = found.get(name, "")
    if not isinstance(text, str) or len(text) > most:
        raise ValueError(f"no {name}")
    return text


def _garbled() -> WalletError:
    return WalletError(
        "This extended public key has a slip in it.",
        "Copy it again from where it came.",
        "keys.watch-garbled",
    )


def _no_account() -> WalletError:
    return WalletError(
        "This wallet does not watch that account.",
        "Choose one of those that are listed.",
        "keys.watch-account",
    )
