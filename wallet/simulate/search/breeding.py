"""How sequences of acts come about: drawn, changed, crossed, and made of motifs.

Motifs are what people do together - a trade, a raise, an exit and its payment - and say nothing of
prices, sizes and hours that would make them pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wallet.simulate.acts import KINDS
from wallet.simulate.search.genes import DRAWN, Gene, Genome

MOST = 12
"""Acts in a sequence at most."""
CLOSE = 4
"""So many hours before or after a moment are close to it."""
NEAR = 0.7
"""How often an hour is drawn close to a moment."""


class Breeder:
    """Draws sequences for a coalition of a certain size, within so many hours."""

    def __init__(self, random: Random, size: int, hours: int, moments: Sequence[int] = ()) -> None:
        self.random = random
        self.size = size
        self.hours = hours
        self.moments = moments
        """Hours about which something happens anyway: most acts are drawn close to one."""
        self.weights = dict.fromkeys(DRAWN, 1.0)
        """How often each kind is drawn: what the rules keep refusing becomes rare."""

    def learn(self, kind: str, done: bool) -> None:
        """Note whether an act of a kind was possible."""
        aim = 1.0 if done else 0.1
        self.weights[kind] += (aim - self.weights[kind]) / 20

    # Anew

    def fresh(self) -> Genome:
        """Draw a sequence: a motif or two, and sometimes acts of any kind."""
        genes: list[Gene] = []
        for _ in range(self.random.choice((1, 1, 2, 2, 3))):
            genes += self.motif()
        for _ in range(self.random.choice((0, 0, 0, 1, 2))):
            genes.append(self.any_act())
        return ordered(genes)

    def any_act(self) -> Gene:
        """Draw an act of any kind."""
        names = list(self.weights)
        kind = self.random.choices(names, [self.weights[name] for name in names])[0]
        return self._gene(kind, self._somebody(), self._hour())

    def motif(self) -> list[Gene]:
        """Draw one of the things that people do together."""
        motifs = (self._trade, self._trade, self._series, self._raise, self._exit, self._sale)
        return self.random.choice(motifs)()

    def _gene(self, kind: str, actor: int, hour: int) -> Gene:
        dials = tuple(self.random.random() for _ in KINDS[kind].sorts)
        return Gene(kind, actor, max(0, min(hour, self.hours - 1)), dials)

    def _somebody(self) -> int:
        return self.random.randrange(self.size)

    def _hour(self) -> int:
        if self.moments and self.random.random() < NEAR:
            hour = self.random.choice(self.moments) + self.random.randint(-CLOSE, CLOSE)
            return max(0, min(hour, self.hours - 1))
        return self.random.randrange(self.hours)

    def _trade(self) -> list[Gene]:
        """One sells to another in the open, at some price."""
        first, second = self.random.sample(range(self.size), 2)
        hour, token, price = self._hour(), self.random.random(), self.random.random()
        later = hour + self.random.choice((self.random.randrange(48), self.random.randrange(4)))
        return [
            Gene("sell", first, hour, (token, self.random.random(), price)),
            Gene("buy", second, min(later, self.hours - 1), (token, self.random.random(), price)),
        ]

    def _series(self) -> list[Gene]:
        """The same trade, in one auction after another."""
        trade, apart = self._trade(), 72 + self.random.randrange(30)
        times = self.random.choice((2, 2, 3))
        return [self._later(gene, apart * time) for time in range(times) for gene in trade]

    def _sale(self) -> list[Gene]:
        """One offers everything to whoever comes."""
        dials = (self.random.random(), 0.0, self.random.random())
        return [Gene("sell", self._somebody(), self._hour(), dials)]

    def _raise(self) -> list[Gene]:
        """One raises, and the others take part."""
        issuer, hour = self._somebody(), self._hour()
        genes = [self._gene("offer", issuer, hour)]
        for investor in range(self.size):
            if investor != issuer and self.random.random() < 0.8:
                dials = (0.0, self.random.random() * self.random.choice((0.5, 1.0)))
                genes.append(Gene("commit", investor, min(hour + 1, self.hours - 1), dials))
        return genes

    def _exit(self) -> list[Gene]:
        """One reports that a company was sold, and pays the debt when there is one."""
        seller, hour = self._somebody(), self._hour()
        later = hour + 1 + self.random.randrange(48)
        truly = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        drawn = self._gene("report_exit", seller, hour).dials
        return [
            Gene("report_exit", seller, hour, self.random.choice((truly, truly, drawn))),
            Gene("pay_debt", seller, min(later, self.hours - 1), (0.0, 0.0)),
        ]

    # From others

    def child(self, mother: Genome, father: Genome) -> Genome:
        """Cross two sequences, or follow one; then change something."""
        genes = mother
        if self.random.random() < 0.3:
            hour = self._hour()
            genes = (*(g for g in mother if g.hour < hour), *(g for g in father if g.hour >= hour))
        for _ in range(self.random.choice((1, 1, 2, 3))):
            genes = self.changed(genes)
        return ordered(genes)

    def changed(self, genes: Genome) -> Genome:
        """Change one thing."""
        if not genes:
            return self.fresh()
        place = self.random.randrange(len(genes))
        gene, without = genes[place], (*genes[:place], *genes[place + 1 :])
        match self.random.randrange(7):
            case 0:
                return without
            case 1:
                return (*genes, *self.motif())
            case 2:
                return (*genes, self.any_act())
            case 3:
                return (*without, self._moved(gene, 30))
            case 4:
                return (*genes, self._moved(gene, 100))
            case 5:
                other = Gene(gene.kind, self._somebody(), gene.hour, gene.dials)
                return (*without, other)
            case _:
                return (*without, self._turned(gene))

    def _moved(self, gene: Gene, most: int) -> Gene:
        return self._later(gene, self.random.randint(-most, most))

    def _later(self, gene: Gene, hours: int) -> Gene:
        hour = max(0, min(gene.hour + hours, self.hours - 1))
        return Gene(gene.kind, gene.actor, hour, gene.dials)

    def _turned(self, gene: Gene) -> Gene:
        """Turn one dial: anew, or a little."""
        if not gene.dials:
            return gene
        dials, place = list(gene.dials), self.random.randrange(len(gene.dials))
        little = min(1.0, max(0.0, dials[place] + self.random.gauss(0, 0.08)))
        dials[place] = little if self.random.random() < 0.5 else self.random.random()
        return Gene(gene.kind, gene.actor, gene.hour, tuple(dials))


def ordered(genes: list[Gene] | Genome) -> Genome:
    """In the order in which they are tried, and not too many."""
    return tuple(sorted(genes, key=lambda gene: gene.hour)[:MOST])
