"""Looks on while a world runs, and keeps samples of what happens in it.

Acts of a world are told by position; here each becomes an event with names, in the numbers that the
contracts use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from wallet.rules.compliance import Row
from wallet.rules.registry import Paper
from wallet.rules.whole import Whole
from wallet.simulate.acts.kinds import Act
from wallet.simulate.replay.deeds import event_of_deed
from wallet.simulate.replay.kind import Event
from wallet.simulate.replay.tap import ONE_IN, Tap, Watched
from wallet.simulate.world import Event as WorldEvent
from wallet.simulate.world import World

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "issue": (),
    "claim": ("token", "holder"),
    "withdraw_credit": ("person",),
    "distribute": ("amount",),
    "sell": ("token", "units", "lowest"),
    "buy": ("token", "units", "highest"),
    "withdraw_order": ("token",),
    "release_order": ("token", "person"),
    "settle": ("token",),
    "commit": ("offering", "units"),
    "uncommit": ("offering", "place"),
    "reject": ("offering", "place"),
    "close": ("offering",),
    "take": ("offering", "places"),
    "believe": ("offering", "places"),
    "refund": ("offering", "place"),
    "pay_out": ("offering",),
    "state_year": (),
    "declare": ("units", "cost"),
    "amend": ("stake", "units", "cost"),
    "attest_stake": ("stake",),
    "report_exit": ("stake", "units", "proceeds", "costs", "closed_at", "opened"),
    "attest_exit": ("exit",),
    "open_window": ("exit",),
    "dispute": ("exit",),
    "accept": ("exit",),
    "take_bond": ("exit",),
    "lapse_case": ("exit",),
    "make_whole": ("exit", "place"),
    "pay_debt": ("debt", "amount"),
    "commit_report": ("subject", "company", "closed_at", "amount"),
    "reveal": ("report",),
    "lapse_report": ("report",),
    "answer": ("report",),
    "cure": ("report", "company", "stake", "declared_at", "exit"),
    "declare_after": ("report", "company", "stake", "exit"),
    "expire_report": ("report",),
    "strike_late": ("debt",),
    "veto": ("decision",),
    "vote": ("decision", "yes"),
    "answer_decision": ("decision",),
    "propose_ban": ("person",),
    "appeal": (),
}
"""How the arguments of acts are called here, by kind."""

OUTSIDE: Final = "It happens outside the contracts."
NOT_COVERED: Final = dict.fromkeys(("earn", "spend", "hand"), OUTSIDE)
"""Kinds of acts that are not replayed, and why."""
PARTLY: Final = dict.fromkeys(
    ("publish", "execute"),
    "Decisions about who serves, about numbers and about the powers themselves are not replayed.",
)
"""Kinds of acts of which some are not replayed, and why."""


def event_of(rules: Whole, act: Act) -> Event | None:
    """What an act of a world is to the contracts; None for one that is not replayed."""
    names = NAMES.get(act.kind)
    if names is not None:
        args: dict[str, Any] = dict(zip(names, act.arguments, strict=True))
        if "stake" in args:
            args["stake"] += 1  # a place in the list, there
        return Event(act.kind, act.actor, args, rules.now)
    special = SPECIAL.get(act.kind)
    return special(rules, act) if special else None


def _offer(rules: Whole, act: Act) -> Event:
    least, most, price, lasts, lockup = act.arguments
    terms = {"least": least, "most": most, "price": price, "lockup": lockup, "row": Row()}
    return Event("offer", act.actor, {**terms, "deadline": rules.now + lasts}, rules.now)


def _join(rules: Whole, act: Act) -> Event:
    paper, accredited = act.arguments
    person = len(rules.network.people) + 1
    return Event("join", person, _papers(rules, paper, accredited), rules.now)


def _renew(rules: Whole, act: Act) -> Event:
    accredited = rules.law.facts[act.actor].accredited
    return Event("renew", act.actor, _papers(rules, act.arguments[0], accredited), rules.now)


def _papers(rules: Whole, paper: Paper, accredited: bool) -> dict[str, Any]:
    """What a verifier says of somebody, and whose the tag is already."""
    owner, shown = rules.people.tags.get(paper.tag, (0, 0))
    return {
        "expires": paper.expires,
        "document": paper.level == DOCUMENT,
        "country": paper.country,
        "accredited": accredited,
        **({"owner": owner, "shown": shown} if owner else {}),
    }


def _publish(rules: Whole, act: Act) -> Event | None:
    """A decision is published."""
    deed = act.arguments[0]
    if event_of_deed(deed, rules.now) is None:
        return None
    args = {"deed": deed, "subject": rules.powers.subject_of(deed)}
    return Event("publish", 0, args, rules.now)


def _execute(rules: Whole, act: Act) -> Event | None:
    """A decision is carried out."""
    number, decisions = act.arguments[0], rules.powers.decisions
    if not 0 < number <= len(decisions):
        return None
    deed = decisions[number - 1].act
    if event_of_deed(deed, rules.now) is None:
        return None
    return Event("execute", act.actor, {"decision": number, "deed": deed}, rules.now)


DOCUMENT: Final = 2
SPECIAL: Final[dict[str, Callable[[Whole, Act], Event | None]]] = {
    "offer": _offer,
    "join": _join,
    "renew": _renew,
    "publish": _publish,
    "execute": _execute,
}


class Onlooker:
    """A tap of a world: `world.taps.append(onlooker)`. Its `tap` holds the samples.

    One that `follows` another goes on where that one is, as if both worlds were one run.
    """

    def __init__(
        self, world: World, seed: int, one_in: int = ONE_IN, follows: Onlooker | None = None
    ) -> None:
        self.tap: Tap = Tap(world.rules, seed, one_in, follows.tap if follows else None)
        self.not_covered: Counter[str] = follows.not_covered if follows else Counter()
        """Kind of act -> how many of it are not replayed."""
        self._rules = world.rules
        self._watched: Watched | None = None

    @property
    def left_out(self) -> dict[str, tuple[int, str]]:
        """Kind of act -> how many of it are not replayed, and why."""
        why = NOT_COVERED | PARTLY
        return {kind: (count, why[kind]) for kind, count in sorted(self.not_covered.items())}

    def wants(self, act: Act, nth: int) -> bool:
        """Whether to look at an act: at each that is anything to the contracts."""
        event = event_of(self._rules, act)
        if event is None:
            self.not_covered[act.kind] += 1
            return False
        self._watched = self.tap.watch(event)
        return True

    def before(self, world: World, act: Act) -> None:
        """Take what an act can touch, if it may be kept."""
        if self._watched is not None:
            self._watched.look()

    def after(self, world: World, event: WorldEvent) -> None:
        """Count it, and keep it if it is due."""
        watched, self._watched = self._watched, None
        if watched is not None:
            watched.end(event.refused)
