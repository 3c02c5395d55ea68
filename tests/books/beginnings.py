"""What has happened in a world before a test begins."""

from __future__ import annotations

from tests.books.world import CENT, NO_PERMIT, World
from wallet.base.clock import DAY
from wallet.base.money import DOLLAR


def hold_bob(world: World) -> World:
    """Let Alice, Carol and Dan join, and buy shares of Bob in a raise."""
    for name in ("alice", "bob", "carol", "dan"):
        world.join(name)
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", 2 * CENT, {"alice": 200_000, "carol": 150_000, "dan": 100_000})
    return world


def hold_bob_and_carol(world: World) -> World:
    """Let them hold Bob; and Dan, Eve and Bob hold Carol, locked, who shares a gain."""
    for name in ("alice", "bob", "carol", "dan", "eve"):
        world.join(name)
    world.issue("bob", "Bob Okafor")
    world.issue("carol", "Carol Ito")
    world.raise_all("bob", 2 * CENT, {"alice": 200_000, "carol": 150_000, "dan": 100_000})
    world.raise_all("carol", CENT, {"dan": 300_000, "eve": 200_000, "bob": 100_000}, 30 * DAY)
    world.act("carol", "Ledger", "distribute", 20 * DOLLAR, NO_PERMIT)
    return world
