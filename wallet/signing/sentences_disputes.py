"""What a call of the disputes says: exits accepted or disputed, rulings, bonds, buy-backs."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.money import dollars
from wallet.signing.sentence import Part, Told, clean, sentence, strong, told
from wallet.signing.sentences_registry import set_authority
from wallet.signing.teller import Call, Teller, bond_of


def open_window(call: Call) -> Told:
    """Asking that an exit be accepted unless somebody disputes it."""
    return told(
        "an exit without attestors",
        sentence(
            "You ask that ",
            exit_words(call, "exit"),
            " be accepted as it was reported unless somebody disputes it, and lay down a bond",
            bond_of(call),
            ".",
        ),
        notes=("If it is disputed and found to be otherwise, the bond is lost.",),
    )


def dispute(call: Call) -> Told:
    """Disputing an exit."""
    return told(
        "disputing an exit",
        sentence(
            "You ",
            strong("dispute"),
            " what was reported of ",
            exit_words(call, "exit"),
            ", and lay down the same bond",
            bond_of(call),
            ".",
        ),
        notes=("If it is found to be as reported, your bond is lost.",),
    )


def accept(call: Call) -> Told:
    """Accepting an exit that nobody disputed."""
    return told(
        "accepting an exit",
        sentence("You have ", exit_words(call, "exit"), " accepted: nobody disputed it in time."),
        notes=("The debt to the holders begins with this.",),
    )


def take_back(call: Call) -> Told:
    """Taking back a bond that is not needed any more."""
    return told(
        "taking a bond back",
        sentence(
            "You have the bond for ",
            exit_words(call, "exit"),
            " given back: attestors have confirmed it meanwhile.",
        ),
    )


def rule(call: Call) -> Told:
    """Ruling on a disputed exit."""
    return told(
        "a ruling",
        sentence(
            "You rule that the gain of ",
            exit_words(call, "case"),
            " is ",
            strong(dollars(call.number("gain"), exact=True)),
            ".",
        ),
    )


def lapse(call: Call) -> Told:
    """Ending a case that nobody ruled on."""
    return told(
        "ending a case",
        sentence(
            "You end the case on ",
            exit_words(call, "exit"),
            ": nobody ruled on it in time, bonds go back and it stands as reported.",
        ),
    )


def make_whole(call: Call) -> Told:
    """Having a former holder made whole for what was bought back too cheaply."""
    return told(
        "a buy-back made whole",
        sentence(
            "You have what is owed to a former holder for a buy-back before ",
            exit_words(call, "exit"),
            " written down as a debt to them.",
        ),
    )


def exit_words(call: Call, name: str) -> Part:
    """An argument that numbers an exit, with the company where it is known."""
    number = call.number(name)
    stake = call.naming.stake_of_exit(number)
    company = None if stake is None else call.naming.company_of_stake(stake)
    return strong(f"exit {number}" if company is None else f"exit {number}, {clean(company)}")


SENTENCES: Mapping[str, Teller] = {
    "open_window": open_window,
    "dispute": dispute,
    "accept": accept,
    "take_back": take_back,
    "rule_small": rule,
    "rule_large": rule,
    "lapse": lapse,
    "make_whole": make_whole,
    "set_authority": set_authority,
}
