"""Properties 16 to 19 of people, each by its number, asked of the contracts alone.

What wanders is the registry's machine; what must never be is remembered here, not in its model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import boa
import pytest
from eth_utils.crypto import keccak
from hypothesis.stateful import invariant

from tests.contracts.governing import FALLEN, Governed, govern, selector
from tests.contracts.machine import Play
from tests.contracts.market import (
    HOUR,
    PRICE,
    buy,
    close,
    commit,
    finish,
    force,
    give,
    open_offering,
    released,
    running,
    sell,
    shares,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, account_of, now
from tests.contracts.plays_people import DOCUMENTS, NULLIFIERS, WALLETS
from tests.contracts.raising import take
from tests.contracts.recovering import WAIT, accredit, cancel, recover, recovered, tag_of
from tests.contracts.scenes import made_once
from tests.contracts.test_properties_people import PeopleMachine

ACTIVE, EXPIRED, FROZEN, BANNED = range(1, 5)


@made_once
def governed() -> Governed:
    """A network of members with an authority: made once."""
    return govern()


@pytest.fixture
def gov() -> Iterator[Governed]:
    scene = governed()
    people = list(scene.people)
    with boa.env.anchor():
        yield scene
    scene.people = people
    scene.published.clear()


# --- 16 ---


class WhoIsWho(PeopleMachine):
    """Remembers whose every wallet and tag ever was, and who was ever banned."""

    usual = 150
    for_long = 1_000

    def begin_to_remember(self) -> None:
        """Nothing is known yet."""
        self.owner: dict[str, int] = {}
        self.tags: dict[bytes, int] = {}
        self.out: set[int] = set()

    @invariant()
    def one_human_one_person_one_wallet(self) -> None:
        """A wallet is, was or becomes one person's; a tag belongs to one for ever."""
        if not hasattr(self, "plays"):
            return
        if not hasattr(self, "owner"):
            self.begin_to_remember()
        registry = self.plays.registry
        for name in WALLETS:
            wallet = self.plays.address[name]
            active, former = registry.person_of(wallet), registry.former(wallet)
            assert not (active and former)
            if known := self.owner.get(name):
                assert known == active + former, f"{name} was of {known}"
            if active:
                self.owner[name] = active
                assert registry.wallet_of(active) == wallet
        actives = [registry.wallet_of(n) for n in range(1, registry.people() + 1)]
        assert len(set(actives)) == len(actives)
        assert all(registry.person_of(wallet) == n for n, wallet in enumerate(actives, 1))
        for tag in (*DOCUMENTS, *NULLIFIERS):
            owner = registry.tag_owner(tag)
            assert self.tags.setdefault(tag, owner) in (0, owner), "a tag changed hands"
            self.tags[tag] = owner

    @invariant()
    def a_ban_outlives_everything(self) -> None:
        """Who was banned is, unless the last act lifted it; and their tags bring nobody."""
        if not hasattr(self, "plays") or not hasattr(self, "out"):
            return
        registry = self.plays.registry
        if self.played and self.played[-1] == "unban":
            self.out = {one for one in self.out if registry.standing(one) == BANNED}
        for one in self.out:
            assert registry.standing(one) == BANNED
            assert not registry.isVerified(registry.wallet_of(one))
        people = range(1, registry.people() + 1)
        self.out |= {one for one in people if registry.standing(one) == BANNED}


def test_p16_one_human_is_one_person_and_one_wallet_one_persons(play: Play) -> None:
    play(WhoIsWho)


def test_p16_every_way_in_asks_for_the_tag(bare: Network) -> None:
    accredit(bare)
    alice, bob = bare.join("Alice"), bare.join("Bob")
    boa.env.time_travel(seconds=1)
    for level in (1, 2):
        with boa.reverts("TAG_TAKEN"):
            bare.join("Alice's second wallet", personTag=tag_of(alice), level=level)
        with boa.reverts("TAG_TAKEN"):
            bare.renew(bob, personTag=tag_of(alice), level=level)
    new = recovered(bare, alice, "new wallet")
    for wallet in ("Alice", "new wallet"):
        with boa.reverts("WALLET_USED" if wallet == "Alice" else "ALREADY_JOINED"):
            bare.join(wallet, personTag=keccak(text="another human"))
    assert bare.registry.people() == 2
    assert (bare.registry.person_of(new.address), bare.registry.person_of(alice.address)) == (1, 0)


