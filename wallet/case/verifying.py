"""Verifying a case file with nothing but hashes of blocks: what holds, and what has to be believed.

In this order, so that what is wrong is named where it is: every byte of the file; the signature;
headers, transactions, receipts, storage and code; then the events are replayed and the document is
written again. Nothing that the file says of itself is believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.case.blocks import Block, unconfirmed
from wallet.case.document import lines_of
from wallet.case.layout import SAY, SUB, TITLE, Line, texts_in
from wallet.case.package import Case, Opened, open_file
from wallet.case.problems import untrue
from wallet.case.proven import Proven, account_in, prove
from wallet.case.telling import moment, plain
from wallet.signing.signature import message_digest, signer_of

VERIFIED, CONDITIONAL, FAILED = "verified", "holds if", "failed"
MOST_QUOTED: Final = 12
MOST_QUOTE: Final = 300
_HASH = re.compile(r"(0x)?[0-9a-fA-F]{64}", re.ASCII)


@dataclass(frozen=True)
class Missing:
    """A block whose hash has still to be confirmed from a trusted source."""

    number: int
    hash: str
    at: int


@dataclass(frozen=True)
class Verdict:
    """What came of it: `outcome` is verified, holds if, or failed, and `lines` say it.

    `missing` are the blocks whose hashes remain to be confirmed. `quoted` are what the maker says
    in their own words, which nothing proves; of a failed one, the sentences that do not follow.
    """

    outcome: str
    lines: tuple[str, ...]
    missing: tuple[Missing, ...] = ()
    quoted: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    anchor: int = 0
    pages: int = 0
    transactions: int = 0
    manifest: str = ""
    signer: str = ""

    def words(self) -> tuple[str, ...]:
        """The verdict for a person: what it claims only where that holds, or may."""
        found = list(self.lines)
        if self.missing:
            found.append("Blocks whose hashes remain to be confirmed:")
            found += [f"  block {one.number}, {moment(one.at)}: {one.hash}" for one in self.missing]
        if self.claims:
            found += ["What it claims:", *(f"  {one}" for one in self.claims)]
        if self.quoted and self.outcome == FAILED:
            found.append("These lines of its document do not follow from the proofs:")
        elif self.quoted:
            found.append("What the maker says in their own words, which nothing proves:")
        found += [f"  “{one}”" for one in self.quoted[:MOST_QUOTED]]
        if len(self.quoted) > MOST_QUOTED:
            found.append(f"  and {len(self.quoted) - MOST_QUOTED} more.")
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """The verdict for programs."""
        return {
            "outcome": self.outcome,
            "lines": list(self.lines),
            "missing": [
                {"block": one.number, "hash": one.hash, "at": one.at} for one in self.missing
            ],
            "quoted": list(self.quoted),
            "claims": list(self.claims),
            "anchor": self.anchor,
            "pages": self.pages,
            "transactions": self.transactions,
            "manifest": self.manifest,
            "signer": self.signer,
        }


class Underived(WalletError):
    """The document has sentences that do not follow from the proofs, or lacks some that do."""

    def __init__(self, sentences: Sequence[str], left_out: Sequence[str]) -> None:
        count = len(sentences)
        why = "the lines of its document stand in another order or form than they are made in"
        if left_out:
            why = "its document leaves out what the proofs say"
        if count:
            why = f"{count} of the lines of its document do not follow from the proofs"
        error = untrue(why)
        super().__init__(error.sentence, error.next_step, error.code)
        self.quoted = tuple(sentences)
        self.left_out = tuple(left_out)


def verify(data: bytes, headers: Iterable[str], contracts: Collection[str] = ()) -> Verdict:
    """Verify a file by the hashes of blocks that are trusted, as hexadecimal text.

    `contracts` are the addresses of a network that is trusted, if any is: then those in the file
    have to be among them. Never raises for whatever a file holds; WalletError for what is no hash.
    """
    trusted = tuple(_digest(one) for one in headers)
    try:
        opened = open_file(data)
        signed = _check_signature(opened)
        proven = prove(opened.package)
        _check_trusted(proven, trusted)
        _check_network(opened.package.case, contracts)
        _check_document(opened.lines, lines_of(opened.package, proven))
    except Underived as error:
        more = tuple(f"It leaves out: “{one}”" for one in error.left_out[:MOST_QUOTED])
        return Verdict(FAILED, (str(error), *more), quoted=error.quoted)
    except WalletError as error:
        return Verdict(FAILED, (str(error),))
    return _verdict(opened, proven, trusted, signed, bool(contracts))


def _digest(text: str) -> bytes:
    tidy = text.strip()
    if not _HASH.fullmatch(tidy):
        raise WalletError(
            f"“{plain(tidy[:80])}” is not the hash of a block.",
            "It has 64 digits from 0 to 9 and a to f, with 0x before them or not.",
            "case.hash",
            "header",
        )
    return bytes.fromhex(tidy.removeprefix("0x"))


def text_to_sign(manifest_hash: str) -> str:
    """What the maker signs, as a message for people (EIP-191)."""
    return f"I put together this Symbolon case file.\nSHA-256 of its manifest: {manifest_hash}"


def _check_signature(opened: Opened) -> bool:
    """Whether it is signed; a signature that is not the signer's fails."""
    if not opened.signer and not opened.signature:
        return False
    digest = message_digest(text_to_sign(opened.manifest_hash).encode())
    found = signer_of(digest, opened.signature)
    if not opened.signer or found is None or not same_address(found, opened.signer):
        raise untrue("its signature is not by the account that its manifest names")
    return True


