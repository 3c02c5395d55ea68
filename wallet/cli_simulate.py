"""`symbolon simulate`: does cheating pay? Plays on this machine alone; no connection is opened."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallet.base.errors import WalletError
from wallet.simulate.report.options import add_report_options
from wallet.simulate.search.options import add_options

if TYPE_CHECKING:
    from wallet.rules.flaws import Flaw
    from wallet.simulate.parameters import Parameters
    from wallet.simulate.world import Look

Commands = Any  # argparse keeps the class of subcommands to itself
MOST_PEOPLE, MOST_YEARS, MOST_RUNS = 100_000, 20.0, 10_000
MODES = {"search": ("flaw",), "auctions": (), "report": ("set",)}
"""What is done instead of playing strategies or a population, and which of OPTIONS it heeds."""
OPTIONS = ("strategies", "people", "years", "set", "rule", "flaw", "replay")
MOST_MARKET = 5_000
"""People who may notice an auction in a scene."""


def add_simulate(commands: Commands) -> None:
    """Add the command to a parser's own."""
    simulate = commands.add_parser(
        "simulate",
        help="does cheating pay? play strategies beside honesty, or a whole population",
        description="With strategies: each is played beside honest people, with the same luck. "
        "Without: a population is played, and what happened in it is said. With --search: what "
        "nobody thought of is looked for. With --auctions: the rule of auctions beside others. "
        "With --report: all of it, as a page to read.",
    )
    simulate.add_argument("strategies", nargs="*", metavar="STRATEGY", help="see --list; or all")
    simulate.add_argument("--list", action="store_true", help="name strategies and numbers")
    simulate.add_argument(
        "--people", type=int, metavar="N", help="in the population, or in a scene's market"
    )
    simulate.add_argument("--years", type=float, metavar="Y", help="how long it lasts")
    simulate.add_argument("--seed", type=int, default=1, metavar="S", help="the first run's luck")
    simulate.add_argument("--runs", type=int, default=40, metavar="K", help="with how much luck")
    simulate.add_argument("--json", type=Path, metavar="FILE", help="where the facts go")
    simulate.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="change a number"
    )
    simulate.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change a number of the rules: seconds, dollars, per cent or a count",
    )
    simulate.add_argument(
        "--replay",
        action="store_true",
        help="replay samples of what is played on the real contracts, on a chain of this machine",
    )
    simulate.add_argument(
        "--auctions",
        action="store_true",
        help="play the rule of auctions beside its neighbours; some minutes, fewer with fewer "
        "--runs",
    )
    add_options(simulate)
    add_report_options(simulate)
    simulate.set_defaults(run=_simulate)


def _simulate(args: argparse.Namespace) -> int:
    """Judge strategies, or play a population; print it, and write the facts."""
    from wallet.simulate.telling import tell_list

    if args.list:
        for line in tell_list():
            print(line)
        return 0
    _within(args.runs, 1, MOST_RUNS, "--runs")
    _within(args.seed, 0, 2**60, "--seed")
    _together(args)
    if args.search:
        from wallet.simulate.search.command import search

        for line in search(args, args.seed):
            print(line, flush=True)
        return 0
    if args.report:
        from wallet.simulate.report.options import make_report

        make_report(args, _parameters(args.set), lambda said: print(said, flush=True))
        return 0
    if args.auctions:
        _write(args, _auctions(args))
        return 0
    if args.replay:
        return _replay(args)
    from wallet.simulate.world import nobody

    _write(args, _play(args, nobody))
    return 0


def _together(args: argparse.Namespace) -> None:
    """Refuse what would not be heeded, rather than leave it out in silence."""
    chosen = [mode for mode in MODES if getattr(args, mode)]
    for mode in chosen[:1]:
        options = {name for name in OPTIONS if getattr(args, name) not in (None, False, [])}
        others = [*sorted(options - {*MODES[mode]}), *chosen[1:]]
        if others:
            other = "strategies" if others[0] == "strategies" else f"--{others[0]}"
            raise WalletError(
                f"With --{mode}, {other} would change nothing.",
                f"Leave out {other}, or --{mode}.",
                "simulate.options",
            )


def _write(args: argparse.Namespace, facts: object) -> None:
    """Write the facts where --json says, if it does."""
    if args.json:
        try:
            args.json.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise WalletError(
                f"The facts could not be written to {args.json}.",
                "Name a file in a folder that you may write to.",
                "simulate.file",
            ) from error
        print(f"The facts are in {args.json}.")


def _play(args: argparse.Namespace, look: Look) -> object:
    """Judge strategies, or play a population."""
    return _judge(args, look) if args.strategies else _populate(args, look)


