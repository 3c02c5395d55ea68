"""What a call of the registry says: joining, renewing, and the authority's acts on people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.base.clock import date_and_time, date_of
from wallet.signing.sentence import Told, sentence, strong, told
from wallet.signing.sentences_people import PEOPLE, own_paper
from wallet.signing.teller import Call, Teller

_LEVELS = {
    1: "a World ID, without a government document",
    2: "a government document",
}


def join(call: Call) -> Told:
    """Joining with a verifier's attestation; refused when it is another account's."""
    paper = own_paper(call, "a")
    return told(
        "joining the network",
        sentence(
            "You ",
            strong("join the network"),
            " with the identity that a verifier has confirmed. ",
            _basis(paper),
        ),
        notes=("One person joins once, for ever; this account then speaks for you.",),
    )


def renew(call: Call) -> Told:
    """Renewing with a newer attestation; refused when it is another account's."""
    paper = own_paper(call, "a")
    return told(
        "renewing your identity",
        sentence("You ", strong("renew"), " the confirmation of your identity. ", _basis(paper)),
    )


def appoint_verifier(call: Call) -> Told:
    """Appointing a verifier."""
    return told(
        "a verifier",
        sentence("You ", strong("appoint"), " ", call.holder("account"), " a verifier of people."),
    )


def remove_verifier(call: Call) -> Told:
    """Dismissing a verifier."""
    return told(
        "a verifier",
        sentence(
            "You ", strong("dismiss"), " ", call.holder("account"), " as a verifier of people."
        ),
    )


def appoint_attestor(call: Call) -> Told:
    """Appointing an attestor."""
    return told(
        "an attestor",
        sentence("You ", strong("appoint"), " ", call.person("pid"), " an attestor of companies."),
    )


def remove_attestor(call: Call) -> Told:
    """Dismissing an attestor."""
    return told(
        "an attestor",
        sentence(
            "You ", strong("dismiss"), " ", call.person("pid"), " as an attestor of companies."
        ),
    )


def freeze(call: Call) -> Told:
    """Freezing a person until a date."""
    until = date_and_time(call.number("until"))
    return told(
        "a freeze",
        sentence("You ", strong("freeze"), " ", call.person("pid"), f" until {until}."),
        notes=("Until then they neither buy nor sell, and payments to them wait.",),
    )


def unfreeze(call: Call) -> Told:
    """Ending a freeze."""
    return told(
        "the end of a freeze", sentence("You end the freeze of ", call.person("pid"), " now.")
    )


def ban(call: Call) -> Told:
    """Banning a person."""
    return told(
        "a ban",
        sentence("You ", strong("ban"), " ", call.person("pid"), " from the network for good."),
        notes=("Their documents are barred too; their holders keep every claim.",),
    )


def unban(call: Call) -> Told:
    """Lifting a ban."""
    return told("lifting a ban", sentence("You lift the ban of ", call.person("pid"), "."))


def set_authority(call: Call) -> Told:
    """Handing over the authority of a contract."""
    return told(
        "handing over authority",
        sentence(
            f"You hand over the authority over the network's {call.contract.lower()} to ",
            call.holder("authority" if "authority" in call.args else "authority_"),
            ".",
        ),
        notes=("Only the new holder can give it back.",),
    )


def wire(call: Call) -> Told:
    """Connecting a contract to the others, once, when a network is set up."""
    return told(
        "setting up the network",
        sentence(
            f"You connect the network's {call.contract.lower()} with its other contracts, once."
        ),
    )


def _basis(paper: Mapping[str, Any]) -> str:
    seen = _LEVELS.get(int(paper["level"]), "something that your wallet does not know")
    return f"It rests on {seen} and is valid until {date_of(int(paper['expiresAt']))}."


SENTENCES: Mapping[str, Teller] = {
    "join": join,
    "renew": renew,
    **PEOPLE,
    "appoint_verifier": appoint_verifier,
    "remove_verifier": remove_verifier,
    "appoint_attestor": appoint_attestor,
    "remove_attestor": remove_attestor,
    "freeze": freeze,
    "unfreeze": unfreeze,
    "ban": ban,
    "unban": unban,
    "set_authority": set_authority,
    "wire": wire,
}
