"""World ID, means, wallets shown, votes, opinions, the operator: through the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.acts.playing import (
    ALICE,
    ANOTHER,
    BOB,
    CAROL,
    DAN,
    EVE,
    FARID,
    GRACE,
    HUGO,
    KIRA,
    LIAM,
    NEW_WALLET,
    do,
    number,
    opened,
    recovery,
    refused,
    set_up,
    told,
    verifier,
)
from wallet.acts.advising import FileOpinion, OpenOpinion, Opinion
from wallet.acts.governing import (
    AskRenewal,
    ClaimShares,
    Execute,
    LiftFreeze,
    Publish,
    VetoAll,
    Vote,
    WithdrawDecision,
)
from wallet.acts.limits import BringLimit, Limit
from wallet.acts.members import CatchUpMonths, CountMembers, MarkExpired, ScoreOpinions
from wallet.acts.money import SendDollars
from wallet.acts.proposing import Propose, Support
from wallet.acts.recovering import FinishRecovery
from wallet.acts.token import MakeFace, ShowNewWallet
from wallet.acts.trading import MoveClock
from wallet.acts.world_id import AddWorldId, JoinByWorldId, RenewByWorldId
from wallet.base.addresses import address_bytes, keccak
from wallet.base.clock import DAY, YEAR
from wallet.base.money import DOLLAR, SHARE
from wallet.contracts.bindings import contract
from wallet.flows.local_roles import send_as
from wallet.flows.story_raising import RAISING
from wallet.session import Session
from wallet.signing.faces import faces_of

ROUTER = "0x2222222222222222222222222222222222222222"
REASON = keccak(b"a reason and a salt")


@pytest.fixture(scope="module")
def session(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The cast has joined and issued; World IDs are taken; the network is handed over."""
    with opened(tmp_path_factory.mktemp("members")) as made:
        assert refused(made, NEW_WALLET, JoinByWorldId(proof(5))).code == "act.no_world_id"
        made.roles.call("Registry", "set_world_id", adapter(made))
        set_up(made, RAISING[:2])
        yield made


def adapter(session: Session) -> str:
    """An adapter of ours to a router that believes every proof."""
    client = session.chain.client
    client.call("anvil_setCode", (ROUTER, "0x00"))
    data = contract("WorldId3").creation((ROUTER, "0x" + "00" * 20, 7))
    made = send_as(client, session.roles.deployer, {"data": "0x" + data.hex()})
    return str(made["contractAddress"])


def proof(nullifier: int) -> bytes:
    """A proof in the shape of World ID 3.0."""
    return b"".join(word.to_bytes(32, "big") for word in (1, nullifier, *range(8)))


def at(session: Session, name: str) -> str:
    """The address of a contract."""
    return session.network.address(name)


def test_somebody_joins_by_a_world_id_alone(session: Session) -> None:
    session.roles.fund(session.vault.address(NEW_WALLET))
    assert refused(session, NEW_WALLET, JoinByWorldId(proof(5)[:-1])).field == "proof"
    assert "You joined" in told(do(session, NEW_WALLET, JoinByWorldId(proof(5))))
    assert refused(session, NEW_WALLET, JoinByWorldId(proof(6))).code == "act.joined"
    session.skip_time(DAY)
    assert "renewed" in told(do(session, NEW_WALLET, RenewByWorldId(proof(5))))
    assert refused(session, ALICE, RenewByWorldId(proof(8))).code == "act.document"
    assert refused(session, ALICE, AddWorldId(proof(5))).code == "refused.TAG_TAKEN"
    assert "tied to you" in told(do(session, ALICE, AddWorldId(proof(9))))
    assert refused(session, ANOTHER, AddWorldId(proof(10))).code == "act.stranger"


