"""No secret survives logging, wherever in a record it hides."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from wallet.base import log

KEY = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d"
WORDS = "abandon ability able about above absent absorb abstract absurd abuse access accident"

SECRETS = [
    (f"key {KEY}", KEY),
    (f"key 0x{KEY.upper()}", KEY.upper()),
    (WORDS, "ability"),
    (WORDS.replace(" ", ", "), "ability"),
    (WORDS.replace(" ", "\n"), "ability"),
    (" ".join(WORDS.split() * 2), "accident"),
    ("passphrase=hunter2hunter2 and more", "hunter2"),
    ('{"password": "two words", "a": 1}', "two words"),
    ("PIN: 1234", "1234"),
    ("https://user:pass@node.example/v3/0123456789abcdef?key=1", "0123456789abcdef"),
    ("https://user:pass@node.example", "pass"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_is_not_written(text: str, secret: str) -> None:
    assert secret not in log.redact(text)


@pytest.mark.parametrize("text", ["Block 1,204 after 2 s.", "node.example is down", "a b c"])
def test_plain_words_stay(text: str) -> None:
    assert log.redact(text) == text


def test_a_traceback_is_redacted_too(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "wallet.log"
    handler = log.to_file(path)
    try:
        raise ValueError(f"cannot use {KEY} with password={WORDS[:7]}")
    except ValueError:
        log.logger("keys").info("unlocking %s failed", KEY, exc_info=True)
    finally:
        log.stop(handler)
    written = path.read_text()
    assert "unlocking" in written and "ValueError" in written and log.HIDDEN in written
    assert KEY not in written and "abandon" not in written
    assert handler not in logging.getLogger(log.NAME).handlers
