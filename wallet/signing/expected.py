"""What calldata says will leave the signer's own account, to be held against a simulation.

It is read from the calldata alone, as the sentences are; so where the network does something else
than what was read, the two differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import same_address
from wallet.base.money import money_of
from wallet.signing.teller import Call


@dataclass(frozen=True, slots=True)
class Expected:
    """What leaves: dollars at least and at most (None: the calldata does not say).

    `shares_leave` says whether shares of the signer's may be moved by it at all.
    """

    least: int | None
    most: int | None
    shares_leave: bool = False


def _exactly(amount: int) -> Expected:
    return Expected(amount, amount)


def _permitted(call: Call) -> Expected:
    """A bond or a commitment: its size is in the permit that goes with it, where one does."""
    permit = call.args["permit"]
    return _exactly(int(permit["amount"])) if permit["deadline"] else Expected(None, None)


def _transfer_from(call: Call) -> Expected:
    mine = same_address(str(call.args["sender"]), call.sender)
    return _exactly(call.number("amount") if mine else 0)


_LEAVES: Final[Mapping[tuple[str, str], Callable[[Call], Expected]]] = {
    ("Dollar", "transfer"): lambda call: _exactly(call.number("amount")),
    ("Dollar", "transferFrom"): _transfer_from,
    ("Auction", "buy"): lambda call: _exactly(
        money_of(call.number("units"), call.number("highest"), up=True)
    ),
    ("Ledger", "distribute"): lambda call: _exactly(call.number("amount")),
    # Of a debt no more is taken than is due.
    ("Companies", "pay_debt"): lambda call: Expected(0, call.number("amount")),
    ("Offering", "commit"): _permitted,
    ("Disputes", "open_window"): _permitted,
    ("Disputes", "dispute"): _permitted,
    ("Watching", "commit"): _permitted,
    ("Watching", "answer"): _permitted,
}
_MOVE_SHARES: Final = frozenset(
    {
        ("Ledger", "transfer"),
        ("Ledger", "transferFrom"),
        ("Auction", "settle"),
        ("Auction", "force_transfer"),
        ("Offering", "take"),
        ("Authority", "execute"),
    }
)


def expected(call: Call) -> Expected:
    """What a call says will leave; nothing where it says nothing of money."""
    key = (call.contract, call.function)
    says = _LEAVES.get(key)
    found = says(call) if says is not None else _exactly(0)
    return Expected(found.least, found.most, key in _MOVE_SHARES)
