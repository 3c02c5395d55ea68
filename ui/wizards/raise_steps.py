"""The steps of planning a raise: each shows what was typed, and says at once what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.facts import Facts
from ui.widgets.field import AreaField, ChoiceField, Field, TextField
from ui.widgets.layout import TOP, column, row
from ui.widgets.note import Note
from ui.widgets.parts_bar import Part, PartsBar
from ui.widgets.slider import STEPS, SlidingField
from ui.widgets.terms_view import TermsView
from ui.widgets.text import Text
from wallet.base.clock import DAY, date_and_time, date_of
from wallet.base.countries import countries
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    DOLLAR,
    dollars,
    money_of,
    parse_percent_of_person,
    parse_price,
    percent_of_person,
    plain_price,
    shares,
)
from wallet.base.numbers import parse_decimal
from wallet.books.offering_terms import MOST_PROSE
from wallet.books.regimes import NOT_ADVICE, UNSOURCED, Regime
from wallet.flows.raise_plan import (
    ACCREDITED,
    EVERYBODY,
    LEEWAY,
    Plan,
)
from wallet.flows.raising import Raising

ONE_PERCENT: Final = ALL_SHARES // 100
EXAMPLE: Final = 100_000 * DOLLAR
CHEAPEST: Final = 10**9
"""The lowest price of the slider, a tenth of a cent; it spans five powers of ten."""
DECADES: Final = 5
LONGEST_LOCK_DAYS: Final = 730


class RaiseStep(QWidget):
    """One step. `changed` when something was typed; `fields` by the names that errors use."""

    changed = Signal()

    def __init__(self, lead: str) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.body = column(Text(lead, "body", "ink2"), gap="l")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self.body)

    def show_flow(self, flow: Raising) -> None:
        """Show what was typed."""

    def take(self, flow: Raising) -> None:
        """Hand what was typed to the flow, whatever it is."""

    def tell(self, flow: Raising) -> None:
        """Say what it means as it stands."""

    def fail(self, error: WalletError) -> bool:
        """Say an error beside its field; whether it is one of this step."""
        field = self.fields.get(error.field)
        if field is None:
            return False
        field.fail(error)
        field.setFocus()
        return True

    def add_field(self, name: str, field: Field) -> Field:
        """A field of this step."""
        self.fields[name] = field
        field.changed.connect(self.changed)
        if self.focusProxy() is None:
            self.setFocusProxy(field)
        return field


class WordsStep(RaiseStep):
    """A step whose fields are words by their names."""

    words: Mapping[str, TextField | AreaField]

    def show_flow(self, flow: Raising) -> None:
        """Show what was typed."""
        for name, field in self.words.items():
            if field.value != flow.said(name):
                field.set_value(flow.said(name))
            field.clear_error()

    def take(self, flow: Raising) -> None:
        """Hand it over."""
        for name, field in self.words.items():
            flow.say(name, field.value)


class RulesStep(RaiseStep):
    """Who may buy: by country and class, the rules that fit, and what they mean."""

    def __init__(self) -> None:
        super().__init__(
            "Whom do you want to be able to buy? The rules under which you offer follow from "
            "that, and the network holds everybody to them."
        )
        self.country = ChoiceField(
            "Where your investors are", [(str(code), name) for code, name in countries()]
        )
        self.who = ChoiceField(
            "Who they are",
            ((EVERYBODY, "Anybody"), (ACCREDITED, "Accredited investors only")),
            "Accredited: a verifier has confirmed a large income or wealth.",
        )
        self.rules = ChoiceField("Rules", ())
        self.means = Facts()
        self.source = Text("", "caption", "ink2")
        self.advice = Note(NOT_ADVICE)
        self.add_field("country", self.country)
        self.add_field("who", self.who)
        self.add_field("regime", self.rules)
        line = row(gap="l")
        line.addWidget(self.country, 1, TOP)
        line.addWidget(self.who, 1, TOP)
        self.body.addLayout(line)
        for widget in (self.rules, self.means, self.source, self.advice):
            self.body.addWidget(widget)

    def show_flow(self, flow: Raising) -> None:
        """Show what was chosen."""
        for name, field in (("country", self.country), ("who", self.who)):
            field.input.blockSignals(True)
            field.set_value(flow.said(name))
            field.input.blockSignals(False)
        self._show_rules(flow)
        self.rules.input.blockSignals(True)
        self.rules.set_value(flow.said("regime"))
        self.rules.input.blockSignals(False)
        self.take(flow)

    def take(self, flow: Raising) -> None:
        """Hand it over."""
        flow.say("country", str(self.country.value or ""))
        flow.say("who", str(self.who.value or EVERYBODY))
        self._show_rules(flow)
        flow.say("regime", str(self.rules.value if self.rules.value is not None else ""))

    def tell(self, flow: Raising) -> None:
        """The consequences of the rules that are chosen, with their source."""
        try:
            rules = flow.regime()
        except WalletError as error:
            self.means.show_facts([])
            self.source.say(error.next_step)
            return
        self.means.show_facts(consequences(rules))
        self.source.say(source_of(rules))

    def _show_rules(self, flow: Raising) -> None:
        self.rules.show_choices([(str(one.id), one.title or one.name) for one in flow.choices()])


class PriceStep(WordsStep):
    """How much of oneself, at what price, and what that means."""

    def __init__(self) -> None:
        super().__init__(
            "One price for everybody. Try it with the sliders: the figures say what it means."
        )
        self.price = SlidingField(
            "Price of one share", parse_price, _place_of_price, _price_at, unit="dollars",
            placeholder="0.10",
        )  # fmt: skip
        self.most = SlidingField(
            "Sell at most", parse_percent_of_person, _place_of_part, _part_at,
            unit="% of yourself", placeholder="20",
        )  # fmt: skip
        self.words = {"price": self.price, "units_max": self.most}
        for name, field in self.words.items():
            self.body.addWidget(self.add_field(name, field))
        self.bar = PartsBar("All of you")
        self.means = Facts()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.means)

    def tell(self, flow: Raising) -> None:
        """What 1 % is worth, and what is left."""
        before, left = flow.sold_before(), flow.room.left_units
        price, most = self.price.peek() or 0, min(self.most.peek() or 0, left)
        gap = left - most
        sold = [Part(f"sold before {percent_of_person(before)}", before, "ink2")] if before else []
        self.bar.show_parts(
            (
                Part(f"you keep at least 51 %, {percent_of_person(ALL_SHARES - before - most)} now",
                     max(0, ALL_SHARES - before - left), "accent"),
                *sold,
                Part(f"this raise {percent_of_person(most)}", most, "bronze"),
                Part(f"left of the 49 % {percent_of_person(gap)}", gap, "line"),
            )
        )  # fmt: skip
        self.means.show_facts(_of_price(price, most) if price else [])


def _of_price(price: int, most: int) -> list[tuple[str, str]]:
    said = [
        ("All of you at this price", dollars(money_of(ALL_SHARES, price))),
        ("1 % of you costs", dollars(money_of(ONE_PERCENT, price))),
        ("Whoever has 1 %", f"receives {dollars(EXAMPLE // 100)} of a gain of {dollars(EXAMPLE)}"),
    ]
    if most:
        said += [
            ("You raise at most", f"{dollars(money_of(most, price))}, for {shares(most)}"),
            (
                "Of a gain of " + dollars(EXAMPLE),
                f"{dollars(EXAMPLE * most // ALL_SHARES)} then go to these holders",
            ),
        ]
    return said


class BoundsStep(WordsStep):
    """The least, how long, and for how long what is sold is locked."""

    def __init__(self) -> None:
        super().__init__(
            "Below your least everybody gets their money back. Above your most people wait in "
            "line, in case others withdraw."
        )
        self._span = (0, 1)  # days, once the rules are known
        self.least = SlidingField(
            "Only if at least", parse_percent_of_person, _place_of_part, _part_at,
            unit="% of yourself is sold", placeholder="10",
        )  # fmt: skip
        self.days = SlidingField(
            "Open for", _days, lambda days: _place(days, *self._span),
            lambda at: str(_between(at, *self._span)), unit="days",
        )  # fmt: skip
        self.lockup = SlidingField(
            "Buyers keep their shares for at least", _days,
            lambda days: _place(days, 0, LONGEST_LOCK_DAYS),
            lambda at: str(_between(at, 0, LONGEST_LOCK_DAYS)), unit="days from the close",
        )  # fmt: skip
        self.words = {"units_min": self.least, "days": self.days, "lockup": self.lockup}
        for name, field in self.words.items():
            self.body.addWidget(self.add_field(name, field))
        self.means = Facts()
        self.body.addWidget(self.means)

    def show_flow(self, flow: Raising) -> None:
        """Show what was typed; the lock-up begins with what the rules ask for."""
        self._span = (flow.fewest_days, flow.most_days)
        if not flow.said("lockup"):
            flow.say("lockup", str(_least_lockup(flow)))
        super().show_flow(flow)
        least = _least_lockup(flow)
        self.lockup.say(f"These rules ask for at least {least} days." if least else "")

    def tell(self, flow: Raising) -> None:
        """The least and the most in money, and the dates."""
        said: list[tuple[str, str]] = []
        least, days = self.least.peek(), self.days.peek()
        try:
            price, most = flow.price(), flow.units_max()
        except WalletError:
            price, most = 0, 0
        if price and least:
            said.append(
                (
                    "You raise",
                    f"between {dollars(money_of(least, price))} and "
                    f"{dollars(money_of(most, price))}, or nothing",
                )
            )
        if days:
            end = flow.where.now + days * DAY - LEEWAY
            said.append(("Deadline", f"about {date_and_time(end)}"))
            said.append(
                (
                    "People can withdraw until",
                    f"about {date_and_time(end - flow.room.no_withdrawal)}",
                )
            )
            said.append(("The money is yours", f"from about {date_of(end + flow.room.rest)}"))
        self.means.show_facts(said)


class ProseStep(WordsStep):
    """What one plans, and what may go wrong."""

    def __init__(self) -> None:
        super().__init__(
            "Investors read this before they pay, and it is part of what you both sign. Say what "
            "you would want to know yourself."
        )
        self.purpose = AreaField("What you plan", longest=MOST_PROSE, lines=7)
        self.risks = AreaField("What may go wrong", longest=MOST_PROSE, lines=7)
        self.words = {"purpose": self.purpose, "risks": self.risks}
        for name, field in self.words.items():
            self.body.addWidget(self.add_field(name, field))


class ReviewStep(RaiseStep):
    """What an investor will see."""

    def __init__(self) -> None:
        super().__init__(
            "This is what investors will read, and sign together with you. The network gets a "
            "fingerprint of it, so that nobody can change a word afterwards."
        )
        self.terms = TermsView()
        self.rules = Facts()
        self.advice = Note(NOT_ADVICE)
        self.body.addWidget(self.terms)
        self.body.addWidget(Text("The rules that hold for it", "strong"))
        self.body.addWidget(self.rules)
        self.body.addWidget(self.advice)

    def show_flow(self, flow: Raising) -> None:
        """Show the terms. Raises WalletError where something does not fit any more."""
        self.terms.show_terms(flow.terms())
        self.rules.show_facts(consequences(flow.regime()))


def consequences(rules: Regime) -> list[tuple[str, str]]:
    """What rules mean, as facts; the first of each pair says what it is about."""
    heads = ["Who", "Where", "Lock-up", "Selling on", "Each investor", "The issuer"]
    if not rules.resale_days:
        heads.remove("Selling on")
    return list(zip(heads, rules.consequences, strict=True))


def source_of(rules: Regime) -> str:
    """Where rules come from, in a line."""
    if not rules.title:
        return UNSOURCED
    link = f" {rules.link}" if rules.link else ""
    return f"Source: {rules.rule} As of {rules.date}.{link} {rules.note}"


def _least_lockup(plan: Plan) -> int:
    try:
        return plan.regime().lockup_days
    except WalletError:
        return 0


def _days(text: str) -> int:
    return parse_decimal(text, 0, "the days", "30")


def _place(value: int, least: int, most: int) -> int:
    return (value - least) * STEPS // (most - least)


def _between(at: int, least: int, most: int) -> int:
    return least + round(at * (most - least) / STEPS)


def _place_of_part(units: int) -> int:
    """49 % is the end of the slider."""
    return units * STEPS // (49 * ONE_PERCENT)


def _part_at(at: int) -> str:
    tenths = max(1, round(at * 490 / STEPS))
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def _place_of_price(price: int) -> int:
    """A slider of powers of ten: equal ways multiply the price alike."""
    from math import log10

    return round(log10(max(price, 1) / CHEAPEST) * STEPS / DECADES)


def _price_at(at: int) -> str:
    """The price at a place, to two digits."""
    exact = CHEAPEST * 10 ** (at * DECADES / STEPS)
    whole = int(exact)
    step = 10 ** (len(str(whole)) - 2)
    return plain_price(round(whole / step) * step)
