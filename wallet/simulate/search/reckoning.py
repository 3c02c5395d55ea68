"""What everybody has at the end of a story, and whether the coalition has it from the holders.

Two things that no chain sees are reckoned as if they were seen, so that the search looks for
something else: what was not reported counts as found out, with the penalty; and what a friend
holds for Dan while it rises counts as Dan's. How much those two pay is what strategies measure.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.rules.units import DOLLAR, S, worth
from wallet.simulate.search.stage import Stage
from wallet.simulate.wealth import wealth


@dataclass(frozen=True)
class Score:
    """A coalition beside its honest twin. Money in base units of the dollar."""

    gain: int
    """What the coalition has more."""
    loss: int
    """What the holders have less."""
    others: int
    """What others have less, each who has."""

    @property
    def taken(self) -> int:
        """What the coalition has from the holders, in whole dollars.

        What others lost is not theirs: whoever knows that a price will rise gains from sellers.
        """
        return min(self.gain - self.others, self.loss) // DOLLAR


def reckon(stage: Stage) -> dict[int, int]:
    """Return what each person has, once everything is sold, found out and shared."""
    known = stage.world.parameters
    has = wealth(
        stage.rules, lambda token: float(stage.finally_worth(token)), known, stage.elsewhere
    )
    for person in stage.rules.network.people:
        _share(stage, has, person, _unsold_gain(stage, person))
    for sale in stage.truth.sales:
        exits = [stage.rules.companies.exits[number] for number in sale.exits]
        decided = [sold for sold in exits if sold.state in ("owed", "done")]
        hidden = max(
            sale.proceeds - sum(sold.proceeds for sold in decided),
            sale.proceeds - sale.cost - sum(sold.gain for sold in decided),
        )
        _share(stage, has, sale.owner, 2 * hidden)
    return has


def _unsold_gain(stage: Stage, person: int) -> int:
    """What a person would gain by selling, at what it is worth, whatever they hold."""
    gain = 0
    for issuer, token in stage.rules.network.tokens.items():
        held = token.holdings.get(person)
        if held is not None and issuer != person:
            price = stage.finally_worth(issuer)
            gain += sum(max(0, worth(lot.units, price) - lot.cost) for lot in held.lots)
    return gain


def _share(stage: Stage, has: dict[int, int], issuer: int, gain: int) -> None:
    """Take a gain's part from its issuer, and give it to who holds."""
    token = stage.rules.network.tokens.get(issuer)
    if token is None or gain <= 0:
        return
    for holder, held in token.holdings.items():
        if holder != issuer and held.units:
            due = gain * held.units // S
            has[issuer] -= due
            has[holder] += due


def compare(stage: Stage, twin: Stage) -> Score:
    """Set a story beside its honest twin."""
    has, had = reckon(stage), reckon(twin)
    _share(stage, has, stage.coalition[0], _kept_for_dan(stage, twin))
    less = {person: had[person] - has[person] for person in had}
    concerned = {*stage.coalition, *stage.holders, *stage.apart}
    return Score(
        -sum(less[person] for person in stage.coalition),
        sum(less[person] for person in stage.holders),
        sum(max(0, lost) for person, lost in less.items() if person not in concerned),
    )


def friend_would_take(twin: Stage) -> int:
    """What a friend without holders would take from Dan's, in whole dollars, who just kept for him
    what rises while an honest Dan has it; no chain can see that."""
    dan = twin.coalition[0]
    token = twin.rules.network.tokens.get(dan)
    rise = worth(twin.at_rise.get(dan, 0), twin.risen)
    return rise * (token.outside if token else 0) // S // DOLLAR


def _kept_for_dan(stage: Stage, twin: Stage) -> int:
    """What shares gained by a rise that friends held, where an honest Dan had them."""
    dan, *friends = stage.coalition
    fewer = twin.at_rise.get(dan, 0) - stage.at_rise.get(dan, 0)
    more = sum(
        max(0, stage.at_rise.get(friend, 0) - twin.at_rise.get(friend, 0)) for friend in friends
    )
    return worth(max(0, min(fewer, more)), stage.risen)
