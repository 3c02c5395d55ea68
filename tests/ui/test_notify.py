"""Notices on the desktop: one a minute, in plain words, over a real session bus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.desktop import Desktop, has_bus, notify, words_for_desktop
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
