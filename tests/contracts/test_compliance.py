"""Compliance: regimes, yearly limits, holders, and what people without a document may pay."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, Actor, Network, now, sign_typed

LIMIT = [
    {"name": "person", "type": "uint256"},
    {"name": "yearly", "type": "uint256"},
    {"name": "issuedAt", "type": "uint64"},
    {"name": "expiresAt", "type": "uint64"},
]
NONE, REG_D_506B, REG_D_506C, REG_CF, REG_S, ECSPR = range(6)
FINE, ACCREDITED, COUNTRY, RETAIL_BUYERS, INVESTOR, ISSUER = 0, 113, 114, 115, 116, 117
HOLDERS, RETAIL_HOLDERS, WORLD, LOCKUP, NO_REGIME, TOO_MANY = 118, 119, 195, 137, 138, 139
YEAR = 365 * DAY
EVERYWHERE = (0, 0, 0, 0)


def bare_row(**changed: Any) -> tuple[Any, ...]:
    """A row without any bound, but for what is changed."""
    row = {
        "lockup_days": 0,
        "resale_days": 0,
        "accredited_only": False,
        "most_retail": 0,
        "issuer_yearly": 0,
        "investor_share": 0,
        "investor_floor": 0,
        "countries": EVERYWHERE,
    }
    return tuple((row | changed).values())


def add(net: Network, **changed: Any) -> int:
    """Add a row."""
    with boa.env.prank(net.authority.address):
        return int(net.compliance.add_regime("row", b"\1" * 32, bare_row(**changed)))


def offering(net: Network) -> Any:
    return boa.env.prank(str(net.offering))


def auction(net: Network) -> Any:
    return boa.env.prank(str(net.auction))


class Offers:
    """The offerings' part, played by the test."""

    def __init__(self, net: Network) -> None:
        self.net = net
        self.count = 0

    def open(self, issuer: Actor, regime: int, amount: int = 10**12, days: int = 30) -> int:
        """Note an offering that was opened."""
        self.count += 1
        with offering(self.net):
            self.net.compliance.note_open(
                self.count, issuer.pid, regime, amount, now() + days * DAY
            )
        return self.count

    def commit(self, number: int, person: Actor, amount: int) -> None:
        """Note money laid in."""
        with offering(self.net):
            self.net.compliance.note_commit(number, person.pid, amount)

    def uncommit(self, number: int, person: Actor, amount: int) -> None:
        """Note money given back."""
        with offering(self.net):
            self.net.compliance.note_uncommit(number, person.pid, amount)

    def close(self, number: int, amount: int) -> None:
        """Note the end."""
        with offering(self.net):
            self.net.compliance.note_close(number, amount)

    def why(self, number: int, person: Actor, amount: int = DOLLAR) -> int:
        """The code for a commitment; asserts that the note agrees with it."""
        code = int(self.net.compliance.commit_check(number, person.pid, amount))
        with boa.env.anchor():
            if code:
                with boa.reverts("NOT_COMPLIANT"):
                    self.commit(number, person, amount)
            else:
                self.commit(number, person, amount)
        return code


@pytest.fixture
def offers(bare: Network) -> Offers:
    """An issuer, and nothing offered yet."""
    bare.issue(bare.join("Alice"))
    return Offers(bare)


def limit(net: Network, whose: Actor, yearly: int, by: Any = None, **changed: int) -> None:
    """Bring an attested limit; any field can be changed after it was signed."""
    value = {
        "person": whose.pid,
        "yearly": yearly,
        "issuedAt": now(),
        "expiresAt": now() + 300 * DAY,
    } | {key: value for key, value in changed.items() if key != "said"}
    signer = (by or net.verifier).account
    signature = sign_typed(signer, net.compliance, "Symbolon Compliance", "Limit", LIMIT, value)
    said = changed.get("said", yearly)
    net.compliance.set_limit(
        value["person"], said, value["issuedAt"], value["expiresAt"], signature
    )


# --- rows ---


def test_the_rows_are_those_that_come_with_the_program(bare: Network) -> None:
    from wallet.contracts import regimes

    assert bare.compliance.regimes() == len(regimes.ORDER)
    for number, regime in enumerate(regimes.load()):
        found = bare.compliance.regime(number)
        assert (*found[:7], tuple(found[7])) == regime.row()
        assert regime.rule and regime.date


