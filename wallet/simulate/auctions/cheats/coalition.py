"""A coalition of four, what it can do and wait for, and the honest plans it is held against.

Dan has holders of his own, with whom he must share gains, and a block that cost him nothing. Anna,
Bert and Carl are his friends: verified, with money, without holders. What they pay each other
outside the network is theirs to settle; together they are one purse.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wallet.rules.clearing import Order
from wallet.rules.units import DAY, HOUR, S
from wallet.simulate.auctions.market import TRIPLES, UNSURE, Outlook
from wallet.simulate.auctions.notebook import PRICE, UNIT, best
from wallet.simulate.auctions.purses import money, shares, to_share
from wallet.simulate.auctions.stage import Script, Stage

BEGINS = 3.0
"""The day on which a coalition begins: a market is there by then."""
SMALL = 103.0
"""Dollars of an order that is only there to be there."""
TICK = 1e-6
"""By what part one bids more than another."""


@dataclass
class Coalition:
    """Dan and his friends on a stage."""

    stage: Stage
    dan: int
    anna: int
    bert: int
    carl: int
    public: int
    """Who holds Dan's own shares."""
    straws: list[int] = field(default_factory=list)
    with_issuer: bool = False

    # What they know

    @property
    def members(self) -> list[int]:
        """Everybody whose money is the coalition's."""
        issuer = [self.stage.issuer] if self.with_issuer else []
        return [self.dan, self.anna, self.bert, self.carl, *self.straws, *issuer]

    @property
    def value(self) -> float:
        """What a share is worth, in dollars."""
        return self.stage.value()

    @property
    def reference(self) -> float:
        """The reference price, in dollars a share."""
        return (self.stage.call.token.reference or 0) / PRICE

    @property
    def top(self) -> float:
        """The highest price that an early buyer's cost counts at and that does not run on."""
        rule = self.stage.exchange.rule
        return 0.999 * min(rule.believed, rule.far or rule.believed) * self.reference

    @property
    def furthest(self) -> float:
        """By what factor one auction can raise the reference price at most without running on."""
        rule = self.stage.exchange.rule
        return 0.999 * min(rule.rise, rule.far or rule.rise)

    @property
    def deepest(self) -> float:
        """By what factor one auction can lower the reference price at most without running on."""
        rule = self.stage.exchange.rule
        return 0.999 * min(rule.fall, rule.far or rule.fall)

    @property
    def bottom(self) -> float:
        """The lowest price that does not run on."""
        return 1.001 * self.reference / (self.stage.exchange.rule.far or 20)

    @property
    def running(self) -> bool:
        """Whether an auction runs."""
        return self.stage.call.running

    def block(self, person: int) -> float:
        """How many shares a member can sell."""
        return self.stage.network.sellable(self.stage.issuer, person) / UNIT

    def rival(self, sells: bool) -> float | None:
        """The best order of anybody else, in dollars a share; None: none, or not to be seen."""
        if self.stage.exchange.rule.sealed:
            return None
        side = self.stage.call.sells if sells else self.stage.call.buys
        others = [order for order in side.values() if order.person not in self.members]
        found: Order | None = best(others, sells)
        return found.limit / PRICE if found else None

    # What they do

    def sell(self, person: int, shares: float, price: float) -> bool:
        """Offer shares, for at least the least that the rules take."""
        price = max(price, SMALL / shares if shares else 0)
        return self.stage.sell(person, shares, price)

    def buy(self, person: int, shares: float, price: float) -> bool:
        """Ask for shares."""
        return self.stage.buy(person, shares, price)

    def token(self, person: int, price: float) -> bool:
        """Ask for hardly anything at a price, so that an order stands there."""
        return self.stage.buy(person, SMALL / price, price)

    def outbid(self, person: int, shares: float, least: float) -> bool:
        """Bid a little more than anybody else, up to the value; blind where bids are sealed."""
        if self.stage.exchange.rule.floor:
            least = max(least, self.reference / 2)
        if self.stage.exchange.rule.sealed:
            return self.buy(person, shares, max(least * (1 + TICK), 0.9 * self.value))
        rival = self.rival(sells=False) or 0.0
        # Above the value others may have them; what they leave still sells at no less than this.
        return self.buy(person, shares, min(max(least, rival) * (1 + TICK), self.value))

    # What they wait for

    def until(self, day: float) -> Script:
        """Wait for a day."""
        at = int(self.stage.over - (self.stage.market.days - day) * DAY)
        while self.stage.now < at:
            yield at

    def free(self) -> Script:
        """Wait until an auction can be opened."""
        stage = self.stage
        while True:
            last = stage.call.last_settled
            if not stage.call.running and (last is None or stage.now >= last + DAY):
                return
            yield stage.now + HOUR

    def last_early_second(self) -> Script:
        """Wait for the last second in which a buy counts as early."""
        call, numbers = self.stage.call, self.stage.exchange.numbers
        while call.running and self.stage.now < call.start + numbers.early:
            yield call.start + numbers.early

    def before_sells_close(self) -> Script:
        """Wait for the last second in which sells are accepted."""
        yield from self._before_end(self.stage.exchange.numbers.sells_close + 1)

    def last_second(self) -> Script:
        """Wait for the last second before the end."""
        yield from self._before_end(1)

    def _before_end(self, seconds: int) -> Script:
        stage = self.stage
        while stage.call.running and not stage.call.cancelled:
            at = stage.exchange.end(stage.call) - seconds
            if stage.now >= at:
                return
            yield at

    def settled(self) -> Script:
        """Wait until no auction runs."""
        while self.stage.call.running:
            yield max(self.stage.exchange.end(self.stage.call), self.stage.now + 1)

    # What comes of it

    def wealth(self, outlook: Outlook) -> float:
        """What is the coalition's, less what Dan will have to share."""
        own = money(self.stage, self.members) + shares(self.stage, self.members)
        return own - to_share(self.stage, self.dan, outlook)


