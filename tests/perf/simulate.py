"""How fast a population is played, and how much memory it takes; each in a process of its own.

Goals: 10,000 people for a year in under a minute, 100,000 people in under 4 GB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from tests.perf.rows import Row, row
from wallet.simulate.parameters import DEFAULTS
from wallet.simulate.payoff import play
from wallet.simulate.population import Population
from wallet.simulate.strategies.honest import Honest

ROOT = Path(__file__).resolve().parents[2]
MANY, ALL = 10_000, 100_000
GOAL_SECONDS, GOAL_MEGABYTES = 60.0, 4_000.0
SCENES = 20


def simulate() -> list[Row]:
    """Person-years a second, a year of 10,000, memory at 100,000, scenes a second."""
    many, all_ = _child(MANY), _child(ALL)
    begun = time.monotonic()
    for seed in range(SCENES):
        play(Honest, DEFAULTS, seed)
    scenes = SCENES / (time.monotonic() - begun)
    speed, goal = MANY / many["seconds"], MANY / GOAL_SECONDS
    return [
        row("simulate.person-years", [speed], "per s", "the goal", [goal]),
        row("simulate.year of 10,000", [many["seconds"]], "s", "the goal", [GOAL_SECONDS]),
        row("simulate.year of 100,000", [all_["seconds"]], "s", "one of 10,000", [many["seconds"]]),
        row("simulate.memory at 100,000", [all_["megabytes"]], "MB", "the goal", [GOAL_MEGABYTES]),
        row("simulate.scenes", [scenes], "per s", "one", [1.0]),
    ]


def _child(people: int) -> dict[str, float]:
    """Play a year of so many people in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.simulate", str(people)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, float] = json.loads(done.stdout)
    return said


def _year(people: int) -> dict[str, float]:
    begun = time.monotonic()
    population = Population(people, DEFAULTS, 1)
    population.run(1)
    seconds = time.monotonic() - begun
    population.world.check()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    return {"seconds": round(seconds, 2), "megabytes": round(most, 1)}


if __name__ == "__main__":
    print(json.dumps(_year(int(sys.argv[1]))))
