"""Any sequence of joining, losing wallets, freezes and bans: the registry keeps the rules."""

from __future__ import annotations

from typing import cast

from tests.contracts.machine import Machine, Play
from tests.contracts.plays import Plays
from tests.contracts.plays_people import DOCUMENTS, KEYS, NULLIFIERS, WALLETS, PeoplePlays
from tests.contracts.scenes import made_once
from wallet.rules.registry import DAY, DOCUMENT, Lost, Paper, Person

AGES = (0, 0, 0, 1, DAY, 29 * DAY, 30 * DAY, 31 * DAY, -1)
LIVES = (DAY, 20 * DAY, 400 * DAY, 400 * DAY, 3_650 * DAY, 3_651 * DAY, 0)
WAITS = (1, DAY, 7 * DAY - 1, 7 * DAY, 14 * DAY, 91 * DAY)


@made_once
def crowd() -> PeoplePlays:
    """Six people, one of them without a document: made once."""
    plays = PeoplePlays()
    for number in range(6):
        level = 1 if number == 5 else DOCUMENT
        paper = Paper(
            WALLETS[number], DOCUMENTS[number], level, 276, number % 3, plays.model.now,
            plays.model.now + 30 * DAY * (number + 1), KEYS[0],
        )  # fmt: skip
        assert plays.paper("join", paper)
        plays.wait(DAY)
    return plays


