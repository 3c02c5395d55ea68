"""Somebody at the window of a network on which people have joined and nobody has raised yet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import page_of, settle
from tests.ui.pages.hands import PATIENCE, Hands
from ui.app import App
from ui.dialogs.commit import CommitDialog
from ui.dialogs.sign import SignDialog
from ui.house import House
from ui.pages.invest import InvestPage
from ui.pages.portfolio import PortfolioPage
from ui.pages.raising import RaisePage
from ui.wizards.raise_steps import (
    BoundsStep,
    PriceStep,
    ProseStep,
    RaiseStep,
    ReviewStep,
    RulesStep,
)
from ui.wizards.raise_uses import UsesStep
from ui.wizards.raising import RaiseWizard
from wallet.books.raising import Offering
from wallet.flows.demo import fill
from wallet.flows.local_network import LocalNetwork
from wallet.flows.story_raising import RAISING
from wallet.session import Session

S = TypeVar("S", bound=RaiseStep)


class Seat(Hands):
    """One person after the other at the window of a network on which nobody has raised yet."""

    def __init__(self, house: House, qtbot: QtBot, album: Path) -> None:
        super().__init__(house, qtbot)
        self.album = album

    def seen(self, dialog: SignDialog, name: str) -> None:
        self.picture(dialog, name)

    def sit(self, who: str) -> None:
        self.session.enter_as(who)
        self.house.turned()
        settle(self.qtbot, self.house)

    def raising(self) -> RaisePage:
        self.house.go("raise")
        settle(self.qtbot, self.house)
        page = page_of(self.house)
        assert isinstance(page, RaisePage)
        return page

    def invest(self, target: object = None) -> InvestPage:
        self.house.go("invest", target)
        settle(self.qtbot, self.house)
        page = page_of(self.house)
        assert isinstance(page, InvestPage)
        return page

    def position(self, token: int) -> PortfolioPage:
        self.house.go("portfolio", token)
        settle(self.qtbot, self.house)
        page = page_of(self.house)
        assert isinstance(page, PortfolioPage)
        return page

    @property
    def offer(self) -> Offering:
        found = self.session.answers.offering(1)
        assert found is not None
        return found

    def commit(self, who: str, dollars: str) -> str:
        self.sit(who)
        page = self.invest(1)
        self.click(self.link(page.raised, "Commit"))
        form = self.dialog(CommitDialog)
        settle(self.qtbot, self.house)
        self.write(form.amount, dollars)
        self.picture(form, "commit")
        self.click(form.go)
        return self.sign()

    def picture(self, widget: QWidget, name: str) -> None:
        """A picture for whoever wants to look."""
        if "SYMBOLON_ALBUM" not in os.environ:
            return
        window, theme = self.house.app.window, self.house.app.theme
        for mode, wide, tall in (("dark", 1024, 700), ("light", 1280, 800)):
            theme.set_mode("dark" if mode == "dark" else "light")
            if widget is window:
                window.resize(wide, tall)
            settle(self.qtbot, self.house)
            widget.grab().save(str(self.album / f"{name}-{mode}.png"))


@pytest.fixture
def seat(app: App, qtbot: QtBot, own_home: Path, tmp_path: Path, album: Path) -> Iterator[Seat]:
    with LocalNetwork(None) as local:
        assert local.network is not None
        session = Session(local.network, folder=tmp_path / "books")
        fill(session, scenes=RAISING[:2])
        session.enter_as("alice")
        house = House(app, session)
        with qtbot.waitExposed(app.window):
            app.window.show()
        settle(qtbot, house)
        yield Seat(house, qtbot, album)
        house.close()
        qtbot.waitUntil(lambda: app.tasks.idle, timeout=PATIENCE)
        session.close()


def fill_step(seat: Seat, step: RaiseStep) -> None:
    """Type what one step asks for."""
    if isinstance(step, RulesStep):
        step.rules.set_value("0")
    elif isinstance(step, PriceStep):
        seat.write(step.price, "0.10")
        seat.write(step.most, "20")
    elif isinstance(step, BoundsStep):
        seat.write(step.least, "5")
        seat.write(step.days, "10")
        seat.write(step.lockup, "90")
    elif isinstance(step, UsesStep):
        step.show_lines([("Two engineers for a year", "70 %"), ("Machines", "30")])
    elif isinstance(step, ProseStep):
        step.purpose.set_value("A sorting machine that sees what it sorts.\nTwo are sold.")
        step.risks.set_value("It may be slower than a person. Then this was for nothing.")


def fill_wizard(seat: Seat, wizard: RaiseWizard, until: type[S]) -> S:
    """Type a whole raise, step by step, up to one."""
    seat.qtbot.waitUntil(lambda: wizard.view is not None, timeout=PATIENCE)
    while True:
        view = wizard.view
        assert view is not None
        seat.picture(wizard, f"wizard-{type(view).__name__}")
        if isinstance(view, until):
            return view
        fill_step(seat, view)
        seat.click(wizard.go)
        assert wizard.view is not view, [one.said for one in view.fields.values()]


def open_raise(seat: Seat) -> Offering:
    """Alice plans a raise, and opens it."""
    seat.click(seat.raising().empty.button)
    wizard = seat.dialog(RaiseWizard)
    fill_wizard(seat, wizard, ReviewStep)
    seat.click(wizard.go)
    assert "You offer between 500,000 shares and 2,000,000 shares" in seat.sign()
    settle(seat.qtbot, seat.house)
    return seat.offer
