"""Logging that forgets secrets: whatever looks like one is replaced before it is written.

The first defence is that no secret is ever logged; this is the second.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from wallet.base.files import private_dir

NAME: Final = "symbolon"
HIDDEN: Final = "[hidden]"

_LONG_HEX = re.compile(r"\b(?:0x)?[0-9a-fA-F]{64,}\b", re.ASCII)
_WORDS = re.compile(r"\b[a-z]{3,8}(?:[\s,'\"]+[a-z]{3,8}){11,}\b", re.ASCII)
_NAMED = re.compile(
    r"(?i)\b(passphrase|password|pin|mnemonic|seed|secret|private[_ ]?key|words|token)"
    r"(['\"]?\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|\S+)"
)
_URL_SECRET = re.compile(r"(https?://)([^\s/@]+@)?([^\s/?#]+)([^\s]*)")


def redact(text: str) -> str:
    """`text` without what may be a key, a seed, a passphrase or the secret part of a node's URL.

    Hashes go too: 32 bytes of hex cannot be told from a private key.
    """
    hidden = _LONG_HEX.sub(HIDDEN, text)
    hidden = _NAMED.sub(rf"\1\2{HIDDEN}", hidden)
    hidden = _WORDS.sub(HIDDEN, hidden)
    return _URL_SECRET.sub(lambda m: m[1] + m[3] + ("/\u2026" if len(m[4]) > 1 else ""), hidden)


class RedactingFormatter(logging.Formatter):
    """Formats a record, with its traceback, and redacts the whole of it."""

    def format(self, record: logging.LogRecord) -> str:
        """The redacted line or lines of `record`."""
        return redact(super().format(record))


def logger(room: str) -> logging.Logger:
    """The logger of a room, `symbolon.<room>`."""
    return logging.getLogger(f"{NAME}.{room}")


def to_file(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Start logging to `path` (1 MB and one older file) and return the handler, to be removed."""
    private_dir(path.parent)
    handler = RotatingFileHandler(path, maxBytes=2**20, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(level)
    root = logging.getLogger(NAME)
    root.setLevel(min(level, root.level or level))
    root.addHandler(handler)
    return handler


def stop(handler: logging.Handler) -> None:
    """Stop logging to `handler` and close it."""
    logging.getLogger(NAME).removeHandler(handler)
    handler.close()
