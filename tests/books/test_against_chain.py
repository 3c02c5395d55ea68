"""The books agree with the contracts' own views, figure by figure, whatever happened."""

from __future__ import annotations

from tests.books.world import EXIT, NO_PERMIT, STAKE, World, check_against_chain
from wallet.acts.naming import StoreRecords
from wallet.base.addresses import keccak
from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR
from wallet.books.store import Store

CENT = 10**10
"""One cent a share, as a price."""


def test_a_raise_and_two_auctions_fold_to_what_the_chain_says(world: World, store: Store) -> None:
    for name in ("alice", "bob", "carol", "dan", "eve"):
        world.join(name)
    world.issue("alice", "Alice Moreau", b"the terms")
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", 2 * CENT, {"alice": 200_000, "carol": 150_000, "dan": 100_000})
    world.raise_all("alice", 3 * CENT, {"carol": 300_000, "dan": 100_000, "eve": 200_000}, 30 * DAY)
    assert check_against_chain(world, store) > 30
    world.sell("alice", "bob", 100_000, 3 * CENT)
    world.sell("carol", "bob", 50_000, 5 * CENT)
    world.buy("eve", "bob", 80_000, 4 * CENT)
    world.buy("dan", "alice", 90_000, 4 * CENT)
    check_against_chain(world, store)
    world.skip(49 * HOUR)
    world.settle("bob")
    check_against_chain(world, store)
    bob, alice, carol = (world.people[name] for name in ("bob", "alice", "carol"))
    world.act("carol", "Ledger", "claim", alice, carol)
    world.act("dan", "Ledger", "claim", alice, world.people["eve"])
    world.act("bob", "Ledger", "distribute", 777 * DOLLAR, NO_PERMIT)
    world.act("alice", "Ledger", "claim_many", [bob], alice)
    world.skip(DAY)
    world.act("alice", "Offering", "proceeds", 2)
    world.act("eve", "Ledger", "withdraw", world.people["eve"])
    assert check_against_chain(world, store) > 40


