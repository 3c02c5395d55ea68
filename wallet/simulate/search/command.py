"""`symbolon simulate --search`: what a search finds, as lines to print and as a file of its own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from wallet.base.errors import WalletError
from wallet.rules.flaws import Flaw
from wallet.simulate.search.evidence import Evidence, Finding, look, rediscover
from wallet.simulate.search.hunt import Budget
from wallet.simulate.search.situation import Situation, situations

MOST = 10_000_000
"""Sequences that one search may try at most."""


def budget(args: argparse.Namespace) -> Budget:
    """Read the budget.

    Raises:
        WalletError: It is none.
    """
    if not 0 < args.evaluations <= MOST:
        raise WalletError(
            f"A search cannot try {args.evaluations} sequences.",
            f"Give --evaluations a number from 1 to {MOST:,}.",
            "search.evaluations",
        )
    if args.seconds is not None and not args.seconds > 0:
        raise WalletError(
            f"A search cannot last {args.seconds} seconds.",
            "Give --seconds a number above zero.",
            "search.seconds",
        )
    return Budget(args.evaluations, args.seconds)


def situation(name: str) -> type[Situation]:
    """Return a situation by its name.

    Raises:
        WalletError: There is none.
    """
    known = situations()
    if name not in known:
        raise WalletError(
            f"There is no situation called {name}.",
            f"These are known: {', '.join(known)}.",
            "search.situation",
        )
    return known[name]


def search(args: argparse.Namespace, seed: int) -> Iterator[str]:
    """Search as the options say, and yield what is found as lines to print.

    Raises:
        WalletError: An option makes no sense.
    """
    limits = budget(args)
    if args.flaw:
        yield from evidence_lines(rediscover(Flaw(args.flaw), limits, seed))
        return
    chosen = [situation(args.situation)] if args.situation else list(situations().values())
    for place, kind in enumerate(chosen):
        if place:
            yield ""
        yield from finding_lines(look(kind, limits, seed))


def finding_lines(found: Finding) -> Iterator[str]:
    """A finding, for a terminal."""
    left_out = f" without the mend {found.flaw}" if found.flaw else " under the rules as they are"
    yield f"{found.situation},{left_out}, seed {found.seed}: {found.evaluations:,} sequences tried."
    yield found.story
    if not found.worth_telling:
        yield "Nothing was found that takes money from the holders."
        return
    yield f"Found after {found.first_at:,}: ${found.taken:,} beyond honesty, from the holders."
    for line in found.told:
        yield f"  {line}"
    if found.friend_would_take:
        taken = f"${found.friend_would_take:,}"
        yield f"A friend who just kept for Dan what rises, which no chain can see, takes {taken}."
    other = ", ".join(f"${max(0, taken):,}" for taken in found.elsewhere)
    yield f"The same acts in other worlds: {other}."


def evidence_lines(evidence: Evidence) -> Iterator[str]:
    """A hole and its mend, for a terminal."""
    yield from finding_lines(evidence.without_mend)
    yield ""
    if evidence.without_mend.worth_telling:
        yield f"With the mend, the same acts take ${evidence.same_acts_with_mend:,}."
    yield f"With the mend, the same search finds ${evidence.with_mend.taken:,}."


def as_json(found: Finding) -> dict[str, Any]:
    """A finding, as it goes into a file of answers."""
    return {
        "situation": found.situation,
        "story": found.story,
        "mend left out": found.flaw.value if found.flaw else "",
        "seed": found.seed,
        "evaluations": found.evaluations,
        "found after": found.first_at,
        "taken": found.taken,
        "a friend would take": found.friend_would_take,
        "acts": [str(line) for line in found.told],
        "elsewhere": found.elsewhere,
    }
