"""The regimes that come with the program: each with its source, and nothing else is read."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any

import pytest

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.contracts.regimes import DOLLAR, ORDER, load, parse

UNITED_STATES, GERMANY, SWITZERLAND = 840, 276, 756


def files() -> dict[str, bytes]:
    """The files by name."""
    folder = resources.files("resources") / "regimes"
    return {
        entry.name.removesuffix(".json"): entry.read_bytes()
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    }


def changed(**by: Any) -> bytes:
    """A file that is fine but for this."""
    found: dict[str, Any] = json.loads(files()["us-reg-cf"])
    return json.dumps(found | by).encode()


def test_every_file_is_loaded_under_its_own_name() -> None:
    assert files().keys() == set(ORDER)
    assert tuple(regime.name for regime in load()) == ORDER
    for regime in load():
        assert regime.source == keccak(files()[regime.name])


def test_every_row_names_a_rule_its_date_and_where_to_read_it() -> None:
    for regime in load():
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", regime.date)
        assert regime.rule.endswith(".") and regime.title and regime.note.endswith(".")
        assert regime.name == "none" or regime.link.startswith("https://")


def test_countries_become_bits() -> None:
    rows = {regime.name: regime.row()[7] for regime in load()}

    def holds(name: str, country: int) -> bool:
        return bool((rows[name][country // 256] >> (country % 256)) & 1)

    assert rows["none"] == (0, 0, 0, 0)  # everywhere
    assert [holds("eu-ecspr", one) for one in (GERMANY, SWITZERLAND, UNITED_STATES)] == [
        True,
        False,
        False,
    ]
    assert [holds("us-reg-s", one) for one in (GERMANY, SWITZERLAND, UNITED_STATES)] == [
        True,
        True,
        False,
    ]


def test_dollars_become_base_units() -> None:
    (row,) = (regime.row() for regime in load() if regime.name == "us-reg-cf")
    assert row[4] == 5_000_000 * DOLLAR
    assert row[5:7] == (500, 2_500 * DOLLAR)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        changed(name=""),
        changed(name="x" * 33),
        changed(rule=None),
        changed(lockup_days=-1),
        changed(lockup_days=3651),
        changed(lockup_days=1.5),
        changed(most_retail=True),
        changed(accredited_only=1),
        changed(investor_share=10_001),
        changed(countries="some"),
        changed(countries={"only": []}),
        changed(countries={"only": [0]}),
        changed(countries={"only": [1000]}),
        changed(countries={"only": ["276"]}),
        changed(countries={"but": [276]}),
        changed(countries={"only": [1], "not": [2]}),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(WalletError):
        parse(data)


def test_what_is_changed_is_another_source() -> None:
    assert parse(changed(lockup_days=1)).source != parse(changed(lockup_days=2)).source
