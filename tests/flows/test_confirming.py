"""Attestors who are elsewhere: sealed requests, answers one by one, and all that goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.flows.attached import attach
from wallet.flows.attesting import Declaring, Exiting
from wallet.flows.attestor_answer import AttestorAnswer, read_answer
from wallet.flows.attestor_card import keep_card, kept_card, read_card
from wallet.flows.confirming import Confirming
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_network import LocalNetwork
from wallet.flows.papers import StakePaper, write_stake_paper
from wallet.flows.sealed_papers import COST, CostPaper
from wallet.flows.story import play
from wallet.flows.story_raising import RAISING
from wallet.session import Session

JONAS, KIRA, LIAM = 10, 11, 12
NAMED = (JONAS, KIRA, LIAM)


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A network on which the cast has joined and Alice has raised, with Alice's wallet open."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("confirming"))
        opened.unlock_envelope(cast_envelope(), "local network")
        play(set_stage(opened), SessionPlayer(opened), RAISING[:2])
        opened.use_account(0)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def alice(session: Session) -> None:
    """Begin each test at Alice's."""
    session.use_account(0)


def card_of(session: Session, person: int) -> str:
    """The card of an attestor, signed by their wallet."""
    session.use_account(person - 1)
    card = session.card_to_sign()
    text = card.signed(session.say(card.message)).to_json()
    session.use_account(0)
    return text


def declared(session: Session, tmp_path: Path, files: int = 1) -> tuple[int, StakePaper]:
    """A stake that Alice has declared, with files."""
    now = session.chain.now()
    attached = []
    for number in range(files):
        path = tmp_path / f"certificate {number}.pdf"
        path.write_bytes(b"%PDF" + bytes([number]) * 500)
        one, data = attach(path)
        session.paper_files().keep(one, data)
        attached.append(one)
    paper = write_stake_paper(
        "Northwind", "gb-coh", "09812345", 1_000, 5 * DOLLAR, now - DAY, "{}", attached
    )
    flow = Declaring(session.documents)
    receipt = session.perform(session.prepare(flow.write(paper, NAMED)))
    (stake,) = [int(e.fields["stake"]) for e in receipt.events if e.name == "StakeDeclared"]
    return stake, paper


def asking(session: Session, stake: int, paper: StakePaper) -> Confirming:
    return session.confirming_stake(stake, "0x" + paper.commitment.hex(), NAMED)


def asked(session: Session, stake: int, paper: StakePaper, *people: int) -> str:
    """A request sealed to some of the attestors, whose cards were brought before."""
    for person in people:
        keep_card(session.documents, card_of(session, person), session.chain, 31337)
    flow = asking(session, stake, paper)
    return flow.sealed_to(people, session.paper_files(), session.now())


def signed(session: Session, person: int, request: str) -> AttestorAnswer:
    """What an attestor answers who finds nothing that differs."""
    session.use_account(person - 1)
    number = session.take_request(request)
    answer = session.answer_request(number, session.say(session.to_sign(number)))
    session.use_account(0)
    return answer


def refusal(call: Any, *args: Any) -> WalletError:
    with pytest.raises(WalletError) as refused:
        call(*args)
    return refused.value


def test_a_stake_is_confirmed_by_answers_brought_one_by_one(
    session: Session, tmp_path: Path
) -> None:
    stake, paper = declared(session, tmp_path, files=2)
    names = {JONAS: "Jonas", KIRA: "Kira", LIAM: "Liam"}
    assert asking(session, stake, paper).standing.words(names) == (
        "It waits for 2 of 3 attestors, and nobody was asked yet."
    )
    request = asked(session, stake, paper, JONAS, KIRA)
    assert "Northwind" not in request and "certificate" not in request
    first = signed(session, JONAS, request)
    assert asking(session, stake, paper).standing.words(names).startswith("It waits for 2 of 3")
    asking(session, stake, paper).take(first.to_json())
    again = asking(session, stake, paper)  # as after a restart: nothing but the documents is left
    assert again.standing.words(names) == (
        "It waits for one more of 3 attestors: Jonas has signed."
    )
    assert refusal(again.act).code == "act.signatures"
    again.take(signed(session, KIRA, request).to_json())
    assert "two are enough" in again.standing.words(names)
    assert session.perform(session.prepare(again.act())).ok
    (one,) = [one for one in session.answers.companies().stakes if one.id == stake]
    assert one.status == "attested"


