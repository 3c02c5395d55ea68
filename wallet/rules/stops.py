"""Stops as the rules tell them: while a token or the market is stopped, an auction's clock stands.

Time is cut into stretches; the contract instead moves what it keeps. Both must come to the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wallet.rules.units import DAY, Refused

Stretch = tuple[int, int]
"""From when until when, in seconds."""


@dataclass
class Stops:
    """Every stop so far, of the market and of each token."""

    market: list[Stretch] = field(default_factory=list)
    tokens: dict[int, list[Stretch]] = field(default_factory=dict)

    def stop(self, now: int, until: int) -> None:
        """Stop the market, or make a stop longer."""
        if not max(now, self.until) < until <= now + 7 * DAY:
            raise Refused("not so long")
        self.market.append((max(now, self.until), until))

    def halt(self, token: int, now: int, until: int) -> None:
        """Stop a token."""
        if not now < until <= now + 14 * DAY:
            raise Refused("not so long")
        if self.tokens.get(token) and now < self.halted_until(token) + 90 * DAY:
            raise Refused("stopped lately")
        self.tokens.setdefault(token, []).append((now, until))

    @property
    def until(self) -> int:
        """When the last stop of the market ends."""
        return self.market[-1][1] if self.market else 0

    def halted_until(self, token: int) -> int:
        """When the last stop of a token ends."""
        stretches = self.tokens.get(token)
        return stretches[-1][1] if stretches else 0

    def stopped(self, token: int, now: int) -> bool:
        """Whether the token or the market is stopped."""
        return now < max(self.until, self.halted_until(token))

    def ran(self, token: int, since: int, now: int) -> int:
        """For how many seconds the clock of a token ran between two times."""
        stretches = sorted([*self.market, *self.tokens.get(token, [])])
        stood, at = 0, since
        for start, end in stretches:
            start, end = max(start, at), min(end, now)
            if end > start:
                stood += end - start
                at = end
        return now - since - stood

    def after(self, token: int, since: int, seconds: int) -> int:
        """When the clock of a token has run for so long, as far as stops are known."""
        at = since + seconds
        while (missing := seconds - self.ran(token, since, at)) > 0:
            at += missing
        return at
