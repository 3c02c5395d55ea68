"""A request about a name proves its key, and its answer is read strictly or refused in words."""

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
from wallet.flows.name_answer import NameAnswer, read_name_answer
from wallet.identity.asking_for_name import ask_for_name, is_name, read_name_request
from wallet.identity.glance import glance
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.asked import asked_of
from wallet.signing.unlocked import Unlocked

KEYS = Unlocked(Secret(entropy_from_words(DEV_MNEMONIC)), ())
ME, OTHER, DESK = (KEYS.address(number) for number in (0, 1, 5))
CHAIN = 31_337
NAME = "Zoë Ångström-O’Neill"


def request(wish: str = NAME, /, **changed: Any) -> str:
    """A request signed as the vault signs any message, with parts replaced afterwards."""
    asking = ask_for_name(ME, CHAIN, DESK, 7, wish, NOW)
    text = asking.signed(KEYS.sign_asked(asked_of(asking.message), 0))
    return json.dumps({**json.loads(text), **changed})


def test_a_request_is_read_as_it_was_signed() -> None:
    read = read_name_request(request(f"  {NAME.replace(' ', '   ')} "), CHAIN, DESK.lower(), NOW)
    assert (read.account, read.person, read.name, read.made_at) == (ME, 7, NAME, NOW)
    seen = glance(request())
    assert (seen.kind, seen.account, seen.verifiers) == ("name", ME.lower(), (DESK.lower(),))
    assert NAME in read.text and "person 7" in read.text and NAME not in repr(read)


@pytest.mark.parametrize(
    ("chain", "verifier", "now", "code"),
    [
        (1, DESK, NOW, "name.elsewhere"),
        (CHAIN, OTHER, NOW, "name.elsewhere"),
        (CHAIN, DESK, NOW + 15 * DAY, "name.stale"),
        (CHAIN, DESK, NOW - DAY, "name.stale"),
    ],
)
def test_it_serves_no_other_place_and_time(chain: int, verifier: str, now: int, code: str) -> None:
    with pytest.raises(WalletError) as caught:
        read_name_request(request(), chain, verifier, now)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"account": OTHER}, "signature"),
        ({"person": 8}, "signature"),
        ({"name": "Zoe Angstrom"}, "signature"),
        ({"number": "00" * 16}, "signature"),
        ({"at": NOW - 5}, "signature"),
        ({"signature": "00" * 65}, "signature"),
        ({"person": True}, "garbage"),
        ({"person": 0}, "garbage"),
        ({"person": 2**60}, "garbage"),
        ({"name": ""}, "garbage"),
        ({"name": " Zoe"}, "garbage"),
        ({"name": "Zoe\nI am person 8 of the network"}, "garbage"),
        ({"name": "Zoe\u202eeoZ"}, "garbage"),
        ({"name": "Zoe\u0308"}, "garbage"),
        ({"name": "\ud800"}, "garbage"),
        ({"name": "é" * 33}, "garbage"),
        ({"name": 7}, "garbage"),
        ({"verifier": [DESK]}, "garbage"),
        ({"chain": "31337"}, "garbage"),
        ({"kind": "join request"}, "garbage"),
        ({"more": 1}, "garbage"),
    ],
)
def test_a_changed_request_is_refused(changed: Any, code: str) -> None:
    with pytest.raises(WalletError) as caught:
        read_name_request(request(**changed), CHAIN, DESK, NOW)
    assert caught.value.code == f"name.{code}"


@pytest.mark.parametrize("name", ["", "   ", "a" * 65, "Zoe\u200b"])
def test_a_name_that_cannot_stand_is_said_beside_its_field(name: str) -> None:
    with pytest.raises(WalletError) as caught:
        ask_for_name(ME, CHAIN, DESK, 7, name, NOW)
    assert caught.value.field == "name"


GOOD = request()
ANSWER = NameAnswer(CHAIN, DESK, "0f" * 16, 7, NAME, b"\3" * 65)
WHOLE: dict[str, Any] = json.loads(ANSWER.to_json())


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read_name_answer(ANSWER.to_json()) == ANSWER
    assert NAME not in repr(ANSWER)


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 2}, {"kind": "join answer"}, {"more": 1}, {"chain": 0}, {"chain": "1"},
        {"verifier": "0x12"}, {"number": "zz" * 16}, {"signature": "00"}, {"person": "7"},
        {"person": 0}, {"person": True}, {"name": " x"}, {"name": None},
    ],
)  # fmt: skip
def test_any_other_answer_is_a_sentence(changed: Any) -> None:
    with pytest.raises(WalletError) as refused:
        read_name_answer(json.dumps({**WHOLE, **changed}))
    assert refused.value.code == "name.answer"


def marred(good: str) -> st.SearchStrategy[str]:
    """A good paper with a few of its signs replaced."""
    return st.tuples(st.integers(0, len(good)), st.text(max_size=3)).map(
        lambda one: good[: one[0]] + one[1] + good[one[0] + max(1, len(one[1])) :]
    )


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=300), marred(GOOD), marred(ANSWER.to_json())))
def test_any_text_is_answered(text: str) -> None:
    try:
        read = read_name_request(text, CHAIN, DESK, NOW)
    except WalletError as refused:
        assert refused.sentence.endswith(".")
    else:
        assert read.text == read_name_request(GOOD, CHAIN, DESK, NOW).text
    try:
        answer = read_name_answer(text)
    except WalletError as refused:
        assert refused.code in ("name.answer", "file.garbage")
    else:
        assert read_name_answer(answer.to_json()) == answer


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_a_name_that_is_taken_is_read_again_as_it_is(name: str) -> None:
    try:
        asking = ask_for_name(ME, CHAIN, DESK, 7, name, NOW)
    except WalletError as refused:
        assert refused.field == "name"
    else:
        assert is_name(asking.name) and len(asking.text.split("\n")) == 10
