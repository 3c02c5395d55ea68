"""Keys and backup in the window: each dialog does what it says, on a real wallet in a real file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.keys.key_files import KEY, quick_file
from tests.keys.quick import quick
from tests.story.conftest import PlayedStory
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import settle
from ui.app import App
from ui.dialogs.bring_key import BringKey
from ui.dialogs.check_backup import ALL, FILE, SOME, CheckBackup
from ui.dialogs.find_accounts import FindAccounts
from ui.dialogs.key_form import KeyForm
from ui.dialogs.new_passphrase import NewPassphrase
from ui.dialogs.paper import FILE as TO_FILE
from ui.dialogs.paper import Paper
from ui.dialogs.remove_wallet import RemoveWallet
from ui.dialogs.save_key_file import SaveKeyFile
from ui.house import House
from ui.pages.settings import SettingsPage
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from wallet.base.errors import WalletError
from wallet.flows import key_care
from wallet.flows.open_wallet import hold_wallet
from wallet.keys.accounts import account_key, addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import Secret, seal
from wallet.keys.file_store import FileStore
from wallet.keys.hidden import hidden
from wallet.keys.words import entropy_from_words, seed

__all__ = ["quick"]
WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
PHRASE = "correct horse battery staple"
OTHER = "another horse battery staple"
WALLET_ID = "00112233445566778899aabbccddeeff"
ACCOUNTS = addresses(seed(WORDS), 3)
D = TypeVar("D", bound=Dialog)


@pytest.fixture
def store(tmp_path: Path, quick: None) -> FileStore:
    made = FileStore(tmp_path / "wallets")
    sealed = seal(Secret(entropy_from_words(WORDS)), PHRASE, WALLET_ID)
    made.add(new_card(WALLET_ID, "My wallet", 1_700_000_000, ACCOUNTS), sealed)
    return made


@pytest.fixture
def page(app: App, qtbot: QtBot, story: PlayedStory, store: FileStore) -> Iterator[SettingsPage]:
    """The settings of a wallet of one's own."""
    session = story.session
    session.wallets = store
    session.unlock(WALLET_ID, PHRASE)
    house = House(app, session)
    with qtbot.waitExposed(app.window):
        app.window.show()
    house.go("settings")
    settle(qtbot, house)
    frame = app.window.frame
    assert frame is not None and isinstance(frame.page, SettingsPage)
    yield frame.page
    house.close()
    qtbot.waitUntil(lambda: app.tasks.idle, timeout=20_000)
    session.leave()
    session.opened.once = False
    session.wallets = session.no_wallets = None


def opened(page: SettingsPage, qtbot: QtBot, click: Callable[[], None], kind: type[D]) -> D:
    """Open a dialog by its button."""
    click()
    (found,) = (one for one in page.window().findChildren(kind) if one.isVisible())
    look(found, qtbot)
    return found


def look(dialog: QDialog, qtbot: QtBot) -> None:
    """Nothing of it is clipped, outside or nameless."""
    qtbot.wait(30)
    wrong = [*clipped(dialog), *outside(dialog), *nameless(dialog)]
    assert not wrong, wrong


def fill(form: KeyForm, **typed: str) -> None:
    """Type into fields by name."""
    for name, text in typed.items():
        field = form.fields[name]
        assert field.isVisibleTo(form), name
        editor = field.editor
        QTest.keyClicks(editor, text)


def submit(form: KeyForm, qtbot: QtBot) -> None:
    """Press the button and wait until it was worked on."""
    form.go.click()
    qtbot.waitUntil(lambda: form.app.tasks.idle, timeout=20_000)
    qtbot.wait(20)


def shot(dialog: QDialog, page: SettingsPage, album: Path, name: str) -> None:
    """A picture of a dialog in both looks."""
    for mode in ("light", "dark"):
        page.app.theme.set_mode(mode)
        picture(dialog, album, f"keys-{name}-{mode}")
    page.app.theme.set_mode("light")


def test_the_page_offers_what_the_wallet_has(page: SettingsPage, qtbot: QtBot, album: Path) -> None:
    keys = page.keys
    for button in (keys.check, keys.paper, keys.file, keys.phrase, keys.used, keys.bring):
        assert button.isVisible()
    assert "Whoever has the words" in keys.said.text()
    page.window().resize(1_024, 700)
    qtbot.wait(100)
    for button in keys.findChildren(Button):
        assert button.mapTo(page.window(), button.rect().topRight()).x() < 1_024
    picture(page.window(), album, "keys-settings-small")
    page.window().resize(1_280, 800)
    for mode in ("light", "dark"):
        page.app.theme.set_mode(mode)
        picture(page.window(), album, f"keys-settings-{mode}")


