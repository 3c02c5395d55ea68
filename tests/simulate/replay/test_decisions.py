"""Decisions go the same way in the model and in the contracts, and do the same at their end."""

from __future__ import annotations

import pytest

from wallet.rules.authority import Decision
from wallet.rules.members import Member
from wallet.rules.registry import DOCUMENT, Paper
from wallet.rules.units import DAY, DOLLAR, HOUR, S
from wallet.simulate.acts import KINDS as ACTS
from wallet.simulate.parameters import Parameters
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.onlooker import Onlooker
from wallet.simulate.replay.result import replay
from wallet.simulate.world import Event, World

YEAR = 365 * DAY
PRICE = 10**12


class Members:
    """A world of members; the first two issue, and the others hold."""

    def __init__(self, members: int) -> None:
        self.world = World(Parameters(), 1)
        self.onlooker = Onlooker(self.world, 1, one_in=1)
        for _ in range(members):
            self.join()
        self.world.taps.append(self.onlooker)

    def join(self) -> int:
        world, number = self.world, len(self.world.rules.network.people) + 1
        paper = Paper(
            f"wallet {number}", number.to_bytes(32, "big"), DOCUMENT, 276, 0,
            world.now, world.now + 10 * YEAR - DAY, "verifier",
        )  # fmt: skip
        joined = int(world.do("join", 0, paper, False).result)
        world.do("earn", joined, 10**6 * DOLLAR)
        return joined

    def wait(self, seconds: int) -> None:
        self.world.rules.pass_to(self.world.now + seconds)

    def do(self, kind: str, actor: int, *arguments: object) -> Event:
        """Do something that is allowed."""
        event = self.world.do(kind, actor, *arguments)
        assert event.done, f"{kind}: {event.refused}"
        return event

    def raised(self, issuer: int, buyers: range) -> None:
        self.do("issue", issuer)
        number = self.do("offer", issuer, 1, S // 1_000, PRICE, 3 * DAY, 0).result
        for buyer in buyers:
            self.do("commit", buyer, number, S // 10_000)
        self.wait(3 * DAY)
        self.do("close", 0, number)
        self.do("take", 0, number, tuple(range(len(buyers))))

    def decided(self, deed: tuple[object, ...]) -> int:
        """A decision is published, waits, and is carried out."""
        number = int(self.do("publish", 0, deed).result)
        self.wait(self.made(number).delay)
        self.do("execute", 3, number)
        return number

    def made(self, number: int) -> Decision:
        return self.world.rules.powers.decisions[number - 1]


def agreed(those: Members, bench: Bench) -> set[tuple[str, str, bool]]:
    """What was replayed, of which all agrees: kind, variety, whether it was refused."""
    result = replay(those.onlooker.tap, bench)
    assert result.agrees, "\n".join(map(str, result.disagreements))
    return {(one.kind, one.variety, one.refused) for one in result.replayed}


@pytest.fixture
def members() -> Members:
    """Thirty who count, twelve of whom hold shares."""
    those = Members(30)
    those.wait(31 * DAY)
    those.raised(1, range(3, 9))
    those.raised(2, range(6, 12))
    return those


def test_what_is_decided_is_done_through_the_contract_that_decides(
    members: Members, bench: Bench
) -> None:
    now = members.world.now
    members.do("publish", 0, ("freeze", 4, now + 9 * DAY))
    members.do("publish", 0, ("halt", 1, now + 5 * DAY))
    members.do("publish", 0, ("seal", now + 2 * DAY))
    assert members.world.do("publish", 0, ("freeze", 4, now + 10 * DAY)).refused
    members.decided(("strike", 5))
    members.decided(("force", 1, 6, 7, S // 20_000))
    number = int(members.do("publish", 0, ("ban", 8)).result)
    members.do("answer_decision", 8, number)
    assert members.world.do("answer_decision", 9, number).refused
    assert members.world.do("execute", 3, number).refused
    members.wait(21 * DAY)
    members.do("execute", 3, number)
    assert members.world.do("execute", 3, number).refused
    members.wait(15 * DAY)
    appeal = int(members.do("appeal", 8).result)
    assert members.world.do("appeal", 8).refused
    for voter in range(10, 16):
        members.do("vote", voter, appeal, voter < 14)
    members.wait(14 * DAY)
    members.do("execute", 0, appeal)
    found = agreed(members, bench)
    for name in ("freeze", "halt", "seal", "strike", "force", "ban"):
        assert ("publish", name, False) in found
    for name in ("strike", "force", "ban", "unban"):
        assert ("execute", name, False) in found


def test_enough_vetoes_let_a_decision_fall(members: Members, bench: Bench) -> None:
    number = int(members.do("publish", 0, ("ban", 9)).result)
    needed = members.made(number).needed
    assert members.world.do("veto", 9, number).refused  # one's own case
    for voter in range(10, 10 + needed):
        members.do("veto", voter, number)
    assert members.world.do("veto", 10, number).refused
    assert members.world.do("veto", 11 + needed, number).refused
    assert members.world.do("publish", 0, ("ban", 9)).refused
    assert {("veto", "", False), ("veto", "", True), ("publish", "ban", True)} <= agreed(
        members, bench
    )


def test_rulings_name_whose_case_they_are(members: Members, bench: Bench) -> None:
    now = members.world.now
    members.do("commit_report", 12, 1, "GB-COH:1", now - 60 * DAY, 0)
    members.wait(HOUR)
    members.do("reveal", 12, 1)
    members.do("declare", 2, 10, 0)
    exit_ = members.do("report_exit", 2, 0, 10, 5 * 10**9, 0, now, 0).result
    members.do("open_window", 13, exit_)
    members.do("dispute", 14, exit_)
    members.wait(15 * DAY)
    members.decided(("rule_small", ("report", 1), "upheld", 20_000 * DOLLAR, 1))
    members.decided(("rule_small", ("exit", exit_), 6 * 10**9, 2))
    members.do("propose_ban", 15, 1)
    assert members.world.do("propose_ban", 15, 1).refused
    found = agreed(members, bench)
    assert {
        *(("publish", "rule_small", False), ("execute", "rule_small", False)),
        *(("propose_ban", "", False), ("propose_ban", "", True)),
    } <= found


def test_a_majority_decides_in_later_years(members: Members, bench: Bench) -> None:
    members.wait(4 * YEAR)
    number = int(members.do("publish", 0, ("ban", 10)).result)
    members.wait(7 * DAY)
    for voter in range(12, 16):
        members.do("vote", voter, number, voter < 15)
    assert members.world.do("vote", 12, number, True).refused
    members.wait(14 * DAY)
    members.do("execute", 0, number)
    assert {("vote", "", False), ("vote", "", True)} <= agreed(members, bench)


def test_growth_is_counted_as_the_contract_counts_it(bench: Bench) -> None:
    those = Members(90)
    for _ in range(2):
        those.wait(33 * DAY)
        for _ in range(40):
            those.join()
        those.do("publish", 0, ("strike", len(those.world.rules.network.people)))
    powers = those.world.rules.powers
    counted = [len(made.counted) for made in powers.decisions]
    assert counted == sorted(counted) and counted[0] == 90 and counted[-1] > 100
    for person in (3, 50, 95):
        marked: Member = powers.members[person]
        marked.marked = True
    those.do("publish", 0, ("strike", 7))
    assert len(powers.decisions[-1].counted) == len(powers.counted())
    assert ("publish", "strike", False) in agreed(those, bench)


def test_every_act_about_decisions_is_known_here() -> None:
    about = {name for name, kind in ACTS.items() if kind.play.__module__.endswith("acts.powers")}
    assert about == {
        *("publish", "veto", "vote", "answer_decision", "execute", "propose_ban", "appeal"),
    }
