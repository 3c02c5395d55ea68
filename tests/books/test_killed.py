"""Books that are killed between any two steps: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tests.books.beginnings import hold_bob
from tests.books.dumps import anew, dump
from tests.books.world import CENT, World
from wallet.books.index import Index
from wallet.books.store import Store, kept_events

TURNS = 12


def follow_and_die(world: World, file: Path, steps: int) -> int:
    """Follow in a process that dies before so many statements; what it ended with."""
    network = asdict(world.chain.network)
    words = [str(file), json.dumps(network), str(steps)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.books.dying", *words],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode


def test_killed_at_any_step_the_books_go_on_where_they_were(world: World, tmp_path: Path) -> None:
    hold_bob(world)
    world.sell("alice", "bob", 50_000, 2 * CENT)
    straight = Store(tmp_path / "straight.sqlite", "test")
    Index(straight, world.chain).follow()
    wanted = dump(straight)
    straight.close()

    file = tmp_path / "books.sqlite"
    ends, blocks, steps = [], [], 3
    for _turn in range(TURNS):
        ends.append(follow_and_die(world, file, steps))
        store = Store(file, "test")
        got = dump(store)
        blocks.append(max((row[0] for row in got["event"]), default=0))
        # What is there is what was there in those blocks, each once.
        assert got["event"] == [row for row in wanted["event"] if row[0] <= blocks[-1]]
        store.close()
        steps = 7 * steps % 211 + 1
    assert ends.count(-signal.SIGKILL) >= TURNS // 2
    assert blocks == sorted(blocks) and len(set(blocks)) > 2
    store = Store(file, "test")
    Index(store, world.chain).follow()
    assert dump(store) == wanted
    store.close()


def test_killed_while_going_back_the_books_are_as_they_were_or_as_they_are(
    world: World, tmp_path: Path
) -> None:
    hold_bob(world)
    file = tmp_path / "books.sqlite"
    straight = Store(file, "test")
    Index(straight, world.chain).follow()
    world.sell("alice", "bob", 50_000, 2 * CENT)
    world.buy("carol", "bob", 20_000, 3 * CENT)
    Index(straight, world.chain).follow()
    before = dump(straight)
    straight.close()
    world.chain.client.call("anvil_reorg", (3, []))  # both orders are gone
    world.buy("dan", "bob", 30_000, 2 * CENT)
    fresh = Store(tmp_path / "fresh.sqlite", "test")
    Index(fresh, world.chain).follow()
    wanted = dump(fresh)
    with fresh.reading() as tables:
        events = [one for piece in kept_events(tables) for one in piece]
    fresh.close()
    assert wanted != before

    ends, seen = [], []
    for turn, steps in enumerate((4, 12, 20, 28, 36, 60, 120)):
        copy = tmp_path / f"copy {turn}.sqlite"
        shutil.copyfile(file, copy)
        ends.append(follow_and_die(world, copy, steps))
        store = Store(copy, "test")
        seen.append(dump(store))
        Index(store, world.chain).follow()
        assert dump(store) == wanted
        store.close()
    # As long as not all of it was taken back nothing was; then the books go on block by block.
    blocks = {one.block for one in events}
    assert before in seen and ends.count(-signal.SIGKILL) >= 5
    assert any(got != before for got in seen)
    for at, got in enumerate(seen):
        if got != before:
            block = max(row[0] for row in got["event"])
            assert block in blocks
            kept = [one for one in events if one.block <= block]
            assert got == anew(tmp_path / f"anew {at}.sqlite", kept)
