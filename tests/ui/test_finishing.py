"""What waits for its signature on another machine: closed, carried, brought back, and finished."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from tests.ui.two_machines import (
    Online,
    identity,
    network,
    notes_in,
    offline,
    online,
    photographs,
    signed,
)
from ui.dialogs.record import RecordDialog
from ui.widgets.moving_code import MovingCode
from wallet.acts.finishing import Finish
from wallet.acts.sending import SendCoins, SendDollars
from wallet.acts.trading import PlaceBuy
from wallet.base.clock import HOUR
from wallet.base.money import DOLLAR, SHARE
from wallet.chain import journal as states
from wallet.chain.expiry import APPROVAL_OVER, OUTGROWN, TAKEN_MEANWHILE
from wallet.chain.networks import Network
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.offline import Offline
from wallet.session import Session

__all__ = ["network", "offline", "online"]

SOMEBODY = "0x" + "77" * 20


def test_what_was_begun_is_finished_after_a_restart_with_the_signature_made_before(
    online: Online, offline: Offline
) -> None:
    before = online.dollars(SOMEBODY)
    shown = online.wait_for(SendDollars(SOMEBODY, 7 * DOLLAR))
    carried = signed(offline, shown)
    online.close()
    online.open()
    dialog = online.finish()
    assert "You send $7.00" in dialog.sentence.text()
    gap = online.show(dialog)
    assert identity(offline, gap.code.text) == identity(offline, shown)
    assert "$7.00" in gap.what.text()
    gap.reject()  # closed, and opened once more
    online.qtbot.waitUntil(lambda: dialog.kind.text() == "Not signed yet")
    dialog.main.click()
    dialog = online.finish()
    gap = online.show(dialog)
    assert identity(offline, gap.code.text) == identity(offline, shown)
    QGuiApplication.clipboard().setText(carried)
    gap.reader.take_clipboard()
    online.done(dialog)
    assert online.dollars(SOMEBODY) == before + 7 * DOLLAR
    assert not online.buttons("Finish")
    (row,) = [one for one in online.session.answers.activity(5) if "$7.00" in one.sentence]
    assert row.block is not None


def test_pictures_cross_in_both_directions_and_an_order_with_its_permit_is_finished(
    online: Online, offline: Offline
) -> None:
    online.wait_for(PlaceBuy(2, 20_000 * SHARE, 10**11))
    dialog = online.finish()
    gap = online.show(dialog)
    asked = offline.asking()
    photographs(gap.code, asked.take, lambda: asked.whole)
    offline.sign(asked)
    answer = MovingCode(asked.sender)
    online.qtbot.addWidget(answer)
    answer.show()
    photographs(answer, gap.take, lambda: gap.isHidden())
    online.done(dialog)
    order = online.session.answers.market(2).order
    assert order is not None and order.units == 20_000 * SHARE


def test_the_signature_of_another_request_is_refused_and_the_right_one_still_taken(
    online: Online, offline: Offline, tmp_path: Path
) -> None:
    first = online.wait_for(SendDollars(SOMEBODY, 3 * DOLLAR))
    second = online.wait_for(SendDollars(SOMEBODY, 4 * DOLLAR))
    assert len(online.buttons("Give up")) == 2
    before = online.dollars(SOMEBODY)
    dialog = online.finish()  # of the two only the first can be finished now
    assert "$3.00" in dialog.sentence.text()
    gap = online.show(dialog)
    file = tmp_path / "answers.txt"
    file.write_text(signed(offline, second))
    gap.reader.read_file(file)
    online.qtbot.waitUntil(lambda: bool(gap.reader.said.text()))
    assert gap.isVisible() and online.dollars(SOMEBODY) == before
    file.write_text(signed(offline, first))
    gap.reader.read_file(file)
    online.done(dialog)
    assert online.dollars(SOMEBODY) == before + 3 * DOLLAR
    dialog = online.finish()
    gap = online.show(dialog)
    gap.take(signed(offline, second))
    online.done(dialog)
    assert online.dollars(SOMEBODY) == before + 7 * DOLLAR


def test_what_was_released_meanwhile_is_not_sent_and_is_offered_anew(
    online: Online, offline: Offline
) -> None:
    shown = online.wait_for(SendDollars(SOMEBODY, 5 * DOLLAR))
    before = online.dollars(SOMEBODY)
    (row,) = online.session.answers.pending()
    dialog = online.finish()
    gap = online.show(dialog)
    online.session.release(row.waiting)
    gap.take(signed(offline, shown))
    online.qtbot.waitUntil(lambda: "You gave it up" in dialog.note.text.text())
    assert online.dollars(SOMEBODY) == before
    online.qtbot.waitUntil(dialog.main.isEnabled)
    assert dialog.main.text() == "Try again"
    dialog.main.click()
    online.qtbot.waitUntil(
        lambda: dialog.main.text() == "Sign on your other machine", timeout=20_000
    )
    gap = online.show(online.dialog())
    gap.take(signed(offline, gap.code.text))
    online.done(dialog)
    assert online.dollars(SOMEBODY) == before + 5 * DOLLAR
    assert online.state(row.waiting)[0] == states.DROPPED


def test_it_can_be_given_up_where_it_is_shown(online: Online, offline: Offline) -> None:
    dialog = online.confirm(SendDollars(SOMEBODY, 6 * DOLLAR))
    gap = online.show(dialog)
    (row,) = online.session.answers.pending()
    gap.leave.click()
    online.qtbot.waitUntil(lambda: dialog.kind.text() == "Given up")
    dialog.main.click()
    assert online.state(row.waiting)[0] == states.DROPPED
    assert online.session.answers.pending() == ()


def test_an_approval_that_ran_out_is_said_and_the_order_is_begun_anew(
    online: Online, offline: Offline
) -> None:
    shown = online.wait_for(PlaceBuy(2, 20_000 * SHARE, 10**11))
    (row,) = online.session.answers.pending()
    dialog = online.finish()
    gap = online.show(dialog)
    online.session.skip_time(3 * HOUR)
    gap.take(signed(offline, shown))  # the offline side has no clock of the chain's
    online.qtbot.waitUntil(lambda: APPROVAL_OVER in dialog.note.text.text(), timeout=20_000)
    dialog.reject()
    assert online.state(row.waiting) == (states.DROPPED, APPROVAL_OVER)
    page = online.activity()
    assert not page.pending.isVisible()
    assert page.answer is not None
    at, told = next((n, one) for n, one in enumerate(page.answer.past) if one.again)
    assert told.detail == APPROVAL_OVER and told.again == row.waiting
    page._open(at)
    (record,) = page.window().findChildren(RecordDialog)
    record.anew.click()
    dialog = online.dialog()
    gap = online.show(dialog)
    assert identity(offline, gap.code.text)[1] != identity(offline, shown)[1]
    gap.take(signed(offline, gap.code.text))
    online.done(dialog)
    assert online.session.answers.market(2).order is not None


def test_a_place_that_is_gone_is_said_and_another_is_taken(
    online: Online, offline: Offline, network: Network, tmp_path: Path
) -> None:
    shown = online.wait_for(SendDollars(SOMEBODY, 9 * DOLLAR))
    other = Session(network, folder=tmp_path / "elsewhere")
    other.unlock_envelope(cast_envelope(), PASSPHRASE)
    other.perform(other.prepare(SendCoins(SOMEBODY, 5)))  # the same account on another machine
    other.close()
    before = online.dollars(SOMEBODY)
    entry = online.session.journal.in_state(network.chain_id, (states.AWAITING,))[0].id
    assert online.house is not None
    online.house._follow_timer.stop()
    online.house.context.confirm(Finish(entry))
    dialog = online.dialog()
    gap = online.show(dialog)
    assert identity(offline, gap.code.text)[2] == identity(offline, shown)[2] + 1
    gap.take(signed(offline, shown))
    online.qtbot.waitUntil(lambda: bool(gap.reader.said.text()))  # the old one is no answer to it
    gap.take(signed(offline, gap.code.text))
    online.done(dialog)
    assert online.dollars(SOMEBODY) == before + 9 * DOLLAR
    online.session.refresh()
    assert online.state(entry) == (states.DROPPED, TAKEN_MEANWHILE)


def test_a_fee_that_was_outgrown_is_raised_in_the_same_place(
    online: Online, offline: Offline
) -> None:
    shown = online.wait_for(SendDollars(SOMEBODY, 11 * DOLLAR))
    after = online.wait_for(SendDollars(SOMEBODY, 12 * DOLLAR))
    first, second = online.session.answers.pending()
    client = online.session.chain.client
    client.call("anvil_setNextBlockBaseFeePerGas", (hex(20 * 10**9),))
    client.call("anvil_mine", ("0x1",))
    dialog = online.finish()
    assert OUTGROWN in notes_in(dialog)
    gap = online.show(dialog)
    assert identity(offline, gap.code.text)[2] == identity(offline, shown)[2]
    assert online.state(first.waiting)[0] == states.DROPPED
    gap.take(signed(offline, gap.code.text))
    online.done(dialog)
    assert online.state(second.waiting)[0] == states.AWAITING
    client.call("anvil_setNextBlockBaseFeePerGas", (hex(10**9),))
    client.call("anvil_mine", ("0x1",))
    dialog = online.finish()
    gap = online.show(dialog)
    gap.take(signed(offline, after))
    online.done(dialog)
    assert online.session.answers.pending() == ()
