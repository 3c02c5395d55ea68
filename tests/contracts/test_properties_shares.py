"""What holds for every gain and every claim, each law by its name, on the contracts alone."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.plays import Plays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

ISSUER, FIRST, SECOND, THIRD, FOURTH = 4, 5, 6, 7, 8
PEOPLE = (ISSUER, FIRST, SECOND, THIRD, FOURTH)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
UNITS = st.integers(10**12, S // 10)
GAINS = st.integers(0, 10**11)


@made_once
def scene() -> Plays:
    """Four issuers and one more person, who hold nothing of each other yet."""
    plays = Plays(members=5, deaf=True)
    for issuer in PEOPLE[:4]:
        plays.issue(issuer)
    return plays


def wealth(plays: Plays, person: int) -> int:
    """What a person has in the wallet and as a credit."""
    credit = plays.chain.ledger.purse(person)[0]
    return int(plays.chain.dollar.balanceOf(plays.at(person)) + credit)


def claims(plays: Plays, issuer: int) -> int:
    """What all holders of a token can claim."""
    ledger = plays.chain.ledger
    return sum(int(ledger.claimable(issuer, person)) for person in PEOPLE if person != issuer)


def held_by(plays: Plays) -> int:
    """What the ledger holds."""
    return int(plays.chain.dollar.balanceOf(plays.chain.ledger.address))


@FEW
@given(held=st.lists(UNITS, min_size=1, max_size=4), gain=GAINS)
def test_a_siphon_covers_the_claims_and_never_passes_the_gain(held: list[int], gain: int) -> None:
    plays = scene()
    with plays.fresh():
        for holder, units in zip(PEOPLE[1:], held, strict=False):
            assert plays.place(ISSUER, holder, units, 0)
        # The issuer sells what cost nothing: all of the proceeds are gain.
        assert plays.place(FIRST, ISSUER, S // 100, 0)
        before = wealth(plays, ISSUER)
        assert plays.trade(FIRST, ISSUER, FOURTH, S // 100, gain, 0)
        siphon = gain - (wealth(plays, ISSUER) - before)
        assert 0 <= siphon <= gain
        assert claims(plays, ISSUER) <= siphon == held_by(plays)
        assert siphon - claims(plays, ISSUER) <= len(held) + 1
        assert abs(siphon - gain * sum(held) // S) <= 1


@FEW
@given(
    held=st.lists(UNITS, min_size=4, max_size=4),
    gifts=st.lists(GAINS.filter(bool), min_size=1, max_size=3),
    order=st.permutations(PEOPLE[1:]),
)
def test_claims_do_not_depend_on_their_order(
    held: list[int], gifts: list[int], order: list[int]
) -> None:
    plays = scene()
    outcomes = []
    for sequence in (list(PEOPLE[1:]), order):
        with plays.fresh():
            for holder, units in zip(PEOPLE[1:], held, strict=True):
                assert plays.place(ISSUER, holder, units, 0)
            for gift in gifts:
                plays.distribute(ISSUER, gift)
                assert plays.claim(ISSUER, sequence[0], FOURTH)
            for holder in sequence:
                assert plays.claim(ISSUER, holder, holder)
            outcomes.append([wealth(plays, person) for person in PEOPLE[1:]])
    # Who claims in between is rounded down once more each time.
    for one, other in zip(*outcomes, strict=True):
        assert abs(one - other) <= len(gifts)


def test_circles_of_holdings_settle() -> None:
    plays = scene()
    circle = PEOPLE[:4]
    with plays.fresh():
        for issuer, holder in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert plays.place(issuer, holder, S * 49 // 100, 0)
        assert plays.distribute(circle[0], 100_000 * DOLLAR)
        rounds = 0
        while any(claims(plays, issuer) for issuer in circle):
            rounds += 1
            for issuer, holder in zip(circle, (*circle[1:], circle[0]), strict=True):
                plays.claim(issuer, holder, holder)
        assert rounds <= 48
        assert held_by(plays) <= 4 * rounds  # nothing but what was rounded
        plays.compare()


@FEW
@given(units=UNITS, gift=GAINS.filter(bool), bought=st.integers(1, 10_000))
def test_buying_after_a_deposit_earns_none_of_it(units: int, gift: int, bought: int) -> None:
    plays = scene()
    with plays.fresh():
        assert plays.place(ISSUER, FIRST, units, 0)
        assert plays.distribute(ISSUER, gift)
        part = max(1, units * bought // 10_000)
        before = plays.chain.ledger.claimable(ISSUER, FIRST)
        assert plays.trade(ISSUER, FIRST, SECOND, part, 0, 0)
        assert plays.place(ISSUER, THIRD, S // 100, 0)
        assert plays.chain.ledger.claimable(ISSUER, SECOND) == 0
        assert plays.chain.ledger.claimable(ISSUER, THIRD) == 0
        assert plays.chain.ledger.claimable(ISSUER, FIRST) == before


@FEW
@given(
    lots=st.lists(st.tuples(UNITS, GAINS), min_size=1, max_size=4),
    money=GAINS,
    parts=st.integers(2, 6),
)
def test_selling_in_parts_at_one_price_shares_the_same(
    lots: list[tuple[int, int]], money: int, parts: int
) -> None:
    plays = scene()
    total = sum(units for units, _ in lots)
    outcomes = []
    for steps in (1, parts):
        with plays.fresh():
            assert plays.place(ISSUER, FIRST, S * 3 // 10, 0)
            for units, cost in lots:
                assert plays.place(SECOND, ISSUER, units, cost)
            before = wealth(plays, ISSUER)
            sold = 0
            for step in range(1, steps + 1):
                upto = total * step // steps
                paid = money * upto // total - money * sold // total
                if upto > sold:
                    assert plays.trade(SECOND, ISSUER, THIRD, upto - sold, paid, 0)
                sold = upto
            outcomes.append(wealth(plays, ISSUER) - before)
    assert abs(outcomes[0] - outcomes[1]) <= 2 * (parts + len(lots))


@FEW
@given(
    gain=st.integers(1, 10**12),
    late=st.integers(0, 700),
    parts=st.lists(st.tuples(st.integers(1, 10**11), st.sampled_from(["none", "place", "trade"]))),
)
def test_a_debt_paid_in_any_parts_never_leaves_the_pool_short(
    gain: int, late: int, parts: list[tuple[int, str]]
) -> None:
    plays = scene()
    with plays.fresh():
        assert plays.place(ISSUER, FIRST, S // 5, 0)
        assert plays.owe(ISSUER, gain)
        plays.pass_time(late * DAY)
        paid = 0
        for amount, movement in [*parts[:6], (10**12, "none")]:
            if movement == "place":
                plays.place(ISSUER, SECOND, S // 50, 0)
            elif movement == "trade":
                plays.trade(ISSUER, FIRST, THIRD, S // 40, 0, 0)
            before = wealth(plays, FOURTH)
            plays.pay_debt(1, FOURTH, amount)
            paid += before - wealth(plays, FOURTH)
            assert claims(plays, ISSUER) <= paid == held_by(plays)
        assert plays.chain.companies.debt(1).gain == 0
        assert paid - claims(plays, ISSUER) <= 4 * len(parts) + 4
        plays.compare()