def test_rows_are_added_by_the_authority_alone_and_fit(bare: Network) -> None:
    alice = bare.join("Alice")
    with boa.env.prank(alice.address), boa.reverts("NOT_AUTHORITY"):
        bare.compliance.add_regime("row", b"\1" * 32, bare_row())
    for bad in (
        {"lockup_days": 3651},
        {"resale_days": 3651},
        {"most_retail": 2**16},
        {"issuer_yearly": 2**64},
        {"investor_floor": 2**64},
        {"investor_share": 10_001},
    ):
        with boa.reverts("BAD_REGIME"):
            add(bare, **bad)
    with boa.env.prank(bare.authority.address):
        for name, source in (("", b"\1" * 32), ("row", b"\0" * 32)):
            with boa.reverts("BAD_REGIME"):
                bare.compliance.add_regime(name, source, bare_row())
    full = {
        "lockup_days": 3650,
        "resale_days": 3649,
        "accredited_only": True,
        "most_retail": 2**16 - 3,
        "issuer_yearly": 2**64 - 1,
        "investor_share": 10_000,
        "investor_floor": 2**64 - 2,
        "countries": (1, 2**255, 3, 4),
    }
    number = add(bare, **full)
    found = bare.compliance.regime(number)
    assert (*found[:7], tuple(found[7])) == bare_row(**full)


def test_what_is_counted_only_markets_tell(bare: Network, offers: Offers) -> None:
    alice = bare.actors["Alice"]
    number = offers.open(alice, NONE)
    for act, args in (
        (bare.compliance.note_open, (9, alice.pid, 0, 1, now())),
        (bare.compliance.note_close, (number, 1)),
        (bare.compliance.note_commit, (number, alice.pid, 1)),
        (bare.compliance.note_uncommit, (number, alice.pid, 1)),
        (bare.compliance.spend, (alice.pid, 1)),
        (bare.compliance.unspend, (alice.pid, 1)),
    ):
        with boa.env.prank(bare.authority.address), boa.reverts("NOT_ALLOWED"):
            act(*args)
    with offering(bare), boa.reverts("ALREADY_NOTED"):
        bare.compliance.note_open(number, alice.pid, 0, 1, now())
    with boa.env.prank(alice.address), boa.reverts("NOT_DEPLOYER"):
        bare.compliance.wire(alice.address, alice.address)
    with boa.env.prank(bare.authority.address), boa.reverts("ALREADY_WIRED"):
        bare.compliance.wire(alice.address, alice.address)


# --- opening ---


def test_an_offering_needs_a_row_and_its_lock_up(bare: Network, offers: Offers) -> None:
    alice = bare.actors["Alice"]
    check = bare.compliance.open_check
    assert check(alice.pid, NONE, 10**15, 0) == FINE
    assert check(alice.pid, 99, 1, 0) == NO_REGIME
    assert check(alice.pid, REG_D_506B, 1, 366 * DAY - 1) == LOCKUP
    assert check(alice.pid, REG_D_506B, 1, 366 * DAY) == FINE