def test_settling_in_steps_and_by_many(world: World, store: Store) -> None:
    names = [f"holder{number}" for number in range(4)]
    for name in ("bob", *names, "buyer", "other"):
        world.join(name)
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", CENT + 7, dict.fromkeys(names, 60_000))
    for number, name in enumerate(names):
        world.sell(name, "bob", 20_000 + 7_001 * number, CENT + number * CENT // 3)
    world.buy("buyer", "bob", 50_001, 2 * CENT + 1)
    world.buy("other", "bob", 31_313, CENT + CENT // 2 + 7)
    world.skip(49 * HOUR)
    check_against_chain(world, store)
    while world.read("Auction", "auction", world.people["bob"]).opened:
        world.settle("bob", 1)
        check_against_chain(world, store)


def test_commitments_withdrawn_rejected_refunded_and_cut(world: World, store: Store) -> None:
    names = ("carol", "dan", "eve", "frank", "grace")
    for name in ("alice", *names):
        world.join(name)
    world.issue("alice", "Alice Moreau")
    offering = world.open_offering("alice", 1_000, 100_000, 5 * CENT)
    for name in names:
        world.commit(name, offering, 40_000)
    world.act("dan", "Offering", "withdraw", offering, 1)
    world.act("alice", "Offering", "reject", offering, 2)
    world.act("frank", "Offering", "refund", offering, 2)
    check_against_chain(world, store)
    world.commit("dan", offering, 33_333)
    world.skip(10 * DAY + 60)
    world.act("bob" if "bob" in world.keys else "dan", "Offering", "close", offering, 100)
    check_against_chain(world, store)
    world.act("alice", "Offering", "take", offering, [0, 3, 4, 5])
    world.act("dan", "Offering", "refund", offering, 5)
    check_against_chain(world, store)
    failing = world.open_offering("alice", 50_000, 60_000, 5 * CENT)
    world.commit("eve", failing, 10)
    world.skip(10 * DAY + 60)
    world.act("dan", "Offering", "close", failing, 100)
    world.act("eve", "Offering", "refund", failing, 0)
    check_against_chain(world, store)


def test_an_exit_its_debt_and_a_garnish(world: World, store: Store) -> None:
    for name in ("alice", "bob", "carol", "dan", "a1", "a2", "a3"):
        world.join(name)
    attestors = [world.people[name] for name in ("a1", "a2", "a3")]
    for number in attestors:
        world.role("Registry", "appoint_attestor", number)
    world.issue("alice", "Alice Moreau")
    world.issue("bob", "Bob Okafor")
    world.raise_all("alice", 2 * CENT, {"carol": 500_000, "dan": 300_000, "bob": 400_000})
    stake, exit_ = _declare(world, store, attestors), 0
    world.skip(91 * DAY)
    check_against_chain(world, store)
    closed = world.now() - 60
    empty = (0, 0, 0, b"\0" * 32)
    evidence = keccak(b"evidence")
    record = StoreRecords(store).stake_records(stake)[-1]
    world.act(
        "alice", "Companies", "report_exit", stake, record.version, record.fields(), 1_000,
        96_000 * DOLLAR, 0, closed, evidence, empty,
    )  # fmt: skip
    check_against_chain(world, store)
    exit_ = 1
    reported = StoreRecords(store).exit_record(exit_)
    assert reported is not None
    assert world.read("Companies", "is_reported", exit_, reported.fields()) is True
    assert world.read("Companies", "is_declared", stake, 1, record.fields()) is True
    value = {
        "exit": exit_, "stake": stake, "units": 1_000, "proceeds": 96_000 * DOLLAR,
        "sellingCosts": 0, "closedAt": closed, "evidenceHash": evidence,
    }  # fmt: skip
    signatures = [
        world.sign(world.keys[name], "Companies", "Exit", EXIT, value) for name in ("a1", "a3")
    ]
    two = [attestors[0], attestors[2]]
    world.act("alice", "Companies", "attest_exit", exit_, reported.fields(), signatures, two)
    check_against_chain(world, store)
    world.act("alice", "Companies", "pay_debt", 1, 1_234 * DOLLAR + 1, NO_PERMIT)
    check_against_chain(world, store)
    world.skip(50 * DAY)  # twenty days late
    check_against_chain(world, store)
    world.act("alice", "Offering", "proceeds", 1)  # pays the debt before it reaches her
    check_against_chain(world, store)
    for name in ("carol", "dan", "bob"):
        world.act(name, "Ledger", "claim", world.people["alice"], world.people[name])
    assert check_against_chain(world, store) > 40


def test_news_freezes_and_bans(world: World, store: Store) -> None:
    for name in ("bob", "carol", "dan", "eve", "frank"):
        world.join(name)
    world.issue("bob", "Bob Okafor")
    bob = world.people["bob"]
    world.raise_all("bob", CENT, {"carol": 60_000, "dan": 60_000, "eve": 60_000})
    world.sell("carol", "bob", 20_000, CENT)
    world.sell("dan", "bob", 20_000, CENT)
    world.buy("frank", "bob", 50_000, 2 * CENT)
    world.skip(HOUR)
    world.role("Registry", "freeze", bob, world.now() + 5 * DAY)
    check_against_chain(world, store)
    world.act("frank", "Auction", "withdraw", bob)
    world.buy("frank", "bob", 30_000, 2 * CENT)
    world.role("Registry", "ban", world.people["carol"])
    check_against_chain(world, store)
    world.role("Auction", "halt", bob, world.now() + DAY)
    check_against_chain(world, store)
    world.skip(4 * DAY)
    world.settle("bob")
    check_against_chain(world, store)
    world.skip(25 * HOUR)
    world.sell("eve", "bob", 20_000, CENT)
    for _ in range(3):
        world.skip(HOUR)
        world.role("Registry", "ban", bob)
        check_against_chain(world, store)
        world.role("Registry", "unban", bob)
    world.settle("bob", 1)
    world.role("Registry", "unban", world.people["carol"])
    check_against_chain(world, store)


def test_lots_beyond_the_ring_join_and_move(world: World, store: Store) -> None:
    for name in ("bob", "carol", "dan", "eve"):
        world.join(name, 100_000_000 * DOLLAR)
    world.issue("bob", "Bob Okafor")
    for number in range(10):
        lockup = 400 * DAY if number == 2 else 0
        world.raise_all("bob", CENT * (number + 1), {"carol": 1_000 + number, "dan": 500}, lockup)
    check_against_chain(world, store)
    for number in range(4):
        world.sell("carol", "bob", 1_500 + number, 8 * CENT)
        world.buy("eve", "bob", 1_400 + number, 12 * CENT)
        world.skip(49 * HOUR)
        world.settle("bob")
        if world.read("Auction", "auction", world.people["bob"]).opened:  # far from the reference
            world.skip(8 * DAY)
            world.settle("bob")
        check_against_chain(world, store)
        world.skip(25 * HOUR)
    for number in range(4):
        world.raise_all("bob", CENT, {"carol": 100 + number, "dan": 500})
    check_against_chain(world, store)
    with store.reading() as tables:
        assert tables.rows("SELECT 1 FROM event WHERE name = 'LotMoved'")
        joined = tables.rows("SELECT count(*) AS n FROM lot GROUP BY token, person")
        assert max(row["n"] for row in joined) == 8


def _declare(world: World, store: Store, attestors: list[int]) -> int:
    """Alice's stake, attested by the first two attestors."""
    salt = keccak(b"salt")
    words = (1_000, 5_000 * DOLLAR, 1_600_000_000)
    packed = b"".join(word.to_bytes(32, "big") for word in words) + salt
    value = {
        "stake": 1,
        "version": 1,
        "companyKey": keccak(b"company"),
        "commitment": keccak(packed),
        "packageHash": keccak(b"package"),
    }
    args = (value["companyKey"], value["commitment"], value["packageHash"], attestors)
    world.act("alice", "Companies", "declare", *args)
    signatures = [
        world.sign(world.keys[name], "Companies", "Stake", STAKE, value) for name in ("a1", "a2")
    ]
    check_against_chain(world, store)
    record = StoreRecords(store).stake_records(1)[0].fields()
    world.act("alice", "Companies", "attest_stake", 1, 1, record, signatures, attestors[:2])
    return 1
