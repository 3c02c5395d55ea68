"""Key files to try: those of the Web3 Secret Storage definition, and cheap ones made here."""

from __future__ import annotations

import json
from typing import Any

from wallet.keys.hidden import Hidden
from wallet.keys.keystore import write_key_file

KEY = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d"
PHRASE = "testpassword"
ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b"

# From the definition: one key under one passphrase, by both ways of stretching it.
PUBLISHED: dict[str, dict[str, Any]] = {
    "pbkdf2": {
        "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": {"iv": "6087dab2f9fdbbfaddc31a909735c1e6"},
            "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
            "kdf": "pbkdf2",
            "kdfparams": {
                "c": 262144,
                "dklen": 32,
                "prf": "hmac-sha256",
                "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd",
            },
            "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
        },
        "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
        "version": 3,
    },
    "scrypt": {
        "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": {"iv": "83dbcc02d8ccb40e466191a123791e0e"},
            "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
            "kdf": "scrypt",
            "kdfparams": {
                "dklen": 32,
                "n": 262144,
                "p": 8,
                "r": 1,
                "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
            },
            "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
        },
        "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
        "version": 3,
    },
}


def published(kdf: str) -> str:
    """One of the definition's files, as text."""
    return json.dumps(PUBLISHED[kdf])


def changed(kdf: str, path: str, value: object) -> str:
    """The same with one thing set to another value; `path` like crypto.kdfparams.n."""
    found = json.loads(published(kdf))
    inner = found
    *steps, last = path.split(".")
    for step in steps:
        inner = inner[step]
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value
    return json.dumps(found)


def quick_file(key: bytes, phrase: str) -> str:
    """A key file for `key` that opens in a fifth of a second."""
    with Hidden(key) as secret:
        return write_key_file(secret, phrase, "pbkdf2")
