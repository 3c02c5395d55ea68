"""What a desk has under way for one request: what was seen, what was asked, what was signed.

It names the person, and lies sealed (`wallet.flows.desk.sealed`) until the request is answered;
from then on the evidence has it, and this is destroyed.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE
from wallet.identity.glance import JOIN, NAME
from wallet.identity.passport.chip import Chip
from wallet.identity.passport.outcome import Verdict

MOST_CHIP: Final = 8 * MEGABYTE
BOXES: Final[Mapping[str, str]] = {
    "picture": "The picture on the document is of the person in front of me.",
    "alive": "They are here and alive: they moved and spoke as I asked.",
    "features": "Paper, print and hologram are as they should be, and nothing was changed.",
    "consent": "They agree to this check, and that I keep what I saw until the day I named.",
    "residence": "I saw proof of where they live, not older than three months.",
    "by_eye": "No chip vouches for this document: I judged it by eye and by light, and answer "
    "for it.",
    "name": "I saw what shows that they are called as they ask, though the document says it "
    "otherwise.",
    "class": "I saw proof of the kind of investor that they are.",
}
"""What a verifier ticks, one by one, before anything is signed."""


@dataclass(frozen=True)
class Seen:
    """What a verifier wrote down of the person and the document before them."""

    zone: str = field(default="", repr=False)
    other: str = field(default="", repr=False)
    national: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    given: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    country: int = 0
    investor_class: int = 0
    years: int = 2
    keep_years: int = 5
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChipSeen:
    """What the chip's files came to: an outcome's name, why, and the files (base64 of a ZIP)."""

    outcome: str
    sentence: str
    notes: tuple[str, ...] = ()
    zone: str = field(default="", repr=False)
    files: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass
class Case:
    """One request under way. Times in unix seconds, bytes as hexadecimal digits."""

    number: str
    kind: str
    account: str
    began: int
    seen: Seen = field(default_factory=Seen, repr=False)
    chip: ChipSeen | None = field(default=None, repr=False)
    record: str = ""
    digest: str = ""
    until: int = 0
    asking: str = field(default="", repr=False)
    answers: dict[str, str] = field(default_factory=dict, repr=False)
    refusals: dict[str, str] = field(default_factory=dict, repr=False)
    tags: dict[str, str] = field(default_factory=dict, repr=False)
    finding: str = ""
    said: str = ""
    persons: tuple[int, ...] = ()
    claimed: int = 0
    looked: str = ""
    reason: str = field(default="", repr=False)
    credential: str = field(default="", repr=False)
    statements: list[dict[str, Any]] = field(default_factory=list, repr=False)
    done: list[str] = field(default_factory=list, repr=False)

    def to_json(self) -> dict[str, Any]:
        """As it is sealed; `read_case` reads it back."""
        return asdict(self)


def read_case(found: Mapping[str, Any]) -> Case:
    """A case from what was sealed. Raises WalletError (`desk.case`) for another form."""
    try:
        parts = {one.name: found[one.name] for one in fields(Case)}
        seen, chip = dict(parts["seen"]), parts["chip"]
        seen["boxes"] = tuple(seen["boxes"])
        parts["seen"] = Seen(**seen)
        if chip is not None:
            parts["chip"] = ChipSeen(**{**chip, "notes": tuple(chip["notes"])})
        parts["persons"] = tuple(parts["persons"])
        return Case(**parts)
    except (KeyError, TypeError, ValueError) as error:
        raise WalletError(
            "What this desk had under way was written by another version.",
            "Finish it there, or begin this request again.",
            "desk.case",
        ) from error


def boxes_for(chip: ChipSeen | None, investor_class: int, kind: str = JOIN) -> tuple[str, ...]:
    """The boxes that have to be ticked, by their names; where they live is nothing to a name."""
    needed = ["picture", "alive", "features", "consent"]
    if kind != NAME:
        needed.append("residence")
    if chip is None or chip.outcome != "genuine":
        needed.append("by_eye")
    if investor_class:
        needed.append("class")
    return tuple(needed)


def chip_seen(chip: Chip, verdict: Verdict) -> ChipSeen:
    """What the chip's files came to, with the files themselves, for the evidence."""
    zone = zone_text(chip) if verdict.genuine else ""
    return ChipSeen(
        verdict.outcome.name.lower(), verdict.sentence, verdict.notes, zone, _files(chip)
    )


def zone_text(chip: Chip) -> str:
    """The zone that a genuine chip carries, as its lines."""
    data = chip.groups[1]
    text = data[data.index(b"\x5f\x1f") + 3 :].decode("latin-1")
    size = {90: 30, 72: 36, 88: 44}.get(len(text), len(text) or 1)
    return "\n".join(text[at : at + size] for at in range(0, len(text), size))


def _files(chip: Chip) -> dict[str, str]:
    """The chip's files as one ZIP, for the evidence; none where they are too large to keep."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("EF.SOD", chip.sod)
        if chip.com:
            archive.writestr("EF.COM", chip.com)
        for number, data in sorted(chip.groups.items()):
            archive.writestr(f"DG{number}", data)
    whole = held.getvalue()
    if len(whole) > MOST_CHIP:
        return {}
    return {"chip.zip": base64.b64encode(whole).decode("ascii")}
