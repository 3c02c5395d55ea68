"""What a call of the companies says: stakes, exits, debts, and confirmed costs."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.clock import date_of
from wallet.base.money import dollars, shares
from wallet.contracts.numbers import printed
from wallet.signing.sentence import Part, Told, clean, listed, sentence, strong, told
from wallet.signing.sentences_registry import wire
from wallet.signing.teller import Call, Teller, contracts_only


def declare(call: Call) -> Told:
    """Declaring a stake in a company."""
    names = listed(tuple(call.name(int(one)) for one in call.args["attestors"]))
    return told(
        "declaring a stake",
        sentence("You declare a stake in a company and ask ", strong(names), " to confirm it."),
        sentence("Which company, how much and at what cost stays sealed until you open it."),
        notes=(
            "As many of them as the rules ask for have to confirm it for its cost to count later "
            f"({printed('SIGNATURES')} as they are printed).",
        ),
    )


def attest_stake(call: Call) -> Told:
    """Handing in the attestors' confirmations of a stake."""
    return told(
        "confirming a stake",
        sentence("You hand in the confirmations of ", _by(call), " for ", _stake(call), "."),
    )


def amend(call: Call) -> Told:
    """Correcting a declared stake."""
    names = listed(tuple(call.name(int(one)) for one in call.args["attestors"]))
    return told(
        "correcting a stake",
        sentence(
            "You correct what you declared of ",
            _stake(call),
            " and ask ",
            strong(names),
            " to confirm it.",
        ),
        notes=(
            "What was confirmed before counts until this has been confirmed long enough "
            f"({printed('COST_AGE')} as the rules are printed).",
        ),
    )


def state_year(call: Call) -> Told:
    """Filing the yearly statement."""
    return told(
        "the yearly statement",
        sentence("You file your statement of the companies that you sold within a year, or none."),
        notes=("It stays sealed until you show it to the authority.",),
    )


def report_exit(call: Call) -> Told:
    """Reporting that a stake was sold."""
    costs = call.number("selling_costs")
    less = f", with selling costs of {dollars(costs)}" if costs else ""
    opened = call.args["opening"]
    if int(opened["units"]):
        cost = f"You open what it cost: {dollars(int(opened['cost']))} for the whole stake."
    else:
        cost = "You do not open what it cost, so all of it counts as gain."
    return told(
        "reporting an exit",
        sentence(
            f"You report that on {date_of(call.number('closed_at'))} you sold "
            f"{call.number('units'):,} units of ",
            _stake(call),
            " for ",
            call.money("proceeds"),
            f"{less}. {cost}",
        ),
        sentence("Once this is confirmed, you owe your holders their part of the gain."),
        notes=("Until it is paid you can neither raise money nor buy back your own shares.",),
    )


def attest_exit(call: Call) -> Told:
    """Handing in the attestors' confirmations of an exit."""
    number = call.number("exit")
    stake = call.naming.stake_of_exit(number)
    which = f" of {_stake_words(call, stake)}" if stake is not None else ""
    return told(
        "confirming an exit",
        sentence("You hand in the confirmations of ", _by(call), f" for exit {number}{which}."),
        notes=("The debt to the holders begins with this.",),
    )


def pay_debt(call: Call) -> Told:
    """Paying a debt to holders, in whole or in part."""
    number = call.number("debt")
    issuer = call.naming.issuer_of_debt(number)
    if issuer is None:
        whose: str | Part = strong(f"debt {number}")
    elif issuer == call.naming.me:
        whose = f"your debt to your holders (number {number})"
    else:
        whose = strong(f"the debt of {call.name(issuer)} to their holders (number {number})")
    return told(
        "paying a debt",
        sentence("You pay up to ", call.money("amount"), " of ", whose, "."),
        notes=("No more than what is due is taken.",),
    )


def confirm_cost(call: Call) -> Told:
    """Handing in the attestors' confirmations of what a lot cost."""
    what = strong(
        f"{shares(call.number('units'), exact=True)} of {call.name(call.number('token'))}"
    )
    return told(
        "confirming a cost",
        sentence(
            "You hand in the confirmations of ",
            _by(call),
            " that ",
            what,
            " cost ",
            call.person("holder"),
            " ",
            call.money("cost"),
            ".",
        ),
    )


def _by(call: Call) -> Part:
    return strong(listed(tuple(call.name(int(one)) for one in call.args["attestors"])))


def _stake(call: Call) -> Part:
    return strong(_stake_words(call, call.number("stake")))


def _stake_words(call: Call, number: int) -> str:
    company = call.naming.company_of_stake(number)
    return f"stake {number}" if company is None else f"stake {number}, {clean(company)}"


SENTENCES: Mapping[str, Teller] = {
    "declare": declare,
    "attest_stake": attest_stake,
    "amend": amend,
    "state_year": state_year,
    "report_exit": report_exit,
    "attest_exit": attest_exit,
    "pay_debt": pay_debt,
    "confirm_cost": confirm_cost,
    "wire": wire,
    "garnish": contracts_only,
    "hold": contracts_only,
    "decide": contracts_only,
    "open_found": contracts_only,
    "open_personal": contracts_only,
}
