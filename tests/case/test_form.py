"""The form of version 1: what is pinned here cannot change without making older files fail."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from wallet.base.clock import DAY
from wallet.case.blocks import Block
from wallet.case.container import compose
from wallet.case.debt import DOUBLED_AFTER
from wallet.case.document import lines_of
from wallet.case.fonts import FILES, bundled
from wallet.case.layout import STYLES, TABLE, Line, checked_lines
from wallet.case.manifest import canonical
from wallet.case.package import CODES, Case, Package, Paper
from wallet.case.position import Holding
from wallet.case.proven import Proven, Sent
from wallet.case.subject import Subject
from wallet.case.telling import People, tell
from wallet.chain.logs import Event
from wallet.contracts.bindings import contract
from wallet.contracts.places import slot_of

WORDS = "025759b55c2eaf978c3b8f464934ee90f5599362a80b090ac4c4719a1bde0173"
PAGES = "84fc529e2cb659af384938c2b086032d2100c229172ea86937a9046952e75f6d"
POSITION_LINES = "6c26be697379b0a6743423fee54ca13a7cd5db55dabb8cf2481da006a5d54df2"
PERSONAL_LINES = "e6bc476130f637abae1783bba2b3a02ac4df6c419b3b95e8a7feeea5ff704524"
DEBT_LINES = "654dee209c70716a3502d19c09d6210115ab268e21491328898065a9f0b9ba20"
"""SHA-256 of what version 1 makes of the same things, here and for ever."""


def fields(inputs: list[dict[str, Any]]) -> Mapping[str, Any]:
    """Values for an event's fields, each another."""
    found: dict[str, Any] = {}
    for at, one in enumerate(inputs, 1):
        kind = one["type"]
        if kind.startswith("uint256["):
            found[one["name"]] = [at, at + 1, at + 2]
        elif kind.startswith("uint"):
            found[one["name"]] = at * 12_345_678 + DAY
        elif kind == "bool":
            found[one["name"]] = True
        else:
            size = {"address": 40, "bytes32": 64}.get(kind, 0)
            found[one["name"]] = "0x" + f"{at:0{size}x}" if size else "Alice Moreau"
    return found


def every_event() -> list[Event]:
    """One of each event that a case file reads."""
    return [
        Event(at, "0x", "0x", at, 1_800_000_000 + at, name, entry["name"], fields(entry["inputs"]))
        for name in CODES
        for at, entry in enumerate(contract(name).abi)
        if entry["type"] == "event"
    ]


def test_the_sentences_are_those_of_version_1() -> None:
    events = every_event()
    people = People(events)
    told = [sentence for one in events if (sentence := tell(people, one)) is not None]
    assert len(told) > 35
    assert all(one[0] == one[0].upper() and one.endswith((".", "back.")) for one in told)
    found = hashlib.sha256("\n".join(told).encode()).hexdigest()
    assert found == WORDS, "older case files say otherwise: give this a new version beside the old"


def test_the_pages_are_those_of_version_1() -> None:
    lines: list[Line] = [[kind, f"Some words of the kind {kind}. " * 12] for kind in STYLES]
    rows = [[f"row {at}", "x" * at, "\u5c71 and \x1b"] for at in range(90)]
    lines.append([TABLE, [["First", 3, False], ["Second", 2, True], ["Third", 1, False]], rows])
    fonts = {name: bundled(name) for name in FILES}
    made = compose([("manifest.json", b"{}")], fonts, checked_lines(lines), "The foot\nbeneath")
    found = hashlib.sha256(made.data).hexdigest()
    assert found == PAGES, "older case files are painted otherwise: keep what painted them"


def test_readers_of_pdf_find_everything_where_the_file_says() -> None:
    fonts = {name: bundled(name) for name in FILES}
    parts = [("manifest.json", b"{}"), ("b.json", b"endstream\nendobj\n"), ("a.bin", bytes(256))]
    data = bytes(compose(parts, fonts, checked_lines([["say", "Some words."]]), "foot").data)
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    head, first, *rows = data[start:].split(b"trailer")[0].split(b"\n", 3)
    assert head == b"xref" and rows[0].startswith(b"0000000000 65535 f ")
    offsets = [int(line[:10]) for line in rows[1].split(b"\n") if line.strip()]
    assert len(offsets) + 1 == int(first.split()[1])
    for number, offset in enumerate(offsets, 1):
        assert data[offset:].startswith(b"%d 0 obj\n" % number)
    reader = shutil.which("pdfdetach")
    if reader is None:
        return  # the structure was looked at above; a second opinion is for where there is one
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.pdf")
        path.write_bytes(data)
        done = subprocess.run(
            [reader, "-saveall", "-o", folder, str(path)], capture_output=True, check=True
        )
        assert done.stderr == b""
        assert {name: Path(folder, name).read_bytes() for name, _ in parts} == dict(parts)