class Cheat:
    """Something to try; a subclass says what happens in `play`, and why in its docstring."""

    name = ""
    outlook: Outlook = UNSURE
    straws = 0
    with_issuer = False
    hopes = "to share less"
    """What the cheat is for."""

    @property
    def kind(self) -> str:
        """Who can do it: four people, four who know what others do not, or a crowd."""
        if self.straws:
            return "crowd"
        return "insiders" if self.hopes == "to know first" else "four"

    @classmethod
    def own(cls) -> tuple[object, ...]:
        """What the honest plan depends on: where it is the same, it need not be played again."""
        return (cls.straws,)

    def play(self, c: Coalition) -> Script:
        """Do it: act, and yield the second at which to go on."""
        raise NotImplementedError

    def honest(self, c: Coalition) -> Script:
        """What honest people in their place would do; to keep what they have, if nothing else."""
        yield from c.until(c.stage.market.days)

    def join(self, stage: Stage) -> Coalition:
        """Let the coalition in, then everybody else."""
        market = stage.market
        purse, block = market.float_worth, market.outside * market.block
        straw = block / 2 / max(1, self.straws)
        dan = stage.newcomer(purse, block)
        stage.network.issue(dan)
        stage.notebook.watched = dan
        public = stage.newcomer(0.0)
        stage.network.tokens[dan].holding(dan).units -= int(market.sharing * S)
        stage.network.give_lot(dan, public, int(market.sharing * S), 0, 0, 0)
        anna = stage.newcomer(purse, block / 2 if self.straws else block)
        bert = stage.newcomer(purse, block / 3)
        carl = stage.newcomer(purse)
        each = stage.market.float_worth / 50
        straws = [stage.newcomer(each, straw) for _ in range(self.straws)]
        stage.network.people[stage.issuer].cash = int(10 * market.float_worth * 10**6)
        stage.populate(1 - 2.34 * market.block)
        return Coalition(stage, dan, anna, bert, carl, public, straws, self.with_issuer)


class SellCheat(Cheat):
    """Dan wants his block sold without sharing what it brings."""

    slices = 1
    """In how many auctions he sells, a part in each; the honest do as much."""
    sells_on = BEGINS
    """The first day on which he does."""

    @classmethod
    def own(cls) -> tuple[object, ...]:
        """How he sells."""
        return (cls.straws, cls.slices, cls.sells_on)

    def honest(self, c: Coalition) -> Script:
        """Offer it for what it is worth, and keep what nobody pays that for.

        Who pays more than that does so to the honest as well: it is no gain of cheating.
        """
        yield from c.until(self.sells_on)
        part = c.block(c.dan) / self.slices
        for _ in range(self.slices):
            yield from c.free()
            c.sell(c.dan, part, c.value)
            yield from c.settled()


class BuyCheat(Cheat):
    """Dan buys Anna's block knowing that it will triple, and wants a high cost on paper."""

    outlook = TRIPLES
    hopes = "a high cost on paper"

    def honest(self, c: Coalition) -> Script:
        """Anna offers at the value, Dan bids for all of it at once."""
        yield from c.until(BEGINS)
        yield from c.free()
        shares = c.block(c.anna)
        c.sell(c.anna, shares, 0.97 * c.value)
        c.buy(c.dan, shares, 1.03 * c.value)
        yield from c.settled()


class HuntCheat(Cheat):
    """Carl wants others' shares for less than they are worth."""

    hopes = "to buy low"
    rounds = 5

    def honest(self, c: Coalition) -> Script:
        """Bid openly for a bargain in each auction that somebody opens."""
        yield from c.until(BEGINS)
        for _ in range(self.rounds):
            while not c.running:
                yield c.stage.now + HOUR
            yield from c.last_second()
            self.snipe(c)
            yield from c.settled()

    def snipe(self, c: Coalition) -> None:
        """Bid in the last second what a bargain may cost, for all that is offered."""
        mine = set(c.members)
        offered = sum(s.units for s in c.stage.call.sells.values() if s.person not in mine)
        if offered:
            c.buy(c.carl, offered / UNIT, 0.9 * c.value)
