"""The table of everybody: 100,000 people opened, sorted, filtered and scrolled, in a real window.

The plain way beside it is a QTableWidget with the same rows, in the same run and process: filled
at once, sorted by itself, filtered by hiding rows. `answer` is until the rows can be read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.perf.rows import Row, row
from tests.perf.stalls import Stalls

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 100_000
PEER = "QTableWidget"
_PATIENCE = 600
_SLEEP = 0.002
_FIRST = "Ada Ben Cleo Dan Edda Finn Greta Hugo Ines Jan Kira Liam Mona Nils Olga Paul".split()
_LAST = "Moreau Okafor Lind Novak Weber Byrne Adler Costa Duval Ekman Ferro Gruber Haas".split()
_WORK = "Robotics Music Medicine Teaching Film Chess Software Farming".split()
STEPS = ("open", "sort", "filter", "word", "scroll")


def table() -> list[Row]:
    """A table of 100,000 people: longest stall of each step, beside QTableWidget. Goal: 50 ms."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.table"],
        cwd=ROOT,
        env=env(),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the table failed: {done.stderr[-2000:]}")
    said = json.loads(done.stdout.strip().splitlines()[-1])
    rows = []
    for step in STEPS:
        ours, plain = said["ours"][step], said["plain"][step]
        rows.append(row(f"table.{step}.stall", [ours[0]], "ms", PEER, [plain[0]]))
        rows.append(row(f"table.{step}.answer", [ours[1]], "ms", PEER, [plain[1]]))
    fetched = said["first"]
    rows.append(row("table.directory", [fetched], "ms", "the books' filling", [said["filled"]]))
    return rows


def env() -> dict[str, str]:
    """The environment of a window, offscreen where there is no display."""
    said = dict(os.environ)
    if not said.get("DISPLAY") and not said.get("WAYLAND_DISPLAY"):
        said.setdefault("QT_QPA_PLATFORM", "offscreen")
    return said


def name_of(number: int) -> str:
    """A name for a person; everybody's is another."""
    first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
    return f"{first} {last} {number}"


def fill(store: Any, count: int) -> None:
    """Books of `count` issuers, as the folds would leave them."""
    people = (
        (one, f"0x{one:040x}", 1 + one % 2, 276, 0, 2_000_000_000, 1_700_000_000 + one, "", "")
        for one in range(1, count + 1)
    )
    tokens = (
        (one, name_of(one), "0x", 1_700_000_000, str(one * 7_919 % 10**6 * 10**7),
         str(one * 104_729 % 10**9 * 10**6))
        for one in range(1, count + 1)
    )  # fmt: skip
    with store.writing() as tables:
        tables.db.executemany(
            "INSERT INTO person (id, account, level, country, class, expires, joined, credential,"
            " verifier) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            people,
        )
        tables.db.executemany(
            "INSERT INTO token (id, name, terms_hash, issued, reference, raised)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            tokens,
        )


class Watched:
    """A window whose thread is watched."""

    def __init__(self, app: Any, stalls: Stalls) -> None:
        self.app, self.stalls = app, stalls

    def step(self, act: Callable[[], object], done: Callable[[], bool]) -> tuple[float, float]:
        """Do something; answer the longest stall and how long until it was done, in ms."""
        self.stalls.begin()
        begun = time.monotonic()
        act()
        self.app.processEvents()
        while not done():
            self.app.processEvents()
            time.sleep(_SLEEP)
        took = (time.monotonic() - begun) * 1000
        until = time.monotonic() + 0.05  # what it left behind counts too
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(_SLEEP)
        return round(self.stalls.longest(), 2), round(took, 2)


def _measure() -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from ui.theme import Theme, load_fonts

    app = QApplication(["perf"])
    load_fonts()
    Theme(app, "light")
    window = Watched(app, Stalls())
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as folder:
        ours, first, filled = _ours(window, Path(folder))
    return {"ours": ours, "plain": _plain(window), "first": first, "filled": filled}