def test_anyone_brings_what_a_verifier_confirmed_of_means(session: Session) -> None:
    now = session.chain.now()
    limit = Limit(BOB + 1, 80_000 * DOLLAR, now, now + YEAR)
    names = "person yearly issuedAt expiresAt".split()
    message = dict(zip(names, limit.fields(), strict=True))
    signature = verifier(session, 1).sign("Limit", message, "Compliance")
    act = BringLimit(limit, signature)
    for wrong, code in (
        (replace(act, signature=signature[:-1]), "act.signature"),
        (replace(act, limit=replace(limit, expires_at=now - 1)), "act.expired"),
        (replace(act, limit=replace(limit, expires_at=now + 2 * YEAR)), "act.too_long"),
        (replace(act, limit=replace(limit, yearly=1)), "refused.NOT_A_VERIFIER"),
    ):
        assert refused(session, CAROL, wrong).code == code
    assert "80000" not in repr(act)
    do(session, CAROL, act)
    session.use_account(BOB)
    with session.answers.view() as view:
        row = view.tables.row("SELECT yearly FROM person WHERE id = ?", BOB + 1)
    assert row is not None and int(row["yearly"]) == 80_000 * DOLLAR


def test_dollars_are_sent(session: Session) -> None:
    there = session.vault.address(CAROL)
    before = session.chain.read("Dollar", "balanceOf", there)
    assert "You sent $25.00" in told(do(session, ALICE, SendDollars(there, 25 * DOLLAR)))
    assert session.chain.read("Dollar", "balanceOf", there) - before == 25 * DOLLAR
    assert refused(session, ALICE, SendDollars(there, 10**15)).field == "amount"
    assert refused(session, ALICE, SendDollars(there[:-1], DOLLAR)).field == "receiver"
    lost = SendDollars(at(session, "Ledger"), DOLLAR)
    assert refused(session, ALICE, lost).code == "signing.value"


def test_a_face_shows_a_new_wallet(session: Session) -> None:
    old, new = session.vault.address(CAROL), session.vault.address(ANOTHER)
    assert refused(session, DAN, ShowNewWallet(CAROL + 1, new)).code == "act.no_face"
    receipt = do(session, DAN, MakeFace(CAROL + 1))
    (face,) = [str(one.fields["face"]) for one in receipt.events if one.name == "FaceMade"]
    assert address_bytes(face) in faces_of(at(session, "Ledger"))
    do(session, ANOTHER, recovery(session, CAROL, ANOTHER))
    session.skip_time(7 * DAY + 60)
    do(session, ANOTHER, FinishRecovery(CAROL + 1))
    asked = {"address": face, "fromBlock": "0x0", "toBlock": "latest"}
    before = session.chain.client.call("eth_getLogs", (asked,))
    do(session, DAN, ShowNewWallet(CAROL + 1, old))
    (shown,) = session.chain.client.call("eth_getLogs", (asked,))[len(before) :]
    assert [one[-40:] for one in shown["topics"][1:]] == [old[2:].lower(), new[2:].lower()]
    assert refused(session, DAN, ShowNewWallet(CAROL + 1, new)).code == "refused.NOTHING_TO_SYNC"
    lost = SendDollars(face, DOLLAR)  # a face is a contract of the network too
    assert refused(session, ALICE, lost).code == "signing.value"


def test_members_stop_a_freeze_and_anyone_ends_it(session: Session) -> None:
    session.skip_time(31 * DAY)  # they have to have been members for a month
    session.roles.freeze(DAN + 1, session.chain.now() + 10 * DAY)
    freeze = int(session.chain.read("Authority", "decisions"))
    assert refused(session, ALICE, VetoAll(())).field == "decisions"
    assert refused(session, ALICE, LiftFreeze(freeze + 1)).field == "decision"
    for account in (ALICE, BOB, EVE, FARID, GRACE):
        receipt = do(session, account, VetoAll((freeze,)))
    assert [one.name for one in receipt.events] == ["Vetoed", "Fell"]
    assert session.chain.read("Registry", "standing", DAN + 1) == 3
    assert "was ended" in told(do(session, NEW_WALLET, LiftFreeze(freeze)))
    assert session.chain.read("Registry", "standing", DAN + 1) == 1


