"""People in plain Python, from the rules alone: who is who, in which standing, with which wallet.

An act is first asked what speaks against it: a set of reasons, empty when it is allowed. The
contract gives one reason, and it must be one of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

DAY: Final = 86_400
WAIT: Final = 7 * DAY
AFTER_CANCEL: Final = 3 * DAY
PAPER_LIFE: Final = 30 * DAY
LONGEST: Final = 3_650 * DAY
WORLD, DOCUMENT = 1, 2
UNKNOWN, ACTIVE, EXPIRED, FROZEN, BANNED = range(5)


@dataclass(frozen=True)
class Paper:
    """An attestation of somebody by a verifier."""

    account: str
    tag: bytes
    level: int
    country: int
    investor: int
    issued: int
    expires: int
    signer: str


@dataclass(frozen=True)
class Lost:
    """What verifiers attest of a new wallet."""

    account: str
    tag: bytes
    in_person: bool
    issued: int
    signers: tuple[str, ...]


@dataclass
class Waiting:
    """A recovery that is not over."""

    account: str
    ends: int
    in_person: bool


@dataclass
class Person:
    """One human."""

    wallets: list[str]
    changed_at: list[int]
    """For each wallet but the first, how many changes there had been on the network with it."""
    level: int
    country: int
    investor: int
    expires: int
    joined: int
    issued: int
    rank: int = 0
    frozen_until: int = 0
    banned: bool = False
    attestor: bool = False
    marked: bool = False
    waiting: Waiting | None = None
    recovered_by: int = 0
    """When the last recovery was attested."""
    cancelled: bool = False
    free: int | None = None
    """When nothing is held any more after a cancelling; None when it is not held for that."""

    @property
    def wallet(self) -> str:
        """The active one."""
        return self.wallets[-1]

    @property
    def held_until(self) -> int:
        """Until when a recovery, or a cancelled one, holds everything; 0: nothing is held."""
        return self.waiting.ends if self.waiting else self.free or 0


@dataclass
class People:
    """Everybody, and what is known of wallets, tags and verifiers."""

    now: int
    verifiers: set[str]
    people: list[Person] = field(default_factory=list)
    tags: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    """Tag to person and the highest level at which it was shown."""
    since: list[int] = field(default_factory=list)
    """When the members became members, by rank."""
    changes: int = 0
    _had: dict[str, int] = field(default_factory=dict)
    """Wallet -> whose it is or was; each is one person's only."""
    _awaited: dict[str, int] = field(default_factory=dict)
    """Wallet -> for whom it was last attested in a recovery."""

    # Who is who

    def by_number(self, number: int) -> Person | None:
        """The person of an id."""
        return self.people[number - 1] if 0 < number <= len(self.people) else None

    def of_wallet(self, wallet: str) -> int:
        """Whose active wallet it is; 0 for nobody's."""
        number = self._had.get(wallet, 0)
        return number if number and self.people[number - 1].wallet == wallet else 0

    def formerly(self, wallet: str) -> int:
        """Whose wallet it was."""
        number = self._had.get(wallet, 0)
        return number if number and wallet in self.people[number - 1].wallets[:-1] else 0

    def awaited(self, wallet: str) -> int:
        """Whose wallet it is about to become."""
        number = self._awaited.get(wallet, 0)
        waiting = self.people[number - 1].waiting if number else None
        return number if waiting and waiting.account == wallet else 0

    def standing(self, person: Person) -> int:
        """As the rules say it."""
        if person.banned:
            return BANNED
        if person.held_until or person.frozen_until > self.now:
            return FROZEN
        return ACTIVE if person.expires > self.now else EXPIRED

    def counted(self, rank: int) -> int:
        """Members marked, of this rank or a lower one."""
        return sum(one.marked and 0 < one.rank <= rank for one in self.people)

    def members_at(self, time: int) -> int:
        """How many were members then."""
        return bisect_right(self.since, time)

    def wallet_when(self, person: Person, changes: int) -> str:
        """The wallet at a time that is told by the number of changes."""
        return person.wallets[bisect_right(person.changed_at, changes)]

    # Joining

    def _taken(self, wallet: str) -> set[str]:
        if self.of_wallet(wallet):
            return {"ALREADY_JOINED"}
        return {"WALLET_USED"} if self.formerly(wallet) or self.awaited(wallet) else set()

    def _foreign(self, tag: bytes, number: int) -> set[str]:
        owner = self.tags.get(tag, (number, 0))[0]
        if owner == number:
            return set()
        return {"TAG_BURNT" if self.people[owner - 1].banned else "TAG_TAKEN"}

    def _dates(self, issued: int) -> set[str]:
        if issued > self.now:
            return {"ATTESTATION_EARLY"}
        return {"ATTESTATION_OLD"} if issued + PAPER_LIFE < self.now else set()

    def _paper(self, paper: Paper) -> set[str]:
        wrong = self._dates(paper.issued)
        if paper.expires <= self.now:
            wrong |= {"ATTESTATION_EXPIRED"}
        if paper.expires > self.now + LONGEST:
            wrong |= {"ATTESTATION_TOO_LONG"}
        return wrong | (set() if paper.signer in self.verifiers else {"NOT_A_VERIFIER"})

    def _show(self, tag: bytes, number: int, level: int) -> None:
        self.tags[tag] = (number, max(level, self.tags.get(tag, (0, 0))[1]))

    def _admit(self, person: Person) -> None:
        if person.level == DOCUMENT and person.rank == 0:
            self.since.append(self.now)
            person.rank = len(self.since)

    def against_joining(self, wallet: str, tag: bytes) -> set[str]:
        """What speaks against a new person with this wallet and tag."""
        return self._taken(wallet) | self._foreign(tag, 0)

    def against_paper(self, paper: Paper) -> set[str]:
        """What speaks against joining with a paper."""
        return self._paper(paper) | self.against_joining(paper.account, paper.tag)

    def join(self, paper: Paper) -> None:
        """A human joins."""
        person = Person(
            [paper.account], [], paper.level, paper.country, paper.investor, paper.expires,
            self.now, paper.issued,
        )  # fmt: skip
        self.people.append(person)
        self._had[paper.account] = len(self.people)
        self._show(paper.tag, len(self.people), paper.level)
        self._admit(person)

    def join_world(self, account: str, tag: bytes) -> None:
        """A human joins by World ID alone."""
        self.join(Paper(account, tag, WORLD, 0, 0, 0, self.now + 365 * DAY, ""))

    def _barred(self, account: str) -> set[str]:
        number = self.of_wallet(account)
        if not number:
            return {"NOT_A_PERSON"}
        return {"BANNED"} if self.people[number - 1].banned else set()

    def against_renewing(self, paper: Paper) -> set[str]:
        """What speaks against a renewal."""
        wrong = self._paper(paper) | self._barred(paper.account)
        number = self.of_wallet(paper.account)
        if not number:
            return wrong
        wrong |= self._foreign(paper.tag, number)
        last = self.people[number - 1].issued
        known = paper.tag in self.tags
        if paper.issued < last or (known and paper.issued == last):
            wrong |= {"ATTESTATION_USED"}
        return wrong

    def renew(self, paper: Paper) -> None:
        """A human is confirmed anew."""
        number = self.of_wallet(paper.account)
        person = self.people[number - 1]
        self._show(paper.tag, number, paper.level)
        person.level = max(person.level, paper.level)
        person.country, person.investor = paper.country, paper.investor
        person.expires, person.issued = paper.expires, paper.issued
        person.marked = False
        self._admit(person)

    def against_adding(self, account: str, tag: bytes) -> set[str]:
        """What speaks against a World ID as a further tag."""
        number = self.of_wallet(account)
        wrong = self._barred(account)
        if number:
            wrong |= self._foreign(tag, number)
            if tag in self.tags:
                wrong |= {"TAG_TAKEN"} if not wrong else set()
        return wrong

    def add(self, account: str, tag: bytes) -> None:
        """A World ID as a further tag."""
        self._show(tag, self.of_wallet(account), WORLD)

    def against_renewing_world(self, account: str, tag: bytes) -> set[str]:
        """What speaks against a renewal by World ID."""
        number = self.of_wallet(account)
        wrong = self._barred(account)
        if number:
            wrong |= self._foreign(tag, number)
            if self.people[number - 1].level == DOCUMENT:
                wrong |= {"HAS_DOCUMENT"}
        return wrong

    def renew_world(self, account: str, tag: bytes) -> None:
        """A further year."""
        number = self.of_wallet(account)
        person = self.people[number - 1]
        self._show(tag, number, WORLD)
        person.expires = max(person.expires, self.now + 365 * DAY)

    # Recovery

    def against_recovering(self, lost: Lost) -> set[str]:
        """What speaks against the start of a recovery."""
        wrong = self._dates(lost.issued)
        needed = 3 if lost.in_person else 2
        if len(lost.signers) != needed or len(set(lost.signers)) != needed:
            wrong |= {"VERIFIERS_MISSING"}
        if not set(lost.signers) <= self.verifiers:
            wrong |= {"NOT_A_VERIFIER"}
        if lost.tag not in self.tags:
            return wrong | {"TAG_UNKNOWN"} | self._taken(lost.account)
        number, level = self.tags[lost.tag]
        person = self.people[number - 1]
        if level < person.level:
            wrong |= {"DOCUMENT_NEEDED"}
        if lost.issued <= person.recovered_by:
            wrong |= {"ATTESTATION_USED"}
        waiting = person.waiting
        if lost.in_person:
            if waiting and waiting.in_person:
                wrong |= {"RECOVERY_WAITS"}
            if not waiting and not person.cancelled:
                wrong |= {"FIRST_RECOVERY_MISSING"}
        else:
            if waiting:
                wrong |= {"RECOVERY_WAITS"}
            if person.cancelled:
                wrong |= {"PROOF_IN_PERSON_NEEDED"}
        if not (lost.in_person and waiting and waiting.account == lost.account):
            wrong |= self._taken(lost.account)
        return wrong

    def recover(self, lost: Lost) -> None:
        """A recovery begins to wait, in the place of one that did."""
        person = self.people[self.tags[lost.tag][0] - 1]
        person.waiting = Waiting(lost.account, self.now + WAIT, lost.in_person)
        person.free = None
        self._awaited[lost.account] = self.tags[lost.tag][0]
        person.recovered_by = lost.issued

    def against_cancelling(self, wallet: str) -> set[str]:
        """What speaks against cancelling."""
        number = self.of_wallet(wallet)
        if not number:
            return {"NOT_A_PERSON"}
        waiting = self.people[number - 1].waiting
        if not waiting:
            return {"NO_RECOVERY"}
        wrong = {"RECOVERY_FINAL"} if waiting.in_person else set()
        return wrong | ({"RECOVERY_OVER"} if self.now >= waiting.ends else set())

    def cancel(self, wallet: str) -> None:
        """The old wallet cancels."""
        person = self.people[self.of_wallet(wallet) - 1]
        person.waiting, person.cancelled = None, True
        person.free = self.now + AFTER_CANCEL

    def against_finishing(self, number: int) -> set[str]:
        """What speaks against the end of a recovery, or of the days after a cancelling."""
        person = self.by_number(number)
        if not person or not person.held_until:
            return {"NO_RECOVERY"}
        return {"RECOVERY_RUNS"} if self.now < person.held_until else set()

    def finish(self, number: int) -> None:
        """The new wallet is the person's; after a cancelling, the present one goes on."""
        person = self.people[number - 1]
        person.free = None
        if person.waiting is None:
            return
        self.changes += 1
        self._had[person.waiting.account] = number
        person.wallets.append(person.waiting.account)
        person.changed_at.append(self.changes)
        person.waiting, person.cancelled = None, False

    # Standing

    def against_freezing(self, number: int, until: int) -> set[str]:
        """What speaks against a freeze."""
        person = self.by_number(number)
        if not person:
            return {"PERSON_UNKNOWN"}
        wrong = set()
        if until <= self.now:
            wrong |= {"FREEZE_IN_THE_PAST"}
        if until > self.now + 14 * DAY:
            wrong |= {"FREEZE_TOO_LONG"}
        if person.frozen_until and self.now < person.frozen_until + 90 * DAY:
            wrong |= {"FREEZE_TOO_SOON"}
        return wrong

    def against_marking(self, number: int) -> set[str]:
        """What speaks against a mark."""
        person = self.by_number(number)
        if not person:
            return {"PERSON_UNKNOWN"}
        wrong = {"NOT_A_MEMBER"} if not person.rank else set()
        if not person.banned and person.expires > self.now:
            wrong |= {"NOT_EXPIRED"}
        return wrong | ({"ALREADY_MARKED"} if person.marked else set())

    def unban(self, number: int) -> None:
        """A ban is lifted; who has not run out counts again."""
        person = self.people[number - 1]
        person.banned = False
        if person.expires > self.now:
            person.marked = False
