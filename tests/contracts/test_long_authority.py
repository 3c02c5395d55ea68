"""The long run of the authority; a file for each machine, so that they are played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_authority import AuthorityMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_the_authority_keeps_the_rules_for_long(play: Play) -> None:
    play(AuthorityMachine, long=True)
