"""`symbolon simulate ... --replay`: samples of what was played, held against the real contracts."""

from __future__ import annotations

from collections.abc import Iterator

from wallet.base.errors import WalletError
from wallet.chain.node_binary import find_binary
from wallet.rules.flaws import Flaw
from wallet.simulate.replay.onlooker import Onlooker
from wallet.simulate.replay.result import Result
from wallet.simulate.replay.tap import ONE_IN, Tap
from wallet.simulate.world import World


def need_node() -> None:
    """Look whether the program of the local node is on this machine; nothing is fetched here.

    Raises:
        WalletError: It is not.
    """
    if find_binary() is None:
        raise WalletError(
            "The local node, anvil, on which a replay is played is not on this machine.",
            "Run symbolon demo once, which fetches it, or put anvil on the PATH.",
            "replay.node",
        )


TOLD = 5
"""Disagreements that are told in full; all of them are counted."""


class Recorder:
    """Looks at every world that is played for a command, as if all of them were one run.

    Raises:
        WalletError: A mend is left out of the rules, so that no contract is like them.
    """

    def __init__(self, seed: int, flaws: frozenset[Flaw], one_in: int = ONE_IN) -> None:
        if flaws:
            raise WalletError(
                "Rules with a mend left out cannot be replayed: no contract is like them.",
                "Leave out --flaw, or --replay.",
                "replay.flaw",
            )
        self.seed, self.one_in = seed, one_in
        self._last: Onlooker | None = None

    def look(self, world: World) -> None:
        """Look at one more world, from its beginning on."""
        onlooker = Onlooker(world, self.seed, self.one_in, self._last)
        world.taps.append(onlooker)
        self._last = onlooker

    @property
    def tap(self) -> Tap:
        """What was kept of all of them. Raises ValueError if nothing was played."""
        if self._last is None:
            raise ValueError("nothing was played")
        return self._last.tap


def tell_replay(result: Result, one_in: int = ONE_IN) -> Iterator[str]:
    """Say what came of the samples, in a sentence, and in more where something disagrees."""
    events, kinds = sum(one.of for one in result.replayed), {one.kind for one in result.replayed}
    samples = sum(one.sampled for one in result.replayed)
    refused = sum(one.sampled for one in result.replayed if one.refused)
    yield (
        f"Of {events:,} events of {len(kinds)} kinds {samples:,} were replayed on the real "
        f"contracts: of each kind one at least, and one in {one_in:,}; {refused:,} of them are "
        "acts that the rules refuse."
    )
    if result.agrees:
        yield "All of them agree, to the base unit."
        return
    yield f"{len(result.disagreements):,} do not agree:"
    for one in result.disagreements[:TOLD]:
        yield f"  {one}"
