"""The long run of the registry; a file for each machine, so that they are played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_people import PeopleMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_the_registry_keeps_the_rules_for_long(play: Play) -> None:
    play(PeopleMachine, long=True)