def test_members_appoint_an_adviser_whose_opinions_are_scored(session: Session) -> None:
    kira = session.vault.address(KIRA)
    data = contract("Members").encode("set_adviser", (kira,))
    proposal = Propose(0, at(session, "Members"), data, REASON)
    opened_at = number(do(session, ALICE, proposal), "Published", "decision")
    assert refused(session, BOB, Support(opened_at)).code == "refused.DECISION_CLOSED"
    for account in (ALICE, BOB, EVE):
        do(session, account, Vote(opened_at, yes=True))
    ready = int(session.chain.read("Authority", "decision", opened_at).ready)
    session.skip_time(ready - session.chain.now() + 60)
    assert "appointed the adviser" in told(do(session, BOB, Execute(opened_at)))
    ban = session.roles.publish_ban(HUGO + 1)
    session.refresh()
    said = Opinion(ban, uphold=False, salt=keccak(b"sealed"))
    assert refused(session, BOB, FileOpinion(said)).code == "act.not_adviser"
    assert refused(session, KIRA, FileOpinion(replace(said, salt=bytes(32)))).field == "salt"
    do(session, KIRA, FileOpinion(said))
    for account in (ALICE, BOB, EVE, FARID, GRACE):
        do(session, account, VetoAll((ban,)))
    assert refused(session, KIRA, OpenOpinion(replace(said, uphold=True))).field == "salt"
    assert "against it" in told(do(session, KIRA, OpenOpinion(said)))
    assert session.chain.read("Members", "score") == (1, 1)
    do(session, NEW_WALLET, ScoreOpinions())
    assert keccak(b"sealed").hex() not in repr(OpenOpinion(said))


def test_the_operator_takes_a_decision_back_and_shares_are_held(session: Session) -> None:
    liam = session.vault.address(LIAM)
    session.roles.publish(0, "Authority", "set_operator", liam)
    session.refresh()
    session.skip_time(31 * DAY)
    do(session, NEW_WALLET, Execute(int(session.chain.read("Authority", "decisions"))))
    banned = contract("Registry").encode("ban", (DAN + 1,))
    act = Publish(DAN + 1, at(session, "Registry"), banned, REASON)
    ban = number(do(session, LIAM, act), "Published", "decision")
    assert refused(session, EVE, WithdrawDecision(ban)).code == "act.not_operator"
    assert "was withdrawn" in told(do(session, LIAM, WithdrawDecision(ban)))
    moved = contract("Auction").encode("force_transfer", (ALICE + 1, BOB + 1, EVE + 1, SHARE))
    act = Publish(BOB + 1, at(session, "Auction"), moved, REASON)
    decision = number(do(session, LIAM, act), "Published", "decision")
    assert refused(session, NEW_WALLET, ClaimShares(ban)).code == "refused.DECISION_CLOSED"
    do(session, NEW_WALLET, ClaimShares(decision))


def test_anyone_brings_counts_and_clocks_up_to_date(session: Session) -> None:
    do(session, NEW_WALLET, CountMembers())
    do(session, NEW_WALLET, CatchUpMonths())
    do(session, NEW_WALLET, MoveClock(BOB + 1))
    assert refused(session, NEW_WALLET, MarkExpired(DAN + 1)).code == "refused.NOT_EXPIRED"


def test_at_the_end_the_operator_asks_for_more_time(session: Session) -> None:
    until = int(session.chain.read("Authority", "powers_until"))
    act = AskRenewal(until + YEAR // 2, REASON)
    assert refused(session, EVE, act).code == "act.not_operator"
    assert refused(session, LIAM, replace(act, until=until)).field == "until"
    assert refused(session, LIAM, act).code == "refused.TOO_EARLY"
    session.skip_time(until - 50 * DAY - session.chain.now())
    assert "decision of the members" in told(do(session, LIAM, act))
    do(session, NEW_WALLET, MarkExpired(DAN + 1))
    assert refused(session, NEW_WALLET, MarkExpired(DAN + 1)).code == "refused.ALREADY_MARKED"
