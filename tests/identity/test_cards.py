"""Cards of desks, and a glance at requests: what is not exactly one is refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.chain.node import DEV_MNEMONIC
from wallet.identity.glance import glance
from wallet.identity.tags.cards import Card, circle_of, is_line, make_card, read_card
from wallet.identity.tags.letters import new_key
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.asked import asked_of
from wallet.signing.unlocked import Unlocked

KEYS = Unlocked(Secret(entropy_from_words(DEV_MNEMONIC)), ())
NOW = 1_800_000_000
LINE, SEAL = "https://desk.example.org:8443", "ab" * 32


def signed(account: int = 1, line: str = LINE) -> tuple[Card, str]:
    address = KEYS.address(account)
    card = make_card(1, address, f"Desk {account}", new_key(), line, SEAL, NOW)
    return card, card.signed(KEYS.sign_asked(asked_of(card.message), account))


CARD, TEXT = signed()


def test_a_card_says_what_was_signed() -> None:
    found = read_card(TEXT, 1)
    assert (found.name, found.line, found.seal) == ("Desk 1", LINE, SEAL)
    assert found.key.thumbprint() == CARD.key.thumbprint()
    with pytest.raises(WalletError, match="another network"):
        read_card(TEXT, 2)
    with pytest.raises(WalletError):
        CARD.signed(KEYS.sign_asked(asked_of(CARD.message), 2))


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Another"},
        {"line": "https://elsewhere.example"},
        {"seal": "cd" * 32},
        {"at": NOW + 1},
        {"address": KEYS.address(2)},
        {"key": signed(2)[0].key.export_public(as_dict=True)},
    ],
)
def test_nothing_on_a_card_can_be_changed(change: dict[str, Any]) -> None:
    with pytest.raises(WalletError, match="was not signed by the verifier"):
        read_card(json.dumps({**json.loads(TEXT), **change}), 1)


@given(st.text(max_size=300) | st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_whatever_is_no_card_or_request_is_refused(found: Any) -> None:
    text = found if isinstance(found, str) else json.dumps(found)
    for read in (lambda: read_card(text, 1), lambda: glance(text)):
        with pytest.raises(WalletError):
            read()


@given(
    st.sampled_from(sorted(json.loads(TEXT))), st.none() | st.integers() | st.text() | st.binary()
)
def test_a_part_of_another_kind_is_refused(part: str, value: Any) -> None:
    said = value.hex() if isinstance(value, bytes) else value
    if said != json.loads(TEXT)[part]:
        with pytest.raises(WalletError):
            read_card(json.dumps({**json.loads(TEXT), part: said}), 1)


def test_a_circle_is_the_same_whoever_gathers_it() -> None:
    five = [signed(account)[0] for account in range(1, 6)]
    assert circle_of(five).fingerprint == circle_of(five[::-1]).fingerprint
    for wrong in (five[:4], [*five[:4], five[0]]):
        with pytest.raises(WalletError, match="A circle has 5 desks"):
            circle_of(wrong)


@pytest.mark.parametrize(
    "line", ["https://a", "https://192.0.2.1:8443/", "https://[2001:db8::1]:1"]
)
def test_where_a_desk_can_answer(line: str) -> None:
    assert is_line(line)


@pytest.mark.parametrize(
    "line",
    ["http://a", "https://", "https://a/b", "https://u@a", "https://a:0", "https://a:70000",
     "https://a?b", "https://a b", "https://" + "a" * 300],
)  # fmt: skip
def test_where_no_desk_answers(line: str) -> None:
    assert not is_line(line)
    with pytest.raises(WalletError, match="no address at which"):
        make_card(1, KEYS.address(1), "Desk", new_key(), line, "", NOW)