@pytest.mark.parametrize(
    "junk",
    [
        None, {}, [1], [[]], [["say"]], [["say", 1]], [["say", "a", "b"]], [["shout", "a"]],
        [["table", [], []]], [["table", [["a", 1, True]], [["b", "c"]]]],
        [["table", [["a", 0, True]], []]], [["table", [["a", 1, 1]], []]],
        [["table", [["a", 1]], []]], [["table", 1, []]], [["table", [["a", 1, True]], [1]]],
        [["say", "x" * 20_001]],
    ],
)  # fmt: skip
def test_junk_is_no_document(junk: object) -> None:
    with pytest.raises(ValueError, match=r"line|table|column|row"):
        checked_lines(junk)


def test_words_that_are_too_long_for_a_line_are_cut_and_none_is_lost() -> None:
    fonts = {name: bundled(name) for name in FILES}
    lines = checked_lines([["say", "a" * 900 + " b"], ["title", "W" * 200], ["say", ""]])
    made = compose([("manifest.json", b"{}")], fonts, lines, "foot")
    assert bytes(made.data).count(b" Tj ET") > 12


def test_what_is_about_others_does_not_concern_a_case() -> None:
    events = every_event()
    for kind in ("position", "debt"):
        nobody = Subject(kind, 1, 2, 3, events)
        assert not any(nobody.concerns(one) for one in events)


AT = 1_800_000_000
CONTRACTS = {name: f"0x{at:040x}" for at, name in enumerate(CODES, 1)} | {"Dollar": "0x" + "d" * 40}
BOUGHT, SOLD = 5_000 * 10**18, 1_250 * 10**18


def event(at: int, event_name: str, home: str = "Ledger", /, **said: Any) -> Event:
    base = fields(contract(home).events[event_name]["inputs"])
    return Event(at, "0x", f"0x{at:064x}", at, AT + at * DAY, home, event_name, {**base, **said})


def hand_made(case: Case, events: list[Event], words: dict[tuple[str, int], int]) -> list[Line]:
    """The document of a case whose proofs were made by hand."""
    blocks = {one.block: Block(one.block, bytes([one.block]) * 32, b"", b"", b"", b"", one.at)
              for one in events}  # fmt: skip
    anchor = blocks[100] = Block(100, b"\x64" * 32, b"", b"", b"", b"", AT + 100 * DAY)
    words |= {("Registry", slot_of("Registry", "book.words", one)): one for one in (1, 2)}
    sent = tuple(Sent(one.tx, one.block, 0) for one in events)
    papers = (Paper("terms", "Terms", b"terms"), Paper("other", "A letter", b"Dear"))
    codes = dict.fromkeys(CODES, b"\1")
    made = Package(case, b"h", [], {}, codes, papers)
    return lines_of(made, Proven(blocks, anchor, sent, tuple(events), words))


def of_position() -> list[Line]:
    lot = {"token": 1, "unlocks": 0, "serial": 0}
    events = [
        event(1, "Issued", token=1, name="Alice Moreau"),
        event(2, "Placed", buyer=2, units=BOUGHT, paid=500 * 10**6, believed=400 * 10**6, **lot),
        event(3, "Siphoned", issuer=1, kind=3, gain=9_000 * 10**6, amount=7),
        event(4, "Claimed", holder=2, token=1, amount=4_499_999, passed_on=0),
        event(
            5, "Sold", seller=2, buyer=9, units=SOLD, proceeds=200 * 10**6, cost=100 * 10**6,
            gain=100 * 10**6, siphon=10**6, **lot,
        ),
        event(6, "Siphoned", issuer=1, kind=1, gain=70 * 10**6 + 1, amount=7),
    ]  # fmt: skip
    held = Holding(1, 2)
    for one in events:
        held.take(one)
    (left,) = held.lots.values()
    ring = left.units | left.cost << 96 | left.acquired << 192
    words = {
        ("Ledger", slot_of("Ledger", "holdings.stocks", 1, 2)):
            held.balance | held.checkpoint << 84,
        ("Ledger", slot_of("Ledger", "holdings.desks", 1, 2)):
            held.pending << 84 | 1 << 168 | 1 << 200,
        ("Ledger", slot_of("Ledger", "holdings.acc", 1)): held.acc,
        ("Ledger", slot_of("Ledger", "holdings.rings", 1, 2)): ring,
    }  # fmt: skip
    case = Case("position", 1, 2, 0, "A network", 1, CONTRACTS, 100, "0x" + "64" * 32,
                {2: "Eve"}, "My words.")  # fmt: skip
    return hand_made(case, events, words)


