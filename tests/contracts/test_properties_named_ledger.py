"""Properties 1 to 8, 10 and 12 of the ledger, each by its number, asked of the contract alone.

What wanders below also moves shares by decision and under compliance; what the contract answers is
held against itself, not against the model.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.plays_law import LawPlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

ISSUERS = (4, 5, 6)
HOLDERS = (7, 8)
PEOPLE = (*ISSUERS, *HOLDERS)
FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
MONEY = st.one_of(st.integers(0, 3), st.integers(1, 10**6), st.integers(10**6, 10**10))
STEPS = 15


@made_once
def scene() -> LawPlays:
    """Three issuers who hold each other in a circle, and two more people."""
    plays = LawPlays(members=len(PEOPLE))
    for issuer in ISSUERS:
        plays.issue(issuer)
    for issuer, holder in ((4, 5), (5, 6), (6, 4), (4, 7)):
        assert plays.place(issuer, holder, S // 10, 50_000 * DOLLAR)
    return plays


class Wanderer:
    """Random movements of shares and money, all by way of the contracts."""

    def __init__(self, plays: LawPlays, draw: Callable[[Any], Any]) -> None:
        self.plays, self.draw = plays, draw
        self.ledger = plays.chain.ledger
        self.touched = 0
        """In how many holdings something was rounded down at most."""

    def one_of(self, those: Any) -> Any:
        """Draw one."""
        return self.draw(st.sampled_from(list(those)))

    def holding(self) -> tuple[int, int]:
        """A token and who holds some of it."""
        held = [
            (token, who)
            for token in ISSUERS
            for who in PEOPLE
            if who != token and self.plays.model.tokens[token].holding(who).units
        ]
        return tuple(self.one_of(held or [(4, 7)]))

    def part(self, units: int) -> int:
        """Some of these units, all of them often."""
        return int(units * self.one_of([1, 5_000, 10_000, 10_000]) // 10_000)

    def other(self, person: int) -> int:
        """Somebody else."""
        return int(self.one_of([who for who in PEOPLE if who != person]))

    def place(self) -> None:
        """Shares of an issuer, locked or not."""
        issuer = self.one_of(ISSUERS)
        unlocks = self.one_of([0, 0, self.plays.model.now + 3 * DAY])
        units, cost = self.part(S // 100), self.draw(MONEY)
        self.plays.place(issuer, self.other(issuer), units, cost, unlocks)
        self.touched += 1

    def trade(self) -> bool:
        """A holder sells to somebody."""
        token, seller = self.holding()
        units = self.part(self.plays.model.sellable(token, seller))
        buyer = self.other(seller)
        done = self.plays.trade(token, seller, buyer, units, self.draw(MONEY), self.draw(MONEY))
        self.plays.law.recount(self.plays.model, token, [seller, buyer])
        self.touched += 4
        return done

    def force(self) -> None:
        """A decision moves shares, locked ones too."""
        token, sender = self.holding()
        units = self.part(self.plays.model.tokens[token].holding(sender).units)
        self.plays.force(token, sender, self.other(sender), units)
        self.touched += 2

    def give(self) -> None:
        """An issuer gives money."""
        self.plays.distribute(self.one_of(ISSUERS), self.draw(MONEY))
        self.touched += 1

    def claim(self) -> None:
        """Somebody claims for a holder."""
        token, holder = self.holding()
        self.plays.claim(token, holder, self.other(holder))
        self.touched += 2

    def wait(self) -> None:
        """Time passes."""
        self.plays.pass_time(DAY)

    def step(self) -> None:
        """One of these."""
        acts = [self.place, self.trade, self.trade, self.force, self.give, self.claim, self.wait]
        self.one_of(acts)()


def everybody(plays: LawPlays, token: int) -> list[int]:
    """All who could hold a token, but its issuer."""
    return [who for who in plays.model.people if who != token]


def claims(plays: LawPlays) -> int:
    """What all can claim of all tokens."""
    ledger = plays.chain.ledger
    return sum(
        int(ledger.claimable(token, who)) for token in ISSUERS for who in PEOPLE if who != token
    )


def credits_of(plays: LawPlays) -> int:
    """What waits for all."""
    return sum(int(plays.chain.ledger.purse(who)[0]) for who in PEOPLE)


def pool(plays: LawPlays) -> int:
    """What the ledger holds."""
    return int(plays.chain.dollar.balanceOf(plays.chain.ledger.address))


def wealth(plays: LawPlays, person: int) -> int:
    """What a person has in the wallet and as a credit."""
    credit = plays.chain.ledger.purse(person)[0]
    return int(plays.chain.dollar.balanceOf(plays.at(person)) + credit)


@FEW
@given(data=st.data())
def test_p01_for_each_token_balances_sum_to_s(data: st.DataObject) -> None:
    """(1) For each token balances sum to S."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        for _ in range(STEPS):
            wanderer.step()
        ledger = plays.chain.ledger
        for token in ISSUERS:
            assert sum(ledger.balance_of(token, who) for who in plays.model.people) == S
            others = sum(ledger.balance_of(token, who) for who in everybody(plays, token))
            assert ledger.outside(token) == others


