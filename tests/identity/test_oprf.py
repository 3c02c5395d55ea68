"""The published vectors of RFC 9497, and that only the right key proves."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from wallet.base.errors import WalletError
from wallet.identity.tags import oprf, sharing
from wallet.identity.tags.group import (
    GENERATOR,
    ORDER,
    decode_point,
    decode_scalar,
    encode_point,
    encode_scalar,
    random_scalar,
    times,
)

VECTORS = json.loads((Path(__file__).parent / "oprf-p256.json").read_text(encoding="utf-8"))
BLIND = int(VECTORS["blind"], 16)
# RFC 9497, A.3.2: the mode with proofs.
KEY = 0xCA5D94C8807817669A51B196C34C1B7F8442FDE4334A7121AE4736364312FCA6
PUBLIC = "03e17e70604bcabe198882c0a1f27a92441e774224ed9c702e51dd17038b102462"
SECOND = 0xF9DB001266677F62C095021DB018CD8CBB55941D4073698CE45C405D1348B7B1
PROVEN = [
    (
        "00",
        "02dd05901038bb31a6fae01828fd8d0e49e35a486b5c5d4b4994013648c01277da",
        "0209f33cab60cf8fe69239b0afbcfcd261af4c1c5632624f2e9ba29b90ae83e4a2",
        "e7c2b3c5c954c035949f1f74e6bce2ed539a3be267d1481e9ddb178533df4c26"
        "64f69d065c604a4fd953e100b856ad83804eb3845189babfa5a702090d6fc5fa",
        "0412e8f78b02c415ab3a288e228978376f99927767ff37c5718d420010a645a1",
    ),
    (
        "5a" * 17,
        "03cd0f033e791c4d79dfa9c6ed750f2ac009ec46cd4195ca6fd3800d1e9b887dbd",
        "030d2985865c693bf7af47ba4d3a3813176576383d19aff003ef7b0784a0d83cf1",
        "2787d729c57e3d9512d3aa9e8708ad226bc48e0f1750b0767aaff73482c44b8d"
        "2873d74ec88aebd3504961acea16790a05c542d9fbff4fe269a77510db00abab",
        "771e10dcd6bcd3664e23b8f2a710cfaaa8357747c4a8cbba03133967b5c24f18",
    ),
]


@pytest.mark.parametrize("one", VECTORS["vectors"], ids=["short", "long"])
def test_the_plain_vectors(one: dict[str, str]) -> None:
    blinded = oprf.blind(bytes.fromhex(one["input"]), BLIND, oprf.PLAIN)
    assert encode_point(blinded.element).hex() == one["blinded"]
    evaluated = times(blinded.element, int(VECTORS["skSm"], 16))
    assert encode_point(evaluated).hex() == one["evaluated"]
    assert oprf.finalize(blinded, evaluated).hex() == one["output"]


@pytest.mark.parametrize("one", PROVEN, ids=["short", "long"])
def test_the_vectors_with_proofs(one: tuple[str, str, str, str, str]) -> None:
    message, element, evaluated, proof, output = one
    blinded = oprf.blind(bytes.fromhex(message), BLIND)
    assert encode_point(blinded.element).hex() == element
    public = times(GENERATOR, KEY)
    assert encode_point(public).hex() == PUBLIC
    answer = times(blinded.element, KEY)
    assert encode_point(answer).hex() == evaluated
    pairs = [(blinded.element, answer)]
    made = oprf.prove(KEY, public, pairs, SECOND)
    assert made.to_bytes().hex() == proof
    assert oprf.read_proof(bytes.fromhex(proof)) == made
    assert oprf.holds(made, public, pairs)
    assert oprf.finalize(blinded, answer).hex() == output


def test_two_elements_under_one_proof() -> None:
    """RFC 9497, A.3.2.3."""
    blinded = [oprf.blind(b"\0", BLIND), oprf.blind(b"\x5a" * 17, SECOND)]
    pairs = [(one.element, times(one.element, KEY)) for one in blinded]
    number = 0x350E8040F828BF6CECA27405420CDF3D63CB3AEF005F40BA51943C8026877963
    proof = oprf.prove(KEY, times(GENERATOR, KEY), pairs, number)
    assert proof.to_bytes().hex() == (
        "bdcc351707d02a72ce49511c7db990566d29d6153ad6f8982fad2b435d6ce4d6"
        "0da1e6b3fa740811bde34dd4fe0aa1b5fe6600d0440c9ddee95ea7fad7a60cf2"
    )
    assert oprf.holds(proof, times(GENERATOR, KEY), pairs)
    assert not oprf.holds(proof, times(GENERATOR, KEY), [pairs[1], pairs[0]])


def test_another_key_does_not_prove() -> None:
    key, other = random_scalar(), random_scalar()
    public = times(GENERATOR, key)
    first = oprf.blind(b"somebody").element
    honest, false = (first, times(first, key)), (first, times(first, other))
    proof = oprf.prove(key, public, [honest])
    assert oprf.holds(proof, public, [honest])
    for bad in (
        oprf.prove(other, public, [false]),
        oprf.prove(key, public, [false]),
        oprf.Proof(proof.challenge, (proof.response + 1) % ORDER),
        oprf.Proof(0, 0),
    ):
        assert not oprf.holds(bad, public, [false])
    assert not oprf.holds(oprf.Proof(proof.challenge + 1, proof.response), public, [honest])


def test_points_and_scalars_are_those_of_a_second_library() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    numbers = key.private_numbers()
    mine = times(GENERATOR, numbers.private_value)
    theirs = numbers.public_numbers
    assert (int(mine.x), int(mine.y)) == (theirs.x, theirs.y)
    assert decode_point(encode_point(mine)) == mine


@pytest.mark.parametrize(
    "data",
    [b"", b"\x02" * 32, b"\x04" + bytes(32), b"\x02" + b"\xff" * 32, b"\x00" * 33,
     b"\x02" + (5).to_bytes(32, "big")[:-1] + b"\x01", b"\x03" + bytes(31) + b"\x04" + b"\0"],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_point_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no point"):
        decode_point(data)


def test_what_is_no_scalar_is_refused() -> None:
    for data in (b"", bytes(31), ORDER.to_bytes(32, "big"), bytes(33)):
        with pytest.raises(ValueError, match="no scalar"):
            decode_scalar(data)
    assert decode_scalar(encode_scalar(ORDER - 1)) == ORDER - 1
    with pytest.raises(ValueError, match="neutral"):
        encode_point(GENERATOR.point_at_infinity())


CIRCLE = b"five desks of a test"


@pytest.fixture(scope="module")
def shares() -> tuple[dict[int, sharing.Share], sharing.PublicKey]:
    """Five desks that dealt to each other."""
    dealings = {dealer: sharing.deal(dealer, CIRCLE) for dealer in range(1, 6)}
    made = {}
    keys = set()
    for desk in range(1, 6):
        for one in dealings.values():
            sharing.check_dealing(
                one.dealer, CIRCLE, one.commitments, one.proof, desk, one.values[desk]
            )
        values = {dealer: one.values[desk] for dealer, one in dealings.items()}
        made[desk], public = sharing.combine_dealings(
            desk, values, {dealer: one.commitments for dealer, one in dealings.items()}
        )
        keys.add(public.fingerprint)
    assert len(keys) == 1
    return made, public


Shares = tuple[dict[int, sharing.Share], sharing.PublicKey]


def test_any_three_of_five_give_the_same_output_and_no_two_do(shares: Shares) -> None:
    made, public = shares
    outputs = set()
    for chosen in combinations(made, 3):
        blinded = oprf.blind(b"the same human")
        answers = {desk: times(blinded.element, made[desk].secret) for desk in chosen}
        outputs.add(oprf.finalize(blinded, sharing.combine(answers)))
        with pytest.raises(ValueError, match="three answers"):
            sharing.combine(dict(list(answers.items())[:2]))
    assert len(outputs) == 1
    for desk, share in made.items():
        assert share.public == public.of_desk(desk)


def test_a_value_that_does_not_fit_names_its_dealer() -> None:
    one = sharing.deal(4, CIRCLE)
    for commitments, proof, value, circle in (
        (one.commitments, one.proof, one.values[2] + 1, CIRCLE),
        (one.commitments[:2], one.proof, one.values[2], CIRCLE),
        (one.commitments, sharing.deal(4, CIRCLE).proof, one.values[2], CIRCLE),
        (one.commitments, one.proof, one.values[2], b"another circle"),
    ):
        with pytest.raises(WalletError, match="desk 4"):
            sharing.check_dealing(4, circle, commitments, proof, 2, value)
    with pytest.raises(WalletError, match="Not every desk"):
        sharing.combine_dealings(1, {4: 1}, {4: one.commitments})


def test_no_secret_is_shown() -> None:
    one = sharing.deal(1, CIRCLE)
    assert str(one.values[1]) not in repr(one)
    assert "7" not in repr(sharing.Share(1, 777))
    assert "human" not in repr(oprf.blind(b"human"))