def of_debt() -> list[Line]:
    debt = {"debt": 7, "exit": 7, "issuer": 1}
    gain, due = 48_000 * 10**6, AT + 40 * DAY
    share = 1_000 * 10**6 * 5
    settled = share * DOUBLED_AFTER // (DOUBLED_AFTER + 10 * 20 * DAY)
    events = [
        event(1, "Issued", token=1, name="Alice Moreau"),
        event(
            10, "ExitReported", "Companies", exit=7, stake=3, owner=1, units=1_000,
            proceeds=gain + 10**6, cost=0, selling_costs=10**6, gain=gain, closed_at=AT,
        ),
        event(11, "DebtOpened", "Companies", gain=gain, due=due, rate=10, creditor=0, **debt),
        event(
            60, "DebtPaid", "Companies", amount=1_000 * 10**6, gain_settled=settled,
            gain_left=gain - settled, late=20 * DAY, debt=7, issuer=1,
        ),
    ]  # fmt: skip
    paid = event(60, "Siphoned", issuer=1, kind=3, gain=share)
    word = gain - settled | due << 96 | 10 << 160 | 1 << 168 | 3 << 248
    words = {
        ("Companies", slot_of("Companies", "debts.words", 7)): word,
        ("Ledger", slot_of("Ledger", "holdings.stocks", 1, 1)): 8_000_000 * 10**18,
        ("Ledger", slot_of("Ledger", "holdings.stocks", 1, 2)): 500_000 * 10**18,
    }
    case = Case("debt", 1, 2, 7, "A network", 1, CONTRACTS, 100, "0x" + "64" * 32)
    return hand_made(case, [*events, paid], words)


def of_personal_debt() -> list[Line]:
    due = AT + 40 * DAY
    settled = 300 * 10**6 * DOUBLED_AFTER // (DOUBLED_AFTER + 10 * 20 * DAY)
    left = 900 * 10**6 - settled
    events = [
        event(1, "Issued", token=1, name="Alice Moreau"),
        event(
            11, "DebtOpened", "Companies", debt=9, exit=7, issuer=1, gain=900 * 10**6, due=due,
            rate=10, creditor=2,
        ),
        event(
            60, "DebtPaid", "Companies", amount=300 * 10**6, gain_settled=settled, gain_left=left,
            late=20 * DAY, debt=9, issuer=1,
        ),
    ]  # fmt: skip
    words = {
        ("Companies", slot_of("Companies", "debts.words", 9)):
            left | due << 96 | 10 << 160 | 1 << 168 | 2 << 208 | 3 << 248,
        ("Ledger", slot_of("Ledger", "holdings.stocks", 1, 1)): 8_000_000 * 10**18,
        ("Ledger", slot_of("Ledger", "holdings.stocks", 1, 2)): 500_000 * 10**18,
    }  # fmt: skip
    case = Case("debt", 1, 2, 9, "A network", 1, CONTRACTS, 100, "0x" + "64" * 32)
    return hand_made(case, events, words)


def test_a_debt_to_one_person_is_owed_to_them_alone() -> None:
    text = "\n".join(str(line[1]) for line in of_personal_debt())
    assert "Alice Moreau (person 1) owed person 2 $6" in text
    assert "is due to person 2" not in text and "20 days" not in text
    assert "60 days before" in text


@pytest.mark.parametrize(
    ("lines", "pinned"),
    [
        (of_position, POSITION_LINES),
        (of_debt, DEBT_LINES),
        (of_personal_debt, PERSONAL_LINES),
    ],
)
def test_the_document_is_that_of_version_1(lines: Callable[[], list[Line]], pinned: str) -> None:
    found = hashlib.sha256(canonical(lines())).hexdigest()
    assert found == pinned, "older case files say otherwise: give this a new version beside the old"
