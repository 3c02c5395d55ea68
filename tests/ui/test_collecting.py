"""What the window made is let go on the window's thread, whatever workers do."""

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from ui.tasks import Tasks


class Held:
    """Notes on which thread it ends."""

    def __init__(self, ended: list[int], cycle: bool = False) -> None:
        self.ended = ended
        self.itself = self if cycle else None

    def __del__(self) -> None:
        """Note the thread."""
        self.ended.append(threading.get_ident())

    def answer(self, _result: object) -> None:
        """Hear a result."""


def churn() -> int:
    """Make so many containers that Python would look for cycles again and again."""
    return sum(len([[] for _ in range(2_000)]) for _ in range(100))


def test_cycles_are_collected_on_the_windows_thread_alone(tasks: Tasks, qtbot: QtBot) -> None:
    ended: list[int] = []
    done: list[int] = []
    for _ in range(50):
        Held(ended, cycle=True)
    tasks.run(churn, done.append)
    qtbot.waitUntil(lambda: bool(done))
    keep: list[list[list[int]]] = [
        [[] for _ in range(2_000)] for _ in range(3)
    ]  # the youngest are due
    qtbot.waitUntil(lambda: len(ended) == 50)
    assert set(ended) == {threading.get_ident()} and keep


def test_what_a_work_holds_is_let_go_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    ended: list[int] = []
    for _ in range(50):
        tasks.run(lambda: None, Held(ended).answer)
    qtbot.waitUntil(lambda: len(ended) == 50)
    assert set(ended) == {threading.get_ident()}


@pytest.mark.parametrize("more", [1, 2])
def test_python_collects_again_when_the_last_tasks_are_closed(more: int) -> None:
    assert gc.isenabled()
    made = [Tasks(lambda _: None, lambda _: None) for _ in range(more)]
    for one in made:
        assert not gc.isenabled()
        one.close()
        one.close()
    assert gc.isenabled()
