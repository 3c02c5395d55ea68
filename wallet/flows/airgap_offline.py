"""The offline side of an air gap: read a request, explain it, sign it, show the signature.

What is signed is explained from its bytes alone. What came with it is shown as a claim. A network
that this wallet was not told of is signed for only once the person has accepted its addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from wallet.base.addresses import ZERO
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, dollars
from wallet.flows.scanning import Scan
from wallet.keys.accounts import MAX_ACCOUNTS, account_path
from wallet.signing.asked_words import (
    explain_asked,
    explain_request,
    network_for,
    unknown_network,
)
from wallet.signing.explain import coins
from wallet.signing.foreign import ForeignTransaction
from wallet.signing.known import KnownNetwork
from wallet.signing.sentence import Explanation
from wallet.signing.signer import locked
from wallet.signing.teller import NoNames
from wallet.signing.ur.answers import answer
from wallet.signing.ur.claims import Claims
from wallet.signing.ur.codes import FRAGMENT, Progress, Resource, Sender
from wallet.signing.ur.eth import EthBatchSignRequest, EthSignRequest
from wallet.signing.ur.problems import damaged
from wallet.signing.ur.requests import KIND, Question, SymbolonRequest, question
from wallet.signing.vault import Vault

REQUESTS: Final = (KIND, "eth-sign-request", "eth-batch-sign-request")
_COIN: Final = 10**18
_MILLIONTH: Final = _COIN // 10**6
"""What a fee is rounded up to: further digits tell nobody anything."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that is asked, as it is put before the person."""

    explanation: Explanation
    fee: str
    network: str


