"""The honest person, always beside the others."""

from __future__ import annotations

from wallet.simulate.strategy import Strategy


class Honest(Strategy):
    """Dan declares his stake when he founds the company, reports its sale and pays what he owes."""

    stops = "Nothing has to."
