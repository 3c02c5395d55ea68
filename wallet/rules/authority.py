"""Decisions as the rules have them: who may publish what, what falls, what passes, what ends.

Independent of the contracts: who is counted is a set of people, votes are sets of people, and
what a decision does is a name with arguments. Refusals are asked for before an act: the set of
what speaks against it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from itertools import islice
from math import ceil

from wallet.rules.deeds import Act, Deeds
from wallet.rules.members import DAY, YEAR, Counted, most

FREEZE, LIGHT, HEAVY, RULES, SEAL, APPEAL, MEMBERS = range(1, 8)
PETITION, OPEN, EXECUTED, FALLEN, WITHDRAWN, EXPIRED, REJECTED = range(1, 8)
OPERATOR, GROUNDS, PEOPLE = 1, 2, 3

CLASS = {
    "freeze": FREEZE, "halt": FREEZE,
    "strike": LIGHT, "dismiss": LIGHT, "rule_small": LIGHT,
    "ban": HEAVY, "attestor": HEAVY, "force": HEAVY, "rule_large": HEAVY, "operator": HEAVY,
    "number": RULES, "seal": SEAL, "unban": APPEAL, "adviser": MEMBERS, "renew": MEMBERS,
}  # fmt: skip
NAMED_BY = {"force": 2, "number": 2, "operator": 0, "seal": 0}
"""How many arguments name the case; one if it is not here."""
RULINGS = ("rule_small", "rule_large")
DELAY = {FREEZE: 0, LIGHT: 3 * DAY, HEAVY: 21 * DAY, RULES: 30 * DAY, SEAL: 0}
MAJORITY_FROM = {RULES: 2 * YEAR, HEAVY: 4 * YEAR}


def case_of(act: Act) -> Act:
    """What makes two acts the same case."""
    return act[: 1 + NAMED_BY.get(act[0], 1)]


@dataclass
class Decision:
    """One decision."""

    act: Act
    kind: int
    origin: int
    subject: int
    published: int
    delay: int
    counted: Set[int]
    needed: int
    quorum: int = 0
    opened: int | None = None
    cut: int | None = None
    """When it ends at the latest, for want of a majority."""
    closed: int | None = None
    state: int = OPEN
    lifted: int | None = None
    answered: bytes = b""
    vetoes: set[int] = field(default_factory=set)
    yes: set[int] = field(default_factory=set)
    no: set[int] = field(default_factory=set)
    support: set[int] = field(default_factory=set)

    @property
    def ready(self) -> int:
        """When it can be done; 0 while it gathers support."""
        return 0 if self.opened is None else self.opened + self.delay

    @property
    def ends(self) -> int:
        """Until when."""
        if self.opened is None:
            return self.published + 30 * DAY
        if self.kind == FREEZE:
            return int(self.act[2]) if self.lifted is None else self.lifted
        end = self.ready + 14 * DAY
        return end if self.cut is None else min(end, self.cut)

    def share(self, per_cent: int) -> int:
        """So many per cent of those counted, rounded up."""
        return ceil(len(self.counted) * per_cent / 100)

    def passed(self) -> bool:
        """Whether enough voted, and more for it than against."""
        cast = len(self.yes) + len(self.no)
        return len(self.yes) > len(self.no) and cast >= self.share(self.quorum)

    def status(self, now: int) -> int:
        """How it stands."""
        if self.state != OPEN:
            return self.state
        if self.opened is None:
            return PETITION if now < self.ends else EXPIRED
        if self.quorum and now >= self.ready and not self.passed():
            return REJECTED
        return OPEN if now < self.ends else EXPIRED

    def verdict(self, now: int) -> tuple[bool, bool, int | None]:
        """For the adviser's score."""
        status = self.status(now)
        if status == EXECUTED:
            return True, True, self.closed
        if status in (FALLEN, REJECTED):
            return True, False, self.ready if status == REJECTED else self.closed
        return status != OPEN, False, None


