"""What another wallet asks to be signed, in words: the same words as for what this wallet makes."""

from __future__ import annotations

from collections.abc import Iterable

from wallet.base.errors import WalletError
from wallet.signing.asked import Meaning
from wallet.signing.explain import explain, explain_typed
from wallet.signing.foreign import ForeignTransaction
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message
from wallet.signing.policy import check_policy
from wallet.signing.sentence import Explanation, sentence
from wallet.signing.teller import Naming
from wallet.signing.typed import TypedRequest


def warnings(meaning: Meaning, sender: str, network: KnownNetwork) -> tuple[str, ...]:
    """What is unusual about it. Raises WalletError where it must not be signed at all."""
    if not isinstance(meaning, ForeignTransaction):
        return ()
    return check_policy(meaning.request(sender), network)


def explain_asked(
    meaning: Meaning, sender: str, network: KnownNetwork, naming: Naming
) -> Explanation:
    """The sentences of what the bytes say. Raises WalletError for what is not understood."""
    if isinstance(meaning, ForeignTransaction):
        return explain(meaning.request(sender), network, naming)
    if isinstance(meaning, TypedRequest):
        return explain_typed(meaning, network, naming)
    lines = tuple(sentence(line) for line in meaning.text.split("\n"))
    note = sentence("Whoever is given this can show to others that you wrote it.")
    said = (sentence("You sign this text, and nothing else:"), *lines)
    return Explanation(
        "signing a message", said, (note,), (f"signing hash {meaning.digest.hex()}",)
    )


def network_for(meaning: Meaning, networks: Iterable[KnownNetwork]) -> KnownNetwork | None:
    """The network that it is for; None for one that is not known, or for a message."""
    if isinstance(meaning, Message):
        return None
    return next((one for one in networks if one.chain_id == meaning.chain_id), None)


def unknown_network() -> WalletError:
    """The refusal of something for a network that nobody has told this wallet of."""
    return WalletError(
        "This is for a network that this wallet does not know.",
        "Add the network's file here first, from somebody you trust.",
        "signing.foreign-network",
    )
