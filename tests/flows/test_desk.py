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
    verifier_session,
)
from tests.identity.documents import td3
from wallet.acts.identity import Join, Renew
from wallet.acts.recovering import Recover
from wallet.base.errors import WalletError
from wallet.flows.desk.case import BOXES
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.local import LocalDesks
from wallet.flows.desk.overview import look
from wallet.flows.desk.queue import ANSWERED, REFUSED, WAITING
from wallet.flows.desk.work import Work
from wallet.flows.join_answer import read_join_answer
from wallet.flows.local_circle import LocalCircle
from wallet.flows.recovery_answer import read_recovery_answer
from wallet.identity.asking_to_recover import ask_to_recover
from wallet.identity.mrz import read_zone
from wallet.identity.tags.asking import Evidence
from wallet.identity.tags.judging import Finding
from wallet.identity.tags.subjects import Kind, subjects_of
from wallet.keys.backends import system_backend
from wallet.session import Session
from wallet.signing.asked import asked_of


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


def joined(session: Session, desk: Desk, account: int, zone: str) -> Work:
    """Somebody is confirmed with a document, and joins."""
    work = opened(desk, request(session, account))
    work.see(seen(zone))
    tagged(work)
    (letter,) = sign(session, work)
    answer = read_join_answer(letter)
    do(session, account, Join(answer.attestation, answer.signature))
    return work


def test_a_namesake_is_looked_at_and_the_reason_is_kept(session: Session, desk: Desk) -> None:
    joined(session, desk, 16, td3(number="TWIN00001", name="TWIN<<ANNA"))
    desk.noting.settle(desk.views.now())
    work = opened(desk, request(session, 17))
    work.see(seen(td3(number="TWIN00002", name="TWIN<<ANNA")))
    tagged(work)
    assert work.case.finding == Finding.LOOK.value and not work.may_sign
    (alike,) = work.case.persons
    assert desk.tell_notes() == () and desk.near is not None
    weak = bytes.fromhex(work.case.tags["name and birth"])
    assert all(one.register.alike(weak) == (alike,) for one in desk.near.desks.values())
    assert json.loads(desk.evidence.open(work.kept_of(alike)))["seen"]["zone"].count("TWIN00001")
    with pytest.raises(WalletError, match="Say in a sentence"):
        work.look(True, "fine")
    work.look(True, "Two pictures, two mothers, and both came together.")
    assert len(sign(session, work)) == 1
    entry = desk.queue.find(work.entry.number)
    assert entry is not None
    kept = json.loads(desk.evidence.open(entry.records[1]))
    assert kept["reason"].startswith("Two pictures") and kept["looked"] == "accepted"


def test_a_lost_wallet_is_recovered_with_a_second_desks_word(session: Session, desk: Desk) -> None:
    zone = td3(number="LOST00001", name="LOST<<IVO")
    joined(session, desk, 18, zone)
    near = desk.near
    assert isinstance(near, LocalDesks)
    other = next(iter(near.desks.values()))
    who = PEOPLE.address(19)
    asking = ask_to_recover(
        who, desk.chain_id, (desk.address, other.address), False, session.chain.now()
    )
    text = asking.signed(PEOPLE.sign_asked(asked_of(asking.message), 19))
    works = [opened(one, text) for one in (desk, other)]
    answers = []
    for work in works:
        work.see(seen(zone))
        tagged(work) if work.desk is desk else _by_letters(work, desk)
        assert work.case.finding == Finding.SAME.value and work.may_sign
        (said,) = work.statements()
        signature = session.say(said) if work.desk is desk else near.sign(other.address, said)
        answers += [read_recovery_answer(one) for one in work.signed((signature,))]
    assert answers[0].recovery == answers[1].recovery
    do(session, 19, Recover(answers[0].recovery, tuple(one.signature for one in answers)))


def _by_letters(work: Work, asked: Desk) -> None:
    """A desk that nobody serves: its letters are carried."""
    letter = work.ask()
    assert asked.near is not None
    third = next(one for one in asked.near.desks.values() if one is not work.desk)
    for desk in (asked, third):
        work.receive(desk.answer(letter))
    work.judge()


def test_nobody_is_recovered_who_never_joined(session: Session, desk: Desk) -> None:
    assert desk.near is not None
    two = (desk.address, next(iter(desk.near.desks.values())).address)
    asking = ask_to_recover(PEOPLE.address(20), desk.chain_id, two, False, session.chain.now())
    work = opened(desk, asking.signed(PEOPLE.sign_asked(asked_of(asking.message), 20)))
    work.see(seen(td3(number="NEVER0001", name="NEVER<<EVA")))
    tagged(work)
    assert work.case.finding == Finding.REFUSED.value and not work.may_sign
    with pytest.raises(WalletError, match="no wallet to recover"):
        work.statements()


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


def test_a_renewed_document_is_added_and_recovers_when_both_are_shown(
    session: Session, desk: Desk
) -> None:
    """And so is one of another nationality: whoever shows both is one person."""
    old, new = td3(number="OLD000001", name="DUBOIS<<MIA"), td3("FRA", "NEW000001", "DUBOIS<<MIA")
    joined(session, desk, 23, old)
    work = opened(desk, request(session, 23))
    with pytest.raises(WalletError, match="same document"):
        work.see(seen(new, other=lines(new)))
    work.see(seen(new, other=lines(old), place="Lyon", national="9999"))
    tagged(work)
    assert work.case.finding == Finding.SAME.value and work.may_sign
    answers = [read_join_answer(one) for one in sign(session, work)]
    assert len(answers) == 2  # the new document, and the number for life
    do(session, 23, *(Renew(one.attestation, one.signature) for one in answers))
    again = opened(desk, request(session, 24))
    again.see(seen(new))
    tagged(again)
    assert again.case.finding == Finding.SAME.value and not again.may_sign
