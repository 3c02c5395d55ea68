"""What an investor may do is said before they commit, and the chain says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wallet.acts.investing import Commit, WithdrawCommitment
from wallet.acts.limits import BringLimit, Limit
from wallet.acts.raising import OpenOffering
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.admission import Admission
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.demo import fill
from wallet.flows.local_desks import VERIFIER_ACCOUNT, LocalKeys
from wallet.flows.local_network import LocalNetwork
from wallet.flows.story_raising import RAISING
from wallet.session import Session

CENTS = 10**11
"""Ten cents a share, as a price."""
REG_D_B, REG_D_C, REG_CF, REG_S, ECSPR = 1, 2, 3, 4, 5
YEARLY, ACCREDITED, COUNTRY = 116, 113, 114


@pytest.fixture(scope="module")
def raises(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Four people raise, each under other rules."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        made = Session(local.network, folder=tmp_path_factory.mktemp("books"))
        fill(made, scenes=RAISING[:2])
        for who, regime in (
            ("alice", REG_CF), ("bob", REG_D_B), ("carol", REG_D_C), ("dan", ECSPR)
        ):  # fmt: skip
            made.enter_as(who)
            until, hash_ = made.now() + 20 * DAY, bytes([regime]) * 32
            do(
                made,
                OpenOffering(10**5 * SHARE, 10**6 * SHARE, CENTS, until, 366 * DAY, hash_, regime),
            )
        made.leave()
        yield made
        made.close()


@pytest.fixture
def session(raises: Session) -> Iterator[Session]:
    """The same, with nobody's wallet open before and after."""
    yield raises
    raises.leave()


def do(session: Session, act: Any) -> None:
    receipt = session.perform(session.prepare(act))
    assert receipt.ok, receipt.refused


def admitted(session: Session, offering: int) -> Admission:
    session.refresh()
    found = session.answers.admission(offering)
    assert found is not None
    return found


def checked(session: Session, offering: int, amount: int) -> int:
    """What Compliance itself answers."""
    answer = session.chain.read("Compliance", "commit_check", offering, session.person_id, amount)
    return int(answer)


def test_what_is_left_for_an_investor_is_what_the_chain_lets_them_commit(session: Session) -> None:
    session.enter_as("farid")
    one = admitted(session, 1)
    assert one.can and one.left == one.yearly_most == 2_500 * DOLLAR and one.lockup == 366 * DAY
    assert "$2,500.00 in a year" in one.sentences[0]
    assert checked(session, 1, one.left) == 0 and checked(session, 1, one.left + 1) == YEARLY

    do(session, Commit(1, 10_000 * SHARE, CENTS))
    one = admitted(session, 1)
    assert one.left == 1_500 * DOLLAR and one.yearly_invested == 1_000 * DOLLAR
    assert checked(session, 1, one.left) == 0 and checked(session, 1, one.left + 1) == YEARLY
    # Every raise counts, also one whose own rules have no yearly maximum.
    do(session, Commit(2, 5_000 * SHARE, CENTS))
    assert admitted(session, 1).left == 1_000 * DOLLAR
    assert checked(session, 1, 1_000 * DOLLAR + 1) == YEARLY
    # What was withdrawn counts no more.
    do(session, WithdrawCommitment(1, 0))
    assert admitted(session, 1).left == 2_000 * DOLLAR
    assert checked(session, 1, 2_000 * DOLLAR) == 0
    # A verifier confirms an income: five per cent of it.
    keys = LocalKeys(DEV_MNEMONIC, VERIFIER_ACCOUNT, session.known)
    now, person = session.now(), session.person_id
    until = now + 300 * DAY
    limit = Limit(person, 100_000 * DOLLAR, now, until)
    message = {"person": person, "yearly": limit.yearly, "issuedAt": now, "expiresAt": until}
    do(session, BringLimit(limit, keys.sign("Limit", message, "Compliance")))
    one = admitted(session, 1)
    assert one.left == 4_500 * DOLLAR and one.yearly_most == 5_000 * DOLLAR
    assert checked(session, 1, one.left) == 0 and checked(session, 1, one.left + 1) == YEARLY


def test_places_classes_and_countries_are_said_before(session: Session) -> None:
    session.enter_as("hugo")
    seats = admitted(session, 2).seats_left
    do(session, Commit(2, 1_000 * SHARE, CENTS))
    assert seats is not None and admitted(session, 2).seats_left == seats - 1
    one = admitted(session, 3)
    assert not one.can and one.why_not == "Only accredited investors can buy in this raise."
    assert checked(session, 3, 1) == ACCREDITED
    identity = session.answers.identity()
    one = admitted(session, 4)
    assert one.regime is not None
    admits = one.regime.admits(identity.country, False)
    assert one.can is admits and (checked(session, 4, 1) == 0) is admits
    session.enter_as("alice")
    assert admitted(session, 1).why_not == "This raise is your own."
    with pytest.raises(WalletError):
        session.prepare(Commit(1, SHARE, CENTS))


def test_somebody_from_outside_the_countries_is_told_which_it_is(session: Session) -> None:
    said = []
    for who in ("eve", "hugo"):
        session.enter_as(who)
        one = admitted(session, 4)
        inside = checked(session, 4, 1) != COUNTRY
        assert one.can is inside
        said += [] if inside else [one.why_not]
    assert said and all(words.startswith("People in ") for words in said)


def test_room_to_raise_says_what_is_open_and_what_is_left(session: Session) -> None:
    session.enter_as("alice")
    room = session.answers.raise_room()
    assert room.offering == 1 and room.why_not == "One raise of yours is open already."
    assert room.raised_year == 100_000 * DOLLAR
    assert room.raised_year == session.chain.read("Compliance", "years", 1)[0]
    assert room.left_units == 3_900_000 * SHARE  # a tenth is kept aside for it
    assert len(room.regimes) == 6
