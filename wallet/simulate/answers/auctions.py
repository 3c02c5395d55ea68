"""The laboratory of auctions as part of the answers: the rule as written beside its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wallet.simulate.auctions import attacks, compare, judge
from wallet.simulate.auctions.attacking import Attacked
from wallet.simulate.auctions.comparing import Comparison, finite
from wallet.simulate.auctions.judging import Verdict
from wallet.simulate.auctions.neighbours import NEIGHBOURS, Rule

Say = Callable[[str], None]


@dataclass(frozen=True)
class AuctionAnswers:
    """What honest people and cheats come to under each rule, and which rule is kept."""

    comparison: Comparison
    attacked: Attacked
    verdicts: tuple[Verdict, ...]


def ask_auctions(
    seed: int,
    runs: int,
    rules: Sequence[Rule] = NEIGHBOURS,
    holes: Sequence[Rule] = (),
    say: Say = lambda _: None,
) -> AuctionAnswers:
    """Play every rule in the same markets with the same luck, first honestly, then with cheats.

    Cheats are tried under rules with holes too, to see that they find them.
    """
    comparison = compare(runs, seed, rules=rules, progress=say)
    attacked = attacks(runs, seed, rules=(*rules, *holes), progress=say)
    return AuctionAnswers(comparison, attacked, judge(comparison, attacked))


def auction_facts(answers: AuctionAnswers) -> Any:
    """The same as plain values; what could not be measured is null."""
    verdicts = [{**asdict(one), "beats": one.beats} for one in answers.verdicts]
    parts = {"honest": asdict(answers.comparison), "cheats": asdict(answers.attacked)}
    return finite({**parts, "verdicts": verdicts})
