"""Playing a mutant: the tests that it names, against a broken copy of the sources."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import IO, Any, Final, cast

import wallet.contracts
from tests.contracts.mutants.patches import DoesNotApply, Mutant

ROOT: Final = Path(__file__).resolve().parents[3]
SOUND: Final = Path(wallet.contracts.__file__).parent
PATIENCE: Final = 600  # seconds for one mutant

STOPPED: Final = -1
KILLED, ALIVE, UNFIT = "killed", "alive", "unfit"
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$", re.MULTILINE)
_VYPER: Final = re.compile(r"^E\s+vyper\.exceptions\.", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: `killed` by `test`; `alive`; or `unfit`, with `why`."""

    name: str
    rule: str
    outcome: str
    test: str
    seconds: float
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)

    def line(self) -> str:
        """One line to read."""
        by = f" by {self.test}" if self.test else ""
        why = f" ({self.why})" if self.why else ""
        return f"{self.outcome:6} {self.name}{by}{why}, {self.seconds:.0f} s"


def play_all(
    chosen: Iterable[Mutant],
    workers: int,
    patience: float = PATIENCE,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Play mutants, so many at a time, then see that their killers pass on sound sources."""
    with TemporaryDirectory(prefix="symbolon-mutants-") as folder:
        places: SimpleQueue[Place] = SimpleQueue()

        def one(mutant: Mutant) -> Outcome:
            place = places.get()
            try:
                outcome = play(mutant, place, patience)
            finally:
                places.put(place)
            tell(outcome)
            return outcome

        with ExitStack() as stack, ThreadPoolExecutor(workers) as pool:
            for number in range(workers):
                places.put(stack.enter_context(Place(Path(folder) / str(number))))
            outcomes = list(pool.map(one, chosen))
            killers = sorted({outcome.test for outcome in outcomes if outcome.test})
            failing = _failing_when_sound(killers, places.get(), patience * 4)
    return [_doubted(outcome, failing) for outcome in outcomes]


class Place:
    """A copy of the sources, and a process that runs tests on it; a context."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.sources = folder / "contracts"
        self._said = folder / "said.txt"
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.contracts.mutants.warm"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def copy_sources(self) -> None:
        """Lay a copy of the sound sources at this place."""
        if self.sources.exists():
            shutil.rmtree(self.sources)
        unneeded = shutil.ignore_patterns("artifacts", "__pycache__", "*.py")
        shutil.copytree(SOUND, self.sources, ignore=unneeded)

    def pytest(self, tests: Sequence[str], patience: float, *options: str) -> tuple[int, str]:
        """Exit code and output of pytest on these tests; `STOPPED` after so many seconds."""
        # The long tests are chosen by name here; a mutant that hangs is ended from outside.
        arguments = ("-q", "-rfE", "--tb=short", "-m", "", "--timeout", "0", "-p", "no:xdist")
        asked = {
            "arguments": [*arguments, *options, *tests],
            "sources": str(self.sources),
            "said": str(self._said),
            "patience": patience,
        }
        pipes = self._server.stdin, self._server.stdout
        if None in pipes:
            raise RuntimeError("the process has no pipes")
        to, from_ = cast(tuple[IO[str], IO[str]], pipes)
        to.write(json.dumps(asked) + "\n")
        to.flush()
        return int(from_.readline()), self._said.read_text("utf-8", errors="replace")


def play(mutant: Mutant, place: Place, patience: float = PATIENCE) -> Outcome:
    """Break a copy of the sources at this place and run the mutant's tests until one fails."""
    begun = time.monotonic()

    def ended(outcome: str, test: str = "", why: str = "") -> Outcome:
        seconds = round(time.monotonic() - begun, 1)
        return Outcome(mutant.name, mutant.rule, outcome, test, seconds, why)

    place.copy_sources()
    try:
        mutant.apply(place.sources)
    except DoesNotApply as error:
        return ended(UNFIT, why=str(error))
    code, said = place.pytest(mutant.tests, patience, "-x")
    if code == STOPPED:
        return ended(ALIVE, why=f"nothing failed in {patience:.0f} seconds")
    if code == 0:
        return ended(ALIVE)
    failed = _FAILED.search(said)
    if code != 1 or failed is None:
        return ended(UNFIT, why=said.strip()[-300:])
    if _VYPER.search(said):
        return ended(UNFIT, why="it does not compile")
    return ended(KILLED, failed.group(1))


def _failing_when_sound(tests: Sequence[str], place: Place, patience: float) -> set[str]:
    """Which of these tests fail on sound sources too."""
    if not tests:
        return set()
    place.copy_sources()
    _, said = place.pytest(tests, patience)
    return set(_FAILED.findall(said))


def _doubted(outcome: Outcome, failing: set[str]) -> Outcome:
    """The outcome, unless its killer kills anything."""
    if outcome.test not in failing:
        return outcome
    return Outcome(
        outcome.name,
        outcome.rule,
        UNFIT,
        outcome.test,
        outcome.seconds,
        "that test fails on sound sources too",
    )
