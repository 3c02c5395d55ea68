"""Notices on the desktop: one a minute, in plain words, over a real session bus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from ui.desktop import (
    BUS,
    NOWHERE,
    SIGN,
    TRAY,
    Desktop,
    has_bus,
    notify,
    way_of,
    words_for_desktop,
)
from ui.notify import Bursts, in_one
from ui.pages.settings_notices import NoticesCard
from ui.settings import NOTICES, TOLD_FIRST, Settings, load, save
from ui.tasks import Tasks
from wallet.books.notices import FIRST, KINDS, Notice

SERVER = """
import sys
from jeepney import DBusAddress, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
with open_dbus_connection("SESSION") as bus:
    bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
    print("ready", flush=True)
    while True:
        message = bus.receive()
        if message.header.message_type is MessageType.method_call:
            print(ascii(message.body), flush=True)
            bus.send(new_method_return(message, "u", (7,)))
"""


WATCHER = """
from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
NAME = "org.kde.StatusNotifierWatcher"
KNOWN = {"IsStatusNotifierHostRegistered": ("b", True), "ProtocolVersion": ("i", 0)}
with open_dbus_connection("SESSION") as bus:
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    print("ready", flush=True)
    while True:
        message = bus.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if member == "Get":
            bus.send(new_method_return(message, "v", (KNOWN[message.body[1]],)))
        elif member == "GetAll":
            bus.send(new_method_return(message, "a{sv}", (KNOWN,)))
        else:
            bus.send(new_method_return(message))
        if member == "RegisterStatusNotifierItem":
            print("item", message.body[0], flush=True)
"""
"""A desktop's tray of the newer kind, as far as a program needs one to show its sign there."""

SIGNED = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.desktop import Desktop
from ui.tasks import Tasks
app = QApplication([])
tasks = Tasks(print, print)
desktop = Desktop(tasks)
desktop.ask(lambda way: print("way", way or "nowhere", flush=True))
QTimer.singleShot(200, lambda: desktop.show("Ann <b>shared</b> a gain."))
app.exec()
"""


def news(kind: str, sentence: str = "Something.") -> Notice:
    return Notice(f"{kind}:{sentence}", kind, sentence, "activity")


@pytest.fixture
def desktop() -> Iterator[subprocess.Popen[str]]:
    """A desktop's service for notices, in a process of its own, on this session's bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        pytest.skip("there is no session bus here")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, encoding="ascii"
    )
    assert server.stdout is not None and server.stdout.readline() == "ready\n"
    yield server
    server.kill()
    server.wait()
    server.stdout.close()


def test_the_desktop_is_told_over_the_bus(
    desktop: subprocess.Popen[str], tasks: Tasks, qtbot: QtBot
) -> None:
    made = Desktop(tasks)
    made.show("Ann Lee shared a gain: $3.20 more are yours to claim.\n<b>&amp;")
    qtbot.waitUntil(lambda: tasks.idle)
    assert desktop.stdout is not None
    said = desktop.stdout.readline()
    assert "Ann Lee shared a gain: $3.20 more" in said and "'Symbolon', 0," in said
    assert not set("<>&") & set(said)


