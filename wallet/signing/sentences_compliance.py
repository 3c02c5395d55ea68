"""What a call of compliance says: regimes, and what verifiers confirmed of one's means."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.signing.sentence import Told, clean, sentence, strong, told
from wallet.signing.sentences_registry import set_authority, wire
from wallet.signing.teller import Call, Teller, contracts_only


def add_regime(call: Call) -> Told:
    """Adding a set of compliance rules."""
    return told(
        "compliance rules",
        sentence(
            "You add the compliance rules ",
            strong(clean(str(call.args["name"]))),
            ", by which people can raise from then on.",
        ),
        notes=("They can never be taken away or changed.",),
    )


def set_limit(call: Call) -> Told:
    """Handing in a verifier's confirmation of what a person can invest by."""
    mine = call.is_me("person")
    whom = strong("your") if mine else strong(f"{call.name(call.number('person'))}\u2019s")
    return told(
        "a yearly limit",
        sentence(
            "You hand in that ",
            whom,
            " income or wealth is ",
            call.money("yearly_"),
            " a year, as a verifier has confirmed.",
        ),
        notes=("The amount can be seen by everybody.",),
    )


SENTENCES: Mapping[str, Teller] = {
    "add_regime": add_regime,
    "set_limit": set_limit,
    "set_authority": set_authority,
    "wire": wire,
    "note_open": contracts_only,
    "note_close": contracts_only,
    "note_commit": contracts_only,
    "note_uncommit": contracts_only,
    "spend": contracts_only,
    "unspend": contracts_only,
}
