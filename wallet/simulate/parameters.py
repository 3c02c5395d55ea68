"""Every number of the simulator that is not a rule of the network.

Each with its unit, and why that default. They are guesses that anyone may doubt: a run says with
`--set name=value` what another guess would bring.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from wallet.base.errors import WalletError


@dataclass(frozen=True)
class Parameters:
    """What people are like, how closely they look, and what things are worth to them."""

    # Who there is in a scene

    holders: int = 12
    """People who hold Dan's token: a first raise among friends of friends."""
    others: int = 8
    """People beside Dan who hold Xenia's token, the one that Dan invests in."""
    market: int = 80
    """People with money who may notice an auction. A small network: a large one protects better."""
    watchers: int = 4
    """People who look for hidden exits. One good one is enough; several race."""

    # Money

    float_share: float = 0.20
    """Part of Dan's shares that others hold; the rules' own example."""
    raised: float = 100_000.0
    """Dollars of Dan's first raise, all of which he puts into his company."""
    means: float = 5_000.0
    """Median dollars that somebody in the market would put into one bid; half have less."""
    means_sigma: float = 1.3
    """Spread of the logarithm of means: the mean is then 2.3 times the median, as with savings."""
    savings: float = 500_000.0
    """Dollars that Dan and each friend have of their own, so that no strategy fails for want."""

    # Talent and luck

    exit_least: float = 150_000.0
    """Dollars of the least exit that is called a success; below it there is little to hide."""
    exit_tail: float = 1.5
    """Pareto exponent of exits: heavy (the mean is three times the least), as venture returns."""
    exit_most: float = 20_000_000.0
    """Dollars of the largest exit: what a seed could bring; keeps means finite."""
    venture_mean: float = 1.6
    """Mean multiple of money put into a company over some years; below 1 nobody would invest."""
    venture_fails: float = 0.65
    """Probability that a company returns nothing; most do."""
    rise: float = 4.0
    """Median multiple by which Xenia's token rises after Dan bought: his trading gain."""
    rise_sigma: float = 0.5
    """Spread of its logarithm."""
    invested: float = 25_000.0
    """Dollars that Dan puts into Xenia's token, and as much into that of a friend."""
    tail_value: float = 200_000.0
    """Dollars that the market expects of a person's gains beyond the scene; a first raise of
    100,000 for a fifth says that all of them are worth 500,000."""

    # How closely people look

    notice: float = 0.20
    """Probability that somebody in the market notices an auction within its two days."""
    notable: float = 10_000.0
    """Dollars on offer from which an auction is as notable as any; a hundredth draws a tenth."""
    obscure: float = 0.30
    """How much less people look at a token that was never offered to the public, as a part."""
    standing: float = 0.02
    """Probability, each month, that somebody lays a standing bid for a token."""
    margin: float = 0.15
    """How far below what they think a share is worth people bid, and above it sell."""
    noise: float = 0.20
    """Spread of the logarithm of what people think a share is worth."""
    anchor: float = 0.10
    """How much of what people think a share is worth is only what others paid (its power)."""
    answer: float = 0.30
    """Probability that a holder notices a bid far above what the shares are worth."""
    impressed: float = 0.25
    """How much more people pay in a raise that others have filled to a third already, as a part."""
    pull_hours: float = 6.0
    """Mean hours until investors have their shares pulled after a close."""

    # Watching

    find_rate: float = 0.35
    """Rate a year at which a hidden exit of 100,000 dollars is found out at first: registers are
    public in many countries, and former partners talk; a third in a year."""
    find_size: float = 0.5
    """Power of the size with which that rate grows: four times the exit, twice the rate."""
    find_growth: float = 1.0
    """Years after which the rate has doubled: spending shows."""
    find_reported: float = 3.0
    """How many times faster a lie about a reported exit is found than one never mentioned."""

    # Attestors, verifiers, authority, members

    lazy: float = 0.10
    """Part of attestors who sign whatever they are shown."""
    bribable: float = 0.10
    """Part of attestors who sign for money."""
    bribe: float = 0.05
    """What each of them wants, as a part of what is hidden."""
    bribe_tells: float = 0.20
    """Probability that somebody honest who is offered a bribe tells."""
    ruling_days: float = 30.0
    """Mean days until the authority publishes a ruling."""
    ruling_misses: float = 0.10
    """Probability that it finds a true report unproven."""
    ruling_errs: float = 0.02
    """Probability that it upholds a false one."""
    vetoes: float = 0.02
    """Part of members who veto a ruling that is right."""

    freezes: float = 0.5
    """Probability that it freezes whoever is reported for hiding a large exit, for two weeks."""

    # Outside
    earns_elsewhere: float = 0.05
    """What idle money earns in a year, as a part: safe bonds. Whoever pays late has the use."""
    world_cost: float = 50.0
    """Dollars for another World ID: they are sold by the dozen."""
    straw_cost: float = 1_500.0
    """Dollars for a person of straw: a real human who shows a document and asks no questions."""
    bent_verifiers: float = 0.10
    """Probability that some verifier would invent a human for money."""
    friend_keeps: float = 0.0
    """Probability that a friend who holds money for Dan keeps it, or that it is found to be his and
    taken: no court helps him to it. Zero is the best that a cheat can hope for."""
    false_tag_cost: float = 10_000.0
    """Dollars for a verifier who invents a human: prison is the other price."""
    borrows: float = 0.5
    """What a lender gives on a stake in a company, as a part of its worth."""
    borrowing: float = 0.09
    """Interest of such a loan in a year, as a part."""
    kept_worth: float = 0.85
    """What a company is worth on the last day if it was not sold when somebody offered: most that
    are not sold in time are worth less."""

    # What is lost outside

    ban_worth: float = 100_000.0
    """Dollars that a person loses with their standing, beyond what this scene plays: raises and
    investments that never happen. One raise of the usual size."""
    strike_worth: float = 5_000.0
    """Dollars that a strike costs: the next investors read it."""
    collected: float = 0.0
    """Part of an unpaid debt that is collected outside in the end. No chain sends a bailiff."""

    # A whole population

    raisers: float = 0.05
    """Part of all people who raise on themselves in a year; talent is rare and heavy-tailed."""
    promise: float = 300_000.0
    """Median dollars that all gains of somebody who raises are thought to be worth."""
    promise_sigma: float = 1.0
    """Spread of its logarithm: a few promise thirty times as much."""
    investors: float = 12.0
    """Mean number of people who commit to a raise."""
    exit_years: float = 1.5
    """Mean years from a raise to the sale of the company, where it does not fail."""
    sells: float = 0.30
    """How often in a year a holder of a token wants to sell."""
    lookers: float = 6.0
    """Mean number of people in a whole population who notice an auction and bid."""
    dishonest: float = 0.10
    """Part of issuers who hide an exit."""
    runaways: float = 0.30
    """Part of these who do not pay when found out."""

    # Time

    horizon_days: int = 1_500
    """Days that a scene lasts."""

    def with_value(self, name: str, text: str) -> Parameters:
        """Return these with one other value.

        Raises:
            WalletError: There is no such parameter, or it is no such number.
        """
        kinds = {field.name: field.type for field in fields(self)}
        if name not in kinds:
            raise WalletError(
                f"There is no parameter called {name}.",
                "Run symbolon simulate --list to see them.",
                "simulate.parameter",
            )
        least, most = BOUNDS.get(name, PART)
        try:
            value = int(text) if kinds[name] == "int" else float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise WalletError(
                f"{text[:40]} is no value for {name}.",
                f"Give a number between {least:g} and {most:g}.",
                "simulate.value",
            )
        return replace(self, **{name: value})  # type: ignore[arg-type]  # a number, as looked at


