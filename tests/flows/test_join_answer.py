"""A verifier's answer as a text: what is written is read, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.acts.identity import Attestation
from wallet.base.errors import WalletError
from wallet.flows.join_answer import MOST_TEXT, JoinAnswer, read_join_answer

ANSWER = JoinAnswer(
    31_337,
    "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "ab" * 16,
    Attestation(
        account="0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
        person_tag=b"\1" * 32,
        level=2,
        country=276,
        investor_class=1,
        issued_at=1_790_000_000,
        expires_at=1_850_000_000,
        credential_hash=b"\2" * 32,
        nonce=2**128 - 1,
    ),
    b"\3" * 65,
    "a.b.c~d~",
)
WHOLE: dict[str, Any] = json.loads(ANSWER.to_json())


def test_it_is_read_as_it_was_written_and_shows_no_claim() -> None:
    assert read_join_answer(ANSWER.to_json()) == ANSWER
    assert ANSWER.credential not in repr(ANSWER)


def _but(**changed: Any) -> str:
    return json.dumps({**WHOLE, **changed})


def _but_said(**changed: Any) -> str:
    return _but(attestation={**WHOLE["attestation"], **changed})


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "7", '"x"', "{", "{}", "x" * (MOST_TEXT + 1),
        _but(version=2), _but(kind="join request"), _but(more=1), _but(chain="1"), _but(chain=0),
        _but(chain=True), _but(verifier="0x12"), _but(verifier=None), _but(number="zz" * 16),
        _but(signature="00"), _but(signature=None), _but(credential=7), _but(attestation=[]),
        _but_said(level=-1), _but_said(level=2.0), _but_said(country=1_000), _but_said(nonce=7),
        _but_said(nonce="-1"), _but_said(nonce="\u0663"), _but_said(account="0xzz"),
        _but_said(personTag="00"), _but_said(expiresAt=2**40), _but_said(other=1),
    ],
)  # fmt: skip
def test_anything_else_is_a_sentence(text: str) -> None:
    with pytest.raises(WalletError) as refused:
        read_join_answer(text)
    assert refused.value.code in ("join.answer", "file.garbage")


@given(st.text(max_size=300) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from([*WHOLE, *WHOLE["attestation"]]), inner, max_size=12),
).map(json.dumps))  # fmt: skip
def test_the_reader_is_total(text: str) -> None:
    with pytest.raises(WalletError):
        read_join_answer(text)
