"""The cast of a local network, acting through the whole pipeline: composed, signed, in a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from wallet.acts.act import Act
from wallet.acts.recovering import Recover, Recovery
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.chain.node import DEV_MNEMONIC
from wallet.chain.receipts import Receipt
from wallet.flows.attesting import Declaring, Exiting
from wallet.flows.cast import CAST, member
from wallet.flows.cast_joining import confirmed as confirmed_member
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_desks import LocalKeys
from wallet.flows.local_network import LocalNetwork
from wallet.flows.papers import IdentityPaper, StakePaper, write_stake_paper
from wallet.flows.scene import Scene
from wallet.flows.story import play
from wallet.session import Session

ALICE, BOB, CAROL, DAN, EVE, FARID, GRACE, HUGO, INES, JONAS, KIRA, LIAM = range(12)
"""Accounts of the cast, in the order in which they join: the person id is one more."""
NEW_WALLET, ANOTHER = 12, 13
"""Accounts of the cast's phrase that belong to nobody."""
SECOND: Final = 3
"""The account of the local network's own phrase that verifies beside the first."""


@contextmanager
def opened(folder: Path) -> Iterator[Session]:
    """A session on a new local network, with the cast's wallet open and nothing played yet."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        session = Session(local.network, folder=folder)
        session.unlock_envelope(cast_envelope(), "local network")
        yield session
        session.close()


def set_up(session: Session, scenes: Sequence[Scene]) -> None:
    """Accredit a second verifier, and play scenes; the first of them hands the network over."""
    session.roles.appoint_verifier(verifier(session, SECOND).address)
    play(set_stage(session), SessionPlayer(session), scenes)


def few_join(session: Session, *keys: str) -> None:
    """Only some of the cast join, in their order: enough where nobody trades."""
    stage = set_stage(session)
    for key in keys:
        one = member(key)
        session.roles.fund(stage.addresses[one.account])
        do(session, one.account, confirmed_member(stage, one, one.account))


def verifier(session: Session, account: int) -> LocalKeys:
    """A verifier's keys."""
    return LocalKeys(DEV_MNEMONIC, account, session.known)


def do(session: Session, account: int, act: Act) -> Receipt:
    """An account of the cast does something; it goes through."""
    session.use_account(account)
    prepared = session.prepare(act)
    assert prepared.title and prepared.sentences
    receipt = session.perform(prepared)
    assert receipt.ok, receipt.refused
    return receipt


def refused(session: Session, account: int, act: Act) -> WalletError:
    """What an account of the cast is told that may not do something."""
    session.use_account(account)
    with pytest.raises(WalletError) as error:
        session.prepare(act)
    assert error.value.sentence.endswith(".") and error.value.next_step
    return error.value


def told(receipt: Receipt) -> str:
    """What the books tell of it."""
    return " ".join(receipt.sentences)


def number(receipt: Receipt, event: str, field: str) -> int:
    """A number out of the one event of a name."""
    (found,) = [int(one.fields[field]) for one in receipt.events if one.name == event]
    return found


def confirmed(session: Session, paper: IdentityPaper) -> Act:
    """Ask the local verifier with the account that is open, and show it a document."""
    proving, desk = session.proving, session.verifier_desk
    asked = proving.sign(proving.begin(desk.address))
    return proving.act_of(proving.take(desk.answer(asked.request, paper).to_json()))


def recovery(session: Session, who: int, new: int) -> Recover:
    """Somebody's tag for a new wallet, signed by two verifiers."""
    account = session.vault.address(new)
    session.roles.fund(account)
    tag = session.verifier_desk.tag(CAST[who].paper)
    paper = Recovery(account, tag, False, session.chain.now(), 7)
    names = "account personTag inPerson issuedAt nonce".split()
    message: dict[str, Any] = dict(zip(names, paper.fields(), strict=True))
    signed = [verifier(session, one).sign("Recovery", message, "Registry") for one in (1, SECOND)]
    return Recover(paper, tuple(signed))


def declared(session: Session, who: int, id_: str) -> tuple[int, StakePaper]:
    """A stake that somebody has declared in the company `other:ID`, and its paper."""
    now = session.chain.now()
    paper = write_stake_paper("Northwind", "other", id_, 1_000, 5 * DOLLAR, now - DAY, "{}")
    act = Declaring(session.documents).write(paper, (JONAS + 1, KIRA + 1, LIAM + 1))
    return number(do(session, who, act), "StakeDeclared", "stake"), paper


def sold(
    session: Session, who: int, stake: int, paper: StakePaper, days: int = 0, worth: int = 50_000
) -> tuple[int, Exiting]:
    """A sale of a part of a stake `days` ago for `worth` dollars, reported now."""
    leaving = Exiting(session.documents, stake, "0x" + paper.commitment.hex())
    closed = session.chain.now() - days * DAY - 60
    act = leaving.write(400, worth * DOLLAR, DOLLAR, closed, "Sold to Harbour.")
    exit_ = number(do(session, who, act), "ExitReported", "exit")
    leaving.reported(exit_)
    return exit_, leaving
