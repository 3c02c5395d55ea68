"""The frame of whatever a verifier hands back: network, verifier, number of the request, signature.

What it is about stands beside these. Each kind of answer is strict: the parts it has, and no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.letters import hex_bytes

A = TypeVar("A")
_VERSION: Final = 1
_PARTS: Final = {"version", "kind", "chain", "verifier", "number", "signature"}


@dataclass(frozen=True)
class Frame:
    """`number` is that of the request (32 hexadecimal digits), `signature` has 65 bytes."""

    chain_id: int
    verifier: str
    number: str
    signature: bytes


def write_answer(kind: str, frame: Frame, said: Mapping[str, Any]) -> str:
    """An answer as a file or a code: the frame, and what is `said` in it."""
    found = {
        "version": _VERSION,
        "kind": kind,
        "chain": frame.chain_id,
        "verifier": checksum(frame.verifier),
        "number": frame.number,
        **said,
        "signature": frame.signature.hex(),
    }
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False)


def read_answer(
    text: str,
    kind: str,
    parts: Set[str],
    most: int,
    made: Callable[[Frame, Any], A],
    garbage: Callable[[], WalletError],
) -> A:
    """The answer that `made` makes of a frame and of all that was found, which has these `parts`.

    Whether its signature holds is for the caller to check. `made` may raise KeyError, TypeError,
    ValueError or AttributeError. Raises WalletError: `garbage`, or `file.garbage`.
    """
    if len(text) > most:
        raise garbage()
    found = parse_json(text, "The verifier’s answer")
    try:
        return made(_frame(found, kind, parts), found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise garbage() from error


def _frame(found: Any, kind: str, parts: Set[str]) -> Frame:
    if set(found) != _PARTS | parts or (found["version"], found["kind"]) != (_VERSION, kind):
        raise ValueError("another kind")
    chain, verifier = found["chain"], found["verifier"]
    if type(chain) is not int or not 0 < chain < 2**53 or not is_address_shape(verifier):
        raise ValueError("no network or no verifier")
    number, signature = hex_bytes(found["number"], 16).hex(), hex_bytes(found["signature"], 65)
    return Frame(chain, checksum(verifier), number, signature)
