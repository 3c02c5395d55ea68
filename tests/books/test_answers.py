"""Answers, from events made by hand: the figures a page shows and the words beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.hand import CENT, DAY, START, ZERO_HASH, Hand, account_of
from wallet.base.clock import FixedClock
from wallet.base.money import DOLLAR, SHARE
from wallet.books.activity import activity
from wallet.books.auctions import auction, auctions
from wallet.books.companies import companies, debts_of
from wallet.books.directory import Directory
from wallet.books.distributions import distributions
from wallet.books.home import home
from wallet.books.identity import identity
from wallet.books.pending import SHOWN, pending
from wallet.books.people import people, person
from wallet.books.portfolio import portfolio
from wallet.books.raising import Entry, my_offerings, offering, open_offerings
from wallet.books.store import Store
from wallet.books.token import my_token, terms_of
from wallet.chain import journal as states
from wallet.chain.journal import Journal

ALICE, BOB, CAROL, DAN, EVE = 1, 2, 3, 4, 5


@pytest.fixture
def hand(store: Store) -> Hand:
    """Five people; Alice and Bob have issued; Carol holds a tenth of Alice, Alice 4 % of Bob."""
    made = Hand(store)
    made.people(5)
    made.issue(ALICE, "Alice Moreau")
    made.issue(BOB, "Bob Okafor")
    made.place(ALICE, CAROL, 1_000_000, 2 * CENT)
    made.place(BOB, ALICE, 400_000, 10 * CENT)
    return made


def open_offer(hand: Hand, issuer: int = BOB, least: int = 100, most: int = 1_000) -> None:
    hand.say("Ledger", "Reserved", token=issuer, person=issuer, reserved=most * SHARE)
    hand.say(
        "Offering", "OfferingOpened", offering=1, issuer=issuer, units_min=least * SHARE,
        units_max=most * SHARE, price=5 * CENT, deadline=hand.at + 10 * DAY, regime=0, lockup=0,
        terms_hash=ZERO_HASH,
    )  # fmt: skip


def commit(hand: Hand, number: int, who: int, units: int) -> None:
    hand.say(
        "Offering", "Committed", offering=1, entry=number, person=who, units=units * SHARE,
        paid=units * DOLLAR // 20,
    )  # fmt: skip


def test_a_stranger_sees_an_empty_home(store: Store) -> None:
    with Hand(store).view(77, dollars=5, coins=1) as view:
        found = home(view)
        assert found.person is None and found.tasks == () and found.holdings == ()
        assert (found.dollars, found.net_worth, found.gain_year) == (5, 5, None)
        assert my_token(view) is None and my_offerings(view) == ()
        assert identity(view).standing == "unknown" and identity(view).account == account_of(77)
        assert portfolio(view).positions == () and distributions(view).claimable == ()
        assert auctions(view).running == () and companies(view).debts == ()
        assert activity(view) == () and person(view, 9) is None and offering(view, 9) is None


def test_unknown_is_never_zero(hand: Hand) -> None:
    with hand.view(ALICE) as view:
        found = home(view)
        (held,) = found.holdings
    assert (held.value, held.gain) == (None, None)  # Bob has no reference price
    assert (found.dollars, found.net_worth) == (None, None)  # nobody asked the chain
    assert (held.permyriad, held.cost) == (400, 40_000 * DOLLAR)


def test_home_adds_up(hand: Hand) -> None:
    hand.say("Ledger", "ReferenceSet", token=BOB, price=15 * CENT)
    hand.siphon(BOB, 10_000 * DOLLAR)
    hand.say("Ledger", "Credited", person=ALICE, amount=7 * DOLLAR)
    hand.buy_order(BOB, ALICE, 2_000, 10 * CENT, 0)
    with hand.view(ALICE, dollars=1_000 * DOLLAR) as view:
        found = home(view)
    assert found.in_orders == 200 * DOLLAR and found.credit == 7 * DOLLAR
    assert found.to_claim == 400 * DOLLAR - 1 and found.to_claim_people == 1
    passes = 40 * DOLLAR  # Carol holds a tenth of Alice
    assert found.net_worth == (1_000 + 200 + 7 + 60_000) * DOLLAR + found.to_claim - passes
    claim, credit = (task for task in found.tasks if task.kind in ("claim", "credit"))
    assert claim.sentence == "Claim $399.99"
    assert claim.detail == "$40.00 of it goes on to your own 1 holder."
    assert credit.sentence == "Withdraw $7.00"


def test_the_gain_of_a_year_is_sales_claims_and_what_rose(hand: Hand) -> None:
    hand.say("Ledger", "ReferenceSet", token=BOB, price=15 * CENT)
    with hand.view(ALICE, dollars=0) as view:
        assert home(view).gain_year == 20_000 * DOLLAR
    with hand.view(ALICE, dollars=0, now=START + 400 * DAY) as view:
        assert home(view).gain_year == 0  # it rose in an earlier year
    hand.say("Ledger", "Reserved", token=BOB, person=ALICE, reserved=100_000 * SHARE)
    hand.say(
        "Ledger", "Sold", token=BOB, seller=ALICE, buyer=CAROL, units=100_000 * SHARE,
        paid=15_000 * DOLLAR, proceeds=15_000 * DOLLAR, cost=10_000 * DOLLAR,
        gain=5_000 * DOLLAR, siphon=500 * DOLLAR, serial=0, believed=0, unlocks=0,
    )  # fmt: skip
    with hand.view(ALICE, dollars=0) as view:
        assert home(view).gain_year == (15_000 + 5_000 - 500) * DOLLAR
        folio = portfolio(view)
    assert (folio.realised, folio.siphon_paid) == (5_000 * DOLLAR, 500 * DOLLAR)
    (sale,) = folio.sales
    assert (sale.result, sale.gain, sale.buyer.id) == (5_000 * DOLLAR, 5_000 * DOLLAR, CAROL)


def test_my_token_lists_holders_and_prices(hand: Hand) -> None:
    hand.place(ALICE, DAN, 5_000, 2 * CENT, unlocks=hand.at + 30 * DAY)
    hand.siphon(ALICE, 1_000 * DOLLAR)
    hand.say("Ledger", "Terms", token=ALICE, terms="0x7465726d73")
    with hand.view(ALICE) as view:
        found = my_token(view)
        assert terms_of(view, ALICE) == b"terms" and terms_of(view, BOB) is None
    assert found is not None
    assert [holder.person.id for holder in found.holders] == [CAROL, DAN]
    assert found.holders[0].unlocks is None and found.holders[1].unlocks is not None
    assert found.outside_units == 1_005_000 * SHARE and found.gains_total == 1_000 * DOLLAR
    assert found.raised_total == (100_000 + 500) // 5 * DOLLAR


def test_an_offering_from_its_opening_to_its_proceeds(hand: Hand) -> None:
    open_offer(hand)
    commit(hand, 0, CAROL, 700)
    commit(hand, 1, DAN, 600)
    commit(hand, 2, EVE, 100)
    with hand.view(DAN) as view:
        (found,) = open_offerings(view)
        assert (found.status, found.investors) == ("open", 3)
        assert found.committed_money == 70 * DOLLAR
        assert found.implied_value == 500_000 * DOLLAR
        assert [entry.number for entry in found.my_entries] == [1]
        late = home(view)
    assert not [task for task in late.tasks if task.kind == "commitment"]  # eight days are left
    with hand.view(DAN, now=hand.at + 5 * DAY) as view:
        (task,) = [one for one in home(view).tasks if one.kind == "commitment"]
        assert task.detail.startswith("You can withdraw them until")
    with hand.view(BOB, now=hand.at + 11 * DAY) as view:
        assert my_offerings(view)[0].status == "closing" and open_offerings(view) == ()
        assert [one.action for one in home(view).tasks] == ["Close"]
    hand.say("Offering", "OfferingClosed", offering=1, success=True, sold=1_000 * SHARE)
    with hand.view(DAN) as view:
        states_ = [(e.state, (e.allotted or 0) // SHARE) for e in _entries(hand, DAN)]
        assert states_ == [("to take", 700), ("to take", 300), ("over the maximum", 0)]
        (task,) = home(view).tasks
        assert task.sentence == "Take your 300 shares of Bob Okafor"
    with hand.view(EVE) as view:
        (task,) = home(view).tasks
        assert task.sentence == "Take back $5.00"
    hand.say(
        "Offering", "Taken", offering=1, entry=0, person=CAROL, units=700 * SHARE,
        paid=35 * DOLLAR, believed=0, serial=0,
    )  # fmt: skip
    with hand.view(BOB, now=hand.at + 4 * DAY) as view:
        found = my_offerings(view)[0]
        assert (found.proceeds_ready, found.taken_units) == (35 * DOLLAR, 700 * SHARE)
        assert [task.action for task in home(view).tasks] == ["Withdraw"]


def test_a_failed_offering_says_why_and_gives_back(hand: Hand) -> None:
    open_offer(hand)
    commit(hand, 0, CAROL, 50)
    hand.say("Offering", "OfferingClosed", offering=1, success=False, sold=0)
    hand.say("Offering", "OfferingFailed", offering=1, reason=1)
    with hand.view(CAROL) as view:
        found = offering(view, 1)
        assert found is not None
        assert (found.status, found.failed_reason) == ("failed", "The minimum was not reached.")
        assert [task.action for task in home(view).tasks] == ["Take back"]
    hand.say("Offering", "Refunded", offering=1, entry=0, person=CAROL, amount=2_500_000)
    with hand.view(CAROL) as view:
        assert home(view).tasks == ()


def test_an_auction_shows_both_sides_and_what_would_clear(hand: Hand) -> None:
    hand.open_auction(BOB)
    hand.sell_order(BOB, ALICE, 3_000, 10 * CENT, 0)
    hand.buy_order(BOB, DAN, 2_000, 20 * CENT, 1)
    hand.buy_order(BOB, EVE, 500, 5 * CENT, 2)
    with hand.view(DAN) as view:
        page = auction(view, BOB)
        (row,) = auctions(view).mine
        (task,) = home(view).tasks
    assert [order.person.id for order in page.buys] == [DAN, EVE]
    assert page.row.would_clear is not None and page.row.would_clear.units == 2_000 * SHARE
    assert page.row.would_clear.price == 10 * CENT  # what is left of the sell caps it
    assert row.my_order is not None and row.my_order.fills == 2_000 * SHARE
    assert task.sentence.startswith("Bob Okafor’s auction ends")
    assert "you get it for $200.00" in task.detail
    with hand.view(CAROL) as view:
        assert len(auctions(view).running) == 1 and auctions(view).mine == ()
    with hand.view(EVE, now=hand.at + 3 * DAY) as view:
        assert auction(view, BOB).row.state == "to settle"
        assert [one.action for one in home(view).tasks] == ["Settle"]
    hand.say("Registry", "Frozen", person=DAN, until=hand.at + 9 * DAY)
    with hand.view(EVE) as view:
        assert auction(view, BOB).row.would_clear is None  # the frozen bid would not stand


def test_news_raises_sells_and_restarts_the_clock(hand: Hand) -> None:
    hand.open_auction(BOB)
    hand.sell_order(BOB, ALICE, 3_000, 10 * CENT, 0)
    hand.buy_order(BOB, DAN, 2_000, 20 * CENT, 1)
    hand.say("Auction", "OrdersRaised", token=BOB, by=CENT)
    hand.say("Auction", "AuctionRestarted", token=BOB, start=hand.at, end=hand.at + 2 * DAY)
    with hand.view(DAN) as view:
        page = auction(view, BOB)
        assert page.sells[0].price == 11 * CENT
        assert (page.row.restarts, page.row.can_withdraw) == (1, True)
    with hand.view(DAN, now=hand.at + DAY) as view:
        assert not auction(view, BOB).row.can_withdraw
    hand.say("Auction", "AuctionCancelled", token=BOB)
    with hand.view(DAN) as view:
        assert auction(view, BOB).row.settle_ready


def test_between_auctions_a_bid_stands_and_can_be_withdrawn(hand: Hand) -> None:
    hand.open_auction(BOB)
    hand.buy_order(BOB, DAN, 2_000, 20 * CENT, 1)
    hand.say("Auction", "AuctionSettled", token=BOB, number=1, price=0, units=0, money=0)
    with hand.view(DAN) as view:
        (row,) = auctions(view).mine
        (past,) = auctions(view).past
    assert (row.state, row.can_withdraw, row.next_open) == ("between", True, hand.at + DAY)
    assert (past.state, past.price) == ("settled", None)


def report(hand: Hand) -> None:
    hand.say("Registry", "AttestorSet", person=DAN, serves=True)
    hand.say(
        "Companies", "StakeDeclared", stake=1, owner=ALICE, company_key=ZERO_HASH,
        commitment="0xc0", package_hash=ZERO_HASH, attestors=[DAN, EVE, CAROL],
    )  # fmt: skip
    hand.say("Companies", "StakeAttested", stake=1, version=1, attestors=[DAN, EVE])
    hand.say(
        "Companies", "ExitReported", exit=1, stake=1, owner=ALICE, units=10,
        proceeds=100_000 * DOLLAR, selling_costs=0, cost=4_000 * DOLLAR, gain=96_000 * DOLLAR,
        closed_at=hand.at, evidence_hash=ZERO_HASH, attestors=[DAN, EVE, CAROL],
    )  # fmt: skip


def test_an_owner_is_told_of_attestations_and_of_a_bid_taken_back(hand: Hand) -> None:
    report(hand)
    hand.say("Companies", "ExitAttested", exit=1, attestors=[DAN, EVE])
    hand.buy_order(BOB, ALICE, 2_000, 20 * CENT, 1)
    hand.say(
        "Auction", "OrderReleased", token=BOB, person=ALICE, side=2, units=2_000 * 10**18,
        money=400 * DOLLAR, reason=1,
    )  # fmt: skip
    with hand.view(ALICE) as view:
        told = [f"{row.sentence} {row.detail}" for row in activity(view)]
    assert told[0].startswith("You took back your bid") and told[0].endswith("$400.00 came back.")
    assert any("exit from Stake 1 was attested" in one for one in told)
    assert any("stake Stake 1 was attested" in one for one in told)


def test_an_exit_becomes_a_debt_that_grows_and_ends(hand: Hand) -> None:
    papers = {"0xc0": {"company": "Northwind", "units": "10", "cost": 4_000, "acquired": 7}}
    report(hand)
    with hand.view(EVE) as view:
        (ask,) = companies(view).to_attest
        assert (ask.kind, ask.company) == ("exit", "Stake 1")  # Eve does not know the name
    hand.say("Companies", "ExitAttested", exit=1, attestors=[DAN, EVE])
    due = hand.at + 30 * DAY
    hand.say(
        "Companies", "DebtOpened", debt=1, exit=1, issuer=ALICE, creditor=0,
        gain=96_000 * DOLLAR, due=due, rate=10,
    )  # fmt: skip
    with hand.view(ALICE, dollars=0) as view:
        object.__setattr__(view, "stakes", papers)
        found, first = companies(view), home(view)
        assert found.blocked and found.exits[0].status == "owed" and found.to_attest == ()
        assert (found.stakes[0].units, found.stakes[0].status) == (10, "sold")
        assert (first.owed, first.owed_due) == (9_600 * DOLLAR, due)
        assert first.owed_what == "Northwind exit"
        assert first.tasks[0].sentence == "Pay $9,600.00 to your holders"
        assert "Late payment costs 10 % a year from" in first.tasks[0].detail
        assert "a strike follows on" in first.tasks[0].detail
    with hand.view(CAROL, now=due + 365 * DAY) as view:
        (debt,) = debts_of(view, ALICE)
        assert debt.overdue and debt.late_interest == 960 * DOLLAR
    hand.say(
        "Companies", "DebtPaid", debt=1, issuer=ALICE, payer=account_of(ALICE),
        amount=9_600 * DOLLAR, gain_settled=96_000 * DOLLAR, gain_left=0, late=0,
    )  # fmt: skip
    with hand.view(ALICE) as view:
        assert not companies(view).blocked and companies(view).owed == 0
        assert companies(view).debts[0].ended and companies(view).debts[0].paid == 9_600 * DOLLAR


def test_an_attestation_that_runs_out_is_a_task(store: Store) -> None:
    hand = Hand(store)
    hand.join(1, expires=START + 100 * DAY)
    cases = ((20, None), (60, "bronze"), (120, "oxide"))
    for days, tone in cases:
        with hand.view(1, now=START + days * DAY) as view:
            found = [task.tone for task in home(view).tasks]
        assert found == ([tone] if tone else [])


def test_people_are_found_by_name_label_and_number(hand: Hand) -> None:
    with hand.view(ALICE) as view:
        object.__setattr__(view, "labels", {DAN: "my cousin"})
        directory = Directory()
        directory.level(hand.store.path, view.labels)
        assert [row.person.id for row in people(view, directory)] == [ALICE, BOB, DAN, CAROL, EVE]
        assert [row.person.id for row in people(view, directory, " okaf ")] == [BOB]
        assert [row.person.name for row in people(view, directory, "COUSIN")] == ["my cousin"]
        assert [row.person.id for row in people(view, directory, "person 5")] == [EVE]
        assert len(people(view, directory, most=2)) == 2
        directory.close()
        page = person(view, BOB)
    assert page is not None
    assert page.row.holders == 1 and page.row.my_units == 400_000 * SHARE
    assert [(who.id, units // SHARE) for who, units in page.holds] == []
    assert page.holders[0].person.id == ALICE


def test_activity_tells_both_sides_and_what_is_on_its_way(hand: Hand, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite", FixedClock(hand.at))
    going = journal.draft(1, account_of(ALICE), "trading.Settle", "{}", 0, "You settle an auction.")
    journal.signed(going.id, b"raw", "0x01")
    failed = journal.draft(1, account_of(ALICE), "x", "{}", 1, "You bid.")
    journal.mark(failed.id, states.FAILED, "The price is too low.")
    hand.say("Dollar", "Transfer", sender=account_of(0), receiver=account_of(ALICE), amount=DOLLAR)
    with hand.view(ALICE) as view:
        rows = activity(view, journal.latest(1, account_of(ALICE)))
    told = [row.sentence for row in rows]
    assert "You settle an auction." not in told
    (row,) = pending(journal.in_state(1, SHOWN, account_of(ALICE)))
    assert (row.sentence, row.detail) == ("You settle an auction.", "Signed, and about to be sent.")
    assert "You received $1.00." in told
    assert "You bid." in told and "The price is too low." in [row.detail for row in rows]
    assert "You received 400,000 shares of Bob Okafor for $40,000.00." in told
    assert "Person 3 received 1,000,000 shares of you for $20,000.00." in told
    with hand.view(CAROL) as view:
        told = [row.sentence for row in activity(view)]
        assert told[0] == "You received 1,000,000 shares of Alice Moreau for $20,000.00."
        assert len(activity(view, most=1)) == 1
    journal.close()


def test_what_was_replaced_or_cancelled_is_told_once(hand: Hand, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite", FixedClock(hand.at))

    def entry(act: str, nonce: int, state: str, sentence: str, block: int | None = None) -> None:
        made = journal.draft(1, account_of(ALICE), act, "{}", nonce, sentence)
        journal.signed(made.id, b"raw", f"0x{made.id:02x}")
        journal.mark(made.id, state, "Why.", block, "0x" if block else None)

    entry("trading.Settle", 0, states.REPLACED, "You settle an auction.")
    entry("replacing.Cancel", 0, states.FINAL, "You send nothing.", 1)
    entry("sending.SendCoins", 1, states.REPLACED, "You send 1 coin to Bob.")
    entry("sending.SendCoins", 1, states.IN_BLOCK, "You send 1 coin to Bob.", 1)
    entry("x", 2, states.REPLACED, "You claim.")
    entry("x", 2, states.FAILED, "You claim.", 1)
    entry("x", 3, states.REPLACED, "You vote.")
    entry("x", 4, states.SENT, "You wait.")
    with hand.view(ALICE) as view:
        rows = activity(view, journal.latest(1, account_of(ALICE)))
    of_journal = [(row.sentence, row.detail, row.kind) for row in rows if len(row.tx) == 4]
    assert sorted(of_journal) == [
        ("You claim.", "Why.", "refused"),
        ("You send 1 coin to Bob.", "", "money"),
        (
            "You settle an auction.",
            "Cancelled before it happened; only the network fee was paid.",
            "refused",
        ),
        ("You vote.", "Why.", "refused"),
    ]
    journal.close()


def _entries(hand: Hand, who: int) -> tuple[Entry, ...]:
    with hand.view(who) as view:
        found = offering(view, 1)
    assert found is not None
    return found.entries
