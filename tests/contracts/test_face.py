"""The ERC-20 face of a token: to look at, never to move."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.network import SUPPLY, Network, deployer_of

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
