"""Accounts shown by one machine and watched by another."""

from __future__ import annotations

import pytest
from cbor2 import CBORTag

from tests.signing.ur.published import resources
from wallet.base.errors import WalletError
from wallet.flows.airgap_accounts import Importing, account_code, place_of, watchable
from wallet.keys.accounts import account_path, addresses, derive
from wallet.keys.card import parse_card, watching_card
from wallet.keys.public import ACCOUNTS, extended_public
from wallet.keys.watch_only import WatchOnly
from wallet.keys.words import seed
from wallet.signing.ur import cbor
from wallet.signing.ur.accounts import MultiAccounts
from wallet.signing.ur.codes import Resource, Sender, resource
from wallet.signing.ur.hdkeys import ETHER, CoinInfo, HdKey
from wallet.signing.ur.paths import KeyPath, Step, path_of

WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
PUBLIC = extended_public(seed(WORDS), ACCOUNTS)


def imported(code: Resource) -> tuple[WatchOnly, ...]:
    """What a watching machine makes of a code."""
    importing = Importing()
    for line in Sender(code, 60).lines(40):
        importing.take(line)
    return importing.found


def published(begin: str) -> str:
    """A published code."""
    return next(str(case["ur"]) for case in resources() if case["ur"].startswith(begin))


def test_a_wallet_is_watched_by_what_it_shows() -> None:
    (watched,) = imported(account_code(PUBLIC))
    assert tuple(watched.address(number) for number in range(4)) == addresses(seed(WORDS), 4)
    assert watched.origin.source == "Symbolon"
    place = place_of(watched, 3)
    assert place.address == addresses(seed(WORDS), 4)[3]
    assert place.path == path_of(account_path(3), PUBLIC.master)
    card = watching_card("00" * 16, "Mine", 7, watched)
    again = parse_card(card.to_json()).watched
    assert again is not None
    assert place_of(again, 3) == place


def test_newer_names_are_imported_too() -> None:
    older = cbor.read(account_code(PUBLIC).cbor)
    newer = {key: _newer(value) for key, value in older.items()}
    assert imported(Resource("hdkey", cbor.write(newer))) == imported(account_code(PUBLIC))


def _newer(value: object) -> object:
    return CBORTag(40_000 + value.tag, value.value) if isinstance(value, CBORTag) else value


def test_a_published_account_is_imported() -> None:
    importing = Importing()
    importing.take(published("ur:crypto-hdkey"))
    (watched,) = importing.found
    assert watched.origin.fingerprint == "e9181cf3"
    assert watched.path(2) == "m/44'/60'/0'/0/2"


def test_other_ways_of_counting_are_followed() -> None:
    ledger = HdKey(
        PUBLIC.key,
        PUBLIC.chain_code,
        origin=path_of("m/44'/60'/0'", PUBLIC.master),
        children=KeyPath((Step(None, False),)),
        note="account.ledger_legacy",
    )
    live = extended_public(seed(WORDS), "m/44'/60'/2'")
    leaf = HdKey(live.key, origin=path_of("m/44'/60'/2'/0/0", PUBLIC.master))
    found = watchable(MultiAccounts(PUBLIC.master, (ledger, leaf, _solana()), "Vault"))
    assert [one.steps for one in found] == [(), ()]
    assert found[0].path(5) == "m/44'/60'/0'/5"
    assert found[1].path(0) == "m/44'/60'/2'/0/0"
    assert found[1].public_key == b""
    assert place_of(found[1], 0).path.text == "44'/60'/2'/0/0"
    assert {one.origin.source for one in found} == {"Vault"}


def _solana() -> HdKey:
    return HdKey(bytes(32), origin=path_of("m/44'/501'/0'"))


def test_a_fingerprint_outside_the_key_counts() -> None:
    key = HdKey(PUBLIC.key, PUBLIC.chain_code, origin=path_of("m/44'/60'/0'"))
    (watched,) = watchable(MultiAccounts(PUBLIC.master, (key,)))
    assert watched.origin.fingerprint == f"{PUBLIC.master:08x}"


@pytest.mark.parametrize("text", [published("ur:crypto-multi-acc"), published("ur:crypto-account")])
def test_accounts_of_other_coins_are_refused(text: str) -> None:
    importing = Importing()
    with pytest.raises(WalletError, match="accounts of other coins"):
        importing.take(text)
    assert not importing.found
    importing.take(account_code(PUBLIC).text)
    assert importing.found


@pytest.mark.parametrize(
    "key",
    [
        HdKey(b"\x02" + bytes(32), origin=path_of("m/44'/60'/0'")),
        HdKey(PUBLIC.key, coin=CoinInfo(0)),
        HdKey(PUBLIC.key, PUBLIC.chain_code),
        HdKey(PUBLIC.key, origin=KeyPath((Step(None, True),)), coin=CoinInfo(ETHER)),
    ],
)
def test_keys_that_are_no_accounts_here_are_refused(key: HdKey) -> None:
    with pytest.raises(WalletError, match="other coins"):
        watchable(key)


def test_a_private_key_is_refused_with_a_warning() -> None:
    private = HdKey(b"\0" + bytes(derive(seed(WORDS), "m")), bytes(32), private=True)
    for text in (published("ur:hdkey"), resource("crypto-hdkey", private).text):
        with pytest.raises(WalletError) as refused:
            Importing().take(text)
        assert refused.value.code == "airgap.secret"


def test_one_address_alone_has_a_place_without_a_path() -> None:
    place = place_of(WatchOnly((addresses(seed(WORDS), 1)[0],)), 0)
    assert place.path == KeyPath(())
