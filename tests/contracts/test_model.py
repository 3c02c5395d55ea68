"""The model by itself: the examples and bounds that the rules name, before it judges contracts."""

from __future__ import annotations

import random

import pytest

from wallet.rules.auctions import Auctions
from wallet.rules.clearing import Order, clear
from wallet.rules.companies import Companies
from wallet.rules.ledger import Network
from wallet.rules.offerings import Offerings
from wallet.rules.units import DAY, DOLLAR, MAX_LOTS, Refused, S, price_of

NOW = 1_700_000_000
CENT_A_SHARE = 10_000 * 10**6  # as a price: millionths of a dollar for a million shares


def network(people: int = 6, cash: int = 10_000_000 * DOLLAR) -> Network:
    net = Network(NOW)
    for _ in range(people):
        net.join(NOW + 3_650 * DAY, cash)
    return net


def give(net: Network, issuer: int, holder: int, percent: int, cost: int = 0) -> None:
    units = S * percent // 100
    token = net.tokens.get(issuer) or net.issue(issuer)
    token.holding(issuer).units -= units
    net.give_lot(issuer, holder, units, cost, 0, 0)


def test_holders_of_a_fifth_receive_a_fifth_and_the_rest_never_leaves() -> None:
    net = network()
    give(net, 1, 2, 20)
    assert net.siphon(1, 1_000 * DOLLAR) in (200 * DOLLAR, 200 * DOLLAR - 1)
    assert 200 * DOLLAR - net.owed(1, 2) <= 1


def test_a_gain_without_holders_is_not_shared() -> None:
    net = network()
    net.issue(1)
    assert net.siphon(1, 1_000 * DOLLAR) == 0
    assert net.siphon(2, 1_000 * DOLLAR) == 0


