"""What a search can be told on the command line; light, for every command reads it."""

from __future__ import annotations

import argparse

from wallet.rules.flaws import Flaw


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what a search can be told."""
    group = parser.add_argument_group("search", "look for holes that nobody thought of")
    group.add_argument("--search", action="store_true", help="search every situation")
    group.add_argument(
        "--flaw",
        metavar="NAME",
        choices=[flaw.value for flaw in Flaw],
        help="leave a mend of the rules out, and see whether the hole is found: "
        + ", ".join(flaw.value for flaw in Flaw),
    )
    group.add_argument("--situation", metavar="NAME", help="search only this one")
    group.add_argument(
        "--evaluations", type=int, default=4_000, metavar="N", help="sequences to try (4,000)"
    )
    group.add_argument(
        "--seconds", type=float, metavar="S", help="stop after so long, whatever is left to try"
    )