def _replay(args: argparse.Namespace) -> int:
    """Play, and replay samples of it; 1 if the contracts do not agree."""
    from wallet.simulate.replay.bench import Bench
    from wallet.simulate.replay.command import Recorder, need_node, tell_replay
    from wallet.simulate.replay.result import replay

    recorder = Recorder(args.seed, _flaws(args.flaw))
    need_node()
    with Bench() as bench:
        facts = _play(args, recorder.look)
        result = replay(recorder.tap, bench)
    for line in tell_replay(result):
        print(line)
    _write(args, {"played": facts, "replay": result.told()})
    return 0 if result.agrees else 1


def _auctions(args: argparse.Namespace) -> object:
    """Play the rule of auctions beside its neighbours, and print what is found as tables."""
    from wallet.simulate.answers.auctions import ask_auctions, auction_facts
    from wallet.simulate.auctions import tell_attacks, tell_comparison, tell_verdicts
    from wallet.simulate.auctions.neighbours import HOLES

    def say(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    found = ask_auctions(args.seed, args.runs, holes=HOLES, say=say)
    print(tell_comparison(found.comparison), end="\n\n")
    print(tell_attacks(found.attacked), end="\n\n")
    print(tell_verdicts(found.verdicts))
    return auction_facts(found)


def _judge(args: argparse.Namespace, look: Look) -> list[dict[str, Any]]:
    """Judge each strategy beside honesty."""
    from wallet.simulate.payoff import Judge
    from wallet.simulate.strategy import strategies, strategy
    from wallet.simulate.telling import facts_of, tell_verdict

    settings = list(args.set)
    if args.people is not None:
        settings.append(f"market={_within(args.people, 0, MOST_MARKET, '--people')}")
    if args.years is not None:
        days = int(_within(args.years, 1, MOST_YEARS, "--years") * 365)
        settings.append(f"horizon_days={days}")
    known, numbers = _parameters(settings), _numbers(args.rule)
    judge = Judge(known, args.seed, args.runs, _flaws(args.flaw), numbers, look)
    names = list(strategies()) if args.strategies == ["all"] else args.strategies
    facts = []
    for kind in [strategy(name) for name in names]:
        verdict = judge.judge(kind)
        for line in tell_verdict(verdict, kind):
            print(line)
        print(flush=True)
        facts.append(facts_of(verdict, kind))
    return facts


def _populate(args: argparse.Namespace, look: Look) -> dict[str, Any]:
    """Play a population."""
    from wallet.simulate.population import Population
    from wallet.simulate.telling import tally_facts, tell_tally

    people = int(
        _within(1_000 if args.people is None else args.people, 10, MOST_PEOPLE, "--people")
    )
    years = _within(1.0 if args.years is None else args.years, 0.1, MOST_YEARS, "--years")
    population = Population(people, _parameters(args.set), args.seed, _flaws(args.flaw), look)
    for name, value in _numbers(args.rule).items():
        population.rules.set_number(name, value)
    tally = population.run(years)
    population.world.check()
    for line in tell_tally(tally):
        print(line)
    return tally_facts(tally)


def _parameters(settings: list[str]) -> Parameters:
    from wallet.simulate.parameters import DEFAULTS

    known = DEFAULTS
    for setting in settings:
        name, _, value = setting.partition("=")
        known = known.with_value(name, value)
    return known


def _numbers(changes: list[str]) -> dict[str, int]:
    """Read changes of the rules' numbers, and try them once."""
    from wallet.rules.numbers import IN_DOLLARS
    from wallet.rules.units import DOLLAR, Refused
    from wallet.rules.whole import Whole

    numbers = {}
    for change in changes:
        name, _, text = change.partition("=")
        value = int(text) if text.isdecimal() and len(text) < 16 else -1
        numbers[name] = value * DOLLAR if name in IN_DOLLARS else value
        try:
            Whole(0, ()).set_number(name, numbers[name])
        except Refused as refusal:
            raise WalletError(
                f"The number {name[:40]} of the rules cannot be {text[:20]}: {refusal}.",
                "Run symbolon simulate --list to see the numbers.",
                "simulate.rule",
            ) from refusal
    return numbers


def _flaws(name: str | None) -> frozenset[Flaw]:
    from wallet.rules.flaws import Flaw

    return frozenset({Flaw(name)} if name else ())


def _within(value: float, least: float, most: float, what: str) -> float:
    if not least <= value <= most:
        raise WalletError(
            f"{value:g} is no value for {what}.",
            f"Give a number between {least:g} and {most:g}.",
            "simulate.bounds",
        )
    return value
