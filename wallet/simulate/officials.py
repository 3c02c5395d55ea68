"""Attestors, watchers, the authority and the members: honest, lazy, bribable, slow, mistaken."""

from __future__ import annotations

from collections.abc import Sequence

from wallet.rules.units import DAY, DOLLAR, HOUR
from wallet.rules.watching import SMALL
from wallet.simulate.truth import Sale, Truth
from wallet.simulate.world import Event, World

YEAR = 365 * DAY
LONG = 200 * DAY
"""After so long a report is decided."""


class Attestors:
    """Who confirms what an issuer says of a company. Three are named, two must sign."""

    def __init__(self, world: World, people: Sequence[int]) -> None:
        self.world = world
        self.people = people

    def character(self, attestor: int) -> str:
        """Honest, lazy or bribable."""
        known, luck = self.world.parameters, self.world.chance.at("character", attestor)
        if luck < known.lazy:
            return "lazy"
        return "bribable" if luck < known.lazy + known.bribable else "honest"

    def willing(self, true: bool, bribed: Sequence[int] = ()) -> bool:
        """Whether two of the three sign."""
        kinds = {one: self.character(one) for one in self.people}
        signs = [
            true or kind == "lazy" or (kind == "bribable" and one in bribed)
            for one, kind in kinds.items()
        ]
        return sum(signs) >= 2


class Watchers:
    """People who look into registers: the larger a hidden exit and the longer, the likelier."""

    def __init__(self, world: World, people: Sequence[int], truth: Truth) -> None:
        self.world = world
        self.people = people
        self.truth = truth

    def follow(self, sale: Sale) -> None:
        """Let a sale be found out some day, if it is hidden or belied then."""
        known = self.world.parameters
        for factor in (known.find_reported, 1.0):
            years = self._patience(sale, factor, "found")
            if years is not None:
                self.world.at(sale.closed_at + years * YEAR, self._look, sale, factor != 1.0)

    def _patience(self, sale: Sale, factor: float, name: str) -> float | None:
        """How many years until somebody finds it; None: nobody ever does."""
        known = self.world.parameters
        rate = known.find_rate * factor * (sale.proceeds / (100_000 * DOLLAR)) ** known.find_size
        if rate <= 0:
            return None
        # The rate grows with time: rate * (t + t * t / (2 * growth)) comes to `luck`.
        growth, luck = (
            known.find_growth,
            self.world.chance.waiting(1.0, name, sale.owner, sale.company),
        )
        return float(growth * ((1 + 2 * luck / (rate * growth)) ** 0.5 - 1))

    def _look(self, sale: Sale, belied: bool) -> None:
        """Find out what is hidden, and report it."""
        world = self.world
        if sale.found or self.truth.hidden(sale) < 1_000 * DOLLAR or bool(sale.exits) != belied:
            return
        if not sale.exits and world.now <= sale.closed_at + 30 * DAY:
            world.at(sale.closed_at + 30 * DAY + HOUR, self._look, sale, belied)
            return
        sale.found = True
        watcher = world.chance.one_of(self.people, "watcher", sale.owner, sale.company)
        windows = world.rules.companies.windows
        if not any(n in windows and world.do("dispute", watcher, n).done for n in sale.exits):
            self.report(watcher, sale)

    def report(self, watcher: int, sale: Sale) -> None:
        """Commit to a report, and open it two hours later."""
        facts = (sale.owner, sale.company, sale.closed_at, sale.proceeds)
        made = self.world.do("commit_report", watcher, *facts)
        if made.done:
            self.world.after(2 * HOUR, self.world.do, "reveal", watcher, made.result)
            self.world.after(LONG, self._dismissed, sale, int(made.result))

    def _dismissed(self, sale: Sale, number: int) -> None:
        """What could not be proven may be found once more, with better evidence."""
        years = self._patience(sale, 1.0, f"after {number}")
        if self.world.rules.watching.reports[number - 1].state == "unproven" and years is not None:
            sale.found = False
            self.world.after(years * YEAR, self._look, sale, bool(sale.exits))