@FEW
@given(data=st.data())
def test_p02_money_held_covers_claims_credits_bonds_and_refunds(data: st.DataObject) -> None:
    """(2) Money held covers all claims, credits, bonds and refunds, after every single act."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        laid = 0
        for _ in range(STEPS):
            wanderer.step()
            if data.draw(st.booleans()):  # a stake or a bond, which waits to be given back
                amount = data.draw(MONEY)
                mover, payer = plays.auction_at, plays.at(7)
                ledger = plays.chain.ledger
                none = (0, 0, 0, bytes(32), bytes(32))
                laid += ledger.pull(7, payer, amount, ledger.address, none, sender=mover)
                plays.model.pull(7, amount)
            assert pool(plays) >= claims(plays) + credits_of(plays) + laid
        before = wealth(plays, 8)
        plays.chain.ledger.pay(8, laid, True, sender=plays.auction_at)  # and it is there
        assert wealth(plays, 8) - before == laid
        assert pool(plays) >= claims(plays) + credits_of(plays)


@FEW
@given(data=st.data())
def test_p03_paid_in_is_claimed_and_claimable_and_dust(data: st.DataObject) -> None:
    """(3) Paid in = claimed + claimable + dust, dust within the number of operations."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        started = pool(plays) - claims(plays) - credits_of(plays)
        for _ in range(STEPS):
            wanderer.step()
        dust = pool(plays) - claims(plays) - credits_of(plays) - started
        assert 0 <= dust <= wanderer.touched


