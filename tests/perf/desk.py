"""A verifier's desk with ten thousand requests: taken in, opened, narrowed, scrolled, in a window.

The plain way beside it is the same queue read at once into the plain table of the kit, in the same
run and process.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.perf.rows import Row, row
from tests.perf.stalls import Stalls
from tests.perf.table import Watched, env, scrolled

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = 10_000
PEER = "the plain table"
STEPS = ("take", "open", "state", "word", "scroll")
_PATIENCE = 300
_NOW = 1_800_000_000
_MINE = "0x" + "11" * 20


def desk() -> list[Row]:
    """Ten thousand requests at a verifier's desk: longest stall of each step. Goal: 50 ms."""
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as home:
        done = subprocess.run(
            [sys.executable, "-m", "tests.perf.desk"],
            cwd=ROOT,
            env={**env(), "SYMBOLON_HOME": home},
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"the desk failed: {done.stderr[-2000:]}")
    said = json.loads(done.stdout.strip().splitlines()[-1])
    rows = []
    for step in STEPS:
        stall, took = said[step]
        rows.append(row(f"desk.{step}.stall", [stall], "ms", PEER, [said["plain"][0]]))
        rows.append(row(f"desk.{step}.answer", [took], "ms", PEER, [said["plain"][1]]))
    return rows


def write_requests(folder: Path, count: int) -> None:
    """Files of requests by their form; nobody looks at signatures before a request is opened."""
    from wallet.base.addresses import checksum
    from wallet.identity.tags.letters import new_key

    key = new_key().export_public(as_dict=True)
    parts = {name: key[name] for name in ("kty", "crv", "x", "y")}
    for number in range(count):
        found = {
            "version": 1,
            "kind": "join request",
            "account": checksum(f"0x{number + 1:040x}"),
            "chain": 1,
            "verifier": checksum(_MINE),
            "number": secrets.token_hex(16),
            "at": _NOW - number * 60,
            "key": parts,
            "signature": "11" * 65,
            "holds": "a..b",
        }
        (folder / f"{number}.json").write_text(json.dumps(found))


def _measure() -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from ui.theme import Theme, load_fonts

    app = QApplication(["perf"])
    load_fonts()
    Theme(app, "light")
    window = Watched(app, Stalls())
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as name:
        folder = Path(name)
        (inbox := folder / "inbox").mkdir()
        write_requests(inbox, REQUESTS)
        return _played(window, folder, inbox)


def _played(window: Watched, folder: Path, inbox: Path) -> dict[str, Any]:
    from ui.messages import Messages
    from ui.pages.verifying import VerifyPage
    from ui.tasks import Tasks
    from wallet.base.errors import WalletError
    from wallet.flows.desk.desk import Desk
    from wallet.keys.hidden import Hidden

    def no_keyring() -> Any:
        raise WalletError("There is no keyring here.", "", "perf.keyring")

    views = SimpleNamespace(now=lambda: _NOW, read=lambda *_: 0)
    desk = Desk(folder / "desk", views, 1, _MINE, _MINE, Hidden(bytes(32)), no_keyring)
    errors: list[BaseException] = []
    tasks, messages = Tasks(errors.append, errors.append), Messages()
    session: Any = SimpleNamespace(
        desk=lambda: desk, open_desk=desk, anew=None, unread=False, account=_MINE
    )
    context: Any = SimpleNamespace(session=session, tasks=tasks, messages=messages)
    page = VerifyPage(context)
    page.resize(1_060, 800)
    window.step(page.show, lambda: True)
    table = page.table

    def there(count: int) -> bool:
        top = max(0, table.rowAt(0))
        filled = not count or bool(table.long.row(top).cells)
        return tasks.idle and table.long.rowCount() == count and filled

    found: dict[str, Any] = {
        "take": window.step(lambda: page.take_files([inbox]), lambda: there(REQUESTS)),
        "open": window.step(page.refresh, lambda: there(REQUESTS)),
        "state": window.step(lambda: page.state.set_value("answered"), lambda: there(0)),
    }
    window.step(lambda: page.state.set_value(""), lambda: there(REQUESTS))
    one = f"0x{171:040x}"
    found["word"] = window.step(lambda: page.words.set_value(one), lambda: there(1))
    window.step(lambda: page.words.set_value(""), lambda: there(REQUESTS))
    found["scroll"] = scrolled(window, table, lambda: there(REQUESTS))
    found["plain"] = _plain(window, desk)
    tasks.close()
    desk.close()
    if errors:
        raise errors[0]
    return found


def _plain(window: Watched, desk: Any) -> tuple[float, float]:
    """Every row made at once, as the page would without asking for what is seen."""
    from ui.pages.verifying import _row
    from ui.widgets.table import Column, Table

    columns = [Column(name, False, not name) for name in ("", "Made", "State")]
    table = Table(columns, "")
    keys = desk.queue.keys(_NOW)
    begun = time.monotonic()

    def fill() -> None:
        parts = [keys[at : at + 900] for at in range(0, len(keys), 900)]
        entries = [one for part in parts for one in desk.queue.entries(part, _NOW)]
        table.show_rows([_row(one, _NOW) for one in entries])
        table.show()

    stall, _ = window.step(fill, lambda: True)
    return stall, (time.monotonic() - begun) * 1000


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps(_measure()))
