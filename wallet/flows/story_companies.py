"""The story, third part: a company is declared, sold, shared; and how things stand today."""

from __future__ import annotations

from collections.abc import Iterator

from wallet.acts.claiming import Claim
from wallet.acts.companies import PayDebt
from wallet.acts.investing import Commit
from wallet.acts.raising import OpenOffering
from wallet.acts.sharing import Distribute
from wallet.acts.trading import PlaceBuy, PlaceSell, Settle
from wallet.base.clock import DAY
from wallet.base.texts import text_hash
from wallet.flows.attesting import Declaring, Exiting
from wallet.flows.cast import ATTESTORS, member
from wallet.flows.papers import write_stake_paper
from wallet.flows.scene import At, Do, Scene, Stage, Step, cents, money, shares

TODAY = 133.0
"""The day on which the story ends and the person at the window begins."""
NORTHWIND = ("Northwind Sorting", "gb-coh", "09812345", 1_000_000, 24_000)
HARBOUR = ("Harbour Robotics", "fr-siren", "552081317", 400_000, 15_000)


def declare(stage: Stage) -> Iterator[Step]:
    """Alice declares her parts of two companies, and two of three attestors confirm each."""
    yield At(0.5)
    named = (ATTESTORS[0].account + 1, ATTESTORS[1].account + 1, ATTESTORS[2].account + 1)
    for number, (company, scheme, id_, units, cost) in enumerate((NORTHWIND, HARBOUR), start=1):
        bought = stage.began - 700 * DAY
        package = f"{company}: {units:,} ordinary shares, fully paid."
        paper = write_stake_paper(company, scheme, id_, units, money(cost), bought, package)
        stage.stakes[number] = paper
        flow = Declaring(stage.documents)
        yield Do("alice", flow.write(paper, named))
        flow.declared(number)
        yield Do("alice", flow.show(stage.attestors[:2]))


def northwind_is_sold(stage: Stage) -> Iterator[Step]:
    """The first company is sold; what Alice owes is attested, paid in two parts, and claimed."""
    yield from _exit(stage, 1, 95, 80_000, 8_000)
    debt = 1
    yield At(99)
    yield Do("alice", PayDebt(debt, money(6_000)))
    yield At(108)
    due = _due(stage, debt)
    yield Do("alice", PayDebt(debt, due))
    yield At(109)
    for who in ("eve", "farid", "grace", "hugo"):
        yield Do(who, Claim((member("alice").account + 1,)))


def today(stage: Stage) -> Iterator[Step]:
    """Things that are under way when the person sits down at the window."""
    alice, eve = member("alice").account + 1, member("eve").account + 1
    yield At(110)
    yield Do("liam", PlaceBuy(alice, shares(30_000), cents(14)))
    yield Do("hugo", PlaceSell(alice, shares(25_000), cents(11)))
    yield At(112.1)
    yield Do("liam", Settle(alice))
    yield from _exit(stage, 2, 114, 70_000, 10_000)
    yield At(128)
    carol = member("carol")
    act = OpenOffering(
        shares(100_000),
        shares(400_000),
        cents(9),
        stage.time(TODAY + 20),
        30 * DAY,
        text_hash(carol.terms),
    )
    yield Do("carol", act)
    offering = stage.number("Offering", "open_of", carol.account + 1)
    yield Do("grace", Commit(offering, shares(60_000), cents(9)))
    yield Do("jonas", Commit(offering, shares(90_000), cents(9)))
    yield Do("bob", Distribute(money(5_000)))
    yield At(TODAY - 1)
    yield Do("kira", PlaceBuy(eve, shares(50_000), cents(10)))
    yield Do("alice", PlaceBuy(eve, shares(20_000), cents(9)))
    yield Do("bob", PlaceSell(eve, shares(40_000), cents(7)))
    yield At(TODAY)


def _exit(
    stage: Stage, stake: int, day: float, proceeds: int, selling_costs: int
) -> Iterator[Step]:
    """Alice sells the whole of a stake, reports it two days later and has it attested."""
    paper = stage.stakes[stake]
    yield At(day + 2)
    flow = Exiting(stage.documents, stake, "0x" + paper.commitment.hex())
    evidence = f"{paper.company}: all shares sold for ${proceeds:,}; fees ${selling_costs:,}."
    yield Do(
        "alice",
        flow.write(
            paper.opening.units, money(proceeds), money(selling_costs), stage.time(day), evidence
        ),
    )
    flow.reported(stake)  # one exit a stake, in the same order
    yield Do("alice", flow.show((stage.attestors[0], stage.attestors[2])))


def _due(stage: Stage, debt: int) -> int:
    """What settles a debt whole, in base units."""
    return stage.pair("Companies", "due_now", debt)[0]


DECLARING = (Scene("Alice declares her companies", declare),)
COMPANIES = (
    Scene("A company is sold, and its gain is shared", northwind_is_sold),
    Scene("Today", today),
)
