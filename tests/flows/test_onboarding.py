"""First launch, through every path."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.flows.onboarding import Onboarding, Step
from wallet.keys.accounts import addresses
from wallet.keys.envelope import open_envelope
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed

WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"


def test_new_words_are_shown_confirmed_protected_and_kept(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    flow = Onboarding()
    flow.create(24)
    words = flow.words
    assert len(words) == 24
    flow.written_down()
    assert len(set(flow.positions)) == 3
    flow.confirm(tuple(words[position - 1] for position in flow.positions))
    flow.protect("a good passphrase", "a good passphrase")
    card = flow.finish("Mine", store, 1_700_000_000)
    assert flow.step is Step.DONE
    assert store.cards() == (card,)
    kept = open_envelope(store.envelope(card.wallet_id), "a good passphrase")
    assert kept.words == " ".join(words).encode()
    assert card.addresses == addresses(seed(kept.words), 3)


def test_a_wrong_word_is_named_and_nothing_is_lost() -> None:
    flow = Onboarding()
    flow.create(12)
    words = flow.words
    flow.written_down()
    right = [words[position - 1] for position in flow.positions]
    wrong = "zoo" if right[1] != "zoo" else "abandon"
    with pytest.raises(WalletError) as refused:
        flow.confirm((right[0], wrong, right[2]))
    assert refused.value.field == "word1"
    assert str(flow.positions[1]) in refused.value.sentence
    with pytest.raises(WalletError):
        flow.confirm(tuple(right[:2]))
    assert flow.step.value == "confirm"
    flow.confirm(tuple(f" {word.upper()} " for word in right))
    assert flow.step is Step.PROTECT


def test_words_are_to_be_seen_at_one_step_only() -> None:
    flow = Onboarding()
    with pytest.raises(ValueError, match="choose"):
        _ = flow.words
    flow.create()
    words = flow.words
    flow.written_down()
    with pytest.raises(ValueError, match="confirm"):
        _ = flow.words
    flow.back()
    assert flow.words == words
    for text in (repr(flow), str(flow)):
        assert not any(word in text.split() for word in words)


def test_restoring_refuses_wrong_words_beside_their_field() -> None:
    flow = Onboarding()
    flow.start_restoring()
    for text in ("", "chunk", WORDS.replace("calm", "calmm"), WORDS.replace("calm", "into")):
        with pytest.raises(WalletError) as refused:
            flow.restore(text)
        assert refused.value.field == "words"
        assert flow.step is Step.RESTORE
    with pytest.raises(WalletError) as refused:
        flow.restore(WORDS, "x" * 300)
    assert refused.value.field == "extra"
    flow.restore("  " + WORDS.upper() + "\n")
    assert flow.step is Step.PROTECT


def test_the_extra_word_of_restored_words_makes_other_accounts(tmp_path: Path) -> None:
    cards = []
    for extra in ("", "more"):
        flow = Onboarding()
        flow.start_restoring()
        flow.restore(WORDS, extra)
        flow.protect("a good passphrase", "a good passphrase")
        cards.append(flow.finish("Old", FileStore(tmp_path), 1))
    assert cards[0].addresses[0] == addresses(seed(WORDS), 1)[0]
    assert cards[1].addresses[0] == addresses(seed(WORDS, "more"), 1)[0]


@pytest.mark.parametrize(
    ("first", "again", "field"),
    [("short", "short", "passphrase"), ("long enough", "long enouhg", "again")],
)
def test_a_passphrase_is_long_enough_and_typed_twice(first: str, again: str, field: str) -> None:
    flow = Onboarding()
    flow.start_restoring()
    flow.restore(WORDS)
    with pytest.raises(WalletError) as refused:
        flow.protect(first, again)
    assert refused.value.field == field
    assert flow.step is Step.PROTECT


def test_a_store_that_fails_keeps_the_step(tmp_path: Path) -> None:
    class Full(FileStore):
        def add(self, card: object, envelope: object) -> None:
            raise WalletError("The disk is full.", "Make room.", "file.write")

    flow = Onboarding()
    flow.start_restoring()
    flow.restore(WORDS)
    flow.protect("a good passphrase", "a good passphrase")
    with pytest.raises(WalletError) as refused:
        flow.finish("", FileStore(tmp_path), 1)
    assert refused.value.field == "name"
    with pytest.raises(WalletError):
        flow.finish("Old", Full(tmp_path), 1)
    assert flow.step is Step.NAME
    flow.finish("Old", FileStore(tmp_path), 1)


def test_back_leads_to_the_start_from_everywhere() -> None:
    flow = Onboarding()
    flow.create()
    flow.written_down()
    flow.back()
    flow.back()
    assert flow.step is Step.CHOOSE
    flow.start_restoring()
    flow.restore(WORDS)
    flow.protect("a good passphrase", "a good passphrase")
    for expected in (Step.PROTECT, Step.RESTORE, Step.CHOOSE, Step.CHOOSE):
        flow.back()
        assert flow.step is expected