def test_the_passphrase_is_changed(
    page: SettingsPage, qtbot: QtBot, store: FileStore, album: Path
) -> None:
    before = store.envelope(WALLET_ID)
    form = opened(page, qtbot, page.keys.phrase.click, NewPassphrase)
    fill(form, old="wrong horse battery", passphrase=OTHER, again=OTHER)
    submit(form, qtbot)
    assert form.fields["old"].wrong and store.envelope(WALLET_ID) == before
    shot(form, page, album, "passphrase")
    form.fields["old"].editor.setFocus()
    form.fields["old"].wipe()  # type: ignore[attr-defined] # a secret field
    fill(form, old=PHRASE)
    submit(form, qtbot)
    assert not isValid(form)
    key_care.open_desk(store, WALLET_ID, OTHER).close()


@pytest.mark.parametrize("way", [SOME, ALL])
def test_a_backup_is_checked(page: SettingsPage, qtbot: QtBot, album: Path, way: str) -> None:
    form = opened(page, qtbot, page.keys.check.click, CheckBackup)
    form.way.set_value(way)
    fill(form, old=PHRASE)
    shot(form, page, album, f"check-{way}-begin")
    submit(form, qtbot)
    look(form, qtbot)
    if way == ALL:
        fill(form, words=WORDS)
    else:
        asked = [field.label.text() for field in form.words]
        for field in form.words:
            QTest.keyClicks(field.input, "zoo")
        submit(form, qtbot)
        assert form.trouble.isVisible() or any(one.wrong for one in form.fields.values())
        qtbot.waitUntil(lambda: all(field.empty for field in form.words))
        shot(form, page, album, "check-some-wrong")
        asked = [field.label.text() for field in form.words]
        for field, label in zip(form.words, asked, strict=True):
            QTest.keyClicks(field.input, WORDS.split()[int(label.split()[1]) - 1])
    submit(form, qtbot)
    assert "The backup is right" in form.said.text()
    look(form, qtbot)
    shot(form, page, album, f"check-{way}-right")
    form.go.click()
    assert not form.isVisible()


