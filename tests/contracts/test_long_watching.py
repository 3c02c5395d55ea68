"""The long run of watching; a file for each machine, played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_watching import WatchingMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_watching_keeps_the_rules_for_long(play: Play) -> None:
    play(WatchingMachine, long=True)
