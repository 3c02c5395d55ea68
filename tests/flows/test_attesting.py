"""Desks that look at what they are shown, and the dialogues that lead to them, on a real chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.flows.attesting import Declaring, Exiting
from wallet.flows.attesting import Step as Attest
from wallet.flows.cast import member
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_network import LocalNetwork
from wallet.flows.papers import StakePaper, write_stake_paper
from wallet.flows.story import play
from wallet.flows.story_raising import RAISING
from wallet.session import Session


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A network on which the cast has joined, with Alice's wallet open."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("attesting"))
        opened.unlock_envelope(cast_envelope(), "local network")
        play(set_stage(opened), SessionPlayer(opened), RAISING[:2])
        opened.use_account(0)
        yield opened
        opened.close()


def paper_of(session: Session) -> StakePaper:
    """A new company's paper."""
    now = session.chain.now()
    return write_stake_paper(
        "Northwind", "lei", "213800KUD8LAJWSQ9D15", 1_000, 5 * DOLLAR, now - DAY, "{}"
    )


def declare(session: Session) -> tuple[Declaring, int]:
    """A stake that was declared."""
    flow = Declaring(session.documents)
    receipt = session.perform(session.prepare(flow.write(paper_of(session), (10, 11, 12))))
    (stake,) = [int(e.fields["stake"]) for e in receipt.events if e.name == "StakeDeclared"]
    flow.declared(stake)
    return flow, stake


def test_a_stake_is_attested_and_its_exit_too(session: Session) -> None:
    flow, stake = declare(session)
    desks = session.attestor_desks
    assert session.perform(session.prepare(flow.show(desks[:2]))).ok
    assert flow.step is Attest.SIGNED
    assert flow.paper is not None
    commitment = "0x" + flow.paper.commitment.hex()
    (kept,) = [one for one in session.answers.companies().stakes if one.id == stake]
    assert (kept.company, kept.units, kept.status) == ("Northwind", 1_000, "attested")

    leaving = Exiting(session.documents, stake, commitment)
    closed = session.chain.now() - 60
    act = leaving.write(400, 50 * DOLLAR, DOLLAR, closed, "Sold to Harbour.")
    receipt = session.perform(session.prepare(act))
    (number,) = [int(e.fields["exit"]) for e in receipt.events if e.name == "ExitReported"]
    leaving.reported(number)
    again = Exiting(session.documents, stake, commitment)
    assert leaving.paper is not None
    again.resume(number, "0x" + leaving.paper.evidence_hash.hex())
    assert session.perform(session.prepare(again.show((desks[0], desks[2])))).ok


def test_an_attestor_refuses_papers_that_say_something_else(session: Session) -> None:
    flow, stake = declare(session)
    desk = session.attestor_desks[0]
    assert flow.paper is not None
    changed = (
        replace(flow.paper, package="{ }"),
        replace(flow.paper, number="2"),
        replace(flow.paper, opening=replace(flow.paper.opening, cost=6 * DOLLAR)),
        paper_of(session),
    )
    for paper in changed:
        with pytest.raises(WalletError) as refused:
            desk.sign_stake(stake, paper)
        assert refused.value.code == "desk.differs"
    assert len(desk.sign_stake(stake, flow.paper)) == 65


def test_an_attestor_refuses_evidence_that_says_something_else(session: Session) -> None:
    flow, stake = declare(session)
    assert flow.paper is not None
    leaving = Exiting(session.documents, stake, "0x" + flow.paper.commitment.hex())
    act = leaving.write(1_000, 9 * DOLLAR, 0, session.chain.now() - 60, "Sold.")
    receipt = session.perform(session.prepare(act))
    (number,) = [int(e.fields["exit"]) for e in receipt.events if e.name == "ExitReported"]
    shown = leaving.paper
    assert shown is not None
    desk = session.attestor_desks[1]
    for paper in (
        replace(shown, proceeds=8 * DOLLAR),
        replace(shown, evidence="Sold for more."),
        replace(shown, closed_at=shown.closed_at - 1),
        replace(shown, stake=paper_of(session)),
    ):
        with pytest.raises(WalletError) as refused:
            desk.sign_exit(number, paper)
        assert refused.value.code == "desk.differs"
    assert len(desk.sign_exit(number, shown)) == 65


def test_papers_that_are_lost_are_said_to_be(session: Session) -> None:
    with pytest.raises(WalletError) as refused:
        Declaring(session.documents).resume(1, "0x" + "00" * 32)
    assert refused.value.code == "paper.lost"
    with pytest.raises(WalletError):
        Exiting(session.documents, 1, "0x" + "00" * 32)


def test_wrong_figures_of_an_exit_stay_beside_their_field(session: Session) -> None:
    flow = Declaring(session.documents)
    paper = paper_of(session)
    flow.write(paper, (10, 11, 12))
    leaving = Exiting(session.documents, 1, "0x" + paper.commitment.hex())
    for figures, field in (
        ((1, 5, 6, 0, "Sold."), "selling_costs"),
        ((1, 5, 0, 0, " "), "evidence"),
    ):
        with pytest.raises(WalletError) as refused:
            leaving.write(*figures)
        assert refused.value.field == field
        assert leaving.step is Attest.DETAILS


def test_the_verifier_confirms_only_the_name_on_ones_own_document(session: Session) -> None:
    desk = session.verifier_desk
    alice, bob = member("alice"), member("bob")
    assert len(desk.sign_name(1, alice.paper, " alice moreau ")) == 65
    for person, paper, name, code in (
        (1, bob.paper, "Bob Okafor", "desk.document"),
        (1, alice.paper, "Alice Rich", "desk.name"),
        (1, replace(alice.paper, document="FR99999999"), "Alice Moreau", "desk.document"),
    ):
        with pytest.raises(WalletError) as refused:
            desk.sign_name(person, paper, name)
        assert refused.value.code == code
    spaced = replace(alice.paper, document=" fr 2048 1156")
    assert desk.tag(spaced) == desk.tag(alice.paper)
