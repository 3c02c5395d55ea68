"""What acts cost, held against the committed snapshot and its ceilings."""

from __future__ import annotations

import pytest

from tests.contracts.gas import Row, changing_functions, measure_all, over_ceiling, snapshot

TOLERANCE = 1_000
"""Dates and hashes in calldata have more or fewer zero bytes from day to day, and a search by date
takes a step more or less."""
ALWAYS_REFUSED = {
    *(f"Ledger.{act}" for act in ("transfer", "transferFrom", "approve", "setOperator")),
    *(f"Face.{act}" for act in ("transfer", "transferFrom", "approve")),
}
"""Plain movements, which have a name in the standards and nothing behind it here."""
COUNTED_ANEW = (
    *(f"Authority.{act}" for act in ("publish", "propose", "appeal", "ask_renewal")),
    *("Members.roll", "Members.count", "publish", "propose"),
)
"""What files a decision counts the members, and the first of a month counts them anew: when a
node's months turn is its clock's. A search and a word more are let pass, under the ceilings."""
MONTH_TURNS = 30_000


@pytest.fixture(scope="module")
def measured() -> dict[str, Row]:
    return measure_all()


@pytest.mark.timeout(900)
def test_nothing_costs_more_than_its_ceiling(measured: dict[str, Row]) -> None:
    assert over_ceiling(measured) == []


def test_the_snapshot_is_what_acts_cost(measured: dict[str, Row]) -> None:
    committed = snapshot()
    assert committed.keys() == measured.keys()
    changed = [
        f"{name}.{key}: {committed[name].get(key)} -> {value}"
        for name, row in measured.items()
        for key, value in row.items()
        if abs(committed[name].get(key, 0) - value)
        > (MONTH_TURNS if name.startswith(COUNTED_ANEW) else TOLERANCE)
    ]
    assert changed == [], "run python -m tests.contracts.gas and commit what it writes"


def test_every_function_that_changes_something_has_a_row_and_a_ceiling() -> None:
    committed = snapshot()
    for name, function, _ in changing_functions():
        if f"{name}.{function}" not in ALWAYS_REFUSED:
            assert "ceiling" in committed[f"{name}.{function}"]


def test_sharing_costs_the_same_however_many_hold(measured: dict[str, Row]) -> None:
    costs = {measured[f"distribute to {n} holders"]["gas"] for n in (2, 200, 20_000)}
    assert max(costs) - min(costs) <= TOLERANCE


def test_a_cost_above_its_ceiling_is_seen() -> None:
    rows = {
        "cheap": {"gas": 10, "ceiling": 10},
        "dear": {"gas": 11, "ceiling": 10},
        "any": {"gas": 9},
    }
    assert over_ceiling(rows) == ["dear: 11 of 10"]