@FEW
@given(data=st.data())
def test_p04_accumulators_never_fall(data: st.DataObject) -> None:
    """(4) Accumulators never fall."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        before = [0] * len(ISSUERS)
        for _ in range(STEPS):
            wanderer.step()
            after = [plays.chain.ledger.token_info(token).acc for token in ISSUERS]
            assert all(new >= old for old, new in zip(before, after, strict=True))
            before = after
        assert plays.distribute(4, 10**9)
        assert plays.chain.ledger.token_info(4).acc > before[0]


@FEW
@given(data=st.data())
def test_p05_a_movement_between_outsiders_changes_neithers_claim(data: st.DataObject) -> None:
    """(5) A movement between outsiders changes neither's claim: a trade, a forced movement."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        ledger = plays.chain.ledger
        for _ in range(STEPS // 2):
            wanderer.step()
            token, sender = wanderer.holding()
            receiver = wanderer.one_of([who for who in PEOPLE if who not in (token, sender)])
            before = [ledger.claimable(token, who) for who in everybody(plays, token)]
            units = wanderer.part(int(ledger.sellable(token, sender)))
            if wanderer.one_of([True, False]):
                plays.force(token, sender, receiver, units)
            elif units:
                assert plays.trade(token, sender, receiver, units, 0, 0)
                plays.law.recount(plays.model, token, [sender, receiver])
            assert [ledger.claimable(token, who) for who in everybody(plays, token)] == before


@FEW
@given(data=st.data())
def test_p06_an_issuer_never_claims_on_the_own_token(data: st.DataObject) -> None:
    """(6) An issuer never claims on the own token."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        for _ in range(STEPS // 2):
            wanderer.step()
        assert plays.distribute(4, 10**9)
        ledger = plays.chain.ledger
        for issuer in ISSUERS:
            assert ledger.claimable(issuer, issuer) == 0
            with boa.reverts("ISSUER_OWN_CLAIM"):
                ledger.claim(issuer, issuer, sender=plays.at(issuer))
            with boa.reverts("ISSUER_OWN_CLAIM"):
                ledger.claim_many([5, issuer, 6], issuer, sender=plays.at(7))


@FEW
@given(gift=st.integers(1, 10**10), part=st.integers(1, 10_000), forced=st.booleans())
def test_p07_a_purchase_after_a_deposit_earns_none_of_it(
    gift: int, part: int, forced: bool
) -> None:
    """(7) A purchase after a deposit earns none of it, a sale loses none."""
    plays = scene()
    with plays.fresh():
        assert plays.distribute(4, gift)
        ledger = plays.chain.ledger
        before = ledger.claimable(4, 7)
        units = S // 10 * part // 10_000
        if forced:
            assert plays.force(4, 7, 8, units)
        else:
            assert plays.trade(4, 7, 8, units, 0, 0)
        assert plays.chain.ledger.claimable(4, 8) == 0
        assert ledger.claimable(4, 7) == before
        assert plays.place(4, 6, S // 100, 0)
        assert ledger.claimable(4, 6) == 0


@FEW
@given(data=st.data())
def test_p08_a_closed_position_leaves_no_lot(data: st.DataObject) -> None:
    """(8) A closed position leaves no lot; an open one holds what its lots hold."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        ledger = plays.chain.ledger
        for _ in range(STEPS):
            wanderer.step()
        for token in ISSUERS:
            for who in everybody(plays, token):
                lots = ledger.lots(token, who)
                assert sum(lot.units for lot in lots) == ledger.balance_of(token, who)
                assert all(lot.units for lot in lots) and len(lots) <= 8
        token, holder = wanderer.holding()
        heir = wanderer.one_of([who for who in PEOPLE if who not in (token, holder)])
        if ledger.balance_of(token, holder):
            assert plays.force(token, holder, heir, ledger.balance_of(token, holder))
        assert ledger.lots(token, holder) == []
        assert ledger.position(token, holder).lots_count == 0
        assert ledger.balance_of(token, holder) == ledger.sellable(token, holder) == 0


@FEW
@given(data=st.data())
def test_p10_a_siphon_is_at_most_the_gain_and_no_cent_is_lost(data: st.DataObject) -> None:
    """(10) Siphon <= gain, and the buyer's payment is the seller's and the siphon exactly."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        for _ in range(STEPS // 3):
            wanderer.step()
            token, seller = wanderer.holding()
            buyer, units = wanderer.other(seller), int(plays.chain.ledger.sellable(token, seller))
            if not units:
                continue
            money = data.draw(MONEY)
            had = {who: wealth(plays, who) for who in (seller, buyer)}
            held = pool(plays) - credits_of(plays)
            assert plays.trade(token, seller, buyer, units, money, data.draw(MONEY))
            logs = plays.chain.ledger.get_logs()
            plays.law.recount(plays.model, token, [seller, buyer])
            (sold,) = (one for one in logs if type(one).__name__ == "Sold")
            assert 0 <= sold.siphon <= sold.gain <= money == sold.paid
            assert sold.gain >= money - sold.cost
            assert had[buyer] - wealth(plays, buyer) == money
            assert wealth(plays, seller) - had[seller] == money - sold.siphon
            assert pool(plays) - credits_of(plays) - held == sold.siphon


@FEW
@given(data=st.data())
def test_p12_an_issuer_keeps_51_percent_and_reserved_is_held(data: st.DataObject) -> None:
    """(12) The issuer keeps 51 %, reserved <= held and unlocked, whatever is placed or forced."""
    plays = scene()
    with plays.fresh():
        wanderer = Wanderer(plays, data.draw)
        ledger = plays.chain.ledger
        for _ in range(STEPS):
            wanderer.step()
            token, holder = wanderer.holding()
            free = int(ledger.sellable(token, holder))
            if free and wanderer.one_of([True, False]):
                units = wanderer.part(free)
                ledger.reserve(token, holder, units, sender=plays.auction_at)
                plays.model.tokens[token].holding(holder).reserved += units
            for token in ISSUERS:
                assert ledger.balance_of(token, token) * 100 >= 51 * S
                for who in PEOPLE:
                    said = ledger.position(token, who)
                    assert said.reserved + said.locked <= said.balance
        free = int(ledger.balance_of(4, 4)) - S * 51 // 100
        assert not plays.place(4, 8, free + 1, 0)
        assert plays.place(4, 8, free, 0)


@FEW
@given(
    gain=st.integers(1, 10**11),
    late=st.integers(0, 700),
    parts=st.lists(st.tuples(st.integers(1, 10**10), st.sampled_from(["force", "trade", ""]))),
)
def test_p12_a_debt_paid_in_any_parts_never_leaves_the_pool_short(
    gain: int, late: int, parts: list[tuple[int, str]]
) -> None:
    """(12) A debt paid in any parts, with any movement of shares between, leaves the pool whole."""
    plays = scene()
    with plays.fresh():
        assert plays.owe(4, gain)
        plays.pass_time(late * DAY)
        for amount, movement in [*parts[:5], (10**12, "")]:
            if movement == "force":
                plays.force(4, 7, 8, S // 50)
            elif movement == "trade":
                plays.trade(4, 5, 7, S // 50, 0, 0)
                plays.law.recount(plays.model, 4, [5, 7])
            plays.pay_debt(1, 8, amount)
            assert pool(plays) >= claims(plays) + credits_of(plays)
        assert plays.chain.companies.debt(1).gain == 0
        assert pool(plays) - claims(plays) - credits_of(plays) <= 6 * len(parts) + 6
