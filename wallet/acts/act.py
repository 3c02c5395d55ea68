"""What an act is: something a person wants, and the calls that would bring it about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

from wallet.acts.facts import Facts


class _PermitPlace:
    """Stands among a call's arguments where the dollar's permit goes."""

    def __repr__(self) -> str:
        return "PERMIT"


PERMIT: Final = _PermitPlace()
"""The place of the permit among a call's arguments."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one contract: the bare content of a request.

    `pays` is the money that the ledger pulls from the caller's wallet in this call, in base units;
    where it is more than zero, `PERMIT` stands among `args`. `gas_hint` is a least gas limit for
    calls whose cost grows while the request travels (0: what the simulation used, and a margin).
    `at` is the address of a contract of which there are many, such as a face; empty: there is one.
    """

    contract: str
    function: str
    args: tuple[Any, ...]
    pays: int = 0
    gas_hint: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Bare:
    """A bare transaction: coins (in their smallest unit) to somebody, and data where it has any.

    Without data it is a plain payment, in which no contract of the network takes part.
    """

    to: str
    amount: int
    data: bytes = b""


class Act(Protocol):
    """Something a person wants, in domain units. Every act is a frozen dataclass."""

    def plan(self, facts: Facts) -> tuple[Call | Bare, ...]:
        """The calls to make, in order. Raises WalletError, naming the field, where it cannot be."""
        ...


def name_of(act: object) -> str:
    """The name of an act as a program says it: `trading.PlaceSell`."""
    kind = type(act)
    return f"{kind.__module__.rsplit('.', 1)[-1]}.{kind.__name__}"
