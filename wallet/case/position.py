"""What a position is, replayed from its proven events by the arithmetic of the ledger.

A second calculation beside the one of the books, made for whoever trusts neither. Where an event
was left out, the end of the replay is not what the chain's storage has after the anchor: shares,
lots with costs and dates, what every share has earned so far, and what was claimed of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wallet.base.money import ALL_SHARES, dollars, shares
from wallet.case.package import Case
from wallet.case.problems import untrue
from wallet.case.proven import Proven
from wallet.chain.logs import Event

ACC_BITS: Final = 128
RING: Final = 8
OFFERING, AUCTION, DECISION = "an offering", "an auction", "a decision"


@dataclass(slots=True)
class Lot:
    """Shares still held of what was bought together. `paid` is None where no event says it."""

    serial: int
    units: int
    paid: int | None
    cost: int
    acquired: int
    unlocks: int


@dataclass(frozen=True, slots=True)
class Came:
    """Shares that came: `paid` for them, and what of it counts as cost."""

    at: int
    how: str
    units: int
    paid: int | None
    counted: int
    unlocks: int


@dataclass(frozen=True, slots=True)
class Went:
    """Shares that went, what they brought, and the gain of it as the network counts it."""

    at: int
    how: str
    units: int
    proceeds: int
    cost: int
    gain: int
    siphon: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A gain of the issuer, the shares held then, and what they earned by it."""

    at: int
    kind: int
    gain: int
    units: int
    earned: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What was claimed, and what of it went on to the holder's own holders."""

    at: int
    amount: int
    passed_on: int


@dataclass
class Holding:
    """A position while it is replayed, and as it is at the end."""

    token: int
    person: int
    balance: int = 0
    checkpoint: int = 0
    pending: int = 0
    acc: int = 0
    lots: dict[int, Lot] = field(default_factory=dict)
    came: list[Came] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def claimable(self) -> int:
        """What a claim would bring now."""
        return self.pending + self._accrued()

    def take(self, event: Event) -> None:
        """What an event does. Raises KeyError, ValueError where it cannot have happened."""
        step = {
            "Siphoned": self._siphoned,
            "Claimed": self._claimed,
            "Placed": self._placed,
            "Sold": self._sold,
            "LotForced": self._forced,
            "LotMoved": self._moved,
            "CostSet": self._cost_set,
        }.get(event.name)
        if step is not None:
            step(event, event.fields)

    def _accrued(self) -> int:
        return self.balance * (self.acc - self.checkpoint) >> ACC_BITS

    def _settle(self, change: int) -> None:
        self.pending += self._accrued()
        self.checkpoint = self.acc
        self.balance += change
        if self.balance < 0:
            raise ValueError("more went than was there")

    def _siphoned(self, event: Event, said: Mapping[str, Any]) -> None:
        before = self._accrued()
        self.acc += (said["gain"] << ACC_BITS) // ALL_SHARES
        earned = self._accrued() - before
        if self.balance:
            self.shared.append(Shared(event.at, said["kind"], said["gain"], self.balance, earned))

    def _claimed(self, event: Event, said: Mapping[str, Any]) -> None:
        accrued = self._accrued()
        if said["amount"] != self.pending + accrued:
            raise ValueError(
                f"a claim of {dollars(self.pending + accrued, exact=True)} was due, and "
                f"{dollars(said['amount'], exact=True)} was claimed"
            )
        if accrued:
            self.checkpoint = self.acc
        self.pending = 0
        self.claims.append(Claim(event.at, said["amount"], said["passed_on"]))

    def _placed(self, event: Event, said: Mapping[str, Any]) -> None:
        self._get(event, OFFERING, said, said["paid"], said["believed"], event.at)

    def _sold(self, event: Event, said: Mapping[str, Any]) -> None:
        if said["buyer"] == self.person:
            self._get(event, AUCTION, said, said["paid"], said["believed"], event.at)
            return
        units, proceeds = said["units"], said["proceeds"]
        self._settle(-units)
        done = cost = gain = 0
        for serial in sorted(self.lots):
            lot = self.lots[serial]
            if lot.unlocks > event.at or done == units:
                continue
            taken = min(lot.units, units - done)
            share = proceeds * (done + taken) // units - proceeds * done // units
            part = self._part(lot, taken)
            done += taken
            cost += part
            gain += max(0, share - part)
        if (done, cost, gain) != (units, said["cost"], said["gain"]):
            raise ValueError("a sale took other lots than there were")
        self.went.append(Went(event.at, AUCTION, units, proceeds, cost, gain, said["siphon"]))

    def _forced(self, event: Event, said: Mapping[str, Any]) -> None:
        if said["receiver"] == self.person:
            self._get(event, DECISION, said, None, said["cost"], said["acquired"])
            return
        self._settle(-said["units"])
        cost = self._part(self.lots[said["from_serial"]], said["units"])
        self.went.append(Went(event.at, DECISION, said["units"], 0, cost, 0, 0))

    def _moved(self, _event: Event, said: Mapping[str, Any]) -> None:
        lot = self.lots.pop(said["old_serial"])
        lot.serial = said["new_serial"]
        self.lots[lot.serial] = lot

    def _cost_set(self, _event: Event, said: Mapping[str, Any]) -> None:
        self.lots[said["serial"]].cost = said["cost"]

    def _part(self, lot: Lot, units: int) -> int:
        """Take units out of a lot; the part of its cost that goes with them."""
        if units > lot.units:
            raise ValueError("a lot held less than was taken")
        cost = lot.cost * units // lot.units
        lot.cost -= cost
        if lot.paid is not None:
            lot.paid -= lot.paid * units // lot.units
        lot.units -= units
        if not lot.units:
            del self.lots[lot.serial]
        return cost

    def _get(
        self,
        event: Event,
        how: str,
        said: Mapping[str, Any],
        paid: int | None,
        counted: int,
        acquired: int,
    ) -> None:
        units, serial, unlocks = said["units"], said["serial"], said["unlocks"]
        self._settle(units)
        self.came.append(Came(event.at, how, units, paid, counted, unlocks))
        lot = self.lots.get(serial)
        if lot is None:
            self.lots[serial] = Lot(serial, units, paid, counted, acquired, unlocks)
            return
        lot.units += units
        lot.cost += counted
        lot.paid = None if lot.paid is None or paid is None else lot.paid + paid
        lot.acquired = max(lot.acquired, acquired)
        lot.unlocks = max(lot.unlocks, unlocks)


