"""Net worth over time: what Home would have said at each moment of the story."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story.conftest import PlayedStory
from wallet.books.home import home
from wallet.books.rows import in_hand
from wallet.books.store import EVENTS, Store, event_of, keep_events
from wallet.books.view import open_view
from wallet.books.worth import worth
from wallet.books.writing import fold
from wallet.flows.cast import CAST


def test_every_point_is_what_home_said_then(story: PlayedStory, tmp_path: Path) -> None:
    said: dict[str, dict[int, int | None]] = {}
    accounts = {}
    with story.session.store.reading() as tables:
        events = [event_of(row) for row in tables.rows(f"{EVENTS} ORDER BY e.block, e.log")]
        for row in tables.rows("SELECT id, account FROM person WHERE id < 9"):
            accounts[row["id"]] = row["account"]
            said[row["account"]] = {}
    slow = Store(tmp_path / "books.sqlite", "slow")
    for number, event in enumerate(events):
        with slow.writing() as tables, in_hand(tables) as rows:
            keep_events(tables, [event])
            fold(rows, [event])
        if number + 1 < len(events) and events[number + 1].at == event.at:
            continue
        for account in said:
            with open_view(slow, account, event.at) as view:
                said[account][event.at] = home(view).net_worth
    slow.close()
    now, compared = story.session.now(), 0
    for account, then in said.items():
        with open_view(story.session.store, account, now) as view:
            seen, last = worth(view, 10_000), home(view).net_worth
        assert not seen.thinned and seen.points[-1].worth == last
        for point in seen.points[:-1]:
            assert point.worth == then[point.at], f"{account} at {point.at}"
            compared += 1
        # Where it has no point, nothing changed but what time alone changes.
        assert {point.at for point in seen.points[:-1]} <= set(then)
    assert compared > 100 and len(said) == 8 and CAST


def test_many_moments_are_thinned_to_the_newest_of_each_stretch(story: PlayedStory) -> None:
    with open_view(story.session.store, story.session.names.account, 0) as view:
        assert worth(view).points == ()  # nobody is in, so nothing is known
    with story.session.store.reading() as tables:
        row = tables.row("SELECT account FROM person WHERE id = 1")
    assert row is not None
    with open_view(story.session.store, row["account"], story.session.now()) as view:
        every, few = worth(view, 10_000).points, worth(view, 7)
    assert few.thinned and len(few.points) <= 8
    assert set(few.points) <= set(every) and few.points[-2:] == every[-2:]


@pytest.mark.parametrize("person", [1, 2, 5])
def test_dollars_that_cannot_be_followed_are_not_known(
    story: PlayedStory, tmp_path: Path, person: int
) -> None:
    """As on a network whose dollar is everybody's: its transfers are not in the books."""
    books = Store(tmp_path / "books.sqlite", "elsewhere")
    with story.session.store.reading() as tables, books.writing() as there:
        kept = tables.rows(f"{EVENTS} WHERE e.contract != 'Dollar' ORDER BY e.block, e.log")
        with in_hand(there) as rows:
            keep_events(there, events := [event_of(row) for row in kept])
            fold(rows, events)
        found = tables.row("SELECT account FROM person WHERE id = ?", person)
    assert found is not None
    now = story.session.now()
    with open_view(books, found["account"], now, dollars=5) as view:
        points = worth(view).points
    assert all(point.worth is None and point.dollars is None for point in points[:-1])
    assert points[-1].dollars == 5 and points[-1].worth is not None
    books.close()
