"""Every refusal of the contracts has words, and every entry of the catalogue is used."""

from __future__ import annotations

import re
from pathlib import Path

import wallet.contracts
from tests.contracts.compiled import deployer_of
from tests.contracts.network import Network
from wallet.contracts.refusals import OTHER_RESTRICTION, REFUSALS, RESTRICTIONS

SOURCES = Path(wallet.contracts.__file__).parent
REASON = re.compile(r'(?:assert\b[^"]*?,|raise|demand\.that\([^"]*?,)\s*\(?\s*"([^"]+)"', re.DOTALL)


def codes_in(text: str) -> set[str]:
    """Reasons of asserts, demands and raises in a Vyper source."""
    code = re.sub(r"#[^\n]*", "", text)
    code = re.sub(r'"""(?:.|\n)*?"""', "", code)
    return set(REASON.findall(code))


def all_codes() -> set[str]:
    return set().union(*(codes_in(path.read_text("utf-8")) for path in SOURCES.glob("*.vy")))


def test_every_code_has_words() -> None:
    assert all_codes() - REFUSALS.keys() == set()


def test_no_words_are_unused() -> None:
    assert REFUSALS.keys() - all_codes() == set()


def test_a_code_without_words_would_be_seen() -> None:
    source = 'def f():\n    assert a, "NEW_CODE"  # why\n    raise "OTHER_CODE"\n'
    assert codes_in(source) == {"NEW_CODE", "OTHER_CODE"}
    assert codes_in('    demand.that(f(a, b) == c, "ASKED_CODE")\n') == {"ASKED_CODE"}
    assert codes_in('def f():\n    assert (\n        a == b\n    ), "LONG_CODE"\n') == {"LONG_CODE"}


def test_codes_are_short_words_in_capitals() -> None:
    for code in REFUSALS:
        assert re.fullmatch(r"[A-Z][A-Z0-9_]{2,30}", code), code


def test_numbers_are_used_once_and_fit_erc_1404() -> None:
    numbers = [one.number for one in REFUSALS.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < 256 for number in numbers)


def test_a_number_says_one_thing_whether_asked_or_refused() -> None:
    same = {1, 2, 4, 7, 10, 195}  # a transfer by hand, no token, frozen, not active, ...
    assert {one.number for one in REFUSALS.values()} & RESTRICTIONS.keys() == same


def test_words_are_sentences() -> None:
    for code, one in REFUSALS.items():
        for words in (one.sentence, one.next_step):
            assert words[0].isupper() and words.endswith("."), code
            assert not re.search(r"\b(hex|wei|calldata|revert|contract's|0x)", words), code


def test_the_face_says_the_same(bare: Network) -> None:
    face = deployer_of("Face").deploy(bare.ledger)
    for number, words in RESTRICTIONS.items():
        assert face.messageForTransferRestriction(number) == words
        assert bare.compliance.restriction_message(number) == words
    for number in (6, 11, 17, 255):
        assert face.messageForTransferRestriction(number) == OTHER_RESTRICTION
