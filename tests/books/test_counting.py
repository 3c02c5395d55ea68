"""A cost that counts once three buyers have their shares: said, asked for, then counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet.acts.act import Act
from wallet.acts.investing import Believe, Commit
from wallet.acts.raising import CloseOffering, OpenOffering, TakeShares
from wallet.base.clock import DAY
from wallet.base.money import DOLLAR, SHARE, parse_price
from wallet.books.task import Task
from wallet.flows.demo import fill
from wallet.flows.local_network import LocalNetwork
from wallet.flows.story_raising import RAISING
from wallet.session import Session

UNITS = 100_000 * SHARE
PRICE = parse_price("0.10")
BUYERS = ("farid", "grace", "ines")


@pytest.fixture
def session(own_home: Path, tmp_path: Path) -> Iterator[Session]:
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path / "books")
        fill(opened, scenes=RAISING)
        yield opened
        opened.close()


def do(session: Session, who: str, act: Act, name: str = "", field: str = "") -> int:
    session.enter_as(who)
    receipt = session.perform(session.prepare(act))
    assert receipt.ok
    return next((int(one.fields[field]) for one in receipt.events if one.name == name), 0)


def told(session: Session, who: str) -> list[Task]:
    session.enter_as(who)
    return [one for one in session.answers.home().tasks if one.kind == "count"]


def test_whoever_took_first_is_told_and_has_it_counted(session: Session) -> None:
    end = session.chain.now() + 5 * DAY
    opening = OpenOffering(UNITS, 3 * UNITS, PRICE, end, 0, b"\1" * 32)
    number = do(session, "jonas", opening, "OfferingOpened", "offering")
    for who in BUYERS:
        do(session, who, Commit(number, UNITS, PRICE))
    session.skip_time(6 * DAY)
    do(session, "jonas", CloseOffering(number))
    for entry, who in enumerate(BUYERS[:2]):
        do(session, who, TakeShares(number, (entry,)))
        assert not told(session, who)  # who comes third is not known yet
    do(session, "ines", TakeShares(number, (2,)))
    assert not told(session, "ines")
    for entry, who in enumerate(BUYERS[:2]):
        (task,) = told(session, who)
        assert task.sentence == "Have the $10,000.00 that you paid for Jonas Weber counted"
        assert (task.page, task.target) == ("invest", number)
        do(session, who, Believe(number, (entry,)), "Believed", "cost")
        assert not told(session, who)
        session.enter_as(who)
        (lot,) = [
            lot
            for one in session.answers.portfolio().positions
            if one.token.name == "Jonas Weber"
            for lot in one.lots
        ]
        assert lot.cost == 10_000 * DOLLAR
