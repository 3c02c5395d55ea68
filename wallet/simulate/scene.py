"""The small world in which one strategy is judged: Dan, his holders, friends, the market, watchers.

The same seed gives the same people, the same luck and the same chances, whatever Dan does with
them. Dan raises and founds a company; invests in Xenia's token and in a friend's, which rise;
sells them; sells his company, which went well; and raises again, for a second one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from wallet.rules.debts import Debt
from wallet.rules.flaws import NONE, Flaw
from wallet.rules.units import DAY, DOLLAR, PRICE_UNITS, S
from wallet.simulate.cast import Cast
from wallet.simulate.debtors import MONTH, Debtors
from wallet.simulate.keepers import Keepers
from wallet.simulate.market import Market
from wallet.simulate.officials import Attestors, Authority, Watchers
from wallet.simulate.parameters import Parameters
from wallet.simulate.prospects import LATER, RISE, Prospects
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale, Truth
from wallet.simulate.wealth import Elsewhere
from wallet.simulate.world import GENESIS, Event, Look, World, nobody

COMPANY, SECOND = "GB-COH:1", "GB-COH:2"

# When things happen, in days. Everybody joined long enough before to count as a member.
FIRST_RAISE = 40
FOUND = 55
INVEST = 60
HOLDER_SELLS = 100
"""One of Dan's holders needs the money."""
SELL = 160
EXIT = 220
RAISE_AGAIN = 330
GIVE_UP = 600
"""Who may not raise until this day does not found a second company."""

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
        open_outcome: bool = False,
        numbers: Mapping[str, int] = MappingProxyType({}),
        look: Look = nobody,
    ) -> None:
        self.strategy, self.parameters = strategy, parameters
        self.world = World(parameters, seed, flaws, look)
        self.rules = self.world.rules
        for name, value in numbers.items():
            self.rules.set_number(name, value)
        self.cast = Cast(self.world)
        self.dan = self.cast.dan
        self.luck = Prospects(self.world, self.cast, open_outcome or strategy.open_outcome)
        self.keepers = Keepers(self.world)
        self.truth = Truth(self.rules.companies.exits)
        # Dan's holders do not bid in the market: what they lose is then lost as his holders.
        bidders = (*self.cast.others, *self.cast.market)
        self.market = Market(self.world, bidders, self.luck.fair, self.cast.holders)
        self.market.obscure.add(self.cast.friends[0])
        self.attestors = Attestors(self.world, self.cast.attestors)
        self.watchers = Watchers(self.world, self.cast.watchers, self.truth)
        self.authority = Authority(self.world, self.truth)
        striker = self.cast.watchers[0] if self.cast.watchers else self.cast.attestors[0]
        Debtors(self.world, self.keepers, self.authority, striker, self._owes)
        self.elsewhere = Elsewhere(self.world)
        self.stakes: dict[str, int] = {}
        """Company -> the stake in it that Dan declared."""
        self.costs = {COMPANY: self.luck.cost}
        self.founded = self.raised_again = False
        self._calendar()

    # The calendar

    def _calendar(self) -> None:
        strategy = self.strategy
        self.day(FIRST_RAISE - 1, strategy.begins, self)
        self.day(FIRST_RAISE, self._first_raise)
        self.day(FOUND, strategy.raised, self)
        self.day(INVEST, self._others_raise)
        self.day(RISE, setattr, self.market, "invests", True)
        self.day(HOLDER_SELLS, self.sell_fairly, self.cast.holders[0], self.dan)
        self.day(SELL, strategy.wants_to_sell, self)
        self.day(EXIT, self._first_exit)
        self.day(RAISE_AGAIN, strategy.wants_to_raise, self)
        last = self.parameters.horizon_days
        both = (self.dan, self.cast.xenia)
        self.day(INVEST + 20, self.market.keep_bidding, both, GENESIS + last * DAY)
        self.day(last - 1, strategy.ends, self)
        self.world.on("reveal", self._revealed)

    def day(self, day: float, what: Callable[..., object], *arguments: object) -> None:
        """Let something happen on a day of the scene."""
        self.world.at(GENESIS + day * DAY, what, *arguments)

    def run(self) -> Scene:
        """Play it to its last day, and take what is there to be claimed."""
        self.world.run(GENESIS + self.parameters.horizon_days * DAY)
        for _ in range(3):  # what is claimed may be owed onward
            for token in self.rules.network.tokens:
                self.keepers.claim_all(token)
        return self

    # Life, whatever Dan does

    def _first_raise(self) -> None:
        """Dan raises from his holders; whether they come, and how many, depends on the price."""
        units, strategy = int(self.parameters.float_share * S), self.strategy
        offered = int(units * strategy.first_part)
        self.first = self.start_raise(self.dan, offered, strategy.first_price)
        self.strategy.raising(self)
        self.world.after(DAY, self._holders_come, units // len(self.cast.holders))

    def _holders_come(self, units: int) -> None:
        deal = self.rules.offerings.raises[self.first]
        filled = 10 * deal.committed >= 3 * deal.most
        most = self.luck.base * (1.001 + filled * self.parameters.impressed)
        for holder in self.cast.holders if deal.price <= most else ():
            self.world.do("commit", holder, self.first, units)

    def _others_raise(self) -> None:
        """Xenia raises from people she knows and Dan; a friend of Dan's from friends alone."""
        known, cast = self.parameters, self.cast
        units = int(known.float_share * S)
        self.xenias = self.start_raise(cast.xenia, units, 1.0)
        for other in cast.others:
            left = max(0, units - self.units_for(known.invested))
            self.commit_later(other, self.xenias, left * 9 // (10 * len(cast.others)))
        price = self.strategy.private_price
        private = 2 * self.units_for(known.invested)
        self.privates = self.start_raise(cast.friends[0], private, price)
        self.world.after(2 * DAY, self.strategy.wants_to_invest, self)

    def start_raise(self, issuer: int, units: int, price: float) -> int:
        """Issue a token and offer some of it, not half, for ten days; the raise's number."""
        world, units = self.world, min(units, S * 49 // 100)
        world.do("issue", issuer)
        terms = (units // 2, units, int(self.luck.base * price), 10 * DAY, 0)
        number = int(world.do("offer", issuer, *terms).result)
        world.after(14 * DAY, world.do, "pay_out", issuer, number)
        return number

    def commit_later(self, person: int, number: int, units: int) -> None:
        """Commit to a raise tomorrow."""
        self.world.after(DAY, self.world.do, "commit", person, number, units)

    def units_for(self, dollars: float) -> int:
        """Shares for some dollars at what everybody's are worth at first; an eighth at most."""
        return min(int(dollars * DOLLAR / self.luck.base * PRICE_UNITS), S // 8)

    def _first_exit(self) -> None:
        if self.founded and self.luck.proceeds:
            self.company_sold(COMPANY, self.luck.proceeds, self.luck.cost)

    def company_sold(self, company: str, proceeds: int, cost: int) -> None:
        """The money reaches Dan's wallet; what he says of it is up to him."""
        if not self.strategy.takes_the_offer(self, proceeds):
            return
        self.world.do("earn", self.dan, proceeds)
        stake = self.stakes.get(company)
        sale = self.truth.happen(self.dan, company, self.world.now, proceeds, cost, stake)
        self.watchers.follow(sale)
        self.strategy.sold(self, sale)

    # What the rules bring about

    def _owes(self, debt: Debt) -> None:
        if debt.issuer == self.dan:
            self.strategy.owes(self, debt)

    def _revealed(self, event: Event) -> None:
        number = event.act.arguments[0]
        report = self.rules.watching.reports[number - 1]
        if report.subject == self.dan and report.state == "open":
            self.world.after(DAY, self.strategy.accused, self, number, report)

    # What Dan does where he is honest

    def found(self) -> None:
        """Put what was raised into the company."""
        self.founded = self.world.do("spend", self.dan, self.luck.cost).done

    def declare(self, cost: int, company: str = COMPANY) -> None:
        """Declare a stake; the attestors look at it, and sign within days if it is true."""
        self.stakes[company] = int(self.world.do("declare", self.dan, UNITS, cost).result)
        self.sign(cost <= self.costs[company], "attest_stake", self.stakes[company])

    def invest(self, person: int, part: float = 1.0) -> None:
        """Put money into Xenia's raise."""
        units = int(self.units_for(self.parameters.invested) * part)
        self.world.do("commit", person, self.xenias, units)

    def invest_among_friends(self) -> None:
        """Put money into a friend's raise: half Dan, a quarter each two other friends."""
        units = self.units_for(self.parameters.invested)
        for person, part in ((self.dan, 2), (self.cast.friends[1], 1), (self.cast.friends[2], 1)):
            self.world.do("commit", person, self.privates, units * part // 2)

    def sell_fairly(self, person: int, token: int, keeps: int = 0, tries: int = 10) -> None:
        """Offer what one has in an auction, a little below what it is worth; try again later."""
        units = self.rules.network.sellable(token, person) - keeps
        lowest = int(self.market.worth_of(token) * (1 - 2 * self.parameters.margin))
        if units > 0 and lowest:
            self.world.do("sell", person, token, units, lowest)
        if units > 0 and tries > 1:
            self.world.after(10 * DAY, self.sell_fairly, person, token, keeps, tries - 1)

    def report(self, sale: Sale, proceeds: int, bribed: Sequence[int] = ()) -> None:
        """Report a sale at some proceeds; attested, or accepted if nobody disputes it."""
        if sale.stake is None:
            sale.stake = int(self.world.do("declare", self.dan, UNITS, sale.cost).result)
        version = len(self.rules.companies.stakes[sale.stake].versions)
        facts = (sale.stake, UNITS, proceeds, 0, sale.closed_at, version)
        made = self.world.do("report_exit", self.dan, *facts)
        if made.refused:
            return
        sale.exits.append(made.result)
        if not self.sign(proceeds >= sale.proceeds, "attest_exit", made.result, bribed):
            self.world.do("open_window", self.dan, made.result)
            self.world.after(11 * DAY, self.world.do, "accept", 0, made.result)

    def sign(self, true: bool, kind: str, number: int, bribed: Sequence[int] = ()) -> bool:
        """Ask the attestors; whether they will sign."""
        willing = self.attestors.willing(true, bribed)
        if willing:
            self.world.after(SIGNED_AFTER, self.world.do, kind, self.cast.attestors[0], number)
        return willing

    def raise_again(self, part: float = 0.10) -> None:
        """Offer own shares for a little less than the public thinks; later, while it may not be."""
        price = int(self.luck.fair(self.dan) * (1 - self.parameters.margin))
        most = int(part * S)
        offered = self.offer_again((most // 10, most, price, 30 * DAY, 0))
        if not offered and self.world.now < GENESIS + GIVE_UP * DAY:
            self.world.after(MONTH, self.raise_again, part)

    def offer_again(self, terms: tuple[int, int, int, int, int]) -> bool:
        """Offer on these terms, and fetch the money when it has rested; whether it was allowed."""
        made = self.world.do("offer", self.dan, *terms)
        if made.done:
            self.raised_again = True
            self.world.after(terms[3] + 4 * DAY, self._second_money, made.result)
        return made.done

    def _second_money(self, number: int) -> None:
        money = self.rules.offerings.raises[number].proceeds
        if self.world.do("pay_out", self.dan, number).done:
            self.strategy.money_came(self, money)

    def found_second(self, money: int) -> None:
        """Put it into a second company, of which something or nothing comes."""
        if self.world.do("spend", self.dan, money).refused:
            return
        self.costs[SECOND] = money
        self.declare(money, SECOND)
        proceeds = int(money * self.luck.multiple)
        if proceeds:
            self.day(LATER, self.company_sold, SECOND, proceeds, money)
