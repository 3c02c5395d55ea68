"""Readers of what a person may paste or open, for atheris: `python -m tests.keys.fuzzing TARGET`.

As `tests.signing.fuzzing`: a reader answers or raises WalletError. What a key file asks to be
computed is bounded when it is read; here even what is inside the bounds is opened only when small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import atheris

with atheris.instrument_imports(include=["wallet"]):
    from wallet.base.errors import WalletError
    from wallet.keys.card import parse_card
    from wallet.keys.envelope import parse_envelope
    from wallet.keys.keystore import SCRYPT, open_key_file, parse_key_file
    from wallet.keys.passphrase import check_passphrase, strength
    from wallet.keys.private_key import parse_private_key
    from wallet.keys.watch_only import parse_watch_only
    from wallet.keys.words import check_extra, entropy_from_words

from tests.fuzz_target import fuzz

SMALL = 1 << 12


def files(data: bytes) -> None:
    """Key files, and the opening of those that cost little."""
    file = parse_key_file(data)
    cost = file.numbers[0] * (file.numbers[1] * file.numbers[2] if file.kdf == SCRYPT else 1)
    if cost <= SMALL:
        open_key_file(file, b"passphrase")


def keys(data: bytes) -> None:
    """Private keys."""
    parse_private_key(data)


def words(data: bytes) -> None:
    """Words."""
    entropy_from_words(data)


def watched(data: bytes) -> None:
    """Addresses and extended public keys."""
    parse_watch_only(data.decode("utf-8", "replace")).address(0)


def phrases(data: bytes) -> None:
    """Passphrases and extra words."""
    strength(data)
    check_extra(data)
    check_passphrase(data)


def stored(data: bytes) -> None:
    """What is stored of a wallet, changed by somebody."""
    text = data.decode("utf-8", "replace")
    (parse_card if text.startswith("{") else parse_envelope)(text)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "files": files,
    "keys": keys,
    "words": words,
    "watched": watched,
    "phrases": phrases,
    "stored": stored,
}


if __name__ == "__main__":
    fuzz(TARGETS, WalletError)