class Answering:
    """One request, from its first code to the code of its signature.

    `networks` are those that this wallet was told of by their files.
    """

    def __init__(self, networks: Iterable[KnownNetwork]) -> None:
        self._known = tuple(networks)
        self._scan = Scan(REQUESTS, "a request to sign")
        self._asked: SymbolonRequest | None = None
        self._questions: tuple[Question, ...] = ()
        self._accepted = False
        self._answer: Resource | None = None

    @property
    def progress(self) -> Progress:
        """How far the reading is."""
        return self._scan.progress

    @property
    def whole(self) -> bool:
        """Whether the request is there and understood, so that it can be shown."""
        return bool(self._questions)

    @property
    def account(self) -> str:
        """The account that is asked; empty where the request does not say."""
        named = [one.asked.sender for one in self._questions if one.named]
        return named[0] if named else ""

    @property
    def claims(self) -> tuple[str, ...]:
        """What the other machine says besides, a sentence each; none of it was checked."""
        claims = self._claims
        return claims.sentences() if claims else ()

    @property
    def claimed_network(self) -> KnownNetwork | None:
        """The network that is known from the request alone; None where no such is needed."""
        claimed = self._claimed
        if claimed is None or any(one.chain_id == claimed.chain_id for one in self._known):
            return None
        return claimed

    @property
    def differs(self) -> bool:
        """Whether the request names other contracts than this wallet knows for its network."""
        claimed = self._claimed
        if claimed is None:
            return False
        there = [one for one in self._known if one.chain_id == claimed.chain_id]
        return bool(there) and not any(_agree(one, claimed) for one in there)

    @property
    def networks(self) -> tuple[KnownNetwork, ...]:
        """The networks that what is asked is for, to be signed for and no others."""
        found = [network_for(one.meaning, self._candidates()) for one in self._questions]
        return tuple({one.to_json(): one for one in found if one is not None}.values())

    def take(self, text: str) -> bool:
        """Take what a camera saw, or a pasted text; answers whether it told something new.

        Raises WalletError, also for a request that is not understood to its last byte.
        """
        new = self._scan.take(text)
        if self._scan.item is not None and not self._questions:
            try:
                self._asked = _asked(self._scan.item)
                self._questions = _questions(self._asked)
                self.shown()
            except WalletError:
                self._forget()
                raise
        return new

    def need(self) -> None:
        """Raise WalletError while the request is not whole."""
        self._scan.need()

    def restart(self) -> None:
        """Forget everything, for another request."""
        self._forget()
        self._accepted, self._answer = False, None

    def shown(self) -> tuple[Shown, ...]:
        """What is asked, in order. Raises WalletError for what cannot be explained."""
        return tuple(self._show(one) for one in self._questions)

    def accept_network(self) -> None:
        """The person takes the addresses that the request names for those of its network."""
        self._accepted = True

    def sign(self, vault: Vault) -> Resource:
        """Sign everything that is asked with an unlocked wallet, and answer with the signatures.

        Raises WalletError where the key asked for is not the wallet's, or the network is known
        from the request alone and was not accepted. Nothing is answered then.
        """
        if not self._questions:
            raise damaged()
        if not vault.unlocked:
            raise locked()
        if self.claimed_network is not None and not self._accepted:
            raise unknown_network()
        vault.allow(self.networks)
        made = [self._own(one, vault) for one in self._questions]
        numbers = {number for _, number in made}
        if len(numbers) != 1:
            raise _several()
        self._answer = answer([one for one, _ in made], vault.signer(numbers.pop()))
        return self._answer

    def sender(self, fragment: int = FRAGMENT) -> Sender:
        """The answer as lines for codes. Raises WalletError before it was signed."""
        if self._answer is None:
            raise locked()
        return Sender(self._answer, fragment)

    @property
    def _claims(self) -> Claims | None:
        return self._asked.claims if self._asked else None

    @property
    def _claimed(self) -> KnownNetwork | None:
        return self._claims.known if self._claims else None

    def _candidates(self) -> tuple[KnownNetwork, ...]:
        claimed = self.claimed_network
        return self._known if claimed is None else (*self._known, claimed)

    def _show(self, one: Question) -> Shown:
        network = network_for(one.meaning, self._candidates())
        if one.request is not None and network is not None:
            said = explain_request(one.request, network, NoNames())
        else:
            said = explain_asked(one.meaning, one.asked.sender, network, NoNames())
        return Shown(said, self._fee(one), network.name if network else "")

    def _fee(self, one: Question) -> str:
        if not isinstance(one.meaning, ForeignTransaction):
            return ""
        most = one.meaning.gas * one.meaning.max_fee
        said = f"The network fee is at most {coins(-(-most // _MILLIONTH) * _MILLIONTH)}"
        cents = self._claims.coin_cents if self._claims else None
        if cents is None:
            return f"{said}."
        worth = dollars(most * cents * (DOLLAR // 100) // _COIN, up=True)
        return f"{said}, {worth} at the price that the other machine names."

    def _own(self, one: Question, vault: Vault) -> tuple[Question, int]:
        """The question as it is asked of this wallet's account, and the account's number."""
        fingerprint = one.path.fingerprint
        number = 0
        if one.path.steps:
            number = _numbers().get(f"m/{one.path.text}", -1)
            if number < 0:
                raise _other_path()
            if fingerprint and fingerprint != vault.public().master:
                raise _other_wallet()
        address = vault.address(number)
        if one.named and one.asked.sender != address:
            raise _other_wallet()
        if one.named:
            return one, number
        asked = self._asked_again(one, address)
        return asked, number

    def _asked_again(self, one: Question, sender: str) -> Question:
        """A question that does not say whom it asks, asked of an account."""
        found = EthSignRequest(one.asked.data, one.asked.kind, one.path, one.request_id)
        return question(found, None, sender)

    def _forget(self) -> None:
        self._scan.restart()
        self._asked, self._questions = None, ()


def _asked(item: object) -> SymbolonRequest:
    """Any of the kinds as this wallet's own."""
    if isinstance(item, SymbolonRequest):
        return item
    if isinstance(item, EthSignRequest):
        return SymbolonRequest((item,))
    if isinstance(item, EthBatchSignRequest):
        return SymbolonRequest(item.requests)
    raise damaged()


def _questions(asked: SymbolonRequest) -> tuple[Question, ...]:
    return tuple(
        question(one, asked.permits.get(at), ZERO) for at, one in enumerate(asked.requests)
    )


def _agree(known: KnownNetwork, claimed: KnownNetwork) -> bool:
    """Whether no contract is said to be elsewhere than it is known to be."""
    return all(known.contracts.get(name, at) == at for name, at in claimed.contracts.items())


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    """The number of the account at each path that this wallet uses."""
    return {account_path(number): number for number in reversed(range(MAX_ACCOUNTS))}


def _other_wallet() -> WalletError:
    return WalletError(
        "This is for another wallet than the one that is open, or for another of its accounts.",
        "Open the wallet that was imported on the other machine.",
        "airgap.other-wallet",
    )


def _other_path() -> WalletError:
    return WalletError(
        "This asks for a key that no account of this wallet has.",
        "Import this wallet's accounts on the other machine again.",
        "airgap.other-path",
    )


def _several() -> WalletError:
    return WalletError(
        "This asks several accounts at once.",
        "Have a request made for each account.",
        "airgap.several",
    )
