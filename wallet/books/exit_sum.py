"""The calculation of an exit, line by line: what counts as cost, what is gain, what is owed.

Plain functions of plain numbers (money in base units, times in unix seconds, units of a token in
base units), used before a sale is reported, on the page of its debt, and by whoever writes it
down for others. Each line says where its figure comes from and what would change it. Sources: the
rules "What is shared" D and E and "Companies"; the formulas are those of `Companies.vy` and
`debt_list.vy`, to the unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wallet.base.clock import DAY, date_of, duration
from wallet.base.money import ALL_SHARES, DOLLAR, dollars, percent_of_person
from wallet.books.sums import due_now
from wallet.contracts.numbers import Numbers

LARGE: Final = 100_000 * DOLLAR
LARGE_WINDOW: Final = 10 * DAY
BOND_PERCENT: Final = 2


@dataclass(frozen=True, slots=True)
class RuleNumbers:
    """The numbers of the rules that a decision may change, as they are now: seconds, per cent,
    base units."""

    cost_age: int = 90 * DAY
    report_within: int = 30 * DAY
    pay_within: int = 30 * DAY
    interest: int = 10
    window: int = 7 * DAY
    least_bond: int = 100 * DOLLAR
    most_bond: int = 25_000 * DOLLAR
    strike_after: int = 90 * DAY
    ban_after: int = 180 * DAY


PRINTED: Final = RuleNumbers()
_NAMES: Final[Mapping[str, tuple[str, int]]] = {
    "cost_age": ("COST_AGE", 1), "report_within": ("REPORT_WITHIN", 1),
    "pay_within": ("PAY_WITHIN", 1), "interest": ("INTEREST", 1), "window": ("WINDOW", 1),
    "least_bond": ("LEAST_BOND", DOLLAR), "most_bond": ("MOST_BOND", DOLLAR),
    "strike_after": ("STRIKE_AFTER", 1), "ban_after": ("BAN_AFTER", 1),
}  # fmt: skip


def rule_numbers(numbers: Numbers) -> RuleNumbers:
    """What an exit needs of the rules' numbers, as decisions left them."""
    return RuleNumbers(**{key: numbers[name] * unit for key, (name, unit) in _NAMES.items()})


@dataclass(frozen=True, slots=True)
class StakeVersion:
    """A version of a stake: `units` and `cost` None where its papers are not here."""

    number: int
    units: int | None
    cost: int | None
    attested_at: int | None


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale of a stake, or of a part of it. `sold_before` and `counted_before` are the units that
    were sold and the cost that counted in earlier exits of the stake."""

    company: str
    units: int
    proceeds: int
    selling_costs: int
    closed: int
    versions: Sequence[StakeVersion]
    sold_before: int = 0
    counted_before: int = 0


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line: its key, what it is, the amount (None for a line of words), and three sentences."""

    key: str
    label: str
    amount: int | None
    sentence: str
    source: str
    changes: str


@dataclass(frozen=True, slots=True)
class ExitSum:
    """An exit worked out: the version whose cost counts (0: none), and what follows.

    `holders` is what pays the holders whole at `now`; `due` None while nobody has confirmed it.
    """

    cost: int
    version: int
    gain: int
    holders: int
    interest: int
    bond: int
    window: int
    due: int | None
    lines: tuple[SumLine, ...]


def counting_version(
    versions: Sequence[StakeVersion], closed: int, age: int
) -> StakeVersion | None:
    """The version whose cost counts in a sale that closed then: the newest, so old by then."""
    for one in reversed(versions):
        if one.attested_at is not None and one.attested_at + age <= closed:
            return one
    return None


def cost_that_counts(sale: Sale, age: int) -> int:
    """What of the cost a sale takes off: its part of the whole, in all never more than that.

    Of a stake of u units that cost c, of which s were sold before: c*(s+n)//u - c*s//u, at most
    c*(s+n)//u less what counted before.
    """
    version = counting_version(sale.versions, sale.closed, age)
    if version is None or not version.units or version.cost is None:
        return 0
    upto = version.cost * (sale.sold_before + sale.units) // version.units
    part = upto - version.cost * sale.sold_before // version.units
    return min(part, max(0, upto - sale.counted_before))


