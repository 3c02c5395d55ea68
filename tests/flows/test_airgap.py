"""Both sides of an air gap: what is shown, what comes back, and what neither is fooled by."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from tests.signing.cases import CHAIN, NETWORK, PHRASE, SECRET, WALLET_ID, request_to
from tests.signing.said import DAN, DOLLAR, SHARE, TIME, Names, function_of
from tests.signing.ur.published import resources
from wallet.base.addresses import address_bytes, checksum
from wallet.base.errors import WalletError
from wallet.flows.airgap import Asking
from wallet.flows.airgap_offline import Answering
from wallet.flows.scanning import Scan
from wallet.keys.accounts import account_key, account_path, addresses
from wallet.keys.envelope import Secret, seal
from wallet.keys.words import seed
from wallet.signing.asked import Askable, DataType, asked_of
from wallet.signing.explain import explain
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message
from wallet.signing.request import PermitData, Request
from wallet.signing.transaction import SignedTransaction, unsigned
from wallet.signing.typed import TypedRequest, statement
from wallet.signing.unlocked import Unlocked
from wallet.signing.ur import registry
from wallet.signing.ur.claims import Claims, HeardNames, claims_of
from wallet.signing.ur.codes import Resource, Sender, parse, resource
from wallet.signing.ur.eth import EthBatchSignature, EthSignature, EthSignRequest
from wallet.signing.ur.paths import KeyPath, path_of
from wallet.signing.ur.requests import Place
from wallet.signing.vault import Vault

ME, OTHER = addresses(seed(SECRET.words), 2)
BUYING = 12_600 * DOLLAR


def selling(nonce: int = 41) -> Request:
    """A request that explains itself."""
    data = function_of("Auction", "sell").encode((2, 84_000 * SHARE, 150_000_000_000))
    return request_to("Auction", data, ME, nonce=nonce)


def buying() -> Request:
    """A request with a permit."""
    blank = (BUYING, TIME, 0, bytes(32), bytes(32))
    data = function_of("Auction", "buy").encode((2, 84_000 * SHARE, 150_000_000_000, blank))
    dollar, ledger = NETWORK.contracts["Dollar"], NETWORK.contracts["Ledger"]
    permit = PermitData(dollar, "USD Coin", "2", ME, ledger, BUYING, 7, TIME, len(data) - 96)
    return request_to("Auction", data, ME, permit=permit, nonce=42)


def naming() -> TypedRequest:
    """A statement."""
    message: dict[str, int | str | bytes] = {"person": 12, "name": "Bob Okafor"}
    return statement("Name", CHAIN, ME, NETWORK.contracts["Registry"], message)


HELLO = Message(ME, "Let me in.\nOnce: 8f3a")
MIXED: tuple[Askable, ...] = (selling(), buying(), naming(), HELLO)


@pytest.fixture(scope="module")
def vault() -> Iterator[Vault]:
    opened = Vault()
    opened.unlock(seal(SECRET, PHRASE, WALLET_ID), PHRASE, ())
    yield opened
    opened.lock()


@pytest.fixture(scope="module")
def place(vault: Vault) -> Place:
    return Place(ME, path_of(account_path(0), vault.public().master))


def carried(sender: Sender, seed: int = 0) -> str:
    """What a camera that misses three codes in ten has seen when the rest suffices."""
    luck = random.Random(seed)
    lines = [line for line in sender.lines(3 * sender.count + 6) if luck.random() >= 0.3]
    return "\n".join(lines).upper() or sender.line(1)


def answered(asking: Asking, vault: Vault) -> Answering:
    """The offline side after it signed what was shown."""
    offline = Answering([NETWORK])
    offline.take(carried(asking.sender()))
    offline.sign(vault)
    return offline


def expected(requests: Sequence[Askable]) -> list[SignedTransaction | bytes]:
    """What the same key signs without an air gap."""
    here = Unlocked(SECRET, (NETWORK,))
    signed: list[SignedTransaction | bytes] = []
    for one in requests:
        if isinstance(one, Request):
            signed.append(here.sign(one, 0))
        elif isinstance(one, TypedRequest):
            signed.append(here.sign_typed(one, 0))
        else:
            signed.append(here.sign_asked(asked_of(one), 0))
    return signed


@pytest.mark.parametrize(
    "requests",
    [(selling(),), (buying(),), (naming(),), (HELLO,), MIXED],
    ids=["plain", "permit", "statement", "message", "all"],
)
@pytest.mark.parametrize("for_others", [False, True], ids=["own", "others"])
def test_what_comes_back_is_what_the_key_signs(
    requests: tuple[Askable, ...], for_others: bool, vault: Vault, place: Place
) -> None:
    asking = Asking(requests, place, None, for_others)
    assert asking.rounds == (2 if for_others and requests in ((buying(),), MIXED) else 1)
    for number in range(1, asking.rounds + 1):
        assert asking.round == number
        assert not asking.done
        assert asking.take(carried(answered(asking, vault).sender()))
    assert asking.done
    assert list(asking.signed()) == expected(requests)
    signer = asking.signer()
    for one, signed in zip(requests, asking.signed(), strict=True):
        if isinstance(one, Request):
            assert signer.sign(one) == signed
        elif isinstance(one, TypedRequest):
            assert signer.sign_typed(one) == signed


def test_until_then_everything_waits(place: Place) -> None:
    asking = Asking([selling()], place)
    for wait in (asking.signed, lambda: asking.signer().sign(selling())):
        with pytest.raises(WalletError) as refused:
            wait()
        assert refused.value.code == "signing.later"


def test_a_batch_of_twenty_is_one_exchange(vault: Vault, place: Place) -> None:
    requests = [selling(nonce) for nonce in range(20)]
    for for_others in (False, True):
        asking = Asking(requests, place, None, for_others)
        offline = answered(asking, vault)
        assert len(offline.shown()) == 20
        asking.take(carried(offline.sender()))
        assert list(asking.signed()) == expected(requests)


def test_it_is_explained_from_the_bytes_alone_and_the_rest_is_claimed(
    vault: Vault, place: Place
) -> None:
    heard = HeardNames(Names())
    explain(selling(), NETWORK, heard)
    claims = claims_of(NETWORK, heard, (("Your dollars", "$1.00", "$2.00"),), TIME, 300_000)
    offline = Answering([NETWORK])
    offline.take(carried(Asking([selling()], place, claims).sender()))
    (shown,) = offline.shown()
    assert shown.explanation.plain.startswith("You offer 84,000 shares of Person 2 (0.84 %)")
    assert "Bob" not in shown.explanation.plain
    assert shown.network == NETWORK.name
    assert shown.fee == (
        "The network fee is at most 0.0004 coins, $1.20 at the price that the other machine names."
    )
    assert offline.claims[:3] == (
        "You are Person 1.",
        'Person 2 is called "Bob Okafor".',
        "Your dollars: $1.00 now, $2.00 after.",
    )
    assert offline.claimed_network is None
    assert not offline.differs


def test_claims_are_cleaned_before_they_are_shown() -> None:
    said = Claims(people={2: "Bob\u202e\n" + "x" * 200}, changes=(("a\x1b[2J", "b", "c"),))
    assert said.sentences()[0].startswith('Person 2 is called "Bob xxx')
    assert all(one.isprintable() and len(one) < 240 for one in said.sentences())


def test_a_network_known_from_the_request_alone_must_be_accepted(
    vault: Vault, place: Place
) -> None:
    claims = claims_of(NETWORK, HeardNames(Names()))
    offline = Answering([])
    offline.take(carried(Asking([selling()], place, claims).sender()))
    assert offline.claimed_network == NETWORK
    with pytest.raises(WalletError, match="does not know"):
        offline.sign(vault)
    offline.accept_network()
    offline.sign(vault)


def test_without_a_network_it_is_not_understood(place: Place) -> None:
    offline = Answering([])
    with pytest.raises(WalletError) as refused:
        offline.take(carried(Asking([selling()], place).sender()))
    assert refused.value.code == "signing.foreign-network"
    assert not offline.whole


def test_what_this_wallet_knows_counts_more_than_what_is_claimed(
    vault: Vault, place: Place
) -> None:
    forged = KnownNetwork(CHAIN, "Forged", {"Auction": OTHER, "Dollar": ME})
    claims = claims_of(forged, HeardNames(Names()))
    offline = Answering([NETWORK])
    offline.take(carried(Asking([selling()], place, claims).sender()))
    assert offline.differs
    assert offline.networks == (NETWORK,)
    attack = replace(selling(), to=OTHER)
    with pytest.raises(WalletError, match="does not belong to the network"):
        Answering([NETWORK]).take(carried(Asking([attack], place, claims).sender()))


def test_only_the_networks_asked_for_are_signed_for(vault: Vault, place: Place) -> None:
    elsewhere = KnownNetwork(CHAIN + 1, "Elsewhere", NETWORK.contracts)
    offline = Answering([elsewhere, NETWORK])
    offline.take(carried(Asking([selling()], place).sender()))
    assert offline.networks == (NETWORK,)
    offline.sign(vault)
    with pytest.raises(WalletError, match="does not know"):
        vault.sign(replace(selling(), chain_id=CHAIN + 1), 0)
    same_chain = KnownNetwork(CHAIN, "Twin", {"Ledger": OTHER})
    offline = Answering([same_chain, NETWORK])
    offline.take(carried(Asking([selling()], place).sender()))
    assert offline.networks == (NETWORK,)


@pytest.mark.parametrize(
    ("address", "path", "fingerprint", "code"),
    [
        (ME, account_path(1), None, "airgap.other-wallet"),
        (OTHER, account_path(0), None, "airgap.other-wallet"),
        (ME, account_path(0), 0x12345678, "airgap.other-wallet"),
        (ME, "m/44'/1'/0'/0/0", None, "airgap.other-path"),
    ],
)
def test_the_path_must_lead_to_the_account(
    address: str, path: str, fingerprint: int | None, code: str, vault: Vault
) -> None:
    wrong = Place(address, path_of(path, fingerprint))
    asked = replace(selling(), sender=address)
    offline = Answering([NETWORK])
    offline.take(carried(Asking([asked], wrong).sender()))
    with pytest.raises(WalletError) as refused:
        offline.sign(vault)
    assert refused.value.code == code


def asked_elsewhere(**changes: object) -> Resource:
    """A request as another wallet makes it, without an address."""
    made = EthSignRequest(
        unsigned(selling()), DataType.TYPED_TRANSACTION, path_of(account_path(0)), bytes(16)
    )
    return resource("eth-sign-request", replace(made, **changes))  # type: ignore[arg-type] # named fields, checked by the class


def test_another_wallets_request_is_signed_for_the_account_at_its_path(vault: Vault) -> None:
    offline = Answering([NETWORK])
    offline.take(asked_elsewhere().text)
    assert offline.account == ""
    found = registry.read(offline.sign(vault))
    assert isinstance(found, EthSignature)
    assert found.request_id == bytes(16)
    (signed,) = expected([selling()])
    assert isinstance(signed, SignedTransaction)
    assert found.signature[:32].lstrip(b"\0") in signed.raw


@pytest.mark.parametrize(
    "changes",
    [
        {"chain_id": 1},
        {"data_type": DataType.TRANSACTION},
        {"data_type": DataType.TYPED_DATA},
        {"data_type": DataType.MESSAGE},
        {"sign_data": b"\x02\xc0"},
    ],
)
def test_a_request_that_contradicts_itself_is_refused(changes: dict[str, object]) -> None:
    offline = Answering([NETWORK])
    with pytest.raises(WalletError):
        offline.take(asked_elsewhere(**changes).text)
    assert not offline.whole
    offline.take(asked_elsewhere().text)
    assert offline.whole


def test_a_signature_by_another_key_or_for_another_request_is_refused(
    vault: Vault, place: Place
) -> None:
    asking = Asking([selling()], place)
    right = registry.read(answered(asking, vault).sign(vault))
    assert isinstance(right, EthSignature)
    other = registry.read(answered(Asking([selling(7)], place), vault).sign(vault))
    assert isinstance(other, EthSignature)
    flipped = right.signature[:64] + bytes([1 - right.signature[64]])
    for wrong in (
        other,
        replace(other, request_id=right.request_id),
        replace(other, request_id=None),
        replace(right, signature=flipped),
        replace(right, request_id=bytes(16)),
    ):
        with pytest.raises(WalletError) as refused:
            asking.take(resource("eth-signature", wrong).text)
        assert refused.value.code == "signing.other-signature"
        assert not asking.done
    twice = EthBatchSignature((right, right))
    with pytest.raises(WalletError):
        asking.take(resource("eth-batch-signature", twice).text)
    asking.take(resource("eth-signature", replace(right, request_id=None)).text)
    assert asking.done


def test_a_code_for_something_else_says_so_and_can_be_followed_by_the_right_one(
    vault: Vault, place: Place
) -> None:
    asking, scanned = Asking([selling()], place), Answering([NETWORK])
    with pytest.raises(WalletError, match=r"code for a request from Symbolon.*is a signature"):
        asking.take(asking.sender().line(1))
    with pytest.raises(WalletError, match=r"code for an account.*is a request to sign"):
        scanned.take(next(c["ur"] for c in resources() if c["ur"].startswith("ur:crypto-hdkey")))
    with pytest.raises(WalletError, match="not a code that a wallet shows"):
        asking.take("https://example.org")
    for line in answered(asking, vault).sender().lines():
        asking.take(line)
    assert asking.done


def test_a_pasted_text_of_many_lines_is_read() -> None:
    scan = Scan(("bytes",), "plain data")
    sent = parse(resource("bytes", registry.Plain(bytes(900))).text)
    assert isinstance(sent, Resource)
    lines = list(Sender(sent, 100).lines(40))
    assert scan.take("\n\n".join([lines[0], "not a code", lines[1] + "x", *lines[2:]]))
    assert scan.resource == sent
    assert scan.progress.fraction == 1.0
    for text in ("", "\n", "a" * 5 * 2**20):
        with pytest.raises(WalletError):
            Scan(("bytes",), "plain data").take(text)


def test_the_addresses_of_the_envelope_survive_it(place: Place) -> None:
    claims = claims_of(NETWORK, HeardNames(Names()), made=TIME)
    claims = replace(claims, addresses={DAN: "Dan Petrov"}, facts=((1, 7, 2),), companies={9: "B"})
    found = registry.read(Asking([buying()], place, claims).code)
    again = resource("symbolon-request", found) if found else None
    assert again == Asking([buying()], place, claims).code
    assert getattr(found, "claims", None) == claims
    assert address_bytes(DAN) in Asking([buying()], place, claims).code.cbor
    assert checksum(DAN) == DAN


def test_a_wallet_of_one_key_signs_what_names_no_path() -> None:
    alone = Vault()
    key = bytes(account_key(seed(SECRET.words), 1))
    alone.unlock(seal(Secret(key=key), PHRASE, WALLET_ID), PHRASE, ())
    asked = replace(selling(), sender=OTHER)
    try:
        asking = Asking([asked], Place(OTHER, KeyPath(())))
        asking.take(carried(answered(asking, alone).sender()))
        (signed,) = asking.signed()
        assert signed == Unlocked(SECRET, (NETWORK,)).sign(asked, 1)
        with pytest.raises(WalletError, match="one private key"):
            answered(Asking([asked], Place(OTHER, path_of(account_path(1), 7))), alone)
    finally:
        alone.lock()
