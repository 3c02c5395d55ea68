"""Opening a wallet and signing with it, beside eth-account with and without libsecp256k1."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from eth_account import Account
from eth_keys.backends.base import BaseECCBackend
from eth_keys.backends.coincurve import CoinCurveECCBackend
from eth_keys.backends.native.main import NativeECCBackend
from eth_keys.main import KeyAPI

from tests.perf.rows import Row, row
from tests.signing.cases import NETWORK, PHRASE, SECRET, WALLET_ID, request_to
from wallet.keys.accounts import account_key
from wallet.keys.envelope import seal
from wallet.keys.words import seed
from wallet.signing.unlocked import Unlocked
from wallet.signing.vault import Vault

RUNS = 5
SIGNATURES = 60
T = TypeVar("T")
FEW = 12  # for the peer that takes ten times as long


def keys() -> list[Row]:
    """Unlocking beside a key file in eth-account; signing with and without libsecp256k1."""
    return [_unlock(), *_signing()]


def _unlock() -> Row:
    """From the passphrase to the first address, process and all; the peer opens geth's file."""
    envelope = seal(SECRET, PHRASE, WALLET_ID)
    file = json.dumps(Account.encrypt(bytes(32)[:-1] + b"\1", PHRASE, iterations=2**17))
    ours, theirs = [], []
    for _ in range(RUNS):
        vault = Vault()
        ours.append(_taken(partial(vault.unlock, envelope, PHRASE, [NETWORK])))
        vault.lock()
        theirs.append(_taken(lambda: Account.decrypt(file, PHRASE)))
    name = "eth-account opening a key file of the same n"
    return row(
        "keys.unlock", [1000 * one for one in ours], "ms", name, [1000 * one for one in theirs]
    )


def _signing() -> list[Row]:
    """Requests signed in a second: in the signer's process, and here beside eth-account's way."""
    unlocked = Unlocked(SECRET, (NETWORK,))
    requests = [
        replace(request_to("Ledger", b"\1\2\3\4", unlocked.address(0)), nonce=nonce)
        for nonce in range(SIGNATURES)
    ]
    vault = Vault()
    vault.unlock(seal(SECRET, PHRASE, WALLET_ID), PHRASE, [NETWORK])
    try:
        process = [_rate(lambda one: vault.sign(one, 0), requests) for _ in range(RUNS)]
    finally:
        vault.lock()
    here = [_rate(lambda one: unlocked.sign(one, 0), requests) for _ in range(RUNS)]
    key = account_key(seed(SECRET.words), 0)
    with_it = _signer(CoinCurveECCBackend(), bytes(key))
    without = _signer(NativeECCBackend(), bytes(key))
    fast = [_rate(with_it, range(1, SIGNATURES + 1)) for _ in range(RUNS)]
    slow = [_rate(without, range(1, FEW + 1)) for _ in range(RUNS)]
    return [
        row("keys.sign.process", process, "/s", "eth-keys with coincurve, digests alone", fast),
        row("keys.sign.here", here, "/s", "eth-keys with coincurve, digests alone", fast),
        row("keys.sign.without", here, "/s", "eth-keys without coincurve, digests alone", slow),
    ]


def _signer(backend: BaseECCBackend, key: bytes) -> Callable[[int], object]:
    """Signs digests by a back end of eth-keys, asked itself: `KeyAPI` takes the fast one."""
    private = KeyAPI(backend).PrivateKey(key)
    return lambda number: backend.ecdsa_sign(number.to_bytes(32, "big"), private)


def _rate(sign: Callable[[T], object], things: Sequence[T]) -> float:
    """How many are signed in a second."""

    def every() -> None:
        for one in things:
            sign(one)

    return len(things) / _taken(every)


def _taken(task: Callable[[], object]) -> float:
    """Seconds that a task takes."""
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun
