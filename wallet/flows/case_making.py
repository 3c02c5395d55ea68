"""Making a case file: what belongs to a position or a debt, proven by a node, as one PDF.

What is made is verified here, by the same code as a stranger's, before it is handed out: a node
that leaves something out is found out, and its file is never written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import read_limited
from wallet.books.documents import EXIT, STAKE, TERMS, Documents
from wallet.books.store import Store, Tables, event_of
from wallet.books.terms import terms_text
from wallet.books.view import View
from wallet.case import package
from wallet.case.document import lines_of
from wallet.case.layout import Line
from wallet.case.manifest import MOST_PAPERS, canonical, sha256
from wallet.case.package import CODES, DEBT, MOST_PAPER, POSITION, Case, Package, Paper
from wallet.case.problems import large
from wallet.case.proven import prove
from wallet.case.subject import Subject
from wallet.case.verifying import FAILED, Verdict, text_to_sign, verify
from wallet.chain.chain import Chain
from wallet.chain.logs import Event
from wallet.chain.proofs import unproven
from wallet.flows.case_proofs import Report, final_block, gather
from wallet.signing.asked import Asked, DataType
from wallet.signing.vault import VaultSigner

MOST_EVENTS: Final = 50_000
_EVERYBODYS: Final = (
    "Issued", "Siphoned", "OfferingOpened", "OfferingClosed", "OfferingFailed", "Joined",
    "Renewed", "Recovered", "Frozen", "Banned", "Unbanned",
)  # fmt: skip
"""Events of an issuer that belong to a position of whoever holds their shares."""
SignedTerms = Callable[[Documents, int, int], bytes | None]
"""The signed terms of an offering that a person bought in, where they are kept."""


@dataclass(frozen=True)
class Signing:
    """Who signs a file: the account, and what makes its signature of a text for people."""

    account: str
    sign: Callable[[str], bytes]


@dataclass(frozen=True)
class Wanted:
    """What a file is wanted about, and what of one's own goes into it.

    `names` are those that people are to have in it, `words` one's own, `papers` further documents.
    `private` also puts in the papers of companies that are kept here, which name them.
    """

    kind: str
    token: int
    person: int = 0
    debt: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    words: str = ""
    papers: tuple[Paper, ...] = ()
    private: bool = False


@dataclass(frozen=True)
class Draft:
    """What goes into a file: all of it is proven."""

    package: Package = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True)
class Made:
    """A file, what verifying it says, and the hashes that a stranger has to ask for."""

    data: bytes = field(repr=False)
    verdict: Verdict
    anchor_hash: str


def signing_by(signer: VaultSigner) -> Signing:
    """Signs with a key that is unlocked here."""
    account = signer.address
    return Signing(
        account, lambda text: signer.sign_asked(Asked(DataType.MESSAGE, text.encode(), account))
    )


def quiet(_sentence: str, _done: float | None) -> None:
    """Hears nothing."""


def make_case(
    chain: Chain,
    store: Store,
    documents: Documents,
    wanted: Wanted,
    report: Report = quiet,
    signing: Signing | None = None,
    signed_terms: SignedTerms | None = None,
) -> Made:
    """The file. Raises WalletError where it cannot be made or would not hold.

    `signing` signs the manifest; without it the file is not signed.
    """
    draft = draft_case(chain, store, documents, wanted, report, signed_terms)
    made = finish_case(draft, signing)
    report("Done.", 1.0)
    return made


def draft_case(
    chain: Chain,
    store: Store,
    documents: Documents,
    wanted: Wanted,
    report: Report = quiet,
    signed_terms: SignedTerms | None = None,
) -> Draft:
    """All that goes into a file, gathered and proven; it can still be signed or not."""
    report("Looking through the books.", 0.0)
    check(wanted)
    anchor, block = final_block(chain)
    network = chain.network
    case = Case(
        wanted.kind, wanted.token, wanted.person, wanted.debt, network.name, network.chain_id,
        network.contracts, anchor, "0x" + block.hash.hex(), dict(wanted.names), wanted.words,
    )  # fmt: skip
    with store.reading() as tables:
        events = events_of(tables, wanted, anchor)
        papers = (*_papers(tables, documents, wanted, events, signed_terms), *wanted.papers)
    if len(papers) > MOST_PAPERS:
        raise large(f"{len(papers)} papers, and there can be {MOST_PAPERS}")
    found = gather(chain, case, [(one.block, one.tx) for one in events], report)
    report("Writing it.", 0.95)
    made = Package(case, found.headers, found.events, found.state, found.codes, papers)
    try:
        proven = prove(made)
    except WalletError as error:
        raise unproven(chain.client.node_name) from error
    try:
        return Draft(made, tuple(lines_of(made, proven)))
    except WalletError as error:
        raise WalletError(
            "What these books know of it is not all that happened, so that it would not hold.",
            "Follow this person, or have the whole network read, and try again.",
            "case.gap",
        ) from error


def finish_case(draft: Draft, signing: Signing | None = None) -> Made:
    """The file of a draft, signed or not, verified as a stranger would. Raises WalletError."""
    made, lines = draft.package, draft.lines
    manifest = package.manifest_of(made, lines, signing.account if signing else "")
    signature = signing.sign(text_to_sign(sha256(manifest))) if signing else b""
    data = package.file_of(made, lines, manifest, signature)
    verdict = verify(data, [made.case.anchor_hash])
    if verdict.outcome == FAILED:
        raise WalletError(verdict.lines[0], "Nothing was written.", "case.made")
    return Made(data, verdict, made.case.anchor_hash)


def check(wanted: Wanted) -> None:
    """Whether there can be such a file. Raises WalletError beside its field."""
    if wanted.kind == POSITION and wanted.person == wanted.token:
        raise WalletError(
            "What an issuer keeps of the own shares is nothing that anybody owes.",
            "Choose a position in the shares of somebody else.",
            "case.own",
        )
    if len(wanted.words) > package.MOST_WORDS:
        raise WalletError(
            "Your own words are too long.", f"Use at most {package.MOST_WORDS:,} letters.",
            "case.words", "words",
        )  # fmt: skip
    if not all(one.isprintable() or one == "\n" for one in wanted.words):
        raise WalletError(
            "Your own words have letters that cannot be shown.", "Type them again.", "case.words",
            "words",
        )  # fmt: skip
    for name in wanted.names.values():
        if not name or len(name) > package.MOST_NAME or not name.isprintable():
            raise WalletError(
                "A name is empty, too long or cannot be shown.",
                f"Use at most {package.MOST_NAME} letters.",
                "case.name",
                "names",
            )


def events_of(tables: Tables, wanted: Wanted, until: int) -> list[Event]:
    """The events that concern a case, in the order of the chain. Raises WalletError for none."""
    marks = ", ".join("?" * len(CODES))
    asked = [(str(wanted.token), _EVERYBODYS if wanted.kind == POSITION else ())]
    if wanted.kind == POSITION:
        asked.append((str(wanted.person), ()))
    found: dict[tuple[int, int], Event] = {}
    for who, names in asked:
        only = f" AND e.name IN ({', '.join('?' * len(names))})" if names else ""
        rows = tables.db.execute(
            "SELECT e.* FROM involved i JOIN event e ON e.block = i.block AND e.log = i.log"
            f" WHERE i.who = ? AND e.block <= ? AND e.contract IN ({marks}){only} LIMIT ?",
            (who, until, *CODES, *names, MOST_EVENTS),
        )
        these = {(row["block"], row["log"]): event_of(row) for row in rows}
        if len(these) == MOST_EVENTS:
            raise large(f"more than {MOST_EVENTS:,} things that happened to person {who}")
        found |= these
    every = [found[key] for key in sorted(found)]
    subject = Subject(wanted.kind, wanted.token, wanted.person, wanted.debt, every)
    concerned = [one for one in every if subject.concerns(one)]
    begins = ("Placed", "Sold", "LotForced") if wanted.kind == POSITION else ("DebtOpened",)
    if not any(one.name in begins for one in concerned):
        raise _nothing()
    return concerned


def _nothing() -> WalletError:
    return WalletError(
        "The books know of no such position or debt up to a block that is final.",
        "Wait until it is, or look at its number.",
        "case.nothing",
    )


def _papers(
    tables: Tables,
    documents: Documents,
    wanted: Wanted,
    events: list[Event],
    signed_terms: SignedTerms | None,
) -> Iterator[Paper]:
    """The papers that are kept here: terms always, those of companies where that is wanted."""
    for event in events:
        said = event.fields
        if event.name in ("Issued", "OfferingOpened"):
            text = _terms(tables, documents, event)
            if text:
                which = "the shares" if event.name == "Issued" else f"offering {said['offering']}"
                yield Paper(package.TERMS, f"Terms of {which}", text.encode())
        if event.name == "OfferingOpened" and signed_terms is not None:
            signed = signed_terms(documents, said["offering"], wanted.person)
            if signed:
                title = f"Signed terms of offering {said['offering']}"
                yield Paper(package.SIGNED, title, signed)
        if not wanted.private:
            continue
        if event.name in ("StakeDeclared", "StakeAmended"):
            kept = documents.find(STAKE, said["commitment"])
            if kept is not None:
                title = f"The paper of stake {said['stake']}"
                yield Paper(package.STAKE, title, canonical(kept))
        if event.name == "ExitReported":
            kept = documents.find(EXIT, said["evidence_hash"])
            if kept is not None:
                yield Paper(package.EXIT, f"The paper of exit {said['exit']}", canonical(kept))


def _terms(tables: Tables, documents: Documents, event: Event) -> str:
    named = str(event.fields["terms_hash"])
    kept = str((documents.find(TERMS, named) or {}).get("text", ""))
    if not kept and event.name == "Issued":
        return terms_text(View(tables, None, "", 0), event.fields["token"]) or ""
    return kept


def issuer_of_debt(store: Store, debt: int) -> int:
    """Who owes a debt. Raises WalletError where the books know of none."""
    with store.reading() as tables:
        row = tables.row("SELECT issuer FROM debt WHERE id = ?", debt)
    if row is None:
        raise _nothing()
    return int(row["issuer"])


def paper_in(path: Path, kind: str) -> Paper:
    """A document from a file, as a paper of a case. Raises WalletError."""
    data = read_limited(path, MOST_PAPER)
    if not data:
        raise WalletError(
            f"The file {path.name} is empty.", "Choose another file.", "case.empty", "papers"
        )
    title = "".join(one if one.isprintable() else "?" for one in path.name)[:120]
    return Paper(kind, title, data)


def new_file(path: Path) -> Path:
    """Where a case file is to be written: looked at before the work, so that none is lost.

    A name without an ending gets that of a PDF. Raises WalletError beside `file`.
    """
    path = path if path.suffix else path.with_name(f"{path.name}.pdf")
    if path.suffix.lower() != ".pdf":
        raise WalletError(
            "A case file is a PDF.", "Let its name end in .pdf.", "case.ending", "file"
        )
    if path.exists():
        raise WalletError(
            f"There is a file called {path.name} already.",
            "It is left as it is. Choose another name.",
            "file.there",
            "file",
        )
    return path


def about_position(token: int, person: int) -> Wanted:
    """A file about what a person holds of an issuer."""
    return Wanted(POSITION, token, person)


def about_debt(debt: int, issuer: int, person: int = 0) -> Wanted:
    """A file about a debt of an issuer; `person` is the holder whose part is told, 0 for none."""
    return Wanted(DEBT, issuer, person, debt)
