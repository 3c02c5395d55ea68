"""Decisions, vetoes, votes and opinions in any order, over five years and more: the rules hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from tests.contracts.machine import Machine, Play
from tests.contracts.plays import Plays
from tests.contracts.plays_authority import AuthorityPlays
from tests.contracts.plays_members import CASES, NUMBERS
from tests.contracts.scenes import made_once
from wallet.rules.authority import OPEN, PETITION, Decision
from wallet.rules.deeds import Act
from wallet.rules.members import DAY, YEAR

WAITS = (1, DAY, 3 * DAY - 1, 3 * DAY, 7 * DAY, 14 * DAY, 21 * DAY, 30 * DAY, 90 * DAY, 180 * DAY)
LEAPS = (2 * YEAR, 4 * YEAR, 5 * YEAR, 5 * YEAR, 6 * YEAR)
ADVISERS = ("adviser", "another adviser")


@made_once
def republic() -> AuthorityPlays:
    """Forty-five members and an operator: made once."""
    return AuthorityPlays()


class AuthorityMachine(Machine):
    """What is decided, overruled, voted on, opined on, and when it all ends."""

    acts = {
        "publish": 10,
        "docket": 4,
        "veto": 1,
        "overrule": 5,
        "propose": 2,
        "carry": 4,
        "support": 2,
        "vote": 1,
        "ballot": 5,
        "execute": 6,
        "withdraw": 1,
        "answer": 1,
        "appeal": 1,
        "ground": 2,
        "ask": 1,
        "lift": 1,
        "claim": 1,
        "opine": 3,
        "open": 3,
        "settle": 1,
        "people": 2,
        "breakage": 1,
        "wait": 6,
        "leap": 1,
    }
    usual = 450
    for_long = 15_000
    plays: AuthorityPlays  # type: ignore[assignment]  # a scene of decisions, with the same frame

    @staticmethod
    def scene() -> Plays:
        """The frame asks of a scene only to be put back and compared."""
        return cast(Plays, republic())

    def _person(self) -> int:
        return self.one_of(list(self.plays.model.members))

    def _decision(self, *states: int) -> int | None:
        """Mostly one in such a state."""
        made = self.plays.model.decisions
        fitting = [n for n, one in enumerate(made, 1) if one.status(self.plays.model.now) in states]
        every = list(range(1, len(made) + 1))
        return self.one_of((fitting or every) * 3 + every) if every else None

    def _some(self, people: Sequence[int], most: int) -> list[int]:
        """So many different people at most, beginning with a drawn one."""
        start = self.one_of(range(len(people)))
        return [*people[start:], *people[:start]][: self.one_of((1, 3, most - 1, most, most))]

    def _act(self) -> Act:
        """What could be decided."""
        now, pid = self.plays.model.now, self.one_of((3, 4, 5, self._person()))
        name = self.one_of(
            ("ban", "ban", "strike", "freeze", "halt", "attestor", "dismiss", "force", "number",
             "number", "seal", "operator", "rule_small", "rule_large", "adviser", "renew")
        )  # fmt: skip
        if name in ("ban", "attestor", "dismiss"):
            return name, pid
        if name in ("freeze", "halt"):
            return name, pid, now + self.one_of((DAY, 10 * DAY, 14 * DAY, 14 * DAY, 15 * DAY))
        if name == "strike":
            return name, pid, self.one_of((1, 2))
        if name == "force":
            return name, self.one_of((1, 2)), pid, 6, 10**18
        if name == "number":
            group, place = self.one_of(NUMBERS)
            printed = self.plays.model.printed[group, place]
            return name, group, place, self.one_of((printed // 2, printed * 2, printed * 2 + 1))
        if name.startswith("rule"):
            return name, CASES + pid, self.one_of((1, 2, 3)), 10**9, pid
        if name == "seal":
            return name, now + self.one_of((DAY, 7 * DAY, 21 * DAY, 21 * DAY))
        if name == "operator":
            return name, self.one_of(("operator", "second operator"))
        if name == "adviser":
            return name, self.one_of(ADVISERS)
        return name, self.plays.model.powers_until + self.one_of((DAY, YEAR, YEAR + 1))

    def _fitting(self, against: Callable[[Act], set[str]]) -> Act:
        """An act against which nothing speaks, if one is drawn soon."""
        for _ in range(8):
            act = self._act()
            if not against(act):
                break
        return act

    # --- acts ---

    def publish(self) -> None:
        """The operator publishes what can be published, or anybody anything."""
        model = self.plays.model
        if self.one_of((True,) * 5 + (False,)):
            act = self._fitting(lambda act: model.against_publishing(model.operator, act))
            self.plays.publish(model.operator, act)
        else:
            self.plays.publish(self.one_of((model.operator, "adviser")), self._act())

    def docket(self) -> None:
        """Several heavy cases with opinions, some overruled, the others executed; then opened."""
        model, plays = self.plays.model, self.plays
        fit = [
            pid
            for pid in model.members
            if not model.against_publishing(model.operator, ("attestor", pid))
        ]
        numbers = []
        for pid in fit[: self.one_of((3, 6, 12))] or [self._person()]:
            if plays.publish(model.operator, ("attestor", pid)):
                numbers.append(len(model.decisions))
        uphold = self.one_of((True, True, False))
        if model.adviser.account:
            for number in numbers:
                plays.file(model.adviser.account, number, uphold)
        for number in numbers[: self.one_of((0, 1, 2))]:
            made = plays.on(number)
            for pid in sorted(made.counted - {made.subject})[: made.needed]:
                plays.veto(number, pid)
        if numbers:
            voted = plays.on(numbers[0]).quorum
            plays.wait(7 * DAY if voted else 21 * DAY)
            for number in numbers if voted else ():
                for pid in sorted(plays.on(number).counted - {plays.on(number).subject})[:3]:
                    plays.vote(number, pid, True)
            plays.wait(14 * DAY if voted else 0)
        for number in numbers:
            plays.execute(number)
            if model.adviser.account and self.one_of((True,) * 6 + (False,)):
                plays.open(number, uphold)

    def carry(self) -> None:
        """What members propose is put to all, voted on and done."""
        model, plays = self.plays.model, self.plays
        able = [one.pid for one in model.members.values() if one.votes(model.now)]
        if not able:
            return
        author = self.one_of(able)
        if not model.adviser.account:
            act: Act = ("adviser", "adviser")
        else:
            act = self._fitting(lambda act: model.against_proposing(author, act))
        if not plays.propose(author, act):
            return
        number, made = len(model.decisions), model.decisions[-1]
        voters = [pid for pid in able if pid in made.counted and pid != made.subject]
        for pid in voters:
            if made.opened is not None:
                break
            if pid != author:
                plays.support(number, pid)
        if made.opened is not None:
            plays.wait(max(0, made.ready - 14 * DAY - model.now))
            for pid in voters[: made.share(made.quorum)]:
                plays.vote(number, pid, True)
            plays.wait(made.ready - model.now)
            plays.execute(number)

    def propose(self) -> None:
        """A member proposes."""
        self.plays.propose(self._person(), self._act())

    def veto(self) -> None:
        """Anybody vetoes anything."""
        if (number := self._decision(OPEN)) is not None:
            self.plays.veto(number, self._person())

    def overrule(self) -> None:
        """As many veto as it takes, or one less."""
        if (number := self._decision(OPEN)) is not None:
            made = self.plays.on(number)
            people = sorted(made.counted - made.vetoes - {made.subject})
            for pid in self._some(people, made.needed - len(made.vetoes)) if people else []:
                if not self.plays.veto(number, pid):
                    break

    def support(self) -> None:
        """Some stand behind a proposal."""
        if (number := self._decision(PETITION)) is not None:
            for pid in self._some(list(self.plays.model.members), 3):
                if not self.plays.support(number, pid):
                    break

    def vote(self) -> None:
        """Anybody votes on anything."""
        if (number := self._decision(OPEN)) is not None:
            self.plays.vote(number, self._person(), self.one_of((True, False)))

    def ballot(self) -> None:
        """Many vote, once it is time: hardly enough, or more than half of all."""
        waiting = [n for n, one in enumerate(self.plays.model.decisions, 1) if self._voted_on(one)]
        if not waiting:
            return
        number = self.one_of(waiting)
        made = self.plays.on(number)
        early = made.ready - 14 * DAY - self.plays.model.now
        if early > 0:
            self.plays.wait(early)
        people = sorted(made.counted - made.yes - made.no - {made.subject})
        quorum = made.share(made.quorum)
        wanted = self.one_of((quorum - 1, quorum, quorum, quorum, len(made.counted) // 2 + 1))
        for pid in people[:wanted]:
            self.plays.vote(number, pid, True)
        for pid in people[wanted : wanted + self.one_of((0, 0, 0, wanted))]:
            self.plays.vote(number, pid, False)

    def _voted_on(self, made: Decision) -> bool:
        ahead = made.opened is not None and self.plays.model.now < made.ready
        return bool(ahead and made.quorum and made.status(self.plays.model.now) == OPEN)

    def execute(self) -> None:
        """What is open is done, mostly once it is ready."""
        if (number := self._decision(OPEN)) is None:
            return
        made, now = self.plays.on(number), self.plays.model.now
        if made.ready > now and self.one_of((True, True, False)):
            self.plays.wait(made.ready - now - self.one_of((0, 0, 0, 1)))
        other = self._decision(OPEN) if self.one_of((0,) * 9 + (1,)) else None
        self.plays.execute(number, other or 0)

    def withdraw(self) -> None:
        """The operator takes something back."""
        if (number := self._decision(OPEN)) is not None:
            by = self.one_of((self.plays.model.operator,) * 3 + ("adviser",))
            self.plays.withdraw(by, number)

    def answer(self) -> None:
        """The accused answers, or somebody else tries."""
        if (number := self._decision(OPEN)) is not None:
            subject = self.plays.on(number).subject
            self.plays.answer(number, self.one_of((subject or 1, self._person())))

    def appeal(self) -> None:
        """A banned person appeals, if there is one."""
        members = self.plays.model.members.values()
        banned = [one.pid for one in members if one.banned]
        self.plays.appeal(self.one_of(banned * 3 + [self._person()]))

    def ground(self) -> None:
        """A ground to ban comes or goes, and leads to a proposal."""
        pid = self.one_of((3, 4, 5, self._person()))
        self.plays.ground(pid, self.one_of((True, True, False)))
        for _ in range(self.one_of((1, 2))):
            self.plays.propose_ban(pid)

    def ask(self) -> None:
        """The operator asks for a renewal, mostly when it is time."""
        model = self.plays.model
        ahead = model.powers_until - 60 * DAY - model.now
        if 0 < ahead < YEAR:
            self.plays.wait(ahead)
        self.plays.ask_renewal(model.operator, model.powers_until + YEAR)

    def lift(self) -> None:
        """An overruled freeze is lifted."""
        frozen = [n for n, one in enumerate(self.plays.model.decisions, 1) if one.kind == 1]
        if frozen:
            self.plays.lift(self.one_of(frozen))

    def claim(self) -> None:
        """Somebody has shares held, mostly such as a decision moves."""
        made = [n for n, one in enumerate(self.plays.model.decisions, 1) if one.act[0] == "force"]
        if (number := self._decision(OPEN)) is not None:
            self.plays.claim(self.one_of([*made, *made, *made, number]))

    def opine(self) -> None:
        """The adviser files an opinion."""
        heavy = [n for n, one in enumerate(self.plays.model.decisions, 1) if one.kind == 3]
        if heavy:
            by = self.plays.model.adviser.account or self.one_of(ADVISERS)
            number = self.one_of([*heavy, *heavy[-3:], *heavy[-1:] * 3])
            self.plays.file(by, number, self.one_of((True, True, False)))

    def open(self) -> None:
        """An opinion is opened, mostly as it was sealed."""
        waiting = self.plays.model.adviser.waiting
        if waiting:
            one = self.one_of(waiting)
            decisions = enumerate(self.plays.model.decisions, 1)
            number = next(number for number, decision in decisions if decision is one.on)
            lie = self.one_of((False,) * 9 + (True,))
            self.plays.open(number, one.uphold != lie)

    def settle(self) -> None:
        """Anyone has opinions scored."""
        self.plays.settle(self.one_of((0, 1, 5, 40)))

    def people(self) -> None:
        """Somebody joins, is renewed or is marked."""
        model, pid = self.plays.model, self._person()
        kind = self.one_of(("join", "renew", "mark", "mark"))
        gone = [one.pid for one in model.members.values() if not one.votes(model.now)]
        if kind == "join":
            life = self.one_of((20 * DAY, 100 * DAY, 3_650 * DAY))
            self.plays.join(f"Newcomer {len(model.members)}", model.now + life)
        elif kind == "renew":
            pid = self.one_of(gone * 2 + [pid])
            self.plays.renew(pid, model.now + self.one_of((10 * DAY, 3_650 * DAY)))
        else:
            self.plays.mark(self.one_of(gone * 5 + [pid]))

    def breakage(self) -> None:
        """The contracts elsewhere fail, or work again."""
        self.plays.set_broken(self.one_of((True, False, False)))

    def wait(self) -> None:
        """Time passes."""
        self.plays.wait(self.one_of(WAITS))

    def leap(self) -> None:
        """To shortly before one of the dates that the rules name."""
        model = self.plays.model
        before = self.one_of((60 * DAY, 30 * DAY, 20 * DAY, 2 * DAY, 1, 0))
        ahead = [model.genesis + leap - before - model.now for leap in LEAPS]
        if steps := [step for step in ahead if step > 0]:
            self.plays.wait(min(steps))


def test_the_authority_keeps_the_rules(play: Play) -> None:
    play(AuthorityMachine)
