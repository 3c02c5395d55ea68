"""A whole network in the model, whose people act at random, each act looked at by a tap.

No chain is needed to play: what becomes of the samples is for the replay.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from wallet.rules.auctions import Auctions
from wallet.rules.authority import Governance
from wallet.rules.companies import Buyback, Companies
from wallet.rules.compliance import Facts, Law, Row
from wallet.rules.ledger import Network
from wallet.rules.offerings import Offerings
from wallet.rules.units import DAY, DOLLAR, HOUR, PRICE_UNITS, Refused
from wallet.rules.watching import Watching
from wallet.simulate.replay.tap import Tap

T = TypeVar("T")
START = 1_800_000_000
CASH = 1_000_000 * DOLLAR
EUROPE = frozenset({40, 250, 276})
ROWS = (
    Row(),
    Row(lockup_days=5, most_retail=5),
    Row(countries=EUROPE, resale_days=60),
    Row(accredited_only=True, resale_days=20),
    Row(issuer_yearly=10**13, investor_share=5_000, investor_floor=10**11),
)
WAITS = (600, HOUR, 5 * HOUR, DAY, 3 * DAY, 10 * DAY, 35 * DAY, 100 * DAY)
HOW_OFTEN = (30, 30, 20, 10, 4, 3, 2, 0.3)
PRICES = (10**11, 3 * 10**11, 10**12, 1_234_567_891_011, 3 * 10**12)


class Everything:
    """The whole law, wired as the contracts are wired."""

    def __init__(self) -> None:
        self.network = Network(START)
        self.law = Law(numbers=self.network.numbers)
        self.auctions = Auctions(self.network)
        self.offerings = Offerings(self.network)
        self.offerings.stops = self.auctions.stops
        self.auctions.law = self.offerings.law = self.law
        self.companies = Companies(self.network, self.auctions, self.offerings)
        self.auctions.when_bought_back = self._bought_back
        self.watching = Watching()
        self.powers = Governance(START, "operator")

    def _bought_back(self, issuer: int, seller: int, units: int, premium: int) -> None:
        kept = self.companies.buybacks.setdefault(issuer, [])
        kept.append(Buyback(seller, units, premium, self.network.now))


class Player:
    """Draws acts, and plays each within the tap's look.

    Subclasses name acts in `acts`; `draw_sell` draws a sale and plays it.
    """

    acts: ClassVar[Mapping[str, float]] = {}
    """Names of acts with their weights."""

    def __init__(self, seed: int, people: int = 12, one_in: int = 1) -> None:
        self.draw = random.Random(f"play {seed}")
        self.rules = Everything()
        self.tap = Tap(self.rules, seed, one_in)
        self.played = 0
        for number in range(people):
            self.join(document=number % 6 != 5, accredited=number % 4 == 3)

    # The network

    @property
    def net(self) -> Network:
        return self.rules.network

    @property
    def now(self) -> int:
        return self.net.now

    def join(self, document: bool, accredited: bool, days: int = 3_000) -> None:
        """Somebody joins, with money."""
        facts = Facts(accredited, self.one_of((276, 250, 840)), document, 10**12)
        expires, number = self.now + days * DAY, len(self.net.people) + 1
        said = {"expires": expires, "country": facts.country}
        with self.tap.event("join", number, document=document, accredited=accredited, **said):
            self.net.join(expires, 0, document)
            self.rules.law.facts[number] = facts
        self.net.people[number].cash = CASH

    # Drawing

    def one_of(self, those: Sequence[T]) -> T:
        """Draw one of a sequence."""
        return self.draw.choice(those)

    def anyone(self) -> int:
        """Draw a person."""
        return self.one_of(list(self.net.people))

    def another(self, person: int) -> int:
        """Draw a person other than this one."""
        return self.one_of([who for who in self.net.people if who != person])

    def anyone_or_nobody(self) -> int:
        """Draw who calls what anyone may."""
        return self.one_of((0, self.anyone()))

    def part_of(self, amount: int) -> int:
        """Draw a part of an amount: rarely round, now and then all of it."""
        part = self.one_of((1, 10, 333, 1_000, 2_500, 5_000, 9_999, 10_000))
        return amount * part // 10_000

    def tokens(self) -> list[int]:
        """Whose tokens there are."""
        return list(self.net.tokens)

    def holding(self) -> tuple[int, int] | None:
        """Draw a token and one of its holders."""
        found = [
            (token.issuer, who)
            for token in self.net.tokens.values()
            for who, held in token.holdings.items()
            if held.units and who != token.issuer
        ]
        return self.one_of(found) if found else None

    def affordable(self, person: int, price: int) -> int:
        """Draw units that somebody could pay at a price, most often; at least a hundred dollars."""
        money = self.net.people[person].cash // self.one_of((1, 2, 5, 20, 100)) + 1
        if self.chance(0.9):
            money = max(money, 101 * DOLLAR)
        return money * PRICE_UNITS // price

    def priced(self, token: int) -> int:
        """Draw a price, near the reference price if there is one."""
        reference = self.net.tokens[token].reference
        if reference is None:
            return self.one_of(PRICES)
        return max(1, reference * self.one_of((40, 90, 99, 100, 101, 110, 150, 230)) // 100)

    # Playing

    def step(self) -> None:
        """Play one act, or let time pass."""
        name = self.draw.choices(list(self.acts), list(self.acts.values()))[0]
        act: Callable[[], None] = getattr(self, f"draw_{name}")
        with suppress(Refused):
            act()
        self.played += 1

    def play(self, steps: int) -> None:
        """Play so many."""
        for _ in range(steps):
            self.step()

    def do(self, act: Callable[[], Any], kind: str, actor: int, /, **args: Any) -> None:
        """Play an act whole within the tap's look."""
        with self.tap.event(kind, actor, **args):
            act()

    # Time and circumstances

    def draw_wait(self) -> None:
        """Let time pass, often until something is due."""
        later = self.now + self.draw.choices(WAITS, HOW_OFTEN)[0]
        self.net.now = min(self._due()) if self._due() and self.chance(0.4) else later

    def jump(self, time: int, likely: float) -> None:
        """Let time pass until then, more or less likely."""
        if self.chance(likely):
            self.net.now = max(self.now, time)

    def chance(self, likely: float) -> bool:
        """Whether something that is so likely happens."""
        return self.draw.random() < likely

    def _due(self) -> list[int]:
        """When something can be done that cannot be done yet."""
        rules = self.rules
        times = [rules.auctions.end(call) for call in rules.auctions.calls.values() if call.running]
        times += [deal.deadline for deal in rules.offerings.raises if deal.state == "open"]
        times += [window.ends for window in rules.companies.windows.values()]
        return [time for time in times if time > self.now]

    def draw_circumstance(self) -> None:
        """The dollar's issuer bars somebody, or ends that."""
        who = self.net.people[self.anyone()]
        who.undeliverable = not who.undeliverable and self.chance(0.3)
