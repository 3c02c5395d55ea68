"""The cascade of one person in a network of a million; in a process of its own.

Goals: 1,000,000 people and 10,000,000 holdings from the loaded matrix in under 4 s and under 2 GB.
Loading is measured apart. Beside it NetworkX walks a smaller graph by the same series.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.perf.rows import Row, row
from wallet.base.money import ALL_SHARES
from wallet.books.cascade import MOST_OUTSIDE, PRECISION, Holdings, cascade, holdings_from
from wallet.books.store import Store
from wallet.books.through import load

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, HELD = 1_000_000, 10
SMALL = 10_000  # people of the graph that NetworkX walks, with as many holdings each
KEPT = 1_000_000  # holdings that are read out of books
GOAL_SECONDS, GOAL_MEGABYTES = 4.0, 2_000.0
RUNS = 3


def cascade_() -> list[Row]:
    """A million people: seconds from the loaded matrix, memory; loading; NetworkX a holding."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.cascade"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout)
    per, plain = said["nanoseconds"], said["plain_nanoseconds"]
    return [
        row("cascade.one of a million", said["seconds"], "s", "the goal", [GOAL_SECONDS] * RUNS),
        row("cascade.memory, loading in it", [said["megabytes"]], "MB", "the goal",
            [GOAL_MEGABYTES]),
        row("cascade.NetworkX, a holding", plain, "ns", "ours", per),
        row("cascade.difference", [said["difference"] * 1e9], "1e-9", "the goal", [1.0]),
        row("cascade.matrix from arrays", [said["matrix"]], "s", "solving", said["seconds"][:1]),
        row("cascade.million from the books", [said["books"]], "s", "a plain SELECT",
            [said["select"]]),
    ]  # fmt: skip


def network(people: int, seed: int = 1) -> tuple[Any, Any, Any]:
    """Tokens, holders and parts of a random network: a few are held by many, most by few.

    Half of the tokens are sold as far as the rules allow, where the series is slowest.
    """
    chance = np.random.default_rng(seed)
    count = people * HELD
    tokens = (people * chance.random(count) ** 2).astype(np.int64)
    holders = chance.integers(0, people, count)
    parts = chance.random(count)
    parts[tokens == holders] = 0
    sums = np.bincount(tokens, parts, people)
    most = np.where(chance.random(people) < 0.5, MOST_OUTSIDE, MOST_OUTSIDE * chance.random(people))
    parts *= np.divide(most, sums, out=np.zeros(people), where=sums > 0)[tokens]
    return tokens, holders, parts


def _million() -> dict[str, Any]:
    tokens, holders, parts = network(PEOPLE)
    begun = time.perf_counter()
    loaded = holdings_from(tokens, holders, parts)
    matrix = time.perf_counter() - begun
    del tokens, holders, parts
    seconds = []
    for at in range(RUNS):
        again = Holdings(loaded.people, loaded.holders)  # what is kept between questions is not
        begun = time.perf_counter()
        cascade(again, at)
        seconds.append(time.perf_counter() - begun)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    nanoseconds = [one / loaded.holders.nnz * 1e9 for one in seconds]
    return {
        "matrix": matrix, "seconds": seconds, "megabytes": most, "nanoseconds": nanoseconds,
    }  # fmt: skip


def _plain() -> dict[str, Any]:
    """The same series as anybody would write it over a graph, held against ours."""
    import networkx

    tokens, holders, parts = network(SMALL)
    graph = networkx.DiGraph()
    for token, holder, part in zip(tokens.tolist(), holders.tolist(), parts.tolist(), strict=True):
        before = graph.get_edge_data(holder, token, {"part": 0.0})["part"]
        if token != holder:
            graph.add_edge(holder, token, part=before + part)
    ours = holdings_from(tokens, holders, parts)
    person, times = int(ours.people[0]), []
    for _ in range(RUNS):
        begun = time.perf_counter()
        flow = _series(graph, person)
        times.append((time.perf_counter() - begun) / graph.number_of_edges() * 1e9)
    solved = cascade(ours, 0)
    row_of = solved.reach / solved.reach[0] * (solved.worth / solved.keeps)
    different = max(
        abs(flow[one] - found)
        for one, found in zip(ours.people.tolist(), row_of.tolist(), strict=True)
        if one in flow
    )
    return {"plain_nanoseconds": times, "difference": different}


def _series(graph: Any, person: int) -> dict[int, float]:
    flow = dict.fromkeys(graph, 0.0)
    while True:
        after = {
            token: sum(held["part"] * flow[by] for by, held in graph.pred[token].items())
            for token in graph
        }
        after[person] += 1.0
        change = max(abs(after[one] - flow[one]) for one in graph)
        flow = after
        if change * MOST_OUTSIDE <= PRECISION * (1 - MOST_OUTSIDE):
            return flow


def _books() -> dict[str, Any]:
    """Loading a part of it out of books, beside reading the same rows and doing nothing."""
    tokens, holders, parts = network(KEPT // HELD)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "books.sqlite", "perf")
        with store.writing() as tables:
            units = ((int(t), int(h), str(int(p * ALL_SHARES)))
                     for t, h, p in zip(tokens, holders, parts, strict=True))  # fmt: skip
            tables.db.executemany(
                "INSERT OR IGNORE INTO position (token, person, units) VALUES (?, ?, ?)", units
            )
        with store.reading() as tables:
            begun = time.perf_counter()
            load(tables)
            books = time.perf_counter() - begun
            begun = time.perf_counter()
            tables.rows("SELECT token, person, units FROM position")
            select = time.perf_counter() - begun
        store.close()
    return {"books": books, "select": select}


if __name__ == "__main__":
    print(json.dumps({**_million(), **_plain(), **_books()}))
