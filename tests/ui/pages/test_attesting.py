"""The attestor's desk with a list made by hand: locked, empty, failing, long, in another key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import LONG, NOW, companies, person
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.hand_made import HandMade
from ui.pages.attesting import AttestPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.register_card import RegisterCard
from wallet.base.errors import WalletError
from wallet.books.companies import ToAttest
from wallet.flows.attestor_queue import AttestorQueue
from wallet.flows.papers import write_stake_paper
from wallet.flows.sealed_papers import PaperRequest, seal
from wallet.signing.signer import locked

Shown = Callable[[QWidget], QWidget]
ACCOUNT = "0x" + "12" * 20
MANY = 10_000


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    one = HandMade(tasks, theme)
    one.answers["companies"] = companies()
    one.session.now = lambda: NOW
    one.session.names = SimpleNamespace(name_of=lambda _: LONG)
    return one


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[AttestorQueue]:
    kept = AttestorQueue(tmp_path / "requests.sqlite", b"s" * 32, ACCOUNT, 31337)
    yield kept
    kept.close()


def fill(queue: AttestorQueue, count: int, company: str) -> None:
    paper = write_stake_paper(company[:120], "gb-coh", "09812345", 10, 5, 6, "Ten shares.")
    request = PaperRequest(31337, "stake", 1, 1_000, paper)
    text = seal(request, [queue.key])
    for number in range(count):
        queue.take_opened(text + " " * number, request, 7, NOW - number)


def show(made: HandMade, shown: Shown, qtbot: QtBot) -> AttestPage:
    page = AttestPage(made.context)
    page.resize(808, 700)
    shown(page)
    page.refresh()
    settle(made, qtbot)
    return page


def settle(made: HandMade, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: made.context.tasks.idle, timeout=20_000)
    qtbot.wait(60)


def locked_queue() -> AttestorQueue:
    raise locked()


def test_a_locked_wallet_says_so_and_offers_to_unlock(
    made: HandMade, shown: Shown, qtbot: QtBot, album: Path
) -> None:
    made.session.attestor_queue = locked_queue
    page = show(made, shown, qtbot)
    assert page.locked.isVisible() and not page.states.isVisible()
    assert page.locked.button.text() == "Unlock"
    picture(page, album, "desk-locked")
    assert not clipped(page) and not outside(page) and not nameless(page)


def test_an_empty_desk_says_how_it_begins(
    made: HandMade, shown: Shown, qtbot: QtBot, queue: AttestorQueue, album: Path
) -> None:
    made.session.attestor_queue = lambda: queue
    page = show(made, shown, qtbot)
    assert page.nothing.isVisible() and not page.named_card.isVisible()
    asked = ToAttest("stake", 3, person(5, LONG), "Stake 3", NOW)
    made.answers["companies"] = companies(to_attest=(asked,))
    page.refresh()
    settle(made, qtbot)
    assert page.named_card.isVisible()
    picture(page, album, "desk-empty")
    assert not clipped(page) and not outside(page) and not nameless(page)


def test_a_failing_desk_says_why(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    def broken() -> AttestorQueue:
        raise WalletError("The requests to you could not be read or written.", "Look.", "queue")

    made.session.attestor_queue = broken
    page = show(made, shown, qtbot)
    assert "could not be read" in page.states.failed.sentence.text()


def test_ten_thousand_requests_are_seen_at_once(
    made: HandMade, shown: Shown, qtbot: QtBot, queue: AttestorQueue, theme: Theme, album: Path
) -> None:
    fill(queue, MANY, LONG * 2)
    made.session.attestor_queue = lambda: queue
    began = time.monotonic()
    page = show(made, shown, qtbot)
    assert time.monotonic() - began < 5.0
    assert page.table.rows.rowCount() == MANY
    assert page.count.text() == "10,000 requests, 10,000 to be looked at"
    began = time.monotonic()
    page.table.scrollToBottom()
    settle(made, qtbot)
    assert page.table.long.row(MANY - 1).cells and time.monotonic() - began < 2.0
    page.state.set_value("refused")
    settle(made, qtbot)
    assert page.table.rows.rowCount() == 0 and page.states.content.isVisible()
    page.state.set_value("")
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        settle(made, qtbot)
        picture(page, album, f"desk-many-{mode}")
        assert not clipped(page) and not outside(page) and not nameless(page)


def test_what_was_sealed_with_another_key_is_said(
    made: HandMade, shown: Shown, qtbot: QtBot, queue: AttestorQueue, tmp_path: Path
) -> None:
    fill(queue, 2, "Northwind")
    other = AttestorQueue(tmp_path / "requests.sqlite", b"x" * 32, ACCOUNT, 31337)
    made.session.attestor_queue = lambda: other
    page = show(made, shown, qtbot)
    assert page.table.rows.row(0).cells[0].text == "Sealed with another key"
    other.close()


def test_a_search_in_a_huge_file_shows_how_far_it_is_and_stops(
    made: HandMade, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    huge = tmp_path / "export.csv"
    with huge.open("wb") as file:
        file.truncate(3 * 10**9)  # nothing of it is on the disk
    card = RegisterCard(made.context)
    shown(card)
    card.show_paper(
        write_stake_paper("Northwind", "gb-coh", "09812345", 10, 5, 6, "Ten shares."), "Alice"
    )
    card.read(huge)
    assert card.bar.isVisible() and card.halt.isVisible() and not card.bring.isEnabled()
    qtbot.waitUntil(lambda: "megabytes are read" in card.said.text(), timeout=20_000)
    card.halt.click()
    settle(made, qtbot)
    assert card.said.text().startswith("The search was stopped.")
    assert not card.bar.isVisible() and card.bring.isEnabled()
    card.read(tmp_path / "none")
    settle(made, qtbot)
    assert "could not be read" in card.said.text() and not card.table.isVisible()
