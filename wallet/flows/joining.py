"""Joining and renewing: a request to a verifier, their answer held against it, the act to confirm.

asked (the signed request is with a verifier) -> answered (what came back fits and is kept sealed)
-> joined. Between two of them may lie days, another machine, and any number of restarts: all there
is to remember is kept among the private documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from wallet.acts.identity import Attestation, Join, Renew
from wallet.base.addresses import same_address
from wallet.base.clock import DAY, MINUTE, date_of
from wallet.base.errors import WalletError
from wallet.flows.asked import JOIN, Asked
from wallet.flows.join_answer import JoinAnswer, read_join_answer
from wallet.identity.credential.issuing import holder_key
from wallet.identity.credential.showing import received
from wallet.signing.recovery import checked_signature
from wallet.signing.typed import statement

ATTESTATION_LIFE: Final = 30 * DAY
"""From its signature until it must be used; the registry's own bound."""
_AHEAD: Final = 10 * MINUTE
_NAMES: Final = (
    "account personTag level country investorClass issuedAt expiresAt credentialHash nonce"
).split()


@dataclass(frozen=True)
class Place:
    """Where an answer has to hold: the network, the account and its person (0: not joined).

    `serves` says whether an address is an accredited verifier; `now` is the chain's time.
    """

    chain_id: int
    registry: str
    account: str
    person: int
    now: int
    serves: Callable[[str], bool]

    def check_signature(
        self, kind: str, message: dict[str, Any], signature: bytes, verifier: str
    ) -> None:
        """That a serving verifier signed a statement for this network. Raises WalletError."""
        asked = statement(kind, self.chain_id, verifier, self.registry, message)
        try:
            checked_signature(asked.digest, signature, self.chain_id, verifier)
        except WalletError as error:
            raise WalletError(
                "The verifier’s signature does not fit what the answer says.",
                "It was changed, or made for another network. Ask the verifier for it again.",
                "answer.signature",
            ) from error
        if not self.serves(verifier):
            raise WalletError(
                "Whoever signed this is no accredited verifier of this network.",
                "Ask one of those that Symbolon lists.",
                "answer.not_accredited",
            )


def take_answer(text: str, waiting: Iterable[Asked], place: Place, secret: bytes) -> JoinAnswer:
    """An answer to one of the requests that wait, with all its signatures held.

    `secret` are the account's 32 bytes for credentials. Raises WalletError with what is wrong.
    """
    answer = read_join_answer(text)
    check_answer(answer, place)
    asked = next((one for one in waiting if one.kind == JOIN and one.number == answer.number), None)
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
    message = dict(zip(_NAMES, answer.attestation.fields(), strict=True))
    place.check_signature("Attestation", message, answer.signature, answer.verifier)
    if answer.credential:
        _check_credential(answer, place, secret)
    return answer


def check_answer(answer: JoinAnswer, place: Place) -> None:
    """That an answer is for this wallet, network and time. Raises WalletError."""
    said = answer.attestation
    if answer.chain_id != place.chain_id:
        raise WalletError(
            "This answer was made for another network.",
            "Open that network, or ask a verifier of this one.",
            "answer.other_network",
        )
    if not same_address(said.account, place.account):
        raise WalletError(
            "This attestation was made for another wallet.",
            "Open the wallet that asked for it.",
            "answer.other_wallet",
        )
    if said.expires_at <= place.now:
        raise WalletError(
            f"This attestation ran out on {date_of(said.expires_at, place.now)}.",
            "Ask the verifier for a new one.",
            "answer.expired",
        )
    if said.issued_at + ATTESTATION_LIFE < place.now:
        raise WalletError(
            "This attestation was not used within 30 days, so the network takes it no longer.",
            "Ask the verifier for a new one.",
            "answer.old",
        )
    if said.issued_at > place.now + _AHEAD:
        raise WalletError(
            "This attestation is from the future.",
            "Wait, or ask the verifier to look at the clock of their computer.",
            "answer.early",
        )


def act_of(attestation: Attestation, signature: bytes, person: int) -> Join | Renew:
    """What to confirm: joining, or renewing for whoever has joined."""
    return (Renew if person else Join)(attestation, signature)


def _check_credential(answer: JoinAnswer, place: Place, secret: bytes) -> None:
    """That the credential is for this wallet's key, by this verifier, and the attested one."""
    key = holder_key(secret, place.account)
    hashed = answer.attestation.credential_hash
    credential = received(answer.credential, key, place.now, hashed)
    if credential.issuer != f"eip155:{place.chain_id}:{answer.verifier.lower()}":
        raise WalletError(
            "The credential says that somebody else issued it than the verifier who signed.",
            "Ask the verifier for both again, before you join with it.",
            "answer.issuer",
        )
