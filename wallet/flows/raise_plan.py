"""The values of a raise as they were typed, each read and held against the rules.

Every refusal names the field that it belongs to, so that it is said beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from wallet.acts.raising import LONGEST_LOCKUP
from wallet.base.clock import DAY, HOUR, duration
from wallet.base.errors import WalletError
from wallet.base.money import (
    MAX_MONEY,
    dollars,
    money_of,
    parse_percent_of_person,
    parse_price,
    percent,
    percent_of_person,
)
from wallet.base.numbers import parse_decimal
from wallet.books.offering_terms import MOST_WHAT, WHOLE, Use, check_prose
from wallet.books.raise_room import RaiseRoom
from wallet.books.regimes import COUNTRIES, Regime

LEEWAY: Final = HOUR
"""The block that carries it comes a little later than it is composed."""
EVERYBODY: Final = "everybody"
ACCREDITED: Final = "accredited"
PRACTICE: Final = "none"


class Step(IntEnum):
    """Where the planning stands."""

    RULES = 0
    PRICE = 1
    BOUNDS = 2
    USES = 3
    WORDS = 4
    REVIEW = 5


@dataclass
class Typed:
    """What was typed so far, as it was typed."""

    words: dict[str, str] = field(default_factory=dict)
    uses: list[tuple[str, str]] = field(default_factory=list)
    step: Step = Step.RULES
    salt: str = ""


class Plan:
    """What was typed of one raise, by somebody who stands as `room` says."""

    room: RaiseRoom
    typed: Typed

    def said(self, name: str) -> str:
        """What was typed into a field."""
        return self.typed.words.get(name, "")

    @property
    def fewest_days(self) -> int:
        """For how many days a raise is open at least."""
        return -(-(self.room.shortest + 2 * LEEWAY) // DAY)

    @property
    def most_days(self) -> int:
        """For how many days a raise is open at most."""
        return self.room.longest // DAY

    def choices(self) -> tuple[Regime, ...]:
        """The rules that admit the investors one thinks of; without any they would be on their own.

        Rules made for few countries come before those for many. "No regime" comes last: it is
        for practice.
        """
        country, accredited = self._country(), self.said("who") == ACCREDITED
        fitting = [
            one
            for one in self.room.regimes
            if one.admits(country, accredited) and (accredited or not one.accredited_only)
        ]
        return tuple(
            sorted(
                fitting,
                key=lambda one: (one.name == PRACTICE, len(one.countries) or COUNTRIES, one.id),
            )
        )

    def regime(self) -> Regime:
        """The rules that were chosen. Raises WalletError beside `regime`."""
        number = self.said("regime")
        found = next((one for one in self.choices() if str(one.id) == number), None)
        if found is None:
            raise WalletError(
                "No rules are chosen.", "Choose under which ones you offer.", "raise.rules",
                "regime",
            )  # fmt: skip
        return found

    def price(self) -> int:
        """The price. Raises WalletError beside `price`."""
        price = _beside("price", lambda: parse_price(self.said("price")))
        if not price:
            raise WalletError(
                "The price is zero.", "Write what one share costs.", "raise.price", "price"
            )
        return price

    def units_max(self) -> int:
        """The most that is sold. Raises WalletError beside `units_max`."""
        units = _some("units_max", self.said("units_max"))
        if units > self.room.left_units:
            left = percent_of_person(self.room.left_units)
            raise WalletError(
                f"Only {left} of you can still be sold: you always keep at least 51 %.",
                f"Write at most {left}.",
                "raise.kept",
                "units_max",
            )
        price = self.price()
        if not 0 < money_of(units, price) <= MAX_MONEY:
            raise WalletError(
                "At this price it is not an amount of money.", "Write another price.",
                "raise.money", "price",
            )  # fmt: skip
        return units

    def units_min(self) -> int:
        """The least below which everybody gets their money back. Raises WalletError."""
        units, most = _some("units_min", self.said("units_min")), self.units_max()
        if units > most:
            raise WalletError(
                f"The least is more than the most, which is {percent_of_person(most)}.",
                "Write a smaller part.",
                "raise.least",
                "units_min",
            )
        if not money_of(units, self.price()):
            raise WalletError(
                "At this price the least is not an amount of money.", "Write a larger part.",
                "raise.least", "units_min",
            )  # fmt: skip
        return units

    def days(self) -> int:
        """For how many days it is open. Raises WalletError beside `days`."""
        days = _beside("days", lambda: parse_decimal(self.said("days"), 0, "the days", "30"))
        if not self.fewest_days <= days <= self.most_days:
            near = duration(self.room.no_withdrawal)
            raise WalletError(
                f"A raise is open for {self.fewest_days} to {self.most_days} days: people can "
                f"withdraw until {near} before its end.",
                "Write another number of days.",
                "raise.days",
                "days",
            )
        return days

    def lockup(self) -> int:
        """For how many seconds what is sold is locked. Raises WalletError beside `lockup`."""
        days = _beside("lockup", lambda: parse_decimal(self.said("lockup"), 0, "the days", "366"))
        least = self.regime().lockup_days
        if days < least:
            raise WalletError(
                f"These rules ask for a lock-up of at least {least} days.",
                "Write a longer one, or choose other rules.",
                "raise.lockup",
                "lockup",
            )
        if days * DAY > LONGEST_LOCKUP:
            raise WalletError(
                f"A lock-up is at most {LONGEST_LOCKUP // DAY} days.", "Write a shorter one.",
                "raise.lockup", "lockup",
            )  # fmt: skip
        return days * DAY

    def uses(self) -> tuple[Use, ...]:
        """What the money is for, in parts that add up. Raises WalletError beside `uses`."""
        rows = [(what.strip(), part.strip()) for what, part in self.typed.uses]
        rows = [row for row in rows if any(row)]
        if not rows:
            raise WalletError(
                "Nothing is said of what the money is for.",
                "Write at least one line.",
                "raise.uses",
                "uses",
            )
        found = tuple(_use(at, what, part) for at, (what, part) in enumerate(rows, 1))
        whole = sum(one.part for one in found)
        if whole != WHOLE:
            gap = percent(abs(WHOLE - whole), WHOLE)
            raise WalletError(
                f"The parts add up to {percent(whole, WHOLE)}, so {gap} "
                f"{'are missing' if whole < WHOLE else 'are too much'}.",
                "They have to add up to 100 %.",
                "raise.sum",
                "uses",
            )
        return found

    def purpose(self) -> str:
        """What one does and will do. Raises WalletError beside `purpose`."""
        return check_prose(self.said("purpose"), "What you plan", "purpose")

    def risks(self) -> str:
        """What may go wrong. Raises WalletError beside `risks`."""
        return check_prose(self.said("risks"), "What may go wrong", "risks")

    def _country(self) -> int:
        text = self.said("country")
        return int(text) if re.fullmatch("[0-9]{1,3}", text, re.ASCII) else 0

    def _within_the_year(self) -> None:
        """The rules' bound on what an issuer raises in a year."""
        rules = self.regime()
        most = money_of(self.units_max(), self.price(), up=True)
        left = rules.issuer_yearly - self.room.raised_year
        if rules.issuer_yearly and most > left:
            raise WalletError(
                f"Under these rules you can raise {dollars(rules.issuer_yearly)} in a year, and "
                f"{dollars(max(0, left))} of it are left. This would be up to {dollars(most)}.",
                "Sell less, ask less, or choose other rules.",
                "raise.year",
                "units_max",
            )