def test_a_key_file_is_saved_and_checked(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    save = opened(page, qtbot, page.keys.file.click, SaveKeyFile)
    path = tmp_path / "key.json"
    fill(save, file=str(path), old=PHRASE, passphrase=OTHER, again=OTHER)
    shot(save, page, album, "save-file")
    submit(save, qtbot)
    assert not isValid(save) and path.exists()
    path.write_text(quick_file(bytes(account_key(seed(WORDS), 2)), OTHER))  # opens sooner
    check = opened(page, qtbot, page.keys.check.click, CheckBackup)
    check.way.set_value(FILE)
    fill(check, old=PHRASE)
    submit(check, qtbot)
    fill(check, file=str(path), phrase="not that one")
    submit(check, qtbot)
    assert "not this key file's passphrase" in check.trouble.text.text()
    check.phrase.wipe()
    fill(check, phrase=OTHER)
    submit(check, qtbot)
    assert "The backup is right" in check.said.text()
    check.go.click()


def test_the_words_go_into_a_pdf_that_can_be_deleted(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    form = opened(page, qtbot, page.keys.paper.click, Paper)
    folder = tmp_path / "paper"
    folder.mkdir()
    path = folder / "words.pdf"
    shot(form, page, album, "paper-begin")
    fill(form, old=PHRASE)
    submit(form, qtbot)
    assert form.fields["way"].wrong, "there is no printer here, and it says so"
    form.way.set_value(TO_FILE)
    fill(form, file=str(path))
    look(form, qtbot)
    submit(form, qtbot)
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [path]
    look(form, qtbot)
    shot(form, page, album, "paper-saved")
    form.gone.click()
    assert list(folder.iterdir()) == []
    look(form, qtbot)
    form.go.click()


def test_a_key_is_brought_in_and_opened(
    page: SettingsPage, qtbot: QtBot, store: FileStore, tmp_path: Path, album: Path
) -> None:
    form = opened(page, qtbot, page.keys.bring.click, BringKey)
    shot(form, page, album, "bring-file")
    form.way.set_value("watch")
    look(form, qtbot)
    form.way.set_value("key")
    look(form, qtbot)
    fill(form, key="0x12", passphrase=PHRASE, again=PHRASE)
    submit(form, qtbot)
    assert "64 digits" in form.key.said and form.key.wrong
    shot(form, page, album, "bring-key")
    form.way.set_value("file")
    path = tmp_path / "theirs.json"
    path.write_text(quick_file(bytes.fromhex(KEY), "theirs"))
    fill(form, file=str(path), phrase="theirs")
    submit(form, qtbot)
    session = page.app.session
    assert [card.name for card in store.cards()] == ["My wallet", "My other wallet"]
    assert session.opened.card == store.cards()[1] and not session.locked


def test_an_address_is_watched_and_nothing_signed_with_it(
    page: SettingsPage, qtbot: QtBot, store: FileStore
) -> None:
    form = opened(page, qtbot, page.keys.bring.click, BringKey)
    form.way.set_value("watch")
    fill(form, watched="0x" + "11" * 20)
    house, session = page.app.house, page.app.session
    submit(form, qtbot)
    assert session.account == "0x" + "11" * 20 and not session.locked
    settle(qtbot, house)
    with pytest.raises(WalletError) as refused:
        _ = session.signer
    assert refused.value.code == "keys.watches-only"


def test_used_accounts_are_found_and_listed(
    page: SettingsPage, qtbot: QtBot, store: FileStore, album: Path
) -> None:
    session = page.app.session
    session.roles.fund(session.vault.address(4))
    session.roles.fund(session.vault.address(105))
    dialog = opened(page, qtbot, page.keys.used.click, FindAccounts)
    qtbot.waitUntil(lambda: page.app.tasks.idle, timeout=20_000)
    look(dialog, qtbot)
    shot(dialog, page, album, "find")
    dialog.go.click()
    qtbot.waitUntil(lambda: not isValid(dialog), timeout=20_000)
    settle(qtbot, page.app.house)
    assert store.card(WALLET_ID).numbers == (0, 1, 2, 4, 105)
    assert page.accounts.rows.rowCount() == 6  # the first five, and one of another path


def test_asking_at_every_signature_takes_effect_with_the_passphrase(
    page: SettingsPage, qtbot: QtBot
) -> None:
    app, session = page.app.house.app, page.app.session
    page.each.click()
    qtbot.waitUntil(lambda: app.window.frame is None, timeout=20_000)
    assert app.settings.ask_each and session.opened.once
    session.unlock(WALLET_ID, hidden(PHRASE))
    assert session.opened.asks and session.opened.ready
    assert session.account == ACCOUNTS[0]
    assert session.vault.process is None, "the key is not in memory between signatures"


def test_a_wallet_is_removed_once_what_is_lost_was_read(
    page: SettingsPage, qtbot: QtBot, store: FileStore, album: Path
) -> None:
    app, session = page.app.house.app, page.app.session
    form = opened(page, qtbot, page.keys.remove.click, RemoveWallet)
    look(form, qtbot)
    shot(form, page, album, "remove")
    assert "No backup of it was ever checked here." in form.backup.text.text()
    assert "only with the words on your paper" in form.said.text()
    fill(form, old="not the passphrase")
    submit(form, qtbot)
    qtbot.waitUntil(lambda: form.fields["old"].wrong, timeout=20_000)
    assert len(store.cards()) == 1
    form.way.set_value("forgotten")
    look(form, qtbot)
    fill(form, name="My other wallet")
    submit(form, qtbot)
    qtbot.waitUntil(lambda: form.name.wrong, timeout=20_000)
    form.way.set_value("known")
    form.wipe()
    fill(form, old=PHRASE)
    submit(form, qtbot)
    qtbot.waitUntil(lambda: app.window.frame is None, timeout=20_000)
    assert store.cards() == ()
    assert session.account == "" and not session.vault.unlocked
    hold_wallet(WALLET_ID).release()  # and nothing holds it any more


def test_a_checked_backup_is_remembered(page: SettingsPage, qtbot: QtBot, store: FileStore) -> None:
    dialog = opened(page, qtbot, page.keys.check.click, CheckBackup)
    dialog.way.set_value(ALL)
    fill(dialog, old=PHRASE)
    submit(dialog, qtbot)
    qtbot.waitUntil(dialog.every.isVisible, timeout=20_000)
    fill(dialog, words=WORDS)
    submit(dialog, qtbot)
    qtbot.waitUntil(lambda: store.card(WALLET_ID).checked > 0, timeout=20_000)
    dialog.accept()
    form = opened(page, qtbot, page.keys.remove.click, RemoveWallet)
    assert "A backup of it was checked here on" in form.backup.text.text()
