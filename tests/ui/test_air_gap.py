"""Both sides of an air gap in their windows: nothing passes between them but pictures and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.flows.test_airgap import ME, buying, selling
from tests.signing.cases import NETWORK, PHRASE, SECRET, WALLET_ID
from tests.signing.said import Names
from ui.dialogs.air_gap import OTHER, AirGapDialog
from ui.dialogs.check_backup import CheckBackup
from ui.messages import Messages
from ui.offline_house import Quiet
from ui.pages import offline_sign
from ui.pages.offline_accounts import OfflineAccountsPage
from ui.pages.offline_keys import OfflineKeysPage
from ui.pages.offline_sign import OfflineSignPage
from ui.pictures import codes_in_image
from ui.tasks import Tasks
from ui.widgets.code_reader import CodeReader
from ui.widgets.moving_code import MovingCode
from wallet.flows import offline as offline_flow
from wallet.flows.airgap import Asking
from wallet.flows.airgap_accounts import Importing, place_of
from wallet.flows.offline import Offline
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import seal
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.signer import Signer
from wallet.signing.unlocked import Unlocked
from wallet.signing.ur.claims import Claims, HeardNames, claims_of
from wallet.signing.ur.paths import KeyPath
from wallet.signing.ur.requests import Place

Show = Callable[[QWidget], QWidget]


@pytest.fixture(scope="module")
def wallets(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    store = FileStore(tmp_path_factory.mktemp("wallets"))
    card = new_card(WALLET_ID, "Paper wallet", 0, tuple(addresses(seed(SECRET.words), 3)))
    store.add(card, seal(SECRET, PHRASE, WALLET_ID))
    return store


@pytest.fixture
def offline(
    wallets: FileStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Offline]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(offline_flow, "known_networks", lambda: (NETWORK,))
    made = Offline(wallets)
    made.unlock(WALLET_ID, PHRASE)
    yield made
    made.close()


@pytest.fixture
def place(offline: Offline) -> Place:
    importing = Importing()
    importing.take(offline.accounts().text)
    return place_of(importing.found[0], 0)


def photograph(code: MovingCode) -> str:
    """What a camera sees of the picture that is shown."""
    image = code.picture.grab().toImage()
    (text,) = codes_in_image(image)
    return text


def everything(code: MovingCode) -> Iterator[str]:
    """Photographs of pictures one after another, without end."""
    while True:
        yield photograph(code)
        code._next()


def carry(code: MovingCode, into: Callable[[str], object], done: Callable[[], bool]) -> None:
    """Carry pictures across until the other side has enough."""
    for number, text in enumerate(everything(code)):
        into(text)
        if done():
            return
        assert number < 60


def signed_by_itself(request: Request) -> bytes:
    return Unlocked(SECRET, (NETWORK,)).sign(request, 0).raw


def test_a_request_crosses_is_signed_and_comes_back(
    offline: Offline, place: Place, tasks: Tasks, shown: Show, qtbot: QtBot
) -> None:
    page = OfflineSignPage(offline, tasks)
    shown(page)
    dialog = AirGapDialog(tasks, lambda others: Asking([selling()], place, None, others))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(dialog)
    came: list[Signer] = []
    dialog.signed.connect(came.append)
    carry(dialog.code, page.take, lambda: page.reading.isHidden())
    assert "You offer 84,000 shares" in page._asked.shown()[0].explanation.plain
    assert not page.sign.isEnabled()  # time to read
    qtbot.waitUntil(page.sign.isEnabled)
    page.sign.click()
    qtbot.waitUntil(lambda: page.answer is not None)
    assert page.answer is not None
    carry(page.answer, dialog.take, lambda: bool(came))
    assert came[0].sign(selling()).raw == signed_by_itself(selling())
    page.drop.click()
    qtbot.waitUntil(lambda: not page.findChildren(MovingCode))
    assert not page.reading.isHidden()


def test_another_wallet_signs_the_permission_first(
    offline: Offline, place: Place, tasks: Tasks, shown: Show, qtbot: QtBot
) -> None:
    dialog = AirGapDialog(tasks, lambda others: Asking([buying()], place, None, others))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(dialog)
    assert dialog.round.isHidden()
    dialog.kind.set_value(OTHER)
    dialog.begin()
    assert "step 1 of 2" in dialog.round.text.text()
    came: list[Signer] = []
    dialog.signed.connect(came.append)
    for step in (1, 2):
        assert f"step {step} of 2" in dialog.round.text.text()
        asked = offline.asking()
        carry(dialog.code, asked.take, lambda asked=asked: asked.whole)  # type: ignore[misc]
        # mypy takes the default for a parameter that the caller gives
        dialog.take(offline.sign(asked).text)
    assert came and came[0].sign(buying()).raw == signed_by_itself(buying())


def test_what_is_no_request_is_said_and_nothing_is_lost(
    offline: Offline, place: Place, tasks: Tasks, shown: Show
) -> None:
    page = OfflineSignPage(offline, tasks)
    shown(page)
    lines = Asking([selling(), buying()], place).sender(100)
    page.take(lines.line(1))
    page.take("hello")
    assert "no code" in page.reader.said.text().lower() or page.reader.said.text()
    page.take(offline.accounts().text)
    assert not page.reading.isHidden()
    for number in range(1, lines.count + 1):
        page.take(lines.line(number))
    assert page.reading.isHidden() and len(page._asked.shown()) == 2


def test_a_network_that_is_not_known_is_taken_only_when_the_person_says_so(
    offline: Offline,
    place: Place,
    tasks: Tasks,
    shown: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offline_flow, "known_networks", lambda: ())
    monkeypatch.setattr(offline_sign, "ALIVE_AFTER", 1)
    page = OfflineSignPage(offline, tasks)
    shown(page)
    page.take(Asking([selling()], place, claims(NETWORK)).code.text)
    assert NETWORK.name in page.note.text.text()
    qtbot.wait(50)
    assert not page.sign.isEnabled()
    page.take_addresses.click()
    qtbot.waitUntil(page.sign.isEnabled)
    page.sign.click()
    qtbot.waitUntil(lambda: page.answer is not None)


def claims(network: KnownNetwork) -> Claims:
    return claims_of(network, HeardNames(Names()), (("Dollars", "1", "2"),), 1_900_000_000)


def test_claims_are_shown_as_claims(
    offline: Offline, place: Place, tasks: Tasks, shown: Show
) -> None:
    page = OfflineSignPage(offline, tasks)
    shown(page)
    page.take(Asking([selling()], place, claims(NETWORK)).code.text)
    said = [child.text() for child in page.findChildren(QWidget) if hasattr(child, "text")
            and callable(child.text) and isinstance(child.text(), str)]  # fmt: skip
    assert any("Nobody on this machine can check it." in words for words in said)
    assert any("Dollars: 1 now, 2 after." in words for words in said)


def test_a_request_for_another_wallet_is_refused_and_stays(
    offline: Offline, tasks: Tasks, shown: Show, qtbot: QtBot
) -> None:
    page = OfflineSignPage(offline, tasks)
    shown(page)
    strange = replace(selling(), sender="0x" + "11" * 20)
    page.take(Asking([strange], Place(strange.sender, KeyPath(()))).code.text)
    qtbot.waitUntil(page.sign.isEnabled)
    page.sign.click()
    qtbot.waitUntil(lambda: "another wallet" in page.note.text.text())
    assert page.answer is None and page.sign.isEnabled()


def test_the_accounts_are_shown_to_be_watched(
    offline: Offline, tasks: Tasks, shown: Show, qtbot: QtBot
) -> None:
    page = OfflineAccountsPage(offline, tasks)
    shown(page)
    page.refresh()
    page.show_code.click()
    qtbot.waitUntil(lambda: page.code is not None)
    assert page.code is not None
    importing = Importing()
    carry(page.code, importing.take, lambda: bool(importing.found))
    assert importing.found[0].address(0) == ME


def test_pictures_move_pause_and_change_their_size(place: Place, shown: Show, qtbot: QtBot) -> None:
    asking = Asking([selling(), buying()], place)
    code = MovingCode(asking.sender)
    shown(code)
    first = code.line
    qtbot.waitUntil(lambda: code.line != first)
    code.pause.click()
    still = code.line
    qtbot.wait(300)
    assert code.line == still and code.pause.text() == "Go on"
    ordinary = code._count
    code.squares.set_value(100)
    code.begin()
    assert code._count > ordinary
    code.stop()


def test_a_code_is_saved_and_copied_as_text(
    place: Place, shown: Show, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    code = MovingCode(Asking([selling(), buying()], place).sender)
    shown(code)
    code.stop()
    code.copy.click()
    assert QGuiApplication.clipboard().text() == code.text
    code.save_to(tmp_path / "codes.txt")
    reader = CodeReader(tasks)
    qtbot.addWidget(reader)
    seen: list[str] = []
    reader.seen.connect(seen.append)
    reader.read_file(tmp_path / "codes.txt")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [code.text]
    reader.take_clipboard()
    assert seen == [code.text] * 2
    QGuiApplication.clipboard().clear()
    reader.take_clipboard()
    assert "no code" in reader.said.text()


def test_codes_are_read_from_a_picture_and_from_the_screen(
    place: Place, shown: Show, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    code = MovingCode(Asking([selling()], place).sender)
    shown(code)
    code.stop()
    picture = tmp_path / "code.png"
    code.picture.grab().save(str(picture))
    reader = CodeReader(tasks)
    qtbot.addWidget(reader)
    seen: list[str] = []
    reader.seen.connect(seen.append)
    reader.read_file(picture)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].lower() == code.line
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(picture))
    reader.read_file(picture)
    qtbot.waitUntil(lambda: "no code" in reader.said.text())
    seen.clear()
    reader.screen_.click()
    qtbot.waitUntil(lambda: bool(seen) or not reader._timer.isActive())
    if seen:  # a desktop may forbid it, and then a sentence says so
        assert seen[0].lower() == code.line
    reader.stop()


def test_a_file_that_is_missing_is_said(tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> None:
    reader = CodeReader(tasks)
    qtbot.addWidget(reader)
    reader.read_file(tmp_path / "nothing.png")
    qtbot.waitUntil(lambda: bool(reader.said.text()))
    assert "nothing.png" in reader.said.text()


def test_a_camera_reads_what_is_held_to_it(
    place: Place, shown: Show, tasks: Tasks, qtbot: QtBot
) -> None:
    """From the camera's sink on it is what a real one takes; this machine has none."""
    pytest.importorskip("PySide6.QtMultimedia", reason="Qt's part for cameras is not installed")
    from PySide6.QtMultimedia import QVideoFrame

    code = MovingCode(Asking([selling()], place).sender)
    shown(code)
    code.stop()
    reader = CodeReader(tasks)
    shown(reader)
    seen: list[str] = []
    reader.seen.connect(seen.append)
    reader.turn_camera()
    assert reader.camera is not None or "no camera" in reader.said.text()
    reader.use_cameras([])
    camera = reader.camera
    assert camera is not None and reader.see.text() == "Close it"
    picture = code.picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    camera.sink.setVideoFrame(QVideoFrame(picture))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].lower() == code.line
    reader.stop()
    assert reader.camera is None


def test_its_keys_are_backed_up_there_too(
    offline: Offline, tasks: Tasks, shown: Show, qtbot: QtBot
) -> None:
    page = OfflineKeysPage(Quiet(offline, tasks, Messages(), lambda: None))
    shown(page)
    page.refresh()
    assert page.card.paper.isVisible() and page.card.check.isVisible()
    page.card.check.click()
    (dialog,) = page.findChildren(CheckBackup)
    assert dialog.isVisible()
    dialog.reject()
