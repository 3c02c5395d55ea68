"""The laboratory of auctions: one token, people who look now and then, and some who cheat.

Every order goes through `wallet.rules.auctions`; chance is drawn beforehand, so that each rule and
each cheat meets the same people with the same luck.

    market      a token and the honest people around it: every number, with its unit
    luck        what chance does to a market, drawn once for all rules
    neighbours  the rule as written and the rules beside it, each with its sentence
    exchange    the real auctions under one of them
    crowd       what an honest person does when they look
    stage       one run: the clock, the people, the exchange
    notebook    what is noted of each settlement
    purses      who has how much in the end
    cheats      what a few people may try together, a short class for each
    chance      how sure a mean is
    comparing   `compare`: honest people under every rule
    attacking   `attacks`: every cheat under every rule, beside honesty
    mapping     `where_it_pays`: a cheat while people look more often
    judging     `judge`: which rule is kept
    telling     all of it as tables with plain sentences
"""

from wallet.simulate.auctions.attacking import attacks
from wallet.simulate.auctions.comparing import compare
from wallet.simulate.auctions.judging import judge
from wallet.simulate.auctions.mapping import where_it_pays
from wallet.simulate.auctions.telling import (
    tell_attacks,
    tell_comparison,
    tell_map,
    tell_verdicts,
)

__all__ = [
    "attacks",
    "compare",
    "judge",
    "tell_attacks",
    "tell_comparison",
    "tell_map",
    "tell_verdicts",
    "where_it_pays",
]