def _ours(window: Watched, folder: Path) -> tuple[dict[str, Any], float, float]:
    from types import SimpleNamespace

    from ui.tasks import Tasks
    from wallet.books.answers import Answers
    from wallet.books.directory import Directory
    from wallet.books.documents import Documents
    from wallet.books.finding import Wanted
    from wallet.books.store import Store
    from wallet.chain.journal import Journal

    store, documents = Store(folder / "books.sqlite", "perf"), Documents(folder / "d.sqlite")
    directory, journal = Directory(folder / "people.sqlite", "perf"), Journal(folder / "j.sqlite")
    filled = _timed(lambda: fill(store, PEOPLE))
    answers = Answers(
        store, documents, journal, 1, "0x1", lambda: 1_800_000_000, lambda: (0, 0), directory
    )
    first = _timed(lambda: answers.found(Wanted()))
    errors: list[BaseException] = []
    tasks = Tasks(errors.append, errors.append)
    found = _played(window, SimpleNamespace(session=SimpleNamespace(answers=answers), tasks=tasks))
    tasks.close()
    if errors:
        raise errors[0]
    for one in (store, documents, directory, journal):
        one.close()
    return found, first, filled


def _played(window: Watched, context: Any) -> dict[str, Any]:
    """Every step, on the card of the product."""
    from PySide6.QtWidgets import QWidget

    from ui.pages.people_card import PeopleCard

    host = QWidget()  # the window is there; the page is opened in it
    card = PeopleCard(context)
    card.setParent(host)
    host.resize(1000, 900)
    card.resize(1000, 900)
    window.step(host.show, lambda: True)
    model = card.table.long

    def there(count: int) -> Callable[[], bool]:
        def done() -> bool:
            top = max(0, card.table.rowAt(0))
            return context.tasks.idle and model.rowCount() == count and bool(model.row(top).cells)

        return done

    def opened() -> None:
        card.show()
        card.refresh()

    def everybody() -> None:
        card.words.set_value("")
        card.level.set_value("")

    few = _matching("moreau", " 1")
    found = {
        "open": window.step(opened, there(PEOPLE)),
        "sort": window.step(lambda: card.table.order_by("price"), there(PEOPLE)),
        "filter": window.step(lambda: card.level.set_value("document"), there(PEOPLE // 2)),
        "word": window.step(lambda: card.words.set_value("moreau 1"), there(few)),
    }
    window.step(everybody, there(PEOPLE))
    found["scroll"] = scrolled(window, card.table, there(PEOPLE))
    return found


def _timed(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    act()
    return (time.monotonic() - begun) * 1000


def _matching(last: str, number: str) -> int:
    """How many of those with a document have such a name."""
    names = (name_of(one) for one in range(1, PEOPLE + 1) if 1 + one % 2 == 2)
    return sum(last in name.lower() and number in name for name in names)


def scrolled(window: Watched, view: Any, done: Callable[[], bool]) -> tuple[float, float]:
    """From the top to the end and back, in sixty pulls of the scroll bar; the middle of three."""
    passes = sorted(_passed(window, view, done) for _ in range(3))
    return passes[1]


def _passed(window: Watched, view: Any, done: Callable[[], bool]) -> tuple[float, float]:
    bar = view.verticalScrollBar()
    worst, total = 0.0, 0.0
    for pull in range(60):
        part = abs(30 - pull) / 30
        place = int(bar.maximum() * (1 - part))
        stall, took = window.step(partial(bar.setValue, place), done)
        worst, total = max(worst, stall), total + took
    return worst, round(total / 60, 2)


def _plain(window: Watched) -> dict[str, Any]:
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    view = QTableWidget(0, 5)
    view.resize(1000, 700)

    def filled() -> None:
        view.show()
        view.setRowCount(PEOPLE)
        for one in range(PEOPLE):
            price = f"{one * 7_919 % 10**6 / 10**5:012.5f}"
            for column, text in enumerate((name_of(one), price, "–", "–", "–")):
                view.setItem(one, column, QTableWidgetItem(text))

    def hide(fits: Callable[[int], bool]) -> None:
        for one in range(PEOPLE):
            view.setRowHidden(one, not fits(one))

    def named(one: int) -> bool:
        item = view.item(one, 0)
        return item is not None and "Moreau 1" in item.text()

    found = {
        "open": window.step(filled, lambda: True),
        "sort": window.step(lambda: view.sortItems(1), lambda: True),
        "filter": window.step(lambda: hide(lambda one: one % 2 == 1), lambda: True),
        "word": window.step(lambda: hide(named), lambda: True),
    }
    window.step(lambda: hide(lambda one: True), lambda: True)
    found["scroll"] = scrolled(window, view, lambda: True)
    return found


if __name__ == "__main__":
    print(json.dumps(_measure()))
