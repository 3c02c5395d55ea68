"""The whole law in one object: every module of this room, wired as the contracts are wired.

The modules know nothing of who may act when another one must agree; here they meet. What a
decision of the authority does reaches the module that it is about. Recoveries of wallets stay in
`registry`: nothing here depends on which wallet a person has.
"""

from __future__ import annotations

from dataclasses import replace

from wallet.rules.auctions import Auctions
from wallet.rules.authority import Decision, Governance
from wallet.rules.companies import Buyback, Companies
from wallet.rules.compliance import Facts, Law
from wallet.rules.deeds import ELSEWHERE, Act
from wallet.rules.flaws import NONE, Flaw
from wallet.rules.ledger import Network
from wallet.rules.members import Member
from wallet.rules.numbers import Numbers
from wallet.rules.offerings import Offerings
from wallet.rules.order_book import CONSTANTS
from wallet.rules.order_book import Numbers as AuctionNumbers
from wallet.rules.registry import DOCUMENT, Paper, People
from wallet.rules.units import DAY, Refused
from wallet.rules.watching import Watching

OPERATOR = "operator"


def demand(against: set[str]) -> None:
    """Refuse if anything speaks against it.

    Raises:
        Refused: Something does.
    """
    if against:
        raise Refused(", ".join(sorted(against)))


class Whole:
    """One network under all rules."""

    def __init__(self, now: int, verifiers: tuple[str, ...], flaws: frozenset[Flaw] = NONE) -> None:
        self.network = Network(now)
        self.network.flaws = flaws
        self.law = Law(numbers=self.network.numbers)
        self.auctions = Auctions(self.network)
        self.offerings = Offerings(self.network)
        self.offerings.stops = self.auctions.stops
        self.auctions.law = self.offerings.law = self.law
        self.companies = Companies(self.network, self.auctions, self.offerings)
        self.auctions.when_bought_back = self._bought_back
        self.watching = Watching()
        self.people = People(now, set(verifiers))
        self.powers = Powers(self, now)

    @property
    def now(self) -> int:
        """The time."""
        return self.network.now

    def pass_to(self, time: int) -> None:
        """Let time pass."""
        self.network.now = self.people.now = self.powers.now = time

    def set_number(self, name: str, value: int) -> None:
        """Change one of the numbers in bold, as a rules decision does: seconds, per cent, counts,
        base units of the dollar.

        Raises:
            Refused: There is none of this name, or it is below half or above twice what is printed.
        """
        mine, auctions = vars(Numbers()), vars(AuctionNumbers())
        printed = {**auctions, **mine}.get(name)
        if printed is None or name in CONSTANTS:
            raise Refused(f"no number is called {name}")
        if not printed <= 2 * value <= 4 * printed:
            raise Refused("between half and twice what is printed")
        if name in mine:
            setattr(self.network.numbers, name, value)
        else:
            self.auctions.numbers = replace(self.auctions.numbers, **{name: value})

    # People

    def join(self, paper: Paper, accredited: bool = False) -> int:
        """A human joins with a verifier's paper; their number in every module."""
        demand(self.people.against_paper(paper))
        self.people.join(paper)
        document = paper.level == DOCUMENT
        person = self.network.join(paper.expires, document=document)
        self.law.facts[person] = Facts(accredited, paper.country, document)
        if document:
            self.powers.members[person] = Member(person, self.now, paper.expires, paper.issued)
        return person

    def renew(self, person: int, paper: Paper) -> None:
        """A human is confirmed anew, perhaps now with a document."""
        demand(self.people.against_renewing(paper))
        self.people.renew(paper)
        who, facts = self.network.people[person], self.law.facts[person]
        who.expires, facts.country = paper.expires, paper.country
        if paper.level == DOCUMENT:
            who.document = facts.document = True
        member = self.powers.members.get(person)
        if member:
            member.renew(self.now, paper.expires)
        elif who.document:
            self.powers.members[person] = Member(person, self.now, paper.expires, paper.issued)

    def set_standing(self, person: int) -> None:
        """Let a freeze or a ban that the powers know reach the ledger and the market."""
        who, member = self.network.people[person], self.powers.members[person]
        known = self.people.people[person - 1]
        news = member.banned > who.banned or member.frozen_until > max(who.frozen_until, self.now)
        who.banned = known.banned = member.banned
        who.frozen_until = known.frozen_until = member.frozen_until
        if news:
            self.auctions.standing_news(person)

    # The modules' words to one another

    def _bought_back(self, issuer: int, seller: int, units: int, premium: int) -> None:
        backs = self.companies.buybacks.setdefault(issuer, [])
        backs.append(Buyback(seller, units, premium, self.now))

    @property
    def staked(self) -> int:
        """Money that the ledger holds for orders, bonds and reports."""
        return self.auctions.staked + self.companies.bonds + self.watching.kept

    def check(self) -> None:
        """Raise `Broken` if a sum is off, or money is missing."""
        self.network.check(self.staked)


class Powers(Governance):
    """Decisions that reach the whole network."""

    def __init__(self, whole: Whole, genesis: int) -> None:
        super().__init__(genesis, OPERATOR)
        self.whole = whole
        self.printed[0, 1] = 14 * DAY

    def announce(self, by: str, act: Act) -> Decision:
        """Publish a decision of the authority; a freeze and a stop act at once.

        Raises:
            Refused: Something speaks against it.
        """
        demand(self.against_publishing(by, act))
        if act[0] == "halt":  # refused before anything is noted
            self._reach(act)
        self.publish(act)
        return self.decisions[-1]

    def perform(self, made: Decision) -> None:
        """Do what was decided; nothing is done if the module that it reaches refuses.

        Raises:
            Refused: It is too early, closed, or not possible now.
        """
        self.note_grounds(made.subject)
        demand(self.against_executing(made))
        if made.act[0] in ELSEWHERE:
            self._reach(made.act)
        self.execute(made)

    def note_grounds(self, person: int) -> None:
        """Look whether a ban may be proposed, and since when."""
        self.grounds.pop(person, None)
        why, since = self.whole.watching.ground(self.whole.network, person)
        if why:
            self.grounds[person] = since

    def do(self, act: Act) -> None:
        """Do it, and let it be known where it matters; what is done elsewhere was done before."""
        if act[0] in ELSEWHERE:
            return
        super().do(act)
        if act[0] in ("ban", "unban", "freeze"):
            self.whole.set_standing(act[1])
        elif act[0] == "seal":
            self.whole.auctions.stop(act[1])

    def lift(self, made: Decision) -> None:
        """End a freeze that was overruled."""
        super().lift(made)
        self.whole.set_standing(made.subject)

    def _reach(self, act: Act) -> None:
        """Do what is done in other modules."""
        whole = self.whole
        match act:
            case ("strike", person, *_):
                whole.watching.strike(whole.network, person)
            case ("halt", token, until):
                whole.auctions.halt(token, until)
            case ("force", token, giver, taker, units):
                whole.auctions.force(token, giver, taker, units)
            case ("rule_small" | "rule_large" as name, ("report", number), outcome, gain, _):
                whole.watching.rule(whole.companies, number, outcome, gain, name == "rule_large")
            case ("rule_small" | "rule_large" as name, ("exit", number), gain, _):
                whole.companies.rule(number, gain, name == "rule_large")
            case _:
                raise Refused(f"no contract knows {act[0]}")