def exit_sum(
    sale: Sale,
    outside: int,
    now: int,
    rules: RuleNumbers = PRINTED,
    reported: int | None = None,
    confirmed: int | None = None,
    recorded: tuple[int, int] | None = None,
) -> ExitSum:
    """Work a sale out; `outside` are the seller's units that others hold.

    `reported` and `confirmed` are when that happened, None for not yet; `recorded` the cost and
    the gain that the network has of it, which count whatever is known here.
    """
    version = counting_version(sale.versions, sale.closed, rules.cost_age)
    cost = cost_that_counts(sale, rules.cost_age)
    gain = max(0, sale.proceeds - cost - sale.selling_costs)
    ruled = False
    if recorded is not None:
        cost = recorded[0]
        ruled = recorded[1] != max(0, sale.proceeds - cost - sale.selling_costs)
        gain = recorded[1]
    start = now if confirmed is None else confirmed
    due = due_date(sale.closed, now if reported is None else reported, start, rules)
    holders, interest = due_now(gain, due, outside, now, rules.interest)
    bond = bond_of(gain, outside, rules)
    window = max(rules.window, LARGE_WINDOW) if sale.proceeds > LARGE else rules.window
    lines = (
        *_gain_lines(sale, cost, gain, version, rules, ruled),
        *_holder_lines(gain, outside, holders, interest),
        *_time_lines(sale, gain, outside, due, bond, window, rules, reported, confirmed),
    )
    return ExitSum(
        cost, version.number if version else 0, gain, holders, interest, bond, window,
        due if confirmed is not None else None, lines,
    )  # fmt: skip


def due_date(closed: int, reported: int, confirmed: int, rules: RuleNumbers = PRINTED) -> int:
    """When a debt falls due: so long after it is confirmed, less what the report came too late."""
    late = max(0, reported - closed - rules.report_within)
    return confirmed + rules.pay_within - late


def bond_of(gain: int, outside: int, rules: RuleNumbers = PRINTED) -> int:
    """What is laid down to have an exit accepted without attestors: 2 % of the holders' part."""
    bond = gain * outside // ALL_SHARES * BOND_PERCENT // 100
    return min(max(bond, rules.least_bond), rules.most_bond)


def _gain_lines(
    sale: Sale, cost: int, gain: int, version: StakeVersion | None, rules: RuleNumbers, ruled: bool
) -> tuple[SumLine, ...]:
    fetched = SumLine(
        "proceeds", "What it fetched", sale.proceeds,
        f"{sale.units:,} shares of {sale.company} were sold for "
        f"{dollars(sale.proceeds, exact=True)}, before tax.",
        "What you report; attestors compare it with the contract.",
        "A ruling, if somebody disputes it.",
    )  # fmt: skip
    paid = SumLine(
        "cost", "Less what they cost", cost, _cost_words(sale, cost, version, rules),
        _cost_source(version), _cost_changes(sale, version, rules),
    )  # fmt: skip
    selling = SumLine(
        "selling_costs", "Less what selling cost", sale.selling_costs,
        f"{dollars(sale.selling_costs, exact=True)} were paid to sell: fees, never tax.",
        "What you report; the attestors confirm it with the sale.",
        "Nothing: tax is not taken off.",
    )  # fmt: skip
    words = f"{dollars(gain, exact=True)} is a gain."
    if ruled:
        words += " It is what was decided."
    elif not gain:
        words = "There is no gain. A loss makes no credit for another sale."
    total = SumLine(
        "gain", "The gain", gain, words,
        "Proceeds less cost less selling costs, never below zero.",
        "Only what the lines above say.",
    )  # fmt: skip
    return fetched, paid, selling, total


def _cost_words(sale: Sale, cost: int, version: StakeVersion | None, rules: RuleNumbers) -> str:
    age = duration(rules.cost_age)
    if version is None:
        attested = [one.attested_at for one in sale.versions if one.attested_at is not None]
        if not attested:
            return f"Nothing counts: no cost was confirmed {age} before the sale closed."
        return (
            f"Nothing counts: the cost was confirmed on {date_of(min(attested))}, which is less "
            f"than {age} before the sale closed."
        )
    if version.units is None or version.cost is None:
        return "Nothing counts: the papers that open the cost are not here."
    if sale.sold_before or sale.units < version.units:
        return (
            f"{sale.units:,} of {version.units:,} shares, which cost "
            f"{dollars(version.cost, exact=True)} in all: their part is "
            f"{dollars(cost, exact=True)}."
        )
    return f"All {version.units:,} shares cost {dollars(version.cost, exact=True)}."


