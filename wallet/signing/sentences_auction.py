"""What a call of the auction says: orders, withdrawing them, and settling."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.clock import date_and_time
from wallet.base.money import shares
from wallet.contracts.numbers import printed
from wallet.signing.sentence import Told, sentence, strong, told
from wallet.signing.sentences_registry import set_authority, wire
from wallet.signing.teller import Call, Teller, contracts_only


def sell(call: Call) -> Told:
    """A sell order."""
    token = call.person("token")
    return told(
        "sell order in an auction",
        sentence(
            "You offer ",
            call.shares_of("units", token),
            f" ({call.part('units')}) for at least ",
            call.worth("units", "lowest"),
            f", that is {call.price('lowest')}.",
        ),
        notes=(
            "A sell order cannot be withdrawn. Everyone trades at the auction's one price, which "
            "may be higher.",
        ),
    )


def buy(call: Call) -> Told:
    """A buy order, with the money laid in the ledger."""
    token = call.person("token")
    worth = call.worth("units", "highest", up=True)
    return told(
        "buy order in an auction",
        sentence(
            "You order ",
            call.shares_of("units", token),
            f" ({call.part('units')}) for at most ",
            worth,
            f", that is {call.price('highest')}.",
        ),
        sentence("The money is laid in the ledger now; what is not spent comes back to you."),
        notes=(
            "A buy order can be withdrawn between auctions, but not within one; it lapses when "
            f"the time that the rules give it is over ({printed('BUY_LIFE')} as they are printed).",
        ),
    )


def withdraw(call: Call) -> Told:
    """Withdrawing a standing buy order."""
    return told(
        "withdrawing a buy order",
        sentence(
            "You withdraw your buy order for shares of ",
            call.person("token"),
            " and get its money back.",
        ),
    )


def release(call: Call) -> Told:
    """Releasing a lapsed buy order."""
    if call.is_me("person"):
        whose = sentence(
            "You take back your lapsed buy order for shares of ", call.person("token"), "."
        )
    else:
        whose = sentence(
            "You release the lapsed buy order of ",
            call.person("person"),
            " for shares of ",
            call.person("token"),
            "; its money goes back to them.",
        )
    return told("releasing a lapsed order", whose)


def settle(call: Call) -> Told:
    """Settling an auction that has ended."""
    return told(
        "settling an auction",
        sentence(
            "You settle the auction of ",
            call.person("token"),
            " that has ended, for everybody who took part in it.",
        ),
    )


def sync(call: Call) -> Told:
    """Writing down how a stop of the market moved an auction's clock."""
    return told(
        "an auction’s clock",
        sentence(
            "You have the auction of ",
            call.person("token"),
            " take note of how long the market stood still.",
        ),
    )


def force_transfer(call: Call) -> Told:
    """Moving somebody's shares to another."""
    what = f"{shares(call.number('units'), exact=True)} of {call.name(call.number('token'))}"
    return told(
        "a forced transfer",
        sentence(
            "You move ",
            strong(what),
            " from ",
            call.person("from_person"),
            " to ",
            call.person("to_person"),
            ".",
        ),
        notes=("Nothing is paid; cost, dates and locks stay with the shares.",),
    )


def halt(call: Call) -> Told:
    """Stopping a token's auction until a date."""
    until = date_and_time(call.number("until"))
    return told(
        "stopping an auction",
        sentence("You stop the auction of ", call.person("token"), f" until {until}."),
    )


SENTENCES: Mapping[str, Teller] = {
    "sell": sell,
    "buy": buy,
    "withdraw": withdraw,
    "release": release,
    "settle": settle,
    "sync": sync,
    "halt": halt,
    "force_transfer": force_transfer,
    "set_authority": set_authority,
    "wire": wire,
    "exit_news": contracts_only,
    "debt_news": contracts_only,
    "standing_news": contracts_only,
}
