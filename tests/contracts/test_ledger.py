"""The ledger: issuing, placing, reserving, who may move what, and what it answers."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.network import (
    DAY,
    DOLLAR,
    NO_PERMIT,
    SHARE,
    SUPPLY,
    Network,
    account_of,
    now,
)

ZERO = "0x" + "00" * 20


def offering(net: Network) -> Any:
    return boa.env.prank(str(net.offering))


def auction(net: Network) -> Any:
    return boa.env.prank(str(net.auction))


def authority(net: Network) -> Any:
    return boa.env.prank(net.authority.address)


# --- issuing ---


def test_issuing_makes_ten_million_shares_all_the_issuers(bare: Network) -> None:
    bare.join("Bob")
    alice = bare.join("Alice")
    assert bare.issue(alice) == alice.pid
    logs = [type(one).__name__ for one in bare.ledger.get_logs()]
    assert logs == ["Issued", "Transfer"]
    assert bare.ledger.balance_of(alice.pid, alice.pid) == SUPPLY
    assert bare.ledger.outside(alice.pid) == 0
    assert bare.ledger.token_info(alice.pid) == (True, ZERO, 0, 0, 0, 0)
    assert bare.ledger.name_of(alice.pid) == "Alice"
    assert bare.ledger.lots(alice.pid, alice.pid) == []  # an issuer's own shares have no lots
    assert bare.ledger.outside(99) == 0
    assert not bare.ledger.token_info(99).issued


def test_terms_travel_as_event_data(bare: Network) -> None:
    alice = bare.join("Alice")
    bare.issue(alice, terms=b"compressed terms" * 1_500)
    issued, terms, _transfer = bare.ledger.get_logs()
    assert terms.terms == b"compressed terms" * 1_500
    assert issued.terms_hash == keccak(b"compressed terms" * 1_500)


def test_a_person_issues_once(bare: Network) -> None:
    alice = bare.join("Alice")
    bare.issue(alice)
    with boa.reverts("ALREADY_ISSUED"):
        bare.issue(alice)


def test_only_active_people_issue(bare: Network) -> None:
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    bare.freeze(alice)
    bare.ban(bob)
    for refused in (alice, bob):
        with boa.reverts("NOT_ACTIVE"):
            bare.issue(refused)
    boa.env.time_travel(seconds=365 * DAY)
    with boa.reverts("NOT_ACTIVE"):
        bare.issue(carol)
    bare.renew(carol)
    bare.issue(carol)
    stranger = account_of("stranger").address
    with boa.env.prank(stranger), boa.reverts("NOT_ACTIVE"):
        bare.ledger.issue("Stranger", b"", keccak(b""), b"")


def test_a_name_is_needed_and_attested(bare: Network) -> None:
    alice = bare.join("Alice")
    good = bare.sign_name(alice, "Alice Moreau")
    with boa.env.prank(alice.address):
        with boa.reverts("NAME_EMPTY"):
            bare.ledger.issue("", bare.sign_name(alice, ""), keccak(b""), b"")
        with boa.reverts("NAME_NOT_ATTESTED"):
            bare.ledger.issue("Bob Okafor", good, keccak(b""), b"")
        with boa.reverts("NAME_NOT_ATTESTED"):
            bare.ledger.issue("Alice Moreau", b"", keccak(b""), b"")
        bare.ledger.issue("Alice Moreau", good, keccak(b""), b"")


# --- placing ---


def test_placing_moves_reserved_shares_and_counts_holders(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    serial = bare.place(alice, bob, 100 * SHARE, 50 * DOLLAR, unlocks=now() + DAY)
    assert bare.ledger.balance_of(alice.pid, alice.pid) == SUPPLY - 100 * SHARE
    assert bare.ledger.outside(alice.pid) == 100 * SHARE
    assert bare.ledger.token_info(alice.pid).holders == 1
    (lot,) = bare.ledger.lots(alice.pid, bob.pid)
    assert lot == (serial, 100 * SHARE, 50 * DOLLAR, now(), now() + DAY, False)
    assert bare.ledger.position(alice.pid, bob.pid) == (100 * SHARE, 0, 0, 100 * SHARE, 1)
    bare.place(alice, bob, 1, 0)
    assert bare.ledger.token_info(alice.pid).holders == 1


def test_only_reserved_shares_are_placed(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    with offering(bare):
        bare.ledger.reserve(alice.pid, alice.pid, 10)
        with boa.reverts("NOT_RESERVED"):
            bare.ledger.place((alice.pid, bob.pid, 11, 0, 0, 0, 0))
        with boa.reverts("TRADE_INVALID"):
            bare.ledger.place((alice.pid, bob.pid, 0, 0, 0, 0, 0))
        with boa.reverts("TRADE_INVALID"):
            bare.ledger.place((alice.pid, alice.pid, 10, 0, 0, 0, 0))
        bare.ledger.place((alice.pid, bob.pid, 10, 0, 0, 0, 0))


def test_an_issuer_keeps_51_percent(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    with boa.reverts("ISSUER_KEEPS_HALF"):
        bare.place(alice, bob, SUPPLY * 49 // 100 + 1, 0)
    bare.place(alice, bob, SUPPLY * 49 // 100, 0)
    with boa.reverts("ISSUER_KEEPS_HALF"):
        bare.place(alice, bob, 1, 0)


def test_nobody_but_an_active_person_is_given_shares(bare: Network) -> None:
    alice, bob, carol, dan = (bare.join(name) for name in ("Alice", "Bob", "Carol", "Dan"))
    bare.issue(alice)
    bare.ban(bob)
    bare.freeze(carol)
    for refused in (bob, carol):
        assert not bare.ledger.can_receive(refused.pid)
        with boa.reverts("BUYER_NOT_ACTIVE"):
            bare.place(alice, refused, SHARE, 0)
    assert not bare.ledger.can_receive(99)
    assert bare.ledger.can_receive(dan.pid)
    bare.place(alice, dan, SHARE, 0)
    boa.env.time_travel(seconds=365 * DAY)
    assert not bare.ledger.can_receive(dan.pid)
    with boa.reverts("BUYER_NOT_ACTIVE"):
        bare.place(alice, dan, SHARE, 0)


# --- reserving ---


def test_reserved_and_locked_units_are_not_sellable(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    bare.place(alice, bob, 50, 0, unlocks=now() + DAY)
    assert bare.ledger.sellable(alice.pid, bob.pid) == 100
    with auction(bare):
        with boa.reverts("NOT_ENOUGH_SHARES"):
            bare.ledger.reserve(alice.pid, bob.pid, 101)
        bare.ledger.reserve(alice.pid, bob.pid, 60)
        with boa.reverts("NOT_ENOUGH_SHARES"):
            bare.ledger.reserve(alice.pid, bob.pid, 41)
        bare.ledger.reserve(alice.pid, bob.pid, 40)
        assert bare.ledger.sellable(alice.pid, bob.pid) == 0
        with boa.reverts("NOT_RESERVED"):
            bare.ledger.unreserve(alice.pid, bob.pid, 101)
        bare.ledger.unreserve(alice.pid, bob.pid, 30)
    assert bare.ledger.sellable(alice.pid, bob.pid) == 30
    boa.env.time_travel(seconds=DAY)
    assert bare.ledger.sellable(alice.pid, bob.pid) == 80


# --- who may move what ---


CALLERS = ["stranger", "Alice", "authority", "offering", "auction", "companies"]
CALLERS += ["watching", "disputes", "compliance"]


@pytest.mark.parametrize("caller", CALLERS)
def test_each_mover_moves_its_own(bare: Network, caller: str) -> None:
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    bare.fund(bob, DOLLAR)
    with boa.env.prank(bob.address):
        bare.dollar.transfer(bare.ledger.address, 1000)
    ledger, own = bare.ledger, bare.ledger.address
    everyone = {"offering", "auction", "companies", "watching", "disputes"}
    markets = {"offering", "auction"}
    acts: list[tuple[set[str], Any, tuple[Any, ...]]] = [
        (everyone, ledger.pull, (bob.pid, bob.address, 1, own, NO_PERMIT)),
        (everyone, ledger.pay, (bob.pid, 1, True)),
        (everyone, ledger.credit, (bob.pid, 1)),
        (everyone, ledger.pay_gain, (bob.pid, 1, True)),
        (everyone, ledger.share_kept, (alice.pid, 1)),
        (markets, ledger.reserve, (alice.pid, bob.pid, 10)),
        (markets, ledger.unreserve, (alice.pid, bob.pid, 1)),
        ({"offering", "companies"}, ledger.set_cost, (alice.pid, bob.pid, 0, 100, 5)),
        (markets, ledger.set_reference, (alice.pid, 5)),
        ({"companies"}, ledger.share, (alice.pid, bob.address, 1, NO_PERMIT)),
        ({"companies"}, ledger.set_due, (alice.pid, 0)),
        ({"offering"}, ledger.place, ((alice.pid, bob.pid, 1, 0, 0, 0, 0),)),
        ({"auction"}, ledger.trade, ((alice.pid, bob.pid, alice.pid, 1, 0, 0, 0, 0, 0, True),)),
        ({"auction"}, ledger.force, (alice.pid, bob.pid, carol.pid, 1)),
    ]
    with offering(bare):
        ledger.reserve(alice.pid, alice.pid, 1)
    with auction(bare):
        ledger.reserve(alice.pid, bob.pid, 1)
    with boa.env.prank(account_of(caller).address):
        for movers, act, args in acts:
            if caller in movers:
                act(*args)
            else:
                with boa.reverts("NOT_ALLOWED"):
                    act(*args)


def test_money_is_pulled_to_the_ledger_or_the_offering_only(bare: Network) -> None:
    alice = bare.join("Alice")
    with auction(bare):
        with boa.reverts("NOT_ALLOWED"):
            bare.ledger.pull(alice.pid, alice.address, 1, alice.address, NO_PERMIT)
        bare.ledger.pull(alice.pid, alice.address, 1, str(bare.offering), NO_PERMIT)


def test_wiring_and_roles(bare: Network) -> None:
    ledger = bare.ledger
    alice = bare.join("Alice")
    with boa.env.prank(alice.address), boa.reverts("NOT_ALLOWED"):
        ledger.wire(*[alice.address] * 8)
    with authority(bare), boa.reverts("ALREADY_WIRED"):
        ledger.wire(*[alice.address] * 8)
    assert ledger.registry() == bare.registry.address
    assert ledger.dollar() == bare.dollar.address
    assert ledger.companies() == str(bare.companies)
    assert ledger.auction() == str(bare.auction)
    assert ledger.compliance() == bare.contracts["Compliance"].address
    assert ledger.shielded() == ZERO


def test_no_authority_has_any_power_over_the_ledger(bare: Network) -> None:
    assert not hasattr(bare.ledger, "set_authority") and not hasattr(bare.ledger, "authority")


def test_the_reference_price(bare: Network) -> None:
    alice = bare.join("Alice")
    with auction(bare), boa.reverts("TOKEN_UNKNOWN"):
        bare.ledger.set_reference(alice.pid, 1)
    bare.issue(alice)
    with auction(bare):
        bare.ledger.set_reference(alice.pid, 2**64 - 1)
        with boa.reverts("TOO_LARGE"):
            bare.ledger.set_reference(alice.pid, 2**64)
    assert bare.ledger.reference(alice.pid) == 2**64 - 1


# --- ERC-6909, to read ---


def test_wallets_read_balances_and_cannot_move_them(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    assert "Transfer" in [type(one).__name__ for one in bare.ledger.get_logs()]
    ledger = bare.ledger
    assert ledger.balanceOf(bob.address, alice.pid) == 100
    assert ledger.balanceOf(account_of("stranger").address, alice.pid) == 0
    assert ledger.allowance(bob.address, alice.address, alice.pid) == 0
    assert not ledger.isOperator(bob.address, alice.address)
    assert ledger.supportsInterface(bytes.fromhex("0f632fb3"))
    assert ledger.supportsInterface(bytes.fromhex("01ffc9a7"))
    assert not ledger.supportsInterface(bytes.fromhex("ffffffff"))
    with boa.env.prank(bob.address):
        for act, args in (
            (ledger.transfer, (alice.address, alice.pid, 1)),
            (ledger.transferFrom, (bob.address, alice.address, alice.pid, 1)),
            (ledger.approve, (alice.address, alice.pid, 1)),
            (ledger.setOperator, (alice.address, True)),
        ):
            with boa.reverts("PLAIN_TRANSFER"):
                act(*args)
