"""What a statement (typed data) says, whoever signs it: verifiers, attestors, issuers, holders."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.base.clock import date_and_time, date_of
from wallet.base.money import dollars, percent_of_person, shares
from wallet.signing.sentence import Told, clean, sentence, strong, told
from wallet.signing.teller import Call, Teller

_DOCUMENT = 2


def attestation(call: Call) -> Told:
    """A verifier's word that a person is who they say."""
    seen = (
        "whose document you checked" if call.number("level") == _DOCUMENT else "by World ID alone"
    )
    return told(
        "confirming an identity",
        sentence(
            "You confirm the identity of the person at ",
            call.holder("account"),
            f", {seen}, until {date_of(call.number('expiresAt'))}.",
        ),
        notes=("Others will trust them because you did.",),
    )


def name(call: Call) -> Told:
    """A verifier's word on what a person is called."""
    written = clean(str(call.args["name"]))
    return told(
        "confirming a name",
        sentence("You confirm that ", call.person("person"), " is called ", strong(written), "."),
    )


def recovery(call: Call) -> Told:
    """A verifier's word that a human lost their wallet and has another now."""
    how = "in person" if call.args["inPerson"] else "by their documents"
    return told(
        "confirming a recovery",
        sentence(
            "You confirm that the person at ",
            call.holder("account"),
            f" has proved {how} that they are a member whose wallet is lost.",
        ),
        notes=("With another verifier’s word, their membership goes over to this account.",),
    )


def limit(call: Call) -> Told:
    """A verifier's word on how much a person can invest in a year."""
    return told(
        "confirming a limit",
        sentence(
            "You confirm that ",
            call.person("person"),
            " has an income or wealth of ",
            call.money("yearly"),
            " a year, for limits on what they invest, until ",
            f"{date_of(call.number('expiresAt'))}.",
        ),
    )


def stake(call: Call) -> Told:
    """An attestor's word on a declared stake."""
    return told(
        "confirming a stake",
        sentence(
            "You confirm, as an attestor, that you have seen proof of ",
            strong(f"stake {call.number('stake')}"),
            " as it was declared.",
        ),
        notes=("Its cost will count because you confirmed it.",),
    )


def exit_(call: Call) -> Told:
    """An attestor's word on a reported exit."""
    return told(
        "confirming an exit",
        sentence(
            f"You confirm, as an attestor, that {call.number('units'):,} units of ",
            strong(f"stake {call.number('stake')}"),
            " were sold for ",
            call.money("proceeds"),
            f" on {date_of(call.number('closedAt'))}, with selling costs of "
            f"{dollars(call.number('sellingCosts'))}.",
        ),
        notes=("A debt to holders begins with this.",),
    )


def cost(call: Call) -> Told:
    """An attestor's word on what a lot cost."""
    what = f"{shares(call.number('units'), exact=True)} of {call.name(call.number('token'))}"
    return told(
        "confirming a cost",
        sentence(
            "You confirm, as an attestor, that ",
            strong(what),
            " cost ",
            call.person("holder"),
            " ",
            call.money("cost"),
            ".",
        ),
    )


def purchase(call: Call) -> Told:
    """The terms of an offering, agreed by whoever buys and by the issuer alike."""
    issuer, number = call.name(call.number("issuer")), call.number("offering")
    mine, whole = call.is_me("investor"), call.number("units")
    own = call.is_me("issuer")
    what = f"{shares(whole, exact=True)} of {'your own token' if own else issuer}"
    return told(
        "agreeing to the terms of an offering",
        sentence(
            "You agree to the written terms of ",
            strong(f"your own offering {number}" if own else f"offering {number} of {issuer}"),
            ": under them ",
            "you" if mine else call.person("investor"),
            " buy " if mine else " buys ",
            strong(what),
            f" ({percent_of_person(whole)}) for ",
            call.money("paid"),
            f", as of {date_and_time(call.number('at'))}.",
        ),
        notes=("Both sides sign the same words, and they bind outside of the network as well.",),
    )


def permit(call: Call) -> Told:
    """Letting another take dollars, by signature."""
    return told(
        "letting dollars be taken",
        sentence(
            "You let ",
            call.holder("spender"),
            " take up to ",
            call.money("value"),
            f" from you until {date_and_time(call.number('deadline'))}.",
        ),
    )


STATEMENTS: Mapping[str, Teller] = {
    "Attestation": attestation,
    "Name": name,
    "Recovery": recovery,
    "Limit": limit,
    "Stake": stake,
    "Exit": exit_,
    "Cost": cost,
    "Purchase": purchase,
    "Permit": permit,
}
