"""The online side of an air gap: what is shown to the offline side, and what comes back.

A dialogue in rounds: show codes, read the signatures. This wallet's own offline side answers
everything in one round; another wallet is asked for the permits first, and then for the
transactions that carry them. A screen only draws it, and nothing here needs one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError
from wallet.flows.scanning import Scan
from wallet.signing.asked import Askable
from wallet.signing.explain import explain, explain_typed
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message
from wallet.signing.request import Request
from wallet.signing.signer import AIR_GAP, OneByOne, later
from wallet.signing.teller import Naming
from wallet.signing.transaction import SignedTransaction
from wallet.signing.typed import TypedRequest, permit_request
from wallet.signing.ur.answers import ANSWERS, matched, signed_statement, signed_transaction
from wallet.signing.ur.claims import Claims, HeardNames, claims_of
from wallet.signing.ur.codes import FRAGMENT, Progress, Resource, Sender
from wallet.signing.ur.eth import EthSignature
from wallet.signing.ur.requests import Place, own_code, plain_code, request_id

if TYPE_CHECKING:
    from wallet.acts.prepared import Prepared


class Asking:
    """Requests of one account on their way to its key and back."""

    def __init__(
        self,
        requests: Sequence[Askable],
        place: Place,
        claims: Claims | None = None,
        for_others: bool = False,
    ) -> None:
        """`for_others` shows what every wallet reads, without permits and claims inside."""
        if not requests or any(one.sender != place.address for one in requests):
            raise ValueError("requests of this account were expected")
        self._requests = tuple(requests)
        self._place = place
        self._claims = claims
        self._for_others = for_others
        self._permits: dict[str, TypedRequest] = {}
        self._signatures: list[EthSignature] = []
        self._round = 1
        self._begin()

    @property
    def round(self) -> int:
        """Which round it is, from 1."""
        return self._round

    @property
    def rounds(self) -> int:
        """How many rounds it takes: 2 where another wallet must sign permits first."""
        return 2 if self._for_others and self._permits else 1

    @property
    def code(self) -> Resource:
        """What is to be shown in this round."""
        if self._for_others:
            return plain_code(self._asked, self._place)
        return own_code(self._asked, self._place, self._claims)

    def sender(self, fragment: int = FRAGMENT) -> Sender:
        """The same as lines for codes, with at most `fragment` bytes in each."""
        return Sender(self.code, fragment)

    @property
    def progress(self) -> Progress:
        """How far the reading of the answer is."""
        return self._scan.progress

    @property
    def done(self) -> bool:
        """Whether every signature is there."""
        return self._done

    def take(self, text: str) -> bool:
        """Take a part of the answer; answers whether it told something new.

        Once it is whole, each signature is held against its request: WalletError
        (`signing.other-signature`) where one is missing or not this account's, and the round
        begins anew.
        """
        if self._done:
            return False
        new = self._scan.take(text)
        if self._scan.item is not None:
            try:
                self._finish(matched(self._scan.item))
            except WalletError:
                self._scan.restart()
                raise
        return new

    def restart(self) -> None:
        """Forget what was read in this round."""
        self._scan.restart()

    def signed(self) -> tuple[SignedTransaction | bytes, ...]:
        """For each request its signed transaction, or its signature. Raises WalletError."""
        if not self._done:
            raise later()
        return tuple(self._result(one) for one in self._requests)

    def signer(self) -> AirSigner:
        """A signer that hands out what came back, and has the rest wait."""
        return AirSigner(self._place.address, lambda: self._signatures if self._done else [])

    def _begin(self) -> None:
        """The first round: permits alone where another wallet is asked and there are any."""
        if self._for_others:
            self._permits = {
                one.id: permit_request(one.chain_id, one.permit)
                for one in self._requests
                if isinstance(one, Request) and one.permit is not None
            }
        self._ask(tuple(self._permits.values()) or self._requests)

    def _ask(self, asked: tuple[Askable, ...]) -> None:
        self._asked = asked
        self._scan = Scan(ANSWERS, "a signature")
        self._done = False

    def _finish(self, found: tuple[EthSignature, ...]) -> None:
        if self._round < self.rounds:
            signatures = {
                name: signed_statement(permit, found) for name, permit in self._permits.items()
            }
            self._ask(
                tuple(
                    one.with_permit_signature(signatures[one.id])
                    if isinstance(one, Request) and one.id in signatures
                    else one
                    for one in self._requests
                )
            )
            self._signatures = [
                EthSignature(signatures[name], request_id(permit))
                for name, permit in self._permits.items()
            ]
            self._round += 1
            return
        kept, self._signatures = self._signatures, [*self._signatures, *_named(self._asked, found)]
        try:
            for one in self._requests:
                self._result(one)
        except WalletError:
            self._signatures = kept
            raise
        self._done = True

    def _result(self, request: Askable) -> SignedTransaction | bytes:
        if isinstance(request, Request):
            return signed_transaction(request, self._signatures)
        return signed_statement(request, self._signatures)


class AirSigner(OneByOne):
    """Signs with what another machine has signed already (a `Signer`)."""

    def __init__(self, address: str, signatures: Callable[[], Sequence[EthSignature]]) -> None:
        self._address = address
        self._signatures = signatures

    @property
    def kind(self) -> str:
        """Another machine."""
        return AIR_GAP

    @property
    def address(self) -> str:
        """The account that it signs for."""
        return self._address

    def sign(self, request: Request) -> SignedTransaction:
        """The request with its signature. Raises WalletError (`signing.later`) before."""
        return signed_transaction(request, self._there())

    def sign_typed(self, request: TypedRequest) -> bytes:
        """The signature of a statement. Raises WalletError (`signing.later`) before."""
        return signed_statement(request, self._there())

    def sign_message(self, message: Message) -> bytes:
        """The signature of a text. Raises WalletError (`signing.later`) before."""
        return signed_statement(message, self._there())

    def _there(self) -> Sequence[EthSignature]:
        found = self._signatures()
        if not found:
            raise later()
        return found


def claims_for(
    prepared: Prepared,
    network: KnownNetwork,
    naming: Naming,
    made: int,
    coin_cents: int | None = None,
) -> Claims:
    """What the offline side is told of an act: the names in its sentences, and what it changes."""
    heard = HeardNames(naming)
    for request in prepared.requests:
        explain(request, network, heard)
    for stated in prepared.statements:
        explain_typed(stated, network, heard)
    changes = tuple((row.label, row.now, row.after) for row in prepared.changes)
    return claims_of(network, heard, changes, made, coin_cents)


def claims_of_statements(
    statements: Sequence[TypedRequest], network: KnownNetwork, naming: Naming, made: int
) -> Claims:
    """What the offline side is told of statements alone: the names in their sentences."""
    heard = HeardNames(naming)
    for one in statements:
        explain_typed(one, network, heard)
    return claims_of(network, heard, (), made)


def _named(asked: Sequence[Askable], found: Sequence[EthSignature]) -> list[EthSignature]:
    """The signatures with their names; one without a name answers what alone was asked."""
    if len(asked) == len(found) == 1 and found[0].request_id is None:
        return [replace(found[0], request_id=request_id(asked[0]))]
    return list(found)