def _cost_source(version: StakeVersion | None) -> str:
    if version is None or version.attested_at is None:
        return "Nobody has confirmed a cost early enough."
    return f"What you declared, confirmed by attestors on {date_of(version.attested_at)}."


def _cost_changes(sale: Sale, version: StakeVersion | None, rules: RuleNumbers) -> str:
    counts = version.number if version is not None else 0
    newer = [
        one.attested_at
        for one in sale.versions
        if one.attested_at is not None and one.number > counts
    ]
    if newer:
        day = date_of(max(newer) + rules.cost_age)
        return f"A sale that closes from {day} on takes off what was confirmed later."
    return "Nothing any more: the day of closing decides which cost counts."


def _holder_lines(gain: int, outside: int, holders: int, interest: int) -> tuple[SumLine, ...]:
    if not outside:
        words = "Nobody else holds shares of you: all of it is yours."
    elif not gain:
        words = "Nothing is owed where there is no gain."
    else:
        words = (
            f"Others hold {percent_of_person(outside)} of you: {outside // 10**18:,} of 10,000,000 "
            f"shares, and so {dollars(holders - interest, exact=True)} of the gain is theirs."
        )
    part = SumLine(
        "holders", "What your holders receive", holders - interest, words,
        "The gain, times what others hold of you, by 10,000,000; rounded up to the unit.",
        "Who holds you on the day it is paid: it moves with every share that is sold until then.",
    )  # fmt: skip
    if not interest:
        return (part,)
    late = SumLine(
        "interest", "Interest for being late", interest,
        f"{dollars(interest, exact=True)} so far, simple, from the due date on.",
        "On the gain that is not shared yet, by the second.",
        "Paying: what is paid stops earning interest at once.",
    )  # fmt: skip
    return part, late


def _time_lines(
    sale: Sale, gain: int, outside: int, due: int, bond: int, window: int, rules: RuleNumbers,
    reported: int | None, confirmed: int | None,
) -> tuple[SumLine, ...]:  # fmt: skip
    if not gain or not outside:
        return ()
    by = sale.closed + rules.report_within
    lines = []
    if reported is None:
        lines.append(SumLine(
            "report", "To be reported", None,
            f"It is to be reported by {date_of(by)}, {duration(rules.report_within)} after it "
            "closed.",
            "The rules.",
            "Each day later is taken off the days you have to pay.",
        ))  # fmt: skip
    if confirmed is None:
        lines.append(SumLine(
            "due", "Due", None,
            f"If it were confirmed now, it would be due on {date_of(due)}.",
            f"{duration(rules.pay_within)} after attestors have confirmed it, less what the "
            "report came late.",
            "When it is confirmed.",
        ))  # fmt: skip
        lines.append(SumLine(
            "bond", "Without attestors", bond,
            f"You can lay down {dollars(bond, exact=True)} instead: if nobody disputes it in "
            f"{duration(window)}, it is accepted and you get that back.",
            "2 % of what your holders receive, within the bounds of the rules.",
            "A dispute: then the authority rules, and the loser’s bond goes to the winner and "
            "the holders.",
        ))  # fmt: skip
    else:
        lines.append(SumLine(
            "due", "Due", None, f"It is due on {date_of(due)}.",
            f"It was confirmed on {date_of(confirmed)}; {duration(rules.pay_within)} from then, "
            "less what the report came late.",
            "Nothing: the date stands.",
        ))  # fmt: skip
    lines.append(SumLine(
        "late", "If it is late", None,
        f"From then on it costs {rules.interest} % a year, simple; money that comes to you pays "
        f"it first; after {rules.strike_after // DAY} days anybody can have a strike noted, and "
        f"after {rules.ban_after // DAY} a ban may be proposed.",
        "The rules.",
        "Paying it, also in parts.",
    ))  # fmt: skip
    return tuple(lines)
