"""An issuer's name between a person and a desk, as texts: what is signed, refused and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.flows.desk_room import (
    PEOPLE,
    circle_of,
    joined,
    opened,
    seen,
    sign,
    tagged,
    verifier_session,
)
from tests.identity.documents import td3
from wallet.base.errors import WalletError
from wallet.flows.asked import Asked
from wallet.flows.cast import PASSPHRASE, PHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.desk.case import BOXES
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.work import Work
from wallet.flows.issuer_name import issue_with
from wallet.flows.local_desks import unlocked
from wallet.flows.name_answer import NameAnswer, read_name_answer
from wallet.identity.asking_for_name import ask_for_name
from wallet.session import Session
from wallet.signing.asked import asked_of
from wallet.signing.typed import statement

ME, OTHER, NOBODY = 12, 13, 15
OUTSIDER = PEOPLE.address(NOBODY)
ZONE, ANOTHER = td3(number="NAMED0001", name="BRUIJN<<WILLEKE"), td3(number="OTHER0001")
PLAIN = tuple(one for one in BOXES if one != "name")
NAME = "Willeke Bruijn"


@pytest.fixture(scope="module")
def desk_session(
    own_home: Path, keyring_ready: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with verifier_session(tmp_path_factory.mktemp("desk")) as one:
        circle_of(one)
        joined(one, one.desk(), ME, ZONE)
        joined(one, one.desk(), OTHER, ANOTHER)
        yield one


@pytest.fixture
def desk(desk_session: Session) -> Desk:
    return desk_session.desk()


@pytest.fixture(scope="module")
def person(desk_session: Session, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The wallet of who joined with `ZONE`."""
    session = Session(desk_session.network, folder=tmp_path_factory.mktemp("person"))
    session.unlock_envelope(cast_envelope(), PASSPHRASE, ME)
    session.refresh()
    yield session
    session.close()


def ask(person: Session, verifier: str, name: str = NAME, terms: str = "Terms.") -> Asked:
    return person.proving.sign(person.proving.begin_name(verifier, name, terms), "issue")


def request(desk: Desk, person: int, account: int = ME, name: str = NAME) -> str:
    """A request that says of its account what it likes."""
    who = PEOPLE.address(account)
    asking = ask_for_name(who, desk.chain_id, desk.address, person, name, desk.views.now())
    return asking.signed(PEOPLE.sign_asked(asked_of(asking.message), account))


def looked(desk: Desk, text: str, zone: str = ZONE) -> Work:
    """A request whose person showed a document, up to its judgement."""
    work = opened(desk, text)
    work.see(seen(zone, given="", surname="", country=0, boxes=PLAIN))
    return tagged(work)


def signed(session: Session, answer: NameAnswer, by: str) -> NameAnswer:
    """An answer that says it is by a verifier, and is signed by somebody who is none."""
    asked = statement("Name", answer.chain_id, OUTSIDER, _registry(session), answer.message)
    signature = unlocked(PHRASE, session.known).sign_asked(asked_of(asked), NOBODY)
    return replace(answer, verifier=by, signature=signature)


def _registry(session: Session) -> str:
    return session.network.address("Registry")


def test_a_name_is_signed_kept_and_issued_with(
    desk_session: Session, desk: Desk, person: Session
) -> None:
    asked = ask(person, desk.address, NAME, "What I promise.")
    work = looked(desk, asked.request)
    assert work.may_sign and work.wished == NAME
    (said,) = work.statements()
    assert (said.kind, said.message) == ("Name", {"person": person.person_id, "name": NAME})
    (text,) = sign(desk_session, work)
    (entry,) = desk.queue.entries([work.entry.row], desk.views.now())
    assert Work(desk, entry).answers() == (text,), "the same request, the same answer"
    with pytest.raises(WalletError, match="came on"):
        desk.bring(asked.request)

    good = read_name_answer(text)
    proving = person.proving
    for bad, code in (
        (replace(good, person=good.person + 1), "answer.other_person"),
        (replace(good, name="Willeke B."), "answer.other_name"),
        (replace(good, chain_id=1), "answer.other_network"),
        (replace(good, number="00" * 16), "answer.other_request"),
        (replace(good, verifier=OUTSIDER), "answer.other_verifier"),
        (replace(good, signature=good.signature[:-2] + b"\0\x1b"), "answer.signature"),
        (signed(person, good, desk.address), "answer.signature"),
    ):
        with pytest.raises(WalletError) as refused:
            proving.take_name(bad.to_json())
        assert refused.value.code == code and refused.value.next_step
    with pytest.raises(WalletError, match="not here yet"):
        proving.named(asked)
    kept = proving.take_name(text)
    assert proving.asked() == (kept,) and proving.terms == "What I promise."
    act = issue_with(proving.named(kept), proving.terms)
    assert person.perform(person.prepare(act)).ok
    person.refresh()
    assert proving.overview().asked == () and proving.terms == ""
    mine = person.answers.my_token()
    assert mine is not None and mine.name == NAME