def test_an_exit_and_a_cost_are_confirmed_the_same_way(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    leaving = Exiting(session.documents, stake, "0x" + paper.commitment.hex())
    act = leaving.write(400, 50 * DOLLAR, DOLLAR, session.chain.now() - 60, "Sold to Harbour.")
    receipt = session.perform(session.prepare(act))
    (number,) = [int(e.fields["exit"]) for e in receipt.events if e.name == "ExitReported"]
    assert leaving.paper is not None
    evidence = "0x" + leaving.paper.evidence_hash.hex()
    for person in (KIRA, LIAM):
        keep_card(session.documents, card_of(session, person), session.chain, 31337)
    flow = session.confirming_exit(number, evidence, NAMED)
    request = flow.sealed_to((KIRA, LIAM), session.paper_files(), session.now())
    for person in (LIAM, KIRA):
        flow.take(signed(session, person, request).to_json())
    assert session.perform(session.prepare(flow.act())).ok

    lot = CostPaper(2, 1, 1, 10**18, DOLLAR, "Paid in cash.")
    cost = session.confirming(COST, 0, lot, NAMED)
    for person in (LIAM, KIRA):
        text = cost.sealed_to((person,), session.paper_files(), session.now())
        cost.take(signed(session, person, text).to_json())
    assert cost.act().signed.attestors == (KIRA, LIAM)


def test_a_request_opens_for_nobody_else(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    request = asked(session, stake, paper, JONAS)
    session.use_account(KIRA - 1)
    assert refusal(session.take_request, request).code == "sealed.other"
    session.use_account(JONAS - 1)
    before = session.attestor_queue().numbers()
    body = json.loads(request)
    tag = body["tag"]
    for changed in (
        {**body, "tag": ("B" if tag[0] == "A" else "A") + tag[1:]},
        {**body, "ciphertext": body["ciphertext"][:-4]},
        {**body, "protected": "e30"},
        {},
        {**body, "recipients": [{"header": {}}] * 9},
    ):
        code = refusal(session.take_request, json.dumps(changed)).code
        assert code in ("sealed.damaged", "sealed.garbage")
    assert refusal(session.take_request, "{").code == "file.garbage"
    assert session.attestor_queue().numbers() == before


def test_altered_papers_are_seen_and_not_signed(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    keep_card(session.documents, card_of(session, JONAS), session.chain, 31337)
    changed = replace(paper, opening=replace(paper.opening, cost=6 * DOLLAR), number="09812346")
    flow = session.confirming("stake", stake, changed, NAMED)
    request = flow.sealed_to((JONAS,), session.paper_files(), session.now())
    session.use_account(JONAS - 1)
    number = session.take_request(request)
    compared = session.compare(session.attestor_queue().request(number))
    assert [one.label for one in compared.fields if one.same is False] == [
        "Company",
        "Shares, cost and date",
    ]
    said = refusal(session.to_sign, number)
    assert said.code == "desk.differs" and "company" in said.sentence
    answer = session.answer_request(number, reason="The cost is another in the contract.")
    assert not answer.signed
    session.use_account(0)
    kept = asking(session, stake, paper)
    kept.take(answer.to_json())
    words = kept.standing.words({JONAS: "Jonas", KIRA: "Kira", LIAM: "Liam"})
    assert words.endswith("Jonas refused: The cost is another in the contract.")


def test_a_file_that_was_exchanged_is_found(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    keep_card(session.documents, card_of(session, JONAS), session.chain, 31337)
    flow = asking(session, stake, paper)
    files = {one.name: b"another" for one in paper.files}
    flow.request = replace(flow.request, files=files)
    text = flow.sealed_to((JONAS,), None, session.now())
    session.use_account(JONAS - 1)
    assert refusal(session.take_request, text).code == "sealed.files"
    session.use_account(0)
    for path in (session.home / "files").iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert refusal(asked, session, stake, paper, JONAS).code == "seal.other"


def test_an_answer_is_given_once(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    one, other = (asked(session, stake, paper, JONAS) for _ in range(2))
    first = signed(session, JONAS, one)
    session.use_account(JONAS - 1)
    again = session.take_request(one)
    assert session.attestor_queue().rows((again,))[0].state == "signed"
    second = session.take_request(other)
    assert second != again
    said = refusal(session.answer_request, second, b"", "I changed my mind.")
    assert said.code == "answer.twice" and said.sentence.startswith("You confirmed this before")
    assert session.given_answer(second) == first
    assert session.say(session.to_sign(second)) == first.signature


def test_a_refusal_stands_too(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    request = asked(session, stake, paper, KIRA)
    session.use_account(KIRA - 1)
    number = session.take_request(request)
    for words in ("", "no", "x" * 2_000):
        assert refusal(session.answer_request, number, b"", words).field == "reason"
    session.answer_request(number, reason="The certificate is not signed.")
    assert refusal(session.to_sign, number).code == "answer.twice"


def test_answers_that_do_not_belong_here_are_refused(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    other, second = declared(session, tmp_path)
    good = signed(session, JONAS, asked(session, stake, paper, JONAS))
    foreign = signed(session, JONAS, asked(session, other, second, JONAS))
    flow = asking(session, stake, paper)
    for answer, code in (
        (replace(good, chain_id=1), "answer.chain"),
        (foreign, "answer.other"),
        (replace(foreign, subject=good.subject), "answer.signature"),
        (replace(good, of=2), "answer.other"),
        (replace(good, attestor=KIRA), "answer.signature"),
        (replace(good, attestor=3), "answer.nobody"),
        (replace(good, signature=good.signature[:-1] + b"\x1d"), "answer.signature"),
    ):
        assert refusal(flow.take, answer.to_json()).code == code
    assert not flow.standing.signed
    flow.take(good.to_json())
    no = replace(good, signature=b"", reason="No, after all.")
    assert refusal(flow.take, no.to_json()).code == "answer.twice"
    assert flow.standing.signed == {JONAS: good.signature}
    for text in ("", "{}", "[]", good.to_json()[:-3], good.to_json().replace("stake:", "house:")):
        with pytest.raises(WalletError):
            read_answer(text)


def test_cards_are_of_attestors_of_this_network_alone(session: Session) -> None:
    card = card_of(session, JONAS)
    found = json.loads(card)
    keep_card(session.documents, card, session.chain, 31337)
    assert kept_card(session.documents, JONAS, 31337, session.chain) is not None
    for changed, code in (
        ({**found, "chain": 1}, "card.chain"),
        ({**found, "person": KIRA}, "card.signature"),
        ({**found, "at": found["at"] + 10**6}, "card.time"),
        ({**found, "key": {**found["key"], "crv": "P-384"}}, "card.garbage"),
        ({**found, "signature": "00" * 65}, "card.signature"),
        ({**found, "more": 1}, "card.garbage"),
    ):
        text = json.dumps(changed)
        assert refusal(keep_card, session.documents, text, session.chain, 31337).code == code
    assert refusal(read_card, "x" * 5_000, 31337, 0).code == "card.garbage"
    session.use_account(1)
    assert refusal(session.card_to_sign).code == "card.nobody"


def test_an_older_card_does_not_take_a_newer_ones_place(session: Session) -> None:
    old = card_of(session, LIAM)
    session.skip_time(60)
    new = card_of(session, LIAM)
    keep_card(session.documents, new, session.chain, 31337)
    assert refusal(keep_card, session.documents, old, session.chain, 31337).code == "card.older"


def test_without_a_card_nothing_is_sealed(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    session.documents.forget("attestor card", f"31337:{KIRA}")
    flow = asking(session, stake, paper)
    assert flow.lacking((KIRA,)) == (KIRA,)
    files, now = session.paper_files(), session.now()
    assert refusal(flow.sealed_to, (KIRA,), files, now).code == "confirm.card"
    assert refusal(flow.sealed_to, (), files, now).code == "confirm.nobody"
    assert refusal(flow.sealed_to, (3,), files, now).code == "confirm.nobody"


def test_nothing_lies_open_on_the_disk(session: Session, tmp_path: Path) -> None:
    stake, paper = declared(session, tmp_path)
    signed(session, JONAS, asked(session, stake, paper, JONAS))
    session.use_account(JONAS - 1)
    session.answer_request(
        session.take_request(_another(session, tmp_path)), reason="Nothing of it is proved."
    )
    session.forget_queue()
    for path in [session.home / "requests.sqlite", *(session.home / "files").iterdir()]:
        data = path.read_bytes()
        for word in (b"Northwind", b"certificate", b"%PDF", b"Nothing of it", b"09812345"):
            assert word not in data, f"{word!r} in {path.name}"
        assert path.stat().st_mode & 0o077 == 0


def _another(session: Session, tmp_path: Path) -> str:
    session.use_account(0)
    stake, paper = declared(session, tmp_path)
    text = asked(session, stake, paper, JONAS)
    session.use_account(JONAS - 1)
    return text


def test_another_key_opens_no_list(session: Session, tmp_path: Path) -> None:
    from wallet.flows.attestor_queue import AttestorQueue

    stake, paper = declared(session, tmp_path)
    signed(session, JONAS, asked(session, stake, paper, JONAS))
    session.use_account(JONAS - 1)
    queue = AttestorQueue(session.home / "requests.sqlite", b"x" * 32, session.account, 31337)
    try:
        rows = queue.rows(queue.numbers())
        assert rows and not any(one.readable or one.company for one in rows)
        assert refusal(queue.request, rows[0].id).code == "sealed.other"
    finally:
        queue.close()
