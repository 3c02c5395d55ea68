"""What a call of the rules says: numbers that change, and the stop of the market."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.clock import date_and_time
from wallet.contracts.numbers import GROUPS, Number
from wallet.signing.sentence import Told, sentence, strong, told
from wallet.signing.sentences_registry import set_authority
from wallet.signing.teller import Call, Teller


def set_number(call: Call) -> Told:
    """Changing one of the numbers that can be changed."""
    number = number_at(call.number("group"), call.number("place"))
    if number is None:
        what, value = "a number that this wallet does not know", f"{call.number('to'):,}"
    else:
        what = f"\u201c{number.what}\u201d"
        value = f"{number.shown(call.number('to'))}; the rules print {number.shown(number.printed)}"
    return told(
        "changing a number of the rules",
        sentence("You change ", strong(what), " to ", strong(value), "."),
    )


def stop_market(call: Call) -> Told:
    """Stopping all trading."""
    until = date_and_time(call.number("until"))
    return told(
        "stopping the market",
        sentence("You ", strong("stop all trading"), f" until {until}."),
        notes=("Claims, refunds and payments of debts go on.",),
    )


def number_at(group: int, place: int) -> Number | None:
    """The number at a place, None where there is none."""
    groups = list(GROUPS.values())
    if group >= len(groups) or place >= len(groups[group]):
        return None
    return groups[group][place]


SENTENCES: Mapping[str, Teller] = {
    "set_number": set_number,
    "stop_market": stop_market,
    "set_authority": set_authority,
}