class PeopleMachine(Machine):
    """Who is who, with which wallet, in which standing."""

    acts = {
        "join": 3,
        "renew": 3,
        "world": 2,
        "lose": 4,
        "lose_well": 4,
        "cancel": 2,
        "finish": 4,
        "again": 2,
        "freeze": 1,
        "ban": 2,
        "unban": 2,
        "appoint": 1,
        "verifiers": 1,
        "mark": 2,
        "wait": 4,
    }
    usual = 350
    for_long = 12_000
    plays: PeoplePlays  # type: ignore[assignment]  # a scene of people, with the same frame

    @staticmethod
    def scene() -> Plays:
        """The frame asks of a scene only to be put back and compared."""
        return cast(Plays, crowd())

    def _chance(self) -> bool:
        drawn: int = self.one_of((0, 1))
        return drawn == 1

    def _number(self) -> int:
        return self.one_of(range(len(self.plays.model.people) + 2))

    def _person(self) -> tuple[int, Person]:
        number = self.one_of(range(1, len(self.plays.model.people) + 1))
        return number, self.plays.model.people[number - 1]

    def _tag(self) -> bytes:
        return self.one_of((*DOCUMENTS, *DOCUMENTS, *NULLIFIERS))

    def _paper(self, account: str, tag: bytes) -> Paper:
        issued = self.plays.model.now - self.one_of(AGES)
        expires = self.plays.model.now + self.one_of(LIVES)
        level, country = self.one_of((1, 2, 2)), self.one_of((276, 756, 840))
        investor, key = self.one_of((0, 1, 2)), self.one_of((*KEYS[:3], *KEYS))
        return Paper(account, tag, level, country, investor, issued, expires, key)

    def _free(self) -> list[str]:
        """Wallets that are, were and are to become nobody's."""
        model = self.plays.model
        return [
            one
            for one in WALLETS
            if not (model.of_wallet(one) or model.formerly(one) or model.awaited(one))
        ]

    def join(self) -> None:
        """A wallet joins with a tag, mostly one that can."""
        account = self.one_of([*self._free(), *self._free(), self.one_of(WALLETS)])
        self.plays.paper("join", self._paper(account, self._tag()))

    def renew(self) -> None:
        """Somebody renews, mostly with a tag of their own."""
        number, person = self._person()
        own = [tag for tag, (owner, _level) in self.plays.model.tags.items() if owner == number]
        tag = self.one_of([*own, *own, self._tag()])
        account = self.one_of([person.wallet, person.wallet, self.one_of(WALLETS)])
        self.plays.paper("renew", self._paper(account, tag))

    def world(self) -> None:
        """A World ID joins, renews or is added."""
        act = self.one_of(("join_world", "renew_world", "add_world"))
        self.plays.world(act, self.one_of(WALLETS), self.one_of(NULLIFIERS))

    def lose(self) -> None:
        """Some verifiers attest some wallet for some tag."""
        count = self.one_of((1, 2, 2, 3, 3))
        signers = tuple(self.one_of((*KEYS[:3], *KEYS)) for _ in range(count))
        issued = self.plays.model.now - self.one_of(AGES)
        in_person = self.one_of((False, False, True))
        self.plays.recover(Lost(self.one_of(WALLETS), self._tag(), in_person, issued, signers))

    def lose_well(self) -> None:
        """Enough verifiers attest a free wallet for a person's tag."""
        model = self.plays.model
        number, person = self._person()
        own = [tag for tag, (owner, _level) in model.tags.items() if owner == number]
        in_person = person.cancelled or bool(person.waiting and self._chance())
        serving = sorted(model.verifiers)[: 3 if in_person else 2]
        wallet = self.one_of(self._free() or WALLETS)
        self.plays.recover(Lost(wallet, self.one_of(own), in_person, model.now, tuple(serving)))

    def cancel(self) -> None:
        """A wallet cancels, mostly one that can."""
        waiting = [one.wallet for one in self.plays.model.people if one.waiting]
        self.plays.cancel(self.one_of([*waiting, *waiting, self.one_of(WALLETS)]))

    def finish(self) -> None:
        """A recovery ends, mostly after the wait."""
        waiting = [n for n, one in enumerate(self.plays.model.people, 1) if one.held_until]
        if waiting and self._chance():
            self.plays.wait(self.one_of((7 * DAY - 1, 7 * DAY)))
        self.plays.finish(self.one_of([*waiting, *waiting, self._number()]))

    def again(self) -> None:
        """What was handed in once is handed in again."""
        if self.plays.lost and self._chance():
            self.plays.recover(self.one_of(self.plays.lost))
        elif self.plays.papers:
            act, paper = self.one_of(self.plays.papers)
            self.plays.paper(act, paper)

    def freeze(self) -> None:
        """A freeze, or its early end."""
        number, model = self._number(), self.plays.model
        person = model.by_number(number)
        if person and person.frozen_until > model.now and self._chance():
            self.plays.decide(
                "unfreeze", number, against=set(),
                then=lambda: setattr(person, "frozen_until", model.now),
            )  # fmt: skip
            return
        until = model.now + self.one_of((0, 1, DAY, 14 * DAY, 14 * DAY + 1))
        against = model.against_freezing(number, until)
        self.plays.decide(
            "freeze", number, until, against=against,
            then=lambda: setattr(person, "frozen_until", until),
        )  # fmt: skip

    def ban(self) -> None:
        """A ban."""
        number = self._number()
        person = self.plays.model.by_number(number)
        against = {"BANNED"} if person and person.banned else set()
        self.plays.decide(
            "ban", number, against=against if person else {"PERSON_UNKNOWN"},
            then=lambda: setattr(person, "banned", True),
        )  # fmt: skip

    def unban(self) -> None:
        """A ban is lifted."""
        number = self._number()
        person = self.plays.model.by_number(number)
        self.plays.decide(
            "unban", number, against=set() if person and person.banned else {"NOT_BANNED"},
            then=lambda: self.plays.model.unban(number),
        )  # fmt: skip

    def appoint(self) -> None:
        """An attestor is appointed, or removed."""
        number, serves = self._number(), self.one_of((True, True, False))
        person = self.plays.model.by_number(number)
        self.plays.decide(
            "appoint_attestor" if serves else "remove_attestor", number,
            against=set() if person else {"PERSON_UNKNOWN"},
            then=lambda: setattr(person, "attestor", serves),
        )  # fmt: skip

    def verifiers(self) -> None:
        """A verifier is accredited or dismissed, but two stay."""
        key, model = self.one_of(KEYS), self.plays.model
        self.plays.verifier(key, key not in model.verifiers or len(model.verifiers) < 4)

    def mark(self) -> None:
        """A member is marked, mostly one who can be."""
        model = self.plays.model
        those = [
            n
            for n, one in enumerate(model.people, 1)
            if one.rank and not one.marked and (one.banned or one.expires <= model.now)
        ]
        self.plays.mark(self.one_of([*those, self._number()]))

    def wait(self) -> None:
        """Time passes."""
        self.plays.wait(self.one_of(WAITS))


def test_the_registry_keeps_the_rules(play: Play) -> None:
    play(PeopleMachine)
