"""Properties 20 to 23 of compliance, each by its number, asked of the contracts alone."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.compiled import abi_of, deployer_of
from tests.contracts.market import PRICE, finish
from tests.contracts.network import NO_PERMIT, SHARE, Actor, Network, deploy_network, now
from tests.contracts.plays_law import LawPlays
from tests.contracts.scenes import made_once
from tests.contracts.test_compliance import REG_S
from tests.contracts.test_ledger_forced import caps
from wallet.rules.units import DAY, S

FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
ISSUER = 4
PEOPLE = (5, 6, 7, 8, 9)


@made_once
def scene() -> LawPlays:
    """An issuer and five more people."""
    plays = LawPlays(members=1 + len(PEOPLE))
    plays.issue(ISSUER)
    return plays


@FEW
@given(data=st.data())
def test_p20_locked_lots_stay(data: st.DataObject) -> None:
    """(20) Locked lots stay locked to their date, whoever has them by a decision."""
    plays = scene()
    ledger = plays.chain.ledger
    people = st.sampled_from(PEOPLE)
    with plays.fresh():
        locks: list[tuple[int, int]] = []
        for _ in range(15):
            one, other = data.draw(people), data.draw(people)
            act = data.draw(st.sampled_from(["lock", "free", "sell", "force", "wait"]))
            units = data.draw(st.sampled_from([1, 7, 10**6])) * SHARE // 10**3
            if act == "lock":
                unlocks = plays.model.now + data.draw(st.integers(1, 5)) * DAY
                if plays.place(ISSUER, one, units, 0, unlocks):
                    locks.append((units, unlocks))
            elif act == "free":
                plays.place(ISSUER, one, units, 0)
            elif act == "sell" and one != other:
                free = int(ledger.sellable(ISSUER, one))
                assert not plays.trade(ISSUER, one, other, free + 1, 0, 0)
                if free:
                    assert plays.trade(ISSUER, one, other, free, 0, 0)
                    plays.law.recount(plays.model, ISSUER, [one, other])
            elif act == "force":
                plays.force(ISSUER, one, other, int(ledger.balance_of(ISSUER, one)))
            else:
                plays.pass_time(DAY)
            locked = sum(ledger.position(ISSUER, who).locked for who in PEOPLE)
            assert locked >= sum(units for units, until in locks if until > now())
            last = max((until for _, until in locks), default=0)
            assert locked == 0 or last > now()


@FEW
@given(data=st.data())
def test_p21_counters_and_caps_hold_and_match_reality(data: st.DataObject) -> None:
    """(21) Counters and caps hold and match who really holds, and what was really laid down."""
    plays = scene()
    ledger, compliance = plays.chain.ledger, plays.chain.compliance
    people = st.sampled_from(PEOPLE)
    with plays.fresh():
        seats = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
        plays.caps(*seats)
        assert plays.open(ISSUER, 1, 10**9, 30)  # two buyers who are not accredited
        retail: dict[int, bool] = {}
        laid: dict[int, int] = {}
        for _ in range(12):
            one, other = data.draw(people), data.draw(people)
            act = data.draw(st.sampled_from(["class", "lay", "back", "place", "sell", "force"]))
            if act == "class":
                plays.reclass(one, data.draw(st.booleans()), 276, 400)
            elif act == "lay" and plays.commit(1, one, 100):
                laid[one] = laid.get(one, 0) + 100
            elif act == "back":
                plays.uncommit(1, one, 60)
                laid[one] = max(0, laid.get(one, 0) - 60)
            elif act == "place":
                plays.take(1, [one, other, one], SHARE)
            elif act == "sell" and one != other and ledger.sellable(ISSUER, one):
                units = int(ledger.sellable(ISSUER, one))
                plays.settle(ISSUER, one, [other], units, 0)
            elif act == "force":
                plays.force(ISSUER, one, other, int(ledger.balance_of(ISSUER, one)))
            holding = {who for who in PEOPLE if ledger.balance_of(ISSUER, who)}
            retail = {
                who: retail.get(who, plays.chain.registry.person(who).investor_class == 0)
                for who in holding
            }
            info = ledger.token_info(ISSUER)
            assert (info.holders, info.retail) == (len(holding), sum(retail.values()))
            assert info.holders <= seats[0] and info.retail <= seats[1]
            assert all(compliance.years(who)[1] == laid.get(who, 0) for who in PEOPLE)


@pytest.mark.filterwarnings("ignore:casted bytecode")  # a clone's code is not its source's
def test_p22_the_erc_20_face_moves_nothing() -> None:
    """(22) The ERC-20 face moves nothing, whoever asks, and says that nobody may."""
    net, people = market()
    with boa.env.anchor():
        alice, bob, carol = people[:3]
        face = deployer_of("Face").at(net.ledger.make_face(alice.pid))
        ledger = net.ledger
        before = [ledger.balance_of(alice.pid, one.pid) for one in people]
        acts = [entry for entry in abi_of("Face") if _changes(entry)]
        assert {"transfer", "transferFrom", "approve"} <= {entry["name"] for entry in acts}
        wallets = [one.address for one in people]
        for entry in acts:
            for caller in (*wallets, net.authority.address, str(net.auction.address)):
                args = [_value(item["type"], carol, 10) for item in entry["inputs"]]
                with boa.env.prank(caller), boa.reverts():
                    getattr(face, entry["name"])(*args)
        assert [ledger.balance_of(alice.pid, one.pid) for one in people] == before
        for one in people:
            assert face.balanceOf(one.address) == ledger.balance_of(alice.pid, one.pid)
            assert face.allowance(bob.address, one.address) == 0
            assert face.detectTransferRestriction(bob.address, one.address, 1) == 1
        refused: list[tuple[Any, tuple[Any, ...]]] = [
            (ledger.transfer, (carol.address, alice.pid, 1)),
            (ledger.transferFrom, (bob.address, carol.address, alice.pid, 1)),
            (ledger.approve, (carol.address, alice.pid, 1)),
            (ledger.setOperator, (carol.address, True)),
        ]
        for call, values in refused:
            with boa.env.prank(bob.address), boa.reverts("PLAIN_TRANSFER"):
                call(*values)


def _changes(entry: dict[str, Any]) -> bool:
    """Whether a function of an ABI may change something."""
    return bool(entry["type"] == "function" and entry["stateMutability"] == "nonpayable")


def _value(kind: str, person: Actor, number: int) -> Any:
    """Something of a type."""
    return person.address if kind == "address" else number


# --- (23) on the real markets ---


@made_once
def market() -> tuple[Network, tuple[Actor, ...]]:
    """Alice issued; Bob has a thousand shares and another hundred locked; others have none."""
    net = deploy_network()
    people = [net.join(name) for name in ("Alice", "Bob", "Carol", "Dan")]
    people.append(net.join("American", country=840))
    alice, bob, *_ = people
    net.issue(alice)
    for shares, unlocks in ((1_000, 0), (100, now() + 365 * DAY)):
        with boa.env.prank(str(net.offering.address)):
            net.ledger.reserve(alice.pid, alice.pid, shares * SHARE)
            net.ledger.place((alice.pid, bob.pid, shares * SHARE, 0, 0, 0, unlocks))
    return net, tuple(people)


def disturb(net: Network, who: Actor, how: str) -> None:
    """Change somebody's standing."""
    if how == "frozen":
        net.freeze(who, 5 * DAY)
    elif how == "banned":
        net.ban(who)
    elif how == "overdue":
        with boa.env.prank(str(net.companies.address)):
            net.ledger.set_due(who.pid, now() - 1)


