"""Properties 9, 11 and 28 to 32, each by its number, asked of the contracts alone."""

from __future__ import annotations

from typing import Any

import boa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.network import NO_PERMIT
from tests.contracts.plays_disputes import DisputePlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

ISSUER, FIRST, SECOND, THIRD, RICH = 4, 5, 6, 7, 8
CROWD = (ISSUER, FIRST, SECOND, THIRD, RICH)
FEW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
MONEY = st.one_of(st.integers(0, 3), st.integers(1, 10**6), st.integers(10**6, 10**11))
GAINS = st.one_of(st.integers(1, 10**6), st.integers(10**6, 10**13))
UNITS = st.integers(1, S // 50)


@made_once
def scene() -> DisputePlays:
    """Two issuers and more people, who hold nothing of each other yet, and a stake."""
    plays = DisputePlays(members=6, deaf=True)
    for issuer in (ISSUER, RICH):
        plays.issue(issuer)
    plays.declare(ISSUER, 1_000, 0)
    return plays


def wealth(plays: DisputePlays, people: set[int]) -> int:
    """What some people have in wallets and credits, and can claim of the issuer's token."""
    ledger, dollar = plays.chain.ledger, plays.chain.dollar
    kept = sum(dollar.balanceOf(plays.at(who)) + ledger.purse(who)[0] for who in people)
    return int(kept + sum(ledger.claimable(ISSUER, who) for who in people if who != ISSUER))


def sold_event(plays: DisputePlays) -> Any:
    """What the ledger said of the last sale."""
    return next(log for log in plays.chain.ledger.get_logs() if type(log).__name__ == "Sold")


# Gains of a position


@FEW
@given(data=st.data())
def test_p09_gains_over_a_position_are_at_least_proceeds_minus_believed_cost(
    data: st.DataObject,
) -> None:
    """Whatever is bought at whatever cost, joined in a full ring or not, and sold in parts."""
    plays = scene()
    with plays.fresh():
        assert plays.place(ISSUER, SECOND, S // 10, 0)
        believed = proceeds = gains = 0
        for _ in range(data.draw(st.integers(3, 14))):
            held = plays.chain.ledger.balance_of(ISSUER, FIRST)
            if held and data.draw(st.booleans()):
                units = min(held, data.draw(st.one_of(UNITS, st.just(held))))
                money = data.draw(MONEY)
                assert plays.trade(ISSUER, FIRST, THIRD, units, money, 0)
                said = sold_event(plays)
                proceeds, gains = proceeds + money, gains + said.gain
                assert said.gain >= max(0, money - said.cost)
            else:
                before = sum(lot.cost for lot in plays.chain.ledger.lots(ISSUER, FIRST))
                units, cost = data.draw(UNITS), data.draw(MONEY)
                if data.draw(st.booleans()):
                    assert plays.place(ISSUER, FIRST, units, cost)
                else:
                    assert plays.trade(ISSUER, SECOND, FIRST, units, cost, cost)
                after = sum(lot.cost for lot in plays.chain.ledger.lots(ISSUER, FIRST))
                believed += after - before
            left = sum(lot.cost for lot in plays.chain.ledger.lots(ISSUER, FIRST))
            assert gains >= proceeds - (believed - left)
        held = plays.chain.ledger.balance_of(ISSUER, FIRST)
        if held:
            money = data.draw(MONEY)
            assert plays.trade(ISSUER, FIRST, THIRD, held, money, 0)
            proceeds, gains = proceeds + money, gains + sold_event(plays).gain
        assert plays.chain.ledger.lots(ISSUER, FIRST) == []
        assert gains >= proceeds - believed


@FEW
@given(
    lots=st.lists(st.tuples(UNITS, MONEY), min_size=1, max_size=8),
    money=MONEY,
    cuts=st.lists(st.integers(1, 999), min_size=1, max_size=5, unique=True),
)
def test_p11_selling_in_parts_at_one_price_siphons_the_same(
    lots: list[tuple[int, int]], money: int, cuts: list[int]
) -> None:
    """Wherever the cuts lie: what is shared differs by roundings at most, one a lot and part."""
    plays = scene()
    total = sum(units for units, _ in lots)
    shared = []
    for ends in ([total], [total * cut // 1_000 for cut in sorted(cuts)] + [total]):
        with plays.fresh():
            assert plays.place(ISSUER, FIRST, S * 3 // 10, 0)
            for units, cost in lots:
                assert plays.place(RICH, ISSUER, units, cost)
            done = siphoned = 0
            for end in ends:
                if end > done:
                    part = money * end // total - money * done // total
                    assert plays.trade(RICH, ISSUER, THIRD, end - done, part, 0)
                    siphoned += sold_event(plays).siphon
                done = end
            shared.append(siphoned)
    assert abs(shared[0] - shared[1]) <= 2 * (len(cuts) + 1 + len(lots))


# Steps, and debts paid once

STEPS = {
    "report": {(0, 1)},
    "open_window": set(),
    "dispute": {(1, 2)},
    "accept": {(1, 3), (1, 4)},
    "attest_exit": {(1, 3), (1, 4)},
    "rule": {(2, 3), (2, 4)},
    "lapse": {(2, 3), (2, 4)},
    "take_back": set(),
    "pay_debt": {(3, 4)},
}
"""What each act may make of an exit: 0 none, 1 reported, 2 in a case, 3 owed, 4 done."""


@FEW
@given(data=st.data())
def test_p28_only_the_allowed_steps_and_a_debt_is_paid_once(data: st.DataObject) -> None:
    plays = scene()
    companies = plays.chain.companies
    with plays.fresh():
        assert plays.place(ISSUER, FIRST, S // 5, 0)
        paid: dict[int, int] = {}
        for _ in range(40):
            name = data.draw(st.sampled_from([*STEPS, "wait"]))
            if name == "wait":
                plays.pass_time(data.draw(st.sampled_from([3 * DAY, 10 * DAY, 61 * DAY])))
                continue
            count = plays.exits.count
            exit_ = data.draw(st.integers(1, max(1, count)))
            before = [companies.exit_state(one) for one in range(1, count + 2)]
            left = companies.debt(exit_).gain
            _act(plays, name, exit_, data)
            after = [companies.exit_state(one) for one in range(1, count + 2)]
            steps = {pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]}
            assert steps <= STEPS[name] and len(steps) <= 1
            if name == "pay_debt":
                paid[exit_] = paid.get(exit_, 0) + left - companies.debt(exit_).gain
        for exit_, gain in paid.items():
            if exit_ in plays.records:
                left = companies.debt(exit_).gain
                assert left + gain == (plays.records[exit_][6] if left or gain else 0)
            if companies.exit_state(exit_) == 4:
                with boa.reverts("DEBT_IS_PAID"):
                    companies.pay_debt(exit_, 1, NO_PERMIT, sender=plays.at(ISSUER))


def _act(plays: DisputePlays, name: str, exit_: int, data: st.DataObject) -> bool:
    """Do one of `STEPS` with an exit, if that can be asked for at all."""
    who = data.draw(st.sampled_from(CROWD))
    if name == "report":
        gain = data.draw(GAINS)
        return plays.report(1, 1, gain, 0, plays.model.now - DAY, False)
    if exit_ > plays.exits.count:
        return False
    if name in ("open_window", "dispute"):
        return bool(getattr(plays, name)(exit_, who))
    if name == "rule":
        return plays.rule(exit_, data.draw(GAINS), large=True)
    if name == "pay_debt":
        return plays.pay_debt(exit_, who, data.draw(st.one_of(MONEY, st.just(10**13))))
    return bool(getattr(plays, name)(exit_))


# Bonds


@FEW
@given(
    outside=st.sampled_from([0, 1, S // 1_000 - 1, S // 1_000, S // 100, S // 5, S * 49 // 100]),
    friends=st.integers(0, 100),
    reported=GAINS,
    found=st.one_of(st.none(), GAINS),
    end=st.sampled_from(["rule", "rule", "lapse"]),
)
def test_p29_bonds_in_are_bonds_out_and_nobody_gains_by_disputing_themselves(
    outside: int, friends: int, reported: int, found: int | None, end: str
) -> None:
    """The issuer, who opens, who disputes, and all friends among the holders are one."""
    plays = scene()
    with plays.fresh():
        theirs = outside * friends // 100
        for holder, units in ((FIRST, theirs), (RICH, outside - theirs)):
            if units:
                assert plays.place(ISSUER, holder, units, 0)
        gang = {ISSUER, FIRST, SECOND, THIRD}
        assert plays.report(1, 1, reported, 0, plays.model.now, False)
        pool = plays.chain.dollar.balanceOf(plays.chain.ledger.address)
        before = wealth(plays, gang)
        everybody = wealth(plays, gang | {RICH})
        assert plays.open_window(1, SECOND) and plays.dispute(1, THIRD)
        bonds = 2 * plays.chain.disputes.window(1).bond
        assert plays.chain.dollar.balanceOf(plays.chain.ledger.address) - pool == bonds
        assert before - wealth(plays, gang) == bonds
        if end == "rule":
            gain = reported if found is None else found
            assert plays.rule(1, gain, large=True)
        else:
            plays.pass_time(60 * DAY + 1)
            assert plays.lapse(1)
        assert wealth(plays, gang) <= before
        # All of it came out again, but for less than a unit for each holder.
        assert 0 <= everybody - wealth(plays, gang | {RICH}) <= 3
        if end == "lapse" or outside * 1_000 < S:
            assert wealth(plays, gang) == before
        assert not plays.take_back(1) and not plays.lapse(1) and not plays.accept(1)


@FEW
@given(gain=GAINS, confirmed=st.booleans(), outside=st.integers(1, S // 5))
def test_p29_an_undisputed_bond_comes_back_whole(gain: int, confirmed: bool, outside: int) -> None:
    plays = scene()
    with plays.fresh():
        assert plays.place(ISSUER, FIRST, outside, 0)
        assert plays.report(1, 1, gain, 0, plays.model.now, False)
        before = wealth(plays, {SECOND})
        assert plays.open_window(1, SECOND)
        if confirmed:
            assert plays.attest_exit(1)
            assert plays.take_back(1)
        else:
            plays.pass_time(10 * DAY)
            assert plays.accept(1)
        assert wealth(plays, {SECOND}) == before
        assert not plays.take_back(1) and not plays.accept(1)


# Attestors

FAULTS = ["none", "none", "none", "removed", "frozen", "banned", "other key", "other words"]
SIGNERS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(FAULTS)), max_size=3)


@FEW
@given(signers=SIGNERS, kind=st.sampled_from(["stake", "exit", "cost"]))
def test_p30_fewer_than_k_distinct_serving_attestors_never_count(
    signers: list[tuple[int, str]], kind: str
) -> None:
    """Attestors 1 to 3 are named; 4 serves and is not named, 5 does not serve."""
    plays = scene()
    with plays.fresh():
        plays.chain.appoint(plays.actors[ISSUER])
        assert plays.place(ISSUER, FIRST, S // 10, 0)
        assert plays.report(1, 1, DOLLAR, 0, plays.model.now, False)
        lot = (ISSUER, FIRST, 0, S // 10, DOLLAR)
        names = ("token", "holder", "serial", "units", "cost")
        signatures = []
        for who, fault in signers:
            signer = who % 3 + 1 if fault == "other key" else who
            if kind == "stake":
                number = plays.declare(ISSUER, 1, 0) if fault == "other words" else 1
                signed = plays.sign_stake(number, (signer,))
            elif kind == "exit":
                if fault == "other words":
                    plays.report(1, 1, DOLLAR, 0, plays.model.now, False)
                signed = plays.sign_exit(
                    plays.exits.count if fault == "other words" else 1, (signer,)
                )
            else:
                said = (*lot[:4], DOLLAR + (fault == "other words"))
                signed = [plays.sign(signer, "Cost", dict(zip(names, said, strict=True)))]
            signatures += signed
        _spoil(plays, dict(signers))
        by = [who for who, _ in signers]
        spoilt = {who for who, fault in signers if fault in ("removed", "frozen", "banned")}
        sound = all(
            fault in ("none", "removed", "frozen", "banned") and who not in spoilt
            for who, fault in signers
        )
        counts = sound and set(by) <= {1, 2, 3} and len(set(by)) == len(by) >= 2
        companies = plays.chain.companies

        def confirm() -> None:
            if kind == "stake":
                companies.attest_stake(1, 1, plays.stakes[1][0], signatures, by)
            elif kind == "exit":
                companies.attest_exit(1, plays.records[1], signatures, by)
            else:
                companies.confirm_cost(*lot, signatures, by)

        if counts:
            confirm()
        # Refused for want of attestors, or because it was said already: no replay.
        with boa.reverts():
            confirm()


def _spoil(plays: DisputePlays, faults: dict[int, str]) -> None:
    """Let attestors lose their office or their standing."""
    authority = plays.chain.authority.address
    for who, fault in faults.items():
        if fault == "removed":
            plays.chain.registry.remove_attestor(who, sender=authority)
        elif fault == "frozen":
            plays.freeze(who, DAY)
        elif fault == "banned":
            plays.ban(who)
