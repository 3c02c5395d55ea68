"""A bid for an amount on a real network: what the card composes can be sent as it is."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.sign import SignDialog
from ui.pages.auctions import AuctionsPage
from ui.widgets.text import Text
from wallet.acts.trading import PlaceBuy


def test_the_bid_of_the_card_is_one_that_can_be_placed(
    enter: Enter, qtbot: QtBot, album: Path
) -> None:
    house = enter("kira")
    people = {one.person.name: one.person.id for one in house.session.answers.people()}
    bob = people["Bob Okafor"]
    house.go("auctions", bob)
    settle(qtbot, house)
    page = cast(AuctionsPage, page_of(house))
    assert page.bid.isVisible() and page.bid.go.isEnabled()
    assert "Bob Okafor at $0.18 a share at most" in page.bid.means.text()
    bid = page.bid._bid
    assert bid is not None
    house.session.check(PlaceBuy(bob, bid.units, bid.price))
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        for width, height in ((1280, 800), (1024, 700)):
            house.app.window.resize(width, height)
            settle(qtbot, house)
            picture(house.app.window, album, f"bid-{mode}-{width}")
            assert not clipped(page) and not outside(page) and not nameless(page)
    page.bid.go.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(SignDialog)
    words = " ".join(one.text() for one in dialog.findChildren(Text))
    assert "2,777 shares of Bob Okafor" in words and "0.18" in words
    dialog.reject()
    settle(qtbot, house)