def _check_trusted(proven: Proven, trusted: Sequence[bytes]) -> None:
    known = {block.hash for block in proven.blocks.values()}
    for one in trusted:
        if one not in known:
            raise untrue(
                f"no block in it has the hash 0x{one.hex()} that you gave. It may be of another "
                "block, or the file of another chain"
            )


def _check_network(case: Case, contracts: Collection[str]) -> None:
    known = {one.lower() for one in contracts}
    for name, address in case.contracts.items():
        if known and address.lower() not in known:
            raise untrue(f"its contract {name} is not one of the network that you named")


def _check_document(stated: Sequence[Line], derived: Sequence[Line]) -> None:
    """The document says what follows from the proofs, all of it and nothing else."""
    if list(stated) == list(derived):
        return
    ours, theirs = list(texts_in(derived)), list(texts_in(stated))
    known, said = set(ours), set(theirs)
    strange = [_quote(one) for one in theirs if one not in known]
    raise Underived(strange, [_quote(one) for one in ours if one not in said])


def _quote(text: str) -> str:
    """A line of a document that nobody vouches for, as it can be shown."""
    tidy = plain(" ".join(text.split()))
    return tidy if len(tidy) <= MOST_QUOTE else tidy[:MOST_QUOTE] + "…"


def _verdict(
    opened: Opened, proven: Proven, trusted: Sequence[bytes], signed: bool, known: bool
) -> Verdict:
    case = opened.package.case
    left = unconfirmed(proven.blocks, proven.needed(), trusted)
    missing = tuple(Missing(one.number, "0x" + one.hash.hex(), one.at) for one in left)
    lines = [_outcome(left)]
    lines += [
        f"Every byte of the file is accounted for: {opened.size:,} bytes, {opened.pages} pages, "
        f"{len(proven.sent)} transactions with their receipts, {len(proven.words)} words of "
        "storage, and the code of the contracts.",
        f"It is about block {case.anchor:,} of chain {case.chain_id}, of "
        f"{moment(proven.anchor.at)}. What happened after that block is not in it.",
        _signed(opened, proven, case) if signed else "It is not signed. Its proofs hold without.",
    ]
    if left and case.anchor not in [one.number for one in left]:
        lines.append(
            f"What the contracts hold after block {case.anchor:,} follows from the hashes that you "
            "gave: the shares and what counts as their cost, or what is left of a debt, its date "
            "and its rate. How it came about needs the others."
        )
    if not known:
        lines.append(
            f"The network is the one whose ledger is {case.contracts['Ledger']} and whose dollar "
            f"is {case.contracts['Dollar']}. Compare them with what the network publishes."
        )
    return Verdict(
        CONDITIONAL if left else VERIFIED,
        tuple(lines),
        missing,
        _quoted(opened),
        _claims(opened.lines),
        case.anchor,
        opened.pages,
        len(proven.sent),
        opened.manifest_hash,
        opened.signer,
    )


def _outcome(left: Sequence[Block]) -> str:
    if not left:
        return "Verified: all that it says follows from the hashes that you gave."
    if len(left) == 1:
        return (
            "Not verified yet: all that it says holds if the hash of one more block is right. "
            "Compare it with a source that you trust, and give it with --header."
        )
    return (
        f"Not verified yet: all that it says holds if the hashes of {len(left)} more blocks are "
        "right. Compare them with a source that you trust, and give each with a --header."
    )


def _signed(opened: Opened, proven: Proven, case: Case) -> str:
    for number in (case.person, case.token):
        if number:
            account = account_in(proven.word("Registry", "book.words", number))
            if same_address(account, opened.signer):
                return f"It is signed by person {number}, with the account {opened.signer}."
    return f"It is signed by the account {opened.signer}, which is of nobody whom it is about."


def _claims(lines: Sequence[Line]) -> tuple[str, ...]:
    """What is claimed: the sentences from the title to the next heading but one."""
    found: list[str] = []
    heads = 0
    for line in lines:
        heads += line[0] == "head"
        if heads == 2:
            break
        if line[0] in (TITLE, SUB, SAY):
            found.append(str(line[1]))
    return tuple(found)


def _quoted(opened: Opened) -> tuple[str, ...]:
    """What the maker says and nothing proves."""
    case = opened.package.case
    found = [f"Person {number} is called “{name}”." for number, name in sorted(case.names.items())]
    if case.words:
        found.append(" ".join(case.words.split()))
    return tuple(found)
