"""The cascade against the contracts: claims played on a node until they settle."""

from __future__ import annotations

from tests.books.claims import GIVEN, check_cascade
from tests.books.world import World
from wallet.base.money import DOLLAR
from wallet.books.index import Index
from wallet.books.store import Store

CENT = 10**10
MILLION = 1_000_000


def test_a_gain_runs_through_circles_as_the_contracts_share_it(world: World, store: Store) -> None:
    names = ("alice", "bob", "carol", "dan")
    for name in names:
        world.join(name)
    for name in names[:3]:
        world.issue(name, f"{name.title()} Moreau")
    # A circle as strong as the rules allow, a shorter one within it, and one at the edge.
    world.raise_all("alice", CENT, {"bob": 4_500_000, "dan": 300_001})
    world.raise_all("bob", CENT, {"carol": 3_333_333, "alice": 1_500_000})
    world.raise_all("carol", CENT, {"alice": 4_899_999})
    Index(store, world.chain).follow()
    world.role("Dollar", "mint", world.address("alice"), GIVEN + DOLLAR)
    rounds, through = check_cascade(world.chain, store, world.people["alice"], world.send)
    assert rounds > 10 and through == 1
