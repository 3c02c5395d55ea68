"""What an offering counts once: money that goes back, a rejected place, a buyer of many places."""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest

from tests.contracts.market import cash, close, commit, open_offering
from tests.contracts.network import Network
from tests.contracts.raising import Raising, people, take


@pytest.fixture
def raising(net: Network) -> Iterator[Raising]:
    yield people(net)


def test_money_is_given_back_once(raising: Raising) -> None:
    net, (ivan, ines, *_) = raising.net, raising.investors
    before = cash(net, ivan)
    number = open_offering(net, raising.alice, least=300)
    commit(net, number, ivan, 100)
    commit(net, number, ines, 199)
    close(net, number)
    with boa.env.prank(ivan.address):
        net.offering.refund(number, 0)
        with boa.reverts("NOTHING_TO_REFUND"):
            net.offering.refund(number, 0)
    assert cash(net, ivan) == before


def test_a_rejected_commitment_does_not_count(raising: Raising) -> None:
    net, (ivan, ines, ilka, _) = raising.net, raising.investors
    number = open_offering(net, raising.alice, least=300)
    for person in (ivan, ines, ilka):
        commit(net, number, person, 100)
    with boa.env.prank(raising.alice.address):
        net.offering.reject(number, 1)
    close(net, number)
    assert net.offering.offering(number).status == 4


def test_two_people_are_two_buyers_in_however_many_places(raising: Raising) -> None:
    net, (ivan, ines, *_) = raising.net, raising.investors
    number = open_offering(net, raising.alice)
    for person in (ivan, ivan, ines, ines):
        commit(net, number, person, 100)
    close(net, number)
    take(net, number, 0, 1, 2, 3)
    assert not net.offering.is_believed(number)
