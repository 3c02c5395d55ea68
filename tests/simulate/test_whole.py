"""The whole law in one object: decisions reach what they are about, or nothing is done."""

from __future__ import annotations

import copy
from dataclasses import fields

import pytest

from wallet.contracts.numbers import COUNT, DOLLARS, GROUPS, PER_CENT, SECONDS
from wallet.rules.authority import Decision
from wallet.rules.numbers import Numbers
from wallet.rules.order_book import Numbers as AuctionNumbers
from wallet.rules.registry import DOCUMENT, WORLD, Paper
from wallet.rules.units import DAY, DOLLAR, Refused, S
from wallet.rules.watching import Report
from wallet.rules.whole import OPERATOR, Whole, demand

GENESIS = 1_800_000_000


def paper(whole: Whole, number: int, level: int = DOCUMENT, wallet: str = "") -> Paper:
    now, tag = whole.now, bytes([number]) * 32
    wallet = wallet or f"wallet {number}"
    return Paper(wallet, tag, level, 276, 0, now, now + 2_000 * DAY, "verifier")


def network(people: int = 12) -> Whole:
    whole = Whole(GENESIS, ("verifier",))
    for number in range(1, people + 1):
        assert whole.join(paper(whole, number)) == number
        whole.network.people[number].cash = 100_000 * DOLLAR
    whole.pass_to(GENESIS + 40 * DAY)
    return whole


def test_a_human_is_one_person_everywhere() -> None:
    whole = network(3)
    assert len(whole.people.people) == len(whole.network.people) == len(whole.powers.members) == 3
    with pytest.raises(Refused, match="TAG_TAKEN"):
        whole.join(paper(whole, 1, wallet="another"))
    worldly = whole.join(paper(whole, 9, WORLD))
    assert worldly not in whole.powers.members and not whole.network.people[worldly].document
    whole.pass_to(whole.now + 1)
    whole.renew(worldly, paper(whole, 9))
    assert worldly in whole.powers.members and whole.network.people[worldly].document


def test_a_ban_goes_its_way_through_grounds_and_reaches_the_ledger() -> None:
    whole = network()
    whole.network.issue(1)
    with pytest.raises(Refused, match="NO_GROUNDS"):
        _propose(whole, 1)
    whole.watching.strike(whole.network, 1)
    whole.pass_to(whole.now + DAY)
    whole.watching.strike(whole.network, 1)
    made = _propose(whole, 1)
    with pytest.raises(Refused, match="TOO_EARLY"):
        whole.powers.perform(made)
    whole.pass_to(made.ready)
    whole.powers.perform(made)
    assert whole.network.people[1].banned and whole.people.people[0].banned
    assert not whole.network.active(1)
    with pytest.raises(Refused, match="TAG_BURNT"):
        whole.join(paper(whole, 1, wallet="another"))


def _propose(whole: Whole, person: int) -> Decision:
    whole.powers.note_grounds(person)
    demand(whole.powers.against_proposing_a_ban(person))
    whole.powers.propose_a_ban(person)
    return whole.powers.decisions[-1]


def test_a_ruling_reaches_the_report_or_leaves_everything_as_it_was() -> None:
    whole = network()
    token = whole.network.issue(1)
    token.holding(1).units -= S // 5
    whole.network.give_lot(1, 2, S // 5, 0, 0, 0)
    whole.watching.commit(
        whole.network, Report(3, 1, "GB-COH:1", whole.now - 40 * DAY, 50_000 * DOLLAR, 0)
    )
    whole.pass_to(whole.now + 7_200)
    whole.watching.reveal(whole.network, 1, 3)
    deed = ("rule_small", ("report", 1), "upheld", 50_000 * DOLLAR, 1)
    early = whole.powers.announce(OPERATOR, deed)
    whole.pass_to(early.ready)
    before = copy.deepcopy(whole.watching)
    with pytest.raises(Refused, match="may be answered"):
        whole.powers.perform(early)
    assert early.state == 2 and whole.watching == before
    whole.pass_to(whole.watching.reports[0].answer_by + 1)
    whole.powers.perform(early)
    assert whole.watching.reports[0].state == "upheld" and whole.watching.strikes[1]
    # The hidden gain and the penalty, less the reporter's half of it.
    due = sum(debt.gain for debt in whole.network.open_debts(1) if not debt.creditor)
    assert due == 50_000 * DOLLAR + 25_000 * DOLLAR
    whole.check()


def test_a_freeze_is_known_to_the_ledger_and_ends_when_it_is_overruled() -> None:
    whole = network()
    freeze = whole.powers.announce(OPERATOR, ("freeze", 2, whole.now + 14 * DAY))
    assert whole.network.frozen(2) and not whole.network.frozen(3)
    for member in range(3, 3 + freeze.needed):
        whole.powers.veto(freeze, member)
    whole.powers.lift(freeze)
    assert not whole.network.frozen(2)


def test_a_buy_back_is_told_to_the_companies() -> None:
    whole = network()
    token = whole.network.issue(1)
    token.holding(1).units -= S // 5
    whole.network.give_lot(1, 2, S // 5, 0, 0, 0)
    whole.law.recount(whole.network, 1, [2])
    whole.auctions.sell(1, 2, S // 5, 10**9)
    whole.auctions.buy(1, 1, S // 5, 10**9)
    whole.pass_to(whole.now + 2 * DAY)
    whole.auctions.settle(1)
    backs = whole.companies.buybacks[1]
    assert [(back.seller, back.units) for back in backs] == [(2, S // 5)]


def test_the_numbers_of_the_model_are_those_that_are_printed() -> None:
    ours = {field.name: field.default for field in fields(Numbers)}
    auctions = {field.name: field.default for field in fields(AuctionNumbers)}
    auctions["extension"] = auctions.pop("run_on")
    scale = {SECONDS: 1, DOLLARS: DOLLAR, PER_CENT: 1, COUNT: 1}
    looked = set()
    for group in GROUPS.values():
        for number in group:
            name = number.name.lower()
            known = {**ours, **auctions}
            if name in known:
                looked.add(name)
                assert known[name] == number.printed * scale[number.unit], name
    assert looked >= set(ours)
