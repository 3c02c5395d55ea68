"""Regimes of offerings: what a row of compliance means for an issuer and for who buys.

The numbers are those of the chain. Title, rule and link are those of the text that the row was
taken from, where that text came with the program and its hash is the one on the chain. None of it
is legal advice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from wallet.base.clock import DAY
from wallet.base.countries import country_name
from wallet.base.money import dollars, percent
from wallet.books.view import View
from wallet.contracts import regimes as texts

NOT_ADVICE: Final = (
    "This is what the network enforces, and no legal advice: whether these rules are the right "
    "ones for you, and what else they ask, is for somebody who knows the law."
)
UNSOURCED: Final = "The text of these rules is not with this program, so only the numbers are said."
COUNTRIES: Final = 1024
MOST_NAMED: Final = 4
_WHOLE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Regime:
    """A row of compliance in its own numbers: days, money in base units with 0 for no bound.

    `investor_share` is in hundredths of a per cent of the attested yearly limit. `countries` are
    ISO 3166-1 numbers, empty for all; `source` is the hash of the text. `title` to `note` are empty
    where the text is not known.
    """

    id: int
    name: str
    title: str
    rule: str
    date: str
    link: str
    note: str
    lockup_days: int
    resale_days: int
    accredited_only: bool
    most_retail: int
    issuer_yearly: int
    investor_share: int
    investor_floor: int
    countries: tuple[int, ...]
    source: str
    consequences: tuple[str, ...]

    @property
    def lockup(self) -> int:
        """The shortest lock-up, in seconds."""
        return self.lockup_days * DAY

    def admits(self, country: int, accredited: bool) -> bool:
        """Whether somebody of a country and class may buy at all."""
        return (accredited or not self.accredited_only) and (
            not self.countries or country in self.countries
        )


def regimes(view: View) -> tuple[Regime, ...]:
    """Every row, in the order in which they were added; none is ever changed or taken away."""
    rows = view.tables.rows(
        "SELECT fields FROM event WHERE contract = 'Compliance' AND name = 'RegimeAdded'"
        " ORDER BY block, log"
    )
    return tuple(_regime(json.loads(row["fields"])) for row in rows)


def regime(view: View, number: int) -> Regime | None:
    """One row, or None."""
    return next((one for one in regimes(view) if one.id == number), None)


def title_of(name: str, source: str) -> str:
    """What a set of rules is called, by the text it was taken from; else its bare name."""
    text = _known().get(source.lower())
    return text.title if text is not None and text.name == name else name


def named(countries: Sequence[int]) -> str:
    """Countries by name; where most are meant, the few that are not."""
    every = [number for number in range(1, COUNTRIES) if _is_country(number)]
    given = [number for number in countries if _is_country(number)]
    absent = sorted(set(every) - set(given))
    if len(absent) < len(given):
        return f"everywhere but {_list(absent)}"
    return _list(given)


def _list(numbers: Sequence[int]) -> str:
    names = sorted(country_name(number) for number in numbers)
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


@cache
def _known() -> dict[str, texts.Regime]:
    return {"0x" + one.source.hex(): one for one in texts.load()}


@cache
def _is_country(number: int) -> bool:
    return country_name(number) != f"Country {number}"


def _regime(said: dict[str, Any]) -> Regime:
    lockup, resale, accredited, retail, yearly, share, floor, words = said["row"]
    text = _known().get(str(said["source"]).lower())
    if text is not None and text.name != said["name"]:
        text = None
    countries = tuple(
        number for number in range(COUNTRIES) if (int(words[number // 256]) >> number % 256) & 1
    )
    made = Regime(
        id=int(said["regime"]),
        name=str(said["name"]),
        title=text.title if text else "",
        rule=text.rule if text else "",
        date=text.date if text else "",
        link=text.link if text else "",
        note=text.note if text else "",
        lockup_days=int(lockup),
        resale_days=int(resale),
        accredited_only=bool(accredited),
        most_retail=int(retail),
        issuer_yearly=int(yearly),
        investor_share=int(share),
        investor_floor=int(floor),
        countries=countries,
        source=str(said["source"]).lower(),
        consequences=(),
    )
    return _with_consequences(made)


def _with_consequences(one: Regime) -> Regime:
    said = (_who(one), _where(one), _lock(one), _resale(one), _investor(one), _issuer(one))
    values = {name: getattr(one, name) for name in Regime.__slots__}
    return Regime(**{**values, "consequences": tuple(filter(None, said))})


def _who(one: Regime) -> str:
    if one.accredited_only:
        return (
            "Only accredited investors can buy: those whose income or wealth a verifier has "
            "confirmed as large enough."
        )
    if one.most_retail:
        return (
            f"At most {one.most_retail} people who are not accredited can buy in one raise; "
            "accredited investors without a limit of their number."
        )
    return "Anybody can buy, accredited or not."


def _where(one: Regime) -> str:
    if not one.countries:
        return "In every country, as far as the network goes."
    return f"Only people in these countries can buy: {named(one.countries)}."


def _lock(one: Regime) -> str:
    if not one.lockup_days:
        return "The rules ask for no lock-up; the issuer may."
    return f"The shares are locked for at least {one.lockup_days} days from the close."


def _resale(one: Regime) -> str:
    if not one.resale_days:
        return ""
    return (
        f"For {one.resale_days} days after the close only people who fit these rules can buy them "
        "in an auction."
    )


def _investor(one: Regime) -> str:
    if not one.investor_share:
        return "How much one person invests in a year is not limited."
    floor = dollars(max(one.investor_floor, 0))
    return (
        f"Who is not accredited can invest {floor} in a year, in all raises together, or "
        f"{percent(one.investor_share, _WHOLE)} of the income or wealth that a verifier has "
        "confirmed, if that is more."
    )


def _issuer(one: Regime) -> str:
    if not one.issuer_yearly:
        return "How much an issuer raises in a year is not limited."
    return f"An issuer can raise at most {dollars(one.issuer_yearly)} in a year."
