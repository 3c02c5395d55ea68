"""Desks that ask each other over real HTTPS; who answers falsely, or not at all, is named."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.flows.desk_room import circle_of, opened, request, seen, verifier_session
from tests.identity.documents import td3
from wallet.base.errors import WalletError
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.line import (
    A_MINUTE,
    PATH,
    DeskServer,
    new_certificate,
    post_letter,
    seal_of,
)
from wallet.identity.tags.letters import MOST_LETTER
from wallet.session import Session

CERTIFICATE, KEY = new_certificate(1_790_000_000)
SEAL = seal_of(CERTIFICATE)


@contextmanager
def served(answer: Callable[[str], str]) -> Iterator[str]:
    """Something that answers at a line of this machine."""
    server = DeskServer(answer, CERTIFICATE, KEY, "127.0.0.1", 0)
    try:
        yield f"https://127.0.0.1:{server.port}"
    finally:
        server.stop()


@pytest.fixture(scope="module")
def session(
    own_home: Path, keyring_ready: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with verifier_session(tmp_path_factory.mktemp("lines")) as one:
        circle_of(one)
        yield one


@pytest.fixture
def desk(session: Session) -> Iterator[Desk]:
    session.close_desk()
    yield session.desk()


def moved(desk: Desk, others: dict[str, str]) -> None:
    """The cards of other desks say that they answer at these lines."""
    for address, line in others.items():
        known = desk.circle.cards[address]
        desk.circle.cards[address] = type(known)(
            known.chain_id, known.address, known.name, known.key, line, SEAL, known.made_at
        )


def test_three_desks_answer_over_https(session: Session, desk: Desk) -> None:
    assert desk.near is not None
    (one, first), (two, second), *_ = desk.near.desks.items()
    with served(first.answer) as line, served(second.answer) as other:
        moved(desk, {one: line, two: other})
        work = opened(desk, request(session))
        work.see(seen())
        work.ask_lines()
        assert not work.waits_for, work.case.refusals
        assert work.judge().sentence == "Nobody with these documents has joined."


def test_a_desk_that_lies_and_two_that_are_away_are_named(session: Session, desk: Desk) -> None:
    """Five desks: this one, a liar, two away, and one that is honest, asked by letter."""
    assert desk.near is not None
    (a, _), (b, _), (liar, lying), (d, honest) = desk.near.desks.items()
    share = lying.circle.share()
    lying.circle.share = lambda: type(share)(share.desk, share.secret + 1)  # type: ignore[method-assign] # it lies
    # a desk whose share is not the one it was dealt
    with served(lying.answer) as line:
        moved(desk, {a: "https://127.0.0.1:9", b: "https://127.0.0.1:9", liar: line})
        moved(desk, {d: ""})
        near, desk.near = desk.near, None
        try:
            work = opened(desk, request(session, 13))
            work.see(seen(td3(number="XR1001R58", name="SMIT<<JAN")))
            work.ask_lines()
            said = " ".join(work.case.refusals.values())
            assert "did not use its share of the key" in said and said.count("does not answer") == 2
            assert "no address at which it answers" in said and work.waits_for == 2
            with pytest.raises(WalletError, match="1 of the 3 desks"):
                work.judge()
            name = work.receive(honest.answer(work.ask()))
            assert name.endswith("local verifier") and work.waits_for == 1
        finally:
            desk.near = near


def test_a_strangers_certificate_hears_nothing(desk: Desk) -> None:
    heard: list[str] = []

    def hear(text: str) -> str:
        heard.append(text)
        return text

    with served(hear) as line:
        with pytest.raises(WalletError, match="shows another certificate"):
            post_letter(line, "00" * 32, "letter", "A desk")
        with pytest.raises(WalletError, match="shows another certificate"):
            post_letter(line, "", "letter", "A desk")  # whom no authority vouches for
    assert not heard


def test_refusals_come_back_as_sentences_and_too_much_is_cut_off(desk: Desk) -> None:
    with served(desk.answer) as line:
        with pytest.raises(WalletError, match="They say: This is no letter of a desk"):
            post_letter(line, SEAL, "no letter", "A desk")
        with pytest.raises(WalletError, match="They say: This is more than a letter"):
            post_letter(line, SEAL, "a" * (MOST_LETTER + 1), "A desk")
        for _ in range(A_MINUTE - 2):
            with pytest.raises(WalletError, match="refuses"):
                post_letter(line, SEAL, "no letter", "A desk")
        with pytest.raises(WalletError, match="asked too often"):
            post_letter(line, SEAL, "no letter", "A desk")


def test_only_letters_are_served_and_silence_holds_nobody_up(desk: Desk) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with served(desk.answer) as line:
        port = int(line.rsplit(":", 1)[1])
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(5)]
        for method, path in (("GET", PATH), ("POST", "/etc/passwd"), ("PUT", PATH)):
            connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=5)
            connection.request(method, path, b"x")
            assert connection.getresponse().status >= 400
            connection.close()
        for one in silent:
            one.close()


def test_a_line_that_drips_is_given_up() -> None:
    def slow(_: str) -> str:
        time.sleep(2)
        return "late"

    with served(slow) as line, pytest.raises(WalletError, match="does not answer"):
        post_letter(line, SEAL, "x", "A desk", seconds=1.0)
