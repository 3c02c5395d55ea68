"""Each mend that is left out makes the strategy pay that waits for it."""

from __future__ import annotations

import pytest

from tests.simulate.small import judge
from wallet.rules.flaws import Flaw
from wallet.rules.ledger import Network
from wallet.simulate.strategy import strategy

WAITS = {
    Flaw.LATE_COST: "inflate-late",
    Flaw.NO_TIME: "sell-at-the-end",
    Flaw.DOLLAR_DEBT: "straw-in-line",
    Flaw.WORLD_COUNTS: "world-buyers",
    Flaw.LOTS_MERGE: "merge-lots",
    Flaw.UNPULLED: "pay-before-pulled",
    Flaw.NETTED: "net-losses",
    Flaw.LATE_REFERENCE: "walk-late",
}


@pytest.mark.parametrize("flaw", list(Flaw))
def test_a_mend_left_out_pays_somebody(flaw: Flaw) -> None:
    kind = strategy(WAITS[flaw])
    sound, broken = judge().judge(kind), judge(frozenset({flaw})).judge(kind)
    assert broken.mean - sound.mean > 400


def test_no_mend_is_left_out_by_default() -> None:
    assert Network(0).flaws == frozenset()