def _use(line: int, what: str, part: str) -> Use:
    if not what:
        raise WalletError(
            f"Line {line} says a part, and not what it is for.", "Write it, or empty the line.",
            "raise.uses", "uses",
        )  # fmt: skip
    if len(what) > MOST_WHAT or not what.isprintable():
        raise WalletError(
            f"Line {line} is too long, or holds a sign that cannot be shown.",
            f"Use at most {MOST_WHAT} letters.",
            "raise.uses",
            "uses",
        )
    share = _beside(
        "uses", lambda: parse_decimal(part.removesuffix("%").strip(), 2, "the part", "40")
    )
    if not share:
        raise WalletError(
            f"Line {line} has no part of the money.", "Write one in per cent, or empty the line.",
            "raise.uses", "uses",
        )  # fmt: skip
    if share > WHOLE:
        raise WalletError(
            f"Line {line} is more than all of the money.", "Write a part in per cent.",
            "raise.uses", "uses",
        )  # fmt: skip
    return Use(what, share)


def _some(name: str, text: str) -> int:
    """The units in a part of a person that is above zero. Raises WalletError beside `name`."""
    units = _beside(name, lambda: parse_percent_of_person(text))
    if not units:
        raise WalletError(
            "Nothing of you would be sold.", "Write a part above zero.", "raise.zero", name
        )
    return units


def _beside(name: str, read: Any) -> int:
    """What was read; its refusal belongs beside the field `name`."""
    try:
        return int(read())
    except WalletError as error:
        raise error.beside(name) from None
