"""What several threads of a window ask for at once is opened once, and closed under nobody."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.books.documents import Documents
from wallet.flows.attestor_queue import AttestorQueue
from wallet.flows.company_desks import CompanyDesks
from wallet.keys.hidden import Hidden
from wallet.signing.known import KnownNetwork

ACCOUNT = "0x" + "12" * 20


class Asked(CompanyDesks):
    """The part of a session that opens the requests of an attestor."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.home, self.account = home, ACCOUNT
        self.known = KnownNetwork(31_337, "Local network", {})

    def secret_for(self, purpose: str) -> Hidden:
        return Hidden(b"\7" * 32)


def test_the_requests_of_an_attestor_are_opened_once(tmp_path: Path) -> None:
    desks = Asked(tmp_path)
    barrier = threading.Barrier(8)

    def ask(_: int) -> AttestorQueue:
        barrier.wait()
        queue = desks.attestor_queue()
        assert queue.numbers() == ()
        return queue

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    desks.forget_queue()


def test_a_file_is_closed_under_nobody(tmp_path: Path) -> None:
    """Whoever comes too late gets a sentence; nobody falls over."""
    for turn in range(20):
        documents = Documents(tmp_path / f"{turn}.sqlite")
        barrier = threading.Barrier(5)

        def ask(
            _: int, documents: Documents = documents, barrier: threading.Barrier = barrier
        ) -> None:
            barrier.wait()
            with pytest.raises(WalletError):
                for number in range(10_000):
                    documents.set_label(number, "Ada")

        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(ask, one) for one in range(4)]
            barrier.wait()
            documents.close()
            for one in asked:
                one.result()
