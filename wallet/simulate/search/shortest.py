"""What a find comes down to: the acts that it does not need left out, the rest made plain."""

from __future__ import annotations

from dataclasses import replace

from wallet.simulate.search.genes import Genome
from wallet.simulate.search.hunt import Ground

STAYS = 0.95
"""The gain stays if so much of it does."""


def shortest(ground: Ground, genome: Genome) -> Genome:
    """Return the fewest of these acts with which the gain stays; nothing where there is none."""
    whole = ground.score(genome).taken
    if whole <= 0:
        return ()
    genome = _fewer(ground, genome, STAYS * whole)
    return _plainer(ground, genome)


def _fewer(ground: Ground, genome: Genome, least: float) -> Genome:
    """Drop acts one by one, the last first, until none can go."""
    place = len(genome) - 1
    while place >= 0:
        without = (*genome[:place], *genome[place + 1 :])
        if ground.score(without).taken >= least:
            genome, place = without, len(without)
        place -= 1
    return genome


def _plainer(ground: Ground, genome: Genome) -> Genome:
    """Turn each dial to what a person would mean first, where the gain is no less for it."""
    for place, gene in enumerate(genome):
        for dial in range(len(gene.dials)):
            dials = (*gene.dials[:dial], 0.0, *gene.dials[dial + 1 :])
            plain = replace(gene, dials=dials)
            other = (*genome[:place], plain, *genome[place + 1 :])
            if ground.score(other).taken >= ground.score(genome).taken:
                genome, gene = other, plain
    return genome
