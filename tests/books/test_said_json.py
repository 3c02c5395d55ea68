"""Answers as JSON: every integer has a meaning, and what is published stays as it is."""

from __future__ import annotations

import dataclasses
import json
import typing
from datetime import UTC
from typing import Any

import pytest

from tests.arch.tree import ROOT
from tests.books.hand_made import BOB, portfolio, position
from wallet.base.money import ALL_SHARES
from wallet.books.said_json import KINDS, OTHERWISE, PAIRS, to_json
from wallet.flows.shown import SHOWN, shown_schema

PUBLISHED = ROOT / "resources" / "answers.schema.json"


def met(hint: Any, found: dict[str, type]) -> dict[str, type]:
    """Every dataclass that an answer is made of."""
    for inside in typing.get_args(hint):
        met(inside, found)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        assert found.get(hint.__name__, hint) is hint, "two answers share a name"
        if hint.__name__ not in found:
            found[hint.__name__] = hint
            for one in typing.get_type_hints(hint).values():
                met(one, found)
    return found


def test_every_integer_of_every_answer_says_what_it_is() -> None:
    found: dict[str, type] = {}
    for one in SHOWN.values():
        met(one.kind, found)
    assert len(found) > 30
    unsaid = [
        f"{owner}.{name}"
        for owner, kind in found.items()
        for name, hint in typing.get_type_hints(kind).items()
        if (hint is int or hint == int | None) and name not in KINDS
        if (owner, name) not in OTHERWISE and (owner, name) not in PAIRS
    ]
    assert not unsaid, f"say in said_json what they are: {', '.join(unsaid)}"


def test_what_is_published_is_what_is_answered() -> None:
    """A field that is renamed or taken away breaks other people's scripts: raise the version, and
    write the schema anew with `symbolon show --schema > resources/answers.schema.json`."""
    assert json.loads(PUBLISHED.read_text()) == shown_schema()


def test_integers_are_followed_by_what_they_say() -> None:
    said = to_json(portfolio(position(units=ALL_SHARES + 1, gain=-900_000_001)), UTC)
    (one,) = said["positions"]
    assert (one["units"], one["units_shares"]) == (
        ALL_SHARES + 1,
        "10000000.000000000000000001",
    )
    assert (one["gain"], one["gain_dollars"]) == (-900_000_001, "-900.000001")
    assert one["token"]["name"] == BOB.name
    assert one["token"]["until_time"].endswith("+00:00")
    unknown = to_json(portfolio(position(value=None, reference=None)), UTC)["positions"][0]
    assert unknown["value"] is None and unknown["value_dollars"] is None
    assert unknown["reference_dollars"] is None
    names = list(one)
    assert names.index("gain_dollars") == names.index("gain") + 1


def test_what_json_has_not_is_refused() -> None:
    for odd in (1.5, b"bytes", {1, 2}, object()):
        with pytest.raises(TypeError):
            to_json(odd)
