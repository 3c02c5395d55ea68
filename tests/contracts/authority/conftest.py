"""Fixtures for the authority: a governed network, put back after each test."""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest

from tests.contracts.governing import Governed, govern


@pytest.fixture(scope="session")
def governed_once() -> Governed:
    """Forty members who joined 31 days ago, and an operator, deployed once."""
    return govern()


@pytest.fixture
def gov(governed_once: Governed) -> Iterator[Governed]:
    """The governed network; put back afterwards."""
    people = list(governed_once.people)
    with boa.env.anchor():
        yield governed_once
    governed_once.people = people
    governed_once.published.clear()