class Governance(Deeds):
    """The people, the decisions and the powers."""

    def __init__(self, genesis: int, operator: str) -> None:
        super().__init__(genesis, operator)
        self.decisions: list[Decision] = []
        self.latest: dict[Act, Decision] = {}
        self.claims: dict[Act, Decision] = {}
        """Forced transfers for whose sake shares are not sold, by case."""
        self.freezes: dict[tuple[str, int], int] = {}
        self.asked: dict[int, int] = {}
        self.grounds: dict[int, int] = {}
        self.proposed: dict[int, tuple[Decision, int]] = {}
        self.sealed = False
        self._joined: list[int] = []
        self._ranks: dict[int, int] = {}
        """When each member joined, and the place of each in that order."""

    # --- who counts ---

    def counted(self) -> Counted:
        """Who is counted now."""
        for one in islice(self.members.values(), len(self._joined), None):
            self._ranks[one.pid] = len(self._joined)
            self._joined.append(one.joined)
        earliest = most(self._joined, self.genesis, self.now)
        first = islice(self.members.values(), earliest)
        marked = frozenset(one.pid for one in first if one.marked)
        return Counted(self._ranks, earliest, marked)

    def against_voting(self, decision: Decision, pid: int, cast: set[int]) -> set[str]:
        """What keeps a person from voting."""
        member = self.members.get(pid)
        if member is None:
            return {"NOT_COUNTED"}
        against = set()
        if pid not in decision.counted or member.unmarked >= decision.published:
            against.add("NOT_COUNTED")
        if not member.votes(self.now):
            against.add("NOT_ACTIVE")
        if pid == decision.subject:
            against.add("OWN_CASE")
        if pid in cast:
            against.add("VOTED")
        return against

    # --- publishing ---

    def subject_of(self, act: Act) -> int:
        """Whose case it is."""
        name = act[0]
        if name in ("number", "seal", "operator", "adviser", "renew"):
            return 0
        return int(act[2] if name == "force" else act[-1] if name in RULINGS else act[1])

    def _new(self, act: Act, origin: int, delay: int, quorum: int) -> Decision:
        counted = self.counted()
        made = Decision(
            act, CLASS[act[0]], origin, self.subject_of(act), self.now, delay, counted,
            self.adviser.needed(self.now, len(counted)), quorum, opened=self.now,
        )  # fmt: skip
        self.decisions.append(made)
        return made

    def _by_authority(self, act: Act, origin: int) -> Decision:
        kind = CLASS[act[0]]
        ready = self.now + DELAY[kind]
        quorum, cut = 0, None
        if kind in MAJORITY_FROM:
            begins = self.genesis + MAJORITY_FROM[kind]
            quorum, cut = (5, None) if ready >= begins else (0, begins)
        if origin == GROUNDS and ready >= self.powers_until:
            quorum = 10
        made = self._new(act, origin, DELAY[kind], quorum)
        made.cut = cut
        return made

    def against_publishing(self, by: str, act: Act) -> set[str]:
        """What speaks against the operator's publishing of an act."""
        against = set()
        if by != self.operator:
            against.add("NOT_OPERATOR")
        if self.now >= self.powers_until:
            against.add("POWERS_ENDED")
        if CLASS[act[0]] > SEAL:
            return against | {"MEMBERS_DECIDE"}
        if act[0] == "seal" and self.sealed:
            against.add("MEMBERS_DECIDE")
        against |= self._against_again(act)
        if act[0] in ("freeze", "halt"):
            kinds = ("freeze", "halt") if act[0] == "freeze" else ("halt", "freeze")
            own, other = (self.freezes.get((kind, act[1])) for kind in kinds)
            if own is not None and self.now < own + 90 * DAY:
                against.add("FROZEN_LATELY")
            if other is not None and self.now < other + 90 * DAY and act[2] > other:
                against.add("FROZEN_LATELY")
        if CLASS[act[0]] in (FREEZE, SEAL):
            against |= self.against_doing(act)
        return against

    def _against_again(self, act: Act) -> set[str]:
        last = self.latest.get(case_of(act))
        if last is None:
            return set()
        status = last.status(self.now)
        if status == OPEN:
            return {"DECISION_OPEN"}
        undone = (
            status in (FALLEN, REJECTED)
            or (status == WITHDRAWN and last.vetoes)
            or last.kind == APPEAL
        )
        since = last.ready if status == REJECTED else last.closed
        if act[0] not in RULINGS and undone and self.now < (since or 0) + 180 * DAY:
            return {"OVERRULED_LATELY"}
        return set()

    def publish(self, act: Act) -> None:
        """The operator publishes; a freeze and the seal act at once."""
        made = self._by_authority(act, OPERATOR)
        self.latest[case_of(act)] = made
        if act[0] == "force":
            self._claim(made)
        if made.kind == FREEZE:
            self.freezes[act[0], act[1]] = act[2]
        if made.kind == SEAL:
            self.sealed = True
        if made.kind in (FREEZE, SEAL):
            made.state, made.closed = EXECUTED, self.now
            self.do(act)

    def _claim(self, made: Decision) -> bool:
        """Let nothing be sold of the shares that it moves, but for 90 days after a failed one."""
        last = self.claims.get(case_of(made.act))
        if last is not None and last is not made:
            status = last.status(self.now)
            failed = status not in (OPEN, EXECUTED)
            if status == OPEN or (failed and self.now < (last.closed or last.ends) + 90 * DAY):
                return False
        self.claims[case_of(made.act)] = made
        return True

    def against_claiming(self, made: Decision) -> set[str]:
        """What speaks against holding the shares that it moves."""
        against = set() if made.status(self.now) == OPEN else {"DECISION_CLOSED"}
        if made.act[0] != "force":
            return against | {"WRONG_CASE", "NO_POWER"}
        if against:
            return against
        before = dict(self.claims)
        held = self._claim(made)
        self.claims = before
        return set() if held else {"FROZEN_LATELY"}

    def claim(self, made: Decision) -> None:
        """Anyone has the shares held that a decision of the members moves."""
        self._claim(made)

    def claims_shares(self, token: int, holder: int) -> bool:
        """Whether a decision that is open moves a holder's shares."""
        made = self.claims.get(("force", token, holder))
        return made is not None and made.status(self.now) == OPEN

    def against_withdrawing(self, by: str, made: Decision) -> set[str]:
        """What speaks against taking it back."""
        against = set() if by == self.operator else {"NOT_OPERATOR"}
        if made.origin != OPERATOR or made.state != OPEN:
            against.add("DECISION_CLOSED")
        return against

    def against_proposing(self, pid: int, act: Act) -> set[str]:
        """What speaks against a member's proposal."""
        kind, ended = CLASS[act[0]], self.now >= self.powers_until
        decides = kind == MEMBERS or (kind in (LIGHT, HEAVY) and ended)
        if not decides and not (kind == SEAL and (self.sealed or ended)):
            return {"AUTHORITY_DECIDES"}
        made = self._new(act, PEOPLE, 0, 0)
        self.decisions.pop()
        return self.against_voting(made, pid, set())

    def propose(self, pid: int, act: Act) -> None:
        """A member proposes."""
        kind = CLASS[act[0]]
        delay = 21 * DAY if kind in (LIGHT, HEAVY) else 14 * DAY
        made = self._new(act, PEOPLE, delay, 5 if kind == SEAL else 10)
        made.opened = None
        self.support(made, pid)

    def support(self, made: Decision, pid: int) -> None:
        """One more behind a proposal; with 5 % it is put to all."""
        made.support.add(pid)
        if len(made.support) >= made.share(5):
            made.opened = self.now

    def against_appealing(self, pid: int) -> set[str]:
        """What speaks against an appeal."""
        against = set() if self.members[pid].banned else {"NOT_BANNED"}
        return against | self.against_asking(pid)

    def against_asking(self, pid: int) -> set[str]:
        """The members are asked once in 180 days (0: by the operator, to renew)."""
        last = self.asked.get(pid)
        return {"ASKED_LATELY"} if last is not None and self.now < last + 180 * DAY else set()

    def ask(self, pid: int, act: Act, quorum: int) -> None:
        """An appeal, or the operator's question."""
        self.asked[pid] = self.now
        self._new(act, PEOPLE, 14 * DAY, quorum)

    def against_proposing_a_ban(self, pid: int) -> set[str]:
        """What speaks against a ban proposal on grounds."""
        if pid not in self.grounds:
            return {"NO_GROUNDS"}
        against = {"BANNED"} if self.members[pid].banned else set()
        if pid in self.proposed:
            last, since = self.proposed[pid]
            status = last.status(self.now)
            if status == OPEN:
                against.add("DECISION_OPEN")
            if self.grounds[pid] <= since and status != EXPIRED:
                against.add("NO_GROUNDS")
        return against

    def propose_a_ban(self, pid: int) -> None:
        """Anyone proposes to ban, on grounds."""
        self.proposed[pid] = self._by_authority(("ban", pid), GROUNDS), self.grounds[pid]

    # --- what becomes of it ---

    def against_vetoing(self, made: Decision, pid: int) -> set[str]:
        """What speaks against a veto."""
        if made.origin == PEOPLE:
            return {"MEMBERS_DECIDE"}
        running = made.state == (EXECUTED if made.kind == FREEZE else OPEN)
        if not running or self.now >= made.ends:
            return {"DECISION_CLOSED"}
        return self.against_voting(made, pid, made.vetoes)

    def veto(self, made: Decision, pid: int) -> None:
        """One veto more."""
        made.vetoes.add(pid)
        if len(made.vetoes) >= made.needed:
            made.state, made.closed = FALLEN, self.now

    def against_ballot(self, made: Decision, pid: int) -> set[str]:
        """What speaks against a vote for or against."""
        running = made.state == OPEN and made.quorum and made.opened is not None
        if not running or not made.ready - 14 * DAY <= self.now < made.ready:
            return {"NO_BALLOT"}
        return self.against_voting(made, pid, made.yes | made.no)

    def against_answering(self, made: Decision, pid: int) -> set[str]:
        """What speaks against an answer."""
        if pid != made.subject or made.state != OPEN or made.delay != 21 * DAY:
            return {"NOT_THE_ACCUSED"}
        if made.opened is None:
            return {"NOT_THE_ACCUSED"}
        return set() if self.now < made.opened + 14 * DAY else {"TOO_LATE"}

    def against_executing(self, made: Decision) -> set[str]:
        """What speaks against doing it now."""
        if made.status(self.now) != OPEN:
            return {"DECISION_CLOSED"}
        against = set()
        half = 2 * len(made.yes) > len(made.counted)
        if self.now < made.ready and not (made.kind >= SEAL and half):
            against.add("TOO_EARLY")
        if made.origin != PEOPLE and made.quorum != 10 and self.now >= self.powers_until:
            against.add("POWERS_ENDED")
        if made.origin == GROUNDS and made.subject not in self.grounds:
            against.add("NO_GROUNDS")
        return against or self.against_doing(made.act)

    def execute(self, made: Decision) -> None:
        """Do it."""
        made.state, made.closed = EXECUTED, self.now
        self.do(made.act)
        if made.kind == APPEAL:
            self.latest["ban", made.subject] = made

    def lift(self, made: Decision) -> None:
        """End a freeze that was overruled."""
        made.lifted = self.now
        self.members[made.subject].frozen_until = self.now
