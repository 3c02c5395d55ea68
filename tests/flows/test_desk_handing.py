"""A circle hands its shares on: one desk leaves, another comes, and every tag stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.desk_room import PEOPLE, circle_of, opened, request, seen, verifier_session
from wallet.base.errors import WalletError
from wallet.flows.desk.circle import Stage
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.succession import Handover, Step
from wallet.flows.desk.taking_over import begin_taking_over
from wallet.keys.backends import system_backend
from wallet.keys.hidden import Hidden
from wallet.session import Session
from wallet.signing.asked import asked_of

NEW = 7
"""An account of the cast's phrase that becomes a verifier."""


@pytest.fixture
def session(own_home: Path, keyring_ready: None, tmp_path: Path) -> Iterator[Session]:
    with verifier_session(tmp_path / "handing") as one:
        circle_of(one)
        yield one


def newcomer(session: Session, folder: Path) -> Desk:
    """The desk of a verifier who was accredited since."""
    address = PEOPLE.address(NEW)
    session.roles.appoint_verifier(address)
    desk = Desk(
        folder, session.chain, session.network.chain_id, address,
        session.network.address("Registry"), Hidden(b"n" * 32), system_backend,
    )  # fmt: skip
    card = desk.circle.new_card("The newcomer", "", "", session.chain.now())
    desk.circle.keep_card(card, PEOPLE.sign_asked(asked_of(card.message), NEW))
    return desk


def tags(desk: Desk, work_text: str, others: tuple[Desk, ...]) -> dict[str, str]:
    """The tags of the specimen, with two other desks asked by letter."""
    work = opened(desk, work_text)
    work.see(seen())
    letter = work.ask()
    for other in others:
        work.receive(other.answer(letter))
    work.judge()
    return work.case.tags


@pytest.mark.long
def test_one_leaves_and_another_comes_and_the_tags_stay(session: Session, tmp_path: Path) -> None:
    desk = session.desk()
    assert desk.near is not None
    leaving, *staying = desk.near.desks.values()
    before = tags(desk, request(session), (leaving, staying[0]))
    fresh = newcomer(session, tmp_path / "new")

    everyone = [desk, *staying, fresh]
    hands = [Handover(one) for one in everyone]
    told = hands[0].begin(stay=True)
    for one in hands[1:]:
        one.bring(told)
    for one in hands:
        for other in everyone:
            one.bring(other.circle.own_card)
        assert one.step is Step.LETTERS and one.next.desk
    three = tuple(sorted(one.circle.desk for one in (desk, *staying[:2])))
    letters = [one.letter(three) for one in hands[:3]]
    assert hands[0].letter(three) == letters[0]  # made once
    with pytest.raises(WalletError, match="not signed by the desk"):
        hands[-1].bring(letters[0][:-8] + "AAAAAAAA")
    for one in [Handover(each) for each in everyone]:  # all fall over, and go on
        for letter in letters:
            if one.step is Step.LETTERS:
                one.bring(letter)
        assert one.step is Step.COMPARE
    again = [Handover(each) for each in everyone]
    assert len({one.next.fingerprint for one in again}) == 1
    for one in again:
        if one.desk is staying[2]:  # it falls over in the midst of it, and finishes when opened
            one.next.compared()
            begin_taking_over(one.desk.folder)
            one.desk.reopen_circle()
        else:
            one.finish()
    old_share = leaving.circle.share()
    for each in everyone:
        assert each.circle.stage is Stage.READY
        assert each.circle.share().secret != old_share.secret
        assert "share-next" not in each.kept.names()

    after = tags(desk, request(session), (fresh, staying[2]))
    assert after == before
    with pytest.raises(WalletError):  # who left is asked no longer
        leaving.answer(opened(desk, request(session)).desk.circle.own_card)
    fresh.close()
