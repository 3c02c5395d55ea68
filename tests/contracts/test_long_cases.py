"""The long run of companies with cases; a file for each machine, played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_cases import CasesMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_companies_with_cases_keep_the_rules_for_long(play: Play) -> None:
    play(CasesMachine, long=True)
