"""A verifier's desk through the real window on a real network: from nothing to an answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.flows.desk_room import (
    chip_file,
    country_at,
    lines,
    passport,
    request,
)
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.desk_seat import DeskSeat, seated
from ui.app import App
from ui.dialogs.desk_check import SIGN, CheckDialog
from ui.dialogs.desk_circle import CircleDialog
from ui.dialogs.desk_evidence import EvidenceDialog
from ui.pages.verifying import VerifyPage
from ui.widgets.button import Button
from wallet.chain.networks import Network
from wallet.flows.desk.circle import Stage
from wallet.flows.join_answer import read_join_answer
from wallet.flows.local_network import LocalNetwork

pytestmark = pytest.mark.usefixtures("keyring_ready", "own_home")


@pytest.fixture(scope="module")
def network(own_home: Path) -> Iterator[Network]:
    """One local network for all tests here; each has a desk in a folder of its own."""
    with LocalNetwork(None, days=0.01) as local:
        assert local.network is not None
        yield local.network


def look(seat: DeskSeat, album: Path, name: str) -> None:
    """Take a picture, and see that nothing is clipped or nameless."""
    seat.settle()
    window = seat.house.app.window
    wrong = [*clipped(window), *outside(window), *nameless(window)]
    assert not wrong, f"{name}: {wrong}"
    picture(window, album, name)


def open_record(seat: DeskSeat, page: VerifyPage, identifier: str, album: Path) -> None:
    """Open one record, look at it, and see it hidden again."""
    page.evidence.table.opened.emit(identifier)
    shown = seat.dialog(EvidenceDialog)
    seat.settle()
    seat.click(shown.go)
    seat.until(lambda: shown.content_.isVisible())
    picture(shown, album, f"evidence-{identifier[:4]}")
    shown.hide_content()
    shown.reject()
    seat.settle()


def at(seat: DeskSeat, stage: Stage) -> bool:
    """Whether the circle has come so far."""
    return seat.desk.circle.stage is stage


def set_up(seat: DeskSeat, album: Path) -> None:
    """A card, the others, the key, the comparing."""
    seat.click(seat.page.circle.go)
    dialog = seat.dialog(CircleDialog)
    seat.settle()
    picture(dialog, album, "circle-card")
    seat.write(dialog.name, "Harbour verifiers")
    seat.click(dialog.go)
    assert "I keep a verifier’s desk of Symbolon" in seat.sign()
    picture(dialog, album, "circle-cards")
    near = [one for one in dialog.findChildren(Button) if "Meet" in one.text()]
    seat.click(near[-1])
    for stage, name in ((Stage.COMPARE, "circle-compare"), (Stage.READY, "circle-ready")):
        seat.until(partial(at, seat, stage))
        seat.settle()
        picture(dialog, album, name)
        if stage is Stage.COMPARE:
            seat.click(dialog.go)
    dialog.reject()


def confirm(seat: DeskSeat, check: CheckDialog, album: Path) -> str:
    """From what is seen to what is handed back."""
    seat.click(check.go)
    seat.until(lambda: check.tags is not None)
    seat.settle()
    picture(check, album, "check-tags")
    tags = check.tags
    assert tags is not None
    seat.click(tags.lines)
    seat.until(lambda: check.step == SIGN)
    picture(check, album, "check-sign")
    seat.click(check.go)
    for _ in range(2):  # the document, and the number for life
        assert "You confirm the identity of the person" in seat.sign()
    seat.until(lambda: check.code is not None)
    seat.settle()
    picture(check, album, "check-back")
    assert check.code is not None
    return check.code.text


def test_from_a_card_to_an_answer(
    app: App, qtbot: QtBot, tmp_path: Path, network: Network, album: Path
) -> None:
    with seated(app, qtbot, tmp_path, network, circle=False) as seat:
        page = seat.page
        look(seat, album, "desk-empty")
        set_up(seat, album)
        country = country_at(seat.session.chain.now())
        (folder := tmp_path / "certificates").mkdir()
        (folder / "nl.cer").write_bytes(country.authority().dump())
        page.certificates.use_folder(str(folder))
        seat.settle()
        check = seat.open(request(seat.session))
        picture(check, album, "check-empty")
        assert check.form is not None
        check.form.chip_wanted.emit(str(chip_file(passport(country), tmp_path / "chip.zip")))
        seat.settle()
        assert check.form.verdict["accent"].isVisible()
        seat.fill(check, lines(), national="999999990")
        picture(check, album, "check-filled")
        first = confirm(seat, check, album)
        assert read_join_answer(first.strip()).number == check.work.entry.number
        seat.click(check.go)
        look(seat, album, "desk-answered")

        # Opened again: the very same.
        page = seat.page
        page.table.acted.emit(check.work.entry.row, "Answer again")
        again = seat.dialog(CheckDialog)
        seat.until(lambda: again.code is not None)
        assert again.code is not None and again.code.text == first
        again.reject()
        seat.settle()

        # The evidence: no name until it is opened.
        assert len(seat.desk.evidence.records) == 2
        for record in seat.desk.evidence.records:
            open_record(seat, page, record.identifier, album)
