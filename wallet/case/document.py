"""The document of a case file: every line of its pages, made from what is proven and nothing else.

First what is claimed, why it is owed, and the calculation; then what happened; then the papers,
how a stranger verifies it, and hashes. What the maker adds in their own words stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wallet.case import debt_words, position_words
from wallet.case.layout import HASH, HEAD, QUOTE, SAY, SMALL, TABLE, Line
from wallet.case.manifest import sha256
from wallet.case.package import POSITION, Package, parts_of
from wallet.case.papers import NAMES, Accounts, says_of
from wallet.case.proven import Proven, account_in
from wallet.case.subject import Subject
from wallet.case.telling import People, capital, moment, stamp, tell
from wallet.chain.logs import Event


def lines_of(package: Package, proven: Proven) -> list[Line]:
    """The document. Raises WalletError where the events and the storage do not agree."""
    case = package.case
    subject = Subject(case.kind, case.token, case.person, case.debt, proven.events)
    events = [one for one in proven.events if subject.concerns(one)]
    people = People(events)
    words = position_words if case.kind == POSITION else debt_words
    return [
        *words.lines_of(case, proven, people, events),
        *_happened(people, events),
        *_people(package, proven, people, events),
        *_papers(package, proven, people, events),
        *_own_words(package),
        *_verifying(package, proven),
        *_hashes(package, proven),
    ]


def _happened(people: People, events: Sequence[Event]) -> Iterator[Line]:
    yield [HEAD, "What happened"]
    yield [
        SMALL,
        "Each line is an event that a contract of the network recorded, in the block of that "
        "number. The times are those of the blocks.",
    ]
    rows = [
        [stamp(event.at), f"{event.block:,}", sentence]
        for event in events
        if (sentence := tell(people, event)) is not None
    ]
    yield [TABLE, [["When (UTC)", 25, False], ["Block", 9, True], ["What", 60, False]], rows]


def _people(
    package: Package, proven: Proven, people: People, events: Sequence[Event]
) -> Iterator[Line]:
    case = package.case
    named = sorted({case.token, case.person, *case.names} - {0})
    yield [HEAD, "Who is who"]
    yield [
        SMALL,
        "The network knows people by numbers; each is one human, whose document a verifier saw. "
        "The account is what a person acts with, as of the block that this file is about.",
    ]
    rows = []
    for number in named:
        account = "not in this file"
        if number in (case.token, case.person):
            account = account_in(proven.word("Registry", "book.words", number))
        called = f"“{case.names[number]}”" if number in case.names else "–"
        rows.append([capital(people.name(number)), called, account])
    columns = [["On the network", 30, False], ["Called by the maker", 22, False],
               ["Account", 46, False]]  # fmt: skip
    yield [TABLE, columns, rows]


def _papers(
    package: Package, proven: Proven, people: People, events: Sequence[Event]
) -> Iterator[Line]:
    if not package.papers:
        return
    accounts = _accounts(package, proven, events)
    yield [HEAD, "Papers"]
    for at, paper in enumerate(package.papers, 1):
        yield [SAY, f"{at}. {NAMES[paper.kind]}: “{paper.title}” (part paper-{at})"]
        for sentence in says_of(paper, package.case, people, events, accounts):
            yield [QUOTE, sentence]


def _accounts(package: Package, proven: Proven, events: Sequence[Event]) -> Accounts:
    """The accounts that people have had, by events and by the storage of the registry."""
    found: dict[int, set[str]] = {}
    for event in events:
        if event.name in ("Joined", "Recovered"):
            found.setdefault(event.fields["person"], set()).add(event.fields["account"].lower())
    for number in {package.case.token, package.case.person} - {0}:
        now = account_in(proven.word("Registry", "book.words", number))
        found.setdefault(number, set()).add(now.lower())
    return {number: frozenset(accounts) for number, accounts in found.items()}


def _own_words(package: Package) -> Iterator[Line]:
    case = package.case
    if not case.words:
        return
    yield [HEAD, "In the maker’s own words"]
    yield [SMALL, "Nothing here proves these words. They are quoted as they were written."]
    yield [QUOTE, f"“{case.words}”"]


def _verifying(package: Package, proven: Proven) -> Iterator[Line]:
    case = package.case
    yield [HEAD, "How a stranger verifies this"]
    yield [
        SAY,
        "Everything above follows from the data that is attached to this file, and from one thing "
        "that is not: the hash of a block. Ask for it wherever you trust the answer: a node of "
        f"your own, a public explorer of the chain, an expert. The block is number "
        f"{case.anchor:,} of chain {case.chain_id}, of {moment(proven.anchor.at)}, and its hash "
        "has to be this:",
    ]
    yield [HASH, case.anchor_hash]
    yield [
        SAY,
        "Then run this command, which needs no connection and no wallet, and put the hash that "
        "you were told in the place of HASH. It recomputes every proof, every figure and every "
        "page, and says which part is wrong if one byte of this file was changed.",
    ]
    yield [HASH, "symbolon case verify FILE --header HASH"]
    yield [
        SAY,
        "The storage of the contracts after that block proves that no movement of shares, gain, "
        "claim or payment was left out up to it. It does not prove that of what moved nothing: "
        "offers and bids that came to nothing, or notes about people. What happened after that "
        "block is not in this file.",
    ]
    tops = _tops(package, proven)
    if tops:
        yield [
            SAY,
            "Some of what happened lies too far back for the headers in this file to link it to "
            "that block. These blocks need a hash from the same source, each with a further "
            "--header:",
        ]
        for number, digest in tops:
            yield [HASH, f"block {number}: {digest}"]
    yield [
        SAY,
        f"The contracts are those of the network “{case.network}”. Compare their addresses with "
        "those that the network publishes: another network can run the same code with other "
        "people in it. Their code is attached, proven to be on the chain, and the same as the "
        "program was released with.",
    ]
    for name in ("Registry", "Ledger", "Companies", "Dollar"):
        yield [HASH, f"{name}: {case.contracts[name]}"]


def _tops(package: Package, proven: Proven) -> list[tuple[int, str]]:
    """Blocks that no headers link to the anchor: number and hash."""
    from wallet.case.blocks import unconfirmed

    anchor = {proven.anchor.hash}
    left = unconfirmed(proven.blocks, proven.needed(), anchor)
    return [(one.number, "0x" + one.hash.hex()) for one in left]


def _hashes(package: Package, proven: Proven) -> Iterator[Line]:
    yield [HEAD, "Hashes"]
    yield [SMALL, "Of what is attached to this file (SHA-256), as the manifest lists it:"]
    for name, data in parts_of(package):
        yield [HASH, f"{sha256(data)}  {name}, {len(data):,} bytes"]
    yield [SMALL, "Of the transactions, each with its block:"]
    for one in proven.sent:
        block = proven.blocks[one.block]
        yield [HASH, f"{one.tx}  block {one.block}"]
        yield [HASH, f"{'in 0x' + block.hash.hex():>66}"]