def unsettle(net: Network, alice: Actor, how: str) -> None:
    """Change what may be done with the token or in the market."""
    if how == "no seats":
        caps(net, 1, 1)
    elif how == "no retail seats":
        caps(net, 9, 1)
    elif how == "abroad only":
        with boa.env.prank(str(net.offering.address)):
            net.compliance.note_open(77, alice.pid, REG_S, 10**9, now() + DAY)
            net.compliance.note_close(77, 10**9)
    elif how == "stopped":
        with boa.env.prank(net.authority.address):
            net.rules.stop_market(now() + DAY)
    elif how == "a year later":
        boa.env.timestamp = now() + 366 * DAY


def moves(net: Network, token: Actor, seller: Actor, buyer: Actor, units: int) -> bool:
    """Whether shares really get from one to the other: by an offering or an auction."""
    before = net.ledger.balance_of(token.pid, buyer.pid)
    try:
        if seller.pid == token.pid:
            with boa.env.prank(str(net.offering.address)):
                net.ledger.reserve(token.pid, token.pid, units)
                net.ledger.place((token.pid, buyer.pid, units, 0, 0, 0, 0))
        else:
            net.auction.sell(token.pid, units, PRICE, sender=seller.address)
            net.auction.buy(token.pid, units, PRICE, NO_PERMIT, sender=buyer.address)
            finish(net, token)
    except boa.BoaError:
        return False
    return bool(net.ledger.balance_of(token.pid, buyer.pid) - before == units != 0)


HOW = st.sampled_from(["well", "well", "well", "frozen", "banned", "overdue"])
WHERE = ["well", "well", "no seats", "no retail seats", "abroad only", "stopped", "a year later"]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    token=st.sampled_from([0, 0, 0, 0, 3]),
    seller=st.sampled_from([1, 1, 1, 1, 0, 2]),
    buyer=st.sampled_from([2, 2, 3, 4, 4, 0, 1]),
    selling=HOW,
    buying=HOW,
    where=st.sampled_from(WHERE),
    units=st.sampled_from([1_000 * SHARE, 500 * SHARE, 1_000 * SHARE + 1, 0, S * 49 // 100]),
)
def test_p23_the_restriction_code_is_zero_exactly_when_the_movement_succeeds(
    token: int, seller: int, buyer: int, selling: str, buying: str, where: str, units: int
) -> None:
    """(23) The restriction code is zero exactly when the movement succeeds, on the real markets."""
    net, people = market()
    with boa.env.anchor():
        for who, how in {buyer: buying, seller: selling}.items():
            disturb(net, people[who], how)
        unsettle(net, people[0], where)
        facts = (people[token].pid, people[seller].pid, people[buyer].pid, units)
        code = net.compliance.detect_restriction(*facts)
        told = net.compliance.restriction_message(code)
        moved = moves(net, people[token], people[seller], people[buyer], units)
        assert (code == 0) == moved, f"{code}: {told}"


@pytest.mark.parametrize(
    ("seller", "buyer", "code"), [(1, 2, 0), (0, 2, 0), (1, 0, 0), (1, 1, 12), (2, 3, 10)]
)
def test_p23_both_ways_are_seen(seller: int, buyer: int, code: int) -> None:
    """(23) Among the cases are such that succeed: by an auction, an offering, a buy-back."""
    net, people = market()
    with boa.env.anchor():
        units = 500 * SHARE
        facts = (people[0].pid, people[seller].pid, people[buyer].pid, units)
        assert net.compliance.detect_restriction(*facts) == code
        assert moves(net, people[0], people[seller], people[buyer], units) == (code == 0)
