"""People through the window: found, looked at to the last transaction, followed, compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import auction_row
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.compare import CompareDialog
from ui.dialogs.name_person import NamePersonDialog
from ui.dialogs.record import HistoryDialog, RecordDialog
from ui.house import House
from ui.pages import people_card
from ui.pages.auctions import AuctionsPage
from ui.pages.invest import InvestPage

W = TypeVar("W", bound=QWidget)
SIZES = ((1280, 800), (1024, 700))


def _only(house: House, kind: type[W]) -> W:
    (found,) = [one for one in house.app.window.findChildren(kind) if one.isVisible()]
    return found


def _invest(house: House, qtbot: QtBot, person: int = 0) -> InvestPage:
    house.go("invest", ("person", person) if person else None)
    settle(qtbot, house)
    return cast(InvestPage, page_of(house))


def _bob(house: House) -> int:
    return next(
        one.person.id for one in house.session.answers.people() if one.person.name == "Bob Okafor"
    )


def test_people_are_searched_and_narrowed(enter: Enter, qtbot: QtBot) -> None:
    house = enter("alice")
    card = _invest(house, qtbot).people
    everybody = card.table.long.rowCount()
    assert everybody > 5 and card.table.long.row(0).cells
    qtbot.keyClicks(card.words.input, "okaf")
    settle(qtbot, house)
    assert card.table.long.rowCount() == 1
    assert card.table.long.row(0).cells[0].text == "Bob Okafor"
    card.words.set_value("")
    card.standing.set_value("banned")
    settle(qtbot, house)
    assert card.table.long.rowCount() < everybody
    card.standing.set_value("")
    card.words.set_value("nobody has this name")
    settle(qtbot, house)
    assert card.nobody.isVisible() and not card.table.isVisible()


def test_people_are_put_in_order_by_the_headings(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("alice")
    table = _invest(house, qtbot).people.table
    rows = {one.person.id: one for one in house.session.answers.people()}
    for section, of in ((3, "raised"), (5, "holders")):
        seen: list[list[int]] = []
        for _ in range(2):
            head = table.head
            left = head.sectionViewportPosition(section) + head.sectionSize(section) // 2
            qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, 10))
            settle(qtbot, house)
            seen.append([getattr(rows[key], of) for key in table.long.keys])
        assert seen == [sorted(seen[0], reverse=True), sorted(seen[0])] and len(set(seen[0])) > 1
        picture(house.app.window, album, f"people-by-{of}")


def test_a_person_is_read_to_the_last_transaction(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("alice")
    bob = _bob(house)
    wrong: list[str] = []
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        for width, height in SIZES:
            house.app.window.resize(width, height)
            page = _invest(house, qtbot, bob)
            for check in (clipped, outside, nameless):
                wrong += [f"{mode} {width} {check.__name__} {one}" for one in check(page)]
            picture(house.app.window, album, f"person-{mode}-{width}")
            page.view.resize(page.view.sizeHint())
            picture(page.view, album, f"person-all-{mode}-{width}")
    assert not wrong, "\n".join(wrong)
    house.app.theme.set_mode("light")
    view = page.view
    shown = view.record.all.rows.rowCount()
    view.record.more.click()
    settle(qtbot, house)
    everything = _only(house, HistoryDialog)
    assert 5 < shown < len(everything.rows)
    everything.accept()
    settle(qtbot, house)
    for table in (view.raises, view.holders, view.record.auctions):
        if not table.rows.rowCount():
            continue
        table.setCurrentIndex(table.rows.index(0, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
        settle(qtbot, house)
        history = _only(house, HistoryDialog)
        assert history.rows and all(one.tx for one in history.rows)
        picture(history, album, f"history-{table.accessibleName()}")
        history.table.setCurrentIndex(history.table.rows.index(0, 0))
        qtbot.keyClick(history.table, Qt.Key.Key_Return)
        settle(qtbot, house)
        record = _only(house, RecordDialog)
        record.ask.click()
        settle(qtbot, house)
        assert " signed: " in record.signed.text.text()
        picture(record, album, f"record-{table.accessibleName()}")
        record.accept()
        history.accept()
        settle(qtbot, house)


def test_an_exit_without_a_debt_and_what_came_of_a_raise_are_said(
    enter: Enter, qtbot: QtBot, album: Path
) -> None:
    house = enter("bob")
    people = {one.person.name: one.person.id for one in house.session.answers.people()}
    said: dict[str, list[str]] = {}
    for name in ("Alice Moreau", "Carol Lindqvist", "Dan Petrov"):
        view = _invest(house, qtbot, people[name]).view
        for table in (view.raises, view.debts):
            rows = [table.rows.row(number) for number in range(table.rows.rowCount())]
            said[f"{name} {table.accessibleName()}"] = [
                " | ".join((row.cells[0].beneath, row.cells[-1].text)) for row in rows
            ]
    page = house.session.answers.person(people["Alice Moreau"])
    assert page is not None
    assert len(said["Alice Moreau Exits and debts"]) == len(page.debts) + len(
        [one for one in page.exits if one.debt is None]
    )
    assert any("succeeded, with" in one and "$" in one for one in said["Alice Moreau Raises"])
    assert any("open now" in one for one in said["Carol Lindqvist Raises"])
    _invest(house, qtbot, people["Alice Moreau"])
    picture(house.app.window, album, "person-alice")
    view = cast(InvestPage, page_of(house)).view
    view.resize(view.sizeHint())
    picture(view, album, "person-alice-all")


def test_following_and_comparing(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("alice")
    bob = _bob(house)
    page = _invest(house, qtbot, bob)
    page.follow.click()
    settle(qtbot, house)
    assert page.follow.text() == "No longer follow"
    assert house.session.documents.follows() == {bob}
    page.compare.click()
    dialog = _only(house, CompareDialog)
    qtbot.keyClicks(dialog.other.input, "carol")
    settle(qtbot, house)
    qtbot.keyClick(dialog.other.input, Qt.Key.Key_Return)
    settle(qtbot, house)
    model: Any = dialog.table.rows
    assert [one.title.split()[0] for one in model.columns[1:3]] == ["Bob", "Carol"]
    assert model.cell(model.index(3, 1)).text == "$0.18 a share"
    picture(dialog, album, "compare")
    assert not clipped(dialog) and not nameless(dialog)
    dialog.accept()
    page.back.click()
    page.people.followed.click()
    settle(qtbot, house)
    assert page.people.table.long.rowCount() == 1
    _invest(house, qtbot, bob).follow.click()
    settle(qtbot, house)
    assert house.session.documents.follows() == set()


def _name(house: House, qtbot: QtBot, person: int, words: str) -> NamePersonDialog:
    _invest(house, qtbot, person).name.click()
    dialog = _only(house, NamePersonDialog)
    dialog.name.input.selectAll()
    qtbot.keyClicks(dialog.name.input, words) if words else dialog.name.input.clear()
    qtbot.keyClick(dialog.name.input, Qt.Key.Key_Return)
    settle(qtbot, house)
    return dialog


def _published(house: House, person: int, name: str) -> None:
    """Everybody in the story published a name; let one of them have published this one."""
    with house.session.store.writing() as tables:
        tables.run("UPDATE token SET name = ? WHERE id = ?", name, person)
    house.session.names.forget()


def test_a_person_is_given_a_name_that_only_i_see(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("alice")
    people = {one.person.name: one.person.id for one in house.session.answers.people()}
    bob, hugo = people["Bob Okafor"], people["Hugo Almeida"]
    _published(house, hugo, "")
    dialog = _name(house, qtbot, hugo, "x" * 65)
    assert dialog.isVisible() and "too long" in dialog.name.said and dialog.name.wrong
    picture(dialog, album, "name-refused")
    assert not clipped(dialog) and not nameless(dialog)
    dialog.name.set_value("  The neighbour  ")
    dialog.go.click()
    settle(qtbot, house)
    page = cast(InvestPage, page_of(house))
    assert page.title.text() == "The neighbour"
    assert house.session.names.name_of(hugo) == "The neighbour"
    picture(house.app.window, album, "person-named")
    _name(house, qtbot, bob, "My cousin")
    assert page.title.text() == "Bob Okafor" and "My cousin to you" in page.context.text()
    page.back.click()
    page.people.words.set_value("my cous")
    settle(qtbot, house)
    found = page.people.table.long.row(0)
    assert found.key == bob and found.cells[0].beneath.startswith("My cousin to you")
    page.people.words.set_value("")
    settle(qtbot, house)
    picture(house.app.window, album, "people-named")
    _name(house, qtbot, bob, "")
    assert bob not in house.session.documents.labels()
    _name(house, qtbot, hugo, "")
    assert page.title.text() == f"Person {hugo}"
    _published(house, hugo, "Hugo Almeida")  # as the story left it


def test_the_first_who_fit_are_shown_before_all_are_found(
    enter: Enter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = enter("alice")
    monkeypatch.setattr(people_card, "FIRST", 2)
    card = _invest(house, qtbot).people
    shown: list[int] = []
    show = card.table.show_keys

    def watched(keys: Sequence[int]) -> None:
        shown.append(len(keys))
        show(keys)

    monkeypatch.setattr(card.table, "show_keys", watched)
    card.table.order_by("joined")
    settle(qtbot, house)
    everybody = house.session.answers.everybody()
    assert shown == [2, everybody] and card.count.text() == f"{everybody} of {everybody}"
    card.refresh()  # what is shown already stays until all of it is there again
    settle(qtbot, house)
    assert shown == [2, everybody, everybody]


def test_lists_that_are_not_whole_say_so(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("alice")
    page = _invest(house, qtbot)
    assert not page.further.isVisible() and page.answer is not None
    page.show_answer(replace(page.answer, offered=12_345))
    qtbot.wait(100)
    assert page.further.isVisible() and "of 12,345" in page.further.text()
    picture(house.app.window, album, "invest-not-all")
    house.go("auctions")
    settle(qtbot, house)
    auctions = cast(AuctionsPage, page_of(house))
    assert not auctions.further.isVisible() and auctions.answer is not None
    one = auction_row(number=3)
    every = replace(auctions.answer.every, running=(one,), mine=(), running_count=12_345)
    auctions.show_answer(replace(auctions.answer, every=every))
    qtbot.wait(100)
    assert auctions.further.isVisible() and "of 12,345" in auctions.further.text()
    picture(house.app.window, album, "auctions-not-all")
    assert not clipped(auctions) and not clipped(page)
