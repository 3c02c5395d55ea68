"""A network of a million people: searched, and its pages opened, in a real window.

`stall` is the longest time in which the window's thread answered nobody, `answer` until what was
asked for can be read, and `all` until everybody who fits is in the list. Building the books takes
minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

from tests.books.crowd import account_of
from tests.perf import million_books as books
from tests.perf.rows import Row, row
from tests.perf.stalls import Stalls
from tests.perf.table import ROOT, Watched, env, scrolled

ANSWER, STALL = 200.0, 50.0
"""Goals, in milliseconds."""
PATIENCE: Final = 3_600
FAR: Final = 700_021
"""Somebody whom nobody looked at before."""


def million() -> list[Row]:
    """A million people: search, sort, pages; stall and answer. Goals: 50 ms and 200 ms."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.million"],
        cwd=ROOT, env=env(), capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the million failed: {done.stderr[-2000:]}")
    said = json.loads(done.stdout.strip().splitlines()[-1])
    rows = [
        row("million.books", [said["built"]], "s", "the directory of them", [said["directory"]]),
        row("million.memory", [said["resident"]], "MB", "before it", [said["before"]]),
    ]
    for step, (stall, answer) in said["steps"].items():
        rows.append(row(f"million.{step}.stall", [stall], "ms", "the goal", [STALL]))
        rows.append(row(f"million.{step}.answer", [answer], "ms", "the goal", [ANSWER]))
    for step, whole in said["all"].items():
        rows.append(row(f"million.{step}.all", [whole], "ms", "the first of them",
                        [said["steps"][step][1]]))  # fmt: skip
    return rows


def _measure(folder: Path) -> dict[str, Any]:
    import psutil
    from PySide6.QtWidgets import QApplication

    from ui.context import Context
    from ui.messages import Messages
    from ui.tasks import Tasks
    from ui.theme import Theme, load_fonts
    from wallet.books.answers import Answers
    from wallet.books.directory import Directory
    from wallet.books.documents import Documents
    from wallet.books.finding import Wanted
    from wallet.books.store import Store
    from wallet.chain.journal import Journal

    path = folder / "books.sqlite"
    built = 0.0
    if not path.is_file():  # in a process of its own, whose memory is not that of the answers
        began = time.monotonic()
        subprocess.run([sys.executable, "-m", "tests.perf.million", str(path)], check=True)
        built = time.monotonic() - began
    app = QApplication(["perf"])
    load_fonts()
    theme = Theme(app, "light")
    before = psutil.Process().memory_info().rss / 2**20
    store, documents = Store(path, "million"), Documents(folder / "documents.sqlite")
    directory, journal = Directory(folder / "people.sqlite", "m"), Journal(folder / "j.sqlite")
    me = account_of(books.ME)
    answers = Answers(
        store, documents, journal, 1, me, lambda: books.NOW, lambda: (10**12, 10**18), directory
    )
    began = time.monotonic()
    answers.found(Wanted(), 1)
    made = time.monotonic() - began
    session = SimpleNamespace(
        answers=answers, account=me, person_id=books.ME, anew=None, unread=False,
        documents=documents, now=lambda: books.NOW,
        network=SimpleNamespace(name="Million", local=True),
    )  # fmt: skip
    errors: list[BaseException] = []
    tasks = Tasks(errors.append, errors.append)
    context = Context(
        cast(Any, session), tasks, Messages(), theme, lambda page, target=None: None,
        lambda act, done=None: None, cast(Any, None),
    )  # fmt: skip
    steps, whole = _played(Watched(app, Stalls()), context)
    resident = psutil.Process().memory_info().rss / 2**20
    tasks.close()
    if errors:
        raise errors[0]
    for one in (store, documents, directory, journal):
        one.close()
    return {
        "built": built, "directory": made, "steps": steps, "all": whole, "before": before,
        "resident": resident,
    }  # fmt: skip


def _answered(page: Any) -> bool:
    return page.answer is not None


def _played(window: Watched, context: Any) -> tuple[dict[str, Any], dict[str, float]]:
    """Every step, on the pages of the product."""
    from PySide6.QtWidgets import QWidget

    from ui.pages.home import HomePage
    from ui.pages.invest import InvestPage
    from ui.pages.portfolio import PortfolioPage

    host = QWidget()
    host.resize(1_064, 800)
    window.step(host.show, lambda: True)

    def idle() -> bool:
        return bool(context.tasks.idle)

    steps: dict[str, Any] = {}
    whole: dict[str, float] = {}

    def opened(kind: Any) -> Any:
        page = kind(context)
        page.setParent(host)
        page.resize(host.size())
        return page

    def show(page: Any) -> None:
        page.show()
        page.refresh()

    for name, kind in (("home", HomePage), ("portfolio", PortfolioPage)):
        page = opened(kind)
        steps[name] = window.step(partial(show, page), partial(_answered, page))
        stall, rest = window.step(lambda: None, idle)
        if name == "home":  # what reaches one through others fills in later
            steps["home, through others"] = stall, steps[name][1] + rest
        steps[f"{name} again"] = window.step(page.refresh, idle)
        page.hide()
    _search(window, opened(InvestPage), idle, steps, whole)
    return steps, whole


def _search(
    window: Watched,
    invest: Any,
    idle: Callable[[], bool],
    steps: dict[str, Any],
    whole: dict[str, float],
) -> None:
    """Look for people, in every way that the page offers, and open one."""
    card = invest.people
    model = card.table.long

    def there() -> bool:
        top = max(0, card.table.rowAt(0))
        return card.searched == card.wanted and bool(model.rowCount() and model.row(top).cells)

    def search(name: str, act: Callable[[], object]) -> None:
        began = time.monotonic()
        first = window.step(act, there)
        stall, _ = window.step(lambda: None, idle)
        steps[name] = max(first[0], stall), first[1]
        whole[name] = (time.monotonic() - began) * 1000

    def show() -> None:
        invest.show()
        invest.refresh()

    search("people", show)
    search("sort", lambda: card.table.order_by("price"))
    steps["scroll"] = scrolled(window, card.table, lambda: idle() and there())
    search("filter", lambda: card.level.set_value("document"))
    search("few", lambda: card.prompt.click())
    card.prompt.click()
    window.step(lambda: card.level.set_value(""), idle)
    search("letter", lambda: card.words.set_value("m"))
    search("word", lambda: card.words.set_value("moreau 77"))
    steps["person"] = window.step(lambda: invest.open_on(("person", FAR)), idle)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].endswith(".sqlite"):
        books.build(Path(sys.argv[1])).close()
    elif len(sys.argv) > 1:  # books that were built before
        print(json.dumps(_measure(Path(sys.argv[1]))))
    else:
        with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as place:
            print(json.dumps(_measure(Path(place))))
