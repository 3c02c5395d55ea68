"""What is on record about a person, what each line leads to, and two people side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.hand import CENT, DAY, Hand, account_of
from wallet.base.money import DOLLAR
from wallet.base.texts import pack_text, text_hash
from wallet.books.compare import compare
from wallet.books.documents import STAKE, Documents
from wallet.books.histories import happened, transaction
from wallet.books.people import person
from wallet.books.store import Store

HASH = "0x" + "ab" * 32


@pytest.fixture
def hand(store: Store) -> Hand:
    """Ann (1) sold shares to three, owes, and was reported; Bea (2) has only a token."""
    made = Hand(store)
    made.people(7)
    made.issue(1, "Ann Lee")
    made.issue(2, "Bea Sol")
    for buyer, units in ((3, 6_000), (4, 3_000), (5, 1_000)):
        made.place(1, buyer, units, 10 * CENT)
    for price in (10, 12, 15):
        made.say("Ledger", "ReferenceSet", token=1, price=price * CENT)
    for number, (due, paid) in enumerate(((40, 1), (-2, 3), (1, 0), (-1, 0)), 1):
        made.say("Companies", "ExitFound", exit=number, owner=1, gain=10**9, closed_at=made.at)
        made.say("Companies", "DebtOpened", debt=number, exit=number, issuer=1, gain=10**9,
                 due=made.at + due * DAY, creditor=0, rate=10)  # fmt: skip
        if paid:
            made.say("Companies", "DebtPaid", debt=number, issuer=1, payer=1, amount=10**6,
                     gain_settled=10**9, gain_left=0, late=0)  # fmt: skip
    made.say("Watching", "Committed", report=7, reporter=6, hash=HASH, bond=100 * DOLLAR)
    made.say("Watching", "Revealed", report=7, reporter=6, subject=1, company=HASH, closed_at=1,
             amount=5_000 * DOLLAR, evidence_hash=HASH, answer_by=made.at + 14 * DAY)  # fmt: skip
    made.say("Watching", "Ruled", report=7, outcome=1, gain=10**9, penalty=1, reward=1, bonus=1)
    made.say("Watching", "Struck", person=1, cause=1, number=1, reason_hash=HASH)
    made.say("Authority", "Published", decision=9, kind=3, subject=1, origin=0, author=0,
             target=account_of(900), data="0x", call_hash=HASH, reason_hash=HASH, uri="",
             ready=made.at + 21 * DAY, ends=made.at + 35 * DAY, last_rank=0, members=40,
             needed=8, quorum=0)  # fmt: skip
    made.say("Authority", "Vetoed", decision=9, person=5, vetoes=3)
    made.say("Companies", "Stated", person=1, statement_hash=HASH)
    return made


def test_the_record_says_how_debts_were_paid_and_what_was_decided(hand: Hand) -> None:
    with hand.view(6) as view:
        page = person(view, 1)
        other = person(view, 2)
    assert page is not None and other is not None
    record = page.record
    paid = record.promptness
    assert (paid.debts, paid.in_time, paid.late, paid.open, paid.overdue) == (4, 1, 1, 2, 1)
    assert 2 * DAY <= paid.longest < 2 * DAY + 3_600 and paid.soonest > 39 * DAY
    spread = record.concentration
    assert spread is not None
    assert (spread.holders, spread.largest, spread.three, spread.half) == (3, 6_000, 10_000, 1)
    assert spread.effective == 21  # 1 / (0.36 + 0.09 + 0.01), in tenths
    (case,), (report,), (strike,) = record.cases, record.reports, record.strikes
    assert (case.id, case.kind, case.status, case.vetoes, case.needed) == (
        9, "heavy decision", "open", 3, 8,
    )  # fmt: skip
    assert (report.reporter.id, report.state, report.amount) == (6, "upheld", 5_000 * DOLLAR)
    assert strike.cause == "A report was upheld." and record.stated
    assert [one.price for one in record.quotes] == [10 * CENT, 12 * CENT, 15 * CENT]
    assert other.record.concentration is None and other.record.promptness.debts == 0
    assert other.record.stated is None


def test_every_thing_leads_to_what_happened_with_it(hand: Hand) -> None:
    with hand.view(6) as view:
        case = happened(view, 1, "decision", 9)
        report = happened(view, 1, "report", 7)
        debt = happened(view, 1, "debt", 2)
        holder = happened(view, 1, "holder", 4)
        everything = happened(view, 1)
        nothing = happened(view, 1, "debt", 99)
    assert len(case) == 2 and case[0].sentence == "Person 5 voted to stop decision 9."
    assert len(report) >= 2 and all(one.tx for one in report)
    assert [one.kind for one in debt] == ["companies"] * 2
    assert len(holder) == 1 and "3,000" in holder[0].sentence
    assert len(everything) > 12 and not nothing
    assert [one.block for one in everything] == sorted(
        (one.block or 0 for one in everything), reverse=True
    )


def test_an_auctions_history_is_its_own(hand: Hand) -> None:
    hand.open_auction(1)
    hand.sell_order(1, 3, 2_000, 10 * CENT, 1)
    hand.say("Auction", "AuctionSettled", token=1, number=1, price=0, units=0, money=0)
    hand.at += DAY
    hand.open_auction(1, 2)
    hand.sell_order(1, 4, 1_500, 11 * CENT, 2)
    with hand.view(6) as view:
        first, second = (happened(view, 1, "auction", number) for number in (1, 2))
    assert "2,000" in " ".join(one.sentence for one in first)
    assert "1,500" not in " ".join(one.sentence for one in first)
    assert "1,500" in " ".join(one.sentence for one in second)


def test_a_transaction_tells_all_it_did_and_its_papers(hand: Hand, tmp_path: Path) -> None:
    documents = Documents(tmp_path / "documents.sqlite")
    terms = "Robots\n\nI build them, and share what they bring."
    issued = hand.say(
        "Ledger", "Issued", token=3, name="Cy", terms_hash="0x" + text_hash(terms).hex()
    )
    hand.say("Ledger", "Terms", token=3, terms="0x" + pack_text(terms).hex())
    body = {"company": "Northwind", "units": "50", "cost": "24000000000", "salt": "secret"}
    documents.keep(STAKE, HASH, body)
    declared = hand.say(
        "Companies", "StakeDeclared", stake=1, owner=6, company_key=HASH, commitment=HASH,
        package_hash=HASH, attestors=[3, 4, 5],
    )  # fmt: skip
    with hand.view(6) as view:
        one = transaction(view, documents, issued.block, issued.tx)
        other = transaction(view, documents, declared.block, declared.tx)
        none = transaction(view, documents, declared.block, "0x77")
    documents.close()
    assert one is not None and other is not None and none is None
    assert one.papers[0].text == terms and "Cy issued a token." in one.sentences
    assert other.papers[0].text == "Company: Northwind\nUnits: 50\nCost: $24,000.00"


def test_two_people_side_by_side(hand: Hand) -> None:
    with hand.view(6) as view:
        sides = compare(view, 1, 2)
        assert compare(view, 1, 99) is None
    assert sides is not None
    ann, bea = sides
    assert ann.reference == 15 * CENT and ann.value == 1_500_000 * DOLLAR and ann.upheld == 1
    assert (ann.strikes, ann.cases, ann.holders, ann.largest) == (1, 1, 3, 6_000)
    assert bea.reference is None and bea.value is None and bea.largest is None
