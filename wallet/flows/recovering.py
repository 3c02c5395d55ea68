"""A lost wallet, from the new one: asking verifiers, gathering what they sign, starting, finishing.

asked (fewer answers than it takes) -> enough (start it) -> waiting -> over (finish it). What is
asked and gathered is kept among the private documents; what waits is known from the chain. The
same path moves one's own wallet on purpose: the old one simply does not cancel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from wallet.acts.recovering import Recover
from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.books.documents import Documents
from wallet.books.identity import Identity
from wallet.flows import asked as asked_flow
from wallet.flows.asked import RECOVER, Asked
from wallet.flows.joining import ATTESTATION_LIFE, Place
from wallet.flows.recovery_answer import RecoveryAnswer, read_recovery_answer
from wallet.identity.asking_to_recover import FEWEST, IN_PERSON

_NAMES = "account personTag inPerson issuedAt nonce".split()


class Step(Enum):
    """Where a recovery stands, seen from the new wallet."""

    NOTHING = "nothing"
    ASKED = "asked"
    ENOUGH = "enough"
    WAITING = "waiting"
    OVER = "over"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """A step, with the request that it is about and how many verifiers signed of how many."""

    step: Step
    asked: Asked | None = None
    signed: int = 0
    needed: int = FEWEST


def needed_by(asked: Asked) -> int:
    """How many verifiers have to sign."""
    return IN_PERSON if asked.in_person else FEWEST


def standing(who: Identity, waiting: tuple[Asked, ...]) -> Standing:
    """Where the recovery to the account that looks stands."""
    lost = who.recovery
    if who.person is not None:
        return Standing(Step.DONE)
    if lost is not None and not lost.mine:
        return Standing(Step.OVER if lost.over else Step.WAITING)
    newest = next((one for one in waiting if one.kind == RECOVER), None)
    if newest is None:
        return Standing(Step.NOTHING)
    signed, needed = len(newest.answers), needed_by(newest)
    step = Step.ENOUGH if signed >= needed else Step.ASKED
    return Standing(step, newest, signed, needed)


def take_recovery_answer(
    documents: Documents, text: str, waiting: tuple[Asked, ...], place: Place
) -> Asked:
    """Take one verifier's answer, and keep it with its request, which is answered.

    Raises WalletError with what is wrong; what was gathered before stays.
    """
    answer = read_recovery_answer(text)
    asked = _fitting(answer, waiting, place)
    said = answer.recovery
    message = dict(zip(_NAMES, said.fields(), strict=True))
    place.check_signature("Recovery", message, answer.signature, answer.verifier)
    before = [read_recovery_answer(one) for one in asked.answers]
    if any(same_address(one.verifier, answer.verifier) for one in before):
        raise WalletError(
            "This verifier’s answer is here already.",
            "Bring the answer of another verifier.",
            "recover.twice",
        )
    if before and before[0].recovery.person_tag != said.person_tag:
        raise WalletError(
            "The verifiers were shown different documents, so what they signed does not go "
            "together.",
            "Show both the same document, and ask this one again.",
            "recover.tags",
        )
    grown = replace(asked, answers=(*asked.answers, answer.to_json()))
    asked_flow.keep(documents, grown)
    return grown


def act_of(asked: Asked) -> Recover:
    """The act that starts the recovery, once enough verifiers have signed. Raises WalletError."""
    needed = needed_by(asked)
    answers = [read_recovery_answer(one) for one in asked.answers[:needed]]
    if len(answers) < needed:
        raise WalletError(
            f"{len(answers)} of the {needed} verifiers who are needed have signed.",
            "Bring the others’ answers.",
            "recover.few",
        )
    return Recover(answers[0].recovery, tuple(one.signature for one in answers))


def _fitting(answer: RecoveryAnswer, waiting: tuple[Asked, ...], place: Place) -> Asked:
    """The request that an answer is to. Raises WalletError."""
    said = answer.recovery
    if answer.chain_id != place.chain_id:
        raise WalletError(
            "This answer was made for another network.",
            "Open that network, or ask verifiers of this one.",
            "answer.other_network",
        )
    if not same_address(said.account, place.account):
        raise WalletError(
            "This answer is about another wallet than the one that is open.",
            "Open the new wallet that asked.",
            "answer.other_wallet",
        )
    asked = next(
        (one for one in waiting if one.kind == RECOVER and one.number == answer.number), None
    )
    same = asked is not None and (asked.in_person, asked.made_at) == (
        said.in_person,
        said.issued_at,
    )
    if asked is None or not same:
        raise WalletError(
            "This answers a request that you did not make here, or that you threw away.",
            "Choose the answer to a request in your list, or ask anew.",
            "answer.other_request",
        )
    if not any(same_address(one, answer.verifier) for one in asked.verifiers):
        raise WalletError(
            "This answer is by another verifier than those you asked.",
            "Ask the ones you chose.",
            "answer.other_verifier",
        )
    if said.issued_at + ATTESTATION_LIFE < place.now:
        raise WalletError(
            "This request was not used within 30 days, so the network takes it no longer.",
            "Ask the verifiers anew.",
            "answer.old",
        )
    return asked
