"""What another wallet asks to be signed, in words: the same words as for what this wallet makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wallet.base.errors import WalletError
from wallet.signing.asked import Meaning
from wallet.signing.explain import explain, explain_typed
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message
from wallet.signing.policy import check_policy
from wallet.signing.request import Request
from wallet.signing.sentence import Explanation, sentence
from wallet.signing.teller import Naming
from wallet.signing.typed import TypedRequest


def explain_asked(
    meaning: Meaning, sender: str, network: KnownNetwork | None, naming: Naming
) -> Explanation:
    """The sentences of what the bytes say, with what is unusual about it among the notes.

    Raises WalletError for what is not understood, and for what must not be signed at all.
    """
    if isinstance(meaning, Message):
        return _message(meaning)
    if network is None:
        raise unknown_network()
    if isinstance(meaning, TypedRequest):
        return explain_typed(meaning, network, naming)
    return explain_request(meaning.request(sender), network, naming)


def explain_request(request: Request, network: KnownNetwork, naming: Naming) -> Explanation:
    """The sentences of a transaction, with what is unusual about it among the notes."""
    said = explain(request, network, naming)
    warnings = tuple(sentence(one) for one in check_policy(request, network))
    return replace(said, notes=(*warnings, *said.notes))


def network_for(meaning: Meaning, networks: Iterable[KnownNetwork]) -> KnownNetwork | None:
    """The network that it is for; None for one that is not known, or for a message.

    Where several are on one chain, it is the one whose contract is called.
    """
    if isinstance(meaning, Message):
        return None
    target = meaning.contract if isinstance(meaning, TypedRequest) else meaning.to
    there = [one for one in networks if one.chain_id == meaning.chain_id]
    called = [one for one in there if target is not None and one.contract_at(target)]
    return next(iter(called or there), None)


def unknown_network() -> WalletError:
    """The refusal of something for a network that nobody has told this wallet of."""
    return WalletError(
        "This is for a network that this wallet does not know.",
        "Add the network's file here first, from somebody you trust.",
        "signing.foreign-network",
    )


def _message(message: Message) -> Explanation:
    lines = tuple(sentence(line) for line in message.text.split("\n"))
    note = sentence("Whoever is given this can show to others that you wrote it.")
    said = (sentence("You sign this text, and nothing else:"), *lines)
    return Explanation(
        "signing a message", said, (note,), (f"signing hash {message.digest.hex()}",)
    )
