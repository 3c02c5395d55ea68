"""The ERC-20 face of a token: to look at, never to move."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.compiled import deployer_of
from tests.contracts.network import DAY, SUPPLY, Actor, Network, account_of, now
from tests.contracts.recovering import accredit, recover, recovered

CLONE = pytest.mark.filterwarnings("ignore:casted bytecode")  # a clone's code is not its source's


@CLONE
def test_a_face_shows_what_the_ledger_knows(bare: Network) -> None:
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    with boa.reverts("TOKEN_UNKNOWN"):
        bare.ledger.make_face(alice.pid)
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    address = bare.ledger.make_face(alice.pid)
    with boa.reverts("FACE_EXISTS"):
        bare.ledger.make_face(alice.pid)
    assert bare.ledger.token_info(alice.pid).face == address
    assert bare.ledger.token_info(alice.pid).holders == 1
    face = deployer_of("Face").at(address)
    assert (face.name(), face.symbol(), face.decimals()) == ("Alice", f"SYM-{alice.pid}", 18)
    assert face.totalSupply() == SUPPLY
    assert face.balanceOf(bob.address) == 100
    assert face.allowance(bob.address, alice.address) == 0
    bare.trade(alice, bob, carol, 40, 0)
    logs = bare.ledger.get_logs()
    (moved,) = [one for one in logs if getattr(one, "address", None) == face.address]
    assert (moved.sender, moved.receiver, moved.amount) == (bob.address, carol.address, 40)
    bare.place(alice, bob, 5, 0)
    assert face.balanceOf(bob.address) == 65


@CLONE
def test_a_face_is_the_ledgers_and_refuses_transfers(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    face = deployer_of("Face").at(bare.ledger.make_face(alice.pid))
    original = deployer_of("Face").deploy(bare.ledger)
    assert (face.ledger(), face.token()) == (bare.ledger.address, alice.pid)
    with boa.env.prank(bare.ledger.address), boa.reverts("ALREADY_WIRED"):
        face.initialize(7)
    with boa.env.prank(bob.address):
        for one in (face, original):
            with boa.reverts("NOT_LEDGER"):
                one.initialize(7)
            with boa.reverts("NOT_LEDGER"):
                one.show(bare.registry.word(alice.pid), bare.registry.word(bob.pid), 1)
        for act, args in (
            (face.transfer, (alice.address, 1)),
            (face.transferFrom, (alice.address, bob.address, 1)),
            (face.approve, (alice.address, 1)),
        ):
            with boa.reverts("PLAIN_TRANSFER"):
                act(*args)
    assert face.detectTransferRestriction(alice.address, bob.address, 1) == 1


# --- a changed wallet ---


class Watcher:
    """Sums the events of a face, as an explorer does, from the balances when it was made."""

    def __init__(self, net: Network, token: Actor, *holders: Actor) -> None:
        self.net = net
        self.face = deployer_of("Face").at(net.ledger.make_face(token.pid))
        self.token = token.pid
        self.sums = {one.address: self.held(one.address) for one in (token, *holders)}

    def held(self, wallet: str) -> int:
        return int(self.net.ledger.balanceOf(wallet, self.token))

    def see(self, called: Any = None) -> list[tuple[str, str, int]]:
        """Takes the events of the last call in, of the ledger or of another; answers them."""
        seen = [
            (str(one.sender), str(one.receiver), int(one.amount))
            for one in (called or self.net.ledger).get_logs()
            if getattr(one, "address", None) == self.face.address
        ]
        for sender, receiver, amount in seen:
            for wallet, change in ((sender, -amount), (receiver, amount)):
                self.sums[wallet] = self.sums.get(wallet, 0) + change
        assert {wallet: amount for wallet, amount in self.sums.items() if amount} == {
            wallet: self.held(wallet) for wallet in self.sums if self.held(wallet)
        }, "sums of events are balances"
        return seen


@pytest.fixture
def people(bare: Network) -> tuple[Actor, Actor, Actor]:
    accredit(bare)
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    return alice, bob, carol


@CLONE
@pytest.mark.parametrize("by_new", [False, True])
def test_a_changed_wallet_is_shown_once(
    bare: Network, people: tuple[Actor, Actor, Actor], by_new: bool
) -> None:
    alice, bob, carol = people
    watcher = Watcher(bare, *people)
    face = watcher.face
    with boa.reverts("NOTHING_TO_SYNC"):
        face.sync(bob.address)
    with boa.reverts("NOT_A_PERSON"):
        face.sync(account_of("stranger").address)
    new = recovered(bare, bob, "new wallet")
    face.sync(new.address if by_new else bob.address)
    assert watcher.see(face) == [(bob.address, new.address, 100)]
    for wallet in (bob.address, new.address):
        with boa.reverts("NOTHING_TO_SYNC"):
            face.sync(wallet)
    bare.trade(alice, new, carol, 40, 0)
    assert watcher.see() == [(new.address, carol.address, 40)]


@CLONE
@pytest.mark.parametrize("sells", [False, True])
def test_a_movement_shows_a_changed_wallet_first(
    bare: Network, people: tuple[Actor, Actor, Actor], sells: bool
) -> None:
    alice, bob, carol = people
    bare.place(alice, carol, 50, 0)
    watcher = Watcher(bare, *people)
    new = recovered(bare, bob, "new wallet")
    if sells:
        bare.trade(alice, new, carol, 40, 0)
        expected = (new.address, carol.address, 40)
    else:
        bare.trade(alice, carol, new, 50, 0)
        expected = (carol.address, new.address, 50)
    assert watcher.see() == [(bob.address, new.address, 100), expected]
    with boa.reverts("NOTHING_TO_SYNC"):
        watcher.face.sync(bob.address)


@CLONE
def test_changes_that_nobody_showed_are_shown_as_one(
    bare: Network, people: tuple[Actor, Actor, Actor]
) -> None:
    alice, bob, carol = people
    watcher = Watcher(bare, *people)
    recovered(bare, bob, "second wallet")
    third = recovered(bare, bob, "third wallet")
    watcher.face.sync(account_of("second wallet").address)
    assert watcher.see(watcher.face) == [(bob.address, third.address, 100)]
    fourth = recovered(bare, bob, "fourth wallet")
    bare.trade(alice, fourth, carol, 100, 0)  # all of it
    assert watcher.see() == [
        (third.address, fourth.address, 100),
        (fourth.address, carol.address, 100),
    ]


@CLONE
def test_the_issuer_too_comes_to_a_new_wallet(
    bare: Network, people: tuple[Actor, Actor, Actor]
) -> None:
    alice, _bob, carol = people
    watcher = Watcher(bare, *people)
    new = recovered(bare, alice, "new wallet")
    bare.place(new, carol, 7, 0)
    assert watcher.see() == [
        (alice.address, new.address, SUPPLY - 100),
        (new.address, carol.address, 7),
    ]


@CLONE
def test_a_face_says_nothing_of_wallets_from_before_it_was_made(
    bare: Network, people: tuple[Actor, Actor, Actor]
) -> None:
    alice, bob, carol = people
    second = recovered(bare, bob, "second wallet")
    dave = recovered(bare, bare.join("Dave"), "Dave's second wallet")
    watcher = Watcher(bare, alice, second, carol, dave)
    with boa.reverts("NOTHING_TO_SYNC"):
        watcher.face.sync(bob.address)
    bare.trade(alice, second, carol, 40, 0)
    assert watcher.see() == [(second.address, carol.address, 40)]
    third = recovered(bare, bob, "third wallet")
    watcher.face.sync(third.address)
    assert watcher.see(watcher.face) == [(second.address, third.address, 60)]


@CLONE
def test_who_holds_nothing_is_shown_nothing(
    bare: Network, people: tuple[Actor, Actor, Actor]
) -> None:
    alice, _bob, carol = people
    watcher = Watcher(bare, *people)
    new = recovered(bare, carol, "new wallet")
    bare.place(alice, new, 7, 0)
    assert watcher.see() == [(alice.address, new.address, 7)]
    with boa.reverts("NOTHING_TO_SYNC"):
        watcher.face.sync(carol.address)


# --- what tools for permissioned tokens ask (ERC-3643) ---


@CLONE
def test_tools_for_permissioned_tokens_can_read(
    bare: Network, people: tuple[Actor, Actor, Actor]
) -> None:
    alice, bob, carol = people
    registry, stranger = bare.registry, account_of("stranger").address
    bare.place(alice, carol, 50, 0, unlocks=now() + DAY)
    face = deployer_of("Face").at(bare.ledger.make_face(alice.pid))
    assert [face.getFrozenTokens(one.address) for one in (bob, carol)] == [0, 50]
    assert face.getFrozenTokens(stranger) == 0
    with boa.env.prank(str(bare.auction)):
        bare.ledger.reserve(alice.pid, bob.pid, 30)
    assert face.getFrozenTokens(bob.address) == 30
    assert (face.version(), face.identityRegistry()) == ("1", registry.address)
    assert face.compliance() == bare.ledger.compliance()
    assert int(face.onchainID(), 16) == alice.pid

    assert registry.isVerified(bob.address) and not registry.isVerified(stranger)
    assert (registry.investorCountry(bob.address), registry.investorCountry(stranger)) == (276, 0)
    assert registry.contains(bob.address) and not registry.contains(stranger)
    assert int(registry.identity(bob.address), 16) == bob.pid
    assert int(registry.identity(stranger), 16) == 0

    assert not face.isFrozen(bob.address)
    bare.freeze(bob)
    recover(bare, carol, "new wallet")  # what waits for a recovery can be sold no more either
    for one in (bob, carol):
        assert face.isFrozen(one.address)
        assert not registry.isVerified(one.address)
    boa.env.time_travel(seconds=7 * DAY)
    registry.finish_recovery(carol.pid)
    assert not registry.contains(carol.address)
    assert registry.isVerified(account_of("new wallet").address)


@CLONE
def test_a_face_is_paused_with_the_market(
    bare: Network, people: tuple[Actor, Actor, Actor]
) -> None:
    face = deployer_of("Face").at(bare.ledger.make_face(people[0].pid))
    assert not face.paused()
    rules = deployer_of("Rules").at(bare.registry.rules())
    with boa.env.prank(bare.authority.address):
        rules.stop_market(now() + DAY)
    assert face.paused()
    boa.env.time_travel(seconds=DAY)
    assert not face.paused()


@CLONE
def test_a_face_is_paused_with_its_token(net: Network) -> None:
    alice, bob = net.join("Alice"), net.join("Bob")
    faces = []
    for one in (alice, bob):
        net.issue(one)
        faces.append(deployer_of("Face").at(net.ledger.make_face(one.pid)))
    with boa.env.prank(net.authority.address):
        net.auction.halt(alice.pid, now() + DAY)
    assert [face.paused() for face in faces] == [True, False]
    boa.env.time_travel(seconds=DAY)
    assert not faces[0].paused()