class Authority:
    """Rules on what is disputed and reported, late and not always right; bans on grounds."""

    def __init__(self, world: World, truth: Truth) -> None:
        self.world = world
        self.truth = truth
        self.bought: dict[int, set[int]] = {}
        """Person -> members who veto whatever is decided against that person."""
        world.on("reveal", self._reported)
        world.on("dispute", self._disputed)

    def _reported(self, event: Event) -> None:
        """Freeze whoever seems to hide much, perhaps; hear the accused, then rule."""
        number = event.act.arguments[0]
        report = self.world.rules.watching.reports[number - 1]
        if report.state != "open":
            return
        world, large = self.world, self.world.rules.network.numbers.large_hiding
        name = ("freeze", report.subject, report.company)
        if report.amount > large and world.chance.happens(world.parameters.freezes, *name):
            world.do("publish", 0, ("freeze", report.subject, world.now + 14 * DAY))
        world.at(report.answer_by + self._patience("report", number), self._rule_report, number)

    def _disputed(self, event: Event) -> None:
        number = event.act.arguments[0]
        self.world.after(self._patience("case", number), self._rule_exit, number)

    def _patience(self, *name: object) -> float:
        return HOUR + self.world.chance.waiting(self.world.parameters.ruling_days * DAY, *name)

    def _rule_report(self, number: int) -> None:
        """Publish a ruling on a report that is still open."""
        report = self.world.rules.watching.reports[number - 1]
        if report.state != "open":
            return
        known = self.world.parameters
        sale = self.truth.about(report.subject, report.company)
        hidden = self.truth.hidden(sale) if sale else 0
        luck = self.world.chance.at("ruling", report.subject, report.company)
        outcome, gain = "frivolous", 0
        if report.declared or (hidden and luck >= known.ruling_misses):
            outcome, gain = "upheld", hidden + report.declared
        elif hidden:
            outcome = "unproven"
        elif luck < known.ruling_errs:
            outcome, gain = "upheld", report.amount
        large = max(report.amount, report.declared, gain) > SMALL
        name = "rule_large" if large else "rule_small"
        self._decide((name, ("report", number), outcome, gain, report.subject))

    def _rule_exit(self, number: int) -> None:
        """Publish a ruling on a disputed exit."""
        sold = self.world.rules.companies.exits[number]
        if sold.state != "case":
            return
        sale, gain = self.truth.behind(number), sold.gain
        if sale and not self.world.chance.happens(
            self.world.parameters.ruling_misses, "ruling", sale.owner, sale.company
        ):
            gain = max(gain, sold.gain + self.truth.hidden(sale))
        name = "rule_large" if max(sold.proceeds, gain) > SMALL else "rule_small"
        self._decide((name, ("exit", number), gain, sold.owner))

    def _decide(self, deed: tuple[object, ...]) -> None:
        """Publish, hear the members, execute."""
        made = self.world.do("publish", 0, deed)
        if made.done:
            self._follow(int(made.result))

    def _follow(self, number: int) -> None:
        decision = self.world.rules.powers.decisions[number - 1]
        self._vetoes(number)
        self.world.at(decision.ready + HOUR, self.world.do, "execute", 0, number)

    def _vetoes(self, number: int) -> None:
        """Most members do not bother; a few veto what is right; bought ones always."""
        world, decision = self.world, self.world.rules.powers.decisions[number - 1]
        voters = set(self.bought.get(decision.subject, ()))
        everybody, name = len(world.rules.network.people), ("veto", number)
        expected = world.parameters.vetoes * len(decision.counted)
        spread = expected**0.5 * world.chance.normal(*name)
        for nth in range(max(0, round(expected + spread))):
            voters.add(world.chance.whole(1, everybody, *name, nth))
        for member in sorted(voters):
            if member in decision.counted:
                wait = DAY * world.chance.at("veto when", member, number)
                world.after(wait, world.do, "veto", member, number)

    def ban_on_grounds(self, person: int) -> None:
        """Propose a ban, if the contracts know why; anyone may."""
        made = self.world.do("propose_ban", 0, person)
        if made.done:
            self._follow(int(made.result))
