"""Papers between people: what is shown as codes, saved or copied is brought whole, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.two_machines import photographs
from ui.standing import standing_line
from ui.tasks import Tasks
from ui.widgets.papers import PaperCode, PaperReader
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.books.persons import PersonRef
from wallet.flows.scanning import PaperScan
from wallet.signing.ur.papers import MOST_TEXT, paper_code

PAPER = json.dumps({"kind": "a paper", "words": "Bär & Söhne " * 300})


@pytest.fixture
def reader(qtbot: QtBot, tasks: Tasks) -> PaperReader:
    made = PaperReader(tasks, "a paper of this test")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def code(qtbot: QtBot) -> PaperCode:
    made = PaperCode(PAPER)
    qtbot.addWidget(made)
    made.stop()
    return made


def test_a_camera_sees_all_of_it(code: PaperCode, reader: PaperReader) -> None:
    brought: list[str] = []
    reader.brought.connect(brought.append)
    photographs(code, reader.take, lambda: bool(brought))
    assert brought == [PAPER]


def test_a_file_and_the_clipboard_carry_the_paper_itself(
    code: PaperCode, reader: PaperReader, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    brought: list[str] = []
    reader.brought.connect(brought.append)
    file = tmp_path / "paper.txt"
    code.save_to(file)
    assert json.loads(file.read_text()) == json.loads(PAPER)
    reader.reader.read_file(file)
    qtbot.waitUntil(lambda: len(brought) == 1)
    code.copy.click()
    assert QGuiApplication.clipboard().text().strip() == PAPER
    reader.reader.take_clipboard()
    picture = tmp_path / "one.png"
    small = PaperCode("a short paper")
    qtbot.addWidget(small)
    assert small.picture.grab().save(str(picture))
    reader.reader.read_file(picture)
    qtbot.waitUntil(lambda: len(brought) == 3)
    assert brought == [PAPER, PAPER, "a short paper"]


def test_what_cannot_be_saved_or_read_is_said(
    code: PaperCode, reader: PaperReader, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder")
    code.save_to(blocked / "paper.txt")  # where nothing can be written
    QApplication.processEvents()
    assert blocked.read_text() == "no folder"
    for name, data in (("empty", b""), ("binary", b"\x00\x01\x02"), ("half", b"\xff\xfe")):
        (tmp_path / name).write_bytes(data)
        reader.reader.said.say("")
        reader.reader.read_file(tmp_path / name)
        qtbot.waitUntil(lambda: bool(reader.reader.said.text()))
        assert reader.reader.said.text().rstrip().endswith(".")


def test_a_code_for_something_else_says_so() -> None:
    scan = PaperScan("a paper of this test")
    with pytest.raises(WalletError) as refused:
        scan.take("ur:crypto-coin-info/oyadaeadtdsgpf")
    assert refused.value.sentence.endswith(".")
    assert scan.take(" a text \n") == "a text"
    with pytest.raises(WalletError) as refused:
        paper_code("x" * (MOST_TEXT + 1))
    assert refused.value.code == "paper.long"


@pytest.mark.parametrize(
    ("standing", "days", "said"),
    [
        ("active", 59, "Verified · runs out in 59 days"),
        ("active", 61, "Verified · until"),
        ("expired", -1, "Verification has expired"),
        ("frozen", 3, "Frozen · until"),
        ("banned", 0, "Banned"),
    ],
)
def test_the_standing_line_says_an_end_that_is_near(standing: str, days: int, said: str) -> None:
    now = 1_790_000_000
    person = PersonRef(1, "Ada", False, standing, now + days * DAY, "")
    assert standing_line(person, now).startswith(said)
    assert "runs out" not in standing_line(person)
