"""A request to confirm an issuer's name, at the desk: whose document it is, and what it says.

Names on documents are written in several ways: in capitals without marks in the lines for
machines, as people write them above; with the family name first or last. A name that differs by
more than capitals and order is one for the verifier to have seen proof of.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from wallet.base.errors import WalletError
from wallet.flows.desk.case import Seen
from wallet.identity.asking_for_name import NameAsking
from wallet.identity.mrz import Zone
from wallet.identity.tags.judging import Finding, Judgement
from wallet.identity.tags.subjects import Kind

NOT_THEIRS: Final = "The wallet that asks does not belong to the person that the request names."


def document_name(zone: Zone, seen: Seen) -> str:
    """The name that a document says: as the verifier wrote it, else as its lines do."""
    return " ".join(one for one in _written(zone, seen) if one)


def fits(name: str, zone: Zone, seen: Seen) -> bool:
    """Whether a wished name is the document's. One that was cut off to fit its lines never is."""
    pairs = [_written(zone, seen)] if seen.given.strip() or seen.surname.strip() else []
    if not zone.cut:
        pairs.append((zone.given, zone.surname))
    either = [order for pair in pairs for order in (pair, pair[::-1])]
    return _plain(name) in {_plain(" ".join(one)) for one in either}


def check_name(asking: NameAsking, zone: Zone, seen: Seen, claimed: int) -> None:
    """That it is asked for oneself, and that the document says the name or proof was seen.

    `claimed` is whose wallet it is. Raises WalletError (`desk.not_theirs`, `desk.name`).
    """
    if asking.person != claimed:
        raise WalletError(
            NOT_THEIRS, "Refuse the request, and ask for a new one.", "desk.not_theirs"
        )
    if "name" not in seen.boxes and not fits(asking.name, zone, seen):
        raise WalletError(
            f"The document says {document_name(zone, seen)}, and they ask for {asking.name}.",
            "Write the names as they stand on the document, tick that you saw what shows this "
            "name, or refuse the request.",
            "desk.name",
            "boxes",
        )


def judge_named(
    tags: Mapping[Kind, bytes], owner: Callable[[bytes], int], asks: int, claimed: int
) -> Judgement:
    """Whether the document is that of the person who asks, `asks` by the request.

    `claimed` is whose wallet it is now. Only a document that the registry knows of them counts:
    the name becomes public under their shares.
    """
    found = {owner(tag) for kind, tag in tags.items() if kind.strong} - {0}
    if asks != claimed:
        return Judgement(
            Finding.REFUSED,
            tuple(sorted(found)),
            NOT_THEIRS,
        )
    if found == {claimed}:
        return Judgement(
            Finding.SAME, (claimed,), "This document belongs to the person whose wallet asks."
        )
    if found:
        return Judgement(
            Finding.REFUSED,
            tuple(sorted(found)),
            "This document belongs to another person than the one whose wallet asks.",
        )
    return Judgement(
        Finding.REFUSED,
        (),
        "The network knows nobody by this document. Whoever asks shows the one they joined with, "
        "or first renews with this one.",
    )


def _written(zone: Zone, seen: Seen) -> tuple[str, str]:
    return seen.given.strip() or zone.given, seen.surname.strip() or zone.surname


def _plain(name: str) -> str:
    """A name without its capitals and hyphens, with one space between words; marks stay."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("-", " ").split())
