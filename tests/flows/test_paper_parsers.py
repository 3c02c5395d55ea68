"""Whatever is brought as a card, an answer or a request is read, or refused with a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.flows.attached import Attached, file_name
from wallet.flows.attestor_answer import AttestorAnswer, read_answer
from wallet.flows.attestor_card import own_card, read_card
from wallet.flows.sealed_papers import CostPaper, PaperRequest, open_sealed, seal
from wallet.identity.tags.letters import new_key

KEY = new_key()
ACCOUNT = "0x" + "12" * 20
CARD = own_card(31337, 10, ACCOUNT, KEY, 1_000).to_json()
ANSWER = AttestorAnswer(31337, "stake:1", 1, 10, ACCOUNT, b"\x01" * 65).to_json()
PAPER = CostPaper(1, 2, 3, 10**18, 10**6, "Paid.", (Attached("a.pdf", 3, b"\x05" * 32),))
SEALED = seal(PaperRequest(31337, "cost", 0, 1, CostPaper(1, 2, 3, 4, 5, "Paid.")), [KEY])
ODD: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)
SAYS: dict[str, Callable[[str], object]] = {
    CARD: lambda text: read_card(text, 31337, 2_000),
    ANSWER: read_answer,
    SEALED: lambda text: open_sealed(text, KEY, 31337),
}


def test_what_is_meant_is_read() -> None:
    assert read_answer(ANSWER).signed
    assert open_sealed(SEALED, KEY, 31337).subject == "cost:1:2:3"


def test_a_request_about_another_network_is_refused() -> None:
    with pytest.raises(WalletError) as refused:
        open_sealed(SEALED, KEY, 1)
    assert refused.value.code == "sealed.chain"


@given(st.sampled_from(list(SAYS)), st.data(), ODD)
@settings(max_examples=300)
def test_another_value_anywhere_is_refused_with_a_sentence(
    whole: str, data: st.DataObject, odd: Any
) -> None:
    found = json.loads(whole)
    found[data.draw(st.sampled_from(sorted(found)))] = odd
    try:
        SAYS[whole](json.dumps(found))
    except WalletError as error:
        assert error.sentence.endswith(".") and error.code


@given(st.sampled_from(list(SAYS)), st.text(max_size=200))
def test_any_text_is_refused_with_a_sentence(whole: str, text: str) -> None:
    try:
        SAYS[whole](text)
    except WalletError as error:
        assert error.code


@given(ODD, st.sampled_from(["token", "cost", "evidence", "files", "kind"]))
def test_what_was_sealed_is_read_as_strictly(odd: Any, field: str) -> None:
    class Told(PaperRequest):
        def to_json(self) -> str:
            said = json.loads(PaperRequest.to_json(self))
            said["paper"][field] = odd
            return json.dumps(said)

    text = seal(Told(31337, "cost", 0, 1, CostPaper(1, 2, 3, 4, 5, "Paid.")), [KEY])
    try:
        open_sealed(text, KEY, 31337)
    except WalletError as error:
        assert error.code in ("sealed.garbage", "paper.garbage", "sealed.files")


@given(st.text(max_size=300))
def test_a_files_name_leads_nowhere(name: str) -> None:
    kept = file_name(name)
    assert kept and len(kept) <= 120 and file_name(kept) == kept
    assert "/" not in kept and "\\" not in kept and not kept.startswith(".")
