"""Watching a wallet of another machine: its code is read, named and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.signing.cases import PHRASE, SECRET, WALLET_ID
from ui.tasks import Tasks
from ui.wizards.watching import WatchGate
from wallet.flows.airgap_accounts import account_code
from wallet.keys.accounts import addresses
from wallet.keys.card import WATCHED
from wallet.keys.envelope import seal
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.signing.ur.codes import Sender
from wallet.signing.vault import Vault


@pytest.fixture(scope="module")
def code() -> Iterator[Sender]:
    vault = Vault()
    vault.unlock(seal(SECRET, PHRASE, WALLET_ID), PHRASE, ())
    yield Sender(account_code(vault.public(), "Paper"), 60)
    vault.lock()


@pytest.fixture
def session(tmp_path: Path) -> Any:
    watched: list[str] = []
    store = FileStore(tmp_path)
    return SimpleNamespace(wallets=store, no_wallets=None, watch=watched.append, watched=watched)


@pytest.fixture
def done() -> list[bool]:
    return []


@pytest.fixture
def gate(session: Any, tasks: Tasks, qtbot: QtBot, done: list[bool]) -> WatchGate:
    context: Any = SimpleNamespace(session=session, tasks=tasks)
    made = WatchGate(context, lambda: done.append(True), lambda: None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_wallet_is_watched_from_the_code_that_it_shows(
    gate: WatchGate, session: Any, code: Sender, qtbot: QtBot, done: list[bool]
) -> None:
    for line in code.lines(code.count):
        assert not gate.keep.isEnabled()
        gate.take(line)
    assert gate.reader.isHidden() and gate.keep.isEnabled()
    gate.name.set_value("Mine, in the drawer")
    gate.keep.click()
    qtbot.waitUntil(lambda: bool(done))
    (card,) = session.wallets.cards()
    assert (card.kind, card.name) == (WATCHED, "Mine, in the drawer")
    assert card.addresses[0] == addresses(seed(SECRET.words), 1)[0]
    assert session.watched == [card.wallet_id]


def test_what_shows_no_accounts_is_said(gate: WatchGate) -> None:
    gate.take("ur:bytes/gdgtjlihjyjnihcxjnjlihkkcxihksiajyjzkkcpmhlbpe")
    assert gate.reader.said.text() and not gate.keep.isEnabled()


def test_a_wallet_is_not_watched_twice(
    gate: WatchGate, session: Any, code: Sender, qtbot: QtBot, done: list[bool]
) -> None:
    for line in code.lines(code.count):
        gate.take(line)
    gate.keep.click()
    qtbot.waitUntil(lambda: bool(done))
    gate.keep.setEnabled(True)
    gate.keep.click()
    qtbot.waitUntil(lambda: bool(gate.trouble.text.text()))
    assert len(session.wallets.cards()) == 1


def test_without_a_place_to_keep_it_that_is_said(
    gate: WatchGate, session: Any, code: Sender
) -> None:
    session.wallets = None
    for line in code.lines(code.count):
        gate.take(line)
    gate.keep.click()
    assert "No wallet can be kept" in gate.trouble.text.text()
