"""Why somebody goes to a verifier, in words: each path with what to bring and its limit.

What tags can and cannot do is decided in `wallet.identity.tags.subjects` and
`wallet.identity.tags.judging`; these sentences say it to the person concerned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.books.identity import Identity


@dataclass(frozen=True, slots=True)
class Path:
    """One reason. `key` is kept with the request; `bring` and `limit` are sentences."""

    key: str
    title: str
    bring: str
    limit: str


JOIN: Final = Path(
    "join",
    "Have my identity confirmed",
    "Bring a valid passport or identity card. The verifier reads it, once, and confirms who you "
    "are.",
    "The document stays with the verifier. The network learns your country, a number that tells "
    "you from everybody else, and nothing more.",
)
RENEW: Final = Path(
    "renew",
    "Renew with the document I have",
    "Bring the document you joined with, if it is still valid.",
    "Your standing is longer by as much as the verifier confirms, at most ten years.",
)
DOCUMENT: Final = Path(
    "document",
    "I have another document",
    "Bring the new document, and the old one if you still have it.",
    "The new one is added to you for ever: nobody else can join with it, and you can recover with "
    "either. Without the old document the verifier has to make sure in another way that you are "
    "the same person.",
)
NAME: Final = Path(
    "name",
    "My name has changed",
    "Bring the document with your new name, and what shows how it changed, such as the papers of a "
    "marriage.",
    "Your new credential carries the new name. What you published as an issuer keeps the name "
    "under which you issued: that cannot be changed.",
)
NATIONALITY: Final = Path(
    "nationality",
    "I have a second nationality",
    "Bring both passports.",
    "Each becomes one of yours. Whoever shows one of them today, as a stranger, and the other one "
    "later is found by name and day of birth alone: showing both now protects you from that.",
)
MOVED: Final = Path(
    "moved",
    "I live in another country now",
    "Bring your document, and what shows where you live, such as a bill or a registration.",
    "From the confirmation on the rules of the new country hold for what you buy. What you own "
    "stays yours.",
)
CLASS: Final = Path(
    "class",
    "I am another kind of investor",
    "Bring your document, and what shows that you are accredited or qualified: income, wealth, or "
    "a licence.",
    "It counts for what you buy from then on. It is confirmed anew with every renewal.",
)
RENEWING: Final = (RENEW, DOCUMENT, NAME, NATIONALITY, MOVED, CLASS)
"""The paths of who has joined, in the order in which they are offered."""
_BY_KEY: Final = {one.key: one for one in (JOIN, *RENEWING)}


def path_named(key: str) -> Path:
    """The path of a request that was kept; joining for one that is not known."""
    return _BY_KEY.get(key, JOIN)


def may_renew(who: Identity) -> bool:
    """Whether whoever looks can renew at all: a banned person can not."""
    return who.person is not None and who.standing != "banned"
