"""Codes as they travel: lost and repeated parts, other codes between them, newer names."""

from __future__ import annotations

import random

import pytest
from cbor2 import CBORTag

from tests.signing.ur.published import message
from wallet.base.errors import WalletError
from wallet.signing.ur import cbor, registry
from wallet.signing.ur.codes import Piece, Receiver, Resource, Sender, parse, resource
from wallet.signing.ur.fountain import Basin, Fountain, Part
from wallet.signing.ur.hdkeys import ETHER, CoinInfo, HdKey
from wallet.signing.ur.outputs import Descriptor
from wallet.signing.ur.paths import KeyPath, path_of

KEY = bytes.fromhex("026fe2355745bb2db3630bbc80ef5d58951c963c841f54170ba6e5c12be7fc12a6")
CHAIN = bytes.fromhex("ced155c72456255881793514edc5bd9447e7f74abb88c6d6b6480fd016ee8c85")


def plain(size: int, seed: bytes = b"Wolf") -> Resource:
    """A message of the papers as a code."""
    return Resource("bytes", cbor.write(message(size, seed)))


def code_of(refused: pytest.ExceptionInfo[WalletError]) -> str:
    """The case that an error names."""
    return refused.value.code


@pytest.mark.parametrize(("size", "most"), [(300, 4), (900, 12), (10_000, 110)])
def test_with_three_frames_in_ten_lost_it_still_arrives(size: int, most: int) -> None:
    sent = plain(size)
    for seed in range(20):
        receiver, luck = Receiver(), random.Random(seed)
        for line in Sender(sent).lines(3 * most):
            if luck.random() >= 0.3:
                receiver.take(line)
            if receiver.resource is not None:
                break
        assert receiver.resource == sent


def test_progress_says_what_is_missing() -> None:
    sender, receiver = Sender(plain(900)), Receiver()
    assert receiver.progress.fraction == 0.0
    assert sender.count == 5
    for number in (2, 5, 5):
        receiver.take(sender.line(number))
    assert list(receiver.progress.missing) == [1, 3, 4]
    assert receiver.progress.fraction == 0.4
    with pytest.raises(WalletError, match="3 of its parts are still missing"):
        receiver.need()
    for number in range(6, 60):
        receiver.take(sender.line(number))
    assert not receiver.progress.missing
    assert receiver.need() == plain(900)


def test_a_mixture_counts_before_it_can_be_undone() -> None:
    fountain = Fountain(message(256), 30)
    mixed = next(part for part in fountain.parts() if part.number > 9 and part.data)
    basin = Basin()
    assert basin.add(mixed)
    assert not basin.add(mixed)
    assert basin.gathered == 1


def test_what_fits_in_one_code_is_one_line() -> None:
    sender = Sender(plain(150))
    assert list(sender.lines()) == list(sender.lines(9)) == [plain(150).text]
    receiver = Receiver()
    assert receiver.take(plain(150).text)
    assert not receiver.take(plain(150).text)
    assert receiver.progress.fraction == 1.0


def test_a_stray_part_is_refused_and_a_turn_to_another_code_is_followed() -> None:
    ours, theirs = Sender(plain(900)), Sender(plain(900, b"Lamb"))
    receiver = Receiver()
    receiver.take(ours.line(1))
    with pytest.raises(WalletError) as refused:
        receiver.take(theirs.line(1))
    assert code_of(refused) == "ur.mixed"
    receiver.take(ours.line(2))
    assert receiver.progress.gathered == 2
    for number in (2, 3):
        with pytest.raises(WalletError):
            receiver.take(theirs.line(number))
    for number in range(4, 60):
        receiver.take(theirs.line(number))
    assert receiver.need() == plain(900, b"Lamb")


def test_the_same_parts_under_another_name_are_refused() -> None:
    receiver, lines = Receiver(), list(Sender(plain(900)).lines(3))
    receiver.take(lines[0])
    with pytest.raises(WalletError) as refused:
        receiver.take(lines[1].replace("ur:bytes", "ur:eth-signature"))
    assert code_of(refused) == "ur.damaged"


def test_parts_that_contradict_each_other_are_dropped() -> None:
    fountain = Fountain(message(256), 30)
    parts = [fountain.part(number) for number in range(1, 10)]
    forged = parts[3]
    forged = Part(forged.number, forged.count, forged.size, forged.checksum, bytes(29))
    basin = Basin()
    with pytest.raises(WalletError) as refused:
        for part in (*parts[:3], forged, *parts[4:]):
            basin.add(part)
    assert code_of(refused) == "ur.damaged"
    assert basin.header is None
    for part in parts:
        basin.add(part)
    assert basin.message == message(256)