def test_an_issuer_raises_no_more_in_a_year(bare: Network, offers: Offers) -> None:
    alice = bare.actors["Alice"]
    most = 5_000_000 * DOLLAR

    def room(amount: int) -> bool:
        return bool(bare.compliance.open_check(alice.pid, ECSPR, amount, 0) == FINE)

    assert room(most) and not room(most + 1)
    first = offers.open(alice, ECSPR, 3 * 10**12, days=60)
    assert room(2 * 10**12) and not room(2 * 10**12 + 1)
    boa.env.time_travel(seconds=60 * DAY)
    deadline = now()
    offers.close(first, 10**12)  # sold less than it could
    offers.close(first, 0)  # a second end changes nothing
    assert room(4 * 10**12) and not room(4 * 10**12 + 1)
    second = offers.open(alice, NONE, 10**12)  # counts whatever its row
    assert not room(3 * 10**12 + 1)
    offers.close(second, 0)  # failed
    assert room(4 * 10**12)
    assert bare.compliance.years(alice.pid) == (10**12, 0)
    # It counts for no less than 365 days from its deadline, and for a twelfth of a year more.
    boa.env.time_travel(seconds=deadline + YEAR - 1 - now())
    assert not room(4 * 10**12 + 1)
    boa.env.time_travel(seconds=YEAR // 12 + 1)
    assert room(most)


# --- committing ---


def test_a_row_for_accredited_people_only(bare: Network, offers: Offers) -> None:
    bob, rich = bare.join("Bob"), bare.join("Rich", investorClass=1)
    number = offers.open(bare.actors["Alice"], REG_D_506C)
    assert offers.why(number, bob) == ACCREDITED
    assert offers.why(number, rich) == FINE
    assert offers.why(77, rich) == NO_REGIME


def test_a_row_for_some_countries(bare: Network, offers: Offers) -> None:
    german, french, american = (
        bare.join(name, country=country)
        for name, country in (("German", 276), ("French", 250), ("American", 840))
    )
    strange = bare.join("Strange", country=999)
    alice = bare.actors["Alice"]
    europe, abroad = offers.open(alice, ECSPR), offers.open(alice, REG_S)
    assert [offers.why(europe, one) for one in (german, french, american)] == [0, 0, COUNTRY]
    assert [offers.why(abroad, one) for one in (german, french, american)] == [0, 0, COUNTRY]
    assert offers.why(europe, strange) == COUNTRY
    assert offers.why(abroad, strange) == FINE


def test_so_many_buyers_of_an_offering_are_not_accredited(bare: Network, offers: Offers) -> None:
    row = add(bare, most_retail=2)
    number = offers.open(bare.actors["Alice"], row)
    one, two, three = (bare.join(name) for name in ("One", "Two", "Three"))
    rich = bare.join("Rich", investorClass=2)
    offers.commit(number, one, 5)
    offers.commit(number, two, 5)
    assert offers.why(number, three) == RETAIL_BUYERS
    assert offers.why(number, one) == FINE  # counted already
    offers.commit(number, one, 5)
    assert offers.why(number, rich) == FINE
    offers.uncommit(number, one, 9)
    assert offers.why(number, three) == RETAIL_BUYERS
    offers.uncommit(number, one, 1)
    assert offers.why(number, three) == FINE
    offers.commit(number, three, 1)
    assert offers.why(number, one) == RETAIL_BUYERS


def test_an_investors_year_is_a_share_of_the_attested_limit(bare: Network, offers: Offers) -> None:
    alice, bob = bare.actors["Alice"], bare.join("Bob")
    rich = bare.join("Rich", investorClass=1)
    first = offers.open(alice, REG_CF)
    assert offers.why(first, bob, 2_500 * DOLLAR) == FINE
    assert offers.why(first, bob, 2_500 * DOLLAR + 1) == INVESTOR
    assert offers.why(first, rich, 10**12) == FINE
    limit(bare, bob, 100_000 * DOLLAR)
    assert offers.why(first, bob, 5_000 * DOLLAR) == FINE
    assert offers.why(first, bob, 5_000 * DOLLAR + 1) == INVESTOR
    offers.commit(first, bob, 3_000 * DOLLAR)
    dan = bare.join("Dan")
    bare.issue(dan)
    second = offers.open(dan, REG_CF, days=60)
    assert offers.why(second, bob, 2_000 * DOLLAR + 1) == INVESTOR  # across all offerings
    offers.commit(second, bob, 2_000 * DOLLAR)
    assert bare.compliance.years(bob.pid) == (0, 5_000 * DOLLAR)
    offers.uncommit(first, bob, 1_000 * DOLLAR)
    assert offers.why(second, bob, 1_000 * DOLLAR) == FINE
    assert offers.why(second, bob, 1_000 * DOLLAR + 1) == INVESTOR
    boa.env.time_travel(seconds=300 * DAY)  # the attestation ran out: the floor is left
    assert offers.why(second, bob, 1) == INVESTOR


def test_money_given_back_late_frees_nothing_that_was_invested_since(
    bare: Network, offers: Offers
) -> None:
    alice, bob = bare.actors["Alice"], bare.join("Bob", expiresAt=now() + 9 * YEAR)
    old = offers.open(alice, REG_CF)
    offers.commit(old, bob, 2_000 * DOLLAR)
    boa.env.time_travel(seconds=2 * YEAR)
    new = offers.open(alice, REG_CF)
    offers.commit(new, bob, 2_500 * DOLLAR)
    offers.uncommit(old, bob, 2_000 * DOLLAR)  # of an offering that failed two years ago
    offers.uncommit(old, bob, 2_000 * DOLLAR)
    assert bare.compliance.years(bob.pid) == (0, 2_500 * DOLLAR)
    assert offers.why(new, bob, 1) == INVESTOR


def test_limits_are_attested_by_verifiers_once_and_in_order(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    with boa.reverts("NOT_A_VERIFIER"):
        limit(bare, bob, 100, by=alice)
    with boa.reverts("NOT_A_VERIFIER"):
        limit(bare, bob, 100, said=101)
    with boa.reverts("ATTESTATION_EARLY"):
        limit(bare, bob, 100, issuedAt=now() + 1)
    with boa.reverts("ATTESTATION_OLD"):
        limit(bare, bob, 100, issuedAt=now() - 30 * DAY - 1)
    with boa.reverts("ATTESTATION_EXPIRED"):
        limit(bare, bob, 100, expiresAt=now())
    with boa.reverts("ATTESTATION_TOO_LONG"):
        limit(bare, bob, 100, expiresAt=now() + 366 * DAY + 1)
    with boa.reverts("PERSON_UNKNOWN"):
        limit(bare, bob, 100, person=99)
    with boa.reverts("TOO_LARGE"):
        limit(bare, bob, 2**64)
    limit(bare, bob, 100)
    assert bare.compliance.limit_of(bob.pid) == (100, now() + 300 * DAY)
    with boa.reverts("ATTESTATION_USED"):
        limit(bare, bob, 200)
    boa.env.time_travel(seconds=1)
    limit(bare, bob, 50)
    assert bare.compliance.limit_of(bob.pid)[0] == 50


# --- without a document ---


def test_without_a_document_a_thousand_dollars_are_laid_down_in_all(
    bare: Network, offers: Offers
) -> None:
    bob = bare.join("Bob", level=1, expiresAt=now() + 9 * YEAR)
    assert bare.registry.person(bob.pid).level == 1
    number = offers.open(bare.actors["Alice"], NONE)
    assert offers.why(number, bob, 1_000 * DOLLAR) == FINE
    assert offers.why(number, bob, 1_000 * DOLLAR + 1) == WORLD
    offers.commit(number, bob, 600 * DOLLAR)
    with auction(bare):
        with boa.reverts("WORLD_LIMIT"):
            bare.compliance.spend(bob.pid, 400 * DOLLAR + 1)
        bare.compliance.spend(bob.pid, 400 * DOLLAR)
    assert offers.why(number, bob, 1) == WORLD
    boa.env.time_travel(seconds=3 * YEAR)
    assert offers.why(number, bob, 1) == WORLD  # in all, not in a year
    offers.uncommit(number, bob, 100 * DOLLAR)
    with auction(bare):
        bare.compliance.unspend(bob.pid, 50 * DOLLAR)
    assert bare.compliance.spent_by(bob.pid) == 850 * DOLLAR
    assert offers.why(number, bob, 150 * DOLLAR) == FINE
    assert offers.why(number, bob, 150 * DOLLAR + 1) == WORLD
    with auction(bare):
        bare.compliance.unspend(bob.pid, 10**12)
    assert bare.compliance.spent_by(bob.pid) == 0
    bare.renew(bob, level=2, nonce=2)
    assert offers.why(number, bob, 10**12) == FINE


def test_what_was_paid_with_a_document_frees_nothing(bare: Network, offers: Offers) -> None:
    bob = bare.join("Bob", level=1)
    number = offers.open(bare.actors["Alice"], NONE)
    offers.commit(number, bob, 600 * DOLLAR)
    boa.env.time_travel(seconds=1)
    bare.renew(bob, level=2, nonce=2)
    offers.commit(number, bob, 5_000 * DOLLAR)
    offers.uncommit(number, bob, 5_000 * DOLLAR)
    # What was laid down first is taken for what comes back first: nobody is bound any more.
    assert bare.compliance.spent_by(bob.pid) == 0
    offers.uncommit(number, bob, 600 * DOLLAR)
    assert bare.compliance.years(bob.pid) == (0, 0)
