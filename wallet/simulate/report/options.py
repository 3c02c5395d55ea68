"""What a report can be told on the command line, and its making; light until it is asked for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.simulate.parameters import Parameters

MOST_RUNS = 10_000


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Add what a report can be told."""
    group = parser.add_argument_group("report", "everything at once, for somebody to read")
    group.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="play every strategy, every map and every search, and write what they say as a page; "
        "takes some minutes, fewer with fewer --runs, --map-runs, --auction-runs and --evaluations",
    )
    group.add_argument(
        "--auction-runs",
        type=int,
        default=20,
        metavar="K",
        help="runs of each rule of auctions (20)",
    )
    group.add_argument(
        "--map-runs", type=int, default=16, metavar="K", help="runs of each point of a map (16)"
    )


def make_report(
    args: argparse.Namespace, parameters: Parameters, say: Callable[[str], None]
) -> None:
    """Play it all and write the page, and the answers where --json says.

    Raises:
        WalletError: An option makes no sense, a library is missing, or a file cannot be written.
    """
    from wallet.simulate.answers.asking import Effort, ask
    from wallet.simulate.answers.facts import facts
    from wallet.simulate.report.pictures import need_library
    from wallet.simulate.report.writing import write, write_report
    from wallet.simulate.search.command import budget

    need_library()
    for option, what, runs in (
        ("--map-runs", "A point of a map", args.map_runs),
        ("--auction-runs", "A rule of auctions", args.auction_runs),
    ):
        if not 2 <= runs <= MOST_RUNS:
            raise WalletError(
                f"{what} cannot be played {runs} times.",
                f"Give {option} a number from 2 to {MOST_RUNS:,}.",
                "report.runs",
            )
    evaluations = budget(args).evaluations
    effort = Effort(
        args.seed, args.runs, args.map_runs, evaluations=evaluations,
        auction_runs=args.auction_runs,
    )  # fmt: skip
    answers = ask(parameters, effort, say=say)
    write_report(args.report, answers)
    say(f"The report is in {args.report}.")
    if args.json:
        write(args.json, json.dumps(facts(answers), indent=1))
        say(f"The answers are in {args.json}.")
