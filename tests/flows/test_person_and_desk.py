"""A person and a verifier, each at their own wallet: all that passes between them are texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.desk_room import circle_of, opened, seen, verifier_session
from wallet.acts.identity import Join, Renew
from wallet.acts.recovering import Recover
from wallet.base.clock import DAY
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.desk.desk import Desk
from wallet.flows.local_circle import CIRCLE_ACCOUNTS
from wallet.flows.local_desks import unlocked
from wallet.session import Session

ME, NEW = 12, 13


@pytest.fixture(scope="module")
def session(
    own_home: Path, keyring_ready: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with verifier_session(tmp_path_factory.mktemp("both")) as one:
        circle_of(one)
        one.leave()
        yield one


@pytest.fixture(autouse=True)
def away(session: Session) -> Iterator[None]:
    """Whoever sat there last locks their wallet."""
    yield
    session.leave()


def verifier(session: Session) -> str:
    """The address of the verifier at the desk."""
    return unlocked(DEV_MNEMONIC, session.known).address(CIRCLE_ACCOUNTS[0])


def person(session: Session, account: int) -> None:
    """Somebody of the cast's phrase sits down, with coins for fees."""
    session.leave()
    session.unlock_envelope(cast_envelope(), PASSPHRASE, account)
    session.roles.fund(session.account)


def answers(session: Session, request: str, **seen_: str) -> tuple[str, ...]:
    """What the desk hands back for the same human."""
    session.leave()
    session.enter_as("verifier")
    desk: Desk = session.desk()
    work = opened(desk, request)
    work.see(seen(**seen_))
    work.ask_lines()
    work.judge()
    said = work.signed(tuple(session.say(one) for one in work.statements()))
    session.leave()
    return said


def test_joining_with_a_document_and_a_number_takes_two_parts(session: Session) -> None:
    person(session, ME)
    asked = session.proving.sign(session.proving.begin(verifier(session)), "join")
    first, further = answers(session, asked.request, national="999999990")
    person(session, ME)
    proving = session.proving
    for text in (further, first):  # in whatever order
        proving.take(text)
    overview = proving.overview()
    assert [one.further for one in overview.brought].count(True) == 1
    whole = next(one for one in overview.brought if not one.further)
    act = proving.act_of(whole)
    assert isinstance(act, Join) and session.perform(session.prepare(act)).ok
    overview = proving.overview()
    assert overview.current == whole and overview.answered == {asked.number}
    (more,) = overview.brought
    act = proving.act_of(more)
    assert isinstance(act, Renew) and session.perform(session.prepare(act)).ok
    overview = proving.overview()
    assert not overview.brought and overview.current == whole
    rows = {name: words for name, _, words in proving.open(whole).rows}
    assert rows["family_name"] == "De Bruijn" and rows["country"] == "Netherlands"
    session.skip_time(15 * DAY)
    assert proving.overview().asked == (), "cleared once nothing more can come of it"


def test_a_lost_wallet_takes_two_desks(session: Session) -> None:
    person(session, NEW)
    other = session.verifier_desks[1]
    verifiers = [verifier(session), other.address]
    asked = session.proving.sign(session.proving.begin_recovery(verifiers, False), "recover")
    (first,) = answers(session, asked.request, national="999999990")
    person(session, NEW)
    grown = session.proving.take_recovery(first)
    assert len(grown.answers) == 1
    # The second desk of this test is one of the local ones, which is shown the same document.
    from wallet.flows.recovery_answer import RecoveryAnswer, read_recovery_answer

    said = read_recovery_answer(first).recovery
    names = "account personTag inPerson issuedAt nonce".split()
    message: dict[str, Any] = dict(zip(names, said.fields(), strict=True))
    signature = other._keys.sign("Recovery", message, "Registry")
    second = RecoveryAnswer(session.network.chain_id, other.address, said, signature)
    grown = session.proving.take_recovery(second.to_json())
    act = session.proving.act_of(grown)
    assert isinstance(act, Recover) and session.perform(session.prepare(act)).ok
    waits = session.answers.identity().recovery
    assert waits is not None and not waits.mine