# --- 17 ---

Stop = Callable[[Network, Actor], None]


def banned(net: Network, one: Actor) -> None:
    net.ban(one)


def frozen(net: Network, one: Actor) -> None:
    net.freeze(one, 14 * DAY)


def expired(net: Network, one: Actor) -> None:
    """Confirmed for an hour more, and that is over."""
    boa.env.timestamp += 1
    net.renew(one, expiresAt=now() + HOUR)
    boa.env.timestamp += HOUR


def held(net: Network, one: Actor) -> None:
    """Waiting for a recovery: not in the sentence, but nothing is bought either."""
    accredit(net)
    recover(net, one, f"new wallet of {one.name}")


STOPS = [
    pytest.param(banned, id="banned"),
    pytest.param(frozen, id="frozen"),
    pytest.param(expired, id="expired"),
    pytest.param(held, id="held"),
]


@pytest.fixture
def market(net: Network) -> tuple[Network, Actor, Actor, Actor]:
    """Alice, who has a token; Bob, who holds some; and Carol, who has none yet."""
    alice, bob, carol = (net.join(name) for name in ("Alice", "Bob", "Carol"))
    net.issue(alice)
    give(net, alice, bob, 1_000, 1_000 * DOLLAR)
    return net, alice, bob, carol


def stranger(net: Network) -> Actor:
    """Somebody with money who is nobody here."""
    one = Actor("stranger", account_of("stranger"), 99)
    net.fund(one, 10**6 * DOLLAR)
    return one


@pytest.mark.parametrize("stop", STOPS)
def test_p17_nobody_stopped_begins_to_buy(
    market: tuple[Network, Actor, Actor, Actor], stop: Stop
) -> None:
    net, alice, bob, carol = market
    number = open_offering(net, alice)
    sell(net, alice, bob, 500, PRICE)
    stop(net, carol)
    with boa.reverts("NOT_ACTIVE"):
        buy(net, alice, carol, 500, PRICE)
    with boa.reverts("NOT_ACTIVE"):
        commit(net, number, carol, 200)
    with boa.reverts("BUYER_NOT_ACTIVE"):
        force(net, alice, bob, carol, 10)
    with boa.reverts("BUYER_NOT_ACTIVE"):
        give(net, alice, carol, 10)
    assert shares(net, alice, carol) == 0


def test_p17_nor_does_a_stranger(market: tuple[Network, Actor, Actor, Actor]) -> None:
    net, alice, bob, _carol = market
    number = open_offering(net, alice)
    sell(net, alice, bob, 500, PRICE)
    one = stranger(net)
    for act in (
        lambda: buy(net, alice, one, 500, PRICE),
        lambda: commit(net, number, one, 200),
        lambda: force(net, alice, bob, one, 10),
        lambda: give(net, alice, one, 10),
    ):
        with boa.reverts():
            act()
    assert shares(net, alice, one) == 0


@pytest.mark.parametrize("stop", STOPS)
def test_p17_who_is_stopped_takes_no_shares_of_an_offering(
    market: tuple[Network, Actor, Actor, Actor], stop: Stop
) -> None:
    net, alice, bob, carol = market
    number = open_offering(net, alice)
    commit(net, number, carol, 200)
    commit(net, number, bob, 200)
    close(net, number)
    stop(net, carol)
    with boa.env.anchor():
        boa.env.timestamp = max(now(), net.offering.offering(number).closed_at)
        take(net, number, 0, 1)
    assert shares(net, alice, carol) == 0


@pytest.mark.parametrize("stop", STOPS[:3])
def test_p17_a_standing_order_from_before_the_opening_is_released(
    market: tuple[Network, Actor, Actor, Actor], stop: Stop
) -> None:
    net, alice, bob, carol = market
    buy(net, alice, carol, 500, PRICE)
    stop(net, carol)
    sell(net, alice, bob, 500, PRICE)
    logs = finish(net, alice)
    assert released(logs, carol) in (["frozen"], ["banned"], ["expired"])
    assert shares(net, alice, carol) == 0


