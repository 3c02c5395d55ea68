"""Fields: what is wrong is said beside it, and what was typed stays."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside
from ui.widgets.field import AreaField, Check, ChoiceField, ParsedField, TextField
from ui.widgets.icon import SIZE
from ui.widgets.layout import grouped, row
from ui.widgets.person_picker import Choice, PersonPicker
from ui.widgets.secret_field import SecretField
from wallet.base.errors import WalletError
from wallet.base.money import parse_dollars, parse_shares, require_some

Show = Callable[[QWidget], QWidget]
PEOPLE = (
    Choice(2, "Bob Okafor", "Robotics"),
    Choice(3, "Carol Lindqvist", "Biology"),
    Choice(9, "Bobby Tables"),
)


def _amount(text: str) -> int:
    return require_some(parse_dollars(text), "the amount")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "The amount is zero."),
        ("12.3456789", "too many decimals"),
        ("-5", "cannot be negative"),
        ("twelve", "not a number"),
        ("9" * 40, "too large"),
    ],
)
def test_bad_amount_is_said_while_typing(qtbot: QtBot, typed: str, said: str) -> None:
    field = ParsedField("Amount", _amount, "You have $41,300.00.")
    qtbot.addWidget(field)
    QTest.keyClicks(field.input, typed)
    assert field.wrong and said in field.beneath.text()
    assert field.value == typed
    assert field.peek() is None
    assert said in field.input.accessibleDescription()
    with pytest.raises(WalletError):
        field.read()
    assert field.value == typed


def test_hint_returns_when_it_is_right(qtbot: QtBot) -> None:
    field = ParsedField("Amount", _amount, "You have $41,300.00.")
    qtbot.addWidget(field)
    field.set_value("x")
    field.set_value("12,600.50")
    assert not field.wrong
    assert field.beneath.text() == "You have $41,300.00."
    assert field.read() == 12_600_500_000


def test_empty_is_an_error_only_when_asked_for(qtbot: QtBot) -> None:
    field = ParsedField("Shares", parse_shares)
    qtbot.addWidget(field)
    field.set_value("")
    assert not field.wrong
    with pytest.raises(WalletError):
        field.read()
    assert field.wrong


@given(st.text(max_size=80))
def test_any_text_is_survived(qapp: object, typed: str) -> None:
    field = ParsedField("Amount", _amount)
    field.set_value(typed)
    value = field.peek()
    assert value is None or value > 0


def test_live_sentence_does_not_hide_an_error(qtbot: QtBot) -> None:
    field = ParsedField("Amount", _amount)
    qtbot.addWidget(field)
    field.set_value("x")
    field.say("0.84 % of him.")
    assert field.wrong and "0.84" not in field.beneath.text()


def test_choices_keep_what_was_chosen(qtbot: QtBot) -> None:
    field = ChoiceField("Lock-up", [(0, "None"), (180, "180 days")])
    qtbot.addWidget(field)
    field.set_value(180)
    field.show_choices([(0, "None"), (90, "90 days"), (180, "180 days")])
    assert field.value == 180
    field.show_choices([])
    assert field.value is None


def test_area_counts_letters(qtbot: QtBot) -> None:
    field = AreaField("Terms", longest=10)
    qtbot.addWidget(field)
    field.set_value("12345678901")
    assert field.wrong and "at most 10" in field.beneath.text()


def test_line_takes_no_more_than_it_can(qtbot: QtBot) -> None:
    field = TextField("Name", longest=5)
    qtbot.addWidget(field)
    QTest.keyClicks(field.input, "abcdefgh")
    assert field.value == "abcde"


def test_person_is_found_by_name_and_keyboard(shown: Show, qtbot: QtBot) -> None:
    picker = PersonPicker("Person")
    picker.show_people(PEOPLE)
    shown(picker)
    picked: list[int] = []
    picker.picked.connect(picked.append)
    QTest.keyClicks(picker.input, "bob")
    assert picker.found.count() == 2 and not picker.found.isHidden()
    QTest.keyClick(picker.input, Qt.Key.Key_Return)
    assert picked == [2]
    assert picker.value == "Bob Okafor" and picker.person == PEOPLE[0]
    assert picker.found.isHidden()
    QTest.keyClicks(picker.input, "x")
    assert [picker.person, picker.wrong] == [None, True]


def test_form_fits_and_has_names(shown: Show, qtbot: QtBot) -> None:
    from ui.widgets.dialog import Dialog

    dialog = Dialog("Place a sell order")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    amount = ParsedField("Amount", _amount, "You have $41,300.00.", unit="dollars")
    amount.set_value("12.3456789")
    picker = PersonPicker("Person", "Whose token it is.")
    lock = ChoiceField("Lock-up", [(0, "None")])
    for widget in (amount, picker, lock, SecretField("Passphrase"), Check("I have read the terms")):
        dialog.add(widget)
    shown(dialog)
    qtbot.wait(30)
    assert clipped(dialog) == [] and outside(dialog) == [] and nameless(dialog) == []
    before = dialog.height()
    amount.fail("A much longer sentence about what is wrong with it. " * 4)
    dialog.fit()
    qtbot.wait(30)
    assert dialog.height() > before
    assert clipped(dialog) == []


def test_a_box_asks_for_room_for_its_words(shown: Show) -> None:
    check = Check("Raising now")
    host = grouped(row(check, None))
    shown(host)
    needed = SIZE + 8 + check.fontMetrics().horizontalAdvance("Raising now")
    assert check.width() > needed
