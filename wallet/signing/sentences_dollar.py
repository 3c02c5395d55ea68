"""What a call of the dollar token says, and of a token's ERC-20 face."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.signing.sentence import Told, sentence, strong, told
from wallet.signing.teller import Call, Teller, contracts_only


def transfer(call: Call) -> Told:
    """Sending dollars."""
    return told(
        "sending dollars",
        sentence("You send ", call.money("amount"), " to ", call.holder("receiver"), "."),
        notes=("Dollars that were sent cannot be called back.",),
    )


def transfer_from(call: Call) -> Told:
    """Sending another's dollars."""
    return told(
        "sending another's dollars",
        sentence(
            "You send ",
            call.money("amount"),
            " from ",
            call.holder("sender"),
            " to ",
            call.holder("receiver"),
            ".",
        ),
    )


def approve(call: Call) -> Told:
    """Letting another take dollars."""
    if not call.number("amount"):
        return told(
            "ending an approval",
            sentence("You no longer let ", call.holder("spender"), " take dollars from you."),
        )
    return told(
        "letting dollars be taken",
        sentence(
            "You let ", call.holder("spender"), " take up to ", call.money("amount"), " from you."
        ),
    )


def permit(call: Call) -> Told:
    """Handing in somebody's signed approval."""
    return told(
        "handing in an approval",
        sentence(
            "You hand in that ",
            call.holder("owner"),
            " lets ",
            call.holder("spender"),
            " take up to ",
            call.money("amount"),
            ".",
        ),
    )


def mint(call: Call) -> Told:
    """Making play money on a local network."""
    return told(
        "play money",
        sentence(
            "You make ", call.money("amount"), " of play money for ", call.holder("receiver"), "."
        ),
    )


def set_owner(call: Call) -> Told:
    """Handing on who makes play money."""
    return told(
        "handing over play money",
        sentence("You let ", call.holder("owner"), " make play money from now on."),
    )


def set_paused(call: Call) -> Told:
    """Stopping the local network's dollar."""
    verb = "stop" if call.args["paused"] else "start"
    return told("the local dollar", sentence("You ", strong(verb), " all payments in dollars."))


def set_blacklisted(call: Call) -> Told:
    """Barring an account from the local network's dollar."""
    verb = "bar" if call.args["listed"] else "no longer bar"
    return told(
        "the local dollar",
        sentence(f"You {verb} ", call.holder("account"), " from sending and receiving dollars."),
    )


def sync(call: Call) -> Told:
    """Letting a token's face show that a person has another wallet now."""
    return told(
        "showing a new wallet",
        sentence(
            "You let other wallets see that the shares of ",
            call.holder("wallet"),
            " are in another wallet now.",
        ),
    )


SENTENCES: Mapping[str, Teller] = {
    "transfer": transfer,
    "transferFrom": transfer_from,
    "approve": approve,
    "permit": permit,
    "mint": mint,
    "set_owner": set_owner,
    "set_paused": set_paused,
    "set_blacklisted": set_blacklisted,
}

FACE: Mapping[str, Teller] = {
    "initialize": contracts_only,
    "show": contracts_only,
    "sync": sync,
    "transfer": contracts_only,
    "transferFrom": contracts_only,
    "approve": contracts_only,
}
"""A face only shows: everything that would move shares through it is refused before signing."""
