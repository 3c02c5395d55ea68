"""Every published vector, in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.signing.ur.published import message, resources, vectors
from wallet.base.errors import WalletError
from wallet.signing.asked import DataType
from wallet.signing.ur import bytewords, cbor, registry
from wallet.signing.ur.accounts import MultiAccounts
from wallet.signing.ur.bytewords import Style
from wallet.signing.ur.codes import Piece, Receiver, Resource, Sender, parse, resource
from wallet.signing.ur.eth import (
    EthBatchSignature,
    EthBatchSignRequest,
    EthSignature,
    EthSignRequest,
    parse_batch_signature,
)
from wallet.signing.ur.fountain import Basin, Fountain, Part, fragment_length, parse_part
from wallet.signing.ur.hdkeys import HdKey
from wallet.signing.ur.mixing import Sampler, Xoshiro256, choose_degree, choose_fragments

MUR = vectors()["mur"]
UUID = bytes.fromhex("9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d")


def test_the_word_list_is_the_published_one() -> None:
    assert " ".join(bytewords.WORDS) == vectors()["bytewords"]["wordlist"]


@pytest.mark.parametrize("case", vectors()["bytewords"]["cases"], ids=lambda case: case["hex"][:8])
def test_bytewords_both_ways(case: dict[str, str]) -> None:
    data = bytes.fromhex(case["hex"])
    written = {style: case[style.name.lower()] for style in Style if style.name.lower() in case}
    assert written
    for style, text in written.items():
        assert bytewords.encode(data, style) == text
        assert bytewords.decode(text, style) == data
        assert bytewords.decode(text.upper(), style) == data
    if "crc32" in case:
        assert f"{bytewords.crc32(data):08x}" == case["crc32"]


@pytest.mark.parametrize("text", vectors()["bytewords"]["must_fail_minimal"])
def test_what_must_fail_fails(text: str) -> None:
    with pytest.raises(WalletError) as refused:
        bytewords.decode(text)
    assert refused.value.code == "ur.damaged"


def test_the_checksum_and_the_draws() -> None:
    for case in MUR["crc32"]:
        assert f"{bytewords.crc32(case['utf8'].encode()):08x}" == case["crc32"]
    random = Xoshiro256(b"Wolf")
    assert [random.next() % 100 for _ in range(100)] == MUR["xoshiro_wolf_next_mod100"]
    random = Xoshiro256(bytewords.crc32(b"Wolf").to_bytes(4, "big"))
    assert [random.next() % 100 for _ in range(100)] == MUR["xoshiro_crc32_wolf_next_mod100"]
    random = Xoshiro256(b"Wolf")
    assert [random.between(1, 10) for _ in range(100)] == MUR["xoshiro_wolf_int_1_10"]


def test_the_sampler_and_the_degrees() -> None:
    sampler, random = Sampler([1, 2, 4, 8]), Xoshiro256(b"Wolf")
    drawn = [sampler.draw(random.fraction) for _ in range(500)]
    assert drawn == MUR["sampler_probs_1_2_4_8_seed_wolf_500"]
    random = Xoshiro256(b"Wolf")
    degrees = [choose_degree(11, random) for _ in range(1_000)]
    assert degrees == MUR["degree_chooser_seqlen11_seed_wolf_1000"]


def test_the_fragments_of_each_part() -> None:
    for case in MUR["fragment_length"]:
        assert fragment_length(case["messageLen"], case["max"], case["min"]) == case["expect"]
    data = message(1_024)
    count, checksum = Fountain(data, 100).count, bytewords.crc32(data)
    chosen = [sorted(choose_fragments(at, count, checksum)) for at in range(1, 51)]
    assert chosen == MUR["fragment_chooser_message1024_min10_max100_seq1_to_50"]


def test_one_part_both_ways() -> None:
    case = MUR["part_cbor"]
    checksum, data = int(case["checksum"], 16), bytes.fromhex(case["data"])
    part = Part(case["seqNum"], case["seqLen"], case["messageLen"], checksum, data)
    assert part.to_cbor().hex() == case["cbor"]
    assert parse_part(bytes.fromhex(case["cbor"])) == part


def test_the_parts_of_a_message_both_ways() -> None:
    published = [bytes.fromhex(one) for one in MUR["fountain_message256_maxfrag30_parts_cbor"]]
    fountain = Fountain(message(256), 30)
    assert [fountain.part(at).to_cbor() for at in range(1, 21)] == published
    for order in (published, published[::-1], published[1::2]):
        basin = Basin()
        for data in order:
            basin.add(parse_part(data))
        assert basin.message == message(256)
        assert basin.missing == ()


def test_the_lines_of_a_message_both_ways() -> None:
    published = MUR["ur_bytes_message256_maxfrag30_parts"]
    sent = Resource("bytes", cbor.write(message(256)))
    assert list(Sender(sent, 30).lines(20)) == published
    receiver = Receiver()
    for line in reversed(published):
        receiver.take(line)
    assert receiver.resource == sent
    single = Resource("bytes", cbor.write(message(50)))
    assert single.text == MUR["ur_bytes_message50_single"]
    assert parse(MUR["ur_bytes_message50_single"]) == single


@pytest.mark.parametrize("case", resources(), ids=lambda case: case["ur"][:40])
def test_every_code_both_ways(case: dict[str, Any]) -> None:
    found = parse(case["ur"])
    assert isinstance(found, Resource)
    assert found.text == case["ur"]
    assert parse(case["ur"].upper()) == found
    if "cbor" in case:
        assert found.cbor.hex() == case["cbor"]
    item = registry.read(found)
    assert item is not None
    assert resource(found.kind, item) == found


def read(case: dict[str, Any]) -> object:
    """What the code of a case carries."""
    found = parse(case["ur"])
    assert not isinstance(found, Piece)
    return registry.read(found)


@pytest.mark.parametrize("case", vectors()["eth_sign_request"]["cases"], ids=lambda c: c["name"])
def test_what_requests_say(case: dict[str, Any]) -> None:
    item = read(case)
    assert isinstance(item, EthSignRequest)
    assert item.request_id == UUID
    assert item.data_type is DataType.TRANSACTION
    assert item.path.fingerprint == 0x12345678
    said = item.fields()
    for key in ("request_id", "sign_data", "data_type", "chain_id", "path", "xfp"):
        assert said[key] == case[key]
    assert said["origin"] == case.get("origin")


def test_what_signatures_and_batches_say() -> None:
    case = vectors()["eth_signature"]["cases"][0]
    item = read(case)
    assert isinstance(item, EthSignature)
    assert item.fields() == {key: case[key] for key in ("request_id", "signature", "origin")}
    assert item.v == 0x13
    for case in vectors()["eth_batch"]["request"]:
        batch = read(case)
        assert isinstance(batch, EthBatchSignRequest)
        assert [cbor.write(one.to_cbor()).hex() for one in batch.requests] == [case["inner_cbor"]]
    data = bytes.fromhex(vectors()["eth_batch"]["signature"][0]["cbor"])
    answer = parse_batch_signature(cbor.read(data))
    assert isinstance(answer, EthBatchSignature)
    assert answer.signatures[0].request_id == UUID
    assert cbor.write(answer.to_cbor()) == data


def test_what_keys_say() -> None:
    case = vectors()["crypto_hdkey"]["cases"][0]
    item = read(case)
    assert isinstance(item, HdKey)
    said = item.fields()
    for key in ("key", "chain_code", "origin", "xfp", "parent_fingerprint"):
        assert said[key] == case[key]
    assert not item.secret
    master = read(vectors()["hdkey_bcr_2020_007"]["cases"][0])
    assert isinstance(master, HdKey)
    assert master.secret
    assert master.key.hex() not in repr(master)
    device = read(vectors()["crypto_multi_accounts"]["cases"][0])
    assert isinstance(device, MultiAccounts)
    assert device.device == "keystone"
    assert [key.origin and key.origin.text for key in device.keys] == ["44'/501'/0'/0'"]
