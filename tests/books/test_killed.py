"""Books that are killed between any two steps: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tests.books.beginnings import hold_bob
from tests.books.dumps import dump
from tests.books.world import CENT, World
from wallet.books.index import Index
from wallet.books.store import Store

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
