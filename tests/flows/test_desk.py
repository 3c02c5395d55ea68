"""A desk from a request to its answer, on a real network and keyring, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from keyring.errors import KeyringLocked

from tests.flows.desk_room import (
    NAMES,
    PEOPLE,
    chip_file,
    circle_of,
    country_at,
    do,
    lines,
    opened,
    passport,
    request,
    seen,
    sign,
    tagged,
    verifier_session,
)
from tests.identity.documents import td3
from wallet.acts.identity import Join, Renew
from wallet.base.errors import WalletError
from wallet.flows.desk.case import BOXES, read_case
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.noting import Noting
from wallet.flows.desk.overview import look
from wallet.flows.desk.queue import ANSWERED, REFUSED, WAITING
from wallet.flows.desk.work import Work
from wallet.flows.join_answer import read_join_answer
from wallet.flows.local_circle import LocalCircle
from wallet.identity.mrz import read_zone
from wallet.identity.tags.answering import REMEMBERED
from wallet.identity.tags.asking import Evidence
from wallet.identity.tags.judging import Finding
from wallet.identity.tags.register import WeakRegister
from wallet.identity.tags.subjects import Kind, subjects_of
from wallet.keys.backends import system_backend
from wallet.session import Session


@pytest.fixture(scope="module")
def session(
    own_home: Path, keyring_ready: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with verifier_session(tmp_path_factory.mktemp("desk")) as one:
        circle_of(one)
        yield one


@pytest.fixture
def desk(session: Session) -> Desk:
    return session.desk()


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
    # The network's own verifiers, in one process, find the very same tag.
    zone = read_zone(lines(), work.today())
    evidence = Evidence(work.case.account, frozenset(("person", "document")), b"1" * 32)
    strong = [one for one in subjects_of(zone) if one.kind.strong]
    found = LocalCircle(desk.chain_id, desk.address).tags(strong, evidence, session.chain.now())
    assert found[Kind.DOCUMENT].hex() == work.case.tags["document"]
    (letter, more) = sign(session, work)
    entry = desk.queue.find(work.entry.number)
    assert entry is not None and entry.state == ANSWERED and len(entry.records) == 2

    # Brought again: refused with a sentence; opened again: the very same answer.
    with pytest.raises(WalletError, match=r"came on .* already, and is answered"):
        desk.bring(text)
    assert Work(desk, entry).answers() == (letter, more)
    _nothing_open(session.home)

    answer, further = read_join_answer(letter), read_join_answer(more)
    join = Join(answer.attestation, answer.signature)
    do(session, 12, join, Renew(further.attestation, further.signature))


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
    session: Session, desk: Desk, change: dict[str, Any], code: str
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
    # Killed here, after signing: the desk is opened anew.
    session.close_desk()
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


@pytest.mark.parametrize("what", ["altered", "expired", "unknown", "other", "missing"])
def test_a_chip_is_never_taken_for_valid_where_it_is_not(
    session: Session, desk: Desk, tmp_path: Path, what: str
) -> None:
    now = session.chain.now()
    country = country_at(now, ends=now - 1) if what == "expired" else country_at(now)
    chip = passport(country)
    if what == "altered":
        chip.groups[2] = chip.groups[2][:-1] + b"!"
    if what == "other":
        chip = passport(country, td3(number="OTHER0001"))
    folder = tmp_path / "certificates"
    folder.mkdir()
    (folder / "garbage.cer").write_bytes(b"no certificate")
    if what != "unknown":
        (folder / "nl.cer").write_bytes(country.authority().dump())
    gone = str(tmp_path / "nowhere") if what == "missing" else str(folder)
    desk.change(type(desk.settings)(certificates=gone))
    work = opened(desk, request(session, 21))
    path = chip_file(chip, tmp_path / "chip.zip")
    if what == "missing":
        with pytest.raises(WalletError, match="cannot be read"):
            work.bring_chip(path)
        assert look(desk).trust.problem
        return
    found = work.bring_chip(path)
    state = {"altered": "false", "expired": "false", "unknown": "unchecked", "other": "genuine"}
    assert found.outcome == state[what]
    if what == "unknown":
        with pytest.raises(WalletError, match="No chip vouches"):
            work.see(seen(boxes=tuple(box for box in BOXES if box != "by_eye")))
        return
    with pytest.raises(WalletError) as refused:
        work.see(seen())
    assert refused.value.field == "chip"
    assert look(desk).trust.problems


def test_evidence_whose_key_is_gone_is_said_and_nothing_is_checked(
    session: Session, desk: Desk
) -> None:
    desk.evidence.add(b"something", 1, 2)
    name = f"evidence:{desk._own_name()}"
    backend = system_backend()
    kept = backend.get_password("symbolon", name)
    assert kept is not None
    backend.delete_password("symbolon", name)
    session.close_desk()
    again = session.desk()
    state = look(again)
    assert "not in this computer's keyring" in state.evidence_problem and state.evidence_lost
    work = opened(again, request(session, 22))
    with pytest.raises(WalletError, match="not in this computer's keyring"):
        work.see(seen())
    assert not work.case.record

    def locked(*_: str) -> str:
        raise KeyringLocked

    backend.set_password("symbolon", name, kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(backend), "get_password", locked)
        assert "did not keep the key" in look(again).evidence_problem
    assert look(again).evidence_problem == ""
    backend.delete_password("symbolon", name)
    session.close_desk()
    anew = session.desk()
    anew.begin_evidence_anew()
    assert look(anew).evidence_problem == "" and not look(anew).records
    assert len(list(anew.folder.glob("evidence-*/*.sealed"))) > 2  # nothing was deleted


def test_nobody_who_waits_to_be_noted_is_passed_over(tmp_path: Path) -> None:
    asked: list[str] = []

    def person_of(account: str) -> int:
        asked.append(account)
        return 9 if account == "0x44" else 0

    register = WeakRegister(tmp_path / "weak.json")
    noting = Noting(tmp_path / "waiting.json", register, person_of)
    tags = {Kind.BIRTH: b"b" * 32}
    for number in range(45):
        noting.note(f"0x{number:02d}", tags, 1)
    for _ in range(3):
        noting.settle(2)
    assert register.alike(b"b" * 32) == (9,) and set(asked) == {f"0x{n:02d}" for n in range(45)}
    noting.settle(1 + REMEMBERED + 1)
    before = len(asked)
    for _ in range(4):
        noting.settle(1 + REMEMBERED + 1)
    assert len(asked) - before < 45  # they are forgotten one after the other


@pytest.mark.parametrize("where", ["evidence.add", "queue.turn", "cases.destroy"])
def test_whatever_falls_over_while_an_answer_is_kept_gives_the_same_answer(
    session: Session, desk: Desk, where: str
) -> None:
    """Power is cut between sealing the answer, its evidence, the queue, and the end of the case."""
    number = f"FALLS{['evidence.add', 'queue.turn', 'cases.destroy'].index(where)}001"
    work = opened(desk, request(session, 26))
    work.see(seen(td3(number=number, name="FALLS<<OVER")))
    tagged(work)
    signatures = tuple(session.say(one) for one in work.statements())
    part, name = where.split(".")

    def cut(*_: object) -> None:
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(getattr(desk, part), name, cut)
        work.signed(signatures)
    sealed = read_case(desk.cases.read(work.entry.number) or {}).done
    session.close_desk()
    again = session.desk()
    entry = again.queue.find(work.entry.number)
    assert entry is not None
    assert Work(again, entry).answers() == tuple(sealed)
    ended = again.queue.find(work.entry.number)
    assert ended is not None and ended.state == ANSWERED and len(ended.records) == 2
    assert Work(again, ended).answers() == tuple(sealed)
    assert read_join_answer(sealed[0]).signature == signatures[0]
    assert work.entry.number not in again.cases.names()


class PowerCut(Exception):
    """What nobody foresees."""