@pytest.mark.parametrize("stop", STOPS)
def test_p17_of_orders_in_an_auction_only_freezes_and_bans_release(
    market: tuple[Network, Actor, Actor, Actor], stop: Stop
) -> None:
    """The one exception: who ran out, or waits for a recovery, since the order stood."""
    net, alice, bob, carol = market
    sell(net, alice, bob, 500, PRICE)
    buy(net, alice, carol, 500, PRICE)
    boa.env.timestamp += DAY
    stop(net, carol)
    finish(net, alice)
    stands = stop in (expired, held)
    assert shares(net, alice, carol) == (500 * SHARE if stands else 0)
    assert not running(net, alice)


# --- 18 ---


def test_p18_a_ban_outlives_a_renewal_a_recovery_and_time(bare: Network) -> None:
    accredit(bare)
    dan = bare.join("Dan")
    second = keccak(text="second document")
    bare.renew(dan, personTag=second)
    bare.freeze(dan, DAY)
    bare.ban(dan)
    standing = bare.registry.standing
    with boa.reverts("BANNED"):
        bare.renew(dan, personTag=keccak(text="third document"))
    for tag in (tag_of(dan), second):
        with boa.reverts("TAG_BURNT"):
            bare.join("Dan with a new wallet", personTag=tag)
    recover(bare, dan, "wallet of a thief")
    cancel(bare, dan.address)
    boa.env.time_travel(seconds=1)
    new = recovered(bare, dan, "new wallet", inPerson=True)
    assert standing(dan.pid) == BANNED
    with boa.reverts("BANNED"):
        bare.renew(new, personTag=keccak(text="fourth document"))
    with boa.env.prank(bare.authority.address):
        bare.registry.appoint_verifier(account_of("a new verifier").address)
        bare.registry.appoint_attestor(dan.pid)
    boa.env.time_travel(seconds=20 * 365 * DAY)
    assert standing(dan.pid) == BANNED
    assert int(bare.registry.attestor_of(dan.pid), 16) == 0
    with boa.reverts("TAG_BURNT"):
        bare.join("Dan with another wallet", personTag=second)


def test_p18_only_members_lift_a_ban_and_before_it_only_a_veto_stops_it(gov: Governed) -> None:
    appeal = 6
    unban = selector("unban(uint256)")
    assert gov.authority.power(gov.registry.address, unban) == appeal
    assert gov.registry.authority() == gov.authority.address
    dan = gov.people[3]
    for one in (gov.operator, dan, gov.net.authority, gov.people[0]):
        with boa.env.prank(one.address), boa.reverts("NOT_AUTHORITY"):
            gov.registry.unban(dan.pid)
    data = gov.registry.unban.prepare_calldata(dan.pid)
    with boa.reverts():  # no published decision can be one
        gov.publish(appeal, dan.pid, gov.registry, data)
    overruled = gov.ban(dan)
    gov.veto(overruled, gov.people[4:12])
    assert gov.status(overruled) == FALLEN
    assert gov.registry.standing(dan.pid) == ACTIVE
    eve = gov.people[20]
    carried_out = gov.ban(eve)
    boa.env.time_travel(seconds=21 * DAY)
    gov.execute(carried_out)
    gov.registry.mark_expired(eve.pid)
    gov.until(61)  # nor does the end of all powers
    assert gov.registry.standing(eve.pid) == BANNED


# --- 19 ---
def test_p19_a_vote_is_the_persons_whatever_the_wallet(gov: Governed) -> None:
    voted, fresh, subject = gov.people[0], gov.people[1], gov.people[2]
    decision = gov.ban(subject)
    gov.veto(decision, [voted])
    before = gov.authority.decision(decision)
    moved = {one.pid: recover(gov.net, one, f"new wallet of {one.name}") for one in (voted, fresh)}
    boa.env.time_travel(seconds=WAIT)
    for one in (voted, fresh):
        gov.registry.finish_recovery(one.pid)
    assert gov.authority.decision(decision) == before
    for wallet in (voted, moved[voted.pid], fresh):
        with boa.reverts():
            gov.veto(decision, [wallet])
    gov.veto(decision, [moved[fresh.pid]])
    assert gov.authority.decision(decision).vetoes == before.vetoes + 1
    with boa.reverts():
        gov.veto(decision, [moved[fresh.pid]])
