"""What issuers say they do, from terms on the chain: only what their hash names, only a title."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from wallet.base.texts import pack_text, text_hash
from wallet.books.terms import tagline, terms_text


def view(text: str, named: str | None = None, packed: bytes | None = None) -> Any:
    """A view of one token whose terms are `text`, and whose hash names `named`."""
    data = pack_text(text) if packed is None else packed
    known = {
        "terms": "0x" + data.hex(),
        "terms_hash": "0x" + text_hash(text if named is None else named).hex(),
    }
    return SimpleNamespace(tables=SimpleNamespace(row=lambda sql, *values: known))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Robotics\n\nI share my gains.", "Robotics"),
        ("  Water\tand irrigation \n\n", "Water and irrigation"),
        ("I share my gains.", ""),
        ("I share my gains,\nall of them.", ""),
        ("x" * 61 + "\n\n", ""),
        ("x" * 60 + "\n\n", "x" * 60),
        ("\u202eRobotics\n\nmore", "Robotics"),
    ],
)
def test_the_first_line_is_a_title_where_it_stands_alone(text: str, said: str) -> None:
    assert tagline(view(text), 1) == said


def test_terms_that_are_not_those_of_the_hash_are_not_shown() -> None:
    assert terms_text(view("One", "One"), 1) == "One"
    assert terms_text(view("One", "Another"), 1) is None
    assert terms_text(view("One", packed=b"no"), 1) is None
    assert tagline(view("Robotics\n\n", "Another"), 1) == ""
