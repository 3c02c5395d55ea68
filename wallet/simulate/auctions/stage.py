"""One run: a market, its people, the real auctions under one rule, and perhaps some who cheat."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator

from wallet.rules.clearing import Clearing
from wallet.rules.companies import Companies
from wallet.rules.ledger import Network
from wallet.rules.offerings import Offerings
from wallet.rules.order_book import Call
from wallet.rules.units import DAY, DOLLAR, Refused, S
from wallet.simulate.auctions.crowd import AGAIN, Honest
from wallet.simulate.auctions.exchange import Exchange
from wallet.simulate.auctions.luck import Look, Luck, Want, draw
from wallet.simulate.auctions.market import Market
from wallet.simulate.auctions.neighbours import Rule
from wallet.simulate.auctions.notebook import PRICE, UNIT, Notebook

BEGIN = 1_700_000_000
FOREVER = BEGIN + 10_000 * DAY

Script = Iterator[int]
"""What a coalition does: it acts, and says at which second it wants to go on."""


class Stage:
    """The clock and everybody on it."""

    def __init__(self, market: Market, seed: int, rule: Rule) -> None:
        self.market = market
        self.luck: Luck = draw(market, seed)
        self.extra = 0.0
        """What exits told since the beginning have added to a share's value, in dollars."""
        self.network = Network(BEGIN)
        self.exchange = Exchange(self.network, rule, self)
        offerings = Offerings(self.network)
        self.companies = Companies(self.network, self.exchange, offerings)
        self.before_opening: Callable[[], object] = lambda: None
        """Called when somebody honest is about to open an auction: who is quick sees it coming."""
        self.issuer = self._join(0.0)
        token = self.network.issue(self.issuer)
        token.reference = int(market.value * PRICE)
        self.call = self.exchange.call(self.issuer)
        self.over = BEGIN + market.days * DAY
        self.honest: dict[int, Honest] = {}
        self._by_place: list[Honest] = []
        self.notebook = Notebook([look.at + BEGIN for look in self.luck.looks])
        self._events = self._agenda()

    @property
    def now(self) -> int:
        """The time, in seconds as the rules count them."""
        return self.network.now

    @property
    def day(self) -> float:
        """Days since the beginning."""
        return (self.now - BEGIN) / DAY

    def value(self) -> float:
        """What a share is worth to who knows all that is public, in dollars."""
        return self.luck.value(self.now - BEGIN) + self.extra

    # People

    def _join(self, money: float) -> int:
        return self.network.join(FOREVER, int(money * DOLLAR))

    def populate(self, part: float = 1.0) -> None:
        """Let the honest people in; the holders among them hold this part of what is outside."""
        market = self.market
        for place, money in enumerate(self.luck.means):
            person = self._join(money)
            self.honest[person] = Honest(self, person, market)
            self._by_place.append(self.honest[person])
            if place < market.holders:
                self.give(person, market.outside * part * self.luck.parts[place], market.value)

    def newcomer(self, money: float, part: float = 0.0) -> int:
        """Let somebody else in, with this part of all shares at no cost."""
        person = self._join(money)
        if part:
            self.give(person, part, 0.0)
        return person

    def give(self, person: int, part: float, cost: float) -> None:
        """Give a person this part of all shares, bought at so many dollars a share."""
        units = int(part * S)
        self.network.tokens[self.issuer].holding(self.issuer).units -= units
        money = int(units / UNIT * cost * DOLLAR)
        self.network.give_lot(self.issuer, person, units, money, money, 0)

    # Orders, in shares and dollars

    def sell(self, person: int, shares: float, price: float) -> bool:
        """Offer shares; whether the rules allowed it."""
        units = min(int(shares * UNIT), self.network.sellable(self.issuer, person))
        if person in self.honest and not self.call.running:
            self.before_opening()
        try:
            self.exchange.sell(self.issuer, person, units, int(price * PRICE))
        except Refused:
            return False
        return True

    def buy(self, person: int, shares: float, price: float) -> bool:
        """Ask for shares; whether the rules allowed it."""
        try:
            self.exchange.buy(self.issuer, person, int(shares * UNIT), int(price * PRICE))
        except Refused:
            return False
        return True

    def withdraw(self, person: int) -> bool:
        """Take a buy back; whether the rules allowed it."""
        try:
            self.exchange.withdraw(self.issuer, person)
        except Refused:
            return False
        return True

    # What the exchange tells

    def settled(
        self, call: Call, cleared: Clearing, costs: dict[int, int], early: set[int]
    ) -> None:
        """Note who trades, and take it off people's reasons."""
        end = self.exchange.end(call)
        times = (end - self.exchange.numbers.sells_close, end)
        value, price = self.value(), cleared.price / PRICE
        honest = set(self.honest)
        self.notebook.settlement(call, cleared, costs, value, times, honest, early)
        for sells, traded in ((True, cleared.sold), (False, cleared.bought)):
            for person, units in traded.items():
                if who := self.honest.get(person):
                    self.notebook.surplus += who.traded(sells, units / UNIT, price)

    # Time

    def _agenda(self) -> list[tuple[int, int, Look | Want | None]]:
        """What is to come, in order; None is a new day."""
        days = range(BEGIN + DAY, self.over, DAY)
        coming: list[tuple[int, Look | Want | None]] = [(day, None) for day in days]
        coming += [(BEGIN + look.at, look) for look in self.luck.looks]
        coming += [(BEGIN + want.at, want) for want in self.luck.wants]
        events = [(at, number, event) for number, (at, event) in enumerate(coming)]
        heapq.heapify(events)
        self._numbered = len(events)
        return events

    def run(self, script: Script | None = None) -> None:
        """Play the whole time, with the coalition's script beside the honest people."""
        wakes = next(script, self.over) if script else self.over
        while True:
            at = min(self._events[0][0] if self._events else self.over, self.over)
            if wakes <= at and wakes < self.over and script:
                self._pass_to(wakes)
                wakes = max(next(script, self.over), self.now + 1)
            elif at < self.over:
                self._pass_to(at)
                self._happen(heapq.heappop(self._events)[2])
            else:
                break
        self._pass_to(self.over)

    def _pass_to(self, at: int) -> None:
        """Let time pass; auctions that end on the way are settled in their second."""
        while self.call.running:
            end = self.now if self.call.cancelled else self.exchange.end(self.call)
            if end > at:
                break
            self.network.now = max(end, self.now)
            self.exchange.settle(self.issuer)
        self.network.now = max(at, self.now)

    def _happen(self, event: Look | Want | None) -> None:
        """Let somebody look or want, or a day begin."""
        if event is None:
            self.notebook.reference(self.call.token.reference, self.value())
            return
        who = self._by_place[event.person]
        if isinstance(event, Want):
            self.notebook.wanted += who.want(event)
        who.look(event.off if isinstance(event, Look) else self.luck.biases[event.person])
        if (isinstance(event, Want) or event.again) and who.urgent():
            off = self.luck.biases[event.person]
            again = Look(self.now - BEGIN + AGAIN, event.person, off, again=True)
            self._numbered += 1
            heapq.heappush(self._events, (self.now + AGAIN, self._numbered, again))
