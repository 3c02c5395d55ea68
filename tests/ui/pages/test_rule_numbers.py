"""What the pages say of the rules' numbers, before and after a decision changed some of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.story.conftest import PlayedStory
from tests.ui.eyes import clipped, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.sell import SellDialog
from ui.house import House
from ui.pages.auctions import AuctionsPage
from ui.widgets.text import Text
from wallet.acts.raising import OpenOffering
from wallet.acts.trading import PlaceSell
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import SHARE
from wallet.contracts.numbers import NUMBERS
from wallet.flows.raising import Raising, Where

DECIDED = {
    "LENGTH": 36 * HOUR,
    "SELLS_CLOSE": 16 * HOUR,
    "EARLY": 7 * HOUR,
    "SMALLEST": 150,
    "LONGEST_OFFERING": 40 * DAY,
    "NO_WITHDRAWAL": 30 * HOUR,
}


@pytest.fixture
def as_it_was(story: PlayedStory) -> Iterator[None]:
    """The network goes back to where it was after the test."""
    mark = story.local.node.rpc("evm_snapshot")
    yield
    story.local.node.rpc("evm_revert", mark)
    story.session.refresh()


def _decide(house: House) -> None:
    """Publish rules decisions, wait as long as everybody has to, and carry them out."""
    roles = house.session.roles
    roles.hand_over()
    for name, value in DECIDED.items():
        group, place, _ = NUMBERS[name]
        roles.publish(0, "Rules", "set_number", group, place, value)
    house.session.skip_time(31 * DAY)
    for name, value in DECIDED.items():
        group, place, _ = NUMBERS[name]
        roles.execute("Rules", "set_number", group, place, value)
    house.session.refresh()


def _said(house: House) -> str:
    found = page_of(house).findChildren(Text)
    return "\n".join(one.text() for one in found if one.isVisible())


def _bob(house: House) -> int:
    people = {one.person.name: one.person.id for one in house.session.answers.people()}
    return people["Bob Okafor"]


def _look(house: House, qtbot: QtBot, bob: int) -> dict[str, str]:
    said = {}
    house.go("auctions")
    settle(qtbot, house)
    page = cast(AuctionsPage, page_of(house))
    page._back()
    settle(qtbot, house)
    said["auctions"] = page.context.text()
    house.go("auctions", bob)
    settle(qtbot, house)
    said["auction"] = _said(house)
    house.go("invest", ("person", bob))
    settle(qtbot, house)
    said["person"] = _said(house)
    return said


def test_the_pages_say_what_the_chain_has(
    enter: Enter, qtbot: QtBot, album: Path, as_it_was: None
) -> None:
    house = enter("alice")
    session, bob = house.session, _bob(house)
    before = _look(house, qtbot, bob)
    assert "over 48 hours" in before["auctions"]
    assert "opens an auction of 48 hours" in before["auction"]
    assert "auctions of 48 hours" in before["person"]
    _decide(house)
    settle(qtbot, house)
    assert {name: session.numbers[name] for name in DECIDED} == DECIDED
    after = _look(house, qtbot, bob)
    assert "over 36 hours" in after["auctions"]
    assert "opens an auction of 36 hours" in after["auction"]
    assert "auctions of 36 hours" in after["person"]
    assert not any("48 hours" in words for words in after.values())
    picture(house.app.window, album, "numbers-person")
    _forms(house, qtbot, album, bob)


def _forms(house: House, qtbot: QtBot, album: Path, bob: int) -> None:
    session = house.session
    room = session.answers.raise_room()
    assert (room.longest, room.no_withdrawal) == (40 * DAY, 30 * HOUR)
    where = Where(session.network.chain_id, session.network.address("Offering"), session.now())
    flow = Raising(session.documents, room, where)
    flow.say("days", "41")
    with pytest.raises(WalletError, match="withdraw until 30 hours before"):
        flow.days()
    raise_ = OpenOffering(SHARE, 10 * SHARE, 10**11, session.now() + 45 * DAY, 0, b"x" * 32)
    with pytest.raises(WalletError, match="at most 40 days"):
        session.check(raise_)
    market = session.answers.market(bob)
    price = market.reference or 0
    with pytest.raises(WalletError, match=r"the least is \$150.00"):
        session.check(PlaceSell(bob, 700 * SHARE, price))
    sell = SellDialog(house.context, 0, house.app.window)
    sell.open()
    settle(qtbot, house)
    said = sell.explain(market, 2_000 * SHARE, price)
    assert "which ends 36 hours later" in said
    picture(sell, album, "numbers-sell")
    assert not clipped(sell)
    sell.reject()
    # The auction that is then opened keeps the hours that were said. Sent by the node and not by
    # the wallet, which would send it once more when the network goes back to where it was.
    session.chain.client.call("anvil_impersonateAccount", (session.account,))
    session.roles.call("Auction", "sell", bob, 2_000 * SHARE, price, sender=session.account)
    session.chain.client.call("anvil_stopImpersonatingAccount", (session.account,))
    session.refresh()
    at = session.answers.auction(bob).row
    assert at.start and at.end == at.start + DECIDED["LENGTH"]
    assert at.sells_until == at.end - DECIDED["SELLS_CLOSE"]
    assert at.early_until == at.start + DECIDED["EARLY"]
