"""A desk from a request to its answer, on a real network and keyring, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.desk_room import (
    NAMES,
    PEOPLE,
    chip_file,
    circle_of,
    country_at,
    lines,
    opened,
    passport,
    request,
    seen,
    verifier_session,
)
from tests.identity.documents import td3
from wallet.acts.identity import Join, Renew
from wallet.base.errors import WalletError
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.queue import ANSWERED, REFUSED, WAITING
from wallet.flows.desk.work import Work
from wallet.flows.join_answer import read_join_answer
from wallet.identity.tags.judging import Finding
from wallet.session import Session


@pytest.fixture(scope="module")
def session(
    own_home: Path, keyring_ready: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with verifier_session(tmp_path_factory.mktemp("desk")) as one:
        circle_of(one)
        one.leave()
        yield one


@pytest.fixture
def desk(session: Session) -> Iterator[Desk]:
    session.enter_as("verifier")
    yield session.desk()
    session.leave()


def sign(session: Session, work: Work) -> tuple[str, ...]:
    """The verifier's key signs what the desk composed."""
    return work.signed(tuple(session.say(one) for one in work.statements()))


def tagged(work: Work) -> Work:
    work.ask_lines()
    assert not work.waits_for, work.case.refusals
    work.judge()
    return work


def test_a_stranger_joins_and_nothing_lies_open(
    session: Session, desk: Desk, tmp_path: Path
) -> None:
    country = country_at(session.chain.now())
    certificates = tmp_path / "certificates"
    certificates.mkdir()
    (certificates / "nl.cer").write_bytes(country.authority().dump())
    desk.change(type(desk.settings)(certificates=str(certificates)))
    text = request(session)
    work = opened(desk, text)
    chip = work.bring_chip(chip_file(passport(country), tmp_path / "chip.zip"))
    assert chip.outcome == "genuine", chip.sentence
    work.see(seen(national="999999990"))
    tagged(work)
    assert work.case.finding == Finding.NEW.value
    (letter, more) = sign(session, work)
    entry = desk.queue.find(work.entry.number)
    assert entry is not None and entry.state == ANSWERED and len(entry.records) == 2

    # Brought again: refused with a sentence; opened again: the very same answer.
    with pytest.raises(WalletError, match=r"came on .* already, and is answered"):
        desk.bring(text)
    assert Work(desk, entry).answers() == (letter, more)
    _nothing_open(session.home)

    answer, further = read_join_answer(letter), read_join_answer(more)
    session.roles.fund(answer.attestation.account)
    session.unlock_envelope(cast_envelope(), PASSPHRASE, 12)
    assert session.perform(session.prepare(Join(answer.attestation, answer.signature))).ok
    assert session.perform(session.prepare(Renew(further.attestation, further.signature))).ok


def _nothing_open(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        data = path.read_bytes()
        for name in NAMES:
            assert name.encode() not in data and name.encode().hex().encode() not in data, path


def test_the_same_human_with_another_wallet_is_refused(session: Session, desk: Desk) -> None:
    work = opened(desk, request(session, 13))
    work.see(seen())
    tagged(work)
    assert work.case.finding == Finding.SAME.value and not work.may_sign
    with pytest.raises(WalletError, match="has joined already"):
        work.statements()
    work.refuse("They joined before.")
    entry = desk.queue.find(work.entry.number)
    assert entry is not None and entry.state == REFUSED
    assert json.loads(desk.evidence.open(entry.records[1]))["refused"] == "They joined before."
    assert work.entry.number not in desk.cases.names()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"zone": lines()[:-1].replace("\n", "") + "9"}, "zone.whole"),
        ({"boxes": ("picture",)}, "desk.boxes"),
        ({"country": 0}, "desk.country"),
        ({"national": "1"}, "tags.national"),
        ({"investor_class": 1, "boxes": tuple(seen().boxes[:-1])}, "desk.boxes"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    session: Session, desk: Desk, change: dict[str, object], code: str
) -> None:
    work = opened(desk, request(session))
    before = len(desk.evidence.records)
    with pytest.raises(WalletError) as refused:
        work.see(seen(**change))
    assert refused.value.code == code
    assert len(desk.evidence.records) == before


def test_a_killed_desk_signs_the_very_same_again(session: Session, desk: Desk) -> None:
    work = opened(desk, request(session, 14))
    work.see(seen(td3(number="XR1001R58", name="SMIT<<JAN")))
    tagged(work)
    signatures = tuple(session.say(one) for one in work.statements())
    # Killed here, after signing: the wallet is opened anew.
    session.enter_as("verifier")
    again = session.desk()
    entry = again.queue.find(work.entry.number)
    assert entry is not None and entry.state == WAITING
    later = Work(again, entry)
    assert tuple(session.say(one) for one in later.statements()) == signatures
    answers = later.signed(signatures)
    ended = again.queue.find(entry.number)
    assert ended is not None and Work(again, ended).answers() == answers


def test_a_request_of_strangers_is_thrown_out_and_its_number_is_free(
    session: Session, desk: Desk, tmp_path: Path
) -> None:
    text = request(session, 15)
    spoilt = json.loads(text)
    spoilt["signature"] = "11" * 65
    bad, good = tmp_path / "bad.json", tmp_path / "good.json"
    bad.write_text(json.dumps(spoilt))
    good.write_text(text)
    assert desk.bring_files([bad]).new == 1
    entry = desk.queue.find(spoilt["number"])
    assert entry is not None
    with pytest.raises(WalletError, match="does not hold the keys"):
        Work(desk, entry)
    assert desk.bring_files([good]).new == 1
    with pytest.raises(WalletError, match="another verifier"):
        desk.bring(request(session, verifier=PEOPLE.address(3)))
    with pytest.raises(WalletError, match="another network"):
        desk.bring(request(session, chain=5))
