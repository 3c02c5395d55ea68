"""The first launch, as a newcomer goes through it, on a real network and with real keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.story.conftest import PlayedStory, story
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import app
from ui.app import App
from ui.dialogs.bring_key import BringKey
from ui.house import House
from ui.widgets.field import Field, TextField
from ui.widgets.secret_field import SecretField
from ui.wizards.first_launch import FirstLaunch
from ui.wizards.first_steps import Choose, Confirm, Name, Protect, Restore, Show, StepView
from wallet.base.errors import WalletError
from wallet.flows.onboarding import Step
from wallet.keys.file_store import FileStore
from wallet.session import Session

__all__ = ["app", "story"]
V = TypeVar("V", bound=StepView)
PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def launch(app: App, qtbot: QtBot, story: PlayedStory, tmp_path: Path) -> Iterator[FirstLaunch]:
    """The first launch in the window, with a store of its own."""
    session = story.session
    session.wallets = FileStore(tmp_path / "wallets")
    house = House(app, session)
    with qtbot.waitExposed(app.window):
        app.window.show()
    qtbot.waitUntil(lambda: isinstance(app.window.view, FirstLaunch))
    view = app.window.view
    assert isinstance(view, FirstLaunch)
    yield view
    house.close()
    qtbot.waitUntil(lambda: app.tasks.idle, timeout=20_000)
    session.leave()
    session.wallets = session.no_wallets = None


def _look(launch: FirstLaunch, qtbot: QtBot, album: Path) -> None:
    qtbot.wait(30)
    window = launch.window()
    wrong = [*clipped(window), *outside(window), *nameless(window)]
    picture(window, album, f"first-{launch.flow.step.value}-{window.width()}")
    assert not wrong, (launch.flow.step, wrong)


def _step(launch: FirstLaunch) -> Step:
    return launch.flow.step


def _at(launch: FirstLaunch, kind: type[V]) -> V:
    """The step that is shown, which has to be of a kind."""
    view = launch.view
    assert isinstance(view, kind)
    return view


def _type(field: Field, words: str) -> None:
    assert isinstance(field, TextField | SecretField)
    QTest.keyClicks(field.input, words)


def test_a_new_wallet_from_words_to_home(
    launch: FirstLaunch, app: App, qtbot: QtBot, album: Path
) -> None:
    _look(launch, qtbot, album)
    choose = _at(launch, Choose)
    choose.new.click()
    _at(launch, Show)
    words = launch.flow.words
    _look(launch, qtbot, album)
    launch.go.click()
    confirm = _at(launch, Confirm)
    for at, field in enumerate(confirm.fields.values()):
        _type(field, words[launch.flow.positions[at] - 1])
    _look(launch, qtbot, album)
    launch.go.click()
    protect = _at(launch, Protect)
    _type(protect.passphrase, PASSPHRASE)
    _type(protect.again, PASSPHRASE)
    _look(launch, qtbot, album)
    launch.go.click()
    _at(launch, Name)
    _look(launch, qtbot, album)
    launch.go.click()
    qtbot.waitUntil(lambda: app.window.frame is not None, timeout=20_000)
    session = launch.session
    assert isinstance(session, Session) and not session.locked
    qtbot.waitUntil(lambda: app.tasks.idle, timeout=20_000)
    assert session.answers.home().dollars, "a newcomer of a local network can try it"


def test_a_wrong_word_is_named_and_nothing_is_lost(launch: FirstLaunch, qtbot: QtBot) -> None:
    choose = _at(launch, Choose)
    choose.longer.click()
    assert len(launch.flow.words) == 24
    launch.go.click()
    confirm = _at(launch, Confirm)
    first = confirm.fields["word0"]
    _type(first, "nothing")
    launch.go.click()
    assert _step(launch) is Step.CONFIRM
    assert first.wrong and f"Word {launch.flow.positions[0]}" in first.beneath.text()
    assert isinstance(first, TextField) and first.value == "nothing"
    launch.back.click()
    assert _step(launch) is Step.SHOW


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "words"),
        ("zoo " * 11 + "zoo", "together"),
        ("abandon " * 11 + "abandn", "abandn"),
        ("abandon " * 5, "words"),
    ],
)
def test_words_that_are_none(launch: FirstLaunch, words: str, said: str) -> None:
    choose = _at(launch, Choose)
    choose.old.click()
    restore = _at(launch, Restore)
    restore.words.set_value(words)
    launch.go.click()
    assert _step(launch) is Step.RESTORE
    assert restore.words.wrong and said in restore.words.beneath.text()
    assert restore.words.value == words


def test_two_passphrases_that_differ(launch: FirstLaunch, qtbot: QtBot, album: Path) -> None:
    choose = _at(launch, Choose)
    choose.old.click()
    restore = _at(launch, Restore)
    _look(launch, qtbot, album)
    restore.words.set_value("abandon " * 11 + "about")
    launch.go.click()
    protect = _at(launch, Protect)
    _type(protect.passphrase, PASSPHRASE)
    _type(protect.again, PASSPHRASE[:-1])
    launch.go.click()
    assert _step(launch) is Step.PROTECT and protect.again.wrong


def test_looking_around_as_somebody_of_the_story(
    launch: FirstLaunch, app: App, qtbot: QtBot
) -> None:
    choose = _at(launch, Choose)
    choose.who.set_value("bob")
    choose.look.click()
    qtbot.waitUntil(lambda: app.window.frame is not None, timeout=20_000)
    assert isinstance(launch.session, Session) and launch.session.person_id == 2


def test_without_a_keyring_files_are_offered_and_never_chosen_for_one(
    launch: FirstLaunch, qtbot: QtBot, album: Path
) -> None:
    session = launch.session
    session.wallets = None
    session.no_wallets = WalletError(
        "This computer has no keyring to keep a wallet in.", "Install one, then start again."
    )
    launch.make_words()
    launch.back.click()
    assert launch.files.isVisible() and "no keyring" in launch.trouble.text.text()
    _look(launch, qtbot, album)
    launch.files.click()
    assert isinstance(launch.session.wallets, FileStore)
    assert not launch.files.isVisible()


def test_a_key_of_another_wallet_is_brought_in(launch: FirstLaunch, app: App, qtbot: QtBot) -> None:
    _at(launch, Choose).others["I have a key, a key file or an address"].click()
    (form,) = app.window.findChildren(BringKey)
    form.way.set_value("key")
    _type(form.key, "0x" + "11" * 32)
    for name in ("passphrase", "again"):
        _type(form.fields[name], PASSPHRASE)
    form.go.click()
    qtbot.waitUntil(lambda: app.window.frame is not None, timeout=20_000)
    assert isinstance(launch.session, Session) and not launch.session.locked
