"""Signatures as codes, and whose they are: each is held against the request that it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from wallet.signing import rlp
from wallet.signing.asked import Askable, Asked
from wallet.signing.recovery import checked_signature, other_signature
from wallet.signing.request import Request
from wallet.signing.signer import Signer
from wallet.signing.transaction import SignedTransaction, assemble, signing_hash
from wallet.signing.typed import TypedRequest, permit_request
from wallet.signing.ur.codes import Resource, resource
from wallet.signing.ur.eth import EthBatchSignature, EthSignature
from wallet.signing.ur.requests import ORIGIN, Question, permit_id, request_id

ANSWERS: Final = ("eth-signature", "eth-batch-signature")


class AskedSigner(Signer, Protocol):
    """A signer that also signs what other wallets ask, as bytes."""

    def sign_asked(self, asked: Asked) -> bytes:
        """r, s and v of what the bytes say, once they were read again."""
        ...


def answer(questions: Sequence[Question], signer: AskedSigner) -> Resource:
    """Sign what was asked, in order, and put the signatures into a code.

    Raises WalletError where the signer does not sign one of them; then there is no answer at all.
    """
    made = tuple(one for question in questions for one in _signatures(question, signer))
    if len(made) == 1:
        return resource("eth-signature", made[0])
    return resource("eth-batch-signature", EthBatchSignature(made))


def matched(found: object) -> tuple[EthSignature, ...]:
    """The signatures in what a code carried."""
    if isinstance(found, EthSignature):
        return (found,)
    return found.signatures if isinstance(found, EthBatchSignature) else ()


def signed_transaction(request: Request, found: Sequence[EthSignature]) -> SignedTransaction:
    """A request with its signature, and its permit's where it has one, taken from an answer.

    Raises WalletError (`signing.other-signature`) where one is missing or not by the sender.
    """
    name, complete = request_id(request), request
    if request.permit is not None:
        statement = permit_request(request.chain_id, request.permit)
        names = (permit_id(name), request_id(statement))
        complete = request.with_permit_signature(_own(statement, found, names))
    digest = signing_hash(complete)
    signature = _checked(digest, found, (name, request_id(complete)), request)
    return assemble(complete, signature, request.id)


def signed_statement(request: Askable, found: Sequence[EthSignature]) -> bytes:
    """The 65 bytes of a statement's or a message's signature, taken from an answer.

    Raises WalletError (`signing.other-signature`) where it is missing or not by the sender.
    """
    if isinstance(request, Request):
        raise ValueError("a transaction has more to it than its signature")
    return _own(request, found, (request_id(request),))


def _own(request: Askable, found: Sequence[EthSignature], names: Iterable[bytes]) -> bytes:
    if isinstance(request, Request):
        raise ValueError("a transaction is put together, not only signed")
    return _checked(request.digest, found, names, request)


def _checked(
    digest: bytes, found: Sequence[EthSignature], names: Iterable[bytes], request: Askable
) -> bytes:
    """The signature under one of the names; the only one where its maker left the name out."""
    wanted = set(names)
    named = [one for one in found if one.request_id in wanted]
    if not named and len(found) == 1 and found[0].request_id is None:
        named = list(found)
    if len(named) != 1:
        raise other_signature()
    chain = request.chain_id if isinstance(request, Request | TypedRequest) else 0
    return checked_signature(digest, named[0].signature, chain, request.sender)


def _signatures(question: Question, signer: AskedSigner) -> tuple[EthSignature, ...]:
    """The signature of one question, after that of its permit."""
    name = question.request_id
    if question.request is not None:
        signed = signer.sign(question.request)
        permit, own = _parts(question.request, signed)
        if permit is None:
            return (EthSignature(own, name, ORIGIN),)
        first = None if name is None else permit_id(name)
        return EthSignature(permit, first, ORIGIN), EthSignature(own, name, ORIGIN)
    if isinstance(question.meaning, TypedRequest):
        return (EthSignature(signer.sign_typed(question.meaning), name, ORIGIN),)
    return (EthSignature(signer.sign_asked(question.asked), name, ORIGIN),)


def _parts(request: Request, signed: SignedTransaction) -> tuple[bytes | None, bytes]:
    """The signatures of the permit and of the transaction, as r, s and v."""
    items = rlp.decode(signed.raw[1:])
    y, r, s = (int.from_bytes(one, "big") if isinstance(one, bytes) else 0 for one in items[-3:])
    own = r.to_bytes(32, "big") + s.to_bytes(32, "big") + bytes([y])
    if request.permit is None:
        return None, own
    data, at = items[7], request.permit.at
    if not isinstance(data, bytes):
        raise ValueError("a signed transaction has data")
    v = data[at + 31 : at + 32]
    return data[at + 32 : at + 96] + v, own
