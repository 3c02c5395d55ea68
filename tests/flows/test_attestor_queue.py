"""Ten thousand requests at a desk, folders of any files, and a list that stays instant."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.flows.attestor_queue import AttestorQueue
from wallet.flows.desk_reading import take_files
from wallet.flows.papers import write_stake_paper
from wallet.flows.sealed_papers import PaperRequest, seal
from wallet.identity.tags.letters import new_key

MANY = 10_000
ACCOUNT = "0x" + "12" * 20


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[AttestorQueue]:
    made = AttestorQueue(tmp_path / "requests.sqlite", b"s" * 32, ACCOUNT, 31337)
    yield made
    made.close()


def request(number: int, company: str = "Northwind") -> PaperRequest:
    paper = write_stake_paper(company, "gb-coh", "09812345", 10, 5, 6, "Ten shares.")
    return PaperRequest(31337, "stake", number, 1_000, paper)


def test_ten_thousand_requests_stay_instant(queue: AttestorQueue) -> None:
    every = [request(n, f"Company {n}") for n in (1, 2, 3)]
    texts = [seal(one, [queue.key]) for one in every]
    for number in range(MANY):
        # Each is another text; whitespace at its end changes nothing of what is sealed.
        queue.take_opened(texts[number % 3] + " " * (number // 3), every[number % 3], 7, number)
    assert queue.take(texts[0], 7, 5) == 1
    for ask, most in (
        (lambda: queue.numbers(), 1.0),
        (lambda: queue.rows(queue.numbers()[4_000:4_064]), 1.0),
        (lambda: queue.count("new"), 1.0),
        (lambda: queue.found("company 2"), 4.0),
        (lambda: queue.request(5_000), 1.0),
    ):
        began = time.monotonic()
        assert ask()
        assert time.monotonic() - began < most
    assert len(queue.numbers()) == MANY
    assert len(queue.found("company 2")) == MANY // 3
    queue.answer(3, "stake:3", 1, 9, b"x" * 65, "", 8)
    assert queue.rows((3,))[0].state == "signed" and queue.numbers()[-1] == 3
    queue.delete(3)
    assert queue.rows((3,)) == () and queue.given("stake:3", 1) is not None


def test_a_folder_is_taken_in_and_what_is_no_request_is_said(
    queue: AttestorQueue, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.json").write_text(seal(request(number + 1), [queue.key]))
    (folder / "other.json").write_text(seal(request(9), [new_key()]))
    (folder / "empty").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG" * 100)
    (folder / "inside").mkdir()
    heard: list[tuple[int, int]] = []

    def take(text: str) -> int:
        return queue.take(text, 7, 5)

    taken = take_files(take, [folder], lambda done, of: heard.append((done, of)))
    assert (taken.taken, taken.refused, heard[-1]) == (3, 3, (6, 6))
    assert taken.words.startswith("3 requests are here. 3 files were not taken in.")
    assert any("not for you" in one for one in taken.why)
    assert take_files(take, [folder]).taken == 3 and len(queue.numbers()) == 3


def test_a_folder_without_rights_is_said(queue: AttestorQueue, tmp_path: Path) -> None:
    for path in (tmp_path / "none.json",):
        taken = take_files(lambda text: queue.take(text, 7, 5), [path])
        assert (taken.taken, taken.refused) == (0, 1) and "is not there" in taken.why[0]
    if os.geteuid() == 0:
        file = tmp_path / "file"
        file.write_text("x")
        with pytest.raises(WalletError) as refused:  # who is root may read everything
            AttestorQueue(file / "requests.sqlite", b"s" * 32, ACCOUNT, 31337)
        assert refused.value.code == "file.write"
        return
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with pytest.raises(WalletError) as said:
        take_files(lambda text: 0, [closed])
    assert said.value.code == "desk.folder"


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "requests.sqlite"
    path.write_bytes(b"garbage" * 500)
    with pytest.raises(WalletError) as refused:
        AttestorQueue(path, b"s" * 32, ACCOUNT, 31337)
    assert refused.value.code == "queue.file"