def test_a_siphon_never_passes_the_gain_and_covers_the_claims() -> None:
    rng = random.Random(1)
    for _ in range(300):
        net = network(4)
        outside = rng.randrange(1, S * 49 // 100)
        token = net.issue(1)
        token.holding(1).units -= outside
        first = rng.randrange(1, outside + 1)
        net.give_lot(1, 2, first, 0, 0, 0)
        if first < outside:
            net.give_lot(1, 3, outside - first, 0, 0, 0)
        gain = rng.choice([0, 1, rng.randrange(10), rng.randrange(10**15)])
        kept = net.siphon(1, gain)
        assert net.owed(1, 2) + net.owed(1, 3) <= kept <= gain


def test_ten_flat_round_trips_keep_the_principal() -> None:
    """The rules' example: on the whole amount 100,000 would melt to 10,700."""
    net = network(3, cash=0)
    give(net, 1, 3, 20)
    give(net, 2, 3, 20)
    stake = 100_000 * DOLLAR
    for _ in range(10):
        net.give_lot(2, 1, S // 100, stake, 0, 0)
        sale = net.take_lots(2, 1, S // 100, stake)
        assert (sale.gain, sale.shared, sale.cost) == (0, 0, stake)
    whole = 100_000
    for _ in range(10):
        whole -= whole * 20 // 100
    assert 10_700 < whole < 10_800


def test_a_loss_on_one_lot_makes_no_credit_for_another() -> None:
    net = network()
    give(net, 1, 4, 10)
    give(net, 2, 1, 1, cost=0)
    give(net, 2, 1, 1, cost=10_000 * DOLLAR)
    sale = net.take_lots(2, 1, S // 50, 10_000 * DOLLAR)
    assert sale.gain == 5_000 * DOLLAR


def test_selling_in_parts_at_one_price_shares_the_same() -> None:
    rng = random.Random(2)
    for _ in range(100):
        whole, parts = network(), network()
        lots = [(rng.randrange(1, 10**22), rng.randrange(10**10)) for _ in range(5)]
        for net in (whole, parts):
            give(net, 1, 4, 30)
            give(net, 2, 3, 1)
            for units, cost in lots:
                net.give_lot(2, 1, units, cost, 0, 0)
        total = sum(units for units, _ in lots)
        money = rng.randrange(10**11)
        shared = whole.take_lots(2, 1, total, money).shared
        sold, in_parts, steps = 0, 0, 8
        for step in range(1, steps + 1):
            upto = total * step // steps
            proceeds = money * upto // total - money * sold // total
            in_parts += parts.take_lots(2, 1, upto - sold, proceeds).shared
            sold = upto
        # A base unit of proceeds and one of cost may round another way, a step and a lot.
        assert abs(shared - in_parts) <= 2 * (steps + len(lots))


def test_whoever_buys_after_a_deposit_earns_none_of_it() -> None:
    net = network()
    give(net, 1, 2, 20)
    net.distribute(1, 1_000 * DOLLAR)
    net.take_lots(1, 2, S // 10, 0)
    net.give_lot(1, 3, S // 10, 0, 0, 0)
    assert net.owed(1, 3) == 0
    assert 1_000 * DOLLAR - net.owed(1, 2) <= 1


def test_a_circle_of_holdings_dies_out() -> None:
    """One holds half of the next, round and round; claims pass money on until nothing is left."""
    net = network(5)
    for issuer in range(1, 6):
        give(net, issuer, issuer % 5 + 1, 49)
    net.distribute(1, 1_000_000 * DOLLAR)
    rounds = 0
    while any(net.owed(t, t % 5 + 1) for t in net.tokens):
        rounds += 1
        for token in net.tokens:
            net.claim(token, token % 5 + 1, token % 5 + 1)
    net.check()
    assert rounds < 60
    assert sum(person.cash for person in net.people.values()) + net.pool == 5 * 10**13


def test_eight_lots_and_then_the_newest_grows() -> None:
    net = network()
    net.issue(1).holding(1).units -= 10 * 100
    for _ in range(10):
        net.now += 1
        net.give_lot(1, 2, 100, 50, 20, net.now + DAY)
    lots = net.tokens[1].holding(2).lots
    assert len(lots) == MAX_LOTS
    assert (lots[-1].units, lots[-1].cost, lots[-1].joined) == (300, 90, True)
    assert lots[-1].acquired == net.now and lots[-1].unlocks == net.now + DAY


def test_locked_lots_are_passed_over() -> None:
    net = network()
    net.issue(1).holding(1).units -= 200
    net.give_lot(1, 2, 100, 10, 0, NOW + DAY)
    net.give_lot(1, 2, 100, 20, 0, 0)
    assert net.sellable(1, 2) == 100
    assert net.take_lots(1, 2, 100, 0).cost == 20


def test_the_price_lies_midway_between_what_was_filled_and_what_was_left() -> None:
    def order(person: int, units: int, limit: int) -> Order:
        return Order(person, units, limit, person)

    cleared = clear([order(1, 10, 100)], [order(2, 10, 200)], None, None)
    assert cleared is not None and cleared.price == 150
    left = clear([order(1, 10, 100)], [order(2, 10, 200), order(3, 5, 180)], None, None)
    assert left is not None and left.price == 190
    partly = clear([order(1, 10, 100)], [order(2, 25, 200)], None, None)
    assert partly is not None and partly.price == 200 and partly.bought == {2: 10}
    assert clear([order(1, 10, 300)], [order(2, 10, 200)], None, None) is None
    displaced = clear([order(1, 10, 100)], [order(2, 10, 200)], None, 190)
    assert displaced is not None and displaced.price == 195
    outbid = clear([order(1, 10, 100)], [order(2, 10, 200)], None, 250)
    assert outbid is not None and outbid.price == 200


def test_an_auction_moves_shares_and_money_to_the_cent() -> None:
    net = network()
    auctions = Auctions(net)
    give(net, 1, 2, 20)
    auctions.sell(1, 2, S // 10, 10**12)
    auctions.buy(1, 3, S // 10 - 7, 3 * 10**12)
    with pytest.raises(Refused):
        auctions.settle(1)
    net.now += 2 * DAY
    money = 2 * 10_000_000 * DOLLAR
    cleared = auctions.settle(1)
    assert cleared is not None and cleared.units == S // 10 - 7
    # The sell is left in part: its price is both bounds.
    assert cleared.price == 10**12
    assert net.people[2].cash + net.people[3].cash + net.pool == money
    net.check(auctions.staked)
    assert net.tokens[1].reference == 10**12


def test_a_debt_in_parts_costs_what_it_costs_whole() -> None:
    for parts in (1, 2, 7):
        net = network()
        auctions, offerings = Auctions(net), Offerings(net)
        companies = Companies(net, auctions, offerings)
        give(net, 1, 2, 20)
        stake = companies.declare(1, 100, 0)
        sold = companies.report(stake, 100, 1_000_000 * DOLLAR, 0, NOW, False)
        assert net.blocked(1)
        debt = companies.attest_exit(sold)
        assert debt is not None and debt.amount_due(net.now, S // 5) == 200_000 * DOLLAR
        net.now += 30 * DAY + 365 * DAY
        due = debt.amount_due(net.now, S // 5)
        assert due == 220_000 * DOLLAR  # a tenth for the year
        paid = 0
        for _ in range(parts - 1):
            paid += companies.pay(1, 1, due // parts)
        paid += companies.pay(1, 1, due)
        assert due <= paid <= due + parts
        assert not net.blocked(1)
        assert paid - net.owed(1, 2) <= parts
        net.check()


def test_what_is_overdue_is_paid_before_money_reaches_its_person() -> None:
    net = network()
    companies = Companies(net, Auctions(net), Offerings(net))
    give(net, 1, 2, 20)
    give(net, 3, 1, 20)
    sold = companies.report(companies.declare(1, 1, 0), 1, 50_000 * DOLLAR, 0, NOW, False)
    companies.attest_exit(sold)
    net.now += 30 * DAY
    net.distribute(3, 4_000 * DOLLAR)
    cash = net.people[1].cash
    net.claim(3, 1, 1)  # on time: a fifth is shared, the rest arrives
    assert abs(net.people[1].cash - cash - 3_200 * DOLLAR) <= 2
    net.now += 1
    net.distribute(3, 4_000 * DOLLAR)
    cash = net.people[1].cash
    net.claim(3, 1, 1)
    assert net.people[1].cash == cash
    assert 0 <= net.debts[1].gain - (50_000 - 5 * 3_200) * DOLLAR <= 100


def test_an_offering_keeps_its_line() -> None:
    net = network()
    offerings = Offerings(net)
    net.issue(1)
    deal = offerings.open(1, S // 100, S // 10, CENT_A_SHARE, NOW + 10 * DAY, 0)
    for person, percent in ((2, 4), (3, 4), (4, 4), (5, 4)):
        offerings.commit(deal, person, S * percent // 100)
    offerings.withdraw(deal, 0, 2)
    net.now += 10 * DAY
    offerings.close(deal)
    assert offerings.raises[deal].allotted(3) == S * 2 // 100
    offerings.take(deal, [1, 2])
    references = [net.tokens[1].reference]
    offerings.take(deal, [3])
    references.append(net.tokens[1].reference)
    assert references == [None, CENT_A_SHARE]  # two buyers prove nothing
    assert net.tokens[1].holding(5).lots[0].cost == price_of(S * 2 // 100, CENT_A_SHARE)
    assert net.tokens[1].holding(4).lots[0].cost == 0
    with pytest.raises(Refused):
        offerings.pay_out(deal, 1)
    net.now += 3 * DAY
    offerings.pay_out(deal, 1)
    assert offerings.raises[deal].held == 0
    net.check()
