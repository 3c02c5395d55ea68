"""A private key as a person brings it: 64 hexadecimal digits, with or without 0x, in any spacing.

Read from a buffer and into one; a number that is no key of secp256k1 is refused.
"""

from __future__ import annotations

from wallet.base.errors import WalletError
from wallet.keys.accounts import ORDER
from wallet.keys.hidden import Hidden, Typed, hidden

MAX_TEXT = 512
_DIGITS = b"0123456789abcdef"


def parse_private_key(text: Typed) -> Hidden:
    """The 32 bytes of a key that was typed or pasted. Raises WalletError."""
    if len(text) > MAX_TEXT:
        raise WalletError(
            "That is too long to be a private key.",
            "Paste the 64 digits of one key and nothing else.",
            "keys.key-long",
        )
    with hidden(text) as typed, Hidden(b"".join(typed.lower().split())) as tidy:
        digits = tidy[2:] if tidy.startswith(b"0x") else tidy[:]
        with Hidden(digits) as plain:
            return _checked(plain)


def check_key(key: Hidden) -> Hidden:
    """The same key where its number can be one; WalletError for any other."""
    if len(key) != 32 or not 0 < int.from_bytes(key, "big") < ORDER:
        key.wipe()
        raise WalletError(
            "No account belongs to this key: its number is out of range.",
            "Look where it came from; it may be damaged.",
            "keys.key-range",
        )
    return key


def _checked(digits: Hidden) -> Hidden:
    if not digits:
        raise WalletError("The private key is missing.", "Paste its 64 digits.", "keys.key-empty")
    if any(digit not in _DIGITS for digit in digits):
        raise WalletError(
            "A private key has only the digits 0 to 9 and the letters a to f.",
            "If you have 12 or 24 words instead, restore the wallet from them.",
            "keys.key-digits",
        )
    if len(digits) != 64:
        raise WalletError(
            f"A private key has 64 digits; here are {len(digits)}.",
            "Check that none is missing.",
            "keys.key-length",
        )
    return check_key(_unhex(digits))


def _unhex(digits: Hidden) -> Hidden:
    """The bytes of hexadecimal digits; `bytes.fromhex` would want a `str`."""
    found = Hidden(len(digits) // 2)
    for place in range(len(found)):
        high, low = digits[2 * place], digits[2 * place + 1]
        found[place] = _DIGITS.index(high) << 4 | _DIGITS.index(low)
    return found
