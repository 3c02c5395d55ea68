"""A new wallet's request proves its key, names nobody, and all verifiers sign the same of it."""

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
from wallet.flows.recovery_answer import RecoveryAnswer, read_recovery_answer, recovery_for
from wallet.identity.asking_to_recover import ask_to_recover, read_recovery_request
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.signing.asked import asked_of
from wallet.signing.unlocked import Unlocked

KEYS = Unlocked(Secret(entropy_from_words(DEV_MNEMONIC)), ())
ME, OTHER = KEYS.address(0), KEYS.address(1)
DESKS = tuple(KEYS.address(number) for number in range(5, 8))
CHAIN = 31_337


def request(in_person: bool = False, **changed: Any) -> str:
    """A request signed as the vault signs any message, with parts replaced afterwards."""
    asking = ask_to_recover(ME, CHAIN, DESKS, in_person, NOW)
    text = asking.signed(KEYS.sign_asked(asked_of(asking.message), 0))
    return json.dumps({**json.loads(text), **changed})


@pytest.mark.parametrize("in_person", [False, True])
def test_all_desks_sign_one_statement(in_person: bool) -> None:
    text = request(in_person)
    read = [read_recovery_request(text, CHAIN, desk.lower(), NOW + DAY) for desk in DESKS]
    said = {recovery_for(one, b"\7" * 32).fields() for one in read}
    assert len(said) == 1
    (account, tag, person, issued, nonce) = said.pop()
    assert (account, tag, person, issued) == (ME, b"\7" * 32, in_person, NOW)
    assert nonce == int(read[0].number, 16) and read[0].needed == (3 if in_person else 2)
    assert len(text) < 1_000 and read[0].text.isascii(), "it fits into a code"


@pytest.mark.parametrize(
    ("chain", "verifier", "now", "code"),
    [
        (1, DESKS[0], NOW, "recover.elsewhere"),
        (CHAIN, OTHER, NOW, "recover.elsewhere"),
        (CHAIN, DESKS[0], NOW + 15 * DAY, "recover.stale"),
        (CHAIN, DESKS[0], NOW - DAY, "recover.stale"),
    ],
)
def test_it_serves_no_other_place_and_time(chain: int, verifier: str, now: int, code: str) -> None:
    with pytest.raises(WalletError) as caught:
        read_recovery_request(request(), chain, verifier, now)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"account": OTHER}, "signature"),
        ({"number": "00" * 16}, "signature"),
        ({"at": NOW - 5}, "signature"),
        ({"inPerson": True}, "signature"),
        ({"verifiers": list(DESKS[:2])}, "signature"),
        ({"signature": "00" * 65}, "signature"),
        ({"inPerson": 1}, "garbage"),
        ({"verifiers": [DESKS[0]]}, "garbage"),
        ({"verifiers": [DESKS[0], DESKS[0].lower()]}, "garbage"),
        ({"verifiers": "all"}, "garbage"),
        ({"verifiers": [*DESKS, ME, OTHER, KEYS.address(9)]}, "garbage"),
        ({"chain": True}, "garbage"),
        ({"at": 2**60}, "garbage"),
        ({"kind": "join request"}, "garbage"),
        ({"name": "Willeke"}, "garbage"),
    ],
)
def test_a_changed_request_is_refused(changed: Any, code: str) -> None:
    with pytest.raises(WalletError) as caught:
        read_recovery_request(request(**changed), CHAIN, DESKS[0], NOW)
    assert caught.value.code == f"recover.{code}"


def test_too_few_and_the_same_twice_are_said_beside_the_field() -> None:
    for chosen, in_person in ((DESKS[:1], False), (DESKS[:2], True), ((ME, ME.lower()), False)):
        with pytest.raises(WalletError) as caught:
            ask_to_recover(ME, CHAIN, chosen, in_person, NOW)
        assert caught.value.field == "verifiers"


GOOD = request()
ANSWER = RecoveryAnswer(
    CHAIN,
    DESKS[0],
    recovery_for(read_recovery_request(GOOD, CHAIN, DESKS[0], NOW), b"\7" * 32),
    b"\3" * 65,
)
WHOLE: dict[str, Any] = json.loads(ANSWER.to_json())


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read_recovery_answer(ANSWER.to_json()) == ANSWER
    assert ANSWER.number == json.loads(GOOD)["number"]


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 2}, {"kind": "join answer"}, {"more": 1}, {"chain": 0}, {"chain": "1"},
        {"verifier": "0x12"}, {"number": "zz" * 16}, {"signature": "00"}, {"recovery": []},
        {"recovery": {**WHOLE["recovery"], "inPerson": 0}},
        {"recovery": {**WHOLE["recovery"], "issuedAt": 2**40}},
        {"recovery": {**WHOLE["recovery"], "personTag": "00"}},
        {"recovery": {**WHOLE["recovery"], "nonce": 7}},
    ],
)  # fmt: skip
def test_any_other_answer_is_a_sentence(changed: Any) -> None:
    with pytest.raises(WalletError) as refused:
        read_recovery_answer(json.dumps({**WHOLE, **changed}))
    assert refused.value.code == "recover.answer"


MARRED = st.tuples(st.integers(0, len(GOOD)), st.text(max_size=3)).map(
    lambda one: GOOD[: one[0]] + one[1] + GOOD[one[0] + max(1, len(one[1])) :]
)


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=300), MARRED))
def test_any_text_is_answered(text: str) -> None:
    try:
        read = read_recovery_request(text, CHAIN, DESKS[0], NOW)
    except WalletError as refused:
        assert refused.sentence.endswith(".")
    else:
        assert read.text == read_recovery_request(GOOD, CHAIN, DESKS[0], NOW).text
    try:
        read_recovery_answer(text)
    except WalletError as refused:
        assert refused.code in ("recover.answer", "file.garbage")