@pytest.mark.parametrize(
    ("count", "size", "code"),
    [
        (2**32 - 1, 2**32 - 1, "ur.large"),
        (4_097, 4_097, "ur.large"),
        (3, 2**20, "ur.large"),
        (7, 100, "ur.damaged"),
        (9, 100, "ur.damaged"),
    ],
)
def test_what_no_message_has_is_refused_before_it_is_laid_out(
    count: int, size: int, code: str
) -> None:
    with pytest.raises(WalletError) as refused:
        Basin().add(Part(1, count, size, 1, bytes(13)))
    assert code_of(refused) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ur.no-code"),
        ("https://example.org", "ur.no-code"),
        ("ur:", "ur.damaged"),
        ("ur:bytes", "ur.damaged"),
        ("ur:bytes/", "ur.damaged"),
        ("ur:bytes/aeadaolazmjendeoti/x", "ur.damaged"),
        ("ur:by tes/aeadaolazmjendeoti", "ur.damaged"),
        ("ur:bytes/0-9/aeadaolazmjendeoti", "ur.damaged"),
        ("ur:bytes/aeadaolazmjendeowf", "ur.damaged"),
        ("ur:bytes/" + "ae" * 300_000, "ur.large"),
    ],
)
def test_what_is_no_code_is_refused(text: str, code: str) -> None:
    with pytest.raises(WalletError) as refused:
        parse(text)
    assert code_of(refused) == code
    assert refused.value.next_step


def test_a_part_must_be_the_one_that_it_says_it_is() -> None:
    line = Sender(plain(900)).line(2)
    assert isinstance(parse(line), Piece)
    for other in ("3-5", "2-6", "02-6"):
        with pytest.raises(WalletError):
            parse(line.replace("/2-5/", f"/{other}/"))


def test_newer_names_and_tags_are_read_and_the_older_ones_written() -> None:
    newer = {
        3: KEY,
        4: CHAIN,
        5: CBORTag(40305, {2: 1}),
        6: CBORTag(40304, {1: [44, True, 1, True, 1, True, 0, False, 1, False]}),
        8: 0xE9181CF3,
    }  # the second example of BCR-2020-007
    item = registry.read(Resource("hdkey", cbor.write(newer)))
    assert isinstance(item, HdKey)
    assert item.origin is not None
    assert item.origin.text == "44'/1'/1'/0/1"
    assert item.coin == CoinInfo(None, 1)
    older = cbor.read(resource("crypto-hdkey", item).cbor)
    assert (older[5].tag, older[6].tag) == (305, 304)
    assert registry.kind_of("hdkey") is registry.kind_of("crypto-hdkey")
    assert registry.kind_of("account-descriptor") is registry.kind_of("crypto-account")


def test_a_newer_account_with_its_descriptors_is_read() -> None:
    key = HdKey(KEY, CHAIN, origin=path_of("m/44'/0'/0'", 0x37B5EED4))
    value = {
        1: 0x37B5EED4,
        2: [CBORTag(40308, {1: "pkh(@0)", 2: [CBORTag(40303, key.to_cbor())]})],
    }
    item = registry.read(Resource("account-descriptor", cbor.write(value)))
    assert item is not None
    assert item.fields()["outputs"][0]["source"] == "pkh(@0)"
    descriptor = Descriptor("pkh(@0)", (key,))
    assert registry.read(resource("output-descriptor", descriptor)) == descriptor


def test_paths_are_read_and_written() -> None:
    assert path_of("m/44'/60'/0'/0/3", 7).text == "44'/60'/0'/0/3"
    for wrong in ("", "m", "m/x", "m/44''", "m/-1", "m/2147483648", "m/01", "m/" + "0/" * 17 + "0"):
        with pytest.raises(ValueError, match="not a path"):
            path_of(wrong)
    odd = [[], True, [0, 5], False, [0, False, 1, True], 7, True]
    item = registry.read(Resource("keypath", cbor.write({1: odd, 2: 5, 3: 4})))
    assert isinstance(item, KeyPath)
    assert item.text == "*'/0-5/<0;1'>/7'"
    assert item.indices is None
    assert item.to_cbor() == {1: odd, 2: 5, 3: 4}
    ether = resource("crypto-coin-info", CoinInfo(ETHER))
    assert registry.read(ether) == CoinInfo(ETHER)


def test_a_code_for_something_else_says_what_is_needed() -> None:
    registry.expect("hdkey", ("crypto-hdkey",), "an account")
    for name, found in (("eth-signature", "a signature"), ("x-thing", "something else (x-thing)")):
        with pytest.raises(WalletError) as refused:
            registry.expect(name, ("eth-sign-request",), "a request to sign")
        assert refused.value.sentence == (
            f"This is a code for {found}; what is needed here is a request to sign."
        )