def test_nobody_signs_names_who_is_no_verifier(desk: Desk, person: Session) -> None:
    asking = person.proving.begin_name(OUTSIDER, NAME, "Terms.")
    keys = unlocked(PHRASE, person.known)  # as another machine signs for a watched wallet
    asked = person.proving.signed(asking, keys.sign_asked(asked_of(asking.message), ME), "issue")
    answer = NameAnswer(desk.chain_id, OUTSIDER, asked.number, person.person_id, NAME, b"\0" * 65)
    forged = signed(person, answer, OUTSIDER)
    with pytest.raises(WalletError) as refused:
        person.proving.take_name(forged.to_json())
    assert refused.value.code == "answer.not_accredited"
    person.proving.forget(asked)


@pytest.mark.parametrize(
    ("zone", "said"),
    [(ZONE, "another person"), (td3(number="NEVER0009"), "knows nobody")],
)
def test_only_the_persons_own_document_counts(
    desk: Desk, person: Session, zone: str, said: str
) -> None:
    """Whoever holds the wallet shows somebody else's document, or one nobody joined with."""
    work = opened(desk, request(desk, person.person_id + 1, OTHER))
    work.see(seen(zone, country=0, boxes=tuple(BOXES)))
    tagged(work)
    assert not work.may_sign and said in work.case.said
    with pytest.raises(WalletError, match=said):
        work.statements()
    work.refuse("It is not theirs.")


@pytest.mark.parametrize("account", [ME, NOBODY])
def test_nobody_asks_for_another_person(desk: Desk, person: Session, account: int) -> None:
    """It is said before other desks are asked for anything."""
    work = opened(desk, request(desk, person.person_id + 1, account))
    with pytest.raises(WalletError) as refused:
        work.check(seen(ZONE, country=0, boxes=tuple(BOXES)))
    assert refused.value.code == "desk.not_theirs"


@pytest.mark.parametrize(
    ("name", "written", "fits"),
    [
        ("willeke BRUIJN", ("", ""), True),
        ("Bruijn Willeke", ("", ""), True),
        ("Willeke De Bruijn", ("", ""), False),
        ("Willeke De Bruijn", ("Willeke", "De Bruijn"), True),
        ("Willeke Bruijñ", ("Willeke", "Bruijn"), False),
        ("\uff37illeke Bruijn", ("", ""), False),
        ("Rich Uncle", ("", ""), False),
    ],
)
def test_another_name_than_the_documents_takes_a_tick(
    desk: Desk, person: Session, name: str, written: tuple[str, str], fits: bool
) -> None:
    work = opened(desk, request(desk, person.person_id, ME, name))
    here = seen(ZONE, country=0, given=written[0], surname=written[1], boxes=PLAIN)
    if not fits:
        with pytest.raises(WalletError) as refused:
            work.check(here)
        assert refused.value.code == "desk.name" and name in refused.value.sentence
    else:
        work.check(here)
    work.check(replace(here, boxes=tuple(BOXES)))


def test_a_name_that_was_altered_on_the_way_is_thrown_out(desk: Desk, person: Session) -> None:
    text = request(desk, person.person_id)
    changed = json.dumps({**json.loads(text), "name": "Rich Uncle"})
    with pytest.raises(WalletError) as refused:
        desk.bring(changed)
    assert refused.value.code == "name.signature"


def test_who_has_not_joined_asks_for_no_name(person: Session, desk: Desk) -> None:
    person.use_account(15)
    try:
        with pytest.raises(WalletError, match="identity was confirmed"):
            person.proving.begin_name(desk.address, NAME, "Terms.")
    finally:
        person.use_account(ME)
