"""BIP-39 and BIP-32 against their published vectors and against eth_account."""

import hashlib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.keys import accounts, words

# From the test vectors of trezor/python-mnemonic (English, extra word "TREZOR").
TREZOR = [
    (
        "00000000000000000000000000000000",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
        "about",
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553"
        "1f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04",
    ),
    (
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6f"
        "a457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607",
    ),
    (
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo "
        "zoo vote",
        "dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e16"
        "13912f0a5b694407be899ffd31ed3992c456cdf60f5d4564b8ba3f05a69890ad",
    ),
]

# From BIP-32, test vectors 1 and 2: the last 32 bytes of the extended private keys.
BIP32 = [
    (
        "000102030405060708090a0b0c0d0e0f",
        "m/0'/1/2'/2/1000000000",
        "471b76e389e528d6de6d816857e012c5455051cad6660850e58372a6c3e6e7c8",
    ),
    (
        "000102030405060708090a0b0c0d0e0f",
        "m",
        "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
    ),
    (
        "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a2"
        "9f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542",
        "m/0/2147483647'/1/2147483646'/2",
        "bb7d39bdb83ecf58f2fd82b6d918341cbef428661ef01ab97c28a4842125ac23",
    ),
]


def test_the_word_list_is_the_published_one() -> None:
    raw = resources.files("wallet.keys").joinpath("english.txt").read_bytes()
    digest = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    assert hashlib.sha256(raw).hexdigest() == digest
    assert len(words.wordlist()) == 2048


@pytest.mark.parametrize(("entropy", "phrase", "seed"), TREZOR)
def test_published_words_and_seeds(entropy: str, phrase: str, seed: str) -> None:
    assert words.words_from_entropy(bytes.fromhex(entropy)) == phrase.encode()
    assert " ".join(words.list_of_words(bytes.fromhex(entropy))) == phrase
    assert words.entropy_from_words(phrase) == bytes.fromhex(entropy)
    assert words.seed(phrase, "TREZOR").hex() == seed


@pytest.mark.parametrize(("seed", "path", "key"), BIP32)
def test_published_keys(seed: str, path: str, key: str) -> None:
    assert accounts.derive(bytes.fromhex(seed), path).hex() == key


@pytest.mark.parametrize("count", [12, 24])
def test_new_words_agree_with_eth_account(count: int) -> None:
    from eth_account import Account

    Account.enable_unaudited_hdwallet_features()
    phrase = words.create_words(count).decode()
    assert len(phrase.split()) == count
    seed = words.seed(phrase, "an éxtra")
    for index, address in enumerate(accounts.addresses(seed, 3)):
        path = f"m/44'/60'/0'/0/{index}"
        peer = Account.from_mnemonic(phrase, passphrase="an éxtra", account_path=path)
        assert peer.address == address
        assert bytes(peer.key) == accounts.account_key(seed, index)


def test_words_are_read_whatever_their_spacing_and_capitals() -> None:
    phrase = TREZOR[1][1]
    assert words.check_words("  " + phrase.upper().replace(" ", "\n ") + "\t") == phrase.encode()


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "keys.words-count", "here are 0"),
        ("legal winner", "keys.words-count", "here are 2"),
        (TREZOR[1][1].replace("sausage", "sausag"), "keys.words-unknown", 'Word 6, "sausag"'),
        (TREZOR[1][1].replace("yellow", "year"), "keys.words-checksum", "together"),
        ("a" * 1001, "keys.words-long", "too long"),
    ],
)
def test_wrong_words_are_told_what_is_wrong(text: str, code: str, said: str) -> None:
    with pytest.raises(WalletError) as refused:
        words.check_words(text)
    assert refused.value.code == code
    assert said in refused.value.sentence
    assert refused.value.next_step


def test_a_slip_is_answered_with_what_was_meant() -> None:
    with pytest.raises(WalletError) as refused:
        words.check_word("recieve", 3)
    assert '"receive"' in refused.value.next_step
    assert words.suggestions("aban")[0] == "abandon"
    assert words.suggestions("") == ()


def test_an_extra_word_has_a_bound() -> None:
    with pytest.raises(WalletError):
        words.check_extra("x" * 257)
    with pytest.raises(WalletError):
        words.check_extra("\ud800")


@pytest.mark.parametrize(
    "path",
    ["", "m/", "m/x", "n/0", "44'/60'", "m/01", "m/1''", "m/2147483648", "m/-1", "m" + "/0" * 11],
)
def test_a_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        accounts.derive(bytes(64), path)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_words_or_a_sentence(text: str) -> None:
    try:
        words.check_words(text)
    except WalletError as refused:
        assert refused.sentence.endswith(".")
    words.suggestions(text)


@settings(max_examples=100)
@given(st.one_of(st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)))
def test_entropy_survives_the_words(entropy: bytes) -> None:
    assert words.entropy_from_words(words.words_from_entropy(entropy)) == entropy
