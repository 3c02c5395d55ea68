"""What a call of the ledger says: issuing, claiming, giving, and what the ledger never allows."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.signing.sentence import Told, clean, listed, sentence, strong, told
from wallet.signing.sentences_registry import wire
from wallet.signing.teller import Call, Teller, contracts_only

_REFUSES = "Shares move only through an offering or an auction: the network will refuse this."


def issue(call: Call) -> Told:
    """Issuing one's own token."""
    name, terms = clean(str(call.args["name"])), call.args["terms"]
    notes = ["This happens once and cannot be undone."]
    if terms:
        notes.append("Your terms are published with it, for everybody to read.")
    elif any(call.args["terms_hash"]):
        notes.append("Your terms are a separate file; only its fingerprint is published.")
    return told(
        "issuing your token",
        sentence(
            "You issue your own token under the name ",
            strong(name),
            ": ",
            strong("10,000,000 shares"),
            ", all of them yours.",
        ),
        sentence(
            "Whoever comes to hold some receives, for ever, that part of every gain you make on "
            "the network."
        ),
        notes=tuple(notes),
    )


def make_face(call: Call) -> Told:
    """Giving a token its ERC-20 face."""
    return told(
        "showing a token to other wallets",
        sentence("You let other wallets show the shares of ", call.person("token"), "."),
        notes=("It changes nothing about who holds what.",),
    )


def claim(call: Call) -> Told:
    """Claiming one's own or another's part of what an issuer shares."""
    token = call.person("token")
    if call.is_me("holder"):
        return told(
            "claiming",
            sentence("You claim what ", token, " owes you as a holder."),
        )
    return told(
        "claiming for another",
        sentence("You have what ", token, " owes ", call.person("holder"), " credited to them."),
    )


def claim_many(call: Call) -> Told:
    """Claiming from several issuers at once."""
    names = tuple(call.name(int(token)) for token in call.args["tokens"])
    owe = f" {'owes' if len(names) == 1 else 'owe'} "
    who = strong(listed(names))
    if call.is_me("holder"):
        return told("claiming", sentence("You claim what ", who, owe, "you as a holder."))
    return told(
        "claiming for another",
        sentence("You have what ", who, owe, call.person("holder"), " credited to them."),
    )


def withdraw(call: Call) -> Told:
    """Paying out a person's credit."""
    if call.is_me("person"):
        return told(
            "taking out your credit",
            sentence("You take the money out that the ledger keeps for you, to your own account."),
        )
    return told(
        "paying out a credit",
        sentence(
            "You have the money that the ledger keeps for ",
            call.person("person"),
            " paid out to them.",
        ),
    )


def distribute(call: Call) -> Told:
    """Giving money to one's own holders."""
    return told(
        "giving to your holders",
        sentence("You give ", call.money("amount"), " to the holders of your token."),
        notes=("It cannot be taken back.",),
    )


def transfer(call: Call) -> Told:
    """A plain transfer of shares, which the ledger always refuses."""
    shares = call.shares_of("amount", call.person("id"))
    return told(
        "sending shares",
        sentence("You send ", shares, " to ", call.holder("receiver"), "."),
        notes=(_REFUSES,),
    )


def transfer_from(call: Call) -> Told:
    """A plain transfer of another's shares, which the ledger always refuses."""
    shares = call.shares_of("amount", call.person("id"))
    return told(
        "sending another's shares",
        sentence(
            "You send ",
            shares,
            " from ",
            call.holder("sender"),
            " to ",
            call.holder("receiver"),
            ".",
        ),
        notes=(_REFUSES,),
    )


def approve(call: Call) -> Told:
    """Letting another move one's shares, which the ledger always refuses."""
    shares = call.shares_of("amount", call.person("id"))
    return told(
        "letting another move shares",
        sentence("You let ", call.holder("spender"), " move ", shares, " of yours."),
        notes=(_REFUSES,),
    )


def set_operator(call: Call) -> Told:
    """Letting another move all one's shares, which the ledger always refuses."""
    verb = "let" if call.args["approved"] else "no longer let"
    return told(
        "letting another move shares",
        sentence(f"You {verb} ", call.holder("operator"), " move all shares of yours."),
        notes=(_REFUSES,),
    )


SENTENCES: Mapping[str, Teller] = {
    "issue": issue,
    "make_face": make_face,
    "claim": claim,
    "claim_many": claim_many,
    "withdraw": withdraw,
    "distribute": distribute,
    "transfer": transfer,
    "transferFrom": transfer_from,
    "approve": approve,
    "setOperator": set_operator,
    "wire": wire,
    "pull": contracts_only,
    "pay": contracts_only,
    "credit": contracts_only,
    "reserve": contracts_only,
    "unreserve": contracts_only,
    "trade": contracts_only,
    "place": contracts_only,
    "force": contracts_only,
    "pay_gain": contracts_only,
    "share_kept": contracts_only,
    "set_cost": contracts_only,
    "set_reference": contracts_only,
    "share": contracts_only,
    "set_due": contracts_only,
}
