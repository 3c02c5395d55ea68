"""What goes wrong at a verifier's desk, through the real window: said in place, nothing lost."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.flows.desk_room import (
    chip_file,
    country_at,
    lines,
    passport,
    request,
)
from tests.identity.documents import td3
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.desk_seat import DeskSeat, seated
from ui.app import App
from ui.dialogs.desk_bring import BringDialog
from ui.dialogs.desk_check import CheckDialog
from ui.dialogs.desk_evidence import EvidenceDialog
from ui.dialogs.desk_handing import HandOnDialog
from ui.dialogs.desk_line import LineDialog
from ui.theme import Mode
from ui.widgets.button import Button
from wallet.base.clock import DAY, YEAR
from wallet.base.errors import WalletError
from wallet.chain.networks import Network
from wallet.flows.desk.line import post_letter
from wallet.flows.desk.queue import CHECKING, REFUSED, STALE, WAITING
from wallet.flows.desk.succession import Handover, Step
from wallet.flows.local_network import LocalNetwork

pytestmark = pytest.mark.usefixtures("keyring_ready", "own_home")


def look(seat: DeskSeat, widget: QWidget, album: Path, name: str) -> None:
    """Look at a page or a dialog in the light and in the dark, and at both sizes."""
    window = seat.house.app.window
    ways: tuple[tuple[Mode, int, int], ...] = (("light", 1280, 800), ("dark", 1024, 700))
    for mode, width, height in ways:
        seat.house.app.theme.set_mode(mode)
        window.resize(width, height)
        seat.settle()
        wrong = [*clipped(widget), *outside(widget), *nameless(widget)]
        assert not wrong, f"{name} {mode} {width}: {wrong}"
        picture(widget.window(), album, f"{name}-{mode}-{width}")
    seat.house.app.theme.set_mode("light")


@pytest.fixture(scope="module")
def network(own_home: Path) -> Iterator[Network]:
    """One local network for all tests here; each has a desk in a folder of its own."""
    with LocalNetwork(None, days=0.01) as local:
        assert local.network is not None
        yield local.network


@pytest.fixture
def seat(app: App, qtbot: QtBot, tmp_path: Path, network: Network) -> Iterator[DeskSeat]:
    with seated(app, qtbot, tmp_path, network) as one:
        yield one


def test_what_is_brought_is_taken_once_or_refused_with_a_sentence(
    seat: DeskSeat, tmp_path: Path, album: Path
) -> None:
    page = seat.page
    seat.click(page.bring)
    dialog = seat.dialog(BringDialog)
    text = request(seat.session)
    for brought, said in (
        (text, "The request is in your queue"),
        (text, "A request with this number came"),
        (request(seat.session, chain=5), "another network or another verifier"),
        (text[:-40], "no request of a wallet"),
        ("x" * 60_000, "no request of a wallet"),
    ):
        dialog.reader.take(brought)
        seat.settle()
        words = f"{dialog.said.text.text()} {dialog.reader.reader.said.text()}"
        assert said in words, words
    look(seat, dialog, album, "bring-refused")

    # A folder of files: a good one, one of somebody else's, garbage, and no rights.
    (folder := tmp_path / "inbox").mkdir()
    (folder / "a.json").write_text(request(seat.session, 13))
    (folder / "b.json").write_text(request(seat.session, 13, verifier="0x" + "22" * 20))
    (folder / "c.txt").write_bytes(b"\xff\xfe no text")
    dialog.watch(str(folder))
    seat.settle()
    assert "1 new request, 2 files that are no requests" in dialog.said.text.text()
    assert "inbox is watched" in dialog.watched.text()
    (folder / "d.json").write_text(request(seat.session, 14))
    dialog.accept()
    page.refresh()
    seat.settle()
    assert page.checks.figure.text() == "3" and len(page.table.long.keys) == 3
    folder.rename(tmp_path / "gone")
    page.refresh()
    seat.settle()
    assert "inbox cannot be read" in page.trouble.text.text()
    dropped = QMimeData()
    files = [tmp_path / "gone", tmp_path / "gone" / "b.json"]
    dropped.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    (tmp_path / "gone" / "e.json").write_text(request(seat.session, 15))
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    seat.settle()
    assert page.checks.figure.text() == "4"
    page.words.set_value("nobody")
    seat.settle()
    assert page.nothing.text() == "No request fits what you look for."


def test_wrong_digits_and_false_chips_are_said_in_their_place(
    seat: DeskSeat, tmp_path: Path, album: Path
) -> None:
    country = country_at(seat.session.chain.now())
    (folder := tmp_path / "certificates").mkdir()
    check = seat.open(request(seat.session))
    form = check.form
    assert form is not None
    spoilt = lines().replace("6503101F", "6503102F")
    form.zone.set_value(spoilt)
    assert "The check digit of the day of birth does not fit: it is 2" in form.problems.text.text()
    assert "it would be 1." in form.problems.text.text()
    assert not form.read.isVisible()

    path = str(chip_file(passport(country), tmp_path / "chip.zip"))
    form.chip_wanted.emit(path)
    seat.settle()
    assert "No folder with the certificates" in form.verdict["bronze"].text.text()
    seat.page.certificates.use_folder(str(folder))
    seat.settle()
    form.chip_wanted.emit(path)
    seat.settle()
    assert "Cannot be checked, which does not mean that it is valid." in (
        form.verdict["bronze"].text.text()
    )
    assert form.boxes["by_eye"].isVisible()
    (folder / "nl.cer").write_bytes(country.authority().dump())
    chip = passport(country)
    chip.groups[1] = chip.groups[1].replace(b"WILLEKE", b"WILLEMS")
    form.chip_wanted.emit(str(chip_file(chip, tmp_path / "false.zip")))
    seat.settle()
    assert "False." in form.verdict["oxide"].text.text()
    look(seat, check, album, "check-false")
    seat.fill(check, lines())
    seat.click(check.go)
    seat.settle()
    assert "The chip says that this document is false." in check.trouble.text.text()
    assert check.step == 0 and not seat.desk.evidence.records
    seat.click(check.no)
    seat.settle()
    assert check.reason is not None
    check.reason.set_value("The chip was changed.")
    really = [one for one in check.findChildren(type(check.go)) if "for good" in one.text()]
    seat.click(really[-1])
    seat.settle()
    (entry,) = seat.desk.queue.entries(seat.desk.queue.keys(0), 0)
    assert entry.state == REFUSED


def test_a_check_goes_on_where_it_was_and_a_namesake_waits_for_a_look(
    seat: DeskSeat, album: Path
) -> None:
    desk = seat.desk
    assert desk.near is not None
    check = seat.open(request(seat.session))
    seat.fill(check, lines())
    seat.click(check.go)
    seat.until(lambda: check.tags is not None)
    check.reject()  # the window falls over here, as far as the desk can tell
    seat.settle()
    (entry,) = desk.queue.entries(desk.queue.keys(0), 0)
    assert entry.state == CHECKING
    seat.page.table.opened.emit(entry.row)
    check = seat.dialog(CheckDialog)
    seat.until(lambda: check.tags is not None)
    assert check.tags is not None
    seat.click(check.tags.letter)
    seat.until(lambda: check.tags is not None and check.tags.code is not None)
    assert check.tags.code is not None
    letter = check.tags.code.text.strip()
    first, second, *_ = desk.near.desks.values()
    for other in (first, second):
        check.tags.take(other.answer(letter))
        seat.settle()
    seat.until(lambda: check.step == 2)
    (entry,) = desk.queue.entries(desk.queue.keys(0), 0)
    assert entry.state == WAITING
    check.reject()

    # Somebody of that name and birthday, with another document.
    weak = {kind: tag for kind, tag in check.work.case.tags.items() if kind.startswith("name")}
    desk.register._rows = {bytes.fromhex(tag): {7} for tag in weak.values()}
    check = seat.open(request(seat.session, 13))
    seat.fill(check, lines(td3(number="XR1001R58")))
    seat.click(check.go)
    seat.until(lambda: check.tags is not None)
    assert check.tags is not None
    seat.click(check.tags.lines)
    seat.until(lambda: check.reason is not None)
    seat.settle()
    look(seat, check, album, "check-look")
    buttons = {one.text(): one for one in check.findChildren(type(check.go))}
    seat.click(buttons["They are another person"])
    seat.settle()
    assert check.reason is not None and check.reason.wrong
    check.reason.set_value("Another face, another mother, another town.")
    seat.click(buttons["They are another person"])
    seat.until(lambda: check.step == 2)
    check.reject()


def test_what_is_old_is_said_and_what_is_due_is_deleted_in_one_go(
    seat: DeskSeat, album: Path
) -> None:
    desk, session = seat.desk, seat.session
    seat.open(request(session)).reject()
    now = session.chain.now()
    for number in range(3):
        desk.evidence.add(json.dumps({"refused": f"{number}"}).encode(), now, now + 5 * DAY)
    kept = desk.evidence.add(b'{"refused": "later"}', now, now + YEAR)
    session.skip_time(20 * DAY)
    page = seat.page
    page.refresh()
    seat.settle()
    assert page.due.figure.text() == "3"
    (entry,) = desk.queue.entries(desk.queue.keys(session.now()), session.now())
    assert entry.state == STALE and "too late" in page.checks.caption.text()
    look(seat, page, album, "desk-due")
    seat.click(page.evidence.due)
    seat.settle()
    assert [one.identifier for one in desk.evidence.records] == [kept.identifier]
    page.evidence.table.opened.emit(kept.identifier)
    shown = seat.dialog(EvidenceDialog)
    seat.settle()
    seat.click(shown.remove)
    assert desk.evidence.records  # asked once more
    seat.click(shown.remove)
    seat.settle()
    assert not desk.evidence.records


def test_others_are_answered_at_an_address_once_that_is_on_the_card(
    seat: DeskSeat, album: Path
) -> None:
    seat.click(seat.page.circle.serve)
    dialog = seat.dialog(LineDialog)
    seat.settle()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port, said in (("x", "This is no port."), (str(taken.getsockname()[1]), "cannot")):
            seat.write(dialog.host, "127.0.0.1")
            seat.write(dialog.port, port)
            seat.click(dialog.go)
            seat.settle()
            assert dialog.port.wrong and said in dialog.port.said
    seat.write(dialog.line, "http://elsewhere")
    seat.write(dialog.port, "0")
    seat.click(dialog.go)
    seat.settle()
    assert dialog.line.wrong
    seat.write(dialog.line, "https://desk.example.org:8443")
    seat.click(dialog.go)
    assert "Answers at: https://desk.example.org:8443" in seat.sign()
    seat.until(lambda: dialog.code is not None)
    look(seat, dialog, album, "line")
    desk = seat.desk
    own = desk.circle.cards[desk.address.lower()]
    assert own.line == "https://desk.example.org:8443" and own.seal == desk.line_seal()
    there = f"https://127.0.0.1:{desk.line_port}"
    with pytest.raises(WalletError, match="This is no letter of a desk"):
        post_letter(there, own.seal, "no letter", "A desk")
    seat.click(dialog.end)
    seat.settle()
    assert not desk.line_port
    with pytest.raises(WalletError, match="does not answer"):
        post_letter(there, own.seal, "no letter", "A desk")
    dialog.reject()


def test_the_desk_closes_with_the_wallet(seat: DeskSeat) -> None:
    desk = seat.desk
    desk.change(type(desk.settings)(host="127.0.0.1", port=0))
    port = desk.start_line()
    assert port and desk.line_port == port
    seat.house.lock()
    seat.until(lambda: not any(desk._secret))
    assert seat.session.open_desk is None and desk.line_port == 0


@pytest.mark.long
def test_shares_are_handed_on_through_the_window(seat: DeskSeat, album: Path) -> None:
    """The same five get fresh shares, as after one of them was lost."""
    desk = seat.desk
    assert desk.near is not None
    old, others = desk.circle.share().secret, list(desk.near.desks.values())
    seat.click(seat.page.circle.hand)
    dialog = seat.dialog(HandOnDialog)
    seat.settle()
    buttons = {one.text(): one for one in dialog.findChildren(Button)}
    seat.click(buttons["Begin, and stay a desk"])
    seat.until(lambda: dialog.code is not None)
    assert dialog.code is not None and dialog.reader is not None
    told = dialog.code.text
    picture(dialog, album, "handing-cards")
    theirs = [Handover(one) for one in others]
    for one in theirs:
        one.bring(told)
        for card in desk.circle.card_texts:
            one.bring(card)
    dialog.take(desk.circle.all_cards)
    seat.until(lambda: bool(dialog.boxes))
    seat.settle()
    chosen = sorted(one.circle.desk for one in others[:2])
    for number in chosen:
        dialog.boxes[number].click()
    look(seat, dialog, album, "handing-letters")
    write = [one for one in dialog.findChildren(Button) if one.text() == "Write my letter"]
    seat.click(write[-1])
    seat.until(lambda: dialog.code is not None)
    assert dialog.code is not None
    three = (desk.circle.desk, *chosen)
    letters = [dialog.code.text.strip(), *(one.letter(three) for one in theirs[:2])]
    for letter in letters[1:]:
        dialog.take(letter)
        seat.settle()
    seat.until(lambda: dialog.go.isVisible())
    picture(dialog, album, "handing-compare")
    for one in theirs:
        for letter in letters:
            if one.step is Step.LETTERS:
                one.bring(letter)
        one.finish()
    seat.click(dialog.go)
    seat.until(lambda: "share-next" not in desk.kept.names())
    seat.settle()
    assert desk.circle.share().secret != old and "share-next" not in desk.kept.names()
    assert {one.circle.fingerprint for one in (desk, *others)} == {desk.circle.fingerprint}
