"""What a call of the registry says of wallets and World ID: recoveries, tags, and marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.base.errors import WalletError
from wallet.signing.sentence import Told, sentence, strong, told
from wallet.signing.teller import Call, Teller


def recover(call: Call) -> Told:
    """Asking for the membership of a human who lost their wallet; refused for another account."""
    paper = own_paper(call, "r")
    notes = ["Until the wait is over nothing leaves the person, and nothing of theirs is sold."]
    if paper["inPerson"]:
        notes.append("It was proved in person: the old wallet cannot cancel it.")
    else:
        notes.append("The old wallet can cancel it, once.")
    return told(
        "recovering a lost wallet",
        sentence(
            "You ask that ",
            strong("this account"),
            " takes the place of your lost wallet, as verifiers have confirmed.",
        ),
        notes=tuple(notes),
    )


def cancel_recovery(call: Call) -> Told:
    """Cancelling a recovery from the wallet that was not lost."""
    return told(
        "cancelling a recovery",
        sentence("You ", strong("cancel"), " the recovery: your wallet is not lost."),
        notes=(
            "This can be done once.",
            "For three days more nothing leaves you or is sold: whoever stole your key could have "
            "cancelled too.",
        ),
    )


def finish_recovery(call: Call) -> Told:
    """Letting the new wallet take over after the wait, or ending the wait of a cancelled one."""
    return told(
        "finishing a recovery",
        sentence("You end the wait of the recovery of ", _whom(call), "."),
        notes=(
            "The new wallet takes the place of the lost one. If the recovery was cancelled, the "
            "wallet of before goes on.",
            "Shares, money, debts and votes stay with the person.",
        ),
    )


def mark_expired(call: Call) -> Told:
    """Marking a member whose identity is not confirmed any more."""
    return told(
        "marking a member",
        sentence(
            "You mark ",
            _whom(call),
            " as somebody whose identity is not confirmed now, so that they are not counted.",
        ),
    )


def join_world(call: Call) -> Told:
    """Joining by World ID alone."""
    return told(
        "joining the network",
        sentence("You ", strong("join the network"), " with your World ID."),
        notes=(
            "Until you add a document you can pay at most a small amount for shares in all, and "
            "neither issue a token nor vote.",
        ),
    )


def renew_world(call: Call) -> Told:
    """Renewing by World ID alone."""
    return told(
        "renewing your identity",
        sentence("You ", strong("renew"), " the confirmation of your identity with your World ID."),
    )


def add_world(call: Call) -> Told:
    """Tying one's World ID to oneself as well."""
    return told(
        "adding a World ID",
        sentence("You tie your ", strong("World ID"), " to your membership, for ever."),
        notes=("Nobody can join with it again.",),
    )


def set_world_id(call: Call) -> Told:
    """Naming the contract that checks World IDs, once."""
    return told(
        "setting up the network",
        sentence("You let ", call.holder("adapter"), " check World IDs for this network, once."),
    )


def own_paper(call: Call, name: str) -> Mapping[str, Any]:
    """What verifiers confirmed of the account that signs. Raises WalletError for another's."""
    paper: Mapping[str, Any] = call.args[name]
    if paper["account"] != call.sender:
        raise WalletError(
            "This confirmation of an identity is for another account than yours.",
            "Ask the verifier for one that names your account.",
            "signing.other-identity",
        )
    return paper


def _whom(call: Call) -> Any:
    parameter = "person" if "person" in call.args else "pid"
    return "yourself" if call.is_me(parameter) else call.person(parameter)


PEOPLE: Mapping[str, Teller] = {
    "recover": recover,
    "cancel_recovery": cancel_recovery,
    "finish_recovery": finish_recovery,
    "mark_expired": mark_expired,
    "join_world": join_world,
    "renew_world": renew_world,
    "add_world": add_world,
    "set_world_id": set_world_id,
}
