"""Playing a mutant: the tests that it names, against a broken copy of the sources."""

from __future__ import annotations

import multiprocessing
import re
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, Final

import wallet.contracts
from tests.contracts.mutants.patches import DoesNotApply, Mutant

ROOT: Final = Path(__file__).resolve().parents[3]
SOUND: Final = Path(wallet.contracts.__file__).parent
_SERVER: Final = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.contracts.mutants.warm"])
PATIENCE: Final = 600  # seconds for one mutant

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
        # Compiled contracts are kept by where their source lies: a worker keeps its place.
        places: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            places.put(Path(folder) / str(number) / "contracts")

        def one(mutant: Mutant) -> Outcome:
            place = places.get()
            try:
                outcome = play(mutant, place, patience)
            finally:
                places.put(place)
            tell(outcome)
            return outcome

        with ThreadPoolExecutor(workers) as pool:
            outcomes = list(pool.map(one, chosen))
        killers = sorted({outcome.test for outcome in outcomes if outcome.test})
        failing = _failing_when_sound(killers, places.get(), patience * 4)
    return [_doubted(outcome, failing) for outcome in outcomes]


def play(mutant: Mutant, place: Path, patience: float = PATIENCE) -> Outcome:
    """Break a copy of the sources at this place and run the mutant's tests until one fails."""
    begun = time.monotonic()

    def ended(outcome: str, test: str = "", why: str = "") -> Outcome:
        seconds = round(time.monotonic() - begun, 1)
        return Outcome(mutant.name, mutant.rule, outcome, test, seconds, why)

    copy_sources(place)
    try:
        mutant.apply(place)
    except DoesNotApply as error:
        return ended(UNFIT, why=str(error))
    try:
        code, said = _pytest(mutant.tests, place, patience, "-x")
    except TimeoutError:
        return ended(ALIVE, why=f"nothing failed in {patience:.0f} seconds")
    if code == 0:
        return ended(ALIVE)
    failed = _FAILED.search(said)
    if code != 1 or failed is None:
        return ended(UNFIT, why=said.strip()[-300:])
    if _VYPER.search(said):
        return ended(UNFIT, why="it does not compile")
    return ended(KILLED, failed.group(1))


def copy_sources(place: Path) -> None:
    """Lay a copy of the sound sources at this place."""
    if place.exists():
        shutil.rmtree(place)
    unneeded = shutil.ignore_patterns("artifacts", "__pycache__", "*.py")
    shutil.copytree(SOUND, place, ignore=unneeded)


def _failing_when_sound(tests: Sequence[str], place: Path, patience: float) -> set[str]:
    """Which of these tests fail on sound sources too."""
    if not tests:
        return set()
    copy_sources(place)
    _, said = _pytest(tests, place, patience)
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


def _pytest(tests: Sequence[str], place: Path, patience: float, *options: str) -> tuple[int, str]:
    """Exit code and output of pytest on these tests, with the sources at this place.

    Raises TimeoutError when it does not end in so many seconds.
    """
    # The long tests are chosen by name here; a mutant that hangs is ended from outside.
    arguments = ("-q", "-rfE", "--tb=short", "-m", "", "--timeout", "0", "-p", "no:xdist")
    said = place.parent / "said.txt"
    given = ([*arguments, *options, *tests], ROOT, place, said)
    process = _SERVER.Process(target=_run_warm, args=given)
    process.start()
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError
    return process.exitcode, said.read_text("utf-8", errors="replace")


def _run_warm(arguments: Sequence[str], root: Path, sources: Path, said: Path) -> None:
    """In the server's copy of itself, where `warm` is loaded already."""
    from tests.contracts.mutants import warm

    warm.run(arguments, root, sources, said)
