"""The part of the session that has companies confirmed: asking attestors, and being one.

Whatever is sealed here is opened with the account's own secret for papers, so that all of it needs
the wallet unlocked.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wallet.acts.naming import BookNames
from wallet.base.errors import WalletError
from wallet.books.documents import Documents
from wallet.chain.chain import Chain
from wallet.keys.hidden import Hidden
from wallet.signing.known import KnownNetwork

if TYPE_CHECKING:
    from wallet.flows.attestor_answer import AttestorAnswer
    from wallet.flows.attestor_card import AttestorCard
    from wallet.flows.attestor_queue import AttestorQueue
    from wallet.flows.confirming import Confirming
    from wallet.flows.own_seal import KeptFiles, OwnSeal
    from wallet.flows.paper_against_chain import Compared
    from wallet.flows.papers_copy import Taken
    from wallet.flows.sealed_papers import Paper, PaperRequest
    from wallet.signing.typed import TypedRequest

PAPERS = "papers"
"""What the secret is for."""


class CompanyDesks:
    """A part of the session; everything here raises WalletError, when locked `keys.locked`."""

    home: Path
    chain: Chain
    known: KnownNetwork
    names: BookNames
    documents: Documents
    account: str
    now: Callable[[], int]

    def __init__(self) -> None:
        self._queue: AttestorQueue | None = None
        self._queue_of = ""
        self._queue_guard = threading.RLock()  # a page asks in several threads at once

    @abstractmethod
    def secret_for(self, purpose: str) -> Hidden:
        """32 bytes of the open account for a purpose."""

    # Who asks

    def paper_files(self) -> KeptFiles:
        """The contents of the files of one's own papers."""
        from wallet.flows.own_seal import KeptFiles, OwnSeal

        with self.secret_for(PAPERS) as secret:
            return KeptFiles(self.home / "files", OwnSeal(bytes(secret), "files", self.account))

    def save_papers(self, path: Path) -> None:
        """Write a sealed copy of everything that is known here and nowhere else to a new file."""
        from wallet.base.files import write_new
        from wallet.flows.papers_copy import copy_of

        write_new(path, copy_of(self.documents, self.home / "files", self._copy_seal()))

    def bring_papers(self, path: Path) -> Taken:
        """Add what a copy has and is not here."""
        from wallet.base.files import read_limited
        from wallet.flows.papers_copy import MOST_COPY, take_copy

        data = read_limited(path, MOST_COPY)
        return take_copy(data, self.documents, self.home / "files", self._copy_seal())

    def _copy_seal(self) -> OwnSeal:
        from wallet.flows.own_seal import OwnSeal

        with self.secret_for(PAPERS) as secret:
            return OwnSeal(bytes(secret), "copy", self.account)

    def confirming_stake(self, stake: int, commitment: str, named: tuple[int, ...]) -> Confirming:
        """One's own stake on its way to being confirmed. Raises `paper.lost`."""
        from wallet.flows.attesting import stake_paper
        from wallet.flows.sealed_papers import STAKE

        return self.confirming(STAKE, stake, stake_paper(self.documents, commitment), named)

    def confirming_exit(self, exit_: int, evidence: str, named: tuple[int, ...]) -> Confirming:
        """One's own sale of a stake on its way to being confirmed. Raises `paper.lost`."""
        from wallet.flows.attesting import exit_paper
        from wallet.flows.sealed_papers import EXIT

        return self.confirming(EXIT, exit_, exit_paper(self.documents, evidence), named)

    def confirming(
        self, kind: str, number: int, paper: Paper, named: tuple[int, ...]
    ) -> Confirming:
        """Something of one's own on its way to being confirmed by those named (person ids)."""
        from wallet.flows.confirming import Confirming, request_of

        request = request_of(self.known, kind, number, paper, self.now())
        compared = self.compare(request)
        return Confirming(self.documents, self.known, self.chain, request, compared, named)

    # Who is asked

    def attestor_queue(self) -> AttestorQueue:
        """The requests to the open account, in a file that is opened once for each."""
        from wallet.flows.attestor_queue import AttestorQueue

        with self._queue_guard:
            if self._queue is not None and self._queue_of == self.account:
                return self._queue
            with self.secret_for(PAPERS) as secret:
                queue = AttestorQueue(
                    self.home / "requests.sqlite", bytes(secret), self.account, self.known.chain_id
                )
            self.forget_queue()
            self._queue, self._queue_of = queue, self.account
            return queue

    def forget_queue(self) -> None:
        """Close the requests: the wallet is locked, or another account came."""
        with self._queue_guard:
            queue, self._queue = self._queue, None
        if queue is not None:
            queue.close()

    def take_request(self, text: str) -> int:
        """Take a sealed request in; answers its number in the list."""
        from wallet.flows.paper_against_chain import owner_of

        queue = self.attestor_queue()
        request = queue.open_text(text)
        return queue.take_opened(text, request, owner_of(request, self.names), self.now())

    def compare(self, request: PaperRequest) -> Compared:
        """A request beside what is on record of it."""
        from wallet.flows.paper_against_chain import compare

        return compare(request, self.names, self.chain, self)

    def lot(self, token: int, holder: int, serial: int) -> tuple[int, int] | None:
        """Units left of a purchase and what was paid for them; None where it is not known."""
        with self.names.view(self.now()) as view:
            row = view.tables.row(
                "SELECT units, paid FROM lot WHERE token = ? AND person = ? AND serial = ?",
                token, holder, serial,
            )  # fmt: skip
        return None if row is None else (int(row["units"]), int(row["paid"]))

    def card_to_sign(self) -> AttestorCard:
        """One's own card, still to be signed. Raises `card.nobody` for who is no attestor."""
        from wallet.flows.attestor_card import check_serves, own_card, papers_key

        person = int(self.chain.read("Registry", "person_of", self.account))
        with self.secret_for(PAPERS) as secret:
            key = papers_key(bytes(secret), self.account)
        card = own_card(self.known.chain_id, person, self.account, key, self.now())
        check_serves(card, self.chain)
        return card

    def to_sign(self, number: int) -> TypedRequest:
        """The statement that confirms a request, once nothing of it differs.

        Raises WalletError: `desk.differs`, `desk.settled`, `answer.twice` after a refusal.
        """
        from wallet.flows.attestor_queue import answered_before
        from wallet.flows.paper_against_chain import require_agreement
        from wallet.signing.typed import statement

        queue = self.attestor_queue()
        request = queue.request(number)
        compared = self.compare(request)
        first = queue.given(request.subject, compared.version)
        if first is not None and not first.signed:
            raise answered_before(first)
        require_agreement(compared, compared.kind.lower())
        if compared.settled and first is None:
            raise WalletError(
                "This is confirmed already, or needs no attestor any more.",
                "There is nothing left to sign.",
                "desk.settled",
            )
        there = self.known.contracts["Companies"]
        return statement(compared.kind, self.known.chain_id, self.account, there, compared.message)

    def answer_request(
        self, number: int, signature: bytes = b"", reason: str = ""
    ) -> AttestorAnswer:
        """Keep the answer to a request: a signature, or why there is none. The first one stands."""
        queue = self.attestor_queue()
        request = queue.request(number)
        version = self.compare(request).version
        me = int(self.chain.read("Registry", "person_of", self.account))
        return queue.answer(number, request.subject, version, me, signature, reason, self.now())

    def given_answer(self, number: int) -> AttestorAnswer | None:
        """The answer that was given to a request, None for none yet."""
        queue = self.attestor_queue()
        request = queue.request(number)
        return queue.given(request.subject, self.compare(request).version)
