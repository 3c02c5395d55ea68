"""Knowing before others, and news made on purpose."""

from __future__ import annotations

from wallet.rules.units import DAY, DOLLAR, HOUR
from wallet.simulate.auctions.cheats.coalition import BEGINS, SMALL, Cheat, Coalition, HuntCheat
from wallet.simulate.auctions.stage import Script

TOLD = 12.0
"""The day on which what insiders know is told."""
RISE = 0.5
"""By what part of the first value it lifts a share, or presses it down."""


def report(c: Coalition, dollars: float) -> int:
    """Let the issuer report an exit of so many dollars; its number."""
    stage, companies = c.stage, c.stage.companies
    stake = companies.declare(stage.issuer, 1, 0)
    return companies.report(stake, 1, int(dollars * DOLLAR), 0, stage.now, 0)


class BuyBeforeExit(Cheat):
    """The issuer tells Anna of an exit; she buys, and the report comes after the settlement."""

    name = "buy before an exit is told"
    hopes = "to know first"
    hours_before = 72

    def play(self, c: Coalition) -> Script:
        """Open an auction with a little if none runs, bid for a lot, and wait for the report."""
        yield from c.until(TOLD - self.hours_before / 24)
        c.sell(c.bert, 2 * SMALL / c.value, 2 * c.value)
        c.buy(c.anna, self.money(c) / c.value, (1 + 0.8 * RISE) * c.value)
        yield from self.honest(c)

    def money(self, c: Coalition) -> float:
        """What Anna spends at most."""
        return c.stage.market.float_worth / 2

    def honest(self, c: Coalition) -> Script:
        """The exit is told on its day whether anybody cheats or not."""
        yield from c.until(TOLD)
        market = c.stage.market
        report(c, RISE * market.worth)
        c.stage.extra += RISE * market.value
        yield from c.until(market.days)


class BuyIntoExit(BuyBeforeExit):
    """The same, but the report comes in the auction's last hours: the issuer is no friend."""

    name = "buy while an exit is told"
    hours_before = 40


class SellBeforeBadNews(Cheat):
    """Anna knows of bad news, and sells her block before everybody does."""

    name = "sell before bad news"
    hopes = "to know first"

    def play(self, c: Coalition) -> Script:
        """Offer a little below the value, twice if need be."""
        yield from c.until(TOLD - 7)
        while c.stage.day < TOLD - 2.1:
            yield from c.free()
            c.sell(c.anna, c.block(c.anna), 0.8 * c.value)
            yield c.stage.now + HOUR
            yield from c.settled()
        yield from self.honest(c)

    def honest(self, c: Coalition) -> Script:
        """The news comes on its day."""
        yield from c.until(TOLD)
        c.stage.extra -= RISE * c.value
        yield from c.until(c.stage.market.days)


class FreeOption(HuntCheat):
    """Anna's high bid brings out sellers; the issuer's small exit lets her take it back.

    The sellers stay bound, and Carl bids low in the last second.
    """

    name = "lure, then news to withdraw"
    with_issuer = True

    def play(self, c: Coalition) -> Script:
        """Lure in each auction; a thousand dollars are told when the week allows it."""
        yield from c.until(BEGINS)
        for _ in range(self.rounds):
            yield from c.free()
            lure(c, c.anna, 1.3)
            while not c.running:
                yield c.stage.now + HOUR
            yield from c.before_sells_close()
            tell_small(c)
            c.stage.withdraw(c.anna)
            yield from c.last_second()
            self.snipe(c)
            yield from c.settled()
            c.stage.withdraw(c.anna)


def lure(c: Coalition, person: int, times: float) -> None:
    """Bid high for a fifth of what is outside."""
    shares = 0.2 * c.stage.market.float_worth / c.stage.market.value
    c.buy(person, shares, times * c.value)


def tell_small(c: Coalition) -> None:
    """Let the issuer report a small exit and pay its debt at once: both are news."""
    companies = c.stage.companies
    debt = companies.attest_exit(report(c, 1_000))
    if debt:
        companies.pay(debt.number, c.stage.issuer, 10_000 * DOLLAR)


class RestartSellers(Cheat):
    """The issuer does not want a market: small exits restart every auction, and end some."""

    name = "restart auctions with news"
    hopes = "to be a nuisance"
    with_issuer = True

    def play(self, c: Coalition) -> Script:
        """Tell a small exit just before the end of each auction."""
        yield from c.until(BEGINS)
        while True:
            while not c.running:
                yield c.stage.now + HOUR
            yield from c.last_second()
            tell_small(c)
            yield c.stage.now + 2 * HOUR


class FakeExit(Cheat):
    """An exit that never was raises the others' offers; Anna's comes after it and is alone.

    Carl disputes it, the ruling says that nothing was gained, and most of the bond comes back.
    """

    name = "a false exit prices others out"
    hopes = "to sell high"
    with_issuer = True

    def play(self, c: Coalition) -> Script:
        """Wait for others to offer, report, offer alone, dispute."""
        yield from c.until(BEGINS)
        while not c.running or c.rival(sells=True) is None:
            yield c.stage.now + HOUR
        yield from c.before_sells_close()
        number = report(c, 0.4 * c.stage.market.worth)
        companies, stage = c.stage.companies, c.stage
        companies.open_window(number, stage.issuer)
        companies.dispute(number, c.carl)
        yield stage.now + HOUR
        c.sell(c.anna, c.block(c.anna), 0.9 * c.value)
        yield from c.settled()
        yield stage.now + 10 * DAY
        companies.rule(number, 0, large=True)

    def honest(self, c: Coalition) -> Script:
        """Anna offers beside the others."""
        yield from c.until(BEGINS)
        while not c.running or c.rival(sells=True) is None:
            yield c.stage.now + HOUR
        yield from c.before_sells_close()
        c.sell(c.anna, c.block(c.anna), 0.9 * c.value)
