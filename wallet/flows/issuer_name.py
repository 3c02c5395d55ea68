"""An issuer's name where no verifier is on this machine: asked, answered, then issued with.

The answer is kept with its request, which it ends; it names the person in public as the token
will, so it lies among the private documents as it is. It does not grow old: the registry takes the
signature while the verifier is accredited.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wallet.acts.token import Issue
from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.books.documents import ISSUE_DRAFT, Documents
from wallet.flows import asked as asked_flow
from wallet.flows.asked import NAME, Asked
from wallet.flows.name_answer import NameAnswer, read_name_answer
from wallet.identity.asking_for_name import NameAsking, peek_name_request

if TYPE_CHECKING:
    from wallet.flows.joining import Place

MOST_TERMS: Final = 20_000


def wish_of(asked: Asked) -> NameAsking:
    """What a kept request asks for. Raises WalletError for one that a backup brought in garbled."""
    return peek_name_request(asked.request)


def take_name_answer(
    documents: Documents, text: str, waiting: tuple[Asked, ...], place: Place
) -> Asked:
    """Take a verifier's answer, and keep it with its request. Raises WalletError."""
    answer = read_name_answer(text)
    asked = _fitting(answer, waiting, place)
    place.check_signature("Name", answer.message, answer.signature, answer.verifier)
    ended = replace(asked, answers=(answer.to_json(),))
    asked_flow.keep(documents, ended)
    return ended


def check_named(asked: Asked, place: Place) -> NameAnswer:
    """The answer that is kept with a request, held again. Raises WalletError.

    A verifier may have lost their office since it was brought.
    """
    if not asked.answers:
        raise WalletError(
            "The verifier’s answer is not here yet.",
            "Bring it, then issue with it.",
            "name.waits",
        )
    answer = read_name_answer(asked.answers[0])
    _fitting(answer, (asked,), place)
    if not place.serves(answer.verifier):
        raise WalletError(
            "The verifier who confirmed your name serves no longer, and so the network does not "
            "take their word.",
            "Ask another verifier.",
            "name.left_office",
        )
    place.check_signature("Name", answer.message, answer.signature, answer.verifier)
    return answer


def issue_with(answer: NameAnswer, terms: str) -> Issue:
    """The act that issues under the name a verifier confirmed."""
    return Issue(answer.name, answer.signature, terms)


def keep_terms(documents: Documents, reference: str, terms: str) -> None:
    """Keep the terms as they were typed, until the name is confirmed."""
    documents.keep(ISSUE_DRAFT, reference, {"terms": terms[:MOST_TERMS]})


def kept_terms(documents: Documents, reference: str) -> str:
    """The terms as they were typed; nothing where none are kept."""
    found = (documents.find(ISSUE_DRAFT, reference) or {}).get("terms", "")
    return found[:MOST_TERMS] if isinstance(found, str) else ""


def forget_terms(documents: Documents, reference: str) -> None:
    """Throw the typed terms away: they are public now."""
    documents.forget(ISSUE_DRAFT, reference)


def _fitting(answer: NameAnswer, waiting: tuple[Asked, ...], place: Place) -> Asked:
    """The request that an answer is to. Raises WalletError."""
    if answer.chain_id != place.chain_id:
        raise WalletError(
            "This answer was made for another network.",
            "Open that network, or ask a verifier of this one.",
            "answer.other_network",
        )
    if answer.person != place.person:
        raise WalletError(
            "This answer is about another person than the one whose wallet is open.",
            "Open the wallet that asked for it.",
            "answer.other_person",
        )
    asked = next((one for one in waiting if one.kind == NAME and one.number == answer.number), None)
    if asked is None:
        raise WalletError(
            "This answers a request that you did not make here, or that you threw away.",
            "Choose the answer to a request in your list, or ask anew.",
            "answer.other_request",
        )
    if not any(same_address(one, answer.verifier) for one in asked.verifiers):
        raise WalletError(
            "This answer is by another verifier than the one you asked.",
            "Ask the one you chose.",
            "answer.other_verifier",
        )
    wished = wish_of(asked)
    if answer.name != wished.name:
        raise WalletError(
            f"The verifier confirmed another name than you asked for: {answer.name}.",
            f"You asked for {wished.name}. Ask anew if the other one is right.",
            "answer.other_name",
        )
    return asked
