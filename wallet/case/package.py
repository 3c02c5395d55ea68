"""What a case file holds: the case, its document, headers, events, state, code and papers.

Attached to the PDF, in this order (JSON is in one form: sorted keys, no spaces, ASCII):

- `manifest.json`: what made it, who signed it, and the length and SHA-256 of each part and font.
- `signature.json`: of the manifest's hash, by EIP-191 (`verifying.text_to_sign`); empty without.
- `case.json`: what it is about, network, anchor, names and words of the maker, kinds of papers.
- `headers.rlp`: headers of blocks, by rising numbers, one after the other.
- `events.json`: `[{block, index, transaction, receipt}]`, the latter two the nodes on the way from
  the root in the block's header to what stands at `index`.
- `state.json`: for each contract of `CODES` the nodes to its account after the anchor, and those to
  each of its words of storage, by slot.
- `code-NAME`: the code of each contract of `CODES`.
- `paper-1` and so on: papers as they are.
- `document.json`: the lines that the pages say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wallet import __version__
from wallet.case.container import MANIFEST, SIGNATURE, Composed, Part, Taking, compose
from wallet.case.fonts import FILES, bundled, is_known
from wallet.case.layout import Line, checked_lines
from wallet.case.manifest import (
    DOCUMENT,
    MOST_PAPERS,
    address_in,
    canonical,
    in_one_form,
    read_manifest,
    read_signature,
    sha256,
)
from wallet.case.problems import damaged, untrue
from wallet.contracts.wiring import CONTRACTS

POSITION, DEBT = "position", "debt"
TERMS, STAKE, EXIT, SIGNED, CREDENTIAL, OTHER = (
    "terms", "stake", "exit", "signed terms", "credential", "other",
)  # fmt: skip
KINDS: Final = (TERMS, STAKE, EXIT, SIGNED, CREDENTIAL, OTHER)
"""Kinds of papers."""
CASE, HEADERS, EVENTS, STATE = "case.json", "headers.rlp", "events.json", "state.json"
CODES: Final = ("Registry", "Ledger", "Offering", "Auction", "Companies", "Disputes")
"""Contracts whose events are read, and whose code is therefore in the file."""
FIXED: Final = (CASE, HEADERS, EVENTS, STATE, *(f"code-{name}" for name in CODES))
"""Parts that are in every file."""
MOST_PAPER: Final = 8 * 2**20
MOST_WORDS: Final = 4_000
MOST_NAME: Final = 64
MOST_DOCUMENT: Final = 8 * 2**20
_CHUNK: Final = 2**16


@dataclass(frozen=True)
class Paper:
    """A document in the file: its kind, what it is called, and its bytes."""

    kind: str
    title: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Case:
    """What a file is about: a position of `person` in `token`, or a debt of `token`'s issuer.

    `person` is 0 in a debt's file that names no holder. `names` are those that the maker gives to
    people, and `words` what they say in their own; nothing proves either.
    """

    kind: str
    token: int
    person: int
    debt: int
    network: str
    chain_id: int
    contracts: Mapping[str, str]
    anchor: int
    anchor_hash: str
    names: Mapping[int, str] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class Package:
    """Everything in a file but its pages."""

    case: Case
    headers: bytes = field(repr=False)
    events: Any = field(repr=False)
    state: Any = field(repr=False)
    codes: Mapping[str, bytes] = field(repr=False)
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A file taken apart, whole to the last byte; `lines` is what its pages say."""

    package: Package
    lines: Sequence[Line] = field(repr=False)
    manifest_hash: str
    signer: str
    signature: bytes
    program: str
    pages: int
    size: int


def parts_of(package: Package) -> list[Part]:
    """The parts that a document is about, in their order."""
    case = package.case
    papers = [
        {"part": f"paper-{at}", "kind": one.kind, "title": one.title}
        for at, one in enumerate(package.papers, 1)
    ]
    said = {
        **{key: getattr(case, key) for key in ("kind", "token", "person", "debt")},
        "network": {
            "name": case.network, "chain_id": case.chain_id, "contracts": dict(case.contracts),
        },
        "anchor": {"number": case.anchor, "hash": case.anchor_hash},
        "names": {str(number): name for number, name in case.names.items()},
        "words": case.words,
        "papers": papers,
    }  # fmt: skip
    return [
        (CASE, canonical(said)),
        (HEADERS, package.headers),
        (EVENTS, canonical(package.events)),
        (STATE, canonical(package.state)),
        *((f"code-{name}", package.codes[name]) for name in CODES),
        *((f"paper-{at}", one.data) for at, one in enumerate(package.papers, 1)),
    ]


def manifest_of(package: Package, lines: Sequence[Line], signer: str = "") -> bytes:
    """The manifest: the length and the hash of every part and font."""
    parts = [*parts_of(package), (DOCUMENT, canonical(lines))]
    fonts = [(name, bundled(name)) for name in FILES]
    return canonical(
        {
            "symbolon": "case file",
            "v": 1,
            "program": __version__,
            "signer": signer,
            "parts": [_listed(name, data) for name, data in parts],
            "fonts": [_listed(name, data) for name, data in fonts],
        }
    )


def file_of(package: Package, lines: Sequence[Line], manifest: bytes, signature: bytes) -> bytes:
    """The file: a PDF of the lines, with every part attached."""
    parts = [*parts_of(package), (DOCUMENT, canonical(lines))]
    fonts = {name: bundled(name) for name in FILES}
    return bytes(_whole(manifest, _signed(signature), parts, fonts, lines).data)


