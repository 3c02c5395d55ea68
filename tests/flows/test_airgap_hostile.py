"""Requests and answers that a stranger made: understood to the last byte, or refused in words."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.test_airgap import HELLO, ME, buying, naming, selling
from tests.signing.cases import NETWORK
from tests.signing.said import TIME, Names
from wallet.base.errors import WalletError
from wallet.flows.airgap import Asking
from wallet.flows.airgap_offline import Answering
from wallet.keys.accounts import account_path
from wallet.signing.ur.claims import HeardNames, claims_of
from wallet.signing.ur.codes import Resource, resource
from wallet.signing.ur.eth import EthBatchSignature, EthSignature
from wallet.signing.ur.paths import path_of
from wallet.signing.ur.requests import Place, own_code, plain_code, request_id

PLACE = Place(ME, path_of(account_path(0), 0x12345678))
CLAIMS = claims_of(NETWORK, HeardNames(Names()), (("Your dollars", "$1.00", "$2.00"),), TIME)
REAL = (
    own_code([buying(), naming(), HELLO], PLACE, CLAIMS),
    own_code([selling()], PLACE, None),
    plain_code([selling(), naming()], PLACE),
    plain_code([HELLO], PLACE),
)


def changed(data: bytes, luck: random.Random) -> bytes:
    """The same with a few of its bytes other, gone, or more."""
    made = bytearray(data)
    for _ in range(luck.randint(1, 3)):
        at = luck.randrange(len(made))
        match luck.randrange(3):
            case 0:
                made[at] = luck.randrange(256)
            case 1:
                del made[at]
            case _:
                made[at:at] = luck.randbytes(luck.randint(1, 4))
    return bytes(made)


@settings(max_examples=150)
@given(st.sampled_from(REAL), st.randoms(use_true_random=False))
def test_changed_requests_are_shown_or_refused(code: Resource, luck: random.Random) -> None:
    offline = Answering([NETWORK])
    try:
        offline.take(Resource(code.kind, changed(code.cbor, luck)).text)
    except WalletError as refused:
        assert refused.sentence.endswith((".", "?", "!"))
        assert not offline.whole
    else:
        for one in offline.shown():
            assert one.explanation.plain.isprintable()
        assert all(said.isprintable() for said in offline.claims)


@given(
    st.binary(min_size=65, max_size=73),
    st.sampled_from([request_id(selling()), bytes(16), None]),
    st.integers(1, 3),
)
def test_made_up_signatures_are_refused(signature: bytes, name: bytes | None, count: int) -> None:
    asking = Asking([selling()], PLACE)
    made = EthSignature(signature, name)
    batch = EthBatchSignature((made,) * count)
    for code in (resource("eth-signature", made), resource("eth-batch-signature", batch)):
        try:
            asking.take(code.text)
        except WalletError as refused:
            assert refused.code == "signing.other-signature"
        assert not asking.done
