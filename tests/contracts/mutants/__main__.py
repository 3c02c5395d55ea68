"""Play the broken contracts: `python -m tests.contracts.mutants [--sample N --seed S] --json FILE`.

Says of each by which test it was killed, or that it is alive. Ends with 1 when one is alive, or
does not fit the sources any more.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.contracts.mutants.patches import mutants
from tests.contracts.mutants.player import KILLED, PATIENCE, Outcome, play_all


def tell(outcome: Outcome) -> None:
    """Say one outcome at once: the whole takes a while."""
    sys.stdout.write(outcome.line() + "\n")
    sys.stdout.flush()


def main(argv: Sequence[str] | None = None) -> int:
    """Play all, or a sample, or those whose file name has a word in it."""
    parser = argparse.ArgumentParser(prog="python -m tests.contracts.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="WORD", help="only patches named so")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="draw the same again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the outcomes go")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds for each")
    args = parser.parse_args(argv)
    chosen = [one for one in mutants() if not args.names or any(w in one.key for w in args.names)]
    if args.sample is not None:
        chosen = random.Random(args.seed).sample(chosen, min(args.sample, len(chosen)))
    outcomes = play_all(chosen, args.workers, args.patience, tell)
    bad = [outcome for outcome in outcomes if outcome.outcome != KILLED]
    sys.stdout.write(f"{len(outcomes) - len(bad)} of {len(outcomes)} killed\n")
    for outcome in bad:
        tell(outcome)
    if args.json:
        said = [outcome.as_json() for outcome in outcomes]
        args.json.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