@pytest.fixture
def tray() -> Iterator[subprocess.Popen[str]]:
    """A tray on this session's bus, in a process of its own."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        pytest.skip("there is no session bus here")
    with _spoken(WATCHER) as server:
        yield server


@contextmanager
def _spoken(program: str) -> Iterator[subprocess.Popen[str]]:
    """A program in a process of its own, once it has said that it is ready where it says so."""
    made = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    with made:
        try:
            assert made.stdout is not None
            assert program is SIGNED or made.stdout.readline() == "ready\n"
            yield made
        finally:
            made.kill()


def _property(owner: str, name: str) -> object:
    """What a sign in the tray says of itself."""
    place = DBusAddress("/StatusNotifierItem", owner, "org.freedesktop.DBus.Properties")
    asked = new_method_call(place, "Get", "ss", ("org.kde.StatusNotifierItem", name))
    with open_dbus_connection("SESSION") as bus:
        return bus.send_and_get_reply(asked, timeout=5).body[0][1]


def test_where_only_a_tray_is_its_sign_says_what_happened(
    tray: subprocess.Popen[str], qtbot: QtBot
) -> None:
    with _spoken(SIGNED) as window:
        assert window.stdout is not None and tray.stdout is not None
        assert window.stdout.readline() == "way sign\n"
        item = tray.stdout.readline().split()[1]
        qtbot.waitUntil(lambda: "shared" in str(_property(item, "ToolTip")), timeout=5_000)
        said = str(_property(item, "ToolTip"))
        assert "'Symbolon', 'Ann  b shared /b  a gain.'" in said
        assert _property(item, "Status") == "NeedsAttention"


def test_with_both_the_tray_hands_the_words_to_the_service(
    desktop: subprocess.Popen[str], tray: subprocess.Popen[str]
) -> None:
    with _spoken(SIGNED) as window:
        assert window.stdout is not None and desktop.stdout is not None
        assert window.stdout.readline() == "way tray\n"
        assert "Ann  b shared /b  a gain." in desktop.stdout.readline()


@pytest.mark.parametrize(
    ("tray", "shows", "hands_on", "way", "said"),
    [
        (True, True, True, TRAY, ""),
        (True, False, False, TRAY, ""),
        (True, False, True, SIGN, "by the sign of this wallet"),
        (False, True, False, BUS, ""),
        (False, False, True, NOWHERE, "so nothing is told there"),
    ],
)
def test_settings_say_where_a_desktop_shows_no_notices(
    qtbot: QtBot, tray: bool, shows: bool, hands_on: bool, way: str, said: str
) -> None:
    assert way_of(tray, shows, hands_on) == way
    card = NoticesCard(())
    qtbot.addWidget(card)
    card.say_way(way)
    assert said in card.way.text.text() and card.way.isHidden() == (not said)


def test_without_a_desktop_nothing_happens(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        assert notify("Nobody is there.") is False
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert notify("Nobody is there.") is False
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert not has_bus()
    Desktop(tasks).show("Nobody is there.")
    assert tasks.idle


def test_a_burst_is_one_notice_and_then_a_sum(qtbot: QtBot) -> None:
    shown: list[str] = []
    bursts = Bursts(shown.append, quiet=60)
    bursts.add((news("debt", "You owe."),))
    assert shown == ["You owe."]
    for _ in range(40):
        bursts.add((news("distribution"), news("auction")))
    bursts.add((news("auction"),))
    assert len(shown) == 1
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert (
        shown[1] == "81 things to see: 41 auctions and 40 distributions. They are under Activity."
    )
    qtbot.wait(150)
    assert len(shown) == 2
    bursts.add((news("debt", "Later."),))
    assert shown[2:] == ["Later."]
    bursts.add((news("debt", "Locked meanwhile."),))
    bursts.hush()
    qtbot.wait(150)
    assert len(shown) == 3


def test_several_at_once_are_one(qtbot: QtBot) -> None:
    assert in_one([news("debt", "You owe.")]) == "You owe."
    assert in_one([news("debt"), news("decision")]).startswith("2 things to see: a debt and a dec")
    assert len(words_for_desktop("x" * 9_000)) == 240


def test_what_is_told_is_chosen_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    assert NOTICES == KINDS and set(TOLD_FIRST) == FIRST
    card = NoticesCard(Settings().notices)
    qtbot.addWidget(card)
    assert card.kinds == TOLD_FIRST
    with qtbot.waitSignal(card.chosen):
        card.boxes["auction"].click()
    card.boxes["order"].click()
    path = tmp_path / "window.json"
    save(Settings(notices=card.kinds), path)
    assert load(path).notices == ("distribution", "debt", "attestation", "decision", "order")
    path.write_text('{"notices": ["auction", "evil", 3, null]}')
    assert load(path).notices == ("auction",)
    path.write_text('{"notices": "auction"}')
    assert load(path).notices == TOLD_FIRST
