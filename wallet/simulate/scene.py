"""The small world in which one strategy is judged: Dan, his holders, friends, the market, watchers.

The same seed gives the same people, the same luck and the same chances, whatever Dan does with
them. Dan raises, founds a company, invests in Xenia's token, which rises; sells it; sells his
company, which went well; and wants to raise again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wallet.rules.debts import Debt
from wallet.rules.flaws import NONE, Flaw
from wallet.rules.registry import DOCUMENT, Paper
from wallet.rules.units import DAY, DOLLAR, PRICE_UNITS, S
from wallet.simulate.keepers import Keepers
from wallet.simulate.market import MONTH, Market
from wallet.simulate.officials import Attestors, Authority, Watchers
from wallet.simulate.parameters import Parameters
from wallet.simulate.strategy import SOON, Strategy
from wallet.simulate.truth import Sale, Truth
from wallet.simulate.world import GENESIS, Event, World

LIFE = 3_000 * DAY
COMPANY, SECOND = "GB-COH:1", "GB-COH:2"

# When things happen, in days. Everybody joined long enough ago to count as a member.
FIRST_RAISE = 40
INVEST = 55
RISE = 150
SELL = 160
EXIT = 220
RAISE_AGAIN = 330
SECOND_EXIT = 900
SIGNED_AFTER = 5 * DAY
UNITS = 1_000_000
"""Units of a stake: what is sold is always the whole."""


class Scene:
    """One run of one strategy."""

    def __init__(
        self,
        strategy: Strategy,
        parameters: Parameters,
        seed: int,
        flaws: frozenset[Flaw] = NONE,
    ) -> None:
        self.strategy, self.parameters = strategy, parameters
        self.world = World(parameters, seed, flaws)
        self.keepers = Keepers(self.world)
        self.truth = Truth(self.world.rules.companies.exits)
        self.stakes: dict[str, int] = {}
        self.known_debts: set[int] = set()
        self.second_cost = 0
        self._cast()
        self.market = Market(self.world, (*self.holders, *self.others, *self.crowd), self.fair)
        self.attestors = Attestors(self.world, self.named)
        self.watchers = Watchers(self.world, self.eyes, self.truth)
        members = [person for person in self.world.rules.powers.members if person != self.dan]
        self.authority = Authority(self.world, members, self.truth)
        self._luck()
        self._calendar()
        for kind in ("attest_exit", "accept", "execute"):
            self.world.on(kind, self._debts_change)
        self.world.on("reveal", self._revealed)

    # Who there is

    def _cast(self) -> None:
        known = self.parameters
        self.named = [self.person(0) for _ in range(3)]
        """The attestors whom Dan names."""
        self.dan = self.person(known.savings)
        self.friends = [self.person(known.savings) for _ in range(3)]
        self.xenia = self.person(known.savings)
        self.eyes = [self.person(10_000) for _ in range(known.watchers)]
        self.holders = [self.person(known.savings) for _ in range(known.holders)]
        self.others = [self.person(known.savings) for _ in range(known.others)]
        self.crowd = [self.person(known.savings) for _ in range(known.market)]

    def person(self, dollars: float, level: int = DOCUMENT) -> int:
        """Let a human join, with some money."""
        world = self.world
        number = len(world.rules.network.people) + 1
        paper = Paper(
            f"wallet {number}", number.to_bytes(32, "big"), level, 276, 0,
            world.now, world.now + LIFE, "verifier",
        )  # fmt: skip
        joined = int(world.do("join", 0, paper, False).result)
        if dollars:
            world.do("earn", joined, int(dollars * DOLLAR))
        return joined

    @property
    def coalition(self) -> list[int]:
        """Dan and the friends who take part."""
        return [self.dan, *self.friends[: self.strategy.friends]]

    @property
    def groups(self) -> dict[str, list[int]]:
        """Everybody, by what they are here."""
        return {
            "Dan": [self.dan],
            "friends": self.friends,
            "Dan's holders": self.holders,
            "Xenia": [self.xenia],
            "Xenia's holders": self.others,
            "the market": self.crowd,
            "watchers": self.eyes,
            "attestors": self.named,
        }

    # What luck brings, whatever anyone does

    def _luck(self) -> None:
        known, chance = self.parameters, self.world.chance
        dollars = chance.pareto(known.exit_least, known.exit_tail, known.exit_most, "exit")
        self.sale_proceeds = int(dollars * DOLLAR)
        self.sale_cost = int(known.raised * DOLLAR)
        self.rise = chance.lognormal(known.rise, known.rise_sigma, "rise")
        fails = chance.happens(known.venture_fails, "second fails")
        went_well = known.venture_mean / (1 - known.venture_fails)
        self.multiple = 0.0 if fails else went_well
        # The same price for both tokens, at which Dan's raise brings what he wants.
        self.base = known.raised * DOLLAR * PRICE_UNITS / (known.float_share * S)

    def fair(self, token: int) -> float:
        """What the public thinks a million shares are worth, beside what is owed now."""
        day = (self.world.now - GENESIS) / DAY
        if token == self.xenia:
            return self.base * (self.rise if day >= RISE else 1.0)
        if token != self.dan:
            return 0.0
        tail = self.parameters.tail_value * DOLLAR * PRICE_UNITS / S
        hopes = self.base - tail
        return tail + (hopes if not self.exit_is_known else 0.0)

    def truly_worth(self, token: int) -> float:
        """What a million shares are really worth on the last day."""
        if token == self.xenia:
            return self.base * self.rise
        return self.parameters.tail_value * DOLLAR * PRICE_UNITS / S if token == self.dan else 0.0

    @property
    def exit_is_known(self) -> bool:
        """Whether the public knows that Dan's company was sold."""
        return any(sold.owner == self.dan for sold in self.world.rules.companies.exits.values())

    # The calendar

    def _calendar(self) -> None:
        strategy = self.strategy
        self.day(FIRST_RAISE - 1, strategy.begins, self)
        self.day(FIRST_RAISE, self._raise_from, self.dan, self.holders, 1.0)
        self.day(FIRST_RAISE + 15, self._found_first)
        self.day(INVEST, self._xenia_raises)
        self.day(SELL, strategy.wants_to_sell, self)
        self.day(EXIT, self._company_sold, COMPANY, self.sale_proceeds, self.sale_cost)
        self.day(RAISE_AGAIN, strategy.wants_to_raise, self)
        last = self.parameters.horizon_days
        both = (self.dan, self.xenia)
        self.day(INVEST + 20, self.market.keep_bidding, both, GENESIS + last * DAY)
        self.day(last - 1, strategy.ends, self)

    def day(self, day: float, what: Callable[..., object], *arguments: object) -> None:
        """Let something happen on a day of the scene."""
        self.world.at(GENESIS + day * DAY, what, *arguments)

    def run(self) -> Scene:
        """Play it to its last day, and take what is there to be claimed."""
        self.day(RISE, setattr, self.market, "invests", True)
        self.world.run(GENESIS + self.parameters.horizon_days * DAY)
        for _ in range(3):  # what is claimed may be owed onward
            for token in self.world.rules.network.tokens:
                self.keepers.claim_all(token)
        return self

    def _raise_from(self, issuer: int, investors: Sequence[int], part: float) -> int:
        """Issue a token, and sell some of it to people who wait for it; the raise's number."""
        world, known = self.world, self.parameters
        world.do("issue", issuer)
        most = int(known.float_share * S)
        made = world.do("offer", issuer, most // 2, most, int(self.base), 10 * DAY, 0)
        units = int(most * part) // len(investors)
        for investor in investors:
            world.after(DAY, world.do, "commit", investor, made.result, units)
        world.after(14 * DAY, world.do, "pay_out", issuer, made.result)
        return int(made.result)

    def _found_first(self) -> None:
        """Put what was raised into the company."""
        self.world.do("spend", self.dan, self.sale_cost)
        self.strategy.raised(self)

    def _xenia_raises(self) -> None:
        part = 1 - self.parameters.invested / self.parameters.raised
        self.xenias = self._raise_from(self.xenia, self.others, part)
        self.world.after(2 * DAY, self.strategy.wants_to_invest, self)

    def _company_sold(self, company: str, proceeds: int, cost: int) -> None:
        """The money reaches Dan's wallet; what he says of it is up to him."""
        self.world.do("earn", self.dan, proceeds)
        stake = self.stakes.get(company)
        sale = self.truth.happen(self.dan, company, self.world.now, proceeds, cost, stake)
        self.watchers.follow(sale)
        self.strategy.sold(self, sale)

    # What strategies do, in words of their own

    def declare(self, cost: int, company: str = COMPANY) -> None:
        """Declare a stake; the attestors look at it, and sign within days if it is true."""
        real = self.sale_cost if company == COMPANY else self.second_cost
        self.stakes[company] = int(self.world.do("declare", self.dan, UNITS, cost).result)
        self._sign(cost <= real, "attest_stake", self.stakes[company])

    def invest(self, person: int) -> None:
        """Put money into Xenia's raise."""
        units = int(self.parameters.invested * DOLLAR / self.base * PRICE_UNITS)
        self.world.do("commit", person, self.xenias, units)

    def sell_fairly(self, person: int, token: int, tries: int = 4) -> None:
        """Offer what one has in an auction, a little below what it is worth; try again later."""
        units = self.world.rules.network.sellable(token, person)
        lowest = int(self.market.worth_of(token) * (1 - self.parameters.margin))
        if units > 0 and lowest:
            self.world.do("sell", person, token, units, lowest)
        if units > 0 and tries > 1:
            self.world.after(6 * DAY, self.sell_fairly, person, token, tries - 1)

    def report(self, sale: Sale, proceeds: int, bribed: Sequence[int] = ()) -> None:
        """Report a sale at some proceeds; attested, or accepted if nobody disputes it."""
        if sale.stake is None:
            sale.stake = int(self.world.do("declare", self.dan, UNITS, sale.cost).result)
        facts = (sale.stake, UNITS, proceeds, 0, sale.closed_at, 1)
        made = self.world.do("report_exit", self.dan, *facts)
        if made.refused:
            return
        sale.exits.append(made.result)
        true = proceeds >= sale.proceeds
        if not self._sign(true, "attest_exit", made.result, bribed):
            self.world.do("open_window", self.dan, made.result)
            days = 11 * DAY
            self.world.after(days, self.world.do, "accept", 0, made.result)

    def _sign(self, true: bool, kind: str, number: int, bribed: Sequence[int] = ()) -> bool:
        """Ask the attestors; whether they will sign."""
        if not self.attestors.willing(true, bribed):
            return False
        self.world.after(SIGNED_AFTER, self.world.do, kind, self.named[0], number)
        return True

    def raise_again(self, part: float = 0.10) -> int | None:
        """Offer own shares at what the public thinks they are worth; the raise's number."""
        world = self.world
        price = int(self.fair(self.dan) * (1 - self.parameters.margin))
        most = int(part * S)
        made = world.do("offer", self.dan, most // 5, most, price, 30 * DAY, 0)
        if made.refused:
            world.after(30 * DAY, self._try_again, part)
            return None
        world.after(34 * DAY, self._second_money, made.result)
        return int(made.result)

    def _try_again(self, part: float) -> None:
        if self.world.now < GENESIS + 600 * DAY:
            self.raise_again(part)

    def _second_money(self, number: int) -> None:
        deal = self.world.rules.offerings.raises[number]
        before = deal.proceeds
        if self.world.do("pay_out", self.dan, number).done:
            self.strategy.money_came(self, before)

    def found_second(self, money: int) -> None:
        """Put it into a second company, of which something or nothing comes."""
        if self.world.do("spend", self.dan, money).refused:
            return
        self.second_cost = money
        self.declare(money, SECOND)
        proceeds = int(money * self.multiple)
        if proceeds:
            self.day(SECOND_EXIT, self._company_sold, SECOND, proceeds, money)

    # What the rules bring about

    def _debts_change(self, event: Event) -> None:
        """Look at Dan's debts: each is due one day, and somebody counts the days after."""
        for debt in self.world.rules.network.open_debts(self.dan):
            if debt.number not in self.known_debts:
                self.known_debts.add(debt.number)
                self.world.at(debt.due - SOON, self._due, debt)
                late = max(debt.due, debt.opened)
                self.world.at(late + 91 * DAY, self._late, debt)
                ban = late + 181 * DAY
                self.world.at(ban, self.authority.ban_on_grounds, self.dan)
        if event.act.kind == "execute" and self.world.rules.watching.grounds(
            self.world.rules.network, self.dan
        ):
            self.authority.ban_on_grounds(self.dan)

    def _due(self, debt: Debt) -> None:
        """Dan decides what to do about it; asked each month while it is open."""
        if debt.gain:
            self.strategy.owes(self, debt)
            self.world.after(DAY, self.keepers.claim_all, self.dan)
        if debt.gain:
            self.world.after(MONTH, self._due, debt)

    def _late(self, debt: Debt) -> None:
        if debt.gain and not debt.creditor:
            self.world.do("strike_late", self.eyes[0], debt.number)

    def _revealed(self, event: Event) -> None:
        number = event.act.arguments[0]
        report = self.world.rules.watching.reports[number - 1]
        if report.subject == self.dan and report.state == "open":
            self.world.after(DAY, self.strategy.accused, self, number, report)