DEFAULTS = Parameters()

PART = (0.0, 1.0)
"""Between what every number lies that is not named here: it is a part or a probability."""
_MONEY = (0.0, 1e9)
_SPREAD = (0.0, 3.0)
BOUNDS: dict[str, tuple[float, float]] = {
    "holders": (1, 100),
    "others": (1, 100),
    "market": (0, 5_000),
    "watchers": (1, 100),
    "float_share": (0.02, 0.33),
    "raised": (5_000.0, 1e8),
    "means": (10.0, 1e7),
    "means_sigma": _SPREAD,
    "savings": (1_000.0, 1e9),
    "exit_least": (1_000.0, 1e9),
    "exit_tail": (1.05, 20.0),
    "exit_most": (1_000.0, 1e10),
    "venture_mean": (0.0, 100.0),
    "venture_fails": (0.0, 0.99),
    "rise": (0.01, 1_000.0),
    "rise_sigma": _SPREAD,
    "invested": (1_000.0, 1e7),
    "tail_value": _MONEY,
    "notable": (1.0, 1e9),
    "margin": (0.0, 0.45),
    "noise": _SPREAD,
    "pull_hours": (0.0, 500.0),
    "find_rate": (0.0, 100.0),
    "find_size": (0.0, 3.0),
    "find_growth": (0.01, 100.0),
    "find_reported": (0.0, 100.0),
    "ruling_days": (0.0, 100.0),
    "earns_elsewhere": PART,
    "world_cost": _MONEY,
    "straw_cost": _MONEY,
    "false_tag_cost": _MONEY,
    "ban_worth": _MONEY,
    "strike_worth": _MONEY,
    "promise": (10_000.0, 1e9),
    "promise_sigma": _SPREAD,
    "investors": (0.0, 100.0),
    "exit_years": (0.0, 100.0),
    "sells": (0.0, 100.0),
    "lookers": (0.0, 100.0),
    "horizon_days": (365, 7_300),
}
"""Between what the others lie, in their units."""
