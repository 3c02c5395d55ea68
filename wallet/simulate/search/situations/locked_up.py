"""While the others are locked."""

from __future__ import annotations

from wallet.simulate.search.situations.rise import Rise


class LockedUp(Rise):
    """Dan is about to buy the shares of Xenia that his friend Fay wants to sell.

    They are worth five cents each, and so says the reference price; in three weeks they will be
    worth several times that. All other holders bought in a raise with a lock-up of a year, so
    that nobody but Fay can sell, whatever is bid. An honest Dan buys at five cents.
    """

    room_for = ()
    days = 24
    money = 1_000_000
    rises = 21
    locked = 365
