"""The cascade against independent dense solutions, on small random graphs full of circles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.books.cascade import MOST_OUTSIDE, Holdings, cascade, holdings_from, hops


def random_network(seed: int, size: int, density: float) -> Any:
    """A dense W: nobody holds themselves, and others hold up to 49 % of anybody."""
    chance = np.random.default_rng(seed)
    w = chance.random((size, size)) * (chance.random((size, size)) < density)
    np.fill_diagonal(w, 0)
    sums = w.sum(axis=0)
    # A part of the columns right at the limit, where the series converges slowest.
    outside = np.where(chance.random(size) < 0.3, MOST_OUTSIDE, chance.random(size) * MOST_OUTSIDE)
    return w * np.divide(outside, sums, out=np.zeros(size), where=sums > 0)


def sparse(w: Any, own: bool = False) -> Any:
    """The matrix as it is loaded, with ids that are not places; and issuers' own shares."""
    holders, tokens = np.nonzero(w)
    parts = w[holders, tokens]
    if own:
        every = np.arange(len(w))
        tokens, holders = np.concatenate([tokens, every]), np.concatenate([holders, every])
        parts = np.concatenate([parts, 1 - w.sum(axis=0)])
    return holdings_from(tokens * 7 + 3, holders * 7 + 3, parts)


def at(holdings: Holdings, person: int) -> int:
    found = holdings.place(person)
    assert found is not None
    return found


networks = st.builds(
    random_network, st.integers(0, 2**32), st.integers(2, 14), st.floats(0.05, 1.0)
)


@given(networks, st.data())
def test_the_row_is_that_of_a_dense_solution_gain_by_gain(w: Any, data: st.DataObject) -> None:
    found = sparse(w)
    if not len(found.people):
        return
    me = data.draw(st.sampled_from(found.people.tolist()))
    row = cascade(found, at(found, me))
    dense_me, size = (me - 3) // 7, len(w)
    keeps = 1 - w.sum(axis=0)
    # Who gains what when one person gains a dollar: one untransposed system for each.
    kept = [(np.linalg.solve(np.eye(size) - w, one) * keeps)[dense_me] for one in np.eye(size)]
    # What reaches me is as if I kept everything: I pass nothing on.
    absorbing = w.copy()
    absorbing[:, dense_me] = 0
    reach = [np.linalg.solve(np.eye(size) - absorbing, one)[dense_me] for one in np.eye(size)]
    for number, person in enumerate(found.people.tolist()):
        assert abs(row.stays[number] - kept[(person - 3) // 7]) < 1e-9
        assert abs(row.reach[number] - reach[(person - 3) // 7]) < 1e-9
    assert row.steps < 50


@given(networks)
def test_what_all_keep_of_a_dollar_is_a_dollar(w: Any) -> None:
    found = sparse(w)
    if not len(found.people):
        return
    total = sum(cascade(found, one).stays for one in range(len(found.people)))
    assert np.abs(total - 1).max() < 1e-8


@given(networks)
def test_an_issuers_own_shares_earn_nothing(w: Any) -> None:
    with_own, without = sparse(w, own=True), sparse(w)
    places = [at(with_own, one) for one in without.people.tolist()]
    for number, person in enumerate(without.people.tolist()):
        mine, other = cascade(without, number), cascade(with_own, at(with_own, person))
        assert np.array_equal(mine.reach, other.reach[places])


def test_two_who_hold_each_other_by_hand() -> None:
    # 2 holds 10 % of 1, and 1 holds 20 % of 2.
    found = holdings_from(np.array([1, 2]), np.array([2, 1]), np.array([0.1, 0.2]))
    row = cascade(found, at(found, 1))
    # A dollar of mine: I keep 90 cents, 10 go to 2, of which 2 cents come back, and so on.
    assert row.worth == pytest.approx(0.9 / (1 - 0.02), abs=1e-9)
    assert row.reach.tolist() == pytest.approx([1, 0.2], abs=1e-9)
    assert hops(found, 0).tolist() == [0, 1]


def test_hops_are_the_shortest_way() -> None:
    # 1 holds 2, 2 holds 3 and 4, 1 holds 4 as well, and 5 holds 1.
    tokens, holders = np.array([2, 3, 4, 4, 1]), np.array([1, 2, 2, 1, 5])
    found = holdings_from(tokens, holders, np.full(5, 0.1))
    assert hops(found, at(found, 1)).tolist() == [0, 1, 2, 1, -1]
    assert found.place(6) is None and found.place(0) is None


@pytest.mark.parametrize("part", [0.4901, 1.0, float("nan"), float("inf")])
def test_books_that_cannot_be_are_refused(part: float) -> None:
    with pytest.raises(WalletError) as refused:
        holdings_from(np.array([1]), np.array([2]), np.array([part]))
    assert refused.value.code == "cascade.oversold"


def test_a_network_without_holdings() -> None:
    none = np.array([], dtype=np.int64)
    assert holdings_from(none, none, np.array([])).place(1) is None


@pytest.mark.parametrize("person", [2**40, -1])
def test_a_person_beyond_all_counting_is_refused(person: int) -> None:
    with pytest.raises(WalletError) as refused:
        holdings_from(np.array([person]), np.array([2]), np.array([0.1]))
    assert refused.value.code == "cascade.people"
