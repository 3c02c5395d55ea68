"""What a call of the offering says: raising money, committing to it, and taking what was bought."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.clock import date_and_time, duration
from wallet.base.money import dollars, percent_of_person, price_per_share, shares
from wallet.contracts.numbers import printed
from wallet.signing.sentence import Part, Told, sentence, strong, told
from wallet.signing.sentences_registry import set_authority, wire
from wallet.signing.teller import Call, Teller, contracts_only


def open_(call: Call) -> Told:
    """Opening an offering of one's own shares."""
    least, most = call.number("units_min"), call.number("units_max")
    lockup = call.number("lockup")
    notes = ["Below the minimum everybody gets their money back."]
    if lockup:
        notes.append(f"Whoever buys cannot sell for {duration(lockup)} after the close.")
    return told(
        "opening an offering",
        sentence(
            "You offer between ",
            strong(shares(least, exact=True)),
            " and ",
            strong(shares(most, exact=True)),
            f" of your own token ({percent_of_person(most)}) at ",
            strong(price_per_share(call.number("price"))),
            ", to raise between ",
            call.worth("units_min", "price"),
            " and ",
            call.worth("units_max", "price"),
            f", until {date_and_time(call.number('deadline'))}.",
        ),
        notes=tuple(notes),
    )


def commit(call: Call) -> Told:
    """Committing money to an offering; how much is known from the permit that goes with it."""
    permit = call.args["permit"]
    what = strong(shares(call.number("units"), exact=True))
    if permit["deadline"]:
        price: tuple[str | Part, ...] = (
            "You commit ",
            strong(dollars(int(permit["amount"]), exact=True)),
            " to ",
            _offering(call),
            " for ",
            what,
            f" ({call.part('units')}).",
        )
    else:
        price = (
            "You commit to buy ",
            what,
            f" ({call.part('units')}) in ",
            _offering(call),
            ", at its price.",
        )
    return told(
        "committing to an offering",
        sentence(*price),
        notes=(
            "You can withdraw until some time before the deadline "
            f"({printed('NO_WITHDRAWAL')} as the rules are printed).",
        ),
    )


def withdraw(call: Call) -> Told:
    """Withdrawing a commitment."""
    return told(
        "withdrawing a commitment",
        sentence("You withdraw your commitment to ", _offering(call), " and get its money back."),
    )


def reject(call: Call) -> Told:
    """Rejecting an investor before the close."""
    return told(
        "rejecting a commitment",
        sentence(
            f"You reject commitment {call.number('entry')} to your offering; its investor gets "
            "their money back."
        ),
    )


def refund(call: Call) -> Told:
    """Pulling back the money of a commitment that came to nothing."""
    return told(
        "getting money back",
        sentence(
            f"You have the money of commitment {call.number('entry')} to ",
            _offering(call),
            " paid back to its investor.",
        ),
    )


def close(call: Call) -> Told:
    """Closing an offering after its deadline."""
    return told(
        "closing an offering",
        sentence("You close ", _offering(call), ", whose deadline has passed."),
    )


def take(call: Call) -> Told:
    """Taking the shares of commitments that succeeded."""
    return told(
        "taking shares",
        sentence("You have ", _entries(call), " in ", _offering(call), " turned into shares."),
    )


def believe(call: Call) -> Told:
    """Having the costs of shares recognised once enough people bought."""
    return told(
        "recognising costs",
        sentence(
            "You have what was paid for ", _entries(call), " in ", _offering(call), " recognised."
        ),
    )


def proceeds(call: Call) -> Told:
    """Withdrawing what one raised."""
    return told(
        "taking out what you raised",
        sentence("You take out the money that ", _offering(call), " has raised and may release."),
    )


def _offering(call: Call) -> Part:
    number = call.number("id")
    issuer = call.naming.issuer_of_offering(number)
    if issuer is None:
        return strong(f"offering {number}")
    if issuer == call.naming.me:
        return strong(f"your own offering (number {number})")
    return strong(f"the offering of {call.name(issuer)} (number {number})")


def _entries(call: Call) -> str:
    count = len(call.args["entries"])
    return "one commitment" if count == 1 else f"{count} commitments"


SENTENCES: Mapping[str, Teller] = {
    "open": open_,
    "commit": commit,
    "withdraw": withdraw,
    "reject": reject,
    "refund": refund,
    "close": close,
    "take": take,
    "believe": believe,
    "proceeds": proceeds,
    "set_authority": set_authority,
    "wire": wire,
    "fail": contracts_only,
}
