"""Text from a clipboard or a file reaches every reader of keys: a value, or a sentence, at once."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import fuzz_for_a_minute, needs_atheris
from tests.keys.key_files import ADDRESS, KEY, changed, published
from tests.keys.test_watch_only import CARD, THREE
from wallet.base.errors import WalletError
from wallet.keys.card import parse_card
from wallet.keys.envelope import Secret, parse_envelope, seal
from wallet.keys.keystore import parse_key_file
from wallet.keys.passphrase import check_passphrase, strength
from wallet.keys.private_key import parse_private_key
from wallet.keys.watch_only import parse_watch_only
from wallet.keys.words import check_extra, check_word, entropy_from_words, suggestions, wordlist

WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
READERS: tuple[Callable[[str], object], ...] = (
    parse_private_key,
    parse_key_file,
    parse_watch_only,
    parse_card,
    parse_envelope,
    entropy_from_words,
    lambda text: check_word(text, 1),
    suggestions,
    check_extra,
    check_passphrase,
    strength,
)
PASTED = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(wordlist()), max_size=30).map(" ".join),
    st.text("0123456789abcdefABCDEFx \n\t", max_size=140),
    st.tuples(st.sampled_from((KEY, THREE, WORDS, CARD, published("scrypt"))), st.text(max_size=9),
              st.integers(0, 400)).map(lambda one: one[0][: one[2]] + one[1] + one[0][one[2] :]),
)  # fmt: skip
WORST = (
    "", "\0" * 4_096, " " * 4_096, "a" * 4_096, "\ud800" * 4_096, "\u0345" * 4_096,
    "\ufdfa" * 4_096, "0x" + "f" * 4_000, "abandon " * 500, "[" * 4_096, '{"version":3,' * 300,
    "xpub" + "z" * 4_000, "9" * 4_096, "\U0001f511" * 2_000, "e\u0301" * 2_000,
)  # fmt: skip


def survive(text: str) -> None:
    """Every reader answers, or refuses in a sentence with what to do."""
    for read in READERS:
        try:
            read(text)
        except WalletError as refused:
            assert refused.sentence.endswith((".", "!", "?")) and refused.next_step


@settings(max_examples=250)
@given(PASTED)
def test_any_pasted_text_is_answered_in_a_sentence(text: str) -> None:
    survive(text)


@pytest.mark.parametrize("text", WORST, ids=range(len(WORST)))
def test_the_worst_takes_neither_a_second_nor_much_memory(text: str) -> None:
    survive(text)  # once, so that what is loaded late is not counted
    tracemalloc.start()
    begun = time.process_time()
    survive(text)
    taken, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < len(READERS), "a second for each reader, in the process's own time"
    assert peak < 20 * 2**20


LIMITS = ("-timeout=1", "-rss_limit_mb=200", "-max_len=4096")
TARGETS = ("files", "keys", "words", "watched", "phrases", "stored")


def seeds(target: str) -> Iterator[str]:
    """Real texts from which a target is explored."""
    if target == "files":
        yield published("scrypt")
        yield published("pbkdf2")
        yield changed("scrypt", "crypto.kdfparams.n", 2)
        yield changed("pbkdf2", "crypto.kdfparams.c", 1)
    elif target == "stored":
        yield CARD
        yield seal(Secret(bytes(16)), "a passphrase", "00" * 16).text
    else:
        yield {"keys": KEY, "words": WORDS, "watched": THREE, "phrases": "gr\u00fc\u00dfe 7"}[
            target
        ]
        yield ADDRESS


@pytest.mark.long
@needs_atheris
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_what_reads_keys(target: str, tmp_path: Path) -> None:
    fuzz_for_a_minute(
        "tests.keys.fuzzing", target, (one.encode() for one in seeds(target)), LIMITS, tmp_path
    )
