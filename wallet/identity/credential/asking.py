"""A question as a text: who asks, what they would like to see, and a number that is used once.

Whoever is asked sees all of it before they show anything, and shows what they choose.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.credential.checking import Question, question
from wallet.identity.credential.claims import WORDS

MOST_TEXT: Final = 2_048
MOST_NAME: Final = 120
_VERSION: Final = 1
_KIND: Final = "claims asked"
_PARTS: Final = {"version", "kind", "chain", "audience", "nonce", "claims"}
_NONCE: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class ClaimsAsked:
    """One question on one network; `claims` are names of `WORDS`, what the asker would like."""

    chain_id: int
    audience: str
    nonce: str
    claims: tuple[str, ...]

    @property
    def question(self) -> Question:
        """What an answer is held against."""
        return Question(self.audience, self.nonce)

    def to_json(self) -> str:
        """The question as a file or a code; `read_claims_asked` reads it back."""
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "chain": self.chain_id,
            "audience": self.audience,
            "nonce": self.nonce,
            "claims": list(self.claims),
        }
        return json.dumps(found, separators=(",", ":"))


def ask_for_claims(chain_id: int, name: str, claims: tuple[str, ...]) -> ClaimsAsked:
    """A new question by somebody who calls themselves `name`.

    Raises WalletError beside `name` or `claims`.
    """
    tidy = " ".join(name.split())
    if not 8 <= len(tidy) <= MOST_NAME or not (tidy.isascii() and tidy.isprintable()):
        raise WalletError(
            "They have to know who asks them.",
            "Write your name and what it is for in 8 to 120 plain letters, like "
            "Harbour Bank, opening an account.",
            "claims.name",
            "name",
        )
    if not claims or not set(claims) <= set(WORDS):
        raise WalletError("Nothing is asked for.", "Choose at least one claim.", "claims.none",
                          "claims")  # fmt: skip
    return ClaimsAsked(chain_id, tidy, question(tidy).nonce, tuple(dict.fromkeys(claims)))


def read_claims_asked(text: str, chain_id: int) -> ClaimsAsked:
    """A question for this network, read strictly. Raises WalletError (`claims.*`)."""
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The question")
    try:
        asked = _read(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error
    if asked.chain_id != chain_id:
        raise WalletError(
            "This question is about people of another network.",
            "Open that network, or ask them for a question for this one.",
            "claims.elsewhere",
        )
    return asked


def _read(found: Any) -> ClaimsAsked:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    chain, audience, nonce, claims = (found[name] for name in ("chain", "audience", "nonce",
                                                               "claims"))  # fmt: skip
    if type(chain) is not int or not 0 < chain < 2**53:
        raise ValueError("no network")
    if not isinstance(audience, str) or not 8 <= len(audience) <= MOST_NAME:
        raise ValueError("nobody asks")
    if not (audience.isascii() and audience.isprintable()) or audience != " ".join(
        audience.split()
    ):
        raise ValueError("nobody asks")
    if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
        raise ValueError("no number")
    if not isinstance(claims, list) or not all(isinstance(one, str) for one in claims):
        raise ValueError("no claims")
    if not claims or not set(claims) <= set(WORDS) or len(set(claims)) != len(claims):
        raise ValueError("no claims")
    return ClaimsAsked(chain, audience, nonce, tuple(claims))


def _garbage() -> WalletError:
    return WalletError(
        "This is no question that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "claims.garbage",
    )
