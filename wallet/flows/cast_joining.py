"""How the people of a local network join: each asks, shows a document, and keeps the credential.

Their phrase is published, so that whoever looks around as one of them finds the credential that
they would have, and can show it.
"""

from __future__ import annotations

from functools import cache

from wallet.acts.identity import Join
from wallet.flows.cast import PHRASE, Member
from wallet.flows.kept_credential import CredentialBox
from wallet.flows.scene import Stage
from wallet.identity.asking_to_join import ask_to_join
from wallet.identity.credential.issuing import holder_key
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.asked import asked_of
from wallet.signing.unlocked import Unlocked


@cache
def cast_keys() -> Unlocked:
    """The accounts of the published phrase; they sign texts here, and nothing for a network."""
    return Unlocked(Secret(entropy_from_words(PHRASE)), ())


def confirmed(stage: Stage, one: Member, account: int) -> Join:
    """Somebody of the cast asks with one of the accounts, and shows their document."""
    keys, address = cast_keys(), stage.addresses[account]
    with keys.secret_for(account, "credential") as secret:
        holder = holder_key(bytes(secret), address)
        desk = stage.verifier
        asking = ask_to_join(address, desk.chain_id, desk.address, holder, desk.now())
        request = asking.signed(keys.sign_asked(asked_of(asking.message), account), holder)
        answer = desk.answer(request, one.paper)
        CredentialBox(stage.documents, desk.chain_id, address).keep(answer, secret)
    return Join(answer.attestation, answer.signature)
