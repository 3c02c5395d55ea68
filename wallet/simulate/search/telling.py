"""A sequence of acts in plain sentences, with what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wallet.base.money import dollars, price_figure, shares
from wallet.rules.clearing import Clearing
from wallet.rules.units import DAY, HOUR
from wallet.simulate.search.stage import Rise, Stage
from wallet.simulate.world import GENESIS, Event


@dataclass(frozen=True)
class Line:
    """One sentence, and when it was."""

    day: int
    """From 1."""
    hour: int
    text: str

    def __str__(self) -> str:
        return f"Day {self.day}, {self.hour:02}:00. {self.text}"


def tell(stage: Stage) -> list[Line]:
    """Tell what the coalition did and what came of it, in order."""
    lines = []
    for event in stage.story:
        passed = event.time - GENESIS
        for text in _sentences(stage, event):
            lines.append(Line(passed // DAY + 1, passed % DAY // HOUR, text))
    return lines


def _sentences(stage: Stage, event: Event | Rise) -> Iterator[str]:
    if isinstance(event, Rise):
        price = price_figure(event.price)
        yield f"Shares of {stage.names[event.token]} are now worth {price} each."
        return
    kind = event.act.kind
    if kind == "settle" and not isinstance(event.result, Clearing):
        return
    yield TOLD[kind](Words(stage, event))


class Words:
    """What the arguments of an act are called."""

    def __init__(self, stage: Stage, event: Event) -> None:
        self.stage, self.event = stage, event
        self.given = event.act.arguments

    @property
    def who(self) -> str:
        """Who acts."""
        return self.name(self.event.act.actor)

    def name(self, person: int) -> str:
        """What somebody is called; an issuer's shares are "shares of" them."""
        return self.stage.names.get(person, "the network")

    @property
    def token(self) -> str:
        """Whose shares it is about."""
        return self.name(self.given[0])

    def issuer(self, number: int) -> str:
        """Who raises."""
        return self.name(self.stage.rules.offerings.raises[number].issuer)

    def committed(self) -> str:
        """How many shares at what price somebody commits to."""
        price = self.stage.rules.offerings.raises[self.given[0]].price
        return f"{shares(self.given[1])} at {price_figure(price)} each"


def _settled(of: Words) -> str:
    done = of.event.result
    price = price_figure(done.price)
    return f"The auction of {of.token} ends: {shares(done.units)} change hands at {price} each."


def _offered(of: Words) -> str:
    _, most, price, lasts, _ = of.given
    days = f"{lasts / DAY:.0f} days"
    return (
        f"{of.who} offers up to {shares(most)} of their own at {price_figure(price)}, for {days}."
    )


Tell = Callable[[Words], str]
TOLD: dict[str, Tell] = {
    # Auctions
    "sell": lambda of: (
        f"{of.who} offers {shares(of.given[1])} of {of.token} "
        f"for no less than {price_figure(of.given[2])} each."
    ),
    "buy": lambda of: (
        f"{of.who} bids {price_figure(of.given[2])} each for {shares(of.given[1])} of {of.token}."
    ),
    "withdraw_order": lambda of: f"{of.who} takes back a bid for shares of {of.token}.",
    "release_order": lambda of: f"{of.who} has an old bid for shares of {of.token} given back.",
    "settle": _settled,
    "claim": lambda of: f"{of.who} claims what shares of {of.token} earned.",
    "withdraw_credit": lambda of: f"{of.who} has a credit brought to {of.name(of.given[0])}.",
    "distribute": lambda of: f"{of.who} gives {dollars(of.given[0])} to their holders.",
    # Raises
    "issue": lambda of: f"{of.who} issues a token.",
    "offer": _offered,
    "commit": lambda of: (
        f"{of.who} commits to {of.committed()} in the raise of {of.issuer(of.given[0])}."
    ),
    "uncommit": lambda of: f"{of.who} leaves the raise of {of.issuer(of.given[0])}.",
    "reject": lambda of: f"{of.who} rejects an investor.",
    "close": lambda of: f"{of.who} closes the raise of {of.issuer(of.given[0])}.",
    "take": lambda of: f"Investors get their shares of {of.issuer(of.given[0])}.",
    "believe": lambda of: f"{of.who} has the cost of earlier buyers counted.",
    "refund": lambda of: f"{of.who} has money of the raise of {of.issuer(of.given[0])} returned.",
    "pay_out": lambda of: f"{of.who} takes the money that was raised.",
    "state_year": lambda of: f"{of.who} files the statement of the year.",
    # Companies
    "declare": lambda of: f"{of.who} declares a stake that cost {dollars(of.given[1])}.",
    "amend": lambda of: f"{of.who} says anew that a stake cost {dollars(of.given[2])}.",
    "report_exit": lambda of: (
        f"{of.who} reports that a company was sold for {dollars(of.given[2])}."
    ),
    "attest_exit": lambda of: "The attestors sign the report: what was gained is owed from now on.",
    "open_window": lambda of: f"{of.who} lays a bond for the report.",
    "dispute": lambda of: f"{of.who} disputes the report.",
    "accept": lambda of: f"{of.who} has the report accepted, which nobody disputed.",
    "take_bond": lambda of: f"{of.who} takes a bond back.",
    "lapse_case": lambda of: f"{of.who} ends a case on which nobody ruled.",
    "make_whole": lambda of: f"{of.who} asks for what is owed to somebody who was bought out.",
    "pay_debt": lambda of: f"{of.who} pays {dollars(of.event.result)} of the debt.",
    # Watching and deciding
    "commit_report": lambda of: f"{of.who} commits to a report on {of.name(of.given[0])}.",
    "reveal": lambda of: f"{of.who} opens a report.",
    "lapse_report": lambda of: f"{of.who} ends a report that was not opened in time.",
    "answer": lambda of: f"{of.who} denies a report.",
    "cure": lambda of: f"{of.who} shows that it was declared before.",
    "declare_after": lambda of: f"{of.who} declares it after the report.",
    "expire_report": lambda of: f"{of.who} ends a report on which nobody ruled.",
    "strike_late": lambda of: f"{of.who} has a strike given for a late debt.",
    "veto": lambda of: f"{of.who} vetoes a decision.",
    "vote": lambda of: f"{of.who} votes on a decision.",
    "answer_decision": lambda of: f"{of.who} answers a decision.",
    "execute": lambda of: f"{of.who} has a decision carried out.",
    "propose_ban": lambda of: f"{of.who} proposes to ban {of.name(of.given[0])}.",
    "appeal": lambda of: f"{of.who} asks the members to end a ban.",
    # Outside
    "hand": lambda of: (
        f"{of.who} hands {of.name(of.given[0])} {dollars(of.given[1])} outside the network."
    ),
}
"""Every act that can be drawn, as a sentence."""
