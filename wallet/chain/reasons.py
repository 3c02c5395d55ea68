"""Why a contract refused: from the bytes it reverted with to a code and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.errors import WalletError

_ERROR: Final = bytes.fromhex("08c379a0")
"""The selector of `Error(string)`, which is what an assert with a reason reverts with."""
OUT_OF_GAS: Final = "OUT_OF_GAS"
UNKNOWN: Final = "UNKNOWN"
NO_COINS: Final = "NO_COINS"
"""Codes of ours, for what no contract says."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something would not, or did not, happen: the contract's code and the words for it."""

    code: str
    sentence: str
    next_step: str

    def error(self) -> WalletError:
        """The same as an error, to be shown where the user is looking."""
        return WalletError(self.sentence, self.next_step, f"refused.{self.code}")


_OWN: Final = {
    OUT_OF_GAS: Refusal(
        OUT_OF_GAS, "It ran out of the fee that was set aside for it.", "Try it again."
    ),
    NO_COINS: Refusal(
        NO_COINS,
        "Your account has not enough of the network's coin to pay the fee.",
        "Get some, then try again.",
    ),
    UNKNOWN: Refusal(
        UNKNOWN,
        "The contracts refuse this, and do not say why.",
        "Look whether something changed meanwhile, and try again.",
    ),
}


def revert_code(data: bytes, words: str = "") -> str:
    """The code in revert data, or in a node's words where it sent no data; else UNKNOWN."""
    if data[:4] == _ERROR and len(data) >= 68:
        size = int.from_bytes(data[36:68], "big")
        if size <= 64 and len(data) >= 68 + size:
            return _tidy(data[68 : 68 + size].decode("ascii", "replace"))
    lower = words.lower()
    if "insufficient funds" in lower or "insufficient balance" in lower:
        return NO_COINS
    if "out of gas" in lower or "outofgas" in lower:
        return OUT_OF_GAS
    _before, mark, after = words.partition("execution reverted: ")
    return _tidy(after) if mark else UNKNOWN


def refusal(code: str) -> Refusal:
    """The words for a code; those of UNKNOWN where there are none."""
    from wallet.contracts.refusals import REFUSALS

    if code in _OWN:
        return _OWN[code]
    known = REFUSALS.get(code)
    if known is None:
        unknown = _OWN[UNKNOWN]
        return Refusal(code, unknown.sentence, unknown.next_step)
    return Refusal(code, known.sentence, known.next_step)


def _tidy(text: str) -> str:
    """A code as contracts write them, or UNKNOWN: what a stranger wrote is not shown."""
    code = text.strip().strip("'\"")
    plain = code.replace("_", "")
    good = 0 < len(code) <= 31 and plain.isascii() and plain.isalnum() and code == code.upper()
    return code if good else UNKNOWN