def open_file(data: bytes) -> Opened:
    """Take a file apart and make it again, so that no byte of it is left out.

    Raises WalletError with the part, or the page, that is not as it was made.
    """
    taking = Taking(data)
    manifest = taking.part(MANIFEST)
    said = read_manifest(manifest, FIXED)
    signature = taking.part(SIGNATURE)
    found = {}
    for entry in said["parts"]:
        found[entry["name"]] = _same(entry, taking.part(entry["name"]), "the part ")
    fonts = {}
    for entry in said["fonts"]:
        name = entry["name"]
        outlines = FILES[name].endswith(".otf")
        fonts[name] = _same(entry, taking.font(name, entry["bytes"], outlines), "the font ")
        if not is_known(name, fonts[name]):
            raise untrue(f"its font {name} is not one that such files are made with")
    lines = _lines(found[DOCUMENT])
    try:
        again = _whole(manifest, signature, list(found.items()), fonts, lines)
    except ValueError as error:
        raise damaged("its pages cannot be painted") from error
    if again.data != data:
        at = _first_other(bytes(again.data), data)
        where = "something follows its end" if at >= len(again.data) else again.region(at)
        why = where if at >= len(again.data) else f"{where} is not what its parts make"
        raise damaged(why, at)
    package = _package(found)
    pages = sum(1 for _, name in again.regions if name.startswith("page ")) // 2
    return Opened(
        package, lines, sha256(manifest), said["signer"], read_signature(signature),
        said["program"], pages, len(data),
    )  # fmt: skip


def _first_other(ours: bytes, theirs: bytes) -> int:
    """The first byte in which two files differ."""
    least = min(len(ours), len(theirs))
    start = next(
        (
            at
            for at in range(0, least, _CHUNK)
            if ours[at : at + _CHUNK] != theirs[at : at + _CHUNK]
        ),
        least,
    )
    return next((at for at in range(start, least) if ours[at] != theirs[at]), least)


def _whole(
    manifest: bytes,
    signature: bytes,
    parts: Sequence[Part],
    fonts: Mapping[str, bytes],
    lines: Sequence[Line],
) -> Composed:
    every = [(MANIFEST, manifest), (SIGNATURE, signature), *parts]
    foot = f"Case file. The SHA-256 of its manifest is\n{sha256(manifest)}"
    return compose(every, fonts, lines, foot)


def _listed(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "bytes": len(data), "sha256": sha256(data)}


def _signed(signature: bytes) -> bytes:
    return canonical({"signature": "0x" + signature.hex() if signature else ""})


def _same(entry: Mapping[str, Any], data: bytes, what: str) -> bytes:
    if len(data) != entry["bytes"] or sha256(data) != entry["sha256"]:
        raise damaged(f"{what}{entry['name']} is not what the manifest says")
    return data


def _lines(data: bytes) -> list[Line]:
    try:
        if len(data) > MOST_DOCUMENT:
            raise ValueError("too long")
        return checked_lines(in_one_form(data, DOCUMENT))
    except ValueError as error:
        raise damaged("its document cannot be read") from error


def _package(found: Mapping[str, bytes]) -> Package:
    said = in_one_form(found[CASE], CASE)
    try:
        case = _case(said)
        papers = tuple(
            _paper(entry, f"paper-{at}", found)
            for at, entry in enumerate(_list(said["papers"], MOST_PAPERS), 1)
        )
        if len(papers) != sum(1 for name in found if name.startswith("paper-")):
            raise ValueError("a paper is missing")
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(f"the part {CASE} cannot be read") from error
    codes = {name: found[f"code-{name}"] for name in CODES}
    events, state = in_one_form(found[EVENTS], EVENTS), in_one_form(found[STATE], STATE)
    return Package(case, found[HEADERS], events, state, codes, papers)


def _case(said: Mapping[str, Any]) -> Case:
    keys = {"kind", "token", "person", "debt", "network", "anchor", "names", "words", "papers"}
    network, anchor = said["network"], said["anchor"]
    if set(said) != keys or said["kind"] not in (POSITION, DEBT):
        raise ValueError("not a case")
    if set(network) != {"name", "chain_id", "contracts"} or set(anchor) != {"number", "hash"}:
        raise ValueError("not a case")
    if set(network["contracts"]) != set(CONTRACTS):
        raise ValueError("not the contracts of a network")
    if not re.fullmatch(r"0x[0-9a-f]{64}", anchor["hash"]):
        raise ValueError("not a hash")
    return Case(
        kind=said["kind"],
        token=_number(said["token"], 1),
        person=_number(said["person"], 1 if said["kind"] == POSITION else 0),
        debt=_number(said["debt"], 1 if said["kind"] == DEBT else 0),
        network=_words(network["name"], MOST_NAME),
        chain_id=_number(network["chain_id"], 1),
        contracts={name: address_in(there) for name, there in network["contracts"].items()},
        anchor=_number(anchor["number"], 0),
        anchor_hash=anchor["hash"],
        names={_number(int(key), 1): _words(name, MOST_NAME) for key, name in
               said["names"].items()},
        words=_words(said["words"], MOST_WORDS),
    )  # fmt: skip


def _paper(entry: Mapping[str, Any], part: str, found: Mapping[str, bytes]) -> Paper:
    if set(entry) != {"part", "kind", "title"} or entry["part"] != part:
        raise ValueError("not a paper")
    if entry["kind"] not in KINDS or len(found[part]) > MOST_PAPER:
        raise ValueError("not a paper")
    return Paper(entry["kind"], _words(entry["title"], 120), found[part])


def _number(value: Any, least: int) -> int:
    if type(value) is not int or not least <= value < 2**53:
        raise ValueError("not a number")
    return value


def _words(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("not a text")
    if not all(letter.isprintable() or letter == "\n" for letter in value):
        raise ValueError("not a text")
    return value


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("not a list")
    return value
