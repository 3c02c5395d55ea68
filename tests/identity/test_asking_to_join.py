"""A request proves both keys, names nobody, and serves no other network, verifier or time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.identity.documents import NOW
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.chain.node import DEV_MNEMONIC
from wallet.identity.asking_to_join import ask_to_join, read_join_request
from wallet.identity.credential.issuing import holder_key
from wallet.identity.tags.letters import new_key
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.asked import asked_of
from wallet.signing.unlocked import Unlocked

KEYS = Unlocked(Secret(entropy_from_words(DEV_MNEMONIC)), ())
ME, OTHER = KEYS.address(0), KEYS.address(1)
VERIFIER, CHAIN = KEYS.address(5), 31_337
HOLDER = holder_key(b"s" * 32, ME)


def request(**changed: Any) -> str:
    """A request signed as the vault signs any message, with parts replaced afterwards."""
    asking = ask_to_join(ME, CHAIN, VERIFIER, HOLDER, NOW)
    text = asking.signed(KEYS.sign_asked(asked_of(asking.message), 0), HOLDER)
    return json.dumps({**json.loads(text), **changed})


def test_a_request_says_who_asks_and_with_which_key() -> None:
    text = request()
    read = read_join_request(text, CHAIN, VERIFIER.lower(), NOW + DAY)
    assert (read.account, read.chain_id, read.made_at) == (ME, CHAIN, NOW)
    assert read.key.thumbprint() == HOLDER.thumbprint()
    assert '"d"' not in text and len(text) < 1_000, "it fits into a code"
    assert "My wallet: " + ME in read.text and read.text.isascii()
    assert json.loads(request())["number"] != read.number


@pytest.mark.parametrize(
    ("chain", "verifier", "now", "code"),
    [
        (1, VERIFIER, NOW, "join.elsewhere"),
        (CHAIN, OTHER, NOW, "join.elsewhere"),
        (CHAIN, VERIFIER, NOW + 15 * DAY, "join.stale"),
        (CHAIN, VERIFIER, NOW - DAY, "join.stale"),
    ],
)
def test_it_serves_no_other_place_and_time(chain: int, verifier: str, now: int, code: str) -> None:
    with pytest.raises(WalletError) as caught:
        read_join_request(request(), chain, verifier, now)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"account": OTHER}, "signature"),
        ({"number": "00" * 16}, "signature"),
        ({"at": NOW - 5}, "signature"),
        ({"key": new_key().export_public(as_dict=True)}, "signature"),
        ({"signature": "00" * 65}, "signature"),
        ({"holds": "e30..AAAA"}, "signature"),
        ({"holds": "e30.e30.AAAA"}, "garbage"),
        ({"chain": str(CHAIN)}, "garbage"),
        ({"chain": True}, "garbage"),
        ({"at": 2**60}, "garbage"),
        ({"number": "g" * 32}, "garbage"),
        ({"account": "0x12"}, "garbage"),
        ({"name": "Willeke"}, "garbage"),
        ({"version": 2}, "garbage"),
    ],
)
def test_a_changed_request_is_refused(changed: Any, code: str) -> None:
    with pytest.raises(WalletError) as caught:
        read_join_request(request(**changed), CHAIN, VERIFIER, NOW)
    assert caught.value.code == f"join.{code}"


def test_another_key_signs_nothing_for_this_account() -> None:
    asking = ask_to_join(ME, CHAIN, VERIFIER, HOLDER, NOW)
    foreign = ask_to_join(OTHER, CHAIN, VERIFIER, HOLDER, NOW)
    with pytest.raises(WalletError, match="not by the account"):
        asking.signed(KEYS.sign_asked(asked_of(foreign.message), 1), HOLDER)
    # The account's own signature, and a credential's key that is not there.
    stolen = ask_to_join(ME, CHAIN, VERIFIER, new_key(), NOW)
    text = stolen.signed(KEYS.sign_asked(asked_of(stolen.message), 0), HOLDER)
    with pytest.raises(WalletError, match="does not hold the keys"):
        read_join_request(text, CHAIN, VERIFIER, NOW)


GOOD = request()


MARRED = st.tuples(st.integers(0, len(GOOD)), st.text(max_size=3)).map(
    lambda one: GOOD[: one[0]] + one[1] + GOOD[one[0] + max(1, len(one[1])) :]
)


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=300), MARRED))
def test_any_text_is_answered(text: str) -> None:
    try:
        read = read_join_request(text, CHAIN, VERIFIER, NOW)
    except WalletError as refused:
        assert refused.sentence.endswith(".")
    else:
        assert read.text == read_join_request(GOOD, CHAIN, VERIFIER, NOW).text
