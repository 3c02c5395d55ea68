"""The main end-to-end test: the whole story, driven through the real window on a real node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.story.checker import check
from tests.story.conftest import PlayedStory
from tests.story.window_player import WindowPlayer
from ui.app import App
from ui.house import House
from ui.settings import Settings
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope, set_stage
from wallet.flows.local_network import LocalNetwork
from wallet.flows.record import record_of
from wallet.flows.story import play
from wallet.session import Session


@dataclass(frozen=True)
class Seat:
    """An empty network, a session on it, and a window in front of it."""

    session: Session
    house: House


@pytest.fixture
def seat(qapp: QApplication, qtbot: QtBot, own_home: Path, tmp_path: Path) -> Iterator[Seat]:
    with LocalNetwork(None) as local:
        assert local.network is not None
        session = Session(local.network, folder=tmp_path / "books")
        session.unlock_envelope(cast_envelope(), PASSPHRASE)
        app = App(["symbolon"], Settings(mode="light"))
        house = House(app, session)
        with qtbot.waitExposed(app.window):
            app.window.show()
        yield Seat(session, house)
        qtbot.waitUntil(lambda: app.tasks.idle, timeout=30_000)
        house.close()
        app.window.close()
        app.close()
        app.window.deleteLater()
        session.close()


@pytest.mark.timeout(900)
def test_the_story_through_the_window(seat: Seat, qtbot: QtBot, story: PlayedStory) -> None:
    player = WindowPlayer(seat.house, qtbot)
    diary = play(set_stage(seat.session), player)
    seat.session.refresh()
    record: dict[str, Any] = json.loads(
        json.dumps(record_of(seat.session.store, seat.session.chain, diary))
    )

    check(record)
    plain = story.record
    assert [one["sentence"] for one in record["refusals"]] == [
        one["sentence"] for one in plain["refusals"]
    ]
    # The same people did the same: to the base unit, whichever way they did it.
    for part in ("sales", "claims", "people", "totals"):
        assert _timeless(record[part]) == _timeless(plain[part]), part
    for way in ("Commit", "PlaceBuy", "PlaceSell", "Claim", "Settle", "TakeShares"):
        assert player.by_form.get(way), f"nobody could {way} by its form"


def _timeless(part: Any) -> Any:
    """Rows without what differs from run to run: hashes and blocks."""
    if isinstance(part, list):
        return [_timeless(one) for one in part]
    if isinstance(part, dict):
        return {
            key: _timeless(value)
            for key, value in part.items()
            if key not in ("tx", "block", "log", "gas")
        }
    return part
