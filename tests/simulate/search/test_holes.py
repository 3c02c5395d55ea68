"""Known holes are found when their mend is left out, and nothing like them when it is not."""

from __future__ import annotations

import pytest

from wallet.rules.flaws import Flaw
from wallet.simulate.search.evidence import Evidence, look, rediscover
from wallet.simulate.search.hunt import Budget
from wallet.simulate.search.situation import situations

SMALL = Budget(500)
FOUND = {
    Flaw.LATE_COST: (2, 4_000),
    Flaw.NO_TIME: (2, 4_000),
    Flaw.DOLLAR_DEBT: (1, 4_000),
    Flaw.WORLD_COUNTS: (1, 4_000),
    Flaw.LOTS_MERGE: (1, 4_000),
    Flaw.UNPULLED: (1, 4_000),
    Flaw.NETTED: (1, 4_000),
    Flaw.LATE_REFERENCE: (5, 5_000),
}
"""Holes, a seed, and how many sequences are tried with it."""


def seen(evidence: Evidence) -> None:
    """What a rediscovery must be."""
    hole = evidence.without_mend
    assert hole.worth_telling and hole.told
    assert not evidence.comparable
    assert sum(taken >= hole.taken / 2 for taken in hole.elsewhere) >= 3


def test_late_bids_whose_cost_is_believed_are_found_and_their_mend_holds() -> None:
    evidence = rediscover(Flaw.LATE_COST, SMALL, 2)
    seen(evidence)
    told = [line.text for line in evidence.without_mend.told]
    assert any(text.startswith("Fay offers") for text in told)
    assert any(text.startswith("Dan bids") for text in told)


def test_a_debt_fixed_in_dollars_is_found_and_its_mend_holds() -> None:
    evidence = rediscover(Flaw.DOLLAR_DEBT, SMALL, 4)
    seen(evidence)
    assert any("reports" in line.text for line in evidence.without_mend.told)


@pytest.mark.long
@pytest.mark.parametrize("flaw", FOUND, ids=str)
def test_each_known_hole_is_found_with_a_large_budget(flaw: Flaw) -> None:
    seed, evaluations = FOUND[flaw]
    seen(rediscover(flaw, Budget(evaluations), seed))


@pytest.mark.long
def test_every_flaw_has_a_situation_with_room_for_it() -> None:
    told = {flaw for kind in situations().values() for flaw in kind.room_for}
    assert told == set(Flaw)


def test_the_same_seed_finds_the_same() -> None:
    kind, few = situations()["sold-company"], Budget(150)
    once, again = (look(kind, few, 4, Flaw.UNPULLED) for _ in range(2))
    assert once == again
    assert look(kind, few, 5, Flaw.UNPULLED).found.genome != once.found.genome
