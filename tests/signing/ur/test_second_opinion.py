"""Codes beside another implementation, Keystone's in npm: each reads what the other writes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.flows.test_airgap import HELLO, ME, buying, naming, selling
from tests.perf.peers.keystone import Keystone, keystone
from tests.perf.peers.packages import NoPackages
from tests.signing.cases import SECRET
from tests.signing.ur.published import message
from wallet.flows.airgap_accounts import account_code
from wallet.keys.accounts import account_path, addresses
from wallet.keys.public import ACCOUNTS, extended_public
from wallet.keys.words import seed
from wallet.signing.ur import cbor, registry
from wallet.signing.ur.codes import Receiver, Resource, Sender, resource
from wallet.signing.ur.eth import EthBatchSignature, EthSignature
from wallet.signing.ur.paths import path_of
from wallet.signing.ur.requests import Place, plain_code, sign_request

PLACE = Place(ME, path_of(account_path(0), 0x12345678))
ASKED = (selling(), replace(buying(), permit=None), naming(), HELLO)
SIGNED = EthSignature(bytes(range(65)), bytes.fromhex("9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d"), "one")


@pytest.fixture(scope="module")
def peer() -> Iterator[Keystone]:
    try:
        with keystone() as running:
            yield running
    except NoPackages as missing:
        pytest.skip(f"the other implementation is not to be had: {missing}")


def fields(item: Any) -> dict[str, Any]:
    """What an item says, as the other side says it."""
    said: dict[str, Any] = item.fields()
    if said.get("address"):
        said["address"] = said["address"][2:].lower()
    return said


@pytest.mark.parametrize(("size", "fragment"), [(20, 200), (900, 200), (900, 50), (10_000, 200)])
def test_the_same_lines_are_written(size: int, fragment: int, peer: Keystone) -> None:
    sent = Resource("bytes", cbor.write(message(size)))
    sender = Sender(sent, fragment)
    count = 3 * sender.count if sender.count > 1 else 1
    theirs = peer.ask("encode", type="bytes", cbor=sent.cbor.hex(), fragment=fragment, count=count)
    assert theirs == list(sender.lines(count))


@pytest.mark.parametrize("lost", [0.0, 0.3])
def test_each_reads_the_others_lines_with_some_lost(lost: float, peer: Keystone) -> None:
    sent = Resource("bytes", cbor.write(message(3_000)))
    luck = random.Random(7)
    ours = [line for line in Sender(sent).lines(80) if luck.random() >= lost]
    said = peer.ask("decode", lines=ours)
    assert (said["type"], said["cbor"]) == (sent.kind, sent.cbor.hex())
    theirs = peer.ask("encode", type="bytes", cbor=sent.cbor.hex(), fragment=200, count=80)
    receiver = Receiver()
    for line in theirs:
        if luck.random() >= lost:
            receiver.take(line)
    assert receiver.need() == sent


def test_requests_are_read_by_each_as_the_other_meant_them(peer: Keystone) -> None:
    for asked in ASKED:
        made = sign_request(asked, PLACE)
        code = plain_code([asked], PLACE)
        said = peer.ask("read", type=code.kind, cbor=code.cbor.hex())
        assert said == fields(made)
        written = bytes.fromhex(peer.ask("write", type=code.kind, fields=said))
        assert written == code.cbor
    batch = plain_code(ASKED, PLACE)
    said = peer.ask("read", type=batch.kind, cbor=batch.cbor.hex())
    assert said == [fields(sign_request(one, PLACE)) for one in ASKED]
    assert bytes.fromhex(peer.ask("write", type=batch.kind, fields=said)) == batch.cbor


def test_signatures_are_read_by_each_as_the_other_meant_them(peer: Keystone) -> None:
    code = resource("eth-signature", SIGNED)
    assert peer.ask("read", type=code.kind, cbor=code.cbor.hex()) == SIGNED.fields()
    written = bytes.fromhex(peer.ask("write", type=code.kind, fields=SIGNED.fields()))
    assert registry.read(Resource(code.kind, written)) == SIGNED
    batch = resource("eth-batch-signature", EthBatchSignature((SIGNED, SIGNED)))
    assert peer.ask("read", type=batch.kind, cbor=batch.cbor.hex()) == [SIGNED.fields()] * 2


def test_accounts_that_we_show_are_watched_alike(peer: Keystone) -> None:
    public = extended_public(seed(SECRET.words), ACCOUNTS)
    code = account_code(public, "Vault")
    said = peer.ask("read", type=code.kind, cbor=code.cbor.hex())
    assert said["addresses"] == list(addresses(seed(SECRET.words), 3))
    assert (said["origin"], said["children"]) == ("44'/60'/0'", "0/*")
    assert (said["xfp"], said["name"]) == (f"{public.master:08x}", "Vault")