def replayed(case: Case, proven: Proven, events: list[Event]) -> Holding:
    """The position after all events of the case. Raises WalletError where storage says otherwise.

    `events` are those that concern it, in their order.
    """
    holding = Holding(case.token, case.person)
    for event in events:
        try:
            holding.take(event)
        except (KeyError, ValueError) as error:
            why = (
                str(error) if isinstance(error, ValueError) else "shares moved that were not there"
            )
            raise untrue(f"events were left out before block {event.block:,}: {why}") from error
    _hold_against(proven, holding)
    return holding


def _hold_against(proven: Proven, holding: Holding) -> None:
    """The end of the replay is what the ledger's storage has."""
    key = (holding.token, holding.person)
    stock = proven.word("Ledger", "holdings.stocks", *key)
    desk = proven.word("Ledger", "holdings.desks", *key)
    balance = stock & (2**84 - 1)
    if balance != holding.balance:
        raise untrue(
            f"its events make {shares(holding.balance, exact=True)}, and the storage of the ledger "
            f"has {shares(balance, exact=True)}"
        )
    acc = proven.word("Ledger", "holdings.acc", holding.token)
    if acc != holding.acc:
        raise untrue("gains were left out, or put in, of which the holders have a part")
    if stock >> 84 != holding.checkpoint or desk >> 84 & (2**84 - 1) != holding.pending:
        raise untrue("claims were left out, or put in")
    following, span = desk >> 168 & (2**32 - 1), desk >> 200 & 255
    found = {}
    for serial in range(following - min(span, RING), following):
        word = proven.word("Ledger", "holdings.rings", *key, place=serial % RING)
        units = word & (2**96 - 1)
        if units:
            found[serial] = (
                units,
                word >> 96 & (2**96 - 1),
                word >> 192 & (2**32 - 1),
                word >> 224,
            )
    ours = {one.serial: (one.units, one.cost, one.acquired, one.unlocks)
            for one in holding.lots.values()}  # fmt: skip
    if found != ours:
        raise untrue("its purchases are not those that the storage of the ledger has")


def words_of(token: int, person: int) -> list[tuple[str, str, tuple[int, ...], int]]:
    """The words of storage that a position is held against: contract, variable, keys, place."""
    return [
        ("Ledger", "holdings.stocks", (token, person), 0),
        ("Ledger", "holdings.stocks", (token, token), 0),
        ("Ledger", "holdings.desks", (token, person), 0),
        ("Ledger", "holdings.acc", (token,), 0),
        *(("Ledger", "holdings.rings", (token, person), place) for place in range(RING)),
    ]
